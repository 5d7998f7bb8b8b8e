"""The panel's buttons: one that copies a text and confirms it, a default one, one for a menu, a toggle."""

import re

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import INDICATOR, SMALL

_SHOWN_MS = 1500
_KEY_MARK = re.compile(r"\(&\w\)|&(?=\w)")
_PADDING = 20


def is_held_return(event: QKeyEvent) -> bool:
    """Whether the keyboard repeats a Return by itself: it was pressed before, for something else."""
    return event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OncePressedButton(QPushButton):
    """A Return that is held down presses it once: Qt itself presses again and again, and each press may send.

    The space bar presses as it is let go, which happens once.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop a Return that repeats by itself."""
        if is_held_return(event):
            event.accept()
        else:
            super().keyPressEvent(event)


class OncePressedMenu(QMenu):
    """The Return that opened it, held down, chooses nothing in it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop a Return that repeats by itself."""
        if is_held_return(event):
            event.accept()
        else:
            super().keyPressEvent(event)


class MenuButton(QPushButton):
    """Opens a menu, and says so with an arrow beside its words; an icon alone has no room for one."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Leave the arrow out where there are no words."""
        super().initStyleOption(option)
        if not self.text():
            option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu


class CopyButton(QPushButton):
    """Set its text to copy with :meth:`set_copy`; an empty one disables it.

    :param name: its accessible name, such as *Copy what to say*.
    """

    text_copied = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, label: str = "") -> None:
        super().__init__(parent)
        self._label = label or self.tr("Copy")
        self._copy = ""
        self._with_icon = True
        self.setText(self._label)
        self.setAccessibleName(name)
        self.setAutoDefault(True)
        set_kind(self, Kind.GHOST)
        set_icon(self, "copy")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._offer)
        self.clicked.connect(self._on_clicked)
        self._fit()

    def show_icon(self, shown: bool) -> None:
        """Leave the icon out where there is little room."""
        if shown is not self._with_icon:
            self._with_icon = shown
            self._offer()
            self._fit()

    def set_copy(self, text: str) -> None:
        """What a press copies."""
        self._copy = text
        self.setEnabled(bool(text))

    def _on_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._copy)
        self.setText(self.tr("Copied"))
        set_icon(self, "check" if self._with_icon else "")
        self._timer.start()
        self.text_copied.emit(self._copy)

    def _offer(self) -> None:
        self.setText(self._label)
        set_icon(self, "copy" if self._with_icon else "")

    def _fit(self) -> None:
        # The confirmation must not move its neighbours; the style's own least width is too much for *Copy*.
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for text in (self._label, self.tr("Copied")))
        self.setFixedWidth(widest + _PADDING + (INDICATOR + SMALL if self._with_icon else 0))


class PrimaryButton(OncePressedButton):
    """The one button of a region that does what the region is for."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        set_kind(self, Kind.PRIMARY)


class SegmentButton(QPushButton):
    """One of a row of which one is on."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        set_kind(self, Kind.SEGMENT)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def set_words_with_key(button: QPushButton, words: str) -> None:
    """Words with ``&`` before the letter that presses it together with Alt; its name is without that."""
    button.setText(words)
    button.setAccessibleName(_KEY_MARK.sub("", words))
