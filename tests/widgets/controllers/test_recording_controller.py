"""Start, see, stop: the whole job by clicks and by keys, on a real service."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import Operation, Source, State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog
from gui.widgets.sessions.session_columns import Column
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

SHIFT = Qt.KeyboardModifier.ShiftModifier


def sent(service: RunningSimulator) -> list[tuple[str | None, str | None]]:
    """What arrived at the service: operation and user."""
    return [(entry.operation, entry.account) for entry in service.record]


def focused() -> str:
    """The accessible name of what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget.accessibleName()


def lines(dialog: StopDialog) -> list[list[str]]:
    """The table of a stop's question."""
    assert dialog.table is not None
    model = dialog.table.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in rows]


async def test_a_start_by_mouse_is_seen_live_and_its_stop_gives_file_ids(
    staff: Staff, service: RunningSimulator
) -> None:
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.sees("alice", State.RECORDING)
    assert staff.state("alice").startswith("Recording · accepted ")
    assert [r.target.account for r in service.recordings] == ["alice"]
    staff.clicks_rows("alice")
    staff.clicks(staff.sessions.bar.stop)
    question = await staff.asked(StopDialog)
    staff.clicks(question.yes)
    session = await staff.sees("alice", State.STOPPED)
    assert session.file_ids == service.ended[0].file_ids
    assert staff.state("alice") == "Stopped · 1 file"
    assert staff.cell("alice", Column.FILES) == "1"
    assert staff.error.details.files.text() == session.file_ids[0]
    await staff.is_back()


async def test_who_presses_return_in_a_field_is_told_what_starts(
    staff: Staff, service: RunningSimulator
) -> None:
    staff.types_target(990001, "alice")
    staff.presses(Qt.Key.Key_Return)
    await staff.settles()
    assert sent(service) == []
    assert staff.window.status.done.whole_text() == "Ctrl+Return starts the recording."


async def test_the_same_all_by_keyboard(staff: Staff, service: RunningSimulator) -> None:
    assert focused() == "Room ID"
    staff.keys_in("990002")
    staff.presses(Qt.Key.Key_Tab)
    assert focused() == "User ID"
    staff.keys_in("carol")
    staff.presses(Qt.Key.Key_Return, CTRL)
    await staff.sees("carol", State.RECORDING)
    await staff.until(lambda: staff.fields.account.text() == "", "the form is ready for the next")
    staff.presses(Qt.Key.Key_F8)
    await staff.asked(StopDialog)
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()
    assert staff.state("carol").startswith("Recording")
    staff.presses(Qt.Key.Key_F8)
    await staff.asked(StopDialog)
    staff.presses(Qt.Key.Key_Return)
    session = await staff.sees("carol", State.STOPPED)
    assert session.file_ids
    await staff.is_back()
    assert sent(service) == [("start", "carol"), ("stop", "carol")]


async def test_tab_goes_from_the_bar_through_the_form_to_the_list(staff: Staff) -> None:
    staff.window.showNormal()
    staff.window.resize(1280, 720)
    # From the page of the first start to the list.
    staff.presses(Qt.Key.Key_F, CTRL)
    staff.fields.room.setFocus()
    order = [focused()]
    while order[-1] != "Live sessions" and len(order) < 40:
        staff.presses(Qt.Key.Key_Tab)
        order.append(focused())
    form = [
        "Room ID",
        "User ID",
        "File name",
        "Options",
        "Tags",
        "Category ID",
        "Source",
        "SDK type",
        "Preset",
    ]
    assert order[: len(form)] == form
    assert order.index("Transcode") < order.index("Screenshot") < order.index("Watermark")
    assert order.index("Watermark") < order.index("Start recording")
    assert order.index("Start recording") < order.index("Search") < order.index("Live sessions")
    assert "" not in order
    staff.fields.room.setFocus()
    staff.presses(Qt.Key.Key_Backtab, SHIFT)
    assert focused() == "Menu"
    staff.presses(Qt.Key.Key_Backtab, SHIFT)
    assert focused() == "Operator"


async def test_keys_find_the_search_the_form_and_the_codes(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.presses(Qt.Key.Key_F, CTRL)
    assert focused() == "Search"
    staff.keys_in("no-such-user")
    assert staff.sessions.model.rowCount() == 0
    staff.presses(Qt.Key.Key_Escape)
    assert staff.sessions.model.rowCount() == 1
    staff.presses(Qt.Key.Key_N, CTRL)
    assert focused() == "Room ID"
    staff.presses(Qt.Key.Key_F1)
    await staff.until(lambda: not staff.window.isActiveWindow(), "the codes open")
    codes = staff.window.code_reference
    assert codes is not None
    await staff.until(codes.isActiveWindow, "the codes have the focus")
    staff.keys_in("30000415")
    assert codes.current() == "30000415"
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()
    assert not codes.isVisible()


async def test_the_live_row_counts_the_seconds_since_the_start(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.until(lambda: staff.cell("alice", Column.ELAPSED) >= "00:00:01", "a second has passed")
    assert "00:00:01" <= staff.cell("alice", Column.ELAPSED) < "00:01:00"


async def test_a_search_that_hides_the_row_empties_what_is_shown_of_it(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    panel = staff.window.error_panel
    staff.sessions.select([staff.sessions.model.session_at(0).id])
    await staff.until(lambda: panel.session_id() != "", "the row is shown")
    staff.types(staff.sessions.bar.search, "990002")
    await staff.until(lambda: panel.session_id() == "", "nothing of it is left")
    assert not staff.sessions.selected()


async def test_a_double_click_on_start_sends_once(staff: Staff, service: RunningSimulator) -> None:
    staff.types_target(990001, "alice")
    staff.clicks_start()
    staff.clicks_start()
    assert "This start is already on its way." in staff.said()
    await staff.sees("alice", State.RECORDING)
    await staff.settles()
    assert sent(service) == [("start", "alice")]


async def test_two_starts_may_be_on_their_way_at_once(staff: Staff, service: RunningSimulator) -> None:
    service.arm(account="alice", delay_s=0.3)
    staff.types_target(990001, "alice")
    staff.clicks_start()
    staff.types_target(990002, "carol")
    staff.clicks_start()
    await staff.sees("carol", State.RECORDING)
    assert staff.session("alice").state is State.STARTING
    await staff.sees("alice", State.RECORDING)
    assert sorted(sent(service)) == [("start", "alice"), ("start", "carol")]


async def test_a_start_for_somebody_who_is_recording_asks_first(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    staff.types_target(990001, "alice")
    staff.clicks_start()
    question = await staff.asked(StartLiveDialog)
    assert "alice in room 990001 is being recorded already" in question.headline.text()
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()
    assert len(service.record) == 1
    # The guest left and came back: the service closed the recording by itself.
    service.leave(990001, "alice")
    service.enter(990001, "alice")
    staff.clicks_start()
    question = await staff.asked(StartLiveDialog)
    staff.clicks(question.yes)
    both = [State.STOPPED, State.RECORDING]
    await staff.until(
        lambda: [session.state for session in staff.sessions.model.sessions()] == both,
        "a new recording begins, and the one before has ended",
    )
    await staff.is_back()


async def test_guest_came_back_on_the_row_while_it_still_records_changes_nothing(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    button = staff.error.steps.button(Step.GUEST_CAME_BACK)
    assert button is not None
    await staff.until(button.isEnabled, "it may be pressed 3 s after the start")
    staff.clicks_step(Step.GUEST_CAME_BACK)
    staff.presses(Qt.Key.Key_Return)
    await staff.until(lambda: len(service.record) == 2, "it is sent")
    await staff.settles()
    assert service.record[1].answer_code == 30000415
    assert staff.state("alice").startswith("Recording · accepted ")


async def test_stopping_two_rows_lists_both_and_names_what_was_begun_by_another_operator(
    staff: Staff,
) -> None:
    await staff.starts(990001, "alice")
    staff.types(staff.window.connection_bar.operator, "Wang")
    staff.presses(Qt.Key.Key_Return)
    await staff.starts(990002, "carol")
    staff.clicks_rows("alice", "carol")
    assert staff.sessions.bar.stop.text() == "Stop 2"
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(StopDialog)
    assert question.yes.text() == "Stop 2 recordings"
    assert question.others.text() == "1 of them: begun by Li, not by you."
    by_user = {line[1]: line for line in lines(question)}
    assert by_user["alice"][0] == "990001"
    assert by_user["alice"][2] == staff.cell("alice", Column.TIME)
    assert by_user["alice"][3].startswith("00:00:")
    assert by_user["alice"][4] == "begun by Li"
    assert by_user["carol"][4] == ""
    staff.clicks(question.yes)
    await staff.sees("alice", State.STOPPED)
    await staff.sees("carol", State.STOPPED)
    await staff.settles()
    assert staff.result.summary.text() == "2 stopped, 2 file ids"
    await staff.is_back()


async def test_the_result_of_a_stop_stays_until_it_is_closed_and_leads_to_what_was_refused(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    service.arm(operation="stop", account="carol", code=30000405)
    staff.clicks_rows("alice", "carol")
    staff.presses(Qt.Key.Key_F8)
    staff.clicks((await staff.asked(StopDialog)).yes)
    await staff.sees("alice", State.STOPPED)
    await staff.settles()
    await staff.is_back()
    assert staff.result.summary.text() == "1 stopped, 1 file id · 1 refused"
    await staff.starts(990004, "frank")
    assert staff.result.isVisible()
    staff.clicks(staff.result.show_rest)
    assert [s.target.account for s in staff.sessions.selected()] == ["carol"]
    assert staff.state("carol") == "Recording · stop refused 30000405"
    staff.clicks(staff.result.stop_again)
    await staff.sees("carol", State.STOPPED)
    await staff.settles()
    assert staff.result.summary.text() == "2 stopped, 2 file ids"
    staff.clicks(staff.result.copy)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 3
    for account in ("alice", "carol"):
        session = staff.session(account)
        line = next(line for line in copied if f"\t{account}\t" in line)
        assert line.split("\t")[:4] == [
            session.file_ids[0],
            str(session.target.room),
            account,
            session.settings.file_name,
        ]
    staff.clicks(staff.result.close_button)
    assert not staff.result.isVisible()


async def test_a_recording_that_is_not_in_the_list_can_be_stopped(
    staff: Staff, service: RunningSimulator
) -> None:
    staff.clicks(staff.sessions.bar.stop_other)
    question = await staff.asked(StopOtherDialog)
    staff.clicks(question.yes)
    assert all(row.focus_widget.accessibleDescription() for row in list(question.rows.values())[:2])
    staff.types(question.room, "990004")
    staff.types(question.account, "erin")
    question.source.setCurrentIndex(question.source.findData(int(Source.SCREEN)))
    staff.clicks(question.yes)
    await staff.until(lambda: len(service.record) == 1, "the stop is sent")
    await staff.settles()
    (entry,) = service.record
    assert (entry.operation, entry.room, entry.account, entry.source) == ("stop", 990004, "erin", "screen")
    # Nothing was being recorded: the service says that it has already ended.
    session = await staff.sees("erin", State.STOPPED)
    assert staff.state("erin") == "Ended · perhaps never recorded"
    assert session.operation is Operation.STOP
    await staff.is_back()


async def test_a_stop_pressed_while_the_start_is_on_its_way_waits_for_it(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="start", delay_s=0.3)
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.sees("alice", State.STARTING)
    await staff.stops("alice")
    session = await staff.sees("alice", State.STOPPED)
    assert session.file_ids
    assert sent(service) == [("start", "alice"), ("stop", "alice")]


async def test_the_window_finds_its_recordings_again_at_the_next_start(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as earlier:
        await earlier.starts(990001, "alice")
    async with window_at(data_folder) as later:
        assert later.state("alice").startswith("Recording · accepted ")
        await later.stops("alice")
        await later.sees("alice", State.STOPPED)


async def test_guest_came_back_answered_with_already_recording_says_that_nothing_new_was_started(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    staff.panel.bridge.recordings.guest_came_back(staff.panel.window.session_list.model.live_sessions()[0].id)
    said = staff.window.status.done
    await staff.until(lambda: bool(said.whole_text()), "the status line tells what came of it")
    assert said.whole_text() == "alice in room 990001 is still being recorded: nothing new was started."
    assert len(service.recordings) == 1
