"""Which of many sessions are started again together, and what they have in common."""

import pytest

from gui.core.catalogue.errors import Catalogue, Delivery
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.messages import Messages
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.bulk_retry import LeftOut, RetryPlan, Summary, seconds_left, why_left_out
from gui.core.sessions.session import Failure
from tests.support.session_samples import NOW, ago, sample

NAMED = StartOptions("lesson")


def refused(code: int) -> Failure:
    return Failure(Delivery.ANSWERED, Operation.START, code)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.FAILED, None),
        (State.UNKNOWN, LeftOut.UNCONFIRMED),
        (State.STARTING, LeftOut.UNDER_WAY),
        (State.STOPPING, LeftOut.UNDER_WAY),
        (State.RECORDING, LeftOut.RECORDING),
        (State.STOPPED, LeftOut.OVER),
    ],
)
def test_only_a_failed_start_is_sent_again_by_the_dozen(state: State, why: LeftOut | None) -> None:
    assert why_left_out(sample(1, state, settings=NAMED), newest=True) is why


def test_no_older_session_of_a_target_and_none_without_settings_is_started_again() -> None:
    assert why_left_out(sample(1, State.FAILED, settings=NAMED), newest=False) is LeftOut.OLDER
    bare = sample(1, State.FAILED, settings=StartOptions())
    assert why_left_out(bare, newest=True) is LeftOut.UNKNOWN_SETTINGS


def test_a_plan_keeps_the_order_and_counts_what_is_left_out() -> None:
    plan = RetryPlan()
    for number, state in enumerate((State.FAILED, State.UNKNOWN, State.FAILED, State.UNKNOWN)):
        plan.take(sample(number, state, settings=NAMED), newest=True)
    assert [session.id for session in plan.again] == ["0", "2"]
    assert plan.left_out == {LeftOut.UNCONFIRMED: 2}


def test_each_waits_for_as_long_as_its_code_asks_for() -> None:
    just_now = sample(1, State.FAILED, settings=NAMED, failure=refused(30000405), changed_at=NOW)
    assert seconds_left(just_now, NOW) == 3
    earlier = sample(1, State.FAILED, settings=NAMED, failure=refused(30000405), changed_at=ago(minutes=5))
    assert seconds_left(earlier, NOW) == 0


def test_failures_are_grouped_by_code_the_most_frequent_first_and_open_ones_apart() -> None:
    summary = Summary(Messages("en"), Catalogue("en"))
    found = [sample(n, State.FAILED, failure=refused(30000405)) for n in range(2)]
    found += [sample(n, State.FAILED, failure=refused(30000411)) for n in range(2, 5)]
    found += [sample(5, State.UNKNOWN, failure=refused(30000405)), sample(6, State.RECORDING)]
    summary.take(found[:3])
    summary.take(found[3:])
    assert summary.count == 7
    assert summary.states == {State.FAILED: 5, State.UNKNOWN: 1, State.RECORDING: 1}
    groups = [(group.title, len(group.ids), group.open) for group in summary.groups()]
    assert groups == [("30000411", 3, False), ("30000405", 2, False), ("30000405", 1, True)]
    assert all(group.description and group.solution and group.who for group in summary.groups())
