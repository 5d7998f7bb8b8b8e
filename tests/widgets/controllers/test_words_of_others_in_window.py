"""Users, files and folders whose names look like places of a text are told by these very names."""

from pathlib import Path

from PySide6.QtCore import Qt

from gui.core.foundation.enums import Field
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.dialogs.unrecorded_stop_dialog import UnrecordedStopDialog
from tests.support.core.interrupted_ledger import left_open, recording_since
from tests.support.widgets.batch_driver import at_batch, written
from tests.support.widgets.window_driver import Staff, profile_for, window_at

LEDGER = "ledger.sqlite3"


def move(folder: Path, name: str) -> None:
    folder.rename(folder.with_name(name))


def spoil(ledger: Path) -> None:
    """Scribble over a page with sessions: it opens, and then can't be read."""
    raw = bytearray(ledger.read_bytes())
    at = raw.index(b'"account":"user10"') // 4096 * 4096
    raw[at : at + 4096] = b"\xa5" * 4096
    ledger.write_bytes(raw)


async def test_a_batch_file_called_counts_is_named_when_it_is_over(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    service.arm(times=2, delay_s=0.3)
    desk = await at_batch(staff)
    path = written(tmp_path, "990001,alice,a", "990002,carol,b", name="{counts}{file}.csv")
    await desk.chooses(path)
    staff.clicks(desk.file.go)
    staff.clicks(desk.dialog.close_button)
    strip = staff.window.batch_strip
    await staff.until(lambda: "is over" in strip.text, "the window says that it is over")
    assert strip.text == "● The batch {counts}{file}.csv is over: 2 of 2 done · 2 accepted"


async def test_a_file_name_of_an_earlier_recording_names_its_user(
    staff: Staff, service: RunningSimulator
) -> None:
    service.enter(990001, "{time}{user}")
    staff.types(staff.fields.file_name, "lesson")
    await staff.starts(990001, "{time}{user}")
    staff.types(staff.fields.file_name, "lesson")
    row = staff.fields.rows[Field.FILE_NAME]
    await staff.until(row.offer.isVisible, "the name is warned of")
    said = staff.fields.file_name.accessibleDescription()
    assert said.startswith("An earlier recording has this name: room 990001, {time}{user}, ")


async def test_a_stop_without_a_record_names_its_user_and_its_profile(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    service.enter(990001, "{profile}")
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "{profile}")
        move(data_folder, "moved")
        staff.clicks_rows("{profile}")
        staff.presses(Qt.Key.Key_F8)
        staff.clicks((await staff.asked(StopDialog)).yes)
        await staff.is_back()
        await staff.until(lambda: staff.result.unrecorded.isVisible(), "it can be sent without a record")
        staff.clicks(staff.result.unrecorded)
        dialog = await staff.asked(UnrecordedStopDialog)
        assert dialog.results.text() == "Room 990001, user {profile} (Main)"
        staff.clicks(dialog.cancel)
        await staff.is_back()
        move(data_folder.with_name("moved"), data_folder.name)


async def test_a_damaged_ledger_in_a_folder_called_count_is_named_by_its_path(
    data_folder: Path, service: RunningSimulator
) -> None:
    folder = data_folder / "{count}"
    profile_for(folder, service.url)
    await left_open(folder, service.url, 30)
    spoil(folder / LEDGER)
    async with window_at(folder, wait=False) as staff:
        strip = staff.window.trouble
        await staff.until(lambda: strip.isVisible() and strip.other.isVisible(), "the trouble is told")
        staff.clicks(strip.other)
        await staff.answers("Move it aside")
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        assert staff.window.alarm.text.startswith(f"▲ The damaged file is now {folder / LEDGER}.damaged-")


async def test_the_overrun_alarm_names_its_user(data_folder: Path, service: RunningSimulator) -> None:
    profile_for(data_folder, service.url)
    await recording_since(data_folder, service.url, 7.2, "{hours}{room}")
    async with window_at(data_folder) as staff:
        alarm = staff.window.alarm
        await staff.until(alarm.isVisible, "the alarm is told")
        assert alarm.text.startswith("▲ Room 990001, {hours}{room}: recording for more than 6 h")
