"""The foot of the inspector: what opens at its left, and at its right the stop."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.style.icons import set_icon, set_key_hint
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, LARGE, LINE, SMALL
from gui.widgets.style.themes import current_theme

HEIGHT = CONTROL + 2 * SMALL + LINE


class FootBar(QWidget):
    """As high with a stop as without one: nothing above it moves when a recording ends.

    :param left: stands at the left.
    """

    def __init__(self, left: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = left
        self.footing = Footing(self)
        self.stop = SteadyButton(self.footing, self)
        set_kind(self.stop, Kind.DANGER)
        set_icon(self.stop, "circle-stop")
        self.stop.hide()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SMALL, SMALL + LINE, LARGE, SMALL)
        row.addWidget(left, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.stop)

    def show_stop(self, words: str, name: str, keys: str = "") -> None:
        """Offer to stop; empty words take it back.

        :param name: what a screen reader says.
        :param keys: that press it as well.
        """
        shown = bool(words)
        if shown and self.stop.accessibleName() != name:
            self.footing.restart()
        self.stop.setText(words)
        self.stop.setAccessibleName(name)
        set_key_hint(self.stop, keys)
        self.stop.setVisible(shown)

    def come_last(self, whole: QWidget) -> None:
        """By Tab the foot follows whatever else there is in a widget: nobody comes to the stop first."""
        stops = _tab_stops(whole)
        before = [one for one in stops if not self.isAncestorOf(one)]
        own = [one for one in stops if self.isAncestorOf(one) and one is not self.stop]
        for one, following in pairwise([*before[-1:], *own, self.stop]):
            # Qt moves nothing that follows already, and in its ring the first follows the last.
            QWidget.setTabOrder(before[0], following)
            QWidget.setTabOrder(one, following)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line above, where there is anything below it."""
        if not any(part.isVisible() for part in (self._left, self.stop)):
            return
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), LINE, current_theme().roles.line)
        painter.end()


def _tab_stops(whole: QWidget) -> list[QWidget]:
    """What takes the focus by Tab within a widget, seen or not, in order."""
    found: list[QWidget] = []
    widget = whole.nextInFocusChain()
    while widget is not None and widget is not whole:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes and whole.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
