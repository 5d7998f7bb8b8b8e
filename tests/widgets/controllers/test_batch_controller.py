"""Many starts or stops from a table file: checked as a whole, sent at a pace, told row by row."""

from pathlib import Path

from PySide6.QtCore import Qt

from gui.core.batch.rows import read_batch
from gui.core.batch.run_log import BatchRuns
from gui.core.foundation.enums import Operation, Outcome, State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.batch.batch_dialog import BatchDialog
from gui.widgets.batch.batch_result_model import ResultColumn
from tests.support.core.batches import ROOM, file_of
from tests.support.widgets.batch_driver import BatchDesk, accounts, at_batch, lesson, written
from tests.support.widgets.window_driver import APP, CTRL, Staff, profile_for, window_at


async def test_twenty_rooms_are_started_from_a_file_and_stand_in_the_list(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    staff.presses(Qt.Key.Key_B, CTRL)
    desk = BatchDesk(staff, await staff.asked(BatchDialog))
    assert desk.file.place.text() == "Main"
    assert desk.file.pace.text() == "20 requests a second, 16 at the same time"
    assert not desk.file.go.isVisible()
    await desk.chooses(lesson(tmp_path, 20))
    assert desk.file.found.text() == "20 starts in OTHER RELAY · Main"
    assert desk.file.form_line.text() == "UTF-8, columns parted by comma"
    assert desk.file.go.text() == "Start 20 recordings"
    assert service.record == ()
    staff.clicks(desk.file.go)
    await desk.is_over()
    assert desk.run.counts.text() == "20 of 20 done · 20 accepted"
    assert set(desk.results(ResultColumn.OUTCOME)) == {"● Accepted"}
    assert staff.session("student20").state is State.RECORDING
    assert len(accounts(service)) == 20
    assert not desk.run.failed.isVisible()
    assert not desk.run.unsent.isVisible()


async def test_the_failed_rows_are_sent_again_and_only_they(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    service.arm(account="student02", code=30000411)
    service.arm(account="student03", fault="drop_after")
    desk = await at_batch(staff)
    await desk.sends(lesson(tmp_path, 5))
    assert desk.run.counts.text() == "5 of 5 done · 3 accepted · 1 refused · 1 unknown"
    assert desk.results(ResultColumn.CODE) == ["", "30000411", "", "", ""]
    assert desk.results(ResultColumn.DESCRIPTION)[1] == (
        "Recording room or the initiator of recording does not exist"
    )
    assert desk.results(ResultColumn.WHAT_TO_DO)[1]
    assert "Unknown rows are never sent again by themselves" in desk.run.said.text()
    assert desk.run.failed.text() == "Send the failed row again"
    staff.clicks(desk.run.failed)
    await desk.is_over()
    assert desk.run.counts.text() == "5 of 5 done · 4 accepted · 1 unknown"
    assert accounts(service) == ["student01", "student02", "student02", "student03", "student04", "student05"]


async def test_a_batch_of_stops_needs_no_file_names(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    desk = await at_batch(staff)
    staff.clicks(desk.file.stop)
    await desk.chooses(written(tmp_path, "990001,alice", "990002,carol", head="room,account"))
    assert desk.file.go.text() == "Stop 2 recordings"
    staff.clicks(desk.file.go)
    await desk.is_over()
    assert service.recordings == ()
    assert staff.session("carol").state is State.STOPPED


async def test_pause_hands_nothing_further_over_and_cancel_finishes_what_is_in_flight(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    for number in range(21, 61):
        service.enter(ROOM, f"student{number:02}")
    service.arm(times=60, delay_s=0.1)
    desk = await at_batch(staff)
    await desk.chooses(lesson(tmp_path, 60))
    staff.clicks(desk.file.go)
    await staff.until(lambda: len(service.record) >= 3, "some are on their way")
    staff.clicks(desk.run.pause)
    await staff.until(lambda: desk.run.pause.text() == "Go on", "it pauses")
    assert "paused" in desk.run.counts.text()
    await staff.until(lambda: desk.run.bar.value() == len(service.record), "what was on its way is here")
    sent = len(service.record)
    assert sent < 60
    staff.clicks(desk.run.pause)
    await staff.until(lambda: len(service.record) > sent, "it goes on")
    staff.clicks(desk.run.cancel)
    await desk.is_over()
    sent = len(service.record)
    assert desk.run.said.text().startswith("Broken off.")
    assert desk.run.counts.text() == f"60 of 60 done · {sent} accepted · {60 - sent} not sent"
    assert desk.run.unsent.text() == f"Send the {60 - sent} rows that were not sent"
    staff.clicks(desk.run.unsent)
    await desk.is_over()
    assert accounts(service) == [f"student{number:02}" for number in range(1, 61)]


async def test_the_panel_stays_usable_and_a_closed_batch_goes_on_in_the_background(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    service.arm(account="student01", code=30000411)
    service.arm(times=20, delay_s=0.6)
    desk = await at_batch(staff)
    await desk.chooses(lesson(tmp_path, 12))
    staff.clicks(desk.file.go)
    await staff.until(lambda: desk.run.bar.value() > 0, "some rows are done")
    staff.clicks(desk.dialog.close_button)
    strip = staff.window.batch_strip
    assert strip.isVisible()
    assert strip.text.startswith("○ Batch lessons.csv: ")
    staff.window.activateWindow()
    await staff.starts(990001, "alice")
    await staff.until(lambda: "is over" in strip.text, "the window says that it is over")
    assert strip.text == "▲ The batch lessons.csv is over: 12 of 12 done · 11 accepted · 1 refused"
    staff.clicks(strip.action)
    assert not strip.isVisible()
    assert desk.dialog.isVisible()
    assert desk.run.table.button(Outcome.REFUSED).text() == "Refused 1"


async def test_a_relay_that_is_down_leaves_all_rows_unsent_with_the_reason_and_a_way_on(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    await desk.chooses(lesson(tmp_path, 3))
    await service.close()
    staff.clicks(desk.file.go)
    await desk.is_over()
    assert set(desk.results(ResultColumn.OUTCOME)) == {"✕ Not sent"}
    assert all(desk.results(ResultColumn.WHAT_TO_DO))
    assert desk.run.unsent.text() == "Send the 3 rows that were not sent"


async def test_a_batch_that_another_window_runs_is_not_run_here_as_well(
    staff: Staff, service: RunningSimulator, data_folder: Path, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    await desk.chooses(lesson(tmp_path, 2))
    batch = read_batch(file_of(2), Operation.START)
    runs = BatchRuns(data_folder, batch.identity(service.url.removeprefix("http://"), APP))
    assert runs.take()
    try:
        staff.clicks(desk.file.go)
        await staff.until(lambda: desk.file.found.text().startswith("✕ "), "the panel says so")
        assert "being run by another window or command" in desk.file.found.text()
        assert service.record == ()
    finally:
        runs.release()


async def test_another_profile_in_the_window_is_the_batchs_once_it_is_asked_for_again(
    data_folder: Path, service: RunningSimulator
) -> None:
    for name in ("Main", "Second"):
        profile_for(data_folder, service.url, name)
    async with window_at(data_folder, profile="Main") as staff:
        desk = await at_batch(staff)
        staff.panel.actions.profiles.choose("Second")
        # What was begun for one profile is not another's by itself.
        assert desk.file.place.text() == "Main"
        staff.window.activateWindow()
        staff.clicks(staff.sessions.bar.batch)
        assert desk.file.place.text() == "Second"
