"""Colours of profiles: chosen, kept, and red for production alone."""

import json
from pathlib import Path

import pytest

from gui.core.foundation.paths import RESOURCES
from gui.core.profiles.colours import COLOURS_TO_CHOOSE, ProfileColour
from gui.core.profiles.profiles import InvalidProfile, Profiles, new_profile
from tests.support.core.profile_values import GOOD, TEST_RELAY


def test_a_colour_marks_a_profile_and_is_kept(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path)
    profiles.add(
        new_profile({**TEST_RELAY, "colour": " Teal "}), new_profile({**TEST_RELAY, "name": "Plain"})
    )
    again = Profiles(tmp_path)
    again.load()
    assert [one.shown_colour for one in again.all()] == [ProfileColour.TEAL, None, None]
    assert json.loads(again.path.read_text(encoding="utf-8"))["profiles"][0]["colour"] == "teal"


def test_red_is_for_production_alone_and_production_is_always_red(tmp_path: Path) -> None:
    with pytest.raises(InvalidProfile, match="colour: colour_reserved"):
        new_profile({**TEST_RELAY, "colour": "red"})
    assert new_profile({**GOOD, "colour": "red"}).shown_colour is ProfileColour.RED
    # Whatever somebody wrote into the file.
    entries = [{**TEST_RELAY, "colour": "red"}, {**GOOD, "name": "Production", "colour": "teal"}]
    text = json.dumps({"version": 1, "profiles": entries})
    (tmp_path / "profiles.json").write_text(text, encoding="utf-8")
    profiles = Profiles(tmp_path)
    profiles.load()
    assert [one.shown_colour for one in profiles.all()] == [None, ProfileColour.RED, None]


def test_every_colour_has_a_tone_and_a_fill_in_all_themes() -> None:
    for theme in sorted((RESOURCES / "themes").glob("*.json")):
        tones = json.loads(theme.read_text(encoding="utf-8"))
        assert set(COLOURS_TO_CHOOSE) <= set(tones["tones"]) & set(tones["fills"])
