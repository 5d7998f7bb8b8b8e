"""In panic, by the keyboard: no key sends what nobody meant, and what is told leads to no wrong act."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.window_driver import CTRL, Staff

REFUSED = 60002


def sent(service: RunningSimulator) -> list[tuple[str | None, str | None]]:
    return [(entry.operation, entry.account) for entry in service.record]


def named(staff: Staff, name: str) -> QPushButton:
    found = [one for one in staff.window.findChildren(QPushButton) if one.accessibleName() == name]
    assert found, f"there is no {name!r}"
    return found[0]


def presses_undo(staff: Staff) -> str:
    """Ctrl+Z, with the focus in the list; returns what is told."""
    staff.sessions.table.setFocus()
    staff.presses(Qt.Key.Key_Z, CTRL)
    return staff.window.undo_link.message.whole_text()


async def unconfirmed_stop(staff: Staff, service: RunningSimulator) -> None:
    await staff.starts(990002, "carol")
    service.arm(operation="stop", fault="drop_after", times=9)
    await staff.stops("carol")
    await staff.sees("carol", State.UNKNOWN)
    await staff.settles()
    service.disarm()


# Return.


async def test_return_on_a_text_asks_before_it_stops_again(staff: Staff, service: RunningSimulator) -> None:
    await unconfirmed_stop(staff, service)
    before = sent(service)
    await staff.until(staff.error.foot.stop.isEnabled, "the stop may be sent again")
    staff.error.header.headline.setFocus()
    staff.presses(Qt.Key.Key_Return)
    question = await staff.asked(StopDialog)
    assert [one.target.account for one in question.sessions] == ["carol"]
    staff.clicks(question.cancel)
    await staff.is_back()
    await staff.settles()
    assert sent(service) == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
async def test_return_on_stop_again_asks_before_it_stops(
    staff: Staff, service: RunningSimulator, key: Qt.Key
) -> None:
    await unconfirmed_stop(staff, service)
    before = sent(service)
    for button in (staff.error.foot.stop, staff.result.stop_again):
        await staff.until(button.isEnabled, "the stop may be sent again")
        button.setFocus()
        staff.presses(key)
        question = await staff.asked(StopDialog)
        staff.clicks(question.cancel)
        await staff.is_back()
    await staff.settles()
    assert sent(service) == before


@pytest.mark.usefixtures("no_wait_between_tries")
@pytest.mark.parametrize("name", ["Copy what to say", "Attempts (1) · Timeline · Request · Answer"])
async def test_return_on_a_button_presses_no_other_one(
    staff: Staff, service: RunningSimulator, name: str
) -> None:
    service.arm(operation="start", fault="drop_after", times=9)
    await staff.starts(990001, "alice", State.UNKNOWN)
    service.disarm()
    before = sent(service)
    staff.clicks_rows("alice")
    found = [one for one in staff.error.findChildren(QWidget) if one.accessibleName() == name]
    again = named(staff, "Start again")
    await staff.until(again.isEnabled, "a start may be sent again")
    found[0].setFocus()
    staff.presses(Qt.Key.Key_Return)
    await staff.settles()
    assert sent(service) == before
    copied, opened = QApplication.clipboard().text(), staff.error.attempts.isVisible()
    assert opened if name.startswith("Attempts") else "confirm" in copied


def holds_return_down() -> None:
    """The key repeats by itself, wherever the focus has come to meanwhile."""
    nothing = Qt.KeyboardModifier.NoModifier
    for number in range(5):
        focus = QApplication.focusWidget()
        assert focus is not None
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, nothing, "\r", number > 0)
        QApplication.sendEvent(focus, event)


async def test_return_held_down_on_guest_came_back_sends_no_start(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F6)
    holds_return_down()
    await staff.settles()
    assert staff.error.questions.restart_bar.isVisible()
    assert sent(service) == [("start", "alice")]


async def test_return_held_down_decides_nothing(staff: Staff, service: RunningSimulator) -> None:
    await unconfirmed_stop(staff, service)
    named(staff, "Mark as ended (sends nothing)").setFocus()
    holds_return_down()
    await staff.settles()
    assert staff.error.questions.settle_bar.isVisible()
    assert staff.session("carol").state is State.UNKNOWN


# Escape.


async def test_escape_leads_from_the_inspector_back_to_the_list(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    for accounts in (("alice",), ("alice", "carol")):
        staff.clicks_rows(*accounts)
        shown = staff.window.selection_summary if len(accounts) > 1 else staff.error
        await staff.until(shown.isVisible, "it is told what can be done")
        for key in (Qt.Key.Key_F6, Qt.Key.Key_Tab):
            staff.presses(key)
            assert not staff.sessions.table.hasFocus()
            staff.presses(Qt.Key.Key_Escape)
            assert staff.sessions.table.hasFocus()
        assert len(staff.sessions.selected()) == len(accounts)


async def test_escape_leads_from_the_result_of_a_stop_back_to_the_list(
    staff: Staff, service: RunningSimulator
) -> None:
    await unconfirmed_stop(staff, service)
    staff.result.stop_again.setFocus()
    staff.presses(Qt.Key.Key_Escape)
    assert staff.sessions.table.hasFocus()
    assert staff.result.isVisible()


# Ctrl+Z after a stop.


async def test_while_a_stop_is_on_its_way_ctrl_z_does_not_say_to_record_again(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    service.arm(operation="stop", delay_s=5)
    await staff.stops("alice")
    told = "A request can't be undone. The stop of alice is still without an answer."
    await staff.until(lambda: presses_undo(staff) == told, "the stop that is on its way is told of")
    await staff.until(lambda: sent(service)[-1] == ("stop", "alice"), "it is sent")
    service.answer_now()
    await staff.sees("alice", State.STOPPED)
    await staff.settles()
    told = "A request can't be undone. To record alice again: Ended, choose the row, Edit as new."
    assert presses_undo(staff) == told


async def test_after_a_refused_stop_ctrl_z_says_that_it_is_still_recording(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    service.arm(operation="stop", code=REFUSED, times=9)
    await staff.stops("alice")
    await staff.until(staff.result.stop_again.isVisible, "it was refused")
    await staff.settles()
    assert presses_undo(staff) == "Nothing to undo: alice was not stopped, and is still live."


async def test_after_a_lost_answer_to_a_stop_ctrl_z_says_that_nobody_knows(
    staff: Staff, service: RunningSimulator
) -> None:
    await unconfirmed_stop(staff, service)
    assert presses_undo(staff) == "A request can't be undone. Whether carol was stopped is not known yet."


async def test_after_several_stops_at_once_ctrl_z_names_no_single_guest(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    service.arm(operation="stop", delay_s=0.2, times=2)
    staff.clicks_rows("alice", "carol")
    staff.presses(Qt.Key.Key_F8)
    await staff.answers("Stop 2 recordings")
    await staff.is_back()
    for account in ("alice", "carol"):
        await staff.sees(account, State.STOPPED)
    await staff.settles()
    told = "Requests can't be undone. To record one again: Ended, choose its row, Edit as new."
    assert presses_undo(staff) == told
