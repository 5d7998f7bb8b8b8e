"""The menu *Sessions*: what is done with rows of the list, and at the end of a shift."""

from typing import TYPE_CHECKING

from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP, Area, InPalette, WindowAction
from gui.widgets.controllers.actions.needs import Needs
from gui.widgets.controls.keys import Keys

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.window.main_window import MainWindow


def session_actions(
    window: "MainWindow", controllers: "WindowController", needs: Needs
) -> list[WindowAction]:
    """What is done with recordings in the list."""
    sessions, exports = window.session_list, controllers.exports.menu
    rows = sessions.table.actions_of_selection
    return [
        WindowAction(
            name="details",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Details…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "page attempts history report"),
            run=rows.details.trigger,
            needs=needs.one_row,
        ),
        WindowAction(
            name="copy",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Copy room and user"),
            more=QT_TRANSLATE_NOOP("WindowActions", "clipboard"),
            run=rows.copy_target.trigger,
            own_keys=(Keys.COPY,),
            needs=needs.rows,
            new_group=True,
        ),
        WindowAction(
            name="copy_file_ids",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "Copy file &ids"),
            more=QT_TRANSLATE_NOOP("WindowActions", "clipboard video on demand"),
            run=rows.copy_for_vod.trigger,
            needs=needs.rows,
        ),
        WindowAction(
            name="export_selected",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Export the selected…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "table csv excel save"),
            run=exports.selection_chosen.emit,
            needs=needs.rows,
            new_group=True,
        ),
        WindowAction(
            name="export_shown",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "Export &all that are listed…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "table csv excel save"),
            run=exports.shown_chosen.emit,
            needs=needs.listed,
        ),
        *_of_shift(window, controllers, needs),
    ]


def _of_shift(window: "MainWindow", controllers: "WindowController", needs: Needs) -> list[WindowAction]:
    return [
        WindowAction(
            name="hand_over",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Hand over…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "shift next colleague open"),
            run=controllers.hand_over.show,
            needs=needs.hand_over,
        ),
        WindowAction(
            name="plan",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Plan of the day…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "schedule late table shift"),
            run=controllers.plan.open,
            needs=needs.plan,
        ),
        WindowAction(
            name="find",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Find"),
            more=QT_TRANSLATE_NOOP("WindowActions", "search filter"),
            run=window.go_to_search,
            keys=(Keys.FIND,),
            needs=needs.not_shared,
            new_group=True,
        ),
        WindowAction(
            name="undo",
            area=Area.SESSIONS,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Undo"),
            run=controllers.undo.undo_by_key,
            keys=(Keys.UNDO,),
            needs=needs.undo,
            # It may settle a recording.
            in_palette=InPalette.HIDDEN,
        ),
    ]
