"""Buttons that nobody presses by mistake: they keep their width, and take a click only once they stand.

A double click on what was there a moment ago must not press what has come into its place. Only the mouse
is kept waiting: a key or a screen reader presses at once, but for a Return that is held down.
"""

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.widgets.controls.buttons import OncePressedButton

_MOVES: Final = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show)
_RETURNS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONG_AGO: Final = float("-inf")


class Footing(QObject):
    """Knows since when a group of buttons stands where it is.

    :param holder: the widget that they are in.
    """

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._holder = holder
        self._watched: list[QWidget] = []
        self.since = _LONG_AGO

    def restart(self) -> None:
        """The group has moved, or means something else from now on."""
        self.since = time.monotonic()

    def watch(self) -> None:
        """Follow whatever can move the group; once it is in a window."""
        above: list[QWidget] = []
        part: QWidget | None = self._holder
        while part is not None and not part.isWindow():
            above.append(part)
            part = part.parentWidget()
        for widget in above:
            if widget not in self._watched:
                widget.installEventFilter(self)
        self._watched = above

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something above has moved."""
        if event.type() in _MOVES:
            self.restart()
        return super().eventFilter(watched, event)


class SteadyButton(OncePressedButton):
    """As wide as the widest of its texts; a mouse press counts once it has stood for a double click's time.

    :param footing: of the group that it belongs to.
    """

    return_pressed = Signal()
    """In the place of a press by Return, after :meth:`keep_return_apart`."""

    def __init__(self, footing: Footing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._return_apart = False
        self._footing = footing
        self._since = time.monotonic()
        self._texts: tuple[str, ...] = ()
        self.setAutoDefault(True)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Every text that it may show: it keeps room for the widest."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self.updateGeometry()

    def keep_return_apart(self) -> None:
        """Return, which may be meant for something else, is told by itself; the space bar presses as ever."""
        self._return_apart = True

    def stands(self) -> bool:
        """Whether a click counts by now."""
        since = max(self._since, self._footing.since)
        return time.monotonic() - since >= QApplication.doubleClickInterval() / 1000

    def sizeHint(self) -> QSize:
        """Room for the widest text."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        shown = metrics.horizontalAdvance(self._plain(self.text()))
        widest = max((metrics.horizontalAdvance(self._plain(text)) for text in self._texts), default=0)
        return QSize(hint.width() + max(0, widest - shown), hint.height())

    def minimumSizeHint(self) -> QSize:
        """It is never cut where there is room, and never wider than its place."""
        return QSize(min(self.sizeHint().width(), _NARROWEST), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return may be told apart; held down it presses nothing, for it was pressed somewhere else."""
        if self._return_apart and event.key() in _RETURNS and not event.isAutoRepeat():
            self.return_pressed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Drop a press that was meant for what stood here before."""
        if event.button() is Qt.MouseButton.LeftButton and not self.stands():
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Drop the second press of a double click."""
        event.accept()

    def moveEvent(self, event: QMoveEvent) -> None:
        """It stands anew."""
        super().moveEvent(event)
        self._since = time.monotonic()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It stands anew."""
        super().resizeEvent(event)
        self._since = time.monotonic()

    def showEvent(self, event: QShowEvent) -> None:
        """It stands anew."""
        super().showEvent(event)
        self._footing.watch()
        self._since = time.monotonic()

    def _plain(self, text: str) -> str:
        return text.replace("&&", "&")


_NARROWEST: Final = 120
