"""No word is cut on any screen: in both languages, at each scale, and in a language with longer words."""

import json

import pytest

from tests.support.widgets.cut_words_program import longer
from tests.support.widgets.offscreen_process import offscreen

SCREENS = 20
"""At the least: states, questions and pages."""


@pytest.mark.parametrize(
    ("language", "theme", "scale"),
    [
        ("en", "light", "1"),
        ("zh_CN", "dark", "1.5"),
        ("zh_CN", "high-contrast", "2"),
        ("longer", "light", "1"),
    ],
)
def test_on_no_screen_is_a_word_cut(language: str, theme: str, scale: str) -> None:
    program = "tests.support.widgets.cut_words_program"
    out = offscreen(
        "-m", program, language, timeout_s=240, RECORDING_PANEL_THEME=theme, QT_SCALE_FACTOR=scale, TZ="UTC"
    )
    looked = [json.loads(line) for line in out.splitlines()]
    assert len(looked) >= SCREENS
    assert [(screen, cut) for screen, cut in looked if cut] == []


def test_the_longer_words_are_forty_percent_longer_and_keep_their_places() -> None:
    text = "Stop {count} recordings & go on"
    assert len(longer(text)) == pytest.approx(len(text) * 1.4, abs=1)
    assert "{count}" in longer(text)
