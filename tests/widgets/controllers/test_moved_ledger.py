"""The ledger goes from under an open window: no start is sent, a stop can be sent without a record."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.dialogs.unrecorded_stop_dialog import UnrecordedStopDialog
from tests.support.widgets.window_driver import Staff, profile_for, window_at


def move(folder: Path) -> None:
    folder.rename(folder.with_name("DATA.moved"))


def put_back(folder: Path) -> None:
    folder.with_name("DATA.moved").rename(folder)


async def refused_stop(staff: Staff, account: str) -> None:
    staff.clicks_rows(account)
    staff.presses(Qt.Key.Key_F8)
    dialog = await staff.asked(StopDialog)
    staff.clicks(dialog.yes)
    await staff.is_back()
    await staff.until(lambda: staff.result.isVisible() and not staff.result.under_way, "the stop is over")


async def test_a_start_is_refused_in_words_once_the_data_folder_was_moved_and_the_list_stays(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice")
        move(data_folder)
        told = staff.error.header.headline
        await staff.until(lambda: "Not read" in told.text(), "it is told by itself")
        staff.types_target(990002, "bob")
        staff.clicks_start()
        await staff.until(lambda: told.text() == "Start not sent", "the start is refused")
        assert "not where it was" in staff.explained()[1]
        assert "put it back" in staff.explained()[2]
        assert staff.session("alice").state is State.RECORDING
        assert len(service.record) == 1
        put_back(data_folder)


async def test_a_stop_that_cannot_be_written_down_is_sent_without_a_record_and_its_file_ids_are_copied(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice")
        move(data_folder)
        await refused_stop(staff, "alice")
        assert len(service.record) == 1
        staff.clicks(staff.result.unrecorded)
        dialog = await staff.asked(UnrecordedStopDialog)
        staff.clicks(dialog.yes)
        await staff.until(lambda: "stopped" in dialog.results.text(), "it is stopped")
        recording, file_id = dialog.results.text().splitlines()
        assert recording == "Room 990001, user alice (Main): stopped"
        assert len(file_id.strip()) > 3
        staff.clicks(dialog.copy)
        assert QGuiApplication.clipboard().text() == dialog.results.text()
        staff.clicks(dialog.cancel)
        await staff.is_back()
        assert [entry.operation for entry in service.record] == ["start", "stop"]
        put_back(data_folder)


async def test_file_ids_of_a_stop_without_a_record_are_shown_though_its_question_was_closed_meanwhile(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice")
        move(data_folder)
        await refused_stop(staff, "alice")
        staff.clicks(staff.result.unrecorded)
        dialog = await staff.asked(UnrecordedStopDialog)
        staff.clicks(dialog.yes)
        staff.clicks(dialog.cancel)
        again = await staff.asked(UnrecordedStopDialog)
        await staff.until(lambda: "stopped" in again.results.text(), "what came of it is shown")
        assert again is not dialog
        assert len(again.results.text().splitlines()[1].strip()) > 3
        assert not again.yes.isVisible()
        staff.clicks(again.cancel)
        await staff.is_back()
        put_back(data_folder)
