"""The single file for anybody without root: the same bytes wherever it is built, and what it leaves."""

from pathlib import Path

import pytest

from tests.support.single_file import MISSING, NAME, WHY_NOT, files, run, script, single_file

pytestmark = pytest.mark.skipif(bool(MISSING), reason=WHY_NOT)


def test_two_folders_and_two_umasks_give_the_same_bytes_and_no_folder_is_told(
    built: Path, tmp_path: Path
) -> None:
    other = single_file(tmp_path / "another folder", 0o077)
    assert built.read_bytes() == other.read_bytes()
    assert str(tmp_path).encode() not in other.read_bytes()


def test_it_comes_with_a_menu_entry_and_goes_without_a_trace(built: Path, home: Path) -> None:
    own = home / ".local/share" / NAME / "ledger.sqlite3"
    own.parent.mkdir(parents=True)
    own.touch()
    done = run(built, home)
    assert done.returncode == 0, done.stderr
    command = home / ".local/bin" / NAME
    assert run(command, home, "--version").stdout == f"{NAME} 1.2.3\n"
    entry = (home / ".local/share/applications" / f"{NAME}.desktop").read_text(encoding="utf-8")
    assert f'\nExec="{command}"\n' in entry
    gone = run(built, home, "--uninstall")
    assert gone.returncode == 0, gone.stderr
    assert files(home) == {str(own.relative_to(home))}
    assert f"stay in {own.parent}" in gone.stdout
    assert "secrets stay in your keychain" in gone.stdout


def test_of_the_folders_that_it_made_none_is_left_even_after_an_upgrade(built: Path, home: Path) -> None:
    theirs = home / ".local/share/applications"
    theirs.mkdir(parents=True)
    assert run(built, home).returncode == 0
    assert run(built, home).returncode == 0
    assert run(built, home, "--uninstall").returncode == 0
    left = sorted(str(path.relative_to(home)) for path in home.rglob("*"))
    assert left == [".local", ".local/share", ".local/share/applications"]


def test_where_it_is_not_installed_there_is_nothing_to_remove(built: Path, home: Path) -> None:
    done = run(built, home, "--uninstall")
    assert done.returncode != 0
    assert "is not installed" in done.stderr


def test_a_file_of_somebody_else_in_the_place_of_the_command_is_left_alone(built: Path, home: Path) -> None:
    script(home / ".local/bin" / NAME, "echo mine")
    done = run(built, home)
    assert done.returncode != 0
    assert "someone else's" in done.stderr
    assert files(home) == {f".local/bin/{NAME}"}
