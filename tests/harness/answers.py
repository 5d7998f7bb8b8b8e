"""Starts and stops of the real recorder against a server that gives odd answers, seeded.

What the panel makes of each answer is compared with what it really said.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gui.commands.context import EXIT_OF, Exit
from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.recorder import Recorder
from gui.core.security.redaction import register
from tests.benchmarks.printing import count
from tests.harness.faults import short_limits
from tests.harness.odd_answers import START_MAYBE, STOP_ENDED, STOP_MAYBE, make
from tests.harness.odd_http import OddAnswer, Truth
from tests.support.core.recorder_setup import APP, AT_ONCE, Heard, OneRelay

WORKERS: Final = 8
ROUND: Final = 500
"""Answers for one ledger."""
ANSWER_S: Final = 1.0
"""How long the panel waits for an answer here."""
LONGEST_S: Final = 2 * ANSWER_S + 1.5
"""For an operation: a stop may be sent twice, and the computer may be busy."""
USERSIG: Final = "eJw*canary-usersig_7f3a91c2e5-k9"
_BROKEN: Final = (LocalFailure.CONNECTION_LOST, LocalFailure.TIMEOUT)
_MOST_SHOWN: Final = 10


@dataclass
class Tally:
    """What came of a run."""

    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    truths: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        self.answers += other.answers
        self.wrong += other.wrong
        self.raised += other.raised
        self.slow += other.slow
        self.leaked += other.leaked
        self.outcomes.update(other.outcomes)
        self.truths.update(other.truths)

    @property
    def findings(self) -> list[str]:
        return [*self.wrong, *self.raised, *self.slow, *self.leaked]


@dataclass
class Relay:
    """Gives each account's operation one odd answer, as often as it is sent."""

    seed: int
    given: dict[tuple[str, Operation], OddAnswer] = field(default_factory=dict)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while await self._answer(reader, writer):
                pass
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        request = json.loads(await reader.readexactly(size))
        account = request["reqhead"]["rpt_to_Account"][0]
        operation = Operation(request["reqbody"]["req_0x5"]["uint32_oper"])
        # The same dice for the same account: each try gets the same answer, with its own seq.
        dice = random.Random(f"{self.seed} {account} {operation.value}")
        odd = self.given[account, operation] = make(dice, request, USERSIG)
        for piece in odd.pieces:
            writer.write(piece)
            await writer.drain()
            if len(odd.pieces) > 1:
                await asyncio.sleep(0.001)
        if odd.end == "stall":
            await reader.read(1)
        if odd.end == "reset":
            writer.transport.abort()
        return odd.end == "open"


@asynccontextmanager
async def odd_relay(seed: int) -> AsyncIterator[Relay]:
    """A server on loopback."""
    relay = Relay(seed)
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    relay.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield relay
    finally:
        server.close()
        # Lets the handlers see that their connections are gone.
        await asyncio.sleep(0.05)


async def run_round(folder: Path, answers: int, seed: int) -> Tally:
    """One round on a fresh ledger."""
    tally = Tally()
    register(USERSIG)

    async def usersig() -> str:
        return USERSIG

    async with AsyncExitStack() as stack:
        relay = await stack.enter_async_context(odd_relay(seed))
        ledger = Ledger(folder)
        stack.push_async_callback(ledger.close)
        await ledger.open()
        client = RelayClient(relay.url, sdk_app_id=APP, identifier="admin", usersig=usersig, context=None)
        stack.push_async_callback(client.close)
        recorder = Recorder(ledger, OneRelay(client), SystemClock(), Heard(), operator="Li", pacing=AT_ONCE)
        desk = _Desk(recorder, relay, tally, answers)
        await asyncio.gather(*(desk.work() for _ in range(WORKERS)))
    tally.leaked += leaks(folder)
    return tally


@dataclass
class _Desk:
    recorder: Recorder
    relay: Relay
    tally: Tally
    left: int
    number: int = 0

    async def work(self) -> None:
        while self.left > 0:
            self.left -= 1
            self.number += 1
            account = f"guest{self.number}"
            start = StartRequest(room=7, account=account, file_name=account)
            state = await self._one(
                account, Operation.START, self.recorder.start("Main", start), State.FAILED
            )
            if state in (State.RECORDING, State.UNKNOWN) and self.left > 0:
                self.left -= 1
                stop = StopRequest(room=7, account=account)
                await self._one(account, Operation.STOP, self.recorder.stop("Main", stop), state)

    async def _one(self, account: str, operation: Operation, work: object, before: State) -> State | None:
        assert asyncio.iscoroutine(work)
        began = time.monotonic()
        try:
            result = await work
        except Exception as err:  # a bug of the panel: that is what is looked for
            self.tally.raised.append(f"{operation.name} {account}: {err!r} {self._given(account, operation)}")
            return None
        self.tally.answers += 1
        took = time.monotonic() - began
        if took > LONGEST_S:
            self.tally.slow.append(
                f"{operation.name} {account}: {took:.1f} s {self._given(account, operation)}"
            )
        odd = self.relay.given.get((account, operation))
        if odd is None:
            self.tally.wrong.append(f"{operation.name} {account}: nothing was sent ({result.problem})")
            return None
        self.tally.truths[odd.truth.kind] += 1
        self.tally.outcomes[result.outcome] += 1
        for complaint in complaints(odd.truth, result, operation, before):
            self.tally.wrong.append(f"{operation.name} {account}: {complaint}; {odd}")
        return None if result.session is None else result.session.state

    def _given(self, account: str, operation: Operation) -> str:
        return str(self.relay.given.get((account, operation)))


def expected(truth: Truth, operation: Operation, before: State) -> tuple[Outcome, State, Exit]:
    """By hand, from NEXT_STEPS.md."""
    start = operation is Operation.START
    if truth.kind == "accepted":
        return Outcome.ACCEPTED, State.RECORDING if start else State.STOPPED, Exit.ACCEPTED
    if truth.kind == "nothing" or truth.code in (START_MAYBE if start else STOP_MAYBE):
        return Outcome.UNKNOWN, State.UNKNOWN, Exit.UNKNOWN
    if not start and truth.code in STOP_ENDED:
        return Outcome.ACCEPTED, State.STOPPED, Exit.ACCEPTED
    return Outcome.REFUSED, before, Exit.REFUSED


def complaints(truth: Truth, result: OperationResult, operation: Operation, before: State) -> Iterable[str]:
    """What is not as the answer really was."""
    outcome, state, status = expected(truth, operation, before)
    session, problem = result.session, result.problem
    if session is None:
        yield "no session"
        return
    found = (result.outcome, session.state, EXIT_OF[result.outcome])
    if found != (outcome, state, status):
        yield f"{found} in place of {(outcome, state, status)}, {problem} {problem and problem.message}"
    if truth.kind == "accepted" and session.file_ids != truth.file_ids:
        yield f"file ids {session.file_ids} in place of {truth.file_ids}"
    if truth.kind == "refused" and problem is not None:
        if problem.code != truth.code:
            yield f"code {problem.code}"
        if problem.message != truth.words and "•••" not in problem.message:
            yield f"words {problem.message!r} in place of {truth.words!r}"
    if truth.kind == "nothing" and truth.came and problem is not None and problem.word in _BROKEN:
        yield f"an answer that came is told as {problem.word}"


def leaks(folder: Path) -> list[str]:
    """Where the usersig can be read in the ledger, after as many decodings as it takes."""
    with closing(sqlite3.connect(folder / "ledger.sqlite3")) as ledger:
        rows = ledger.execute("SELECT row, detail, session FROM entry").fetchall()
    return [f"row {row} holds the usersig" for row, *texts in rows if any(map(_holds_it, texts))]


def _holds_it(text: str) -> bool:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return any(_holds_it(str(key)) or _holds_it(_as_text(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return any(_holds_it(_as_text(inner)) for inner in value)
    shown = "".join(c for c in (value if isinstance(value, str) else text) if c not in "\u200b\0\ufe0f")
    with contextlib.suppress(ValueError):
        shown += json.loads(f'"{shown}"')
    return USERSIG in shown


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def run_answers(folder: Path, answers: int, seed: int) -> Tally:
    """All rounds."""
    whole = Tally()
    folder.mkdir(exist_ok=True)
    with short_limits(ANSWER_S):
        for number, begun in enumerate(range(0, answers, ROUND)):
            share = min(ROUND, answers - begun)
            whole.add(asyncio.run(run_round(folder / f"round{number}", share, seed + number)))
    return whole


def show(tally: Tally, seed: int) -> None:
    """Print the counts; the goal of the first four is 0."""
    run = f"answers (seed {seed})"
    count(f"{run}: answers", tally.answers, "answers")
    kinds = {"wrong": tally.wrong, "raised": tally.raised, "slow": tally.slow, "leaked": tally.leaked}
    for kind, found in kinds.items():
        count(f"{run}: {kind}", len(found), "answers", goal="0")
        for text in found[:_MOST_SHOWN]:
            print(json.dumps({"name": f"{run}: {kind}", "text": text}), flush=True)
    for kind, number in sorted(tally.truths.items()):
        count(f"{run}: {kind}", number, "answers")


def main() -> None:
    """``packaging/bench --answers [N] [--seed S]``."""
    parser = argparse.ArgumentParser(prog="bench --answers")
    parser.add_argument("answers", type=int, nargs="?", default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="recording-panel-answers-"))
    tally = run_answers(folder, chosen.answers, chosen.seed)
    show(tally, chosen.seed)
    if tally.findings:
        print(f"The ledgers are kept in {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder)
    raise SystemExit(bool(tally.findings))


if __name__ == "__main__":
    main()
