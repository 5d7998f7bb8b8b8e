"""Getting ready, trouble on the way, other processes, bugs, and the end of the window."""

import asyncio
import json
import logging
import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from gui.core.catalogue.errors import Activity
from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from tests.support.core.locked_ledger import holding
from tests.support.panel_command import COMMAND
from tests.support.simulator.service_process import service_process
from tests.support.tree import ROOT
from tests.support.widgets.offscreen_process import offscreen
from tests.support.widgets.window_driver import Staff, profile_for, window_at


def in_the_way(folder: Path) -> None:
    """A file where the data folder is to be."""
    folder.write_text("in the way", encoding="utf-8")


def out_of_the_way(folder: Path) -> None:
    """Somebody has put it right."""
    folder.unlink()


# Getting ready.


async def test_a_data_folder_that_cannot_be_used_is_named_and_tried_again(
    data_folder: Path, service: RunningSimulator
) -> None:
    in_the_way(data_folder)
    async with window_at(data_folder, wait=False) as staff:
        notice = staff.window.trouble
        await staff.until(notice.isVisible, "the trouble is told")
        assert str(data_folder) in notice.text
        assert not staff.form.start_button.isEnabled()
        staff.clicks(notice.action)
        await asyncio.sleep(0.1)
        await staff.until(notice.isVisible, "the trouble is told again")
        out_of_the_way(data_folder)
        profile_for(data_folder, service.url)
        staff.clicks(notice.action)
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        assert not notice.isVisible()
        await staff.starts(990001, "alice")


@pytest.mark.usefixtures("short_lock_wait")
async def test_a_ledger_that_another_program_holds_is_told_and_tried_again(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder):
        pass
    with holding(data_folder, from_readers=True) as foreign:
        async with window_at(data_folder, wait=False) as staff:
            notice = staff.window.trouble
            await staff.until(notice.isVisible, "the trouble is told")
            assert notice.text.startswith("▲ Another program holds")
            foreign.close()
            staff.clicks(notice.action)
            await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")


@pytest.mark.usefixtures("short_lock_wait")
async def test_a_ledger_that_cannot_be_written_lets_nothing_be_sent(
    staff: Staff, data_folder: Path, service: RunningSimulator
) -> None:
    staff.types_target(990001, "alice")
    with holding(data_folder):
        staff.clicks_start()
        await staff.until(staff.error.header.code.isVisible, "the trouble is told")
        assert staff.error.details.description.text().startswith("Another program holds")
        await staff.settles()
        assert service.record == ()
    assert staff.form.values().account == "alice"
    staff.clicks_start()
    await staff.sees("alice", State.RECORDING)


async def test_a_window_that_never_got_ready_can_be_closed(data_folder: Path) -> None:
    in_the_way(data_folder)
    async with window_at(data_folder, wait=False) as staff:
        await staff.until(staff.window.trouble.isVisible, "the trouble is told")
        staff.window.close()
        await staff.until(lambda: not staff.window.isVisible(), "it closes")


# The service goes away.


async def test_a_service_that_is_gone_leaves_a_message_and_the_window_stays(
    data_folder: Path, tmp_path: Path
) -> None:
    with service_process(tmp_path) as running:
        profile_for(data_folder, running.url)
        async with window_at(data_folder) as staff:
            await staff.starts(990001, "alice")
            running.process.kill()
            running.process.wait()
            staff.types_target(990002, "carol")
            staff.clicks_start()
            await staff.until(lambda: staff.ended("carol"), "the start is over")
            await staff.settles()
            assert staff.explained()[1]
            assert staff.state("alice").startswith("Recording")
            assert staff.window.isVisible()
            await staff.stops("alice")
            await staff.until(lambda: "stop" in staff.state("alice"), "the stop is over")
            await staff.settles()
            assert staff.session("alice").state in (State.RECORDING, State.UNKNOWN)


async def test_practice_starts_its_service_again_after_it_was_killed(data_folder: Path) -> None:
    async with window_at(data_folder) as staff:
        assert staff.window.connection_bar.edge.hatched
        await staff.starts(990001, "alice")
        port_file = data_folder / "practice" / "port.json"
        os.kill(json.loads(port_file.read_text(encoding="utf-8"))["pid"], signal.SIGKILL)
        await staff.starts(990002, "carol")
        assert staff.window.isVisible()
        for account in ("alice", "carol"):
            await staff.stops(account)
            await staff.sees(account, State.STOPPED)


# Other processes.


async def test_what_the_command_line_starts_shows_within_a_second(staff: Staff, data_folder: Path) -> None:
    command = await asyncio.create_subprocess_exec(
        *(*COMMAND, "start", "--room", "990001", "--account", "alice"),
        *("--file-name", "lesson", "--json"),
        cwd=ROOT,
        env={**os.environ, "RECORDING_PANEL_DATA_DIR": str(data_folder), "RECORDING_PANEL_OPERATOR": "Wang"},
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await command.wait() == 0
    before = asyncio.get_running_loop().time()
    session = await staff.sees("alice", State.RECORDING)
    assert asyncio.get_running_loop().time() - before < 1.0
    assert session.operator == "Wang"
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    # Somebody else began it: Return would cancel.
    staff.clicks((await staff.asked(StopDialog)).yes)
    await staff.is_back()
    await staff.sees("alice", State.STOPPED)


async def test_whoever_presses_start_a_moment_later_than_a_colleague_is_shown_the_colleagues_row(
    staff: Staff, data_folder: Path, service: RunningSimulator
) -> None:
    await staff.starts(990002, "carol")
    service.arm(operation="start", room=990001, delay_s=1.5)
    command = await asyncio.create_subprocess_exec(
        *(*COMMAND, "start", "--room", "990001", "--account", "alice"),
        *("--file-name", "lesson", "--json"),
        cwd=ROOT,
        env={**os.environ, "RECORDING_PANEL_DATA_DIR": str(data_folder), "RECORDING_PANEL_OPERATOR": "Wang"},
        stdout=asyncio.subprocess.DEVNULL,
    )
    await staff.sees("alice", State.STARTING)
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.until(staff.window.banner.isVisible, "it is told")
    assert staff.window.banner.text == (
        "▲ No start was sent: a start or stop of alice in room 990001 is on its way."
        " Its row shows the answer."
    )
    assert [one.target.account for one in staff.sessions.selected()] == ["alice"]
    assert staff.error.session_id() == staff.session("alice").id
    assert await command.wait() == 0
    await staff.sees("alice", State.RECORDING)
    assert [one.account for one in service.record if one.operation == "start"] == ["carol", "alice"]


# Closing.


async def test_closing_with_live_recordings_asks_and_cancel_keeps_the_window(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.window.close()
    question = await staff.asked(QuitDialog)
    assert "alice" in question.names.text()
    staff.window.close()
    staff.clicks(question.cancel)
    await staff.is_back()
    assert staff.window.isVisible()
    staff.window.close()
    question = await staff.asked(QuitDialog)
    assert question.yes.text() == "Keep it running and quit"
    assert question.consequence.text().endswith("You find it here again at the next start.")
    staff.clicks(question.yes)
    await staff.until(lambda: not staff.window.isVisible(), "the window closes")


async def test_closing_while_a_start_is_on_its_way_waits_for_its_answer(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    service.arm(operation="start", delay_s=0.6)
    async with window_at(data_folder) as staff:
        staff.types_target(990001, "alice")
        staff.clicks_start()
        await staff.sees("alice", State.STARTING)
        staff.window.close()
        question = await staff.asked(QuitDialog)
        assert question.waiting.isVisible()
        staff.clicks(question.yes)
        await staff.until(staff.window.trouble.isVisible, "the window says what it waits for")
        assert staff.window.trouble.text.startswith("○ Closing.")
        assert not staff.form.start_button.isEnabled()
        await staff.until(lambda: not staff.window.isVisible(), "the window closes")
        assert staff.session("alice").state is State.RECORDING
    async with window_at(data_folder) as later:
        assert later.state("alice").startswith("Recording · accepted ")
    assert len(service.record) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_the_desktops_end_and_a_closed_terminal_close_the_window_in_order(
    staff: Staff, service: RunningSimulator, data_folder: Path, number: signal.Signals
) -> None:
    service.arm(operation="start", delay_s=0.3)
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.sees("alice", State.STARTING)
    os.kill(os.getpid(), number)
    await staff.until(lambda: not staff.window.isVisible(), "the window closes")
    assert staff.session("alice").state is State.RECORDING
    await staff.until((data_folder / "window.json").exists, "what it remembers is written")


async def test_sizes_operator_and_filter_columns_are_remembered(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        staff.window.resize(staff.window.width() - 1, 600)
        size = staff.window.size()
        staff.types(staff.window.connection_bar.operator, "Wang")
        staff.fields.room.setFocus()
        await staff.until(lambda: staff.panel.actions.profiles.operator == "Wang", "it is taken")
    async with window_at(data_folder) as staff:
        assert staff.window.size() == size
        session = await staff.starts(990001, "alice")
        assert session.operator == "Wang"


async def test_a_window_that_was_left_on_a_screen_that_is_gone_opens_within_this_one(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        staff.window.move(9000, 7000)
        await staff.settles()
    async with window_at(data_folder) as staff:
        screen = staff.window.screen().availableGeometry()
        assert screen.contains(staff.window.frameGeometry().topLeft())


# Bugs.


class Broken(Exception):  # noqa: N818 - it names itself
    """Stands for any bug."""


async def test_a_bug_in_a_slot_is_told_with_its_traceback_and_the_window_stays(
    staff: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    staff.bug_expected = True

    def broken_slot() -> None:
        raise Broken("in a slot")

    QTimer.singleShot(0, broken_slot)
    with caplog.at_level(logging.ERROR):
        await staff.until(staff.window.bug.isVisible, "the bug is told")
    assert "Broken: in a slot" in caplog.text
    assert "Traceback" in caplog.text
    staff.clicks(staff.window.bug.action)
    assert "Broken: in a slot" in QGuiApplication.clipboard().text()
    await staff.starts(990001, "alice")


async def test_a_bug_in_a_task_is_told_with_its_traceback_and_the_window_stays(
    staff: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    staff.bug_expected = True

    async def broken_task() -> None:
        raise Broken("in a task")

    with caplog.at_level(logging.ERROR):
        staff.panel.bridge.spawn(TaskKey("broken"), broken_task(), Activity.READ, TaskLife.BACKGROUND)
        await staff.until(staff.window.bug.isVisible, "the bug is told")
    assert "Broken: in a task" in caplog.text
    assert "Traceback" in caplog.text
    await staff.starts(990001, "alice")


async def test_a_bug_while_getting_ready_is_told_and_the_window_stays(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_load(*_: object) -> None:
        raise Broken("while reading the profiles")

    monkeypatch.setattr("gui.core.profiles.profiles.Profiles.load", broken_load)
    async with window_at(data_folder, wait=False) as staff:
        staff.bug_expected = True
        await staff.until(staff.window.bug.isVisible, "the bug is told")
        assert staff.window.isVisible()
        assert not staff.form.start_button.isEnabled()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_window_that_is_ended_while_it_opens_closes_in_order(tmp_path: Path, name: str) -> None:
    offscreen("-m", "tests.support.widgets.signal_while_starting_program", str(tmp_path), name, timeout_s=20)
    assert (tmp_path / "window.json").exists()
