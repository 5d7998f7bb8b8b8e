"""Finds actions by their words in both languages, whichever the window's is."""

from collections.abc import Iterable

from PySide6.QtCore import QTranslator

from gui.core.foundation.fuzzy import rank
from gui.core.foundation.paths import RESOURCES
from gui.core.foundation.text_cleaning import comparable
from gui.widgets.actions.window_action import CONTEXT, InPalette, WindowAction, without_mnemonic

_CHINESE = "recording_panel_zh_CN"


class ActionSearch:
    """Build it once: it reads the Chinese texts, a small file."""

    def __init__(self, actions: Iterable[WindowAction]) -> None:
        chinese = QTranslator()
        chinese.load(_CHINESE, str(RESOURCES / "translations"))
        self._known = [
            (_names(action, chinese), _more(action, chinese), action)
            for action in actions
            if action.in_palette is not InPalette.HIDDEN
        ]

    def find(self, text: str) -> list[WindowAction]:
        """The best first; all of them for an empty text, in the order of the menu."""
        tokens = tuple(comparable(text).split())
        hits = []
        for names, more, action in self._known:
            ranks = [found for name in names if (found := rank(tokens, name, more)) is not None]
            if ranks:
                hits.append((min(ranks), action))
        return [action for _, action in sorted(hits, key=lambda hit: hit[0])]


def _names(action: WindowAction, chinese: QTranslator) -> tuple[str, ...]:
    texts = (action.text, chinese.translate(CONTEXT, action.text))
    return tuple(comparable(without_mnemonic(text)) for text in texts if text)


def _more(action: WindowAction, chinese: QTranslator) -> str:
    """Words of the other language count as well: *batch 表格*."""
    areas = (action.area.value, chinese.translate(CONTEXT, action.area.value))
    texts = (*_names(action, chinese), *(without_mnemonic(area) for area in areas if area))
    more = (action.more, chinese.translate(CONTEXT, action.more)) if action.more else ()
    return comparable(" ".join((*texts, *more)).replace("、", " "))
