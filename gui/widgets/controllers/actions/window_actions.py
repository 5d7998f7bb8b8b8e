"""The list of all actions: what each says, which keys it has, what it needs and what it runs.

A further action is one more entry in one of these lists: menu, keys, sheet of keys and palette follow.
"""

from typing import TYPE_CHECKING, Final

from gui.core.foundation.fill import fill
from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP, Area, InPalette, WindowAction, told
from gui.widgets.controllers.actions.needs import Needs
from gui.widgets.controls.keys import Keys
from gui.widgets.sessions.density import Density
from gui.widgets.style.text_size import USUAL

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.sessions.session_table import SessionTable
    from gui.widgets.window.main_window import MainWindow


def window_actions(window: "MainWindow", controllers: "WindowController") -> list[WindowAction]:
    """All of them, in the order in which menu and sheet show them."""
    needs = Needs(window, controllers)
    return [
        *_of_recording(window, controllers, needs),
        *_of_sessions(window, controllers, needs),
        *_of_profile(controllers, needs),
        *_of_view(window, controllers),
        *_of_help(window, controllers, needs),
    ]


def _of_recording(window: "MainWindow", controllers: "WindowController", needs: Needs) -> list[WindowAction]:
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


def _of_sessions(window: "MainWindow", controllers: "WindowController", needs: Needs) -> list[WindowAction]:
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


def _of_profile(controllers: "WindowController", needs: Needs) -> list[WindowAction]:
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


def _of_view(window: "MainWindow", controllers: "WindowController") -> list[WindowAction]:
    fields = window.start_form.fields
    return [
        WindowAction(
            name="options",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Options of the form"),
            more=QT_TRANSLATE_NOOP("WindowActions", "tags category source preset fold"),
            run=lambda: fields.open_options(not fields.options_open),
            checked=lambda: fields.options_open,
        ),
        WindowAction(
            name="columns",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Columns"),
            run=lambda: None,
            in_palette=InPalette.HIDDEN,
        ),
        WindowAction(
            name="theme",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Theme"),
            run=lambda: None,
            in_palette=InPalette.HIDDEN,
        ),
        WindowAction(
            name="language",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "Lan&guage"),
            run=lambda: None,
            in_palette=InPalette.HIDDEN,
        ),
        WindowAction(
            name="settings",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "S&ettings…"),
            more=QT_TRANSLATE_NOOP("WindowActions", "preferences theme language text motion backup"),
            run=controllers.settings.open,
            keys=(Keys.SETTINGS,),
        ),
        *(_of_density(window.session_list.table, density) for density in Density),
        *_of_text(window),
        WindowAction(
            name="shared_screen",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "S&hared screen"),
            more=QT_TRANSLATE_NOOP("WindowActions", "hide customer present privacy"),
            run=controllers.shared_screen.toggle,
            keys=(Keys.SHARED_SCREEN,),
            checked=lambda: controllers.shared_screen.on,
            new_group=True,
        ),
        WindowAction(
            name="palette",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Find and open…"),
            run=lambda: controllers.actions.open_palette(),
            keys=(Keys.PALETTE,),
            in_palette=InPalette.HIDDEN,
            # At the foot of the whole menu.
            in_menu=False,
        ),
        WindowAction(
            name="menu",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "Menu"),
            run=lambda: controllers.actions.menu.open(),
            keys=(Keys.MENU,),
            in_palette=InPalette.HIDDEN,
            in_menu=False,
        ),
        WindowAction(
            name="next_area",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "Next area: form, list, inspector, status"),
            run=lambda: controllers.actions.areas.go_on(1),
            keys=(Keys.NEXT_AREA,),
            in_palette=InPalette.HIDDEN,
            in_menu=False,
            repeats=True,
        ),
        WindowAction(
            name="previous_area",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "Previous area"),
            run=lambda: controllers.actions.areas.go_on(-1),
            keys=(Keys.PREVIOUS_AREA,),
            in_palette=InPalette.HIDDEN,
            in_menu=False,
            repeats=True,
        ),
    ]


def _of_text(window: "MainWindow") -> list[WindowAction]:
    def tell(percent: int) -> None:
        words = told(QT_TRANSLATE_NOOP("WindowActions", "Text size: {percent} %"))
        window.say_done(fill(words, percent=percent))

    return [
        WindowAction(
            name="larger",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Larger text"),
            more=QT_TRANSLATE_NOOP("WindowActions", "font zoom"),
            run=lambda: tell(window.text.step(1)),
            keys=(Keys.LARGER, Keys.LARGER_WITHOUT_SHIFT),
            new_group=True,
            repeats=True,
        ),
        WindowAction(
            name="smaller",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Smaller text"),
            more=QT_TRANSLATE_NOOP("WindowActions", "font zoom"),
            run=lambda: tell(window.text.step(-1)),
            keys=(Keys.SMALLER,),
            repeats=True,
        ),
        WindowAction(
            name="usual_size",
            area=Area.VIEW,
            text=QT_TRANSLATE_NOOP("WindowActions", "&Usual text size"),
            more=QT_TRANSLATE_NOOP("WindowActions", "font zoom"),
            run=lambda: tell(window.text.set_percent(USUAL)),
            keys=(Keys.USUAL_SIZE,),
        ),
    ]


_DENSITIES: Final = {
    Density.COMPACT: QT_TRANSLATE_NOOP("WindowActions", "Com&pact rows"),
    Density.NORMAL: QT_TRANSLATE_NOOP("WindowActions", "&Normal rows"),
    Density.COMFORTABLE: QT_TRANSLATE_NOOP("WindowActions", "Co&mfortable rows"),
}


def _of_density(table: "SessionTable", density: Density) -> WindowAction:
    return WindowAction(
        name=f"rows_{density.name.lower()}",
        area=Area.VIEW,
        text=_DENSITIES[density],
        more=QT_TRANSLATE_NOOP("WindowActions", "density height list"),
        run=lambda: table.set_density(density),
        checked=lambda: table.density is density,
        new_group=density is Density.COMPACT,
    )


def _of_help(window: "MainWindow", controllers: "WindowController", needs: Needs) -> list[WindowAction]:
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
