"""What can be chosen among a few values: by page and menu, and carried to another desk in a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from gui.core.foundation.messages import LANGUAGES
from gui.widgets.controls.theme import ThemeChoice
from gui.widgets.sessions.density import Density
from gui.widgets.settings.setting import QT_TRANSLATE_NOOP, SettingGroup
from gui.widgets.style.motion import Motion
from gui.widgets.style.text_size import LEAST, MOST, STEP, text_size
from gui.widgets.window.window_state import LANGUAGE, MOTION, REDUCED, SYSTEM, THEME

if TYPE_CHECKING:
    from gui.widgets.controllers.settings.settings_controller import SettingsController
    from gui.widgets.window.main_window import MainWindow

THEMES: Final = {
    ThemeChoice.SYSTEM.value: QT_TRANSLATE_NOOP("Settings", "As the desktop has it"),
    ThemeChoice.LIGHT.value: QT_TRANSLATE_NOOP("Settings", "Light"),
    ThemeChoice.DARK.value: QT_TRANSLATE_NOOP("Settings", "Dark"),
    ThemeChoice.HIGH_CONTRAST_LIGHT.value: QT_TRANSLATE_NOOP("Settings", "High contrast, light"),
    ThemeChoice.HIGH_CONTRAST_DARK.value: QT_TRANSLATE_NOOP("Settings", "High contrast, dark"),
}
LANGUAGE_NAMES: Final = {SYSTEM: QT_TRANSLATE_NOOP("Settings", "As the desktop has it")} | dict(
    zip(LANGUAGES, ("English", "简体中文"), strict=True)
)
"""Each language by its own name, whichever the window's is."""
_ROWS: Final = {
    Density.COMPACT.value: QT_TRANSLATE_NOOP("Settings", "Compact"),
    "normal": QT_TRANSLATE_NOOP("Settings", "Medium"),
    Density.COMFORTABLE.value: QT_TRANSLATE_NOOP("Settings", "Comfortable"),
}
_MOTIONS: Final = {
    SYSTEM: QT_TRANSLATE_NOOP("Settings", "Usual"),
    REDUCED: QT_TRANSLATE_NOOP("Settings", "Reduced"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One of them.

    :param key: in the file.
    :param values: the words of each, in English; those of a number or a language are the same in all.
    :param now: which one holds.
    :param trouble: why it does nothing on this computer; empty where it does.
    """

    key: str
    title: str
    values: Mapping[str, str]
    now: Callable[[], str]
    choose: Callable[[str], None]
    hint: str = ""
    more: str = ""
    trouble: Callable[[], str] = lambda: ""
    group: SettingGroup = SettingGroup.LOOK


def preferences(window: "MainWindow", settings: "SettingsController") -> list[Preference]:
    """All of them; the language last, for it makes the window anew."""
    table = window.session_list.table
    return [
        Preference(
            key=THEME,
            title=QT_TRANSLATE_NOOP("Settings", "Theme"),
            more=QT_TRANSLATE_NOOP("Settings", "colours dark light high contrast night"),
            values=THEMES,
            now=lambda: settings.theme.value,
            choose=settings.choose_theme,
        ),
        Preference(
            key="text_size",
            title=QT_TRANSLATE_NOOP("Settings", "Text size"),
            more=QT_TRANSLATE_NOOP("Settings", "font zoom larger smaller"),
            values={str(size): f"{size} %" for size in range(LEAST, MOST + 1, STEP)},
            now=lambda: str(text_size()),
            choose=lambda value: settings.choose_text_size(int(value)),
        ),
        Preference(
            key="density",
            title=QT_TRANSLATE_NOOP("Settings", "Rows of the list"),
            more=QT_TRANSLATE_NOOP("Settings", "density height close together"),
            values=_ROWS,
            now=lambda: table.density.value or "normal",
            choose=settings.choose_density,
        ),
        Preference(
            key=MOTION,
            title=QT_TRANSLATE_NOOP("Settings", "Motion"),
            hint=QT_TRANSLATE_NOOP("Settings", "Reduced: nothing fades or slides."),
            more=QT_TRANSLATE_NOOP("Settings", "animation accessibility"),
            values=_MOTIONS,
            now=lambda: REDUCED if Motion.reduced else SYSTEM,
            choose=settings.choose_motion,
        ),
        Preference(
            key=LANGUAGE,
            title=QT_TRANSLATE_NOOP("Settings", "Language"),
            more="English 简体中文 Chinese",
            values=LANGUAGE_NAMES,
            now=lambda: settings.language,
            choose=settings.choose_language,
        ),
    ]


def application() -> QApplication:
    """The one application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
