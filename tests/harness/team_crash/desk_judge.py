"""Compares all desks of a team, its board and the service: raw rows, by queries of its own."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tests.harness.ledger_audit import SOURCES, UNDER_WAY, Fields, Findings, Row, Where, audit, read_rows

Id = tuple[str, int]
"""Of a row: the desk that wrote it, and its number there."""
_LOCAL: Final = ("id", "row", "first_row", "confirmed_row", "desk")
"""What a session is called, and where its rows lie, in one ledger."""
_ENTRIES: Final = (
    "SELECT row, session_id, at, kind, operator, process, reason, detail, session, desk, desk_row, parents"
    " FROM entry ORDER BY row"
)
_SHOWN: Final = (
    "SELECT newest.session_id, entry.session, newest.target, alias.desk, alias.number FROM newest"
    " JOIN entry ON entry.row = newest.row LEFT JOIN alias ON alias.session_id = newest.session_id"
)
_OPENING: Final = ("intent", "try", "retry")


@dataclass(frozen=True)
class DeskLedger:
    """What one desk has.

    :ivar own: the rows that it has to share, by their number; ``foreign`` those of others.
    :ivar shown: each session as it is shown, by what everyone calls it, with its target.
    :ivar newest_of: of each target the newest row that this desk wrote: its number, and its kind.
    """

    code: str
    folder: Path
    id: str
    own: Mapping[int, Fields]
    foreign: Mapping[Id, Fields]
    shown: Mapping[Id, tuple[str, Fields]]
    newest_of: Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class BoardRows:
    """What the board has.

    :ivar claims: the desk that holds each target.
    """

    rows: Mapping[Id, Fields]
    claims: Mapping[str, str]

    @property
    def heads(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for desk, row in self.rows:
            found[desk] = max(row, found.get(desk, 0))
        return found


def read_desk(code: str, folder: Path) -> DeskLedger:
    """A desk's ledger, by a connection of our own; nothing where its first process made none."""
    if not _is_made(folder / "ledger.sqlite3"):
        return DeskLedger(code, folder, "", {}, {}, {}, {})
    with closing(sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None, timeout=10)) as database:
        (own_id,) = database.execute("SELECT id FROM own_desk").fetchone() or ("",)
        shown: dict[Id, tuple[str, Fields]] = {}
        targets: dict[str, str] = {}
        for session_id, text, target, home, number in database.execute(_SHOWN):
            name = (own_id, int(session_id)) if home is None else (home, number)
            shown[name] = target, json.loads(text)
            targets[session_id] = target
        own: dict[int, Fields] = {}
        foreign: dict[Id, Fields] = {}
        newest_of: dict[str, tuple[int, str]] = {}
        for row, session_id, *said, desk, desk_row, parents in database.execute(_ENTRIES):
            at, kind, operator, process, reason, detail, session = said
            fields = {"at": at, "kind": kind, "operator": operator, "process": process, "reason": reason}
            fields |= {"detail": json.loads(detail), "session": json.loads(session)}
            fields["parents"] = sorted(_everyone_s(word, own_id) for word in (parents or "").split())
            if desk is not None:
                foreign[desk, desk_row] = fields
            elif parents is not None and kind != "apart":
                own[row] = fields
                newest_of[targets[session_id]] = row, kind
    return DeskLedger(code, folder, own_id, own, foreign, shown, newest_of)


def _is_made(path: Path) -> bool:
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as database:
        return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = 'own_desk'").fetchone())


def _everyone_s(word: str, own_id: str) -> str:
    """A row as the board calls it."""
    desk, _, row = word.rpartition(".")
    return f"{desk or own_id}/{row}"


def board_of(lines: Iterable[str]) -> BoardRows:
    """The board from rows of JSON, as :data:`EVERYTHING` asks for them."""
    rows: dict[Id, Fields] = {}
    claims: dict[str, str] = {}
    for line in lines:
        found = json.loads(line)
        if "until" in found:
            claims[found["target"]] = found["desk"]
            continue
        body = json.loads(found["body"])
        rows[found["desk"], found["row"]] = {
            **{name: found[name] for name in ("at", "kind", "operator")},
            **{name: body[name] for name in ("session", "process", "reason", "detail")},
            "parents": sorted(found["parents"].split()),
        }
    return BoardRows(rows, claims)


EVERYTHING: Final = (
    "SELECT row_to_json(e)::text FROM board.entry AS e"
    " UNION ALL SELECT row_to_json(c)::text FROM board.claim AS c"
)


def released_too_early(desk: DeskLedger, board: BoardRows) -> list[str]:
    """Right after a kill: no target is free whose outcome is not on the board (I4)."""
    found = []
    sent = board.heads.get(desk.id, 0)
    for target, (row, kind) in desk.newest_of.items():
        open_here = kind in _OPENING
        if target not in board.claims and (open_here or row > sent):
            where = "not concluded" if open_here else "not on the board"
            found.append(f"{target} is free, and row {row} ({kind}) is {where}")
    return found


def judge(
    desks: Sequence[DeskLedger],
    board: BoardRows,
    arrivals: Sequence[Fields],
    running: Collection[Where],
    *,
    apart: Collection[str] = (),
) -> Findings:
    """Everybody is at rest.

    :param arrivals: the service's record; ``running`` what it records.
    :param apart: accounts that several desks started without each other's knowledge.
    """
    rows = [row for desk in desks for row in _own_rows(desk)]
    findings = audit(rows, arrivals, (), at_rest=False)
    findings.duplicates += _started_twice(arrivals, apart)
    for desk in desks:
        findings.wrong += _differs_from_board(desk, board)
        _is_true(findings, desk, running)
    for desk in desks[1:]:
        findings.wrong += _shown_otherwise(desks[0], desk)
    findings.wrong += [f"{target} is still claimed" for target in board.claims]
    return findings


def _own_rows(desk: DeskLedger) -> list[Row]:
    """The rows that this desk wrote; its sessions are not mistaken for those of others."""
    return [
        replace(row, session={**row.session, "id": f"{desk.code}:{row.session['id']}"})
        for row in read_rows(desk.folder)
        if row.number in desk.own
    ]


def _started_twice(arrivals: Iterable[Fields], apart: Collection[str]) -> list[str]:
    """A start that came although the target was recording already, and nobody was without contact."""
    live: Counter[Where] = Counter()
    found = []
    for one in arrivals:
        where = one["room"], one["account"], one["source"]
        if one["operation"] == "stop":
            live[where] = 0
        elif one["effect"] == "started" or live[where]:
            live[where] += 1
            if live[where] > 1 and one["account"] not in apart:
                found.append(f"{where} was started {live[where]} times")
    return found


def _differs_from_board(desk: DeskLedger, board: BoardRows) -> list[str]:
    """Every (desk, row) is on the board, and here, and says the same."""
    own = {(desk.id, row): fields for row, fields in desk.own.items()}
    there = {name: fields for name, fields in board.rows.items() if name[0] == desk.id}
    others = {name: fields for name, fields in board.rows.items() if name[0] != desk.id}
    found = []
    for what, here, on_board in (("own", own, there), ("foreign", dict(desk.foreign), others)):
        for name in sorted(here.keys() - on_board.keys()):
            found.append(f"{desk.code}: {what} row {name[1]} ({here[name]['kind']}) is not on the board")
        for name in sorted(on_board.keys() - here.keys()):
            found.append(
                f"{desk.code}: {what} row {name[1]} ({on_board[name]['kind']}) is on the board alone"
            )
        for name in sorted(here.keys() & on_board.keys()):
            if _known_everywhere(here[name]) != _known_everywhere(on_board[name]):
                found.append(f"{desk.code}: {what} row {name[1]} says something else on the board")
    return found


def _known_everywhere(fields: Fields) -> Fields:
    return {**fields, "session": _without_local(fields["session"])}


def _without_local(session: Mapping[str, Any]) -> Fields:
    # What a session has not is left out by some of its writers, and named by others.
    return {name: value for name, value in session.items() if value and name not in _LOCAL}


def _shown_otherwise(first: DeskLedger, second: DeskLedger) -> list[str]:
    found = []
    for name in sorted(first.shown.keys() | second.shown.keys()):
        one, other = first.shown.get(name), second.shown.get(name)
        if one is None or other is None:
            found.append(f"session {name[1]} is at {(first if other is None else second).code} alone")
        elif _without_local(one[1]) != _without_local(other[1]):
            left, right = _without_local(one[1]), _without_local(other[1])
            parts = [key for key in sorted(left.keys() | right.keys()) if left.get(key) != right.get(key)]
            said = ", ".join(f"{key}: {left.get(key)} / {right.get(key)}" for key in parts)
            found.append(f"session {name[1]} at {first.code} and {second.code}: {said}")
    return found


def _is_true(findings: Findings, desk: DeskLedger, running: Collection[Where]) -> None:
    """Green is recording, and what records is green or unconfirmed."""
    seen: set[Where] = set()
    for _target, session in desk.shown.values():
        target, state = session["target"], session["state"]
        where = target["room"], target["account"], SOURCES[target["source"]]
        if state in ("recording", "unknown"):
            seen.add(where)
        if state == "recording" and where not in running:
            findings.wrong.append(f"{desk.code}: {where} is shown recording, and nothing records")
        if state in UNDER_WAY:
            findings.wrong.append(f"{desk.code}: {where} is {state} for ever")
    findings.lost += [f"{desk.code}: {where} records, and nobody sees it" for where in set(running) - seen]
