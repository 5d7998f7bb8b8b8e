"""The list of all actions: one file a menu.

A further action is one more entry in one of them: menu, keys, sheet of keys and palette follow.
"""

from typing import TYPE_CHECKING

from gui.widgets.actions.window_action import WindowAction
from gui.widgets.controllers.actions.help_actions import help_actions
from gui.widgets.controllers.actions.needs import Needs
from gui.widgets.controllers.actions.profile_actions import profile_actions
from gui.widgets.controllers.actions.recording_actions import recording_actions
from gui.widgets.controllers.actions.session_actions import session_actions
from gui.widgets.controllers.actions.view_actions import view_actions

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.window.main_window import MainWindow


def window_actions(window: "MainWindow", controllers: "WindowController") -> list[WindowAction]:
    """All of them, in the order in which menu and sheet show them."""
    needs = Needs(window, controllers)
    return [
        *recording_actions(window, controllers, needs),
        *session_actions(window, controllers, needs),
        *profile_actions(controllers, needs),
        *view_actions(window, controllers),
        *help_actions(window, controllers, needs),
    ]
