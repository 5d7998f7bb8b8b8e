"""The plan of the day in the window: pasted, kept, late, live, and never acting by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.plan.plan_dialog import PlanDialog
from gui.widgets.plan.plan_table_view import STATE, USER
from tests.support.session_samples import local_zone
from tests.support.widgets.read_screen import everything_said
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class WallClock:
    """The clock on the wall, which somebody may set; a computer that slept finds it later."""

    def __init__(self) -> None:
        self.set_by = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.set_by

    def line(self, room: int, user: str, start: float, end: float | None = None) -> str:
        """A line of a table, so many minutes from now."""
        times = [start] if end is None else [start, end]
        stamps = [f"{self().astimezone() + timedelta(minutes=one):%Y-%m-%d %H:%M:%S}" for one in times]
        return ",".join((str(room), user, *stamps))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[WallClock]:
    """At about noon: no day ends while a test runs."""
    found = WallClock()
    for place in ("plan_controller", "plan_watch"):
        monkeypatch.setattr(f"gui.widgets.controllers.plan.{place}.wall_now", found)
    with local_zone(f"NOON{datetime.now(UTC).hour - 12:+d}"):
        yield found


async def opens_plan(staff: Staff) -> PlanDialog:
    """From the inspector; while the list has no row, the first page stands in its place."""
    staff.sessions.table.clearSelection()
    staff.error.show_session(None)
    if staff.sessions.model.rowCount():
        staff.clicks(staff.error.shift.plan)
    else:
        staff.panel.actions.plan.open()
    return await staff.asked(PlanDialog)


async def pastes(staff: Staff, dialog: PlanDialog, *lines: str) -> None:
    """Paste a table, and press the button."""
    QGuiApplication.clipboard().setText("\n".join(lines))
    dialog.text.setFocus()
    QTest.keyClick(dialog.text, Qt.Key.Key_A, CTRL)
    QTest.keyClick(dialog.text, Qt.Key.Key_V, CTRL)
    staff.clicks(dialog.add)
    await staff.until(lambda: dialog.taken.isVisible() or dialog.told.isVisible(), "the table is read")


def states(dialog: PlanDialog) -> dict[str, str]:
    """What stands beside each user."""
    model = dialog.table.plan
    rows = range(model.rowCount())
    return {model.index(row, USER).data(): model.index(row, STATE).data() for row in rows}


def presses_line(dialog: PlanDialog, user: str) -> None:
    """Click the line of a user."""
    model = dialog.table.plan
    row = next(row for row in range(model.rowCount()) if model.index(row, USER).data() == user)
    at = dialog.table.visualRect(model.index(row, USER)).center()
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


async def test_who_is_late_counts_until_it_is_started_by_hand(
    data_folder: Path, service: RunningSimulator, clock: WallClock
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        dialog = await opens_plan(staff)
        await pastes(staff, dialog, clock.line(990007, "student03", -3, 60), clock.line(990001, "alice", 20))
        assert dialog.taken.text() == "2 lines taken."
        assert states(dialog)["student03"] == "▲ late by 3 min"
        assert states(dialog)["alice"].startswith("○ at ")
        assert staff.attention() == "Needs attention 1"
        assert staff.sessions.planned.text() == "Plan of the day: student03 in room 990007 · late by 3 min"
        assert staff.error.shift.planned.text() == "1 of the plan of the day needs attention"
        assert staff.sessions.model.rowCount() == 0, "it is no row of the list"
        presses_line(dialog, "student03")
        assert (staff.fields.room.text(), staff.fields.account.text()) == ("990007", "student03")
        assert not service.record, "a press sends nothing"
        dialog.close()
        await staff.is_back()
        staff.clicks(staff.form.start_button)
        await staff.sees("student03", State.RECORDING)
        await staff.until(lambda: staff.attention() == "Needs attention 0", "nobody is late")
        assert not staff.sessions.planned.isVisible()


async def test_a_live_one_is_gone_to_and_wants_to_be_stopped_before_its_end(
    data_folder: Path, service: RunningSimulator, clock: WallClock
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990007, "student03", State.RECORDING)
        await staff.starts(990001, "alice", State.RECORDING)
        dialog = await opens_plan(staff)
        await pastes(staff, dialog, clock.line(990007, "student03", 0, 30))
        assert states(dialog) == {"student03": "● live"}
        clock.set_by = timedelta(minutes=28)
        staff.panel.actions.plan.watch.look()
        await staff.until(lambda: "stop before" in states(dialog)["student03"], "the clock was set")
        assert staff.attention() == "Needs attention 1"
        presses_line(dialog, "student03")
        assert [one.target.account for one in staff.sessions.selected()] == ["student03"]
        assert len(service.record) == 2, "nothing stops by itself, nor by a press on the line"
        dialog.close()
        await staff.is_back()
        await staff.stops("student03")
        await staff.sees("student03", State.STOPPED)
        await staff.until(lambda: states(dialog) == {"student03": "■ stopped"}, "the line is done")


async def test_it_is_there_after_a_restart_and_gone_on_the_next_day(
    data_folder: Path, service: RunningSimulator, clock: WallClock
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        dialog = await opens_plan(staff)
        await staff.starts(990001, "alice", State.RECORDING)
        await pastes(staff, dialog, clock.line(990007, "student03", -3), clock.line(990001, "alice", -3))
        dialog.close()
        await staff.is_back()
    async with window_at(data_folder) as staff:
        await staff.until(lambda: staff.attention() == "Needs attention 1", "it is read")
        staff.clicks(staff.sessions.planned.first)
        dialog = await staff.asked(PlanDialog)
        assert states(dialog) == {"alice": "● live", "student03": "▲ late by 3 min"}
        clock.set_by = timedelta(days=1)
        staff.panel.actions.plan.watch.look()
        await staff.until(lambda: not states(dialog), "the day is over")
        assert staff.attention() == "Needs attention 0"
        dialog.close()
        await staff.is_back()


async def test_a_clock_that_is_set_back_takes_the_alarm_back(
    data_folder: Path, service: RunningSimulator, clock: WallClock
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        dialog = await opens_plan(staff)
        await pastes(staff, dialog, clock.line(990007, "student03", 30))
        # The computer slept for an hour, or somebody set its clock.
        clock.set_by = timedelta(hours=1)
        await staff.until(lambda: "late by 30 min" in states(dialog)["student03"], "it is late")
        clock.set_by = timedelta()
        staff.panel.actions.plan.watch.look()
        await staff.until(lambda: states(dialog)["student03"].startswith("○ at"), "it is ahead again")
        assert staff.attention() == "Needs attention 0"
        dialog.close()
        await staff.is_back()


async def test_a_line_that_could_not_be_read_stays_in_the_field_and_is_corrected_there(
    data_folder: Path, service: RunningSimulator, clock: WallClock
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        dialog = await opens_plan(staff)
        await pastes(staff, dialog, clock.line(990007, "student03", 30), "990001,alice,soon")
        assert dialog.told.text().startswith("Line 1, start time: “soon” is no time.")
        assert dialog.text.toPlainText() == "990001,alice,soon"
        await pastes(staff, dialog, clock.line(990001, "alice", 30))
        await staff.until(lambda: set(states(dialog)) == {"student03", "alice"}, "both are there")
        presses_line(dialog, "alice")
        dialog.activateWindow()
        staff.clicks(dialog.remove)
        await staff.until(lambda: set(states(dialog)) == {"student03"}, "the line is taken out")
        dialog.text.setPlainText(clock.line(990005, "grace", 30))
        staff.clicks(dialog.replace)
        await staff.until(lambda: set(states(dialog)) == {"grace"}, "the plan is replaced")
        dialog.close()
        await staff.is_back()


async def test_a_file_is_dropped_into_it(
    data_folder: Path, service: RunningSimulator, clock: WallClock, tmp_path: Path
) -> None:
    def drops(path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy, left, nothing = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, NO_KEYS
        QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(20, 20), copy, data, left, nothing))
        QApplication.sendEvent(dialog, QDropEvent(QPointF(20, 20), copy, data, left, nothing))

    profile_for(data_folder, service.url)
    table = tmp_path / "tonight.csv"
    table.write_text("房间号,用户,开始\n" + clock.line(990007, "student03", 30), encoding="utf-8-sig")
    async with window_at(data_folder) as staff:
        dialog = await opens_plan(staff)
        drops(tmp_path / "nothing.csv")
        await staff.until(dialog.told.isVisible, "it is told")
        assert "nothing.csv" in dialog.told.text()
        drops(table)
        await staff.until(lambda: "student03" in states(dialog), "the file is read")
        dialog.close()
        await staff.is_back()


async def test_a_plan_of_another_account_is_told_with_its_name_and_a_press_goes_there(
    data_folder: Path, service: RunningSimulator, clock: WallClock
) -> None:
    for name in ("Main", "Globex"):
        profile_for(data_folder, service.url, name)
    async with window_at(data_folder, profile="Globex") as staff:
        await staff.starts(990001, "alice", State.RECORDING)
        dialog = await opens_plan(staff)
        await pastes(staff, dialog, clock.line(990007, "student03", -3))
        dialog.close()
        await staff.is_back()
        staff.panel.actions.profiles.choose("Main")
        await staff.until(lambda: "Globex" in staff.sessions.planned.text(), "the account is named")
        assert staff.attention() == "Needs attention 0", "it is counted where it is listed"
        staff.clicks(staff.sessions.planned.first)
        dialog = await staff.asked(PlanDialog)
        presses_line(dialog, "student03")
        assert staff.panel.actions.profiles.current == "Globex"
        assert staff.fields.account.text() == "student03"
        assert staff.attention() == "Needs attention 1"
        dialog.close()
        await staff.is_back()


async def test_on_a_shared_screen_nobody_of_the_plan_is_named(
    data_folder: Path, service: RunningSimulator, clock: WallClock
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        dialog = await opens_plan(staff)
        await pastes(staff, dialog, clock.line(990007, "student03", -3))
        staff.window.activateWindow()
        await staff.until(staff.window.isActiveWindow, "the window has the focus")
        staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
        assert not dialog.isVisible()
        staff.panel.actions.plan.watch.look()
        staff.panel.actions.plan.open()
        assert not dialog.isVisible()
        said = everything_said()
        assert "student03" not in said
        assert "Plan of the day:" not in said
        staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
        await staff.until(staff.sessions.planned.isVisible, "all of it is in sight again")
        dialog.close()
        await staff.is_back()
