"""Where the data folder is: as the user or else the environment says, else where the system wants it."""

import os
from pathlib import Path

import pytest

from gui.core.foundation.paths import (
    DATA_DIR_VARIABLE,
    RESOURCES,
    NoHome,
    UnusablePath,
    data_dir,
    exists,
    given_path,
    is_folder,
)


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


@pytest.mark.parametrize("name", ["~backup.csv", "~nobody-of-that-name/panel.csv", "./~backup.csv", "a~"])
def test_a_tilde_that_is_no_home_belongs_to_the_files_name(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert given_path(name) == tmp_path / name


@pytest.mark.parametrize("name", ["/x/\0", "\0", "/x/\ud800"])
def test_a_path_that_no_file_can_have_is_refused_as_the_system_would(name: str) -> None:
    with pytest.raises(UnusablePath) as caught:
        given_path(name)
    assert (caught.value.filename, caught.value.strerror) == (name, "Invalid argument")


def test_bytes_that_are_no_text_stay_a_path(tmp_path: Path) -> None:
    name = os.fsdecode(b"d-\xe9t\xe9")
    assert given_path(tmp_path / name) == tmp_path / name


def test_a_user_without_a_home_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_uid: int) -> None:
        raise KeyError

    for variable in ("HOME", "XDG_DATA_HOME", DATA_DIR_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    with pytest.raises(NoHome):
        data_dir()
    with pytest.raises(NoHome):
        data_dir("~/panel")
    assert data_dir("/srv/panel") == Path("/srv/panel")


def test_a_relative_path_in_a_folder_that_is_gone_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(UnusablePath, match="the working folder is gone"):
        given_path("x.csv")


@pytest.mark.parametrize("given", ["~nobody-of-that-name/panel", "~nobody-of-that-name"])
def test_no_list_is_begun_in_the_working_folder_for_a_home_that_is_not_there(given: str) -> None:
    with pytest.raises(UnusablePath, match="no user of that name"):
        data_dir(given)
    assert data_dir(f"./{given}") == Path(given).absolute()


def test_what_can_not_be_looked_for_counts_as_missing(tmp_path: Path) -> None:
    for path in (tmp_path / ("x" * 300), tmp_path / "a\0b", Path("/dev/null/x")):
        assert not exists(path)
        assert not is_folder(path)
    assert exists(tmp_path)
    assert is_folder(tmp_path)
