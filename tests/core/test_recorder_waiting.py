"""A start that waits for its profile's turn is in the list at once, and is never lost without a word."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from gui.core import journal_file
from gui.core.errors import Delivery, LocalFailure
from gui.core.journal import Journal
from gui.core.journal_read_only import opened_read_only
from gui.core.journal_rows import Busy
from gui.core.progress import Phase
from gui.core.recorder import Recorder
from gui.core.request import StopRequest
from gui.core.session import Failure, Session
from gui.core.system import SystemClock
from gui.core.terms import Operation, Outcome, State
from tests.core.desk import AT_ONCE, Desk, Heard, NoRelays, desk, in_flight, until
from tests.core.held_ledger import holding
from tests.core.waiting import OTHER, behind, on_its_way, queued

WAYS = ["stop_waiting", "cancel_retry"]


async def known(it: Desk, session_id: str) -> Session:
    session = await it.journal.session(session_id)
    assert session is not None
    return session


async def test_a_start_that_has_to_wait_is_in_the_list_as_starting_and_waiting_for_its_turn(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        assert queued(it) == ["2"]
        told = [p for _, p in it.heard.progress if p is not None and p.phase is Phase.QUEUED]
        assert [(p.target.room, p.target.account) for p in told if p.target] == [(990001, "bob")]
        waiting = await known(it, "2")
        assert it.heard.sessions[-1] == waiting
        assert (waiting.state, waiting.attempts, waiting.settings.file_name) == (State.STARTING, 0, "lesson")
        assert await it.kinds("2") == ["queued"]
        assert (await first).outcome is Outcome.ACCEPTED
        result = await second
        assert result.session is not None
        assert (result.session.state, result.attempts) == (State.RECORDING, 1)
        assert await it.kinds("2") == ["queued", "intent", "answer"]
        assert queued(it) == []
        assert it.sent == ["start", "start"]


@pytest.mark.parametrize("way", WAYS)
async def test_a_new_start_that_is_taken_back_stays_in_the_list_as_not_sent_and_needs_no_attention(
    tmp_path: Path, way: str
) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        assert getattr(it.recorder, way)("2")
        result = await second
        assert (result.outcome, result.attempts) == (Outcome.NOT_SENT, 0)
        assert result.problem is not None
        assert (result.problem.delivery, result.problem.word) == (Delivery.NEVER_SENT, LocalFailure.WITHDRAWN)
        assert result.session == await known(it, "2")
        assert result.session is not None
        assert result.session.state is State.FAILED
        assert result.session.failure == Failure.of(result.problem, Operation.START)
        assert result.session.changed_at > result.session.asked_at
        assert not result.session.needs_attention(SystemClock().now())
        assert await it.kinds("2") == ["queued", "withdrawn"]
        await first
        assert (it.sent, in_flight(tmp_path), queued(it)) == (["start"], 0, [])


@pytest.mark.parametrize("way", WAYS)
async def test_what_the_list_tells_of_anyway_waits_without_a_row_and_stays_as_it_was(
    tmp_path: Path, way: str
) -> None:
    """A failed, unconfirmed or running session is in the list already: nobody forgets it with the panel."""
    async with desk(tmp_path) as it:
        for account, code in (("bob", 30000411), ("carol", 30000301), ("dan", None)):
            if code is not None:
                it.simulator.arm(operation="start", account=account, code=code)
            it.simulator.enter(990001, account)
            await it.recorder.start("Main", OTHER.model_copy(update={"account": account}))
        before = await it.journal.sessions()
        assert {session.state for session in before} == {State.FAILED, State.UNKNOWN, State.RECORDING}
        first = await on_its_way(it)
        again = [it.recorder.start_again("1"), it.recorder.start_again("2"), it.recorder.guest_came_back("3")]
        waiting = [asyncio.create_task(one) for one in again]
        await until(lambda: sorted(queued(it)) == ["1", "2", "3"])
        assert (await it.journal.sessions())[1:] == before
        for session_id in ("1", "2", "3"):
            assert getattr(it.recorder, way)(session_id)
        for result in await asyncio.gather(*waiting):
            assert result.problem is not None
            assert (result.session, result.problem.word) == (None, LocalFailure.WITHDRAWN)
        assert (await it.journal.sessions())[1:] == before
        await first
        assert it.sent == ["start"] * 4


async def test_another_start_of_a_target_that_failed_waits_without_a_row(tmp_path: Path) -> None:
    """Taken back, it would be the target's newest session, and stand before the one that has to be mended."""
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", account="bob", code=30000411)
        await it.recorder.start("Main", OTHER)
        first, second = await behind(it)
        assert queued(it) == [it.recorder._target("Main", OTHER).key]
        assert it.recorder.cancel_retry(queued(it)[0])
        assert (await second).session is None
        await first
        assert (await it.recorder.start_again("1")).outcome is Outcome.ACCEPTED


async def test_a_recording_whose_guest_came_back_and_waits_can_be_stopped_from_another_process(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        session = (await it.recorder.start("Main", OTHER)).session
        assert session is not None
        first = await on_its_way(it, delay_s=1.0)
        again = asyncio.create_task(it.recorder.guest_came_back(session.id))
        await until(lambda: bool(queued(it)))
        async with desk(tmp_path, simulator=it.simulator) as other:
            stop = StopRequest(room=OTHER.room, account=OTHER.account)
            assert (await other.recorder.stop("Main", stop)).outcome is Outcome.ACCEPTED
        assert it.recorder.cancel_retry(session.id)
        await asyncio.gather(first, again)


async def test_a_stop_takes_the_waiting_start_of_its_target_back_and_says_that_it_was_not_needed(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        stop = await it.recorder.stop("Main", StopRequest(room=OTHER.room, account=OTHER.account))
        assert (await second).outcome is Outcome.NOT_SENT
        assert stop.problem is not None
        assert (stop.outcome, stop.problem.word) == (Outcome.NOT_SENT, LocalFailure.DROPPED)
        await first
        assert it.sent == ["start"]


async def test_a_second_stop_of_a_target_whose_first_one_waits_is_busy_at_once(tmp_path: Path) -> None:
    """A stop that waits has no row: nothing but this process knows of it."""
    async with desk(tmp_path) as it:
        first = await on_its_way(it, delay_s=0.6)
        stop = StopRequest(room=OTHER.room, account=OTHER.account)
        waiting = asyncio.create_task(it.recorder.stop("Main", stop))
        await until(lambda: bool(queued(it)))
        second = await it.recorder.stop("Main", stop)
        assert isinstance(second.problem, Busy)
        assert (second.outcome, second.problem.session_id) == (Outcome.NOT_SENT, "")
        assert not first.done()
        await asyncio.gather(first, waiting)
        assert it.sent == ["start", "stop"]


async def test_a_panel_that_is_closed_says_of_what_waited_that_it_was_not_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        second.cancel()
        result = await second
        assert result.problem is not None
        assert (result.outcome, result.problem.word) == (Outcome.NOT_SENT, LocalFailure.PANEL_ENDED)
        closed = await known(it, "2")
        assert closed.state is State.FAILED
        assert closed.needs_attention(SystemClock().now())
        await first
        assert it.sent == ["start"]


async def test_what_waited_when_the_ledger_can_no_longer_be_written_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "LOCK_WAIT_S", 0.1)
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        with holding(tmp_path):
            result = await second
        assert result.problem is not None
        assert (result.outcome, result.problem.word) == (Outcome.NOT_SENT, LocalFailure.LEDGER_LOCKED)
        assert result.session is not None
        assert result.session.state is State.FAILED
        await first
        await it.recorder.recover()
        assert (await known(it, "2")).state is State.FAILED
        assert (it.sent, in_flight(tmp_path)) == (["start"], 0)


async def test_a_start_that_waited_when_the_panel_was_killed_is_found_again_as_never_sent(
    tmp_path: Path,
) -> None:
    panel = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.core.dying_while_waiting", tmp_path),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert panel.stdout is not None
    assert await panel.stdout.readline() == b"waiting\n"
    panel.kill()
    await panel.wait()
    async with opened_read_only(tmp_path) as looked_at:
        assert [one.state for one in await looked_at.open_sessions()] == [State.UNKNOWN, State.FAILED]
    journal, heard = Journal(tmp_path), Heard()
    await journal.open()
    try:
        recorder = Recorder(journal, NoRelays(), SystemClock(), heard, operator="Li", pacing=AT_ONCE)
        sent, waited = await recorder.recover()
        words = [one.failure and one.failure.word for one in (sent, waited)]
        assert words == [LocalFailure.INTERRUPTED, LocalFailure.PANEL_ENDED]
        assert [one.state for one in (sent, waited)] == [State.UNKNOWN, State.FAILED]
        assert waited.target.account == "bob"
        assert waited.needs_attention(SystemClock().now())
    finally:
        await journal.close()


async def test_a_start_that_waited_and_was_sent_when_the_panel_died_is_unknown(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", account="bob", delay_s=2.0)
        first, second = await behind(it, delay_s=0.1)
        await until(lambda: len(it.sent) == 2)
        await first
        await it.journal.close()
        journal = Journal(tmp_path)
        await journal.open()
        try:
            later = Recorder(journal, NoRelays(), SystemClock(), Heard(), operator="Li", pacing=AT_ONCE)
            (found,) = await later.recover()
        finally:
            await journal.close()
        assert (found.id, found.state) == ("2", State.UNKNOWN)
        assert found.failure is not None
        assert found.failure.word is LocalFailure.INTERRUPTED
        await second


@pytest.mark.parametrize("way", [*WAYS, "close"])
@pytest.mark.parametrize("row", ["begin", "add"])
async def test_a_start_that_is_taken_back_while_one_of_its_rows_is_written_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, way: str
) -> None:
    """The profile lets it through by then: what staff pressed counts, as long as nothing has left."""
    async with desk(tmp_path) as it:
        written, go_on = asyncio.Event(), asyncio.Event()
        write: Callable[..., Awaitable[object]] = getattr(it.journal, row)

        async def slowly(*given: object, **named: object) -> object:
            done = await write(*given, **named)
            written.set()
            await go_on.wait()
            return done

        first = await on_its_way(it)
        second = asyncio.create_task(it.recorder.start("Main", OTHER))
        if row == "begin":
            monkeypatch.setattr(it.journal, row, slowly)
            await written.wait()
            await first
        else:
            await until(lambda: queued(it) == ["2"])
            monkeypatch.setattr(it.journal, row, slowly)
            await written.wait()
        name = "2" if row == "add" else it.recorder._target("Main", OTHER).key
        assert second.cancel() if way == "close" else getattr(it.recorder, way)(name)
        await asyncio.sleep(0.02)
        go_on.set()
        result = await second
        assert result.problem is not None
        closed = way == "close"
        assert result.problem.word is (LocalFailure.PANEL_ENDED if closed else LocalFailure.WITHDRAWN)
        assert (await known(it, "2")).needs_attention(SystemClock().now()) is closed
        await first
        assert (it.sent, in_flight(tmp_path)) == (["start"], 0)


@pytest.mark.parametrize("attempts", [0, 1])
async def test_a_bug_of_whoever_listens_leaves_no_start_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attempts: int
) -> None:
    async with desk(tmp_path) as it:
        tell = it.heard.session_changed

        def buggy(session: Session) -> None:
            if (session.id, session.state, session.attempts) == ("2", State.STARTING, attempts):
                raise RuntimeError("a bug")
            tell(session)

        first = await on_its_way(it)
        monkeypatch.setattr(it.heard, "session_changed", buggy)
        with pytest.raises(RuntimeError, match="a bug"):
            await it.recorder.start("Main", OTHER)
        await first
        assert ((await known(it, "2")).state, in_flight(tmp_path)) == (State.FAILED, 0)
        assert it.sent == ["start"]
