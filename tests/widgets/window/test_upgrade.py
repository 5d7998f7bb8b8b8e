"""An upgrade or a removal under the open window: it is noticed; what is opened after it was read before."""

import asyncio
from pathlib import Path

import pytest

from gui.core.foundation.enums import State
from gui.core.foundation.own_program import may_be_upgraded
from gui.widgets.runtime import program_watch
from tests.support.bundle_stand_in import freeze
from tests.support.widgets.offscreen_process import offscreen
from tests.support.widgets.window_driver import Staff, window_at

TEXT = "was updated. Please restart it"
REMOVED = "was removed from this computer. Close this window; recordings go on"


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file of a bundle that is looked at often."""
    monkeypatch.setattr(program_watch, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(program_watch, "LOOK_AGAIN_S", 0.2)
    return freeze(monkeypatch, tmp_path)


def replace(program: Path) -> None:
    """As dpkg does it: a new file takes the name of the old one."""
    new = program.with_name("recording-panel.dpkg-new")
    new.write_bytes(program.read_bytes())
    new.chmod(0o755)
    new.replace(program)


def move(program: Path, place: Path) -> None:
    """As an installer does it, or whoever removes the program."""
    program.rename(place)


async def looks_pass() -> None:
    await asyncio.sleep(0.4)


def told(staff: Staff) -> str:
    return staff.window.upgraded.text if staff.window.upgraded.isVisible() else ""


async def test_a_window_whose_program_was_replaced_asks_for_a_restart(
    program: Path, data_folder: Path
) -> None:
    async with window_at(data_folder) as staff:
        await staff.settles()
        await looks_pass()
        assert told(staff) == ""
        replace(program)
        await staff.until(lambda: TEXT in told(staff), "the window asks for a restart")
        await staff.starts(990001, "alice")
        await staff.sees("alice", State.RECORDING)


async def test_a_restart_that_was_put_off_is_asked_for_again_at_the_next_upgrade_only(
    program: Path, data_folder: Path
) -> None:
    async with window_at(data_folder) as staff:
        await staff.settles()
        await looks_pass()
        replace(program)
        await staff.until(lambda: TEXT in told(staff), "the window asks for a restart")
        staff.window.upgraded.hide()
        await looks_pass()
        assert told(staff) == ""
        replace(program)
        await staff.until(lambda: TEXT in told(staff), "the window asks for a restart")


async def test_a_window_whose_program_was_removed_says_so_and_after_a_new_installation_that_too(
    program: Path, data_folder: Path
) -> None:
    async with window_at(data_folder) as staff:
        await staff.settles()
        await looks_pass()
        kept = program.with_name("kept")
        move(program, kept)
        await staff.until(lambda: REMOVED in told(staff), "the window says that its program is gone")
        move(kept, program)
        replace(program)
        await staff.until(lambda: TEXT in told(staff), "the window asks for a restart")


async def test_in_the_middle_of_an_upgrade_nobody_hears_of_a_removal(
    program: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_watch, "LOOK_AGAIN_S", 1.0)
    async with window_at(data_folder) as staff:
        await staff.settles()
        await looks_pass()
        kept = program.with_name("kept")
        move(program, kept)
        await looks_pass()
        move(kept, program)
        replace(program)
        await staff.until(lambda: told(staff) != "", "the window says something")
        assert TEXT in told(staff)


def test_once_the_window_is_ready_nothing_is_imported_or_read_any_more(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as frozen:
        program = freeze(frozen, tmp_path)
    printed = offscreen(
        *("-m", "tests.support.widgets.later_imports_program"),
        *(str(program), str(tmp_path / "data"), str(tmp_path / "pictures")),
    )
    assert printed.splitlines()[-2:] == ["imported later:", "read later:"]


def test_a_checkout_imports_what_it_needs_when_it_needs_it() -> None:
    assert not may_be_upgraded()
