"""Where the data folder is: as the user or else the environment says, else where the system wants it."""

from pathlib import Path

import pytest

from gui.core.foundation.paths import DATA_DIR_VARIABLE, RESOURCES, data_dir


def test_what_was_given_outranks_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "environment"))
    assert data_dir(str(tmp_path / "given")) == tmp_path / "given"
    assert data_dir() == data_dir("") == tmp_path / "environment"


def test_a_folder_may_be_named_from_home_or_from_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert data_dir("~/panel") == data_dir("panel") == tmp_path / "panel"
    assert not (tmp_path / "panel").exists()


def test_without_a_word_it_is_the_systems_place_for_a_users_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_dir() == tmp_path / "recording-panel"


def test_the_resources_lie_beside_the_package() -> None:
    assert (RESOURCES / "messages.en.json").is_file()
