"""Parts of the window that its first paint does not show: made behind it, or as soon as one is asked for.

Their files are imported with them.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.core.foundation.messages import Messages
from gui.widgets.controls.notices.bottom_stack import BottomStack
from gui.widgets.explain.first_inspector import FirstInspector

if TYPE_CHECKING:
    from gui.core.catalogue.errors import Catalogue
    from gui.widgets.dialogs.retry_result import RetryResult
    from gui.widgets.dialogs.stop_result import StopResult
    from gui.widgets.explain.error_panel import ErrorPanel
    from gui.widgets.sessions.selection_summary import SelectionSummary


class LaterParts:
    """Each is made once, and put where it belongs.

    :param below: the inspector's place.
    :param results: what comes and goes below the list.
    :param last: to what Tab comes after all of these; Qt itself puts what comes later behind it.
    """

    def __init__(
        self, messages: Messages, below: QStackedWidget, results: BottomStack, last: Sequence[QWidget]
    ) -> None:
        self._messages = messages
        self._below, self._results, self._last = below, results, tuple(last)
        self._first = FirstInspector()
        below.addWidget(self._first)

    async def make_all(self) -> None:
        """One by one: between two of them the window takes clicks and keys."""
        parts: tuple[Callable[[], QWidget], ...] = (
            lambda: self.retry_result,
            lambda: self.stop_result,
            lambda: self.error_panel,
            lambda: self.selection_summary,
        )
        for part in parts:
            part()
            await asyncio.sleep(0)

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The error codes in the window's language."""
        from gui.core.catalogue.errors import Catalogue

        return Catalogue(self._messages.language)

    @cached_property
    def error_panel(self) -> "ErrorPanel":
        """The inspector of one row, which takes the place of what was painted first."""
        from gui.widgets.explain.error_panel import ErrorPanel

        panel = ErrorPanel(self._messages, self.catalogue)
        panel.shift.show_no_counts()
        self._below.insertWidget(0, panel)
        self._go_on_behind(panel.foot.stop)
        self._below.setCurrentWidget(panel)
        self._below.removeWidget(self._first)
        self._first.deleteLater()
        return panel

    @cached_property
    def selection_summary(self) -> "SelectionSummary":
        """The inspector of several rows."""
        from gui.widgets.sessions.selection_summary import SelectionSummary

        summary = SelectionSummary(self._messages)
        self._below.addWidget(summary)
        self._go_on_behind(summary.foot.stop)
        return summary

    @cached_property
    def retry_result(self) -> "RetryResult":
        """What came of starting several again."""
        from gui.widgets.dialogs.retry_result import RetryResult

        result = RetryResult()
        self._results.add(result)
        self._go_on_behind(result.close_button)
        return result

    @cached_property
    def stop_result(self) -> "StopResult":
        """What came of stopping several."""
        from gui.widgets.dialogs.stop_result import StopResult

        result = StopResult()
        self._results.add(result)
        self._go_on_behind(result.close_button)
        return result

    def _go_on_behind(self, before: QWidget) -> None:
        """By Tab the status line follows whatever has just come."""
        for stop in self._last:
            QWidget.setTabOrder(before, stop)
            before = stop
