"""A start on its way, and another one that waits behind it for its profile's turn."""

import asyncio
from collections.abc import Generator

from gui.core.protocol.endpoint import Limits
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.recording.operation_request import OperationResult
from gui.core.sessions.progress import Phase
from gui.core.sessions.session import Session
from tests.support.core.recorder_setup import START, Desk
from tests.support.waiting import until

Running = asyncio.Task[OperationResult]


class OnItsWay:
    """A start that the service answers after its delay, and as soon as it is awaited."""

    def __init__(self, it: Desk, running: Running) -> None:
        self._it = it
        self._running = running

    def __await__(self) -> Generator[object, None, OperationResult]:
        if not self._running.done():
            self._it.simulator.answer_now()
        return self._running.__await__()

    def done(self) -> bool:
        return self._running.done()


OTHER = StartRequest(room=990001, account="bob", file_name="lesson")
STOP_OTHER = StopRequest(room=OTHER.room, account=OTHER.account)
ONE_AT_A_TIME = Limits(in_flight=1)


def queued(it: Desk) -> list[str]:
    """What is told of as waiting now, by its name."""
    last = dict(it.heard.progress)
    return [
        name for name, progress in last.items() if progress is not None and progress.phase is Phase.QUEUED
    ]


async def on_its_way(it: Desk, delay_s: float = 0.3) -> OnItsWay:
    """A start whose answer takes so long; whatever is asked for meanwhile has to wait."""
    it.relays.limits = ONE_AT_A_TIME
    it.simulator.arm(operation="start", account="alice", delay_s=delay_s)
    first = asyncio.create_task(it.recorder.start("Main", START))
    await until(lambda: it.heard.is_in(Phase.ANSWER))
    return OnItsWay(it, first)


async def behind(it: Desk, delay_s: float = 0.3) -> tuple[OnItsWay, Running]:
    """A start on its way for so long, and one behind it."""
    first = await on_its_way(it, delay_s)
    second = asyncio.create_task(it.recorder.start("Main", OTHER))
    await until(lambda: bool(queued(it)))
    return first, second


async def known(it: Desk, session_id: str) -> Session:
    session = await it.ledger.session(session_id)
    assert session is not None
    return session


async def handled_failure(it: Desk) -> Session:
    """Bob's start was refused, and somebody has seen to it."""
    await refused(it)
    return await it.recorder.mark_handled("1", "told the guest")


async def refused(it: Desk) -> None:
    """Bob's start was refused: session 1."""
    it.simulator.arm(operation="start", account="bob", code=30000411)
    await it.recorder.start("Main", OTHER)


async def again_behind(it: Desk) -> tuple[OnItsWay, Running]:
    """A start on its way, and session 1 that is to be started again behind it."""
    first = await on_its_way(it)
    again = asyncio.create_task(it.recorder.start_again("1"))
    await until(lambda: queued(it) == ["1"])
    return first, again
