"""*(4) Recording panel*: how many need attention, for those who see the task bar only."""

from PySide6.QtCore import QLocale, QObject

from gui.widgets.window.main_window import MainWindow


class WindowTitle(QObject):
    """Counts all accounts but Practice, whichever is listed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._name = window.windowTitle()
        self._silent = False

    def be_silent(self, silent: bool) -> None:
        """Leave the number out: somebody else sees the screen."""
        self._silent = silent
        self.show_count()

    def show_count(self) -> None:
        """As the list has it now."""
        count = 0 if self._silent else self._window.session_list.model.needing()
        title = f"({QLocale().toString(count)}) {self._name}" if count else self._name
        if title != self._window.windowTitle():
            self._window.setWindowTitle(title)
