"""The single file where something is in its way: one sentence with the remedy, and nothing half done."""

import fcntl
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.single_file import (
    MISSING,
    NAME,
    WHY_NOT,
    environment,
    files,
    refused,
    run,
    script,
    unpacked,
)
from tests.support.waiting import wait_until

pytestmark = pytest.mark.skipif(bool(MISSING), reason=WHY_NOT)


def test_where_there_is_no_room_it_says_so_before_it_writes_anything(built: Path, home: Path) -> None:
    tools = home.parent / "tools"
    script(
        tools / "df",
        f'case "$*" in *"{home}"*) free=10 ;; *) free=999999 ;; esac\n'
        'printf "head\nd 9 9 %s 9%% /\n" "$free"',
    )
    refused(run(built, home, tools=tools), "There is no room for the program", "Nothing was changed")
    assert files(home) == set()
    assert run(built, home).returncode == 0
    before = files(home)
    refused(run(built, home, tools=tools), "there must be room for both")
    assert files(home) == before


def test_where_there_is_no_room_to_unpack_nothing_is_left_there(built: Path, home: Path) -> None:
    tools = home.parent / "tools"
    script(tools / "df", 'printf "head\nd 9 9 10 9% /\n"')
    done = run(built, home, tools=tools)
    refused(done, "can't unpack itself", "TMPDIR=FOLDER")
    assert sorted(path.name for path in home.parent.iterdir()) == [home.name, "tools"]


def test_a_disk_that_fills_up_under_it_leaves_nothing_half_done(built: Path, home: Path) -> None:
    tools, installer = home.parent / "tools", unpacked(built, home)
    script(
        tools / "cp",
        'for last; do :; done; mkdir -p "$last"; yes "cp: x: No space left on device" | head -99 >&2; exit 1',
    )
    refused(run(installer, home, tools=tools), "There is no room for the program", "Make room")
    assert list(home.iterdir()) == []


def test_ctrl_c_takes_back_what_is_half_done_and_the_program_from_before_stays(
    built: Path, home: Path
) -> None:
    assert run(built, home).returncode == 0
    before = files(home)
    tools, installer, ready = home.parent / "tools", unpacked(built, home), home.parent / "ready"
    script(tools / "cp", f'for last; do :; done; mkdir -p "$last"; touch "{ready}"; sleep 20')
    going = subprocess.Popen(
        [installer],
        env=environment(home, tools),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_until(ready.exists, 10)
    os.killpg(going.pid, signal.SIGTERM)
    assert going.wait(timeout=10) != 0
    going.communicate()
    assert files(home) == before
    assert sorted(path.name for path in (home / ".local/lib").iterdir()) == [NAME]


def test_what_a_killed_installation_left_is_removed(built: Path, home: Path) -> None:
    left = home / f".local/lib/{NAME}.new/big"
    left.parent.mkdir(parents=True)
    left.touch()
    assert run(built, home, "--uninstall").returncode == 0
    assert files(home) == set()


def test_of_two_at_the_same_time_the_second_one_says_so_and_changes_nothing(built: Path, home: Path) -> None:
    assert run(built, home).returncode == 0
    before = files(home)
    folder = os.open(home / ".local/lib", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        for arguments in ((), ("--uninstall",)):
            refused(run(built, home, *arguments), "at this moment, in another window")
    finally:
        os.close(folder)
    assert files(home) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="not run: only root can work in the home of somebody else")
def test_with_sudo_in_the_home_of_somebody_else_it_refuses(built: Path, home: Path) -> None:
    os.chown(home, 1000, 1000)
    refused(run(built, home), "is not your home folder", "without sudo", ".deb")
    assert files(home) == set()


@pytest.mark.skipif(os.geteuid() != 0, reason="not run: only root can give files away")
def test_what_belongs_to_another_user_is_told_with_the_remedy(built: Path, home: Path) -> None:
    assert run(built, home).returncode == 0
    before = files(home)
    os.chown(home / ".local/lib" / NAME, 1000, 1000)
    for arguments in ((), ("--uninstall",)):
        refused(run(built, home, *arguments), "belongs to another user", "sudo chown -R")
    assert files(home) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="not run: it is told to root alone")
def test_root_is_told_that_this_is_for_root_alone(built: Path, home: Path) -> None:
    assert "for root alone" in run(built, home).stderr


def test_without_a_home_folder_it_says_so(built: Path, home: Path) -> None:
    installer = unpacked(built, home)
    for given in ({}, {"HOME": ""}, {"HOME": str(home / "nowhere")}):
        done = subprocess.run(
            [installer],
            env={"PATH": "/usr/bin:/bin", **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        refused(done, "There is no home folder", "set HOME")


def test_a_folder_that_can_t_be_made_is_told_with_why(built: Path, home: Path) -> None:
    (home / ".local").touch()
    refused(run(built, home), f"{home}/.local", "nothing was installed")


def test_a_program_that_does_not_start_here_does_not_take_the_place_of_anything(
    built: Path, home: Path
) -> None:
    assert run(built, home).returncode == 0
    before = files(home)
    lacks = (
        "[PYI-2544:ERROR] Failed to load Python shared library: libexpat.so.1: cannot open shared object file"
    )
    (home / "no-start").write_text(lacks)
    refused(run(built, home), "libexpat.so.1 is missing", "sudo apt install libexpat1", "Nothing was changed")
    assert files(home) == before | {"no-start"}


def test_a_desk_that_lacks_libraries_of_the_window_is_told_at_once(built: Path, home: Path) -> None:
    (home / "no-window").write_text("this computer lacks libEGL.so.1 (sudo apt install libegl1)\n")
    done = run(built, home)
    assert done.returncode == 0
    assert "sudo apt install libegl1" in done.stderr


def test_from_a_disk_that_lets_no_program_run_it_unpacks_all_the_same(built: Path) -> None:
    # As in its head: the shell reads the installer, nobody runs it.
    assert b'\nscript="sh"\nscriptargs="./install.sh"\n' in built.read_bytes()


def test_its_help_is_its_own_and_short(built: Path, home: Path) -> None:
    done = run(built, home, "--help")
    assert done.returncode == 0
    assert "--uninstall" in done.stdout
    assert len(done.stdout.splitlines()) < 12
    assert run(built, home, "--version").stdout == f"{NAME} 1.2.3\n"
    wrong = run(built, home, "--remove")
    assert wrong.returncode == 2
    assert "There is no option --remove" in wrong.stderr


@pytest.mark.parametrize("kept", [400, 9_000, 25_000, -1])
def test_a_download_that_was_cut_off_says_so(built: Path, home: Path, kept: int) -> None:
    cut = home.parent / "cut.run"
    cut.write_bytes(built.read_bytes()[:kept])
    cut.chmod(0o755)
    refused(run(cut, home), "download it again")


def test_a_download_with_a_wrong_byte_says_so(built: Path, home: Path) -> None:
    bad = home.parent / "bad.run"
    whole = bytearray(built.read_bytes())
    whole[-1000] ^= 0xFF
    bad.write_bytes(whole)
    bad.chmod(0o755)
    done = run(bad, home)
    assert done.returncode != 0
    assert "download it again" in done.stderr


def test_without_xz_its_package_is_named(built: Path, home: Path) -> None:
    tools = home.parent / "few-tools"
    tools.mkdir()
    for name in ("sh", "wc", "awk", "df"):
        (tools / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        ["/bin/sh", built],
        env={**environment(home), "PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    refused(done, "sudo apt install xz-utils")


def test_an_open_window_is_told_of_when_its_program_is_removed(built: Path, home: Path) -> None:
    installed = home / ".local/lib" / NAME / NAME
    assert run(built, home).returncode == 0
    installed.unlink()
    shutil.copy("/bin/sleep", installed)
    with subprocess.Popen([installed, "30"]) as window:
        try:
            done = run(built, home, "--uninstall")
        finally:
            window.kill()
    assert "It is still open: close its window. Recordings go on." in done.stdout
