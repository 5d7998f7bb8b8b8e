"""Cancels, bugs, hanging connections and a ledger that can't be written: an outcome is always written."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import cast

import pytest

from gui.core import journal_file, pursuit
from gui.core.errors import Delivery, LocalFailure
from gui.core.journal_rows import Busy
from gui.core.pursuit import Phase, Progress
from gui.core.recorder import Recorder, Result
from gui.core.relay import Exchange, RelayClient
from gui.core.session import Session
from gui.core.system import SystemClock
from gui.core.terms import Outcome, State
from gui.core.wire import Accepted, Packet
from tests.core.desk import AT_ONCE, COUNTED, START, STOP, Desk, Heard, desk, until
from tests.core.ledger import begin, opened, sql, target
from tests.core.raw_server import Asked, http, packet, raw_server


@pytest.fixture(autouse=True)
async def nothing_is_left_running() -> AsyncIterator[None]:
    yield
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not [task for task in left if "recorder" in repr(task) or "operations" in repr(task)]


def in_flight(folder: Path) -> int:
    return int(str(sql(folder, "SELECT COUNT(*) FROM in_flight")[0][0]))


async def cancelled(work: "asyncio.Task[Result]") -> Result:
    """What an operation gives that was cancelled in the middle, twice."""
    work.cancel()
    await asyncio.sleep(0)
    work.cancel()
    return await asyncio.wait_for(work, 5)


# Cancels.


async def test_a_cancel_while_the_answer_is_awaited_writes_unknown(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", delay_s=5)
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: len(it.simulator.record) == 1)
        result = await cancelled(work)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.UNKNOWN, Outcome.UNKNOWN)
        assert result.problem is not None
        assert result.problem.word is LocalFailure.CANCELLED
        assert await it.journal.session("1") == result.session
        assert in_flight(tmp_path) == 0


async def test_stop_waiting_is_the_same_and_a_stop_is_not_sent_once_more(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="stop", delay_s=5)
        work = asyncio.create_task(it.recorder.stop_session(session.id))
        await until(lambda: len(it.simulator.record) == 2)
        assert it.recorder.stop_waiting(session.id)
        result = await asyncio.wait_for(work, 5)
        assert result.session is not None
        assert result.session.state is State.UNKNOWN
        assert it.sent == ["start", "stop"]
        assert not it.recorder.stop_waiting(session.id)


async def test_stop_waiting_before_anything_left_is_not_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.relays.connect = hanging
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.ANSWER))
        assert it.recorder.stop_waiting("1")
        result = await asyncio.wait_for(work, 5)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.FAILED, Outcome.NOT_SENT)
        assert it.sent == []


@pytest.mark.parametrize(("code", "state"), [(30000404, State.FAILED), (30000208, State.UNKNOWN)])
async def test_a_cancel_during_a_countdown_writes_the_last_answer(
    tmp_path: Path, code: int, state: State
) -> None:
    async with desk(tmp_path, COUNTED) as it:
        it.simulator.arm(operation="start", code=code)
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.RETRY))
        result = await cancelled(work)
        assert result.session is not None
        assert result.session.state is state
        assert in_flight(tmp_path) == 0
        assert it.sent == ["start"]


async def test_a_retry_is_cancelled_by_staff_and_the_last_answer_stands(tmp_path: Path) -> None:
    async with desk(tmp_path, COUNTED) as it:
        it.simulator.arm(operation="start", code=30000404)
        work = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: it.heard.is_in(Phase.RETRY))
        last = it.heard.progress[-1][1]
        assert last is not None
        assert (last.code, last.attempt, last.tries) == (30000404, 1, 3)
        assert 29 < last.until - last.since < 31
        assert it.recorder.cancel_retry("1")
        result = await asyncio.wait_for(work, 5)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.FAILED, Outcome.REFUSED)


async def test_a_cancel_while_the_intent_is_written_sends_nothing_and_leaves_nothing_open(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        with holding(tmp_path):
            work = asyncio.create_task(it.recorder.start("Main", START))
            await asyncio.sleep(0.1)
            work.cancel()
            await asyncio.sleep(0.05)
            assert not work.done()
        result = await asyncio.wait_for(work, 5)
        assert result.outcome is Outcome.NOT_SENT
        assert in_flight(tmp_path) == 0
        assert it.sent == []
        assert (await it.recorder.start("Main", START)).outcome is Outcome.ACCEPTED


async def test_a_cancel_while_the_outcome_is_written_writes_it(tmp_path: Path) -> None:
    async with answering_while_held(tmp_path) as (it, held):
        work = asyncio.create_task(it.recorder.start("Main", START))
        await held.wait()
        await asyncio.sleep(0.1)
        work.cancel()
        await asyncio.sleep(0.05)
        assert not work.done()
        release(it)
        result = await asyncio.wait_for(work, 5)
        assert result.session is not None
        assert (result.session.state, result.problem) == (State.RECORDING, None)
        assert in_flight(tmp_path) == 0


# A connection that hangs or breaks.


async def hanging() -> RelayClient:
    await asyncio.Event().wait()
    raise AssertionError


async def test_a_connection_that_is_never_ready_is_given_up_and_never_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pursuit, "PREPARE_LIMIT_S", 0.1)
    async with desk(tmp_path) as it:
        it.relays.connect = hanging
        result = await it.recorder.start("Main", START)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.FAILED, Outcome.NOT_SENT)
        assert result.problem is not None
        assert "too long" in result.problem.message


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
        written = await it.journal.session("1")
        assert written is not None
        assert written.failure is not None
        assert (written.state, written.failure.delivery) == (state, delivery)
        assert it.heard.sessions[-1] == written
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
        recorder = Recorder(it.journal, it.relays, SystemClock(), heard, operator="Li", pacing=AT_ONCE)
        if at is Phase.RETRY:
            it.simulator.arm(operation="start", code=30000404)
        with pytest.raises(RuntimeError, match="listener"):
            await recorder.start("Main", START)
        assert in_flight(tmp_path) == 0
        written = await it.journal.session("1")
        assert written is not None
        assert written.state is not State.STARTING
        heard.at = None
        assert (await recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED


# A ledger that can't be written.


@contextmanager
def holding(folder: Path) -> Iterator[sqlite3.Connection]:
    """A foreign program holds the ledger."""
    with closing(sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None)) as foreign:
        foreign.execute("BEGIN EXCLUSIVE")
        yield foreign


_HELD: dict[Path, sqlite3.Connection] = {}


def release(it: Desk) -> None:
    _HELD.pop(it.folder).close()


@asynccontextmanager
async def answering_while_held(folder: Path) -> AsyncIterator[tuple[Desk, asyncio.Event]]:
    """A desk whose ledger is held by a foreign program from the moment that a start or stop arrives."""
    held = asyncio.Event()

    async def answer(asked: Asked) -> bytes:
        if not held.is_set():
            foreign = sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None)
            foreign.execute("BEGIN EXCLUSIVE")
            _HELD[folder] = foreign
            held.set()
        return http(packet(asked.seq, str_fileID=["f1"]))

    async with raw_server(answer) as server, desk(folder, url=server.url) as it:
        try:
            yield it, held
        finally:
            if folder in _HELD:
                release(it)


async def test_a_ledger_that_is_held_before_sending_sends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "LOCK_WAIT_S", 0.1)
    async with desk(tmp_path) as it:
        with holding(tmp_path):
            result = await it.recorder.start("Main", START)
        assert (result.outcome, result.session) == (Outcome.NOT_SENT, None)
        assert result.problem is not None
        assert result.problem.word is LocalFailure.LEDGER_LOCKED
        assert it.sent == []


async def test_an_outcome_that_cannot_be_written_is_shown_and_written_once_the_ledger_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "LOCK_WAIT_S", 0.1)
    async with answering_while_held(tmp_path) as (it, _):
        result = await it.recorder.start("Main", START)
        assert result.outcome is Outcome.ACCEPTED
        assert result.problem is not None
        assert result.problem.word is LocalFailure.LEDGER_AFTER
        assert result.session is not None
        assert (result.session.id, result.session.state) == ("1", State.RECORDING)
        assert it.heard.sessions[-1] == result.session
        assert result.session.failure is not None
        # Still held: nothing further is sent, and nothing is lost.
        again = await it.recorder.stop("Main", STOP)
        assert (again.outcome, again.session) == (Outcome.NOT_SENT, None)
        release(it)
        stop = await it.recorder.stop("Main", STOP)
        assert stop.session is not None
        assert (stop.session.id, stop.session.state, stop.session.file_ids) == ("1", State.STOPPED, ("f1",))
        assert await it.kinds() == ["intent", "answer", "intent", "answer"]
        assert (await it.rows())[1].session.failure is None


async def test_an_unwritten_outcome_is_written_by_the_next_look_for_orphans_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "LOCK_WAIT_S", 0.1)
    async with answering_while_held(tmp_path) as (it, _):
        await it.recorder.start("Main", START)
        release(it)
        assert await it.recorder.recover() == ()
        written = await it.journal.session("1")
        assert written is not None
        assert (written.state, written.failure) == (State.RECORDING, None)
        assert it.heard.sessions[-1] == written
        await it.recorder.recover()
        assert await it.kinds() == ["intent", "answer"]


async def test_a_panel_that_ends_with_an_unwritten_outcome_finds_it_as_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "LOCK_WAIT_S", 0.1)
    async with answering_while_held(tmp_path) as (it, _):
        await it.recorder.start("Main", START)
        release(it)
    async with desk(tmp_path) as it:
        (found,) = await it.recorder.recover()
        assert found.state is State.UNKNOWN


async def test_an_unwritten_guest_who_came_back_is_told_at_the_session_that_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "LOCK_WAIT_S", 0.1)
    async with desk(tmp_path) as first:
        await first.started()
    async with answering_while_held(tmp_path) as (it, _):
        result = await it.recorder.guest_came_back("1")
        assert result.session is not None
        assert (result.session.id, result.session.state) == ("1", State.RECORDING)
        assert all(session.id for session in it.heard.sessions)
        release(it)
        await it.recorder.recover()
        assert [session.state for session in await it.journal.sessions()] == [State.RECORDING, State.STOPPED]


async def test_orphans_that_could_not_be_concluded_are_concluded_by_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "LOCK_WAIT_S", 0.1)
    async with opened(tmp_path) as gone:
        for room in range(3):
            await begin(gone, target(room))
    async with desk(tmp_path) as it:
        taken = await it.journal.orphans()

        async def already_taken() -> object:
            return taken

        monkeypatch.setattr(it.journal, "orphans", already_taken)
        with holding(tmp_path), pytest.raises(Exception, match="ledger_locked"):
            await it.recorder.recover()
        monkeypatch.undo()
        assert len(await it.recorder.recover()) == 3
        assert in_flight(tmp_path) == 0


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
        assert await it.journal.session("1") == result.session


async def test_a_decision_that_the_design_does_not_let_stand_writes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        with pytest.raises(ValueError, match="can't be marked"):
            await it.recorder.settle(session.id, State.STOPPED)
        with pytest.raises(ValueError, match="no session"):
            await it.recorder.settle("77", State.STOPPED)
        assert await it.kinds() == ["intent", "answer"]
