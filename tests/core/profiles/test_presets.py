"""Named settings on disk."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import SdkType, Source
from gui.core.profiles.preset import Preset
from gui.core.profiles.presets import Presets
from tests.support.core.told import english

COURSE = Preset(("课程", "b"), "0", Source.SCREEN, SdkType.IOT, transcode=True, watermark=True)


def test_a_new_data_folder_has_no_presets(tmp_path: Path) -> None:
    assert dict(Presets(tmp_path).load()) == {}


def test_a_saved_preset_is_the_same_after_a_restart(tmp_path: Path) -> None:
    Presets(tmp_path / "new").put("Course", COURSE)
    assert dict(Presets(tmp_path / "new").load()) == {"Course": COURSE}


def test_saving_under_the_same_name_replaces_and_names_are_in_order(tmp_path: Path) -> None:
    presets = Presets(tmp_path)
    presets.put("support", Preset())
    presets.put("Course", Preset())
    assert list(presets.put("Course", COURSE).items()) == [("Course", COURSE), ("support", Preset())]


def test_removing_a_preset_leaves_the_others_and_may_be_repeated(tmp_path: Path) -> None:
    presets = Presets(tmp_path)
    presets.put("a", COURSE)
    presets.put("b", Preset())
    presets.remove("a")
    assert dict(presets.remove("a")) == {"b": Preset()}


def test_two_windows_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    names = [f"preset {number}" for number in range(24)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda name: Presets(tmp_path).put(name, COURSE), names))
    assert set(Presets(tmp_path).load()) == set(names)


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "null", '{"presets": {"a": {"source": 7}}}', '{"presets": {"a": {"tags": "x"}}}', "\xff"],
)
def test_a_damaged_file_is_named_and_never_overwritten(tmp_path: Path, content: str) -> None:
    presets = Presets(tmp_path)
    presets.path.write_bytes(content.encode("latin-1"))
    for attempt in (presets.load, lambda: presets.put("b", COURSE)):
        with pytest.raises(Problem) as caught:
            attempt()
        assert caught.value.word is LocalFailure.FILE
        assert "presets.json" in english(caught.value)
    assert presets.path.read_bytes() == content.encode("latin-1")


def test_a_folder_that_cannot_be_made_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem):
        Presets(tmp_path / "file").put("a", COURSE)


def test_the_file_can_be_read_by_people(tmp_path: Path) -> None:
    presets = Presets(tmp_path)
    presets.put("Course", COURSE)
    text = presets.path.read_text(encoding="utf-8")
    assert "课程" in text
    assert json.loads(text)["presets"]["Course"]["source"] == 1


def test_a_name_in_full_width_letters_is_the_preset_that_is_there(tmp_path: Path) -> None:
    presets = Presets(tmp_path)
    presets.put("Course 1", Preset())
    assert dict(presets.put("Ｃｏｕｒｓｅ １", COURSE)) == {"Course 1": COURSE}
    assert dict(presets.remove("course 1")) == {}


def test_two_presets_that_were_named_alike_before_both_stay(tmp_path: Path) -> None:
    presets = Presets(tmp_path)
    presets.path.write_text('{"presets": {"A": {}, "a": {}}}', encoding="utf-8")
    assert dict(presets.put("a", COURSE)) == {"A": Preset(), "a": COURSE}
    assert set(presets.remove("A")) == {"a"}


def test_a_desk_that_shares_its_folder_shares_its_presets(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    presets = Presets(tmp_path)
    presets.put("Course", COURSE)
    assert presets.path.stat().st_mode & 0o777 == 0o660
    presets.path.chmod(0o640)
    presets.put("Course", Preset())
    assert presets.path.stat().st_mode & 0o777 == 0o640


def test_presets_of_a_newer_panel_are_refused_in_words_and_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "presets.json"
    newer = json.dumps({"version": 2, "presets": {"Course": {"tags": [], "of tomorrow": 1}}})
    path.write_text(newer, encoding="utf-8")
    for attempt in (Presets(tmp_path).load, lambda: Presets(tmp_path).put("Mine", Preset())):
        with pytest.raises(Problem) as caught:
            attempt()
        assert caught.value.word is LocalFailure.FILE
        assert "a newer version of the panel wrote it" in english(caught.value)
    assert path.read_text(encoding="utf-8") == newer
