"""What an action needs, and in which words it is told that it is not there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.window.main_window import MainWindow


class Needs(QObject):
    """Each method returns why an action can't be done now; an empty text where it can."""

    def __init__(self, window: "MainWindow", controllers: "WindowController") -> None:
        super().__init__(window)
        self._window, self._controllers = window, controllers

    def ready(self) -> str:
        """The services are there."""
        return "" if self._controllers.ready else self.tr("The panel is still getting ready.")

    def profile(self) -> str:
        """A profile is in use."""
        return self.ready() or (
            "" if self._controllers.profiles.current else self.tr("Choose a profile first.")
        )

    def batch(self) -> str:
        """A profile is in use, or a batch is under way."""
        return "" if self._controllers.batches.runner.running else self.profile()

    def rows(self) -> str:
        """Any row is selected."""
        return "" if self._window.session_list.selected() else self.tr("Choose a row of the list first.")

    def one_row(self) -> str:
        """One row is selected."""
        count = len(self._window.session_list.selected())
        return self.tr("Choose one row alone.") if count > 1 else self.rows()

    def stoppable(self) -> str:
        """Of what is selected, something may still be recorded."""
        actions = self._window.session_list.table.actions_of_selection
        nothing = self.tr("Nothing that is selected is being recorded.")
        return self.rows() or ("" if actions.stop.isEnabled() else nothing)

    def listed(self) -> str:
        """The list shows rows."""
        empty = self._window.session_list.model.rowCount() == 0
        return self.tr("The list is empty.") if empty else ""

    def not_shared(self) -> str:
        """All rows may be seen."""
        shared = self._controllers.shared_screen.on
        return self.tr("Not while the screen is shared.") if shared else ""

    def hand_over(self) -> str:
        """The list is read, and all of it may be seen."""
        return self.not_shared() or self.ready()

    def plan(self) -> str:
        """A profile is in use, and its plan may be seen."""
        return self.not_shared() or self.profile()

    def undo(self) -> str:
        """The focus is in no field, whose own Ctrl+Z it would be."""
        typing = self.tr("In a field, Ctrl+Z takes back what was typed. Click into the list first.")
        return self.not_shared() or (typing if self._controllers.undo.typing else "")
