"""Files are replaced as a whole, durably, and never at the cost of another file."""

import os
import stat
from pathlib import Path

import pytest

from gui.core.foundation.files import Replacement, replace_file


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    replace_file(tmp_path / "new.json", b"{}")
    assert (tmp_path / "new.json").read_bytes() == b"{}"
    assert mode(tmp_path / "new.json") == 0o600
    assert names(tmp_path) == ["new.json"]


def test_a_mode_that_somebody_widened_stays(tmp_path: Path) -> None:
    path = tmp_path / "shared.json"
    path.write_bytes(b"old")
    path.chmod(0o664)
    replace_file(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o664)


def test_a_link_is_written_through(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles"
    kept.mkdir()
    (kept / "profiles.json").write_bytes(b"old")
    link = tmp_path / "profiles.json"
    link.symlink_to(kept / "profiles.json")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (kept / "profiles.json").read_bytes() == b"new"
    assert names(kept) == ["profiles.json"]


def test_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "target.json")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "target.json").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["会" * 85, "x" * 255, "😀" * 63])
def test_a_name_may_be_as_long_as_the_system_takes(tmp_path: Path, name: str) -> None:
    replace_file(tmp_path / name, b"content")
    assert (tmp_path / name).read_bytes() == b"content"


def test_a_persons_own_partial_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "X.csv.partial").write_bytes(b"a person's own")
    replace_file(tmp_path / "X.csv", b"results")
    assert (tmp_path / "X.csv.partial").read_bytes() == b"a person's own"


def test_a_block_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(b"old")
    new = Replacement(path)
    new.file.write(b"half")
    new.__exit__(RuntimeError, RuntimeError(), None)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["kept.json"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["kept.json"]


def test_a_place_that_is_a_folder_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside").touch()
    with pytest.raises(OSError, match="folder"):
        replace_file(tmp_path / "folder", b"new")
    assert names(tmp_path) == ["folder"]


def test_content_name_and_folder_are_durable_in_this_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        there = (tmp_path / "new.json").exists()
        synced.append(f"{'folder' if is_folder else 'file'}, in its place: {there}")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(tmp_path / "new.json", b"{}")
    assert synced == ["file, in its place: False", "folder, in its place: True"]
