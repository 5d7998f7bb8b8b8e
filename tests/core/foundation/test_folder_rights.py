"""Who can write to the data folder: told, never changed."""

from pathlib import Path

from gui.core.foundation.folder_rights import open_to_group, open_to_others


def test_a_folder_of_its_owner_alone_is_open_to_nobody(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert open_to_others(tmp_path) == ()
    assert not open_to_group(tmp_path)
    assert open_to_others(tmp_path / "missing") == ()


def test_a_folder_that_anybody_can_write_to_is_named_and_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    (tmp_path / "profiles.json").touch()
    (tmp_path / "profiles.json").chmod(0o666)
    assert open_to_others(tmp_path) == (str(tmp_path), "profiles.json")
    assert tmp_path.stat().st_mode & 0o777 == 0o777


def test_a_desk_that_shares_its_folder_with_a_group_has_meant_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    assert open_to_others(tmp_path) == ()
    assert open_to_group(tmp_path)
