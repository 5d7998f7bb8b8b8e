"""Each of the 30 codes, armed in the real service: what the session becomes, and how often is tried."""

from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery
from gui.core.foundation.enums import Outcome, State
from gui.core.recording import rate_limiter
from tests.support.core.recorder_setup import START, STOP, desk

Row = tuple[State, Outcome, int]
REFUSED_START: Row = (State.FAILED, Outcome.REFUSED, 1)
MAYBE: Row = (State.UNKNOWN, Outcome.UNKNOWN, 1)
STILL_RECORDING: Row = (State.RECORDING, Outcome.REFUSED, 1)
HAD_ENDED: Row = (State.STOPPED, Outcome.ACCEPTED, 1)
INTERNAL = (30000201, 30000202, 30000203, 30000207, *range(30000405, 30000410), 30000414)

AT_START: dict[int, Row] = {
    **dict.fromkeys(range(30000000, 30000005), REFUSED_START),
    **dict.fromkeys(INTERNAL, REFUSED_START),
    30000208: (State.UNKNOWN, Outcome.UNKNOWN, 3),
    **dict.fromkeys(range(30000301, 30000306), MAYBE),
    **dict.fromkeys((30000401, 30000402, 30000404), (State.FAILED, Outcome.REFUSED, 3)),
    **dict.fromkeys((30000403, 30000410, 30000411, 30000412, 30000413), REFUSED_START),
    30000415: MAYBE,
}
AT_STOP: dict[int, Row] = {
    **dict.fromkeys(range(30000000, 30000005), STILL_RECORDING),
    **dict.fromkeys((*INTERNAL, *range(30000301, 30000306)), STILL_RECORDING),
    **dict.fromkeys((30000208, 30000401, 30000402, 30000404), (State.RECORDING, Outcome.REFUSED, 3)),
    **dict.fromkeys((30000403, 30000410, 30000411, 30000415), MAYBE),
    **dict.fromkeys((30000412, 30000413), HAD_ENDED),
}
OTHERS_AT_START: dict[int, Row] = {
    **dict.fromkeys((1, 2, -1, -2, -4, -5, 60004, 60014, 60015, 70001, 70050, 80001, 99), REFUSED_START),
    **dict.fromkeys((60007, 60011, 60018, 60019), (State.FAILED, Outcome.REFUSED, 3)),
    **dict.fromkeys((-3, 60008, 60013, 70169, 70500), MAYBE),
}
OTHERS_AT_STOP: dict[int, Row] = {
    **dict.fromkeys(
        (1, 2, -1, -2, -3, -4, -5, 60004, 60014, 60015, 70001, 70050, 80001, 99), STILL_RECORDING
    ),
    **dict.fromkeys((60007, 60011, 60018, 60019), (State.RECORDING, Outcome.REFUSED, 3)),
    **dict.fromkeys((60008, 60013, 70169, 70500), (State.UNKNOWN, Outcome.UNKNOWN, 2)),
}


@pytest.fixture(autouse=True)
def not_slowed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """*Too often* has its effect on the pace in test_rate_limiter.py and test_rate_limited_requests.py."""
    monkeypatch.setattr(rate_limiter, "SLOWEST", 1000.0)


def test_the_tables_have_all_30_codes() -> None:
    assert len(AT_START) == len(AT_STOP) == 30
    assert AT_START.keys() == AT_STOP.keys()


@pytest.mark.parametrize(("code", "row"), (AT_START | OTHERS_AT_START).items())
async def test_a_code_at_a_start(tmp_path: Path, code: int, row: Row) -> None:
    state, outcome, tries = row
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=code, times=9, message="原因")
        result = await it.recorder.start("Main", START)
        assert result.session is not None
        assert (result.session.state, result.outcome, result.attempts) == (state, outcome, tries)
        assert result.problem is not None
        assert (result.problem.code, result.problem.message) == (code, "原因")
        assert it.sent == ["start"] * tries
        assert await it.kinds() == ["intent", *["retry", "try"] * (tries - 1), "answer"]
        assert await it.ledger.session(result.session.id) == result.session


@pytest.mark.parametrize(("code", "row"), (AT_STOP | OTHERS_AT_STOP).items())
async def test_a_code_at_a_stop(tmp_path: Path, code: int, row: Row) -> None:
    state, outcome, tries = row
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="stop", code=code, times=9)
        result = await it.recorder.stop_session(session.id)
        assert result.session is not None
        assert (result.session.state, result.outcome, result.attempts) == (state, outcome, tries)
        assert result.session.id == session.id
        assert result.session.file_ids == ()
        assert it.sent == ["start", *["stop"] * tries]
        assert result.problem is not None
        assert result.problem.delivery is Delivery.ANSWERED
        assert (result.session.failure is None) is (state is State.STOPPED)


@pytest.mark.parametrize(("code", "state"), [(30000404, State.RECORDING), (30000208, State.RECORDING)])
async def test_a_retry_that_is_answered_0_has_done_it(tmp_path: Path, code: int, state: State) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=code, times=2)
        result = await it.recorder.start("Main", START)
        assert result.session is not None
        assert (result.session.state, result.outcome, result.attempts) == (state, Outcome.ACCEPTED, 3)
        assert (result.problem, result.session.failure) == (None, None)


@pytest.mark.parametrize("last", [30000404, 30000411, 70001, 30000412])
async def test_208_and_then_a_refusal_stays_unknown(tmp_path: Path, last: int) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000208)
        it.simulator.arm(operation="start", code=last, times=9)
        result = await it.recorder.start("Main", START)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.UNKNOWN, Outcome.REFUSED)
        assert result.problem is not None
        assert result.problem.code == last
        again = await it.recorder.start_again(result.session.id)
        assert again.session is not None
        assert (again.session.id, again.session.state) == (result.session.id, State.UNKNOWN)


async def test_a_stop_that_is_not_in_the_list_is_sent_whatever_the_ledger_knows(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        result = await it.recorder.stop("Main", STOP)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.STOPPED, Outcome.ACCEPTED)
        assert result.session.perhaps_never_recorded
        again = await it.recorder.stop("Main", STOP)
        assert again.session is not None
        assert again.session.id == result.session.id
        assert it.sent == ["stop", "stop"]
