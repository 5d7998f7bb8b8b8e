"""Operations of the real recorder through a proxy that breaks exchanges at random, seeded.

What the ledger then says is compared with the service's own record.
"""

import argparse
import asyncio
import json
import logging
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest.mock import patch

from gui.core.foundation.enums import Outcome, Source, State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.network import relay_client
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.endpoint import UNLIMITED, Limits
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.recording import rate_limiter
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.recorder import Recorder
from gui.core.sessions.session import Session, Target
from gui.simulator.in_process import RunningSimulator, running_simulator
from gui.simulator.rooms import Member, Room
from tests.benchmarks.printing import count
from tests.harness.dead_ends import Certificates, Paths, closed_port, hanging_up
from tests.harness.fault_proxy import Fate, Opening, Seen, fault_proxy
from tests.harness.findings_shown import show_findings
from tests.harness.ledger_audit import Findings, Where, audit, read_rows
from tests.harness.witness import Witness
from tests.support.core.recorder_setup import APP, AT_ONCE, Heard, OneRelay, usersig

ROUND: Final = 250
"""Operations on one ledger; the next round has a fresh one."""
WORKERS: Final = 12
FEW: Final = WORKERS - 3
"""Requests in flight of a profile that lets few through."""
TARGETS: Final = 4
"""Targets of one worker."""
ROOM: Final = 7
BROKEN: Final = 0.45
"""Share of exchanges that are broken."""

# By hand from NEXT_STEPS.md, "Codes". Codes that prove that nothing happened never take effect here.
_NOTHING: Final = (30000201, 30000402, 30000404, 1, 2, -1, -5, 60007, 60018, 60015, 70001)
_START_MAYBE: Final = (30000208, 30000301, 30000415, -3, 60008, 70500)
_STOP_MAYBE: Final = (30000403, 30000410, 30000415, 60008, 60013)


@dataclass
class Tally:
    """What came of a run."""

    operations: int = 0
    requests: int = 0
    unknown: int = 0
    findings: Findings = field(default_factory=Findings)
    outcomes: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        self.operations += other.operations
        self.requests += other.requests
        self.unknown += other.unknown
        self.findings.add(other.findings)
        self.outcomes.update(other.outcomes)
        self.fates.update(other.fates)


@contextmanager
def short_limits(answer_s: float = 0.4) -> Iterator[None]:
    """What the panel waits for, made short enough for thousands of lost answers."""
    with (
        patch.object(relay_client, "ANSWER_LIMIT_S", answer_s),
        patch.object(relay_client, "CONNECT_LIMIT_S", answer_s / 2),
        patch.object(relay_client, "PROBE_WAIT_S", 0.02),
        # "Too often" is answered at random here: the panel is not to slow down for the rest of the run.
        patch.object(rate_limiter, "SLOWEST", 1000.0),
    ):
        yield


@dataclass
class Round:
    """One ledger, one recorder, one simulator, and the proxy between them."""

    folder: Path
    dice: random.Random
    simulator: RunningSimulator
    tally: Tally
    ledger: Ledger
    recorder: Recorder
    witness: Witness
    story: list[dict[str, object]] = field(default_factory=list)
    """What came to the proxy, and what became of it."""

    async def work(self, accounts: list[str], operations: int) -> None:
        """One worker: one operation after the other on targets of its own."""
        for _ in range(operations):
            account = self.dice.choice(accounts)
            self._change_the_world(account)
            self._arm(account)
            clicks = [self._click(account)]
            if self.dice.random() < 0.08:
                # Twice at the same time, from two desks or a double click.
                clicks.append(self._click(account))
            for result in await asyncio.gather(*clicks):
                await self._look_at(account, result)

    def target(self, account: str) -> Target:
        return Target("relay.example", APP, ROOM, account, Source.CAMERA)

    async def _click(self, account: str) -> OperationResult | None:
        newest = await self.ledger.newest_of(self.target(account).key)
        start = StartRequest(room=ROOM, account=account, file_name=f"{account}-{self.dice.random()}")
        stop = StopRequest(room=ROOM, account=account)
        ways: list[Callable[[], Awaitable[OperationResult]]] = [
            lambda: self.recorder.start("Main", start),
            lambda: self.recorder.stop("Main", stop),
        ]
        if newest is not None:
            known = newest.id
            ways.append(lambda: self.recorder.stop_session(known))
            if newest.state in (State.FAILED, State.UNKNOWN):
                ways.append(lambda: self.recorder.start_again(known))
            if newest.state is State.RECORDING:
                ways.append(lambda: self.recorder.guest_came_back(known))
        try:
            return await self.dice.choice(ways)()
        except ValueError:
            # Another click was faster, and the session is no longer what it was.
            return None

    def _change_the_world(self, account: str) -> None:
        if self.dice.random() < 0.08:
            self.simulator.leave(ROOM, account)
        elif self.dice.random() < 0.6:
            self.simulator.enter(ROOM, account, camera=True)

    def _arm(self, account: str) -> None:
        if self.dice.random() > 0.25:
            return
        start = self.dice.random() < 0.5
        maybe = self.dice.random() < 0.5
        code = self.dice.choice((_START_MAYBE if start else _STOP_MAYBE) if maybe else _NOTHING)
        self.simulator.arm(
            operation="start" if start else "stop",
            room=ROOM,
            account=account,
            code=code,
            takes_effect=maybe and self.dice.random() < 0.5,
        )

    async def _look_at(self, account: str, result: OperationResult | None) -> None:
        """Right after an operation: what runs is seen in the list."""
        if result is None:
            return
        self.tally.operations += 1
        self.tally.outcomes[result.outcome] += 1
        self.tally.unknown += result.outcome is Outcome.UNKNOWN
        if not any(where[1] == account for where in self.running):
            return
        key = self.target(account).key
        sessions = [one for one in await self.ledger.sessions() if one.target.key == key]
        if not any(_shows(session) for session in sessions):
            self.tally.findings.lost.append(f"{account} runs after {result.outcome}, and nobody sees it")

    @property
    def running(self) -> list[Where]:
        found = self.simulator.recordings
        return [(one.target.room, one.target.account, one.target.source.word) for one in found]

    def decide(self, seen: Seen) -> Fate:
        """The fate of an exchange; by then its intent is in the ledger."""
        if not self.witness.knows_of((seen.operation, *seen.place)):
            self.tally.findings.lost.append(f"{seen.place}: a {seen.operation} left before it was written")
        fate = Fate.PASS
        if self.dice.random() < BROKEN:
            fate = self.dice.choice([one for one in Fate if one is not Fate.PASS])
        self.tally.requests += 1
        self.tally.fates[fate] += 1
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        self.story.append({"at": at, "connection": seen.connection, "fate": fate, "body": seen.body})
        return fate

    def conclude(self) -> None:
        """Compare; where something is wrong, the folder keeps what is needed to find out why."""
        arrivals = [entry.as_json() for entry in self.simulator.record]
        self.tally.findings.add(audit(read_rows(self.folder), arrivals, self.running))
        if self.tally.findings:
            write_lines(self.folder / "arrivals.jsonl", arrivals)
            write_lines(self.folder / "proxy.jsonl", self.story)


def write_lines(path: Path, values: Iterable[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")


def _shows(session: Session) -> bool:
    return session.live or (session.state is State.STOPPED and not session.file_ids)


async def run_round(
    folder: Path, operations: int, seed: int, tls: Certificates | None, limits: Limits
) -> Tally:
    """One round on a fresh ledger; the findings of its end are in the tally.

    :param limits: of the profile: what they do not let through waits for its turn.
    """
    dice, tally = random.Random(seed), Tally()
    accounts = [f"guest{number}" for number in range(WORKERS * TARGETS)]
    camera = frozenset({Source.CAMERA})
    rooms = [Room(ROOM, tuple(Member(account, camera) for account in accounts))]
    async with AsyncExitStack() as stack:
        simulator = await stack.enter_async_context(running_simulator(rooms=rooms))
        ledger = Ledger(folder)
        stack.push_async_callback(ledger.close)
        await ledger.open()
        witness = stack.enter_context(closing(Witness(folder)))

        async def decide(seen: Seen) -> Fate:
            return this_round.decide(seen)

        proxy = await stack.enter_async_context(
            fault_proxy(simulator.url, decide, tls=None if tls is None else tls.server)
        )
        proxy.opening = lambda: Opening.RESET if dice.random() < 0.02 else Opening.OPEN
        usual = await _client(stack, proxy.url, tls)
        relays = OneRelay(usual)
        relays.limits = limits
        ports = [await closed_port(), await stack.enter_async_context(hanging_up())]
        scheme = proxy.url.partition(":")[0]
        nowhere = [await _client(stack, f"{scheme}://127.0.0.1:{port}", tls) for port in ports]
        relays.connect = Paths(dice, usual, nowhere).connect
        recorder = Recorder(ledger, relays, SystemClock(), Heard(), operator="Li", pacing=AT_ONCE)
        this_round = Round(folder, dice, simulator, tally, ledger, recorder, witness)
        share = [accounts[worker::WORKERS] for worker in range(WORKERS)]
        counts = [operations // WORKERS + (worker < operations % WORKERS) for worker in range(WORKERS)]
        await asyncio.gather(*map(this_round.work, share, counts))
        this_round.conclude()
    return tally


async def _client(stack: AsyncExitStack, url: str, tls: Certificates | None) -> RelayClient:
    context = None if tls is None else tls.client
    client = RelayClient(url, sdk_app_id=APP, identifier="admin", usersig=usersig, context=context)
    stack.push_async_callback(client.close)
    return client


def run_faults(folder: Path, operations: int, seed: int) -> Tally:
    """All rounds; every second one over TLS, every third one through a profile that lets few in at a time."""
    whole = Tally()
    folder.mkdir(exist_ok=True)
    certificates = Certificates.make(folder)
    with short_limits():
        for number, begun in enumerate(range(0, operations, ROUND)):
            share = min(ROUND, operations - begun)
            tls = certificates if number % 2 else None
            limits = Limits(in_flight=FEW) if number % 3 == 1 else UNLIMITED
            whole.add(asyncio.run(run_round(folder / f"round{number}", share, seed + number, tls, limits)))
    return whole


def show(tally: Tally, seed: int) -> None:
    """Print the counts."""
    run = f"faults (seed {seed})"
    count(f"{run}: operations", tally.operations, "operations")
    count(f"{run}: requests broken", tally.requests - tally.fates[Fate.PASS], "requests")
    show_findings(tally.findings, run, "operations")
    count(f"{run}: unknown", round(100 * tally.unknown / max(1, tally.operations), 1), "%")


def main() -> None:
    """``packaging/bench --faults [N] [--seed S]``."""
    parser = argparse.ArgumentParser(prog="bench --faults")
    parser.add_argument("operations", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    # What asyncio says of sockets that are reset under it is no news here.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="recording-panel-faults-"))
    tally = run_faults(folder, chosen.operations, chosen.seed)
    show(tally, chosen.seed)
    if tally.findings:
        print(f"Ledgers, arrivals and what the proxy did are kept in {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder)
    raise SystemExit(bool(tally.findings))


if __name__ == "__main__":
    main()
