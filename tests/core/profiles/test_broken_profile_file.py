"""A file of profiles that broke: what is known goes on, and it is put aside on request, never overwritten."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.profiles.preset import Preset
from gui.core.profiles.presets import Presets
from gui.core.profiles.profiles import Profiles, new_profile
from tests.support.broken_files import BROKEN
from tests.support.core.told import english

GOOD = {"name": "Main", "url": "https://relay.example", "sdk_app_id": 7, "identifier": "admin"}
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_however_it_broke_practice_is_there_and_any_other_profile_names_the_file(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(tmp_path / "profiles.json")
    found = Profiles(tmp_path)
    found.load_if_possible()
    assert [profile.name for profile in found.all()] == [PRACTICE_NAME]
    assert found.get(PRACTICE_NAME).name == PRACTICE_NAME
    for ask in (lambda: found.get("Main"), found.default, lambda: found.add(new_profile(GOOD))):
        with pytest.raises(Problem) as caught:
            ask()
        assert caught.value.word is LocalFailure.PROFILE
        assert str(tmp_path / "profiles.json") in english(caught.value)


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_it_is_put_aside_on_request_under_a_name_of_its_own_and_profiles_can_be_made_again(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "profiles.json"
    taken = tmp_path / "profiles.json.damaged-20260301T120000Z"
    taken.write_text("an older one")
    spoil(path)
    found = Profiles(tmp_path)
    found.load_if_possible()
    aside = found.put_aside(NOW)
    assert aside.name == "profiles.json.damaged-20260301T120000Z-2"
    assert taken.read_text() == "an older one"
    assert found.trouble is None
    found.add(new_profile(GOOD))
    assert found.get("Main").sdk_app_id == 7


def test_a_file_that_somebody_mended_meanwhile_is_not_put_aside(tmp_path: Path) -> None:
    good = Profiles(tmp_path)
    good.add(new_profile(GOOD))
    whole = good.path.read_bytes()
    good.path.write_bytes(b"{")
    found = Profiles(tmp_path)
    found.load_if_possible()
    good.path.write_bytes(whole)
    assert found.put_aside(NOW) == good.path
    assert found.get("Main").name == "Main"


def test_profiles_that_were_read_before_it_broke_are_still_used(tmp_path: Path) -> None:
    found = Profiles(tmp_path)
    found.add(new_profile(GOOD))
    found.path.write_bytes(b"{")
    found.load_if_possible()
    assert found.trouble is not None
    assert found.get("Main").sdk_app_id == 7


def test_a_certificate_file_that_no_system_can_have_hides_no_other_profile(tmp_path: Path) -> None:
    (tmp_path / "profiles.json").write_text(
        '{"profiles": [{"name": "Main", "url": "https://relay.example", "sdk_app_id": 7,'
        ' "identifier": "admin", "ca_file": "/tmp/\\u0000ca.pem"}, {"name": "Other",'
        ' "url": "https://relay.example", "sdk_app_id": 7, "identifier": "admin"}]}'
    )
    profiles = Profiles(tmp_path)
    profiles.load()
    assert [profile.name for profile in profiles.all()] == ["Main", "Other", "Practice"]


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_broken_presets_are_an_expected_failure_that_names_the_file(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "presets.json"
    spoil(path)
    for ask in (Presets(tmp_path).load, lambda: Presets(tmp_path).put("a", Preset())):
        with pytest.raises(Problem) as caught:
            ask()
        assert caught.value.word is LocalFailure.FILE
        assert str(path) in english(caught.value)
