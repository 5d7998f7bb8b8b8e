"""A recorder, a ledger, a service and a proxy that holds every request until it is told what becomes of it.

Runs on a loop whose clock can be put forward, so that a countdown or a time-out takes no time.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Final
from unittest.mock import patch

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Source
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.endpoint import UNLIMITED, Limits
from gui.core.recording import retries, running_operation
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.rate_limiter import RateLimiter
from gui.core.recording.recorder import Recorder
from gui.core.recording.retries import Pacing
from gui.core.sessions.progress import Phase
from gui.core.sessions.session import Session, Target
from gui.simulator.in_process import running_simulator
from gui.simulator.rooms import Member, Room
from tests.harness.fault_proxy import Fate, Seen, fault_proxy
from tests.harness.ledger_audit import Findings, Where, audit, read_rows
from tests.harness.witness import Witness
from tests.support.core.recorder_setup import APP, Heard, OneRelay, usersig

ROOM: Final = 7
ACCOUNTS: Final = ("alice", "bob")
PACING: Final = Pacing(tries=3, delay_s=3.0, jitter_s=0.5, resend_s=1.0)
_PATIENCE: Final = 400


class PutForward(asyncio.SelectorEventLoop):
    """An event loop whose clock can be put forward."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


@dataclass
class Held:
    """A request that waits at the proxy."""

    seen: Seen
    fate: asyncio.Future[Fate]


class DeskUnderFire:
    """Everything of one run; ``restart`` gives it a new process, as far as the ledger can tell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loop = PutForward()
        self.held: list[Held] = []
        self._limits = UNLIMITED
        self.findings = Findings()
        self.accepted = 0
        self._clicks: set[asyncio.Task[None]] = set()
        self._whole = AsyncExitStack()
        self._clock = ExitStack()
        now = SimpleNamespace(monotonic=self.loop.time)
        for timed in (running_operation, retries):
            self._clock.enter_context(patch.object(timed, "time", now))
        defaults = (UNLIMITED, self.loop.time)
        self._clock.enter_context(patch.object(RateLimiter.__init__, "__defaults__", defaults))
        self.do(self._open())

    def do(self, work: Awaitable[object]) -> None:
        """Run something, and everything that follows from it."""

        async def both() -> None:
            await work
            await self._quiet()

        self.loop.run_until_complete(both())

    def close(self) -> None:
        """End everything; a bug of the panel is raised here."""
        self._clock.close()
        try:
            self.loop.run_until_complete(self._end())
        finally:
            self.loop.close()

    @property
    def sessions(self) -> list[Session]:
        """As the ledger has them, the oldest first."""
        found = self.loop.run_until_complete(self.ledger.sessions())
        return sorted(found, key=lambda session: int(session.id))

    @property
    def running(self) -> list[Where]:
        found = self.simulator.recordings
        return [(one.target.room, one.target.account, one.target.source.word) for one in found]

    def let_through(self, limits: Limits) -> None:
        """What the profile allows, from now on."""
        self._limits = self.relays.limits = limits

    def target(self, account: str) -> Target:
        return Target("relay.example", APP, ROOM, account, Source.CAMERA)

    def look(self) -> Findings:
        """Compare the ledger with the service's record, as both are now."""
        arrivals = [entry.as_json() for entry in self.simulator.record]
        at_rest = not self._clicks
        found = audit(read_rows(self.folder), arrivals, self.running, at_rest=at_rest)
        found.add(self.findings)
        return found

    def is_in(self, phase: Phase) -> list[str]:
        """Names of operations that are in a phase."""
        last = dict(self.heard.progress)
        return [name for name, progress in last.items() if progress is not None and progress.phase is phase]

    async def click(self, do: Callable[[], Awaitable[OperationResult | Session]]) -> None:
        """Begin something; what it comes to is heard of later."""

        async def clicked() -> None:
            # What may not be done, or is busy, is refused to a person in the same way.
            with contextlib.suppress(ValueError, Problem):
                await do()

        task = asyncio.create_task(clicked())
        self._clicks.add(task)
        task.add_done_callback(self._clicks.discard)

    async def decide(self, held: Held, fate: Fate) -> None:
        """Let a held request go its way."""
        self.held.remove(held)
        if not held.fate.done():
            held.fate.set_result(fate)

    async def pass_time(self, seconds: float) -> None:
        self.loop.ahead += seconds

    async def restart(self, *, crash: bool) -> None:
        """The panel ends and is started again.

        :param crash: it could write nothing any more; otherwise all waiting ended, and that was written.
        """
        if crash:
            await self.ledger.close()
        for task in tuple(self._clicks):
            task.cancel()
        # The recorder lets no cancel through: its operations are over once it has written what it could.
        while self._clicks:
            for held in self.held:
                held.fate.cancel()
            await asyncio.wait(tuple(self._clicks), timeout=0.05)
        await self._panel.aclose()
        await self._open_panel()

    async def _open(self) -> None:
        camera = frozenset({Source.CAMERA})
        rooms = [Room(ROOM, tuple(Member(account, camera) for account in ACCOUNTS))]
        self.simulator = await self._whole.enter_async_context(running_simulator(rooms=rooms))
        self._proxy = await self._whole.enter_async_context(fault_proxy(self.simulator.url, self._hold))
        await self._open_panel()
        self._witness = self._whole.enter_context(closing(Witness(self.folder)))

    async def _open_panel(self) -> None:
        self._panel = AsyncExitStack()
        self.ledger = Ledger(self.folder)
        self._panel.push_async_callback(self.ledger.close)
        await self.ledger.open()
        client = RelayClient(
            self._proxy.url, sdk_app_id=APP, identifier="admin", usersig=usersig, context=None
        )
        self._panel.push_async_callback(client.close)
        self.relays, self.heard = OneRelay(client), Heard()
        self.relays.limits = self._limits
        clock = SystemClock()
        self.recorder = Recorder(self.ledger, self.relays, clock, self.heard, operator="Li", pacing=PACING)
        await self.recorder.recover()

    async def _hold(self, seen: Seen) -> Fate:
        if not self._witness.knows_of((seen.operation, *seen.place)):
            self.findings.lost.append(f"{seen.place}: a {seen.operation} left before it was written")
        held = Held(seen, self.loop.create_future())
        self.held.append(held)
        try:
            return await held.fate
        finally:
            if held in self.held:
                self.held.remove(held)

    async def _quiet(self) -> None:
        """Wait until nothing moves any more but what is held or counted down."""
        unchanged, before = 0, None
        for _ in range(_PATIENCE):
            # Whatever the ledger's thread had to do is done after this.
            with contextlib.suppress(Problem):
                await self.ledger.newest_of("")
            await asyncio.sleep(0)
            now = (
                *(len(self.heard.sessions), len(self.heard.progress), self._proxy.seen, len(self.held)),
                *(len(self._clicks), len(self.simulator.record)),
            )
            unchanged = unchanged + 1 if now == before else 0
            if unchanged == 4:
                return
            before = now
            await asyncio.sleep(0.0005)

    async def _end(self) -> None:
        await self.restart(crash=False)
        await self._panel.aclose()
        await self._whole.aclose()


def never_ready() -> Problem:
    """A connection that does not come about."""
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT)
