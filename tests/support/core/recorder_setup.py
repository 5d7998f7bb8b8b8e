"""A recorder with a real ledger and the real simulator; what a support person's panel is made of."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.foundation.system import Clock, SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import LedgerRow
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.endpoint import UNLIMITED, Endpoint
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.recording.recorder import Recorder
from gui.core.recording.retries import Pacing
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Session, Target
from gui.simulator.in_process import RunningSimulator, running_simulator
from tests.support.core.ledger import sql
from tests.support.waiting import until

APP = 1400000001
AT_ONCE = Pacing(tries=3, delay_s=0.0, jitter_s=0.0, resend_s=0.0)
COUNTED = Pacing(tries=3, delay_s=30.0, jitter_s=0.0, resend_s=30.0)
START = StartRequest(room=990001, account="alice", file_name="lesson")
STOP = StopRequest(room=990001, account="alice")


@dataclass
class Heard:
    """Everything that the recorder told."""

    sessions: list[Session] = field(default_factory=list)
    progress: list[tuple[str, Progress | None]] = field(default_factory=list)

    def session_changed(self, session: Session) -> None:
        self.sessions.append(session)

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        self.progress.append((session_id, progress))

    @property
    def states(self) -> list[State]:
        """Each state once in a row."""
        found = [session.state for session in self.sessions]
        return [state for number, state in enumerate(found) if number == 0 or found[number - 1] is not state]

    def is_in(self, phase: Phase) -> bool:
        last = self.progress[-1][1] if self.progress else None
        return last is not None and last.phase is phase


class NoRelays:
    """For what never sends."""

    def endpoint(self, profile: str) -> Endpoint:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=profile)

    async def client(self, profile: str) -> RelayClient:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=profile)


class OneRelay:
    """One profile, ``Main``, or more names of it; what the client comes from can be replaced."""

    def __init__(self, client: RelayClient) -> None:
        self.host = "relay.example"
        self.names = {"Main"}
        self.limits = UNLIMITED
        self.overrun_hours = 6
        self.connect: Callable[[], Awaitable[RelayClient]] = self.ready
        self.one = client

    def endpoint(self, profile: str) -> Endpoint:
        if profile not in self.names:
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=profile)
        return Endpoint(self.host, APP, self.limits, self.overrun_hours)

    async def client(self, profile: str) -> RelayClient:
        self.endpoint(profile)
        return await self.connect()

    async def ready(self) -> RelayClient:
        return self.one


@dataclass
class Desk:
    folder: Path
    simulator: RunningSimulator
    ledger: Ledger
    relays: OneRelay
    heard: Heard
    recorder: Recorder

    def target_of(self, request: StartRequest | StopRequest) -> Target:
        """What a request of the profile is for."""
        return Target(self.relays.host, APP, request.room, request.account, request.source)

    async def started(self) -> Session:
        """A recording that runs."""
        result = await self.recorder.start("Main", START)
        assert result.session is not None
        assert result.session.state is State.RECORDING
        return result.session

    async def dies_at(self, work: Awaitable[object], there: Callable[[], bool]) -> None:
        """The panel is gone in the middle of some work: it can write nothing any more."""
        task = asyncio.ensure_future(work)
        await until(there)
        await self.ledger.close()
        task.cancel()
        await task

    async def rows(self, session_id: str = "1") -> tuple[LedgerRow, ...]:
        return await self.ledger.entries(session_id)

    async def kinds(self, session_id: str = "1") -> list[str]:
        return [row.kind for row in await self.rows(session_id)]

    @property
    def sent(self) -> list[str | None]:
        """The operations that arrived at the service."""
        return [entry.operation for entry in self.simulator.record]


async def usersig() -> str:
    return "a-usersig"


@asynccontextmanager
async def desk(
    folder: Path,
    pacing: Pacing = AT_ONCE,
    *,
    simulator: RunningSimulator | None = None,
    url: str | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[Desk]:
    """A desk; with a simulator of its own unless it is given one.

    :param url: another place to send to.
    """
    async with running_simulator() as own:
        service = own if simulator is None else simulator
        client = RelayClient(
            url or service.url, sdk_app_id=APP, identifier="admin", usersig=usersig, context=None
        )
        ledger = Ledger(folder)
        try:
            await ledger.open()
            relays, heard = OneRelay(client), Heard()
            recorder = Recorder(ledger, relays, clock or SystemClock(), heard, operator="Li", pacing=pacing)
            yield Desk(folder, service, ledger, relays, heard, recorder)
        finally:
            await client.close()
            await ledger.close()


async def hanging() -> RelayClient:
    """A client that is never ready."""
    await asyncio.Event().wait()
    raise AssertionError


def in_flight(folder: Path) -> int:
    """How many operations the ledger holds open."""
    return int(str(sql(folder, "SELECT COUNT(*) FROM in_flight")[0][0]))
