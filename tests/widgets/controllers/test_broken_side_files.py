"""A broken side file in the window: the list is there, the strip names the file, and there is a way on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.controls.ask_dialog import Question
from tests.support.broken_files import BROKEN
from tests.support.widgets.window_driver import Staff, profile_for, window_at

SOME = ("a comma too many", "a folder")


async def one_live(folder: Path, service: RunningSimulator) -> None:
    profile_for(folder, service.url)
    async with window_at(folder) as staff:
        await staff.starts(990001, "alice")


def count(staff: Staff, quick: QuickFilter) -> str:
    return staff.sessions.bar.button(quick).accessibleDescription()


def listed(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def confirms(dialog: ConnectionDialog, staff: Staff) -> None:
    """Press the button of the open question that goes on."""
    question = await staff.asked(Question)
    assert question.parent() is dialog
    staff.clicks(question.yes)


@pytest.mark.parametrize("how", SOME)
async def test_a_broken_file_of_profiles_is_told_above_a_list_that_shows_the_live_recording(
    data_folder: Path, service: RunningSimulator, how: str
) -> None:
    await one_live(data_folder, service)
    path = data_folder / "profiles.json"
    BROKEN[how](path)
    async with window_at(data_folder, wait=False) as staff:
        strip, bar = staff.window.profile_trouble, staff.window.connection_bar
        await staff.until(strip.isVisible, "the broken file is told")
        assert str(path) in strip.text
        assert "nothing was sent" not in strip.text
        assert staff.session("alice").state is State.RECORDING
        assert count(staff, QuickFilter.LIVE) == "1"
        offered = [bar.profile.itemText(at) for at in range(bar.profile.count())]
        assert offered[0] == PRACTICE_NAME
        assert offered[-1] == "Open connection settings…"
        assert bar.profile.currentText() == ""
        bar.profile.setCurrentIndex(0)
        await staff.until(staff.form.start_button.isEnabled, "Practice goes on")
        await staff.settles()


async def test_the_broken_file_is_put_aside_in_the_settings_only_when_asked_and_an_account_made_anew(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    path = data_folder / "profiles.json"
    path.write_text('{"profiles": [\n{"name": "Main",}]}')
    async with window_at(data_folder, wait=False) as staff:
        strip = staff.window.profile_trouble
        await staff.until(strip.isVisible, "the broken file is told")
        assert "line 2" in strip.text
        staff.clicks(strip.action)
        dialog = await staff.asked(ConnectionDialog)
        await staff.until(dialog.trouble.isVisible, "the settings tell of it, too")
        assert path.exists()
        staff.clicks(dialog.trouble.action)
        await confirms(dialog, staff)
        await staff.until(lambda: not strip.isVisible(), "nothing is broken any more")
        (aside,) = (path for path in listed(data_folder) if ".damaged-" in path.name)
        assert "Main" in aside.read_text()
        assert str(aside) in dialog.said.text()
        dialog.close()
        await staff.is_back()


async def test_a_file_that_was_mended_by_hand_is_read_again_and_the_profile_of_before_is_chosen(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    path = data_folder / "profiles.json"
    whole = path.read_bytes()
    path.write_bytes(b"{")
    async with window_at(data_folder, wait=False) as staff:
        strip = staff.window.profile_trouble
        await staff.until(strip.isVisible, "the broken file is told")
        path.write_bytes(whole)
        staff.clicks(strip.other)
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        assert not strip.isVisible()
        assert staff.window.connection_bar.profile.currentText() == "Main"
        await staff.settles()


@pytest.mark.parametrize("how", SOME)
async def test_broken_presets_are_a_line_of_words_that_names_the_file_and_no_bug(
    data_folder: Path, service: RunningSimulator, how: str
) -> None:
    profile_for(data_folder, service.url)
    path = data_folder / "presets.json"
    BROKEN[how](path)
    async with window_at(data_folder) as staff:
        await staff.until(
            lambda: "presets.json" in staff.error.details.message.text(), "the broken file is told"
        )
        assert "Nothing was sent" not in staff.error.details.description.text()
        await staff.starts(990001, "alice")


@pytest.mark.parametrize("spoil", [BROKEN[how] for how in SOME], ids=SOME)
async def test_a_broken_memory_of_sizes_and_columns_counts_as_none(
    data_folder: Path, service: RunningSimulator, spoil: Callable[[Path], None]
) -> None:
    profile_for(data_folder, service.url)
    spoil(data_folder / "window.json")
    async with window_at(data_folder) as staff:
        await staff.settles()


async def test_nobody_is_told_that_there_are_none_before_the_list_was_read(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    async with window_at(data_folder, wait=False) as staff:
        assert staff.sessions.empty.headline.text() == "Reading the list…"
        assert {count(staff, quick) for quick in QuickFilter} == {"–"}
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        assert count(staff, QuickFilter.ALL) == "1"
        await staff.settles()


async def test_a_list_that_could_not_be_read_has_dashes_and_says_so(
    data_folder: Path, service: RunningSimulator
) -> None:
    await one_live(data_folder, service)
    path = data_folder / "ledger.sqlite3"
    path.write_bytes(path.read_bytes()[:100] + b"\xa5" * 8000)
    async with window_at(data_folder, wait=False) as staff:
        await staff.until(staff.window.trouble.isVisible, "the trouble is told")
        assert "nothing was sent" not in staff.window.trouble.text
        assert staff.sessions.empty.headline.text() == "The list can't be read"
        assert {count(staff, quick) for quick in QuickFilter} == {"–"}
        staff.types(staff.sessions.bar.search, "990001")
        assert staff.sessions.empty.headline.text() == "The list can't be read"
