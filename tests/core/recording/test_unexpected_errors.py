"""Cancels, bugs, hanging connections and a ledger that can't be written: an outcome is always written."""

import asyncio
import json
from pathlib import Path
from typing import cast

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.rows import Busy, Note
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.request import StartRequest
from gui.core.protocol.wire import Accepted, Packet
from gui.core.recording import one_request, operation_rows, recovery
from gui.core.recording.recorder import Recorder
from gui.core.sessions import conclude
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import DecisionRefused, Session
from gui.core.sessions.state_table import Opening
from tests.support.core.ledger import sql
from tests.support.core.recorder_setup import AT_ONCE, START, STOP, Heard, desk, hanging, in_flight
from tests.support.core.told import english
from tests.support.waiting import until

# A connection that hangs or breaks.


async def test_a_connection_that_is_never_ready_is_given_up_and_never_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_request, "PREPARE_LIMIT_S", 0.1)
    async with desk(tmp_path) as it:
        it.relays.connect = hanging
        result = await it.recorder.start("Main", START)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.FAILED, Outcome.NOT_SENT)
        assert result.problem is not None
        assert english(result.problem) == "getting the connection ready took too long"


class _Breaks:
    """A client with a bug, before or after a byte has left."""

    def __init__(self, *, after_sending: bool) -> None:
        self._after_sending = after_sending

    async def send(self, _packet: Packet, _random: int, exchange: Exchange) -> Accepted:
        if self._after_sending:
            exchange.connected = 1.0
        raise KeyError("a bug")


@pytest.mark.parametrize(
    ("after_sending", "state", "outcome", "word"),
    [
        (False, State.FAILED, Outcome.NOT_SENT, LocalFailure.PANEL_BUG),
        (True, State.UNKNOWN, Outcome.UNKNOWN, LocalFailure.PANEL_BUG_AFTER),
    ],
)
async def test_a_bug_comes_with_the_outcome_that_is_known_and_the_same_is_written(
    tmp_path: Path, after_sending: bool, state: State, outcome: Outcome, word: LocalFailure
) -> None:
    async def connect() -> RelayClient:
        return cast("RelayClient", _Breaks(after_sending=after_sending))

    async with desk(tmp_path) as it:
        it.relays.connect = connect
        result = await it.recorder.start("Main", START)
        assert isinstance(result.bug, KeyError)
        assert (result.outcome, result.attempts) == (outcome, 1)
        assert result.problem is not None
        assert result.problem.word is word
        written = await it.ledger.session("1")
        assert written is not None
        assert written.failure is not None
        assert (written.state, written.failure.word) == (state, word)
        assert english(written.failure) == "a fault of the panel itself: KeyError"
        assert it.heard.sessions[-1] == written == result.session
        assert json.loads((await it.rows())[-1].detail) == {"bug": "KeyError"}
        assert in_flight(tmp_path) == 0


@pytest.mark.parametrize("after_sending", [False, True])
async def test_a_target_can_be_started_and_stopped_again_right_after_a_bug(
    tmp_path: Path, after_sending: bool
) -> None:
    async def connect() -> RelayClient:
        return cast("RelayClient", _Breaks(after_sending=after_sending))

    async with desk(tmp_path) as it:
        it.relays.connect = connect
        await it.recorder.start("Main", START)
        it.relays.connect = it.relays.ready
        assert (await it.recorder.start("Main", START)).outcome is Outcome.ACCEPTED
        assert (await it.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED


async def test_a_bug_before_the_second_try_leaves_the_answer_to_the_first(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000404)
        clients = iter([it.relays.ready()])

        async def connect() -> RelayClient:
            return await next(clients)

        it.relays.connect = connect
        result = await it.recorder.start("Main", START)
        assert result.bug is not None
        assert (result.outcome, len(it.sent)) == (Outcome.REFUSED, 1)
        assert result.problem is not None
        assert result.problem.code == 30000404


async def test_a_bug_after_the_second_try_has_left_makes_it_unknown(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000404)
        clients = iter([it.relays.ready(), _broken()])

        async def connect() -> RelayClient:
            return await next(clients)

        it.relays.connect = connect
        result = await it.recorder.start("Main", START)
        assert isinstance(result.bug, KeyError)
        assert (result.outcome, result.attempts) == (Outcome.UNKNOWN, 2)
        assert result.session == await it.ledger.session("1")


async def _broken() -> RelayClient:
    return cast("RelayClient", _Breaks(after_sending=True))


async def test_what_was_sent_once_is_never_told_as_not_sent_because_the_second_try_was_not(
    tmp_path: Path,
) -> None:
    async def never() -> RelayClient:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT)

    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="stop", fault="drop_before")
        ways = iter([it.relays.ready, never])
        it.relays.connect = lambda: next(ways)()
        result = await it.recorder.stop_session(session.id)
        assert result.session is not None
        assert (result.outcome, result.session.state) == (Outcome.UNKNOWN, State.UNKNOWN)


@pytest.mark.parametrize(
    ("came", "outcome", "state"),
    [
        ("accepted", Outcome.UNKNOWN, State.UNKNOWN),
        ("refused", Outcome.UNKNOWN, State.UNKNOWN),
        ("never sent", Outcome.NOT_SENT, State.FAILED),
    ],
)
async def test_an_outcome_that_no_row_can_hold_is_written_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, came: str, outcome: Outcome, state: State
) -> None:
    async def no_connection() -> RelayClient:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT)

    async with desk(tmp_path) as it:
        end, tried = it.ledger.end, []
        if came == "refused":
            it.simulator.arm(operation="start", code=30000411)
        elif came == "never sent":
            it.relays.connect = no_connection

        async def once(sessions: tuple[Session, ...], note: Note) -> tuple[Session, ...]:
            tried.append(note)
            if len(tried) == 1:
                raise OverflowError("Python int too large to convert to SQLite INTEGER")
            return await end(sessions, note)

        monkeypatch.setattr(it.ledger, "end", once)
        result = await it.recorder.start("Main", START)
        assert isinstance(result.bug, OverflowError)
        assert result.session == await it.ledger.session("1")
        assert result.session is not None
        assert (result.outcome, result.session.state) == (outcome, state)
        assert json.loads((await it.rows())[-1].detail) == {"bug": "OverflowError"}
        assert in_flight(tmp_path) == 0


async def test_an_outcome_that_can_not_be_written_at_all_is_written_before_the_next_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def never(_sessions: tuple[Session, ...], _note: Note) -> tuple[Session, ...]:
        raise RuntimeError("a bug")

    async with desk(tmp_path) as it:
        with monkeypatch.context() as broken:
            broken.setattr(it.ledger, "end", never)
            result = await it.recorder.start("Main", START)
            assert (result.outcome, in_flight(tmp_path)) == (Outcome.UNKNOWN, 1)
            assert "an outcome can't be written yet: RuntimeError" in caplog.messages
            # Nothing leaves before the earlier outcome is down.
            again = await it.recorder.start("Main", START)
            assert (again.outcome, len(it.sent)) == (Outcome.NOT_SENT, 1)
        assert (await it.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED
        assert in_flight(tmp_path) == 0


async def test_what_is_known_is_told_where_not_even_an_outcome_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_values: object, **_others: object) -> tuple[Session, ...]:
        raise KeyError("a bug")

    async with desk(tmp_path) as it:
        with monkeypatch.context() as broken:
            broken.setattr(operation_rows, "conclude", never)
            result = await it.recorder.start("Main", START)
        assert isinstance(result.bug, KeyError)
        assert (result.outcome, result.attempts) == (Outcome.UNKNOWN, 1)
        assert result.problem is not None
        assert result.problem.word is LocalFailure.PANEL_BUG_AFTER
        assert result.session == await it.ledger.session("1")
        assert it.recorder.stop_waiting("1") is False


async def test_a_bug_before_there_is_a_row_sends_nothing_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_values: object, **_others: object) -> Opening:
        raise KeyError("a bug")

    async with desk(tmp_path) as it:
        with monkeypatch.context() as broken:
            broken.setattr(it.ledger, "begin", never)
            result = await it.recorder.start("Main", START)
        assert isinstance(result.bug, KeyError)
        assert (result.outcome, result.session, it.sent) == (Outcome.NOT_SENT, None, [])
        assert (await it.recorder.start("Main", START)).outcome is Outcome.ACCEPTED


async def test_a_session_that_may_not_be_started_again_is_left_as_it_is(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        with pytest.raises(DecisionRefused, match="only a failed or unknown session"):
            await it.recorder.start_again(session.id)
        assert (await it.kinds(), len(it.sent)) == (["intent", "answer"], 1)
        assert (await it.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED


async def test_one_session_that_can_not_be_concluded_does_not_keep_the_panel_from_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with desk(tmp_path) as it:
        it.relays.connect = hanging
        waiting = [
            asyncio.create_task(
                it.recorder.start("Main", StartRequest(room=room, account="a", file_name="f"))
            )
            for room in (1, 2)
        ]
        await until(lambda: in_flight(tmp_path) == 2)
        # As if that process were gone.
        sql(tmp_path, "UPDATE in_flight SET owner = 'gone'")
        original = conclude.interrupted

        def with_a_bug(opening: Opening, session: Session, **others: object) -> tuple[Session, ...]:
            if session.id == "1":
                raise KeyError("a bug")
            return original(opening, session, **others)  # type: ignore[arg-type]  # passed on as they are

        monkeypatch.setattr(recovery, "interrupted", with_a_bug)
        assert [session.id for session in await it.recorder.recover()] == ["2"]
        assert "session 1 can't be concluded" in caplog.messages
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)


class _Grumbles(Heard):
    """A listener with a bug, which shows at one thing that it is told."""

    at: State | Phase | str | None = None
    """``end`` is the end of the progress."""

    def session_changed(self, session: Session) -> None:
        super().session_changed(session)
        if session.state is self.at:
            raise RuntimeError("a listener's bug")

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        super().progress_changed(session_id, progress)
        if self.at == ("end" if progress is None else progress.phase):
            raise RuntimeError("a listener's bug")


@pytest.mark.parametrize("at", [State.STARTING, State.RECORDING, Phase.ANSWER, Phase.RETRY, "end"])
async def test_a_listener_with_a_bug_leaves_no_operation_open(
    tmp_path: Path, at: State | Phase | str
) -> None:
    async with desk(tmp_path) as it:
        heard = _Grumbles()
        heard.at = at
        recorder = Recorder(it.ledger, it.relays, SystemClock(), heard, operator="Li", pacing=AT_ONCE)
        if at is Phase.RETRY:
            it.simulator.arm(operation="start", code=30000404)
        result = await recorder.start("Main", START)
        assert isinstance(result.bug, RuntimeError)
        assert in_flight(tmp_path) == 0
        written = await it.ledger.session("1")
        assert written is not None
        assert written.state is not State.STARTING
        assert result.session == written
        # The outcome is what the service said, whatever the listener made of it.
        wanted = {State.RECORDING: Outcome.ACCEPTED, Phase.RETRY: Outcome.REFUSED, "end": Outcome.ACCEPTED}
        assert result.outcome is wanted.get(at, Outcome.NOT_SENT)
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
