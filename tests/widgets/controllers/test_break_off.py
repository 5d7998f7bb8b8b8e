"""*Send no more*: a stop, or a start again, of many rows is broken off, and the result says the truth."""

import asyncio
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.retry_dialog import RetryDialog
from tests.support.widgets.crowd import chooses_all, crowd, guests, sent, stops_all
from tests.support.widgets.window_driver import Staff

ALT = Qt.KeyboardModifier.AltModifier


async def is_over(staff: Staff) -> None:
    await staff.until(lambda: not staff.result.under_way, "all have their answer")
    await staff.settles()


def sent_are(service: RunningSimulator, count: int) -> bool:
    return len(sent(service, "stop")) >= count


def of_state(staff: Staff, state: State) -> set[str]:
    return {one.target.account for one in staff.sessions.model.sessions() if one.state is state}


@pytest.mark.parametrize(
    ("limits", "seen"),
    [((2, 0), 0), ((2, 0), 3), ((0, 12), 8), ((0, 0), 1)],
    ids=["before any answer", "two at a time", "twelve a second", "no limit"],
)
async def test_what_the_service_received_is_what_is_said_to_be_stopped_and_the_rest_is_live_as_it_was(
    data_folder: Path, service: RunningSimulator, limits: tuple[int, int], seen: int
) -> None:
    async with crowd(data_folder, service, 12, in_flight=limits[0], rate=limits[1]) as staff:
        before = {one.target.account: one for one in staff.sessions.model.sessions()}
        service.arm(operation="stop", times=12, delay_s=0.1)
        await stops_all(staff)
        await staff.until(lambda: len(sent(service, "stop")) >= seen, "some are on their way")
        staff.clicks(staff.result.send_no_more)
        await is_over(staff)
        stopped, live = set(sent(service, "stop")), of_state(staff, State.RECORDING)
        assert of_state(staff, State.STOPPED) == stopped
        assert live == set(guests(12)) - stopped
        assert {account: staff.session(account).state for account in live} == dict.fromkeys(
            live, State.RECORDING
        )
        assert all(staff.session(account).failure == before[account].failure for account in live)
        parts = [f"{len(stopped)} stopped, "] if stopped else []
        assert [part for part in parts if part not in staff.result.summary.text()] == []
        assert (f"{len(live)} not sent" in staff.result.summary.text()) is bool(live)
        assert len(service.recordings) == len(live)
        # Nothing comes after it.
        await asyncio.sleep(0.3)
        assert set(sent(service, "stop")) == stopped


async def test_what_waited_for_its_turn_has_no_row_of_the_stop_and_can_be_taken_up_again(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with crowd(data_folder, service, 6, in_flight=1) as staff:
        service.arm(operation="stop", times=2, delay_s=0.3)
        rows = {account: staff.session(account).row for account in guests(6)}
        await stops_all(staff)
        await staff.until(lambda: len(sent(service, "stop")) == 1, "the first is on its way")
        staff.clicks(staff.result.send_no_more)
        # At once, though the answer is still to come.
        assert staff.result.summary.text().startswith("Nothing more is sent: waiting for ")
        await staff.until(lambda: "for 1 answer" in staff.result.summary.text(), "the rest waits no longer")
        assert len(service.record) == 7
        service.answer_now()
        await is_over(staff)
        (first,) = sent(service, "stop")
        left = [account for account in guests(6) if account != first]
        assert staff.result.summary.text() == "1 stopped, 1 file id · 5 not sent"
        assert {account: staff.session(account).row for account in left} == {
            account: rows[account] for account in left
        }
        assert all(staff.state(account).startswith("Recording · accepted") for account in left)
        assert staff.attention() == "Needs attention 0"
        assert (staff.result.show_rest.text(), staff.result.stop_again.text()) == ("Show 5", "Stop 5")
        staff.clicks(staff.result.show_rest)
        assert {one.target.account for one in staff.sessions.selected()} == set(left)
        staff.clicks(staff.result.stop_again)
        # Somebody broke it off for a reason: it is asked about like any other stop of many.
        await staff.answers("Stop 5 recordings")
        assert staff.result.send_no_more.isEnabled()
        await is_over(staff)
        assert staff.result.summary.text() == "6 stopped, 6 file ids"
        assert sorted(sent(service, "stop")) == guests(6)


async def test_a_second_press_does_nothing_more_and_presses_nothing_that_came_into_its_place(
    data_folder: Path, service: RunningSimulator, qapp: QApplication
) -> None:
    async with crowd(data_folder, service, 4, in_flight=1) as staff:
        service.arm(operation="stop", times=1, delay_s=0.2)
        await stops_all(staff)
        button, result = staff.result.send_no_more, staff.result
        await staff.until(lambda: len(sent(service, "stop")) == 1, "the first is on its way")
        area = button.rect().adjusted(2, 2, -2, -2)
        left, middle, right = (
            button.mapTo(result, QPoint(x, area.center().y()))
            for x in (area.left(), area.center().x(), area.right())
        )
        staff.clicks(button)
        assert not button.isEnabled()
        assert QApplication.focusWidget() is result
        qapp.setDoubleClickInterval(400)
        QApplication.clipboard().setText("as before")
        QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
        await is_over(staff)
        for under in map(result.childAt, (left, middle, right)):
            assert under is not None
            assert under is not result.close_button
            QTest.mouseClick(under, Qt.MouseButton.LeftButton)
        assert QApplication.activeModalWidget() is None
        assert QApplication.clipboard().text() == "as before"
        await staff.settles()
        assert len(sent(service, "stop")) == 1
        assert result.summary.text() == "1 stopped, 1 file id · 3 not sent"


async def test_broken_off_when_the_last_is_on_its_way_all_are_stopped(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with crowd(data_folder, service, 4) as staff:
        service.arm(operation="stop", times=4, delay_s=5)
        await stops_all(staff)
        await staff.until(lambda: len(sent(service, "stop")) == 4, "the last is on its way")
        staff.clicks(staff.result.send_no_more)
        assert staff.result.summary.text() == "Nothing more is sent: waiting for 4 answers"
        service.answer_now()
        await is_over(staff)
        assert staff.result.summary.text() == "4 stopped, 4 file ids"
        assert not staff.result.stop_again.isVisible()


async def test_it_stands_still_while_answers_come_is_pressed_by_its_letter_and_a_single_stop_has_none(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with crowd(data_folder, service, 12, in_flight=2) as staff:
        service.arm(operation="stop", times=12, delay_s=0.1)
        await stops_all(staff)
        button, places = staff.result.send_no_more, set()
        assert (button.text(), button.accessibleName()) == ("&Send no more", "Send no more")
        assert not staff.result.close_button.isVisible()
        for count in range(1, 6):
            await staff.until(partial(sent_are, service, count), "one more is sent")
            places.add((button.mapTo(staff.window, button.rect().topLeft()).toTuple(), button.width()))
        staff.presses(Qt.Key.Key_S, ALT)
        places.add((button.mapTo(staff.window, button.rect().topLeft()).toTuple(), button.width()))
        assert len(places) == 1
        await staff.until(lambda: staff.result.broken_off, "it is pressed")
        await is_over(staff)
        assert len(sent(service, "stop")) < 12
        assert staff.result.close_button.isVisible()
        staff.clicks(staff.result.close_button)
        service.arm(operation="stop", times=1, delay_s=0.1)
        await staff.stops(sorted(of_state(staff, State.RECORDING))[0])
        assert staff.result.under_way
        assert not button.isVisible()
        await is_over(staff)


async def test_who_presses_stop_again_while_they_wait_for_their_turn_is_told_so(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with crowd(data_folder, service, 4, in_flight=1) as staff:
        service.arm(operation="stop", times=1, delay_s=5)
        await stops_all(staff)
        await staff.until(lambda: len(sent(service, "stop")) == 1, "the first is on its way")
        later = next(account for account in guests(4) if account not in sent(service, "stop"))
        staff.clicks_rows(later)
        staff.presses(Qt.Key.Key_F8)
        assert QApplication.activeModalWidget() is None
        assert staff.window.status.done.text() == "1 is being stopped already"
        service.answer_now()
        await is_over(staff)
        assert sorted(sent(service, "stop")) == guests(4)


async def test_a_stop_that_is_asked_for_afterwards_is_sent(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with crowd(data_folder, service, 4, in_flight=1) as staff:
        service.arm(operation="stop", times=1, delay_s=5)
        await stops_all(staff)
        await staff.until(lambda: len(sent(service, "stop")) == 1, "the first is on its way")
        staff.clicks(staff.result.send_no_more)
        await staff.until(lambda: "for 1 answer" in staff.result.summary.text(), "the rest waits no longer")
        later = next(account for account in guests(4) if account not in sent(service, "stop"))
        await staff.stops(later)
        await staff.until(lambda: "waiting for its turn" in staff.state(later), "it waits for the first")
        service.answer_now()
        await is_over(staff)
        assert of_state(staff, State.STOPPED) == set(sent(service, "stop"))
        assert sent(service, "stop")[1:] == [later]
        assert staff.result.summary.text() == "2 stopped, 2 file ids · 2 not sent"


async def test_who_quits_meanwhile_is_told_and_finds_what_was_not_sent_live_again(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with crowd(data_folder, service, 5, in_flight=1) as staff:
        service.arm(operation="stop", times=1, delay_s=5)
        await stops_all(staff)
        await staff.until(lambda: len(sent(service, "stop")) == 1, "the first is on its way")
        await staff.until(lambda: len(of_state(staff, State.STOPPING)) == 1, "its row says so")
        staff.window.close()
        question = await staff.asked(QuitDialog)
        words = "Stops that wait for their turn: 4. What is not sent by then goes on recording."
        assert question.also.text() == words
        staff.clicks(question.cancel)
        await staff.is_back()
        staff.clicks(staff.result.send_no_more)
        service.answer_now()
        await is_over(staff)
        staff.window.close()
        question = await staff.asked(QuitDialog)
        assert not question.also.isVisible()
        staff.clicks(question.yes)


@pytest.mark.parametrize(("limits", "seen"), [((2, 0), 3), ((0, 0), 1)])
async def test_starting_many_again_is_broken_off_alike(
    data_folder: Path,
    service: RunningSimulator,
    monkeypatch: pytest.MonkeyPatch,
    limits: tuple[int, int],
    seen: int,
) -> None:
    monkeypatch.setattr("gui.widgets.controllers.retry_controller.seconds_left", lambda _session, _now: 0.0)
    monkeypatch.setattr("gui.widgets.controllers.retry_controller.AT_ONCE", 4)
    async with crowd(data_folder, service, 10, in_flight=limits[0], becomes=State.FAILED) as staff:
        first = len(service.record)
        for guest in guests(10):
            service.enter(990001, guest, camera=True)
        service.arm(operation="start", times=10, delay_s=0.15)
        chooses_all(staff)
        summary, result = staff.window.selection_summary, staff.window.retry_result
        await staff.until(summary.isVisible, "they are summed up")
        staff.clicks(summary.start_again)
        staff.clicks((await staff.asked(RetryDialog)).yes)
        await staff.is_back()
        await staff.until(lambda: len(service.record) - first >= seen, "some are on their way")
        staff.clicks(result.send_no_more)
        await staff.until(lambda: not result.under_way, "all have their answer")
        await staff.settles()
        started = {entry.account for entry in service.record[first:]}
        assert of_state(staff, State.RECORDING) == started
        left = 10 - len(started)
        words = [f"{len(started)} started", f"{left} not sent"] if left else [f"{len(started)} started"]
        assert result.summary.text() == " · ".join(words)
        assert staff.attention() == f"Needs attention {left}"
        if left:
            assert result.retry.text() == f"Retry {left}"
            staff.clicks(result.retry)
            await staff.until(lambda: result.summary.text() == "10 started", "the rest is started")
