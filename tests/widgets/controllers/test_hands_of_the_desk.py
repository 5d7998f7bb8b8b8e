"""An evening at the desk: what comes or is left over never stops, starts or hides what nobody meant."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.protocol.request import StartRequest
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.window_driver import Staff, profile_for, window_at

REFUSED = 60002


def sent(service: RunningSimulator) -> list[tuple[str | None, str | None]]:
    return [(entry.operation, entry.account) for entry in service.record]


def chosen(staff: Staff) -> list[str]:
    return [one.target.account for one in staff.sessions.selected()]


async def refused_stop(staff: Staff, service: RunningSimulator, account: str) -> None:
    service.arm(operation="stop", code=REFUSED, times=10)
    await staff.stops(account)
    await staff.until(staff.result.stop_again.isVisible, "the stop was refused")
    await staff.settles()
    service.disarm()


# *Stop again* that is still there, long after.


async def test_stop_again_does_not_stop_the_recording_that_was_started_anew_for_that_guest(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    await refused_stop(staff, service, "alice")
    recorder = staff.panel.bridge.services.recorder
    await recorder.stop_session(staff.session("alice").id)
    await staff.sees("alice", State.STOPPED)
    await recorder.start("Main", StartRequest(room=990001, account="alice", file_name="anew"))
    await staff.sees("alice", State.RECORDING)
    before = sent(service)
    staff.clicks(staff.result.stop_again)
    await staff.settles()
    assert sent(service) == before
    assert staff.session("alice").state is State.RECORDING
    assert not staff.result.isVisible()
    assert staff.window.status.done.text().startswith("No stop sent: ended")


async def test_stop_again_leaves_out_what_a_colleague_has_stopped_and_stops_the_rest(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    service.arm(operation="stop", code=REFUSED, times=20)
    staff.clicks_rows("alice", "carol")
    staff.presses(Qt.Key.Key_F8)
    await staff.answers("Stop 2 recordings")
    await staff.until(staff.result.stop_again.isVisible, "both were refused")
    await staff.settles()
    service.disarm()
    await staff.panel.bridge.services.recorder.stop_session(staff.session("alice").id)
    await staff.sees("alice", State.STOPPED)
    before = len(sent(service))
    staff.clicks(staff.result.stop_again)
    await staff.sees("carol", State.STOPPED)
    await staff.settles()
    assert sent(service)[before:] == [("stop", "carol")]
    assert staff.result.summary.text() == "1 stopped, 1 file id"


async def test_a_question_that_stood_open_meanwhile_does_not_stop_the_recording_of_later(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(StopDialog)
    recorder = staff.panel.bridge.services.recorder
    await recorder.stop_session(staff.session("alice").id)
    await staff.sees("alice", State.STOPPED)
    await recorder.start("Main", StartRequest(room=990001, account="alice", file_name="anew"))
    await staff.sees("alice", State.RECORDING)
    staff.clicks(question.yes)
    await staff.is_back()
    await staff.settles()
    assert [operation for operation, _ in sent(service)] == ["start", "stop", "start"]
    assert [one.target.account for one in service.recordings] == ["alice"]


async def guest_came_back_in_vain(staff: Staff, service: RunningSimulator, account: str) -> str:
    """The guest had left as the start was sent: the id of the session that may go on all the same."""
    earlier = staff.session(account).id
    service.arm(operation="start", code=30000411)
    staff.clicks_rows(account)
    staff.clicks_step(Step.GUEST_CAME_BACK)
    staff.presses(Qt.Key.Key_Return)
    await staff.sees(account, State.FAILED)
    await staff.settles()
    return earlier


async def test_what_may_still_record_can_be_stopped_after_guest_came_back_was_refused(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    earlier = await guest_came_back_in_vain(staff, service, "alice")
    staff.sessions.select([earlier])
    # No stop was sent yet: it is none again, and it asks.
    assert staff.error.foot.stop.text().startswith("Stop alice")
    assert "again" not in staff.error.foot.stop.text()
    staff.presses(Qt.Key.Key_F8)
    await staff.answers("Stop recording")
    await staff.until(lambda: not service.recordings, "it is stopped")
    await staff.settles()
    assert [operation for operation, _ in sent(service)] == ["start", "start", "stop"]


async def test_a_row_whose_guest_is_recorded_anew_asks_for_no_stop_of_it(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    earlier = await guest_came_back_in_vain(staff, service, "alice")
    service.leave(990001, "alice")
    service.enter(990001, "alice")
    await staff.starts(990001, "alice")
    staff.sessions.select([earlier])
    staff.presses(Qt.Key.Key_F8)
    assert QApplication.activeModalWidget() is None
    assert staff.window.status.done.text().startswith("No stop sent: ended")
    await staff.settles()
    assert "stop" not in dict(sent(service))
    assert staff.session("alice").state is State.RECORDING


async def test_a_double_click_on_stop_again_sends_one_stop(
    staff: Staff, service: RunningSimulator, qapp: QApplication
) -> None:
    await staff.starts(990001, "alice")
    await refused_stop(staff, service, "alice")
    service.arm(operation="stop", code=REFUSED, times=20)
    again = staff.result.stop_again
    # The fixture of all tests puts it back.
    qapp.setDoubleClickInterval(200)
    QTest.qWait(250)
    before = len(sent(service))
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    await staff.until(lambda: not staff.result.under_way and again.isVisible(), "it was refused anew")
    now = len(sent(service))
    assert now > before
    QTest.mouseDClick(again, Qt.MouseButton.LeftButton)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    await staff.settles()
    assert len(sent(service)) == now
    service.disarm()


# An answer about somebody else.


async def test_an_answer_does_not_take_the_chosen_row_from_whoever_is_about_to_stop_it(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    service.arm(operation="start", delay_s=0.3)
    staff.types_target(990002, "carol")
    staff.clicks_start()
    staff.clicks_rows("alice")
    await staff.sees("carol", State.RECORDING)
    await staff.settles()
    assert chosen(staff) == ["alice"]
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(StopDialog)
    assert [one.target.account for one in question.sessions] == ["alice"]
    staff.clicks(question.cancel)
    await staff.is_back()


async def test_an_answer_does_not_take_away_a_reason_that_is_being_typed(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="start", fault="drop_after", times=3)
    await staff.starts(990001, "alice", State.UNKNOWN)
    service.disarm()
    service.arm(operation="start", delay_s=0.3)
    staff.types_target(990003, "dan")
    staff.clicks_start()
    staff.clicks_rows("alice")
    staff.clicks_step(Step.IT_IS_RECORDING)
    staff.keys_in("her camera")
    await staff.sees("dan", State.FAILED)
    await staff.settles()
    staff.keys_in(" is lit")
    staff.presses(Qt.Key.Key_Return)
    session = await staff.sees("alice", State.RECORDING)
    assert session.note == "her camera is lit"


async def test_an_answer_is_still_shown_to_whoever_waits_for_it_in_the_form(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    await staff.starts(990003, "dan", State.FAILED)
    assert chosen(staff) == ["dan"]


# Two accounts with the same room number.


async def test_guest_came_back_goes_through_the_account_that_was_chosen_as_start_was_pressed(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Main") as staff:
        await staff.starts(990001, "alice")
        staff.types_target(990001, "alice")
        staff.clicks_start()
        question = await staff.asked(StartLiveDialog)
        staff.panel.actions.profiles.choose("Second")
        staff.clicks(question.yes)
        await staff.is_back()
        await staff.settles()
        rows = await staff.panel.bridge.services.ledger.session(staff.session("alice").id)
        assert rows is not None
        assert rows.profile == "Main"


async def test_start_for_a_room_fills_in_the_guest_of_the_chosen_account_only(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Main") as staff:
        await staff.starts(990001, "alice")
        staff.sessions.start_for_requested.emit("990001")
        assert staff.fields.account.text() == "alice"
        staff.panel.actions.profiles.choose("Second")
        staff.sessions.start_for_requested.emit("990001")
        assert (staff.fields.room.text(), staff.fields.account.text()) == ("990001", "")
