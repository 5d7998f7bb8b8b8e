"""A walk through the whole window while a customer sees it: nothing names another guest, room or account."""

from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.protocol.request import StartRequest
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog
from gui.widgets.explain.session_page import SessionPage
from gui.widgets.sessions.session_columns import Column
from tests.support.widgets.read_screen import everything_said
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
ACCOUNTS: Final = ("Acme Northwind", "Globex Events", "Initech Live")
OTHERS: Final = ("alice", "dan", "grace", "frank", "990001", "990003", "990004", "990005")
FORBIDDEN: Final = (*OTHERS, *ACCOUNTS[1:])


@pytest.fixture
async def shared(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """Three accounts with recordings of several rooms; carol's row is shown to a customer."""
    for name in ACCOUNTS:
        profile_for(data_folder, service.url, name)
    async with window_at(data_folder, profile=ACCOUNTS[0]) as staff:
        await staff.starts(990001, "alice")
        await staff.starts(990003, "dan", State.FAILED)
        staff.panel.actions.profiles.choose(ACCOUNTS[1])
        await staff.starts(990005, "grace")
        staff.panel.actions.profiles.choose(ACCOUNTS[2])
        service.arm(operation="start", fault="drop_before")
        await staff.starts(990004, "frank", State.UNKNOWN)
        staff.panel.actions.profiles.choose(ACCOUNTS[0])
        await staff.starts(990002, "carol")
        staff.sessions.bar.search.setText("dan")
        staff.sessions.bar.search.setText("")
        staff.panel.bridge.recordings.mark_all_handled([staff.session("dan").id], "")
        await staff.settles()
        staff.types_target(990004, "frank")
        staff.window.status.say("grace in room 990005 is still being recorded.")
        staff.clicks_rows("carol")
        staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
        assert staff.window.shared_screen.isVisible()
        yield staff
        staff.window.shared_screen.end.click()


def nothing_of_others(where: str, names: Sequence[str] = FORBIDDEN) -> None:
    said = everything_said()
    found = [name for name in names if name in said]
    assert not found, f"{where} says {found}: {[line for line in said.splitlines() if found[0] in line]}"


async def test_the_window_as_it_stands_names_nobody_else(shared: Staff) -> None:
    assert "carol" in everything_said()
    nothing_of_others("the window")
    await shared.settles()
    nothing_of_others("the window, once all is read")


async def test_the_list_of_accounts_names_the_chosen_one_and_says_that_the_others_are_hidden(
    shared: Staff,
) -> None:
    pill = shared.window.connection_bar.profile
    pill.setFocus()
    shared.presses(Qt.Key.Key_Space)
    assert pill.view().isVisible()
    assert [pill.itemText(at) for at in range(pill.count()) if pill.itemText(at)] == [
        ACCOUNTS[0],
        "Hidden while the screen is shared",
    ]
    nothing_of_others("the list of accounts")
    QTest.keyClick(pill.view(), Qt.Key.Key_Down)
    QTest.keyClick(pill.view(), Qt.Key.Key_Return)
    assert shared.panel.actions.profiles.current == ACCOUNTS[0]
    pill.hidePopup()
    shared.window.shared_screen.end.click()
    assert [name for name in ACCOUNTS if pill.findText(name) >= 0] == list(ACCOUNTS)
    assert pill.findText("Connect an account…") >= 0
    assert pill.currentText() == ACCOUNTS[0]


async def test_all_accounts_brings_no_other_row(shared: Staff) -> None:
    shared.clicks(shared.window.connection_bar.all_accounts)
    await shared.settles()
    nothing_of_others("the list of all accounts")
    shared.clicks(shared.window.connection_bar.all_accounts)
    await shared.settles()
    nothing_of_others("the list of one account")


async def test_no_key_of_the_window_brings_anybody_else(shared: Staff) -> None:
    for key, keys in (
        (Qt.Key.Key_F, CTRL),
        (Qt.Key.Key_N, CTRL),
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_B, CTRL),
        (Qt.Key.Key_Return, CTRL),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F6, SHIFT),
        (Qt.Key.Key_A, CTRL),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        shared.sessions.table.setFocus()
        shared.presses(key, keys)
        await shared.settles()
        nothing_of_others(f"the window after {key.name}")
        assert QApplication.activeModalWidget() is None
    assert shared.window.shared_screen.text.text().startswith("Hidden while the screen is shared")


async def test_connection_settings_stay_closed(shared: Staff) -> None:
    shared.panel.actions.profiles.open_settings(ACCOUNTS[0])
    await shared.settles()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    assert shared.window.shared_screen.text.text().startswith("Hidden while the screen is shared")
    nothing_of_others("the window after its settings were asked for")


async def test_no_menu_of_the_list_or_of_the_inspector_names_anybody_else(shared: Staff) -> None:
    table = shared.sessions.table
    at = table.visualRect(shared.sessions.model.index(0, Column.ROOM)).center()
    reason = QContextMenuEvent.Reason.Mouse
    for place in (table.viewport(), table.horizontalHeader().viewport()):
        event = QContextMenuEvent(reason, at, place.mapToGlobal(at))
        QApplication.sendEvent(place, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for sub in menu.findChildren(QMenu):
            sub.aboutToShow.emit()
        for action in menu.actions():
            if (below := action.menu()) is not None:
                assert isinstance(below, QMenu)
                below.popup(QPoint())
                nothing_of_others(f"the menu {action.text()}")
                below.close()
        nothing_of_others("a menu of the list")
        menu.close()
    more = shared.error.steps.more.menu()
    assert more is not None
    more.popup(QPoint())
    nothing_of_others("the menu of the inspector")
    more.close()


async def test_no_window_that_opens_names_anybody_else(shared: Staff) -> None:
    async def opened(kind: type[QDialog], press: Callable[[], object]) -> QDialog:
        press()
        found = await shared.asked(kind)
        await shared.settles()
        nothing_of_others(kind.__name__)
        return found

    def key(key: Qt.Key) -> Callable[[], None]:
        return lambda: shared.presses(key)

    for kind, press in (
        (StopDialog, key(Qt.Key.Key_F8)),
        (StopOtherDialog, lambda: shared.clicks(shared.sessions.bar.stop_other)),
        (QuitDialog, shared.window.close),
        (SessionPage, key(Qt.Key.Key_Return)),
    ):
        shared.sessions.table.setFocus()
        (await opened(kind, press)).reject()
        await shared.is_back()
    shared.presses(Qt.Key.Key_F1)
    reference = shared.window.code_reference
    assert reference is not None
    await shared.settles()
    nothing_of_others("the codes")
    reference.close()


async def test_what_the_next_shift_must_know_is_hidden_with_the_others(shared: Staff) -> None:
    shared.clicks(shared.window.shared_screen.end)
    shared.sessions.table.clearSelection()
    shared.error.show_session(None)
    hand_over = shared.error.shift.hand_over
    await shared.until(hand_over.isVisible, "the inspector is empty")
    shared.clicks(hand_over)
    await shared.until(lambda: "frank" in everything_said(), "it is put together")
    shared.window.activateWindow()
    await shared.until(shared.window.isActiveWindow, "the window has the focus")
    shared.presses(Qt.Key.Key_H, CTRL | SHIFT)
    nothing_of_others("the window after what the next shift must know", (*FORBIDDEN, "carol", "990002"))
    assert not hand_over.isVisible()
    shared.clicks(shared.window.shared_screen.end)
    for dialog in shared.window.findChildren(QDialog):
        dialog.close()
    shared.presses(Qt.Key.Key_H, CTRL | SHIFT)


async def test_the_sheet_of_attempts_names_nobody_else(shared: Staff) -> None:
    await shared.until(shared.error.attempts.toggle.isEnabled, "the attempts are read")
    shared.clicks(shared.error.attempts.toggle)
    await shared.settles()
    nothing_of_others("the sheet of attempts")


async def test_what_happens_to_others_meanwhile_is_not_told(shared: Staff, service: RunningSimulator) -> None:
    bridge = shared.panel.bridge
    service.arm(operation="start", account="grace", code=30000415)
    bridge.recordings.start(ACCOUNTS[1], StartRequest(room=990005, account="grace", file_name="x"))
    bridge.recordings.stop_sessions([shared.session("alice").id], {})
    bridge.overran.emit([shared.session("frank")])
    await shared.settles()
    nothing_of_others("the window, while others start and stop")
    shared.sessions.bar.set_filter(QuickFilter.NEEDS_ATTENTION)
    shared.sessions.table.clearSelection()
    await shared.settles()
    nothing_of_others("the window with no row chosen")


async def test_a_stop_of_the_row_shows_its_answer_and_nobody_else(shared: Staff) -> None:
    await shared.stops("carol")
    await shared.sees("carol", State.STOPPED)
    await shared.settles()
    nothing_of_others("the window after a stop")
    assert "carol" in everything_said()


async def test_a_failure_under_another_account_suggests_nobody_and_opens_no_settings(shared: Staff) -> None:
    shared.clicks(shared.window.shared_screen.end)
    await shared.starts(990001, "al1ce", State.FAILED)
    await shared.until(shared.error.suggestions.isVisible, "alice is suggested")
    shared.panel.actions.profiles.choose(ACCOUNTS[1])
    shared.clicks(shared.window.connection_bar.all_accounts)
    shared.clicks_rows("al1ce")
    shared.presses(Qt.Key.Key_H, CTRL | SHIFT)
    others = ("alice", "dan", "grace", "frank", "carol", "990002", "990003", "990005", ACCOUNTS[2])
    await shared.settles()
    nothing_of_others("a failure", others)
    for step in shared.error.steps.steps():
        if step is not Step.START_AGAIN:
            shared.clicks_step(step)
            await shared.settles()
            nothing_of_others(step, others)
    pill = shared.window.connection_bar.profile
    assert pill.findText(shared.panel.actions.profiles.current) == 0


async def test_all_of_them_are_in_sight_again_once_it_ends(shared: Staff) -> None:
    shared.clicks(shared.window.shared_screen.end)
    shared.clicks(shared.window.connection_bar.all_accounts)
    await shared.settles()
    said = everything_said()
    assert [name for name in FORBIDDEN if name not in said] == []
