"""A ledger that can't be written before or after sending: nothing is sent unwritten, nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from tests.support.core.ledger import begin, opened, target
from tests.support.core.locked_ledger import answering_while_held, holding, release
from tests.support.core.recorder_setup import START, STOP, desk, in_flight


@pytest.mark.usefixtures("short_lock_wait")
async def test_a_ledger_that_is_held_before_sending_sends_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        with holding(tmp_path):
            result = await it.recorder.start("Main", START)
        assert (result.outcome, result.session) == (Outcome.NOT_SENT, None)
        assert result.problem is not None
        assert result.problem.word is LocalFailure.LEDGER_LOCKED
        assert it.sent == []


@pytest.mark.usefixtures("short_lock_wait")
async def test_an_outcome_that_cannot_be_written_is_shown_and_written_once_the_ledger_takes_it(
    tmp_path: Path,
) -> None:
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


@pytest.mark.usefixtures("short_lock_wait")
async def test_an_unwritten_outcome_is_written_by_the_next_look_for_orphans_too(tmp_path: Path) -> None:
    async with answering_while_held(tmp_path) as (it, _):
        await it.recorder.start("Main", START)
        release(it)
        assert await it.recorder.recover() == ()
        written = await it.ledger.session("1")
        assert written is not None
        assert (written.state, written.failure) == (State.RECORDING, None)
        assert it.heard.sessions[-1] == written
        await it.recorder.recover()
        assert await it.kinds() == ["intent", "answer"]


@pytest.mark.usefixtures("short_lock_wait")
async def test_a_panel_that_ends_with_an_unwritten_outcome_finds_it_as_unknown(tmp_path: Path) -> None:
    async with answering_while_held(tmp_path) as (it, _):
        await it.recorder.start("Main", START)
        release(it)
    async with desk(tmp_path) as it:
        (found,) = await it.recorder.recover()
        assert found.state is State.UNKNOWN


@pytest.mark.usefixtures("short_lock_wait")
async def test_an_unwritten_guest_who_came_back_is_told_at_the_session_that_is_known(tmp_path: Path) -> None:
    async with desk(tmp_path) as first:
        await first.started()
    async with answering_while_held(tmp_path) as (it, _):
        result = await it.recorder.guest_came_back("1")
        assert result.session is not None
        assert (result.session.id, result.session.state) == ("1", State.RECORDING)
        assert all(session.id for session in it.heard.sessions)
        release(it)
        await it.recorder.recover()
        assert [session.state for session in await it.ledger.sessions()] == [State.RECORDING, State.STOPPED]


@pytest.mark.usefixtures("short_lock_wait")
async def test_orphans_that_could_not_be_concluded_are_concluded_by_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as gone:
        for room in range(3):
            await begin(gone, target(room))
    async with desk(tmp_path) as it:
        taken = await it.ledger.orphans()

        async def already_taken() -> object:
            return taken

        monkeypatch.setattr(it.ledger, "orphans", already_taken)
        with holding(tmp_path), pytest.raises(Exception, match="ledger_locked"):
            await it.recorder.recover()
        monkeypatch.undo()
        assert len(await it.recorder.recover()) == 3
        assert in_flight(tmp_path) == 0


@pytest.mark.usefixtures("short_lock_wait")
async def test_a_command_tries_once_more_to_write_its_outcome_before_it_ends(tmp_path: Path) -> None:
    async with answering_while_held(tmp_path) as (it, _):
        result = await it.recorder.start("Main", START)
        with pytest.raises(Problem, match="locked"):
            await it.recorder.write_late(result)
        written_before = replace(result, problem=None)
        assert await it.recorder.write_late(written_before) is written_before
        release(it)
        late = await it.recorder.write_late(result)
        assert (late.outcome, late.problem) == (Outcome.ACCEPTED, None)
        assert late.session == await it.ledger.session("1")
        # What is written, or never had to be, stays as it is.
        assert await it.recorder.write_late(late) is late
        assert await it.recorder.write_late(result) is result


async def test_a_refusal_that_is_written_needs_no_second_writing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000411)
        refused = await it.recorder.start("Main", START)
        assert await it.recorder.write_late(refused) is refused
        busy = replace(refused, session=None)
        assert await it.recorder.write_late(busy) is busy
