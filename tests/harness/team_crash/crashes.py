"""Kills a desk of a team with SIGKILL at every step between ledger, board and service; then judges all.

Three desks, each with a data folder of its own; a real board, and the real simulator. After each kill a
colleague asks for the same target, the desk is started again, and all come to rest.
"""

import argparse
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from gui.core.profiles.credentials import TEAM_PASSWORD_VARIABLE
from gui.core.team.settings import TeamSettings
from tests.benchmarks.printing import count
from tests.harness.crash import KILLED, Nursery
from tests.harness.findings_shown import show_findings
from tests.harness.ledger_audit import Fields, Findings, Where
from tests.harness.team_crash.desk import Desk
from tests.harness.team_crash.desk_judge import (
    EVERYTHING,
    BoardRows,
    board_of,
    judge,
    released_too_early,
)
from tests.harness.team_crash.desk_plans import SEVERAL, WAYS, DeskPlan, desk_plans
from tests.harness.team_crash.desk_ways import KilledWays
from tests.support.e2e.command_line import Panel
from tests.support.simulator.service_process import Service, service_process
from tests.support.team.desks import CODES, TeamBoard
from tests.support.team.made_board import TEMPLATE, made_board
from tests.support.team.postgres import HOST, WHY_NOT, postgres_server, programs

VICTIM, COLLEAGUE, THIRD = CODES
NURSERY: Final = "tests.harness.team_crash.desk_child"
KILLS_A_BOARD: Final = 12
"""After so many everybody begins anew: what is judged stays small."""
_STOPPED_BY_COLLEAGUE: Final = 4
"""After every so many kills a colleague ends what there is."""


@dataclass
class Tally:
    """What came of a run."""

    kills: int = 0
    survived: int = 0
    arrivals: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    findings: Findings = field(default_factory=Findings)
    known: set[str] = field(default_factory=set)


@dataclass
class TeamCrashes:
    """Three desks, their board and the service."""

    folder: Path
    board: TeamBoard
    service: Service
    record_file: Path
    nurseries: Mapping[str, Nursery]
    fault: str = ""
    tally: Tally = field(default_factory=Tally)
    desks: dict[str, Desk] = field(default_factory=dict)
    arrivals: list[Fields] = field(default_factory=list)
    apart: set[str] = field(default_factory=set)
    _read_to: int = 0
    _kills_here: int = KILLS_A_BOARD

    @property
    def victim(self) -> Desk:
        return self.desks[VICTIM]

    @property
    def colleague(self) -> Desk:
        return self.desks[COLLEAGUE]

    def kill(self, plan: DeskPlan) -> None:
        """One kill, what a colleague finds, the next start, and the comparison of everything."""
        if self._kills_here >= KILLS_A_BOARD:
            self._begin_anew()
        self._kills_here += 1
        number = self.tally.kills + self.tally.survived
        accounts = tuple(f"pupil{number}x{one}" for one in range(SEVERAL if _takes_several(plan) else 1))
        found = Findings()
        ways = KilledWays(
            self.victim, self.colleague, self.service, self._heads, self.apart, self.fault, number
        )
        ways.prepare(plan, accounts)
        before = len(self._came())
        status = ways.be_killed(plan, accounts)
        self.tally.kills += ways.killed_before
        self.service.control("disarm", {})
        self._note(plan, status)
        if plan.after_s is None and plan.nth == 1 and status != KILLED and plan.way != "race":
            found.wrong.append(f"it was not killed: {status}, {self.victim.complaint}")
        if plan.reached and plan.way not in ("apart", "backlog", "suspended"):
            found.wrong += released_too_early(self.victim.read(), self._board())
        asked = self._colleague_asks(plan, accounts, found)
        self._come_to_rest(found)
        if plan.states is not None and not asked:
            found.wrong += self._as_expected(plan, accounts)
        if not plan.may_be_unknown:
            states = self._states(accounts)
            found.wrong += [f"{account} is unknown" for account, state in states if state == "unknown"]
        self._free_the_dead_claims(found)
        if number % _STOPPED_BY_COLLEAGUE == 0:
            self._stopped_by_a_colleague(accounts, found)
        arrived = self._came()
        self.tally.arrivals += len(arrived) - before
        ledgers = [desk.read() for desk in self.desks.values()]
        found.add(judge(ledgers, self._board(), arrived, self._running(), apart=self.apart))
        self._keep(plan, found)

    def _colleague_asks(self, plan: DeskPlan, accounts: tuple[str, ...], found: Findings) -> bool:
        """A colleague tries to start the same: whether a request of theirs came."""
        if plan.way not in ("start", "several starts"):
            return False
        before = len(self._came())
        self._run(self.colleague, found, "start", accounts)
        came = len(self._came()) - before
        accepted = self.colleague.outcomes.count("accepted")
        if came != accepted:
            found.wrong.append(f"a colleague's start: {self.colleague.outcomes}, and {came} came")
        return came > 0

    def _free_the_dead_claims(self, found: Findings) -> None:
        """A claim may outlive its dead process by its lease: in its own desk's way it never is."""
        claims = self._board().claims
        held = {json.loads(target)[3] for target, desk in claims.items() if desk == self.victim.read().id}
        known = {account for account, _ in self._states(held)}
        for operation, accounts in (("start", held - known), ("stop", held & known)):
            if not accounts:
                continue
            self._run(self.victim, found, operation, tuple(accounts))
            if self.victim.outcomes != ["accepted"] * len(accounts):
                found.lost.append(f"its next process can't {operation} it: {self.victim.outcomes}")
        if held:
            self._come_to_rest(found)

    def _stopped_by_a_colleague(self, accounts: tuple[str, ...], found: Findings) -> None:
        """Whatever was left, a colleague ends it."""
        known = {account for account, _ in self._states(accounts)}
        self._run(self.colleague, found, "stop", tuple(known))
        self._come_to_rest(found)
        states = [one for one in self._states(accounts) if one[1] not in ("stopped", "failed")]
        live = [one for one in self._running() if one[1] in known]
        found.wrong += [f"a colleague's stop leaves {one}" for one in (*states, *live)]

    def _come_to_rest(self, found: Findings) -> None:
        """The victim starts again, which recovers and sends; then everybody gets everything."""
        self._run(self.victim, found, until=self._board().heads)
        heads = self._board().heads
        others = [desk for desk in self.desks.values() if desk is not self.victim]
        for desk in others:
            desk.begin(until=heads)
        for desk in others:
            if status := desk.end():
                found.wrong.append(f"{desk.code} does not come to rest: {status}, {desk.complaint}")

    def _run(
        self,
        desk: Desk,
        found: Findings,
        operation: str = "",
        accounts: tuple[str, ...] = (),
        **given: Any,
    ) -> None:
        if status := desk.run(operation, accounts, **given):
            found.wrong.append(f"{desk.code} does not come up again: {status}, {desk.complaint}")

    def _as_expected(self, plan: DeskPlan, accounts: tuple[str, ...]) -> list[str]:
        expected = plan.states
        states = self._states(accounts)
        if expected is None or (not states and "" in expected):
            return []
        return [f"{one}, not {sorted(expected)}" for _, one in states if one not in expected]

    def _states(self, accounts: Collection[str]) -> list[tuple[str, str]]:
        """As the third desk shows them, which had no part in any of it."""
        shown = self.desks[THIRD].read().shown.values()
        told = [(one["target"]["account"], one["state"]) for _, one in shown]
        found = [one for one in told if one[0] in accounts]
        self.tally.states.update(state for _, state in found)
        return found

    def _heads(self) -> dict[str, int]:
        return self._board().heads

    def _board(self) -> BoardRows:
        return board_of("".join(line) for line in self.board.sql(EVERYTHING))

    def _came(self) -> list[Fields]:
        """What has arrived since everybody began anew, as the service wrote it down."""
        with self.record_file.open() as record:
            record.seek(self._read_to)
            text = record.read()
        self._read_to += len(text)
        self.arrivals += [json.loads(line) for line in text.splitlines()]
        return self.arrivals

    def _running(self) -> set[Where]:
        return {(one["room"], one["account"], one["source"]) for one in self.service.recordings}

    def _note(self, plan: DeskPlan, status: int) -> None:
        self.tally.kills += status == KILLED
        self.tally.survived += status != KILLED
        self.tally.ways[plan.way] += 1
        self.tally.steps[plan.step or "any moment"] += status == KILLED

    def _keep(self, plan: DeskPlan, found: Findings) -> None:
        name = f"{plan.way} killed at {plan.step or plan.after_s}, time {plan.nth}"
        kept = self.tally.findings
        for texts, all_of_them in (
            (found.duplicates, kept.duplicates),
            (found.lost, kept.lost),
            (found.wrong, kept.wrong),
        ):
            # What one kill left is there at the next comparison, too.
            all_of_them += [f"{name}: {text}" for text in texts if text not in self.tally.known]
            self.tally.known |= set(texts)

    def _begin_anew(self) -> None:
        """Another database, other data folders."""
        server = self.board.server
        if self.desks:
            server.used.append(self.board.database)
        self.board.database = server.new_database(TEMPLATE)
        self.service.reset()
        self._came()
        self.arrivals.clear()
        self.apart.clear()
        self.tally.known.clear()
        self._kills_here = 0
        authority = (server.folder / "ca.pem").read_text()
        for code in CODES:
            data = self.folder / f"data-{code}"
            shutil.rmtree(data, ignore_errors=True)
            panel = Panel(data, self.folder)
            panel.environment[TEAM_PASSWORD_VARIABLE] = self.board.desks[code].password
            panel.add_profile("main", self.service.url)
            settings = TeamSettings(
                host=HOST,
                port=server.port,
                database=self.board.database,
                role=self.board.desks[code].role,
                authority=authority,
                code=code,
            )
            output = self.folder / f"output-{code}"
            self.desks[code] = Desk(code, panel, self.nurseries[code], settings, output)


def _takes_several(plan: DeskPlan) -> bool:
    return plan.way in ("several starts", "backlog", "apart", "catch-up", "live")


@contextmanager
def team_crashes(folder: Path, board: TeamBoard, fault: str = "") -> Iterator[TeamCrashes]:
    """A simulator, and for each desk a nursery, as processes of their own."""
    record_file = folder / "record.jsonl"
    with ExitStack() as stack:
        service = stack.enter_context(service_process(folder, "--record-file", str(record_file)))
        environment = Panel(folder / "data", folder).environment
        nurseries = {code: stack.enter_context(Nursery(environment, NURSERY)) for code in CODES}
        yield TeamCrashes(folder, replace(board), service, record_file, nurseries, fault)


def run_team_crashes(
    folder: Path, board: TeamBoard, kills: int, seed: int, *, ways: tuple[str, ...] = WAYS, fault: str = ""
) -> Tally:
    """That many kills; a process that was over before its kill counts apart."""
    with team_crashes(folder, board, fault) as run:
        for plan in desk_plans(seed, ways):
            run.kill(plan)
            if run.tally.kills >= kills:
                break
    return run.tally


def show(tally: Tally) -> None:
    """Print the counts."""
    count("team crash: kills", tally.kills, "kills")
    count("team crash: over before they were killed", tally.survived, "processes")
    count("team crash: requests that arrived", tally.arrivals, "requests")
    show_findings(tally.findings, "team crash", "kills")
    for kind, found in (("way", tally.ways), ("step", tally.steps), ("sessions found", tally.states)):
        for name, number in sorted(found.items()):
            count(f"team crash: {kind} {name}", number, "times")


def main() -> None:
    """``packaging/bench --team-crash [N] [--seed S]``."""
    parser = argparse.ArgumentParser(prog="bench --team-crash")
    parser.add_argument("kills", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if programs() is None:
        raise SystemExit(WHY_NOT)
    with tempfile.TemporaryDirectory() as name, postgres_server() as server:
        tally = run_team_crashes(Path(name), made_board(server), chosen.kills, chosen.seed)
    show(tally)
    raise SystemExit(bool(tally.findings))


if __name__ == "__main__":
    main()
