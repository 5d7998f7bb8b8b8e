"""The areas of the window, which F6 goes round: each gives the focus back to whatever had it there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from gui.widgets.style.kinds import Kind, kind_of


@dataclass(slots=True)
class WindowArea:
    """One of them.

    :param parts: the widgets that it is made of, in the order in which they are looked through.
    :param first: where somebody comes to who has not been there; None for the first that takes the focus.
    """

    parts: tuple[QWidget, ...]
    first: Callable[[], None] | None = None
    last: QWidget | None = field(default=None, init=False)
    """What had the focus when it was left."""

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is within it."""
        return widget is not None and any(part.isAncestorOf(widget) for part in self.parts)


class WindowAreas(QObject):
    """Belongs to the window."""

    def __init__(self, areas: tuple[WindowArea, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._areas = areas
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._note)

    def go_on(self, step: int) -> None:
        """To the next area that can take the focus; from elsewhere to the first."""
        focus, count = QApplication.focusWidget(), len(self._areas)
        now = next((at for at, area in enumerate(self._areas) if area.holds(focus)), None)
        start = -1 if now is None and step > 0 else count if now is None else now
        for number in range(1, count + 1):
            if self._enter(self._areas[(start + step * number) % count]):
                return

    def forget(self, part: QWidget) -> None:
        """Another row is told of there: whoever comes in begins at the first step again."""
        for area in self._areas:
            if part in area.parts:
                area.last = None

    def _note(self, _before: QWidget | None, now: QWidget | None) -> None:
        for area in self._areas:
            if area.holds(now):
                area.last = now

    def _enter(self, area: WindowArea) -> bool:
        last = area.last
        if last is not None and isValid(last) and _takes_focus(last) and area.holds(last):
            last.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if area.first is not None:
            if not area.parts[0].isVisible():
                return False
            area.first()
            return True
        first = next((found for part in area.parts if (found := _first_stop(part)) is not None), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return first is not None


def _takes_focus(widget: QWidget) -> bool:
    """Nobody comes back to a stop without having looked for it."""
    dangerous = isinstance(widget, QAbstractButton) and kind_of(widget) is Kind.DANGER
    return widget.isVisible() and widget.isEnabled() and not dangerous


def _first_stop(part: QWidget) -> QWidget | None:
    """Where Tab first comes to within a part of the window."""
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes and part.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
    return None
