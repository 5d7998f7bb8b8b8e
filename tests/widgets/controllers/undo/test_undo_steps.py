"""What Ctrl+Z and the named link go back to, step by step."""

from gui.core.foundation.enums import Operation
from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.controllers.undo.undo_steps import MOST, Filter, FilterStep, RequestStep, UndoStep, UndoSteps

ALL: Filter = (QuickFilter.ALL, "")
LIVE: Filter = (QuickFilter.LIVE, "")


def any_step(_step: UndoStep) -> bool:
    return True


def typed(*texts: str) -> list[UndoStep | RequestStep]:
    """The steps after a search was typed letter by letter."""
    steps, before = UndoSteps(), ALL
    for text in texts:
        after = (QuickFilter.ALL, text)
        steps.filtered(before, after)
        before = after
    return list(steps)


def test_letters_of_one_search_are_one_step() -> None:
    assert typed("1", "10", "100") == [FilterStep(ALL, (QuickFilter.ALL, "100"))]


def test_an_emptied_search_is_a_step_of_its_own() -> None:
    searched = (QuickFilter.ALL, "10001")
    assert typed("1", "10001", "") == [FilterStep(ALL, searched), FilterStep(searched, ALL)]


def test_a_search_after_an_emptied_one_is_another_step() -> None:
    assert len(typed("10", "", "2", "20")) == 3


def test_letters_that_were_taken_out_again_leave_nothing_to_undo() -> None:
    assert typed("1", "") == []


def test_each_quick_filter_is_a_step() -> None:
    steps = UndoSteps()
    steps.filtered(ALL, LIVE)
    steps.filtered(LIVE, (QuickFilter.ENDED, ""))
    assert list(steps) == [FilterStep(ALL, LIVE), FilterStep(LIVE, (QuickFilter.ENDED, ""))]


def test_many_requests_in_a_row_push_nothing_out() -> None:
    steps = UndoSteps()
    steps.filtered(ALL, LIVE)
    for number in range(3 * MOST):
        steps.push(RequestStep(str(number), Operation.STOP))
    assert steps.newest(any_step) == FilterStep(ALL, LIVE)
    assert steps.last(any_step) == RequestStep(str(3 * MOST - 1), Operation.STOP)


def test_the_oldest_steps_go() -> None:
    steps = UndoSteps()
    for number in range(MOST + 5):
        steps.push(FilterStep(ALL, (QuickFilter.ALL, str(number))))
    assert len(list(steps)) == MOST
    assert next(iter(steps)) == FilterStep(ALL, (QuickFilter.ALL, "5"))
