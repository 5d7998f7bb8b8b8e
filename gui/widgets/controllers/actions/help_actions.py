"""The menu *Help*: the guide, the codes, the keys, and this program itself."""

from typing import TYPE_CHECKING

from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP, Area, WindowAction
from gui.widgets.controllers.actions.needs import Needs
from gui.widgets.controls.keys import Keys

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.window.main_window import MainWindow


def help_actions(window: "MainWindow", controllers: "WindowController", needs: Needs) -> list[WindowAction]:
    """What explains something."""
    return [
        WindowAction(
            name="welcome",
            area=Area.HELP,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Welcome"),
            more=QT_TRANSLATE_NOOP("WindowActions", "first start practise name tour"),
            run=controllers.welcome.show_welcome,
            needs=needs.not_shared,
        ),
        WindowAction(
            name="guide",
            area=Area.HELP,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Guide"),
            more=QT_TRANSLATE_NOOP("WindowActions", "help manual how"),
            run=controllers.help.show_for_focus,
            keys=(Keys.GUIDE,),
        ),
        WindowAction(
            name="codes",
            area=Area.HELP,
            text=QT_TRANSLATE_NOOP("WindowActions", "Error &codes"),
            more=QT_TRANSLATE_NOOP("WindowActions", "explain reference number failure"),
            run=window.show_codes,
            keys=(Keys.CODES,),
        ),
        WindowAction(
            name="keys",
            area=Area.HELP,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Keys"),
            more=QT_TRANSLATE_NOOP("WindowActions", "shortcut keyboard"),
            run=lambda: controllers.actions.show_keys(),
            keys=(Keys.KEYS,),
        ),
        *_about_this_program(controllers),
    ]


def _about_this_program(controllers: "WindowController") -> list[WindowAction]:
    return [
        WindowAction(
            name="open_data_folder",
            area=Area.HELP,
            text=QT_TRANSLATE_NOOP("WindowActions", "Open &data folder"),
            more=QT_TRANSLATE_NOOP("WindowActions", "file place ledger"),
            run=controllers.traces.open_data_folder,
            new_group=True,
        ),
        WindowAction(
            name="open_log_folder",
            area=Area.HELP,
            text=QT_TRANSLATE_NOOP("WindowActions", "Open &log folder"),
            more=QT_TRANSLATE_NOOP("WindowActions", "file place trace"),
            run=controllers.traces.open_log_folder,
        ),
        WindowAction(
            name="report_bug",
            area=Area.HELP,
            text=QT_TRANSLATE_NOOP("WindowActions", "Save a &report…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "bug crash makers support"),
            run=controllers.traces.save_report,
        ),
        WindowAction(
            name="about",
            area=Area.HELP,
            text=QT_TRANSLATE_NOOP("WindowActions", "&About this program…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "version licence"),
            run=controllers.about.show,
            new_group=True,
        ),
    ]
