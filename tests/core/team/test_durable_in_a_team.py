"""System calls of a start in a team: its intent is on the disk before its first byte, board or no board."""

from pathlib import Path

import pytest

from gui.simulator.in_process import RunningSimulator
from tests.harness.tracing import STRACE, Step, strace_into, trace_of
from tests.support.team.desks import TeamBoard
from tests.support.team.start_program import SITUATIONS, started

pytestmark = pytest.mark.skipif(
    STRACE is None, reason="strace is missing: packaging/bootstrap --test names its package"
)


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_the_intent_is_synced_before_the_first_byte_leaves_whatever_the_board_does(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator, situation: str
) -> None:
    log = tmp_path / "trace"
    done = await started(board, tmp_path, "LI", simulator.url, situation=situation, under=strace_into(log))
    assert done.fields == {"state": "recording", "unreached": situation != "there"}
    trace = trace_of(log, done.status)
    assert trace.durable_before_sent
    assert trace.before_sending[0] is Step.INTENT
