"""A batch that was cut, by the end of the panel or a crash: rows that were never sent go on, no other."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.batch.batch_dialog import BatchDialog
from gui.widgets.dialogs.quit_dialog import QuitDialog
from tests.support.core.batches import ROOM
from tests.support.panel_command import COMMAND
from tests.support.widgets.batch_driver import BatchDesk, accounts, at_batch, lesson, written
from tests.support.widgets.window_driver import profile_for, window_at


async def test_quitting_sends_no_further_row_and_the_rest_is_offered_at_the_next_start(
    data_folder: Path, service: RunningSimulator, tmp_path: Path
) -> None:
    profile_for(data_folder, service.url)
    rows = 60
    path = lesson(tmp_path, rows)
    service.arm(times=rows, delay_s=0.1)
    async with window_at(data_folder) as staff:
        desk = await at_batch(staff)
        await desk.chooses(path)
        staff.clicks(desk.file.go)
        await staff.until(lambda: len(service.record) >= 3, "some are on their way")
        staff.window.close()
        dialog = await staff.asked(QuitDialog)
        assert dialog.also.text().startswith("A batch is under way. No further row is sent")
        staff.clicks(dialog.yes)
    sent = len(service.record)
    assert sent < rows
    async with window_at(data_folder) as staff:
        strip = staff.window.cut_strip
        await staff.sees_notice(strip)
        assert strip.text == f"▲ The batch lessons.csv was cut: {rows - sent} of {rows} rows were never sent."
        staff.clicks(strip.action)
        desk = BatchDesk(staff, await staff.asked(BatchDialog))
        await staff.until(desk.file.go.isVisible, "the file was looked at")
        assert desk.file.go.text() == f"Start {rows - sent} recordings"
        staff.clicks(desk.file.go)
        await desk.is_over()
        assert accounts(service) == [f"student{number:02}" for number in range(1, rows + 1)]
    async with window_at(data_folder) as staff:
        await staff.settles()
        assert not staff.window.cut_strip.isVisible()


def begun(folder: Path, path: Path) -> subprocess.Popen[bytes]:
    """A batch of the command line, in a process of its own."""
    command = [*COMMAND, "--data-dir", str(folder), "--profile", "Main"]
    return subprocess.Popen([*command, "batch", "start", str(path)], stdout=subprocess.DEVNULL)


async def killed_batch(folder: Path, service: RunningSimulator, path: Path, after: int) -> None:
    """``kill -9`` in the middle of a batch."""
    process = begun(folder, path)
    give_up = time.monotonic() + 30
    while len(service.record) < after:
        assert process.poll() is None, "the batch was over too early"
        assert time.monotonic() < give_up
        await asyncio.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


async def test_a_batch_that_was_cut_by_a_crash_goes_on_with_rows_that_were_never_sent(
    data_folder: Path, service: RunningSimulator, tmp_path: Path
) -> None:
    profile_for(data_folder, service.url)
    path = lesson(tmp_path, 20)
    service.arm(times=40, delay_s=0.15)
    await killed_batch(data_folder, service, path, after=6)
    # The file lies elsewhere by now, and a spreadsheet has written it anew.
    moved = tmp_path / "elsewhere" / "moved.csv"
    moved.parent.mkdir()
    moved.write_text(path.read_text().replace(",", ";"), encoding="utf-16")
    path.unlink()
    async with window_at(data_folder) as staff:
        strip = staff.window.cut_strip
        await staff.sees_notice(strip)
        staff.clicks(strip.action)
        desk = BatchDesk(staff, await staff.asked(BatchDialog))
        await staff.until(lambda: "Choose the file where it is now" in desk.file.found.text(), "it says so")
        await desk.chooses(written(tmp_path, f"{ROOM},student01,another", name="another.csv"))
        assert "This is not the file that was cut" in desk.file.more.text()
        await desk.chooses(moved)
        assert "This is not the file" not in desk.file.more.text()
        assert "They are not repeated" in desk.file.more.text()
        staff.clicks(desk.file.go)
        await desk.is_over()
        sent = accounts(service)
        assert len(sent) == len(set(sent)), "no row was sent twice"
        unknown = [s for s in staff.sessions.model.sessions() if s.state is State.UNKNOWN]
        assert {s.target.account for s in unknown} | set(sent) == {f"student{n:02}" for n in range(1, 21)}


async def test_later_leaves_a_cut_batch_for_the_next_start_of_the_panel(
    data_folder: Path, service: RunningSimulator, tmp_path: Path
) -> None:
    profile_for(data_folder, service.url)
    service.arm(times=40, delay_s=0.15)
    await killed_batch(data_folder, service, lesson(tmp_path, 20), after=3)
    for _ in range(2):
        async with window_at(data_folder) as staff:
            strip = staff.window.cut_strip
            await staff.sees_notice(strip)
            staff.clicks(strip.other)
            assert not strip.isVisible()
