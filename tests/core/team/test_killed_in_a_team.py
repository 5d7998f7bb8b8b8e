"""A panel of a team that dies in the middle of a start: what its next process, and its colleagues, find."""

from pathlib import Path

from gui.core.foundation.enums import Outcome, State
from gui.simulator.in_process import RunningSimulator
from tests.harness.tracing import MARK
from tests.support.core.recorder_setup import STOP
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import team_panel
from tests.support.team.start_program import started

KILLED = -9


async def killed(board: TeamBoard, folder: Path, simulator: RunningSimulator, dies_at: str) -> None:
    done = await started(board, folder, "LI", simulator.url, dies_at=dies_at)
    assert done.status == KILLED


async def test_a_panel_that_died_before_its_intent_was_written_is_not_in_its_own_way(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    await killed(board, tmp_path, simulator, "claimed")
    assert await board.run("SELECT count(*) FROM board.claim") == [["1"]]
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        # Nobody else can know whether it lives: its lease keeps them out for its last seconds.
        assert (await wang.start()).outcome is Outcome.NOT_SENT
        assert (await li.start()).outcome is Outcome.ACCEPTED
        assert (await wang.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED


async def test_a_panel_that_died_after_its_intent_is_concluded_by_its_next_process_which_frees_the_target(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    await killed(board, tmp_path, simulator, "intent_written")
    async with (
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
        team_panel(board, tmp_path, "LI", simulator.url) as li,
    ):
        (session,) = await li.ledger.sessions()
        assert (session.state, session.settings.file_name) == (State.UNKNOWN, MARK)
        assert await li.kinds(session.id) == ["intent", "interrupted"]
        await wang.sees(State.UNKNOWN)
        await until_free(board)
        assert (await wang.start()).outcome is Outcome.ACCEPTED
        await li.sees(State.RECORDING)


async def test_a_panel_that_died_with_its_outcome_written_has_it_sent_by_its_next_process(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    await killed(board, tmp_path, simulator, "outcome_written")
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        await wang.sees(State.RECORDING)
        # Its claim outlives it by seconds, and not in its own way.
        assert (await li.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED
        await wang.sees(State.STOPPED)
    assert [entry.operation for entry in simulator.record] == ["start", "stop"]


async def until_free(board: TeamBoard) -> None:
    for _ in range(400):
        if await board.run("SELECT count(*) FROM board.claim") == [["0"]]:
            return
    raise AssertionError("the claim is never released")
