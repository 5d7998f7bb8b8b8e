"""What staff did, the newest last: a decision, a form that was filled anew, a changed filter, a request."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gui.core.foundation.enums import Operation
from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.runtime.decisions import Decision
from gui.widgets.start_form.form_values import FormValues

MOST: Final = 30
"""Steps that are kept."""
Filter = tuple[QuickFilter, str]
"""A quick filter and a search text."""


@dataclass(frozen=True, slots=True)
class DecisionStep:
    """Staff decided: the decision says of which sessions that can still be taken back."""

    decision: Decision


@dataclass(frozen=True, slots=True)
class FormStep:
    """The form was emptied or filled anew. Its values belong to the profile for which they were typed."""

    before: FormValues
    after: FormValues
    profile: str


@dataclass(frozen=True, slots=True)
class FilterStep:
    """The list was filtered or searched in another way."""

    before: Filter
    after: Filter


@dataclass(frozen=True, slots=True)
class RequestStep:
    """A request was begun: it can't be undone, and hides from the key what was done before it."""

    session_id: str
    operation: Operation
    among_others: bool = False
    """Whether it was one of several that were begun together."""


UndoStep = DecisionStep | FormStep | FilterStep


class UndoSteps:
    """Steps in their order."""

    def __init__(self) -> None:
        self._steps: list[UndoStep | RequestStep] = []

    def __iter__(self) -> Iterator[UndoStep | RequestStep]:
        return iter(tuple(self._steps))

    def push(self, step: UndoStep | RequestStep) -> None:
        """One more; the oldest one may go. Of requests in a row the last one stands for all."""
        if isinstance(step, RequestStep) and self._steps and isinstance(self._steps[-1], RequestStep):
            self._steps.pop()
        self._steps.append(step)
        del self._steps[:-MOST]

    def filtered(self, before: Filter, after: Filter) -> None:
        """The filter changed. Letters typed in a row are one step; an emptied search is another."""
        last = self._steps[-1] if self._steps else None
        if isinstance(last, FilterStep) and last.after == before and _goes_on(last, after):
            self._steps.pop()
            before = last.before
        if before != after:
            self.push(FilterStep(before, after))

    def remove(self, step: UndoStep) -> None:
        """One that was taken back, or no longer can be."""
        self._steps.remove(step)

    def keep(self, wanted: Callable[[UndoStep], bool]) -> None:
        """Drop every other one but requests."""
        self._steps = [step for step in self._steps if isinstance(step, RequestStep) or wanted(step)]

    def newest(self, stands: Callable[[UndoStep], bool]) -> UndoStep | None:
        """The newest one that can be undone now."""
        steps = (step for step in reversed(self._steps) if not isinstance(step, RequestStep))
        return next((step for step in steps if stands(step)), None)

    def last(self, stands: Callable[[UndoStep], bool]) -> UndoStep | RequestStep | None:
        """What was done last, of what can be undone now and of requests."""
        found = (step for step in reversed(self._steps) if isinstance(step, RequestStep) or stands(step))
        return next(found, None)


def _goes_on(last: FilterStep, after: Filter) -> bool:
    """Whether more letters were typed, or some of them taken out again, under the same quick filter."""
    typing = last.before[0] is last.after[0] is after[0] and last.before[1] != last.after[1]
    emptied = not after[1] and len(last.after[1]) > 1
    was_emptied = not last.after[1]
    return typing and not emptied and not was_emptied
