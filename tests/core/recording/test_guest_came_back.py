"""A guest who left and came back: the same recording, a new one, or nobody knows."""

from pathlib import Path

import pytest

from gui.core.foundation.enums import Outcome, State
from gui.core.sessions.session import EndedBy
from tests.support.core.recorder_setup import desk


async def test_a_guest_who_came_back_is_recorded_anew(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.leave(990001, "alice")
        it.simulator.enter(990001, "alice")
        result = await it.recorder.guest_came_back(session.id)
        assert result.session is not None
        assert (result.session.id, result.session.state) == ("2", State.RECORDING)
        old = await it.ledger.session(session.id)
        assert old is not None
        assert (old.state, old.ended_by, old.file_ids) == (State.STOPPED, EndedBy.GUEST_LEFT, ())
        assert it.simulator.record[-1].file_name == "lesson"
        stopped = await it.recorder.stop_session("2")
        assert stopped.session is not None
        assert (stopped.session.id, stopped.session.state) == ("2", State.STOPPED)


async def test_a_guest_who_came_back_to_a_recording_that_was_stopped_meanwhile_is_recorded_anew(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        # As by another window, a moment before this one shows it.
        stopped = await it.recorder.stop_session(session.id)
        result = await it.recorder.guest_came_back(session.id)
        assert stopped.session is not None
        assert result.session is not None
        assert (result.session.id, result.session.state) == ("2", State.RECORDING)
        assert result.session.asked_at >= stopped.session.changed_at
        assert await it.ledger.session(session.id) == stopped.session


async def test_a_guest_who_never_left_is_still_recorded(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        result = await it.recorder.guest_came_back(session.id)
        assert result.session is not None
        assert (result.session.id, result.session.state) == (session.id, State.RECORDING)
        assert result.session.failure is None
        assert result.session.confirmed_at is not None
        assert len(await it.ledger.sessions()) == 1


async def test_a_guest_who_is_not_back_leaves_the_old_session_unknown_and_a_stop_still_finds_it(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.leave(990001, "alice")
        result = await it.recorder.guest_came_back(session.id)
        assert result.session is not None
        assert (result.session.id, result.session.state, result.outcome) == (
            "2",
            State.FAILED,
            Outcome.REFUSED,
        )
        old = await it.ledger.session(session.id)
        assert old is not None
        assert old.state is State.UNKNOWN
        it.simulator.enter(990001, "alice")
        stopped = await it.recorder.stop_session(session.id)
        assert stopped.session is not None
        assert (stopped.session.id, stopped.session.state) == (session.id, State.STOPPED)
        assert len(await it.ledger.sessions()) == 2


@pytest.mark.parametrize(
    ("code", "fault", "state"),
    [
        (30000404, "none", State.RECORDING),
        (30000208, "none", State.RECORDING),
        (70001, "none", State.RECORDING),
        (None, "drop_after", State.UNKNOWN),
    ],
)
async def test_guest_came_back_with_another_answer(
    tmp_path: Path, code: int | None, fault: str, state: State
) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="start", code=code, fault=fault, times=9)  # type: ignore[arg-type]  # its words
        result = await it.recorder.guest_came_back(session.id)
        assert result.session is not None
        assert (result.session.id, result.session.state) == (session.id, state)
        assert result.problem is not None
        assert len(await it.ledger.sessions()) == 1


async def test_guest_came_back_with_a_208_and_then_nobody_there_leaves_one_session_unknown(
    tmp_path: Path,
) -> None:
    """The first try may have begun a recording: a session that says *not started* would hide it."""
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="start", code=30000208)
        it.simulator.arm(operation="start", code=30000411)
        result = await it.recorder.guest_came_back(session.id)
        assert result.attempts == 2
        assert [(one.id, one.state) for one in await it.ledger.sessions()] == [(session.id, State.UNKNOWN)]
