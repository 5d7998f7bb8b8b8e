"""Finds settings by their words in both languages, whichever the window's is."""

from collections.abc import Sequence

from PySide6.QtCore import QTranslator

from gui.core.foundation.paths import RESOURCES
from gui.core.foundation.text_cleaning import comparable
from gui.widgets.settings.setting import CONTEXT, Setting

_CHINESE = "recording_panel_zh_CN"


class SettingSearch:
    """Build it once: it reads the Chinese texts, a small file."""

    def __init__(self, settings: Sequence[Setting]) -> None:
        chinese = QTranslator()
        chinese.load(_CHINESE, str(RESOURCES / "translations"))
        self._words = {setting.name: _words(setting, chinese) for setting in settings}

    def find(self, text: str) -> set[str]:
        """The names of the settings that have every word of the text, or part of it."""
        tokens = comparable(text).split()
        return {name for name, words in self._words.items() if all(token in words for token in tokens)}


def _words(setting: Setting, chinese: QTranslator) -> str:
    texts = [text for text in (setting.title, setting.hint, setting.more, setting.group.value) if text]
    both = [*texts, *(chinese.translate(CONTEXT, text) or "" for text in texts)]
    return comparable(" ".join(both))
