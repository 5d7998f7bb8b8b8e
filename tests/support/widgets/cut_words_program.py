"""Takes the window through all its screens and prints which words are cut, a JSON list to a line.

Arguments: the language, ``en`` or ``zh_CN``, or ``longer``: English with words that are 40 % longer.
"""

import asyncio
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from gui.app import Panel, WindowOptions
from gui.core.foundation import messages
from gui.core.profiles.profiles import Profiles, new_profile
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.window.translations import translate
from tests.support.tree import ROOT
from tests.support.widgets.places import cut_words

sys.path.insert(0, str(ROOT / "packaging"))
import matrix_pictures
from failure_pictures import AT_ONCE
from production_relay import production_relay

_MORE: Final = 0.4
_LAYOUTS: Final = 8
"""A part that was laid out may ask for it again in what it stands in."""
_WORD: Final = re.compile(r"(?<![{%&\w])[A-Za-z]{3,}(?![\w}])")
_UNSTRETCHED: Final = ("time.", "character.", "cli.")
"""Lists that are taken apart, and what the window never shows."""


def longer(text: str) -> str:
    """The text with 40 % more letters, in its words: a sentence wraps as before."""
    found = _WORD.findall(text)
    more = round(_MORE * len(text)) if found else 0
    each, left = divmod(more, len(found)) if found else (0, 0)

    def stretched(word: re.Match[str]) -> str:
        nonlocal left
        extra, left = each + (left > 0), max(0, left - 1)
        return word[0] + "x" * extra

    return _WORD.sub(stretched, text)


class _Longer(QTranslator):
    """Stands for a language with long words."""

    def __init__(self, english: tuple[QTranslator, ...]) -> None:
        super().__init__()
        self._english = english

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """As Qt asks for it."""
        known = (one.translate(context, source, disambiguation, n) for one in self._english)
        return longer(next(filter(None, known), source))

    def isEmpty(self) -> bool:  # noqa: N802
        """It has a text for everything."""
        return False


class _Walk(matrix_pictures.Matrix):
    """Looks where the pictures would be taken."""

    settle_s = 0.08
    offered_s = 0.5

    def _keep(self, name: str, widget: QWidget) -> None:
        for _ in range(_LAYOUTS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        print(json.dumps([name, cut_words(widget)], ensure_ascii=False), flush=True)


async def _run(data: Path, language: str) -> None:
    async with production_relay(data) as (service, profile):
        Profiles(data).add(new_profile(profile))
        panel = Panel(WindowOptions(data, language, "Li", "Main", pacing=AT_ONCE))
        panel.window.showNormal()
        running = asyncio.create_task(panel.run())
        await panel.window.painted()
        try:
            await _Walk(panel, service, data).take()
        finally:
            panel.actions.quit_requested.set()
            await running


def main() -> None:
    """Open the window, bring it into each state, and say what is cut in it."""
    asked = sys.argv[1]
    language = "zh_CN" if asked == "zh_CN" else "en"
    os.environ["RECORDING_PANEL_USER_SIG"] = "pictures"
    with tempfile.TemporaryDirectory() as folder:
        screen = Path(folder) / "screen.json"
        screen.write_text(json.dumps({"screens": [matrix_pictures.SCREEN]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        application = QApplication(sys.argv[:1])
        application.setQuitOnLastWindowClosed(False)
        translators = translate(application, language)
        if asked == "longer":
            translators.append(_Longer(tuple(translators)))
            application.installTranslator(translators[-1])
            texts = messages.texts_of(language)
            for key, text in texts.items():
                texts[key] = text if key.startswith(_UNSTRETCHED) else longer(text)
        apply_theme(application)
        with PanelEventLoop(application) as loop:
            loop.run_until_complete(_run(Path(folder), language))
    del translators


if __name__ == "__main__":
    main()
