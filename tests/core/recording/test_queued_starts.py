"""A start that waits for its profile's turn is in the list at once, and is never lost without a word."""

import asyncio
import time
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Outcome, State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.read_only import opened_read_only
from gui.core.ledger.rows import Busy
from gui.core.recording.recorder import Recorder
from gui.core.sessions.begin import AlreadyLive
from gui.core.sessions.progress import Phase
from gui.core.sessions.session import Session
from tests.support.core.killed_while_queued import left_by_a_killed_panel
from tests.support.core.locked_ledger import holding
from tests.support.core.queued_starts import (
    OTHER,
    STOP_OTHER,
    again_behind,
    behind,
    handled_failure,
    known,
    on_its_way,
    queued,
    refused,
)
from tests.support.core.recorder_setup import AT_ONCE, Heard, NoRelays, desk, hanging, in_flight
from tests.support.waiting import until


async def test_a_start_that_has_to_wait_is_in_the_list_as_starting_and_waiting_for_its_turn(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        assert queued(it) == ["2"]
        told = [p for _, p in it.heard.progress if p is not None and p.phase is Phase.QUEUED]
        assert [(p.target.room, p.target.account) for p in told if p.target] == [(990001, "bob")]
        assert 0 <= time.monotonic() - told[0].since < 5
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


async def test_a_start_of_what_is_recording_has_not_to_wait_to_hear_so(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        recording = (await it.recorder.start("Main", OTHER)).session
        first = await on_its_way(it)
        result = await it.recorder.start("Main", OTHER, unless_recording=True)
        assert not first.done()
        assert isinstance(result.problem, AlreadyLive)
        assert result.problem.session == recording
        await first
        assert it.sent == ["start", "start"]


async def test_another_start_of_a_target_that_failed_waits_without_a_row(tmp_path: Path) -> None:
    """Taken back, it would be the target's newest session, and stand before the one that has to be mended."""
    async with desk(tmp_path) as it:
        await refused(it)
        first, second = await behind(it)
        assert queued(it) == [it.target_of(OTHER).key]
        assert it.recorder.cancel_retry(queued(it)[0])
        assert (await second).session is None
        await first
        assert (await it.recorder.start_again("1")).outcome is Outcome.ACCEPTED


async def test_a_handled_failure_that_waits_counts_its_attempts_on_and_needs_attention_if_the_panel_ends(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await handled_failure(it)
        first, again = await again_behind(it)
        it.recorder.send_no_more("1")
        ended = (await again).session
        assert ended is not None
        assert (ended.state, ended.attempts, ended.handled) == (State.FAILED, 1, False)
        assert ended.failure is not None
        assert ended.failure.word is LocalFailure.PANEL_ENDED
        await first
        await it.recorder.mark_handled("1", "")
        first = await on_its_way(it)
        sent = (await it.recorder.start_again("1")).session
        await first
        assert sent is not None
        assert (sent.state, sent.attempts) == (State.RECORDING, 2)


async def test_what_waits_without_a_row_can_be_neither_settled_nor_handled_meanwhile(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await refused(it)
        first, again = await again_behind(it)
        with pytest.raises(Busy):
            await it.recorder.mark_handled("1", "")
        with pytest.raises(Busy):
            await it.recorder.settle("1", State.STOPPED)
        await asyncio.gather(first, again)
        assert again.result().outcome is Outcome.ACCEPTED


async def test_the_file_name_of_a_start_that_waits_is_taken(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        used = await it.ledger.file_names_used("Main", ["lesson", "other"])
        assert {name: session.id for name, session in used.items()} == {"lesson": "2"}
        assert await it.ledger.file_names_used("Test", ["lesson"]) == {}
        await asyncio.gather(first, second)


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
            assert (await other.recorder.stop("Main", STOP_OTHER)).outcome is Outcome.ACCEPTED
        assert it.recorder.cancel_retry(session.id)
        await asyncio.gather(first, again)


async def test_a_panel_that_is_closed_says_of_what_waited_that_it_was_not_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        second.cancel()
        result = await second
        assert result.problem is not None
        assert (result.outcome, result.problem.word) == (Outcome.NOT_SENT, LocalFailure.PANEL_ENDED)
        closed = await known(it, "2")
        assert closed.state is State.FAILED
        assert (result.session, it.heard.sessions[-1]) == (closed, closed)
        assert await it.kinds("2") == ["queued", "answer"]
        assert closed.needs_attention(SystemClock().now())
        await first
        assert it.sent == ["start"]


@pytest.mark.parametrize("ends", [True, False])
async def test_what_was_not_connected_yet_when_the_panel_ended_or_waiting_was_stopped_says_which(
    tmp_path: Path, ends: bool
) -> None:
    async with desk(tmp_path) as it:
        it.relays.connect = hanging
        starting = asyncio.create_task(it.recorder.start("Main", OTHER))
        await until(lambda: it.heard.is_in(Phase.ANSWER))
        assert starting.cancel() if ends else it.recorder.stop_waiting("1")
        result = await starting
        assert result.problem is not None
        assert result.problem.word is (LocalFailure.PANEL_ENDED if ends else LocalFailure.CONNECT)
        assert (result.outcome, (await known(it, "1")).state) == (Outcome.NOT_SENT, State.FAILED)


async def test_another_start_of_a_target_whose_recording_is_over_waits_with_a_row(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.recorder.start("Main", OTHER)
        await it.recorder.stop("Main", STOP_OTHER)
        assert (await known(it, "1")).state is State.STOPPED
        first, second = await behind(it)
        assert queued(it) == ["3"]
        assert await it.kinds("3") == ["queued"]
        await asyncio.gather(first, second)


async def test_a_handled_failure_that_waited_and_was_sent_when_the_panel_died_is_unknown(
    tmp_path: Path,
) -> None:
    """What came of the attempt before it tells nothing of this one."""
    async with desk(tmp_path) as it:
        await handled_failure(it)
        it.simulator.arm(operation="start", account="bob", delay_s=5.0)
        first = await on_its_way(it)
        again = asyncio.create_task(it.recorder.start_again("1"))
        await until(lambda: bool(queued(it)))
        await first
        await until(lambda: len(it.sent) == 3)
        await it.ledger.close()
        (found,) = await recovered(tmp_path)
        assert (found.id, found.state) == ("1", State.UNKNOWN)
        it.simulator.answer_now()
        await again


async def recovered(folder: Path) -> tuple[Session, ...]:
    """What the next panel makes of what was left open."""
    ledger = Ledger(folder)
    await ledger.open()
    try:
        later = Recorder(ledger, NoRelays(), SystemClock(), Heard(), operator="Li", pacing=AT_ONCE)
        return await later.recover()
    finally:
        await ledger.close()


@pytest.mark.usefixtures("short_lock_wait")
async def test_what_waited_when_the_ledger_can_no_longer_be_written_is_not_sent(tmp_path: Path) -> None:
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
    await left_by_a_killed_panel(tmp_path)
    async with opened_read_only(tmp_path) as looked_at:
        assert [one.state for one in await looked_at.open_sessions()] == [State.UNKNOWN, State.FAILED]
    sent, waited = await recovered(tmp_path)
    words = [one.failure and one.failure.word for one in (sent, waited)]
    assert words == [LocalFailure.INTERRUPTED, LocalFailure.PANEL_ENDED]
    assert [one.state for one in (sent, waited)] == [State.UNKNOWN, State.FAILED]
    assert waited.target.account == "bob"
    assert waited.needs_attention(SystemClock().now())


async def test_a_start_that_waited_and_was_sent_when_the_panel_died_is_unknown(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", account="bob", delay_s=5.0)
        first, second = await behind(it)
        await first
        await until(lambda: len(it.sent) == 2)
        await it.ledger.close()
        (found,) = await recovered(tmp_path)
        assert (found.id, found.state) == ("2", State.UNKNOWN)
        assert found.failure is not None
        assert found.failure.word is LocalFailure.INTERRUPTED
        it.simulator.answer_now()
        await second


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
        result = await it.recorder.start("Main", OTHER)
        assert isinstance(result.bug, RuntimeError)
        assert result.outcome is Outcome.NOT_SENT
        await first
        assert ((await known(it, "2")).state, in_flight(tmp_path)) == (State.FAILED, 0)
        assert it.sent == ["start"]
