"""The menu *View*: how the window looks, and the ways through it."""

from typing import TYPE_CHECKING, Final

from gui.core.foundation.fill import fill
from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP, Area, InPalette, WindowAction, told
from gui.widgets.controls.keys import Keys
from gui.widgets.sessions.density import Density
from gui.widgets.style.text_size import USUAL

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.sessions.session_table import SessionTable
    from gui.widgets.window.main_window import MainWindow


_DENSITIES: Final = {
    Density.COMPACT: QT_TRANSLATE_NOOP("WindowActions", "Com&pact rows"),
    Density.NORMAL: QT_TRANSLATE_NOOP("WindowActions", "&Normal rows"),
    Density.COMFORTABLE: QT_TRANSLATE_NOOP("WindowActions", "Co&mfortable rows"),
}


def view_actions(window: "MainWindow", controllers: "WindowController") -> list[WindowAction]:
    """How the window looks, and the ways through it."""
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
            more=QT_TRANSLATE_NOOP(
                "WindowActions", "preferences theme language text motion backup restore prune"
            ),
            run=controllers.settings.open,
            keys=(Keys.SETTINGS,),
        ),
        *(_of_density(window.session_list.table, density) for density in Density),
        *_of_text(window),
        *_ways(controllers),
    ]


def _ways(controllers: "WindowController") -> list[WindowAction]:
    return [
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
