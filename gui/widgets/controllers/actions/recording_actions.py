"""The menu *Recording*: what begins and ends recordings."""

from typing import TYPE_CHECKING

from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP, Area, InPalette, WindowAction
from gui.widgets.controllers.actions.needs import Needs
from gui.widgets.controls.keys import Keys

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.window.main_window import MainWindow


def recording_actions(
    window: "MainWindow", controllers: "WindowController", needs: Needs
) -> list[WindowAction]:
    """What begins and ends recordings."""
    form, sessions = window.start_form, window.session_list
    return [
        WindowAction(
            name="new",
            area=Area.RECORDING,
            text=QT_TRANSLATE_NOOP("WindowActions", "&New recording"),
            more=QT_TRANSLATE_NOOP("WindowActions", "room user form fields"),
            run=form.focus_first,
            keys=(Keys.NEW,),
        ),
        WindowAction(
            name="start",
            area=Area.RECORDING,
            text=QT_TRANSLATE_NOOP("WindowActions", "Start recording, from the form"),
            more=QT_TRANSLATE_NOOP("WindowActions", "begin record"),
            run=form.start_button.setFocus,
            own_keys=(Keys.START, Keys.START_BY_KEYPAD),
            in_palette=InPalette.GOES,
            goes=form.start_button.setFocus,
            in_menu=False,
        ),
        WindowAction(
            name="stop",
            area=Area.RECORDING,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Stop the selected…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "end finish"),
            run=sessions.request_stop,
            own_keys=(Keys.STOP,),
            needs=needs.stoppable,
            in_palette=InPalette.GOES,
            goes=sessions.bar.stop.setFocus,
        ),
        WindowAction(
            name="stop_other",
            area=Area.RECORDING,
            text=QT_TRANSLATE_NOOP("WindowActions", "Stop one that is not in this &list…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "unknown other missing"),
            run=sessions.stop_other_requested.emit,
        ),
        WindowAction(
            name="batch",
            area=Area.RECORDING,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Batch…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "many table file csv excel"),
            run=controllers.batches.open,
            keys=(Keys.BATCH,),
            needs=needs.batch,
            new_group=True,
        ),
    ]
