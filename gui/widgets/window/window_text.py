"""The size of the window's text, and room for it: where the window is too small, its content scrolls."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QScrollArea, QWidget

from gui.widgets.style.text_size import STEP, USUAL, set_text_size, text_size


class WindowText(QObject):
    """Belongs to the main window.

    :param whole: the content of the window.
    :param follow: called once all text has another size.
    """

    def __init__(self, window: QMainWindow, whole: QWidget, follow: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._whole, self._follow = window, whole, follow
        self._scroll: QScrollArea | None = None

    def step(self, steps: int) -> int:
        """Larger or smaller by so many steps; returns the size in per cent."""
        return self.set_percent(text_size() + steps * STEP)

    def set_percent(self, percent: int) -> int:
        """Show text in that size, or as near as may be; returns it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        now = set_text_size(app, percent)
        if now > USUAL:
            self._let_scroll()
        self._follow()
        return now

    def restore(self, kept: str) -> None:
        """Take what was remembered."""
        wanted = int(kept) if kept.isascii() and kept.isdigit() and len(kept) < 4 else USUAL
        if wanted != text_size():
            self.set_percent(wanted)

    def _let_scroll(self) -> None:
        """From the first larger text on: until then the window is never smaller than its content."""
        if self._scroll is None:
            focus = QApplication.focusWidget()
            self._window.takeCentralWidget()
            self._scroll = _Scroll(self._whole)
            self._window.setCentralWidget(self._scroll)
            self._whole.show()
            if focus is not None:
                # Another parent takes it away.
                focus.setFocus()


class _Scroll(QScrollArea):
    """Brings what has the focus into sight."""

    def __init__(self, whole: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(whole)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        whole = self.widget()
        if now is not None and whole is not None and whole.isAncestorOf(now):
            self.ensureWidgetVisible(now)
