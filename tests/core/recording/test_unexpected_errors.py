"""Cancels, bugs, hanging connections and a ledger that can't be written: an outcome is always written."""

import asyncio
import json
from pathlib import Path
from typing import cast

import pytest

from gui.core.catalogue.errors import Delivery
from gui.core.foundation.enums import Outcome, State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.rows import Busy
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted, Packet
from gui.core.recording import operation_runner
from gui.core.recording.recorder import Recorder
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Session
from tests.support.core.recorder_setup import AT_ONCE, START, STOP, Heard, desk, hanging, in_flight
from tests.support.waiting import until

# A connection that hangs or breaks.


async def test_a_connection_that_is_never_ready_is_given_up_and_never_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operation_runner, "PREPARE_LIMIT_S", 0.1)
    async with desk(tmp_path) as it:
        it.relays.connect = hanging
        result = await it.recorder.start("Main", START)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.FAILED, Outcome.NOT_SENT)
        assert result.problem is not None
        assert result.problem.message == "getting the connection ready took too long"


class _Breaks:
    """A client with a bug, before or after a byte has left."""

    def __init__(self, *, after_sending: bool) -> None:
        self._after_sending = after_sending

    async def send(self, _packet: Packet, _random: int, exchange: Exchange) -> Accepted:
        if self._after_sending:
            exchange.connected = 1.0
        raise KeyError("a bug")


@pytest.mark.parametrize(
    ("after_sending", "state", "delivery"),
    [(False, State.FAILED, Delivery.NEVER_SENT), (True, State.UNKNOWN, Delivery.NO_ANSWER)],
)
async def test_a_bug_is_raised_and_what_is_known_is_written(
    tmp_path: Path, after_sending: bool, state: State, delivery: Delivery
) -> None:
    async def connect() -> RelayClient:
        return cast("RelayClient", _Breaks(after_sending=after_sending))

    async with desk(tmp_path) as it:
        it.relays.connect = connect
        with pytest.raises(KeyError, match="a bug"):
            await it.recorder.start("Main", START)
        written = await it.ledger.session("1")
        assert written is not None
        assert written.failure is not None
        assert (written.state, written.failure.delivery) == (state, delivery)
        assert written.failure.message == ("" if after_sending else "a fault of the panel itself: KeyError")
        assert it.heard.sessions[-1] == written
        assert json.loads((await it.rows())[-1].detail) == {"bug": "KeyError"}
        assert in_flight(tmp_path) == 0


class _Grumbles(Heard):
    """A listener with a bug, which shows at one thing that it is told."""

    at: object = None

    def session_changed(self, session: Session) -> None:
        super().session_changed(session)
        if session.state is self.at:
            raise RuntimeError("a listener's bug")

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        super().progress_changed(session_id, progress)
        if progress is not None and progress.phase is self.at:
            raise RuntimeError("a listener's bug")


@pytest.mark.parametrize("at", [State.STARTING, State.RECORDING, Phase.ANSWER, Phase.RETRY])
async def test_a_listener_with_a_bug_leaves_no_operation_open(tmp_path: Path, at: object) -> None:
    async with desk(tmp_path) as it:
        heard = _Grumbles()
        heard.at = at
        recorder = Recorder(it.ledger, it.relays, SystemClock(), heard, operator="Li", pacing=AT_ONCE)
        if at is Phase.RETRY:
            it.simulator.arm(operation="start", code=30000404)
        with pytest.raises(RuntimeError, match="listener"):
            await recorder.start("Main", START)
        assert in_flight(tmp_path) == 0
        written = await it.ledger.session("1")
        assert written is not None
        assert written.state is not State.STARTING
        heard.at = None
        assert (await recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED


# A person decides while something is on its way.


async def test_nobody_decides_on_a_session_while_its_answer_is_on_its_way(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", fault="drop_before")
        await it.recorder.start("Main", START)
        it.simulator.arm(operation="start", delay_s=0.3)
        work = asyncio.create_task(it.recorder.start_again("1"))
        await until(lambda: len(it.simulator.record) == 2)
        with pytest.raises(Busy):
            await it.recorder.settle("1", State.STOPPED)
        with pytest.raises(Busy):
            await it.recorder.mark_handled("1", "")
        result = await work
        assert result.session is not None
        assert await it.ledger.session("1") == result.session


async def test_a_decision_that_the_design_does_not_let_stand_writes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        with pytest.raises(ValueError, match="can't be marked"):
            await it.recorder.settle(session.id, State.STOPPED)
        with pytest.raises(ValueError, match="no session"):
            await it.recorder.settle("77", State.STOPPED)
        assert await it.kinds() == ["intent", "answer"]
