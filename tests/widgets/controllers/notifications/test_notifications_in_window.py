"""Staff who look elsewhere are fetched by the desktop: seldom, in one piece, and without anybody's name."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.protocol.request import StartRequest
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controllers.notifications import notification_controller
from gui.widgets.dialogs.about_dialog import AboutDialog
from gui.widgets.dialogs.quit_dialog import QuitDialog
from tests.support.core.interrupted_ledger import left_open, recording_since
from tests.support.notification_desk import NotificationDesk, desk_on_own_bus, needs_bus
from tests.support.waiting import until
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

SHIFT = Qt.KeyboardModifier.ShiftModifier
APART_S = 0.8


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NotificationDesk]:
    """The desktop; its ten seconds are shorter here."""
    monkeypatch.setattr(notification_controller, "APART_S", APART_S)
    (tmp_path / "bus").mkdir()
    with desk_on_own_bus(tmp_path / "bus", monkeypatch) as desk:
        yield desk


async def fails(staff: Staff, room: int, *accounts: str) -> None:
    """Starts that another panel, or a batch, sends for people who are not in the room."""
    recorder = staff.panel.bridge.services.recorder
    for account in accounts:
        await recorder.start("Main", StartRequest(room=room, account=account, file_name="lesson"))


async def later(staff: Staff) -> None:
    """Long enough for a notification that should not come."""
    await staff.settles()
    await asyncio.sleep(0.5)


@needs_bus
async def test_a_failure_is_told_with_room_and_state_and_a_click_leads_to_its_row(
    desk: NotificationDesk, staff: Staff
) -> None:
    staff.window.showMinimized()
    await fails(staff, 990003, "dan")
    await staff.until(lambda: bool(desk.open), "the desktop shows it")
    (shown,) = desk.shown
    assert (shown.title, shown.text) == ("Room 990003", "Not started · 30000411")
    assert shown.hints["suppress-sound"] is True
    assert "dan" not in str(shown)
    staff.sessions.bar.set_filter(QuickFilter.LIVE)
    desk.click()
    await staff.until(lambda: not staff.window.isMinimized(), "the window is back")
    assert [one.target.account for one in staff.sessions.selected()] == ["dan"]
    # The filter hid it: what the click changed can be undone.
    assert staff.sessions.bar.filter() is QuickFilter.NEEDS_ATTENTION
    assert staff.window.undo_link.isVisible()
    staff.presses(Qt.Key.Key_Z, CTRL)
    assert staff.sessions.bar.filter() is QuickFilter.LIVE


@needs_bus
async def test_what_comes_within_the_pause_is_summed_up_and_shown_together(
    desk: NotificationDesk, staff: Staff, service: RunningSimulator
) -> None:
    staff.window.showMinimized()
    await fails(staff, 990003, "dan")
    await staff.until(lambda: bool(desk.shown), "the first one is told")
    service.arm(operation="start", fault="drop_after", times=1)
    await fails(staff, 990002, "carol")
    await fails(staff, 990004, "nobody")
    await staff.until(lambda: len(desk.shown) == 2, "the next one is told")
    assert desk.at[1] - desk.at[0] >= APART_S - 0.1
    newest = desk.shown[1]
    # Nobody looked meanwhile: it says the first one, too, and takes its place.
    assert newest.title == "3 recordings need attention"
    assert newest.text == "2 not started, 1 unconfirmed"
    assert list(desk.open) == [newest.number]
    desk.click()
    await staff.until(lambda: not staff.window.isMinimized(), "the window is back")
    chosen = {one.target.account for one in staff.sessions.selected()}
    assert chosen == {"dan", "carol", "nobody"}
    assert staff.sessions.bar.filter() is QuickFilter.NEEDS_ATTENTION


@needs_bus
async def test_successes_what_was_seen_and_practice_are_not_told(
    desk: NotificationDesk, staff: Staff
) -> None:
    # The window is active: staff see it.
    await fails(staff, 990003, "dan")
    await later(staff)
    staff.window.showMinimized()
    recorder = staff.panel.bridge.services.recorder
    await recorder.start("Main", StartRequest(room=990001, account="alice", file_name="lesson"))
    practice = StartRequest(room=990003, account="dan", file_name="lesson")
    await recorder.start(PRACTICE_NAME, practice)
    await later(staff)
    assert desk.shown == []


@needs_bus
async def test_what_is_no_longer_so_is_not_told_and_a_look_takes_the_notification_away(
    desk: NotificationDesk, staff: Staff
) -> None:
    staff.window.showMinimized()
    await fails(staff, 990003, "dan")
    await staff.until(lambda: bool(desk.open), "the desktop shows it")
    await fails(staff, 990004, "nobody")
    # Somebody at another window marks it, before its turn has come.
    session = await staff.sees("nobody", State.FAILED)
    await staff.panel.bridge.services.recorder.mark_handled(session.id, "done")
    await asyncio.sleep(APART_S + 0.3)
    assert "990004" not in str(desk.shown)
    assert desk.shown[-1].title == "Room 990003"
    staff.window.bring_to_front()
    await staff.until(lambda: not desk.open, "nothing is left on the desktop")


@needs_bus
async def test_a_shared_screen_is_told_nothing_and_shows_no_count(
    desk: NotificationDesk, staff: Staff
) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    await staff.until(lambda: staff.window.windowTitle() == "(1) Recording panel", "the title counts it")
    staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
    assert staff.window.windowTitle() == "Recording panel"
    assert tray_lines(staff) == []
    staff.window.showMinimized()
    await fails(staff, 990004, "nobody")
    await later(staff)
    assert desk.shown == []


@needs_bus
async def test_an_overrun_is_told_and_what_an_earlier_panel_left_is_not(
    desk: NotificationDesk, data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await recording_since(data_folder, service.url, 7.2)
    await left_open(data_folder, service.url, 3)
    async with window_at(data_folder) as staff:
        staff.window.showMinimized()
        await staff.until(lambda: bool(desk.shown), "the desktop shows it")
        (shown,) = desk.shown
        assert (shown.title, shown.text) == ("Room 990001", "Recording · over 6 h")
        assert staff.window.alarm.told
    # The panel has ended: nobody could answer a click.
    await until(lambda: not desk.open)


# The title and the tray.


def tray_lines(staff: Staff) -> list[str]:
    """What the tray's menu lists between its two own actions."""
    words = [action.text() for action in staff.panel.actions.notifications.tray.menu.actions()]
    return [text for text in words if text][1:-1]


async def test_the_title_counts_what_needs_attention_in_all_accounts_but_practice(staff: Staff) -> None:
    assert staff.window.windowTitle() == "Recording panel"
    recorder = staff.panel.bridge.services.recorder
    await staff.starts(990003, "dan", State.FAILED)
    await recorder.start(PRACTICE_NAME, StartRequest(room=990004, account="nobody", file_name="lesson"))
    await staff.until(lambda: staff.window.windowTitle() == "(1) Recording panel", "the title counts it")
    staff.window.connection_bar.profile.setCurrentText("Practice")
    await fails(staff, 990004, "nobody")
    await staff.until(lambda: staff.window.windowTitle() == "(2) Recording panel", "whatever is listed")
    for session in staff.sessions.model.sessions():
        await recorder.mark_handled(session.id, "done")
    await staff.until(lambda: staff.window.windowTitle() == "Recording panel", "nothing is left")


async def test_the_tray_lists_the_newest_five_leads_to_them_and_quits_as_the_window_does(
    staff: Staff,
) -> None:
    assert tray_lines(staff) == []
    await staff.starts(990001, "alice")
    await fails(staff, 990003, *(f"guest{number}" for number in range(6)))
    await staff.until(lambda: len(tray_lines(staff)) == 5, "the tray lists them")
    assert tray_lines(staff)[0] == "Room 990003: Not started · 30000411"
    menu = staff.panel.actions.notifications.tray.menu
    actions = [action for action in menu.actions() if action.text()]
    actions[1].trigger()
    assert [one.target.account for one in staff.sessions.selected()] == ["guest5"]
    actions[-1].trigger()
    await staff.asked(QuitDialog)
    await staff.answers("Cancel")


# Where there is no desktop.


async def test_about_says_why_there_are_no_notifications(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    staff.window.showMinimized()
    await fails(staff, 990003, "dan")
    await later(staff)
    staff.window.bring_to_front()
    staff.window.about_requested.emit()
    about = await staff.asked(AboutDialog)
    await staff.until(about.trouble.isVisible, "it says so")
    assert "can't be shown" in about.trouble.text()
    assert about.trouble.text() in [label.text() for label in about.findChildren(QLabel) if label.isVisible()]
    assert staff.panel.actions.notifications.notification_trouble() in about.trouble.text()
    about.close()
