"""Shared screen (Ctrl+Shift+H): the chosen row alone, as a customer sees the screen. Off at each start."""

from typing import Self

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from gui.widgets.controllers.notifications.notification_controller import NotificationController
from gui.widgets.controllers.shared_screen.key_of_every_dialog import KeyOfEveryDialog
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.keys import Keys
from gui.widgets.window.main_window import MainWindow


class SharedScreenController(QObject):
    """Hides all other rows, their counts, whatever names somebody, and silences what the desktop is told."""

    def __init__(self, window: MainWindow, notifications: NotificationController) -> None:
        super().__init__(window)
        self._window = window
        self._notifications = notifications
        self._hidden: list[QWidget] = []
        """Parts of the window, and windows that stood open beside it."""
        self._modal: list[QDialog] = []
        """Of these windows, those that nothing else may be done beside."""
        window.shared_screen.end_requested.connect(self._end)
        self._key = KeyOfEveryDialog(window, Keys.SHARED_SCREEN, self.toggle)

    def take_over(self, former: Self) -> None:
        """Somebody else goes on seeing the screen."""
        if former.on:
            self._begin()

    @property
    def on(self) -> bool:
        """Whether only the chosen row is shown."""
        return self._notifications.silent

    def toggle(self) -> None:
        """Begin, or end."""
        if self.on:
            self._end()
        else:
            self._begin()

    def _begin(self) -> None:
        sessions, panel = self._window.session_list, self._window.error_panel
        _take_questions_back()
        self._window.page.leave()
        chosen = sessions.selected()
        one = chosen[0] if len(chosen) == 1 else None
        self._show_rest(False)
        sessions.show_only([] if one is None else [one.id])
        if one is None:
            sessions.table.clearSelection()
            panel.show_session(None)
        elif panel.session_id() != one.id:
            panel.show_session(one, newest=sessions.model.is_newest(one))
        if one is not None:
            # They name other rooms and users.
            panel.set_suggestions(one.id, [])
        self._window.shared_screen.begin(shows_a_row=one is not None)
        sessions.table.setFocus()

    def _end(self) -> None:
        self._window.shared_screen.hide()
        sessions = self._window.session_list
        sessions.show_only(None)
        self._show_rest(True)
        sessions.select([session.id for session in sessions.selected()])

    def _show_rest(self, shown: bool) -> None:
        """Everything beside the row and the panel that may name or count somebody."""
        self._notifications.be_silent(not shown)
        self._window.connection_bar.show_others(shown)
        if not shown:
            beside = [found for found in QApplication.topLevelWidgets() if self._stands_beside(found)]
            parts = [part for part in self._window.private if not part.isHidden()]
            # What stands within another one comes and goes by itself meanwhile.
            whole = [part for part in parts if not any(_is_within(part, other) for other in parts)]
            self._hidden = [*whole, *beside]
            self._modal = [one for one in beside if isinstance(one, QDialog) and one.isModal()]
        # What stands above others goes first, and comes last.
        for widget in self._hidden if shown else reversed(self._hidden):
            if not isValid(widget):
                continue
            if shown and isinstance(widget, QDialog) and widget in self._modal:
                widget.open()
            else:
                widget.setVisible(shown)
        if shown:
            self._hidden, self._modal = [], []

    def _stands_beside(self, found: QWidget) -> bool:
        return isinstance(found, QDialog) and found.isVisible() and found.parent() is self._window


def _take_questions_back() -> None:
    """A question names guests, and a window for files shows a folder: nothing of them is done.

    What stands below one, half filled in, is only hidden. A question may be followed by the next account's.
    """
    while isinstance(question := QApplication.activeModalWidget(), AskDialog | QFileDialog):
        question.done(QDialog.DialogCode.Rejected)
        if question is QApplication.activeModalWidget():
            break
    for found in QApplication.topLevelWidgets():
        if isinstance(found, QDialog) and found.windowFlags() & Qt.WindowType.FramelessWindowHint:
            # The palette, which would be gone with a click beside it.
            found.close()


def _is_within(part: QWidget, other: QWidget) -> bool:
    # Qt counts a widget as its own ancestor.
    return part is not other and other.isAncestorOf(part)
