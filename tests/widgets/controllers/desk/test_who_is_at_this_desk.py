"""After an hour, or a locked screen, the panel asks who is there before the next request: once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_signal
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.foundation.system import boot_seconds
from gui.core.presentation.help_pages import HelpPage
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.settle_dialog import SettleDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.dialogs.who_is_here_dialog import WhoIsHereDialog
from gui.widgets.help.help_window import HelpWindow
from tests.support.installed.bus import connect, session_bus
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

MINUTES = 60.0
SHIFT = Qt.KeyboardModifier.ShiftModifier


class BootClock:
    """The clock of the boot, which goes on while the computer sleeps."""

    def __init__(self) -> None:
        self.later = 0.0

    def __call__(self) -> float:
        return boot_seconds() + self.later


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> BootClock:
    found = BootClock()
    monkeypatch.setattr("gui.widgets.controllers.desk.desk_watch.boot_seconds", found)
    return found


@pytest.fixture
async def staff(
    data_folder: Path,
    service: RunningSimulator,
    clock: BootClock,  # noqa: ARG001 - it stands before the window opens
) -> AsyncIterator[Staff]:
    """Li is at the desk; Wang and Zhao have been there before."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as found:
        for name in ("Zhao", "Wang", "Li"):
            found.panel.actions.profiles.operators.take(name)
        yield found


def touches(staff: Staff) -> None:
    """Click somewhere into the window, as the system hands a click in."""
    window = staff.window.windowHandle()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, window.height() - 5))


def nobody_is_asked() -> bool:
    return not [one for one in QApplication.topLevelWidgets() if isinstance(one, WhoIsHereDialog)]


async def test_the_guide_tells_why_it_is_asked(staff: Staff, clock: BootClock) -> None:
    clock.later = 60 * MINUTES
    staff.types_target(990007, "student03")
    staff.clicks_start()
    question = await staff.asked(WhoIsHereDialog)
    staff.presses(Qt.Key.Key_F1, SHIFT)
    guide = await staff.asked(HelpWindow)
    await staff.until(lambda: guide.page is HelpPage.HANDING_OVER, "it is the page about shifts")
    guide.close()
    question.reject()
    await staff.is_back()


async def test_after_an_hour_return_goes_on_as_whoever_was_there_last(staff: Staff, clock: BootClock) -> None:
    clock.later = 60 * MINUTES
    staff.types_target(990007, "student03")
    staff.clicks_start()
    question = await staff.asked(WhoIsHereDialog)
    assert question.yes.text() == "Go on as Li"
    assert [button.text() for button in question.names] == ["Wang", "Zhao"]
    assert staff.sessions.model.rowCount() == 0, "the request waits"
    staff.presses(Qt.Key.Key_Return)
    await staff.is_back()
    assert (await staff.sees("student03", State.RECORDING)).operator == "Li"
    await staff.starts(990001, "alice")
    assert nobody_is_asked(), "once"


async def test_another_name_is_one_press_and_stands_in_the_record(staff: Staff, clock: BootClock) -> None:
    clock.later = 60 * MINUTES
    staff.types_target(990007, "student03")
    staff.clicks_start()
    question = await staff.asked(WhoIsHereDialog)
    staff.clicks(question.names[0])
    await staff.is_back()
    assert (await staff.sees("student03", State.RECORDING)).operator == "Wang"
    assert staff.window.connection_bar.operator.currentText() == "Wang"


async def test_a_new_name_is_typed_and_known_from_then_on(staff: Staff, clock: BootClock) -> None:
    clock.later = 60 * MINUTES
    staff.types_target(990007, "student03")
    staff.clicks_start()
    question = await staff.asked(WhoIsHereDialog)
    staff.types(question.line, "Chen  Yi")
    assert question.yes.text() == "Go on as Chen Yi"
    QTest.keyClick(question.line, Qt.Key.Key_Return)
    await staff.is_back()
    assert (await staff.sees("student03", State.RECORDING)).operator == "Chen Yi"
    clock.later += 60 * MINUTES
    staff.sessions.select([staff.session("student03").id])
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(WhoIsHereDialog)
    assert [button.text() for button in question.names] == ["Li", "Wang", "Zhao"]
    staff.presses(Qt.Key.Key_Return)
    (await staff.asked(StopDialog)).reject()
    await staff.is_back()


async def test_who_cancels_sends_nothing_and_is_asked_again(
    staff: Staff, clock: BootClock, service: RunningSimulator
) -> None:
    clock.later = 60 * MINUTES
    staff.types_target(990007, "student03")
    for _ in range(2):
        staff.clicks_start()
        await staff.asked(WhoIsHereDialog)
        staff.presses(Qt.Key.Key_Escape)
        await staff.is_back()
    assert service.record == ()
    assert staff.fields.account.text() == "student03", "what was typed stays"


async def test_who_works_all_the_time_is_never_asked(staff: Staff, clock: BootClock) -> None:
    for _ in range(4):
        clock.later += 59 * MINUTES
        touches(staff)
    await staff.starts(990007, "student03")
    assert nobody_is_asked()


async def test_the_click_that_ends_the_hour_does_not_tell_whose_it_was(
    staff: Staff, clock: BootClock
) -> None:
    # The computer slept meanwhile; its clock of the boot went on.
    clock.later = 61 * MINUTES
    touches(staff)
    clock.later += 5
    staff.types_target(990007, "student03")
    staff.clicks_start()
    await staff.asked(WhoIsHereDialog)
    staff.presses(Qt.Key.Key_Return)
    await staff.is_back()
    await staff.sees("student03", State.RECORDING)


async def test_a_decision_asks_before_its_own_question_and_an_undo_does_not(
    staff: Staff, clock: BootClock, service: RunningSimulator
) -> None:
    for room, user in ((990007, "student03"), (990001, "alice")):
        service.arm(operation="start", fault="drop_before")
        await staff.starts(room, user, State.UNKNOWN)
    clock.later = 60 * MINUTES
    staff.clicks_rows("student03", "alice")
    staff.sessions.table.actions_of_selection.mark_as_ended.trigger()
    question = await staff.asked(WhoIsHereDialog)
    staff.clicks(question.names[1])
    settle = await staff.asked(SettleDialog)
    staff.clicks(settle.yes)
    await staff.is_back()
    await staff.sees("alice", State.STOPPED)
    assert staff.session("alice").settled_by == "Zhao"
    clock.later += 60 * MINUTES
    await staff.until(staff.window.undo_link.isVisible, "it can be taken back")
    staff.sessions.table.setFocus()
    staff.presses(Qt.Key.Key_Z, CTRL)
    await staff.sees("alice", State.UNKNOWN)
    assert nobody_is_asked()


async def test_practice_asks_nobody_and_the_question_waits_for_the_first_real_request(
    staff: Staff, clock: BootClock
) -> None:
    clock.later = 60 * MINUTES
    staff.panel.actions.profiles.choose(PRACTICE_NAME)
    await staff.starts(990007, "student03")
    assert nobody_is_asked()
    staff.panel.actions.profiles.choose("Main")
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.asked(WhoIsHereDialog)
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()


async def test_on_a_shared_screen_the_question_names_no_colleague(staff: Staff, clock: BootClock) -> None:
    await staff.starts(990007, "student03")
    staff.clicks_rows("student03")
    staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
    clock.later = 60 * MINUTES
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(WhoIsHereDialog)
    assert question.names == []
    assert question.yes.text() == "Go on as Li"
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()
    staff.presses(Qt.Key.Key_H, CTRL | SHIFT)


async def test_who_chose_a_name_in_the_bar_meanwhile_is_not_asked(staff: Staff, clock: BootClock) -> None:
    clock.later = 60 * MINUTES
    staff.types(staff.window.connection_bar.operator, "Zhao")
    staff.presses(Qt.Key.Key_Tab)
    await staff.starts(990007, "student03")
    assert nobody_is_asked()
    assert staff.session("student03").operator == "Zhao"


async def test_a_screen_that_was_locked_asks_at_once(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    profile_for(data_folder, service.url)
    saver = DBusAddress("/org/freedesktop/ScreenSaver", interface="org.freedesktop.ScreenSaver")
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        desktop = await asyncio.to_thread(connect, address, "org.freedesktop.ScreenSaver")
        async with window_at(data_folder) as staff:
            staff.types_target(990007, "student03")
            operators = staff.panel.actions.profiles.operators

            def locks() -> bool:
                # As often as it takes: nobody tells when the panel listens.
                desktop.send(new_signal(saver, "ActiveChanged", "b", (True,)))
                return operators.may_be_another

            await staff.until(locks, "the panel has heard of it")
            desktop.send(new_signal(saver, "ActiveChanged", "b", (False,)))
            staff.clicks_start()
            await staff.asked(WhoIsHereDialog)
            staff.presses(Qt.Key.Key_Return)
            await staff.is_back()
            await staff.sees("student03", State.RECORDING)
        desktop.close()
