"""The four themes: what is to be read can be read, and every control's edge can be seen."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from gui.core.foundation.paths import RESOURCES
from gui.widgets.controls.theme import Tone, wanted_theme
from gui.widgets.style import themes
from gui.widgets.style.themes import BrokenTheme, Theme, ThemeName, load_theme
from tests.support.widgets.pixels import contrast

THEMES = [load_theme(name) for name in ThemeName]
READ = 4.5
SEEN = 3.0
BEST = 7.0


def grounds(theme: Theme) -> list[QColor]:
    roles = theme.roles
    return [roles.surface, roles.canvas, roles.select]


def least(color: QColor, behind: list[QColor]) -> float:
    return min(contrast(color, ground) for ground in behind)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
class TestTheme:
    def test_words_can_be_read_on_every_ground(self, theme: Theme) -> None:
        roles = theme.roles
        behind = [*grounds(theme), roles.sunken, roles.raised, roles.hover, roles.pressed]
        for color in (roles.text, roles.text2, roles.accent_text):
            assert least(color, behind) >= READ
        assert least(roles.text3, grounds(theme)) >= READ

    @pytest.mark.parametrize("tone", list(Tone))
    def test_the_colour_of_a_meaning_can_be_read_on_every_ground_and_on_its_own(
        self, theme: Theme, tone: Tone
    ) -> None:
        assert least(theme.tones[tone], [*grounds(theme), theme.fills[tone]]) >= READ

    def test_words_on_filled_controls_can_be_read(self, theme: Theme) -> None:
        roles = theme.roles
        filled = {
            "accent": (roles.on_accent, [roles.accent, roles.accent_hover, roles.accent_down]),
            "danger": (roles.on_danger, [theme.tones["danger"], roles.danger_hover, roles.danger_down]),
            "attention": (roles.on_attention, [roles.attention]),
            "production": (roles.on_production, [roles.production_solid]),
        }
        assert {name: least(*both) >= READ for name, both in filled.items()} == dict.fromkeys(filled, True)

    def test_edges_and_the_ring_of_the_focus_can_be_seen_on_every_ground(self, theme: Theme) -> None:
        roles = theme.roles
        for color in (roles.edge, roles.focus):
            assert least(color, grounds(theme)) >= SEEN
        assert least(roles.accent, [roles.surface, roles.canvas]) >= SEEN

    def test_what_can_t_be_pressed_can_still_be_guessed(self, theme: Theme) -> None:
        assert contrast(theme.roles.disabled, theme.roles.surface) >= SEEN - 0.05

    def test_high_contrast_is_higher(self, theme: Theme) -> None:
        if not theme.framed_fills:
            return
        roles = theme.roles
        for color in (roles.text, roles.text2, roles.edge, roles.focus, *theme.tones.values()):
            assert contrast(color, roles.surface) >= BEST
        assert theme.edge_width == 2


def test_every_meaning_has_a_colour_in_every_theme() -> None:
    for theme in THEMES:
        assert set(theme.tones) == set(theme.fills) == set(Tone)


def test_the_system_s_choice_holds_unless_the_variable_names_another(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    assert wanted_theme(hints) is ThemeName.LIGHT
    assert wanted_theme(hints, "nonsense") is ThemeName.LIGHT
    assert wanted_theme(hints, "dark") is ThemeName.DARK
    assert wanted_theme(hints, "high-contrast") is ThemeName.HIGH_CONTRAST_LIGHT
    assert wanted_theme(hints, "high-contrast-dark") is ThemeName.HIGH_CONTRAST_DARK


@pytest.mark.parametrize("spoilt", ["lacks", "too many", "no colour"])
def test_a_file_that_is_no_whole_theme_is_told_of(
    spoilt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = json.loads((RESOURCES / "themes" / "light.json").read_text(encoding="utf-8"))
    if spoilt == "lacks":
        del theme["roles"]["edge"]
    elif spoilt == "too many":
        theme["tones"]["loud"] = "#ff0000"
    else:
        theme["fills"]["live"] = "greenish"
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "light.json").write_text(json.dumps(theme), encoding="utf-8")
    monkeypatch.setattr(themes, "RESOURCES", tmp_path)
    load_theme.cache_clear()
    try:
        with pytest.raises(BrokenTheme):
            load_theme(ThemeName.LIGHT)
    finally:
        load_theme.cache_clear()
