"""The menu *Profile*: accounts and their connection."""

from typing import TYPE_CHECKING

from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP, Area, WindowAction
from gui.widgets.controllers.actions.needs import Needs
from gui.widgets.controls.keys import Keys

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController


def profile_actions(controllers: "WindowController", needs: Needs) -> list[WindowAction]:
    """What is done with accounts."""
    profiles = controllers.profiles
    return [
        WindowAction(
            name="connect",
            area=Area.PROFILE,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Connect an account…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "new profile add customer"),
            run=lambda: profiles.open_settings(""),
            needs=needs.ready,
            new_group=True,
        ),
        WindowAction(
            name="connection_settings",
            area=Area.PROFILE,
            text=QT_TRANSLATE_NOOP("WindowActions", "Connection &settings…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "login usersig certificate relay proxy limits colour"),
            run=lambda: profiles.open_settings(profiles.current),
            needs=needs.ready,
        ),
        WindowAction(
            name="team",
            area=Area.PROFILE,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Team…"),
            more=QT_TRANSLATE_NOOP(
                "WindowActions", "join leave invitation colleagues desk this computer only"
            ),
            run=controllers.open_team,
            needs=needs.hand_over,
        ),
        WindowAction(
            name="import_profiles",
            area=Area.PROFILE,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Import profiles…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "read file computer"),
            run=profiles.import_profiles,
            needs=needs.ready,
            new_group=True,
        ),
        WindowAction(
            name="export_profiles",
            area=Area.PROFILE,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Export profiles…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "save file computer"),
            run=profiles.export_profiles,
            needs=needs.ready,
        ),
        WindowAction(
            name="check_connection",
            area=Area.PROFILE,
            text=QT_TRANSLATE_NOOP("WindowActions", "Check the connection &now"),
            more=QT_TRANSLATE_NOOP("WindowActions", "reachable relay network ping refresh"),
            run=profiles.status.reachability.look_now,
            keys=(Keys.CHECK,),
            needs=needs.profile,
            new_group=True,
        ),
    ]
