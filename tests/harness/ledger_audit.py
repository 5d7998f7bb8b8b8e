"""Compares a ledger with the service's own record: nothing lost, nothing sent twice, no wrong state.

Written apart from the panel's tables: it reads raw rows and raw answers, and its codes are by hand from
NEXT_STEPS.md, "Codes", because shared code would share its faults.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

Fields = dict[str, Any]
Where = tuple[int, str, str]
"""Room, account and source: what a recording belongs to, within one app."""

RETRIED: Final = frozenset({30000208, 30000401, 30000402, 30000404, 60007, 60011, 60018, 60019})
ENDED: Final = frozenset({30000412, 30000413})
UNDER_WAY: Final = ("starting", "stopping")
SENDING: Final = ("intent", "try")
SOURCES: Final = {0: "camera", 1: "screen"}


@dataclass(frozen=True)
class Row:
    """One row of the ledger."""

    number: int
    at: datetime
    kind: str
    detail: Fields
    session: Fields

    @property
    def where(self) -> Where:
        target = self.session["target"]
        return target["room"], target["account"], SOURCES[target["source"]]

    @property
    def state(self) -> str:
        return str(self.session["state"])

    @property
    def operation(self) -> str:
        return "start" if self.session["operation"] == 1 else "stop"

    @property
    def sent(self) -> tuple[int, int] | None:
        """The request's seq and random, where the row tells of one."""
        if "request" not in self.detail:
            return None
        return json.loads(self.detail["request"])["reqhead"]["uint32_seq"], self.detail["random"]

    @property
    def answered(self) -> int | None:
        """The code of the answer as it was on the wire; None where it was none that could be used."""
        if self.detail.get("status") != 200:
            return None
        try:
            answer = json.loads(self.detail["answer"])
            if "reqhead" not in answer:
                return int(answer["ErrorCode"])
            head = answer["reqhead"]
            if self.sent is None or head["uint32_seq"] != self.sent[0]:
                return None
            code = head["uint32_result"] or answer["rspbody"]["rsp_0x5"]["uint32_result"]
        except (ValueError, KeyError, TypeError):
            return None
        return int(code)


@dataclass
class Findings:
    """What is wrong, sentence by sentence; all empty where the panel kept its promise."""

    duplicates: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.duplicates or self.lost or self.wrong)

    def __str__(self) -> str:
        parts = {"sent twice": self.duplicates, "lost": self.lost, "wrong state": self.wrong}
        return "; ".join(f"{name}: {text}" for name, texts in parts.items() for text in texts)

    def add(self, other: "Findings") -> None:
        self.duplicates += other.duplicates
        self.lost += other.lost
        self.wrong += other.wrong


def read_rows(folder: Path) -> list[Row]:
    """Every row of a folder's ledger, by a connection of our own; none where there is no ledger."""
    path = folder / "ledger.sqlite3"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry'").fetchone():
            return []
        found = database.execute("SELECT row, at, kind, detail, session FROM entry ORDER BY row").fetchall()
    return [
        Row(row, datetime.fromisoformat(at), kind, json.loads(detail), json.loads(session))
        for row, at, kind, detail, session in found
    ]


def audit(
    rows: Sequence[Row],
    arrivals: Iterable[Mapping[str, Any]],
    running: Iterable[Where],
    *,
    at_rest: bool = True,
) -> Findings:
    """Compare.

    :param arrivals: the simulator's record, as plain values.
    :param running: the recordings that the service is making.
    :param at_rest: nothing is under way; otherwise sessions that are under way are left out of the end state.
    """
    findings = Findings()
    by_sent = {(one["seq"], one["random"]): one for one in arrivals}
    arrived: dict[tuple[Where, str], list[Mapping[str, Any]]] = {}
    for one in arrivals:
        arrived.setdefault((_where(one), one["operation"]), []).append(one)
    _each_arrival_had_a_row(findings, rows, arrived)
    sessions: dict[str, list[Row]] = {}
    for row in rows:
        sessions.setdefault(row.session["id"], []).append(row)
    for history in sessions.values():
        _tries_are_advised(findings, history)
        _answers_are_their_own(findings, history, by_sent)
        for before, after in zip([None, *history], history, strict=False):
            _step_is_proven(findings, before, after, by_sent)
        if at_rest and history[-1].state in UNDER_WAY:
            findings.wrong.append(f"session {history[-1].session['id']} is {history[-1].state} for ever")
        _refused_means_nothing_runs(findings, history, by_sent)
    _what_runs_is_seen(findings, [history[-1] for history in sessions.values()], running)
    return findings


def _where(arrival: Mapping[str, Any]) -> Where:
    return arrival["room"], arrival["account"], arrival["source"]


def _each_arrival_had_a_row(
    findings: Findings, rows: Sequence[Row], arrived: Mapping[tuple[Where, str], list[Mapping[str, Any]]]
) -> None:
    """Each request had a row of its own before it arrived: one row lets one request leave."""
    sending: dict[tuple[Where, str], list[datetime]] = {}
    for row in rows:
        if row.kind in SENDING:
            sending.setdefault((row.where, row.operation), []).append(row.at)
    for key, requests in arrived.items():
        seen = {(one["seq"], one["random"]) for one in requests}
        if len(seen) < len(requests):
            findings.duplicates.append(f"{key}: the same request arrived again")
        times = sending.get(key, [])
        for count, request in enumerate(requests, 1):
            before = sum(at <= datetime.fromisoformat(request["at"]) for at in times)
            if before < count:
                what = f"{key}: {count} arrived, {before} written before"
                (findings.duplicates if before else findings.lost).append(what)


def _tries_are_advised(findings: Findings, history: Sequence[Row]) -> None:
    """A start is sent again only after an answered code with a documented retry; 3 tries at most."""
    tries, without_answer = 0, 0
    for before, row in zip([None, *history], history, strict=False):
        if row.kind == "intent":
            tries, without_answer = 1, 0
        if row.kind != "try":
            continue
        tries += 1
        code = None if before is None or before.kind != "retry" else before.answered
        if code not in RETRIED:
            without_answer += 1
        allowed = 0 if row.operation == "start" else 1
        if without_answer > allowed or tries > 3 + without_answer:
            sent_again = f"session {row.session['id']}: {row.operation} again after {code}, try {tries}"
            findings.duplicates.append(sent_again)


def _answers_are_their_own(
    findings: Findings, history: Sequence[Row], by_sent: Mapping[tuple[int, int], Mapping[str, Any]]
) -> None:
    """What was taken for the answer to a request is what the service answered to that request."""
    for row in history:
        if row.sent is None or row.answered is None:
            continue
        request = by_sent.get(row.sent)
        truth = None if request is None else request["answer_code"]
        if row.answered != truth:
            name = f"session {row.session['id']}, row {row.number}"
            findings.wrong.append(f"{name}: {row.answered} was read, and the service answered {truth}")


def _step_is_proven(
    findings: Findings, before: Row | None, after: Row, by_sent: Mapping[tuple[int, int], Mapping[str, Any]]
) -> None:
    """Green, stopped and the way out of unknown: by the service's own answer, or by a person."""
    if after.kind in ("settled", "undone") or after.state in UNDER_WAY:
        return
    name = f"session {after.session['id']}, row {after.number}"
    request = by_sent.get(after.sent) if after.sent else None
    truth = None if request is None else (request["operation"], request["answer_code"])
    accepted = None if before is None else before.session["accepted_at"]
    said = after.answered
    newly = after.state == "recording" and after.session["accepted_at"] != accepted
    if newly and (truth != ("start", 0) or said != 0):
        findings.wrong.append(f"{name}: recording, and the service said {truth}, of which {said} came")
    if after.state == "stopped" and (before is None or before.state != "stopped"):
        by_guest = truth == ("start", 0) and after.session["ended_by"] == "guest_left"
        fell_back = before is not None and before.session["before_stop"] == "stopped"
        ended = truth is not None and truth[0] == "stop" and truth[1] in {0, *ENDED}
        if not fell_back and not ((by_guest or ended) and said in {0, *ENDED}):
            findings.wrong.append(f"{name}: stopped, and the service said {truth}, of which {said} came")
    if after.state == "failed" and after.kind == "answer" and request is not None and said is None:
        findings.wrong.append(f"{name}: failed, and nothing that could be used came")
    if after.kind == "handled" or before is None or not before.session["open_attempt"]:
        return
    if before.state == "recording":
        # Between two tries of *guest came back*: it was never unknown, and most answers leave it as it was.
        return
    proof = said == 0 or (said in ENDED and after.operation == "stop")
    if after.state != "unknown" and not proof:
        findings.wrong.append(f"{name}: {after.state} after unknown, by a guess ({said})")


def _refused_means_nothing_runs(
    findings: Findings, history: Sequence[Row], by_sent: Mapping[tuple[int, int], Mapping[str, Any]]
) -> None:
    """A session that is shown failed never began a recording."""
    if history[-1].state != "failed":
        return
    for row in history:
        request = by_sent.get(row.sent) if row.sent else None
        if request is not None and request["effect"] == "started":
            findings.wrong.append(f"session {row.session['id']}: failed, and the service had begun")


def _what_runs_is_seen(findings: Findings, newest: Sequence[Row], running: Iterable[Where]) -> None:
    """Whatever runs stands in the list as live, or with a warning, or a person has marked it."""
    for where in running:
        sessions = [row for row in newest if row.where == where]
        if not any(_shows(row) for row in sessions):
            states = [row.state for row in sessions]
            findings.lost.append(f"{where} runs and nobody sees it: {states}")


def _shows(row: Row) -> bool:
    live = row.state in ("recording", "unknown", *UNDER_WAY)
    marked = bool(row.session["settled_by"])
    return live or marked or (row.state == "stopped" and not row.session["file_ids"])
