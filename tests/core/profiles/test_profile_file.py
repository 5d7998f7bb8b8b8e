"""The file of the profiles, which older and newer panels and other processes write, too."""

import json
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Problem
from gui.core.profiles.profiles import Profiles, new_profile
from tests.support.core.profile_values import GOOD, TEST_RELAY
from tests.support.core.told import english


def test_what_another_process_added_meanwhile_is_not_lost(tmp_path: Path) -> None:
    window, command_line = Profiles(tmp_path), Profiles(tmp_path)
    window.load()
    command_line.add(new_profile({**GOOD, "name": "Second"}))
    window.add(new_profile(GOOD))
    assert [one.name for one in window.all()] == ["Second", "Main", "Practice"]
    command_line.remove("Main")
    window.load()
    assert [one.name for one in window.all()] == ["Second", "Practice"]


def test_a_file_that_was_damaged_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path)
    profiles.add(new_profile(GOOD))
    profiles.path.write_text("mine {", encoding="utf-8")
    with pytest.raises(Problem):
        profiles.add(new_profile(GOOD))
    with pytest.raises(Problem):
        profiles.remove("Main")
    assert profiles.path.read_text(encoding="utf-8") == "mine {"


@pytest.mark.parametrize("version", [{}, {"version": 0}, {"version": 1}])
def test_a_file_of_an_older_panel_is_read_and_written_in_the_form_of_today(
    tmp_path: Path, version: dict[str, int]
) -> None:
    entry = {"name": "Main", "url": "https://relay.example", "sdk_app_id": 1, "identifier": "admin"}
    (tmp_path / "profiles.json").write_text(json.dumps({**version, "profiles": [entry]}), encoding="utf-8")
    profiles = Profiles(tmp_path)
    profiles.load()
    assert (profiles.get("Main").colour, profiles.get("Main").overrun_hours) == (None, 6)
    profiles.add(new_profile({**TEST_RELAY, "name": "Lab", "colour": "blue"}))
    whole = json.loads(profiles.path.read_text(encoding="utf-8"))
    assert whole["version"] == 1
    assert [one["name"] for one in whole["profiles"]] == ["Main", "Lab"]


def test_what_a_newer_panel_wrote_beside_the_fields_is_kept(tmp_path: Path) -> None:
    entry = {**GOOD, "region": "sgp", "future": {"a": [1]}}
    whole = {"version": 1, "profiles": [entry], "note": "by the next one"}
    (tmp_path / "profiles.json").write_text(json.dumps(whole), encoding="utf-8")
    profiles = Profiles(tmp_path)
    profiles.load()
    profiles.add(new_profile({**GOOD, "identifier": "boss"}), new_profile({**TEST_RELAY, "name": "Lab"}))
    kept = json.loads(profiles.path.read_text(encoding="utf-8"))
    assert kept["note"] == "by the next one"
    first, second = kept["profiles"]
    assert (first["identifier"], first["region"], first["future"]) == ("boss", "sgp", {"a": [1]})
    assert "region" not in second


def test_a_file_of_a_newer_form_is_refused_and_stays(tmp_path: Path) -> None:
    text = json.dumps({"version": 2, "profiles": [GOOD]})
    (tmp_path / "profiles.json").write_text(text, encoding="utf-8")
    profiles = Profiles(tmp_path)
    with pytest.raises(Problem) as caught:
        profiles.add(new_profile(GOOD))
    assert "a newer version of the panel wrote it" in english(caught.value)
    assert profiles.path.read_text(encoding="utf-8") == text
