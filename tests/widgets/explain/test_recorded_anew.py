"""A guest who was not found is recorded anew: the earlier row is ended by hand, and stops nothing."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.sessions.session_columns import Column
from tests.support.widgets.window_driver import Staff


async def _sends_guest_came_back(staff: Staff) -> None:
    button = staff.error.steps.button(Step.GUEST_CAME_BACK)
    assert button is not None
    await staff.until(button.isEnabled, "it may be pressed")
    staff.clicks_step(Step.GUEST_CAME_BACK)
    staff.presses(Qt.Key.Key_Return)


async def _is_recorded_anew(staff: Staff, service: RunningSimulator) -> None:
    """Alice records, is not found when she is said to be back, and records again after a further start."""
    await staff.starts(990001, "alice")
    service.leave(990001, "alice")
    staff.clicks_rows("alice")
    await _sends_guest_came_back(staff)
    await staff.sees("alice", State.FAILED)
    await staff.settles()
    service.enter(990001, "alice")
    staff.clicks_rows("alice")
    again = staff.error.steps.button(Step.START_AGAIN)
    assert again is not None
    await staff.until(again.isEnabled, "it may be pressed")
    staff.clicks(again)
    await staff.sees("alice", State.RECORDING)
    await staff.settles()


def _clicks_first_row(staff: Staff) -> None:
    """The row of the recording that was there before."""
    first = min(staff.sessions.model.sessions(), key=lambda session: session.first_row)
    row = staff.sessions.model.row_of(first.id)
    assert row is not None
    table = staff.sessions.table
    at = QPoint(table.visualRect(staff.sessions.model.index(row, Column.ROOM)).center())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


@pytest.mark.usefixtures("no_wait_between_tries")
async def test_after_a_new_start_the_earlier_row_says_so_offers_no_stop_and_is_ended_by_two_presses(
    staff: Staff, service: RunningSimulator
) -> None:
    await _is_recorded_anew(staff, service)
    assert staff.sessions.table.row_stop.isVisible(), "the new recording can be stopped"
    _clicks_first_row(staff)
    assert "May be recording" in staff.error.header.headline.text(), "nobody knows, so the state stays"
    assert "A later start was accepted at" in staff.error.steps.hint.text()
    assert staff.error.steps.steps() == (Step.MARK_AS_ENDED,)
    assert not staff.sessions.table.row_stop.isVisible(), "a stop would end the new recording"
    assert not staff.error.foot.stop.isVisible()
    sent = len(service.record)
    staff.clicks_step(Step.MARK_AS_ENDED)
    staff.presses(Qt.Key.Key_Return)
    states = [session.state for session in staff.sessions.model.sessions()]
    await staff.until(
        lambda: [one.state for one in staff.sessions.model.sessions()] == [State.STOPPED, State.RECORDING],
        f"the earlier one is over, the new one goes on: {states}",
    )
    assert len(service.record) == sent, "nothing was sent"


@pytest.mark.usefixtures("no_wait_between_tries")
async def test_in_a_low_window_the_answer_to_start_again_is_read_without_scrolling(
    staff: Staff, service: RunningSimulator
) -> None:
    staff.window.resize(960, 480)
    service.arm(operation="start", account="alice", code=30000411)
    await staff.starts(990001, "alice", State.FAILED)
    again = staff.error.steps.button(Step.START_AGAIN)
    assert again is not None
    await staff.until(again.isEnabled, "it may be pressed")
    service.arm(operation="start", account="alice", code=30000415)
    staff.error.body.reveal(again)
    await staff.settles()
    staff.clicks(again)
    await staff.sees("alice", State.UNKNOWN)
    await staff.settles()
    assert not staff.error.header.headline.visibleRegion().isEmpty()
    assert staff.error.body.verticalScrollBar().value() == 0


async def test_after_send_a_start_a_second_return_presses_nothing_else(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    await _sends_guest_came_back(staff)
    assert staff.sessions.table.hasFocus()
    await staff.settles()
