"""The result of many requests, taken over by a bar that tells it in another language."""

from gui.core.foundation.enums import Outcome
from gui.widgets.dialogs.stop_result import StopResult


def test_an_answer_that_reaches_both_bars_for_a_moment_counts_in_each() -> None:
    former, bar = StopResult(), StopResult()
    former.begin(["1", "2"])
    bar.take_over(former)
    for one in (former, bar):
        one.set_result("1", Outcome.ACCEPTED, None)
    assert bar.awaited() == ["2"]
    bar.set_result("2", Outcome.ACCEPTED, None)
    assert not bar.under_way
    assert former.under_way
    for one in (former, bar):
        one.close()
        one.deleteLater()
