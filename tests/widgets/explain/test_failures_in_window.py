"""What a support person sees when the service refuses, answers nothing, or says what no table knows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import Field, State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.tree import golden
from tests.support.widgets.refusals import account_of, is_refused_a_start, is_refused_a_stop, shows
from tests.support.widgets.window_driver import COUNTED, Staff, profile_for, window_at

TEXTS: dict[str, list[str]] = golden("recording_error_codes.json")
SHOWN = {code: (code, *texts) for code, texts in TEXTS.items()}
CODES = sorted(TEXTS)
ALREADY_ENDED = ("30000412", "30000413")


async def test_a_refused_start_shows_code_description_and_solution(staff: Staff) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    assert staff.state("dan") == "Not started · 30000411"
    assert staff.explained() == SHOWN["30000411"]
    assert staff.error.header.headline.text().startswith("Not started: dan is not found in room 990003")
    assert staff.error.steps.steps() == (Step.COPY_QUESTION, Step.EDIT_AS_NEW, Step.START_AGAIN)
    staff.clicks_step(Step.COPY_QUESTION)
    assert "990003" in QGuiApplication.clipboard().text()


async def test_edit_as_new_brings_everything_back_with_the_cursor_where_the_blame_is(staff: Staff) -> None:
    staff.types_target(990003, "dan")
    staff.types(staff.fields.tags.editor, "lecture,autumn,")
    staff.clicks(staff.fields.checks[Field.TRANSCODE])
    staff.clicks_start()
    await staff.sees("dan", State.FAILED)
    await staff.settles()
    staff.types_target(1, "somebody")
    staff.clicks_step(Step.EDIT_AS_NEW)
    values = staff.form.values()
    assert (values.room, values.account, values.tags) == ("990003", "dan", ("lecture", "autumn"))
    assert values.on_off[Field.TRANSCODE]
    assert staff.fields.account.hasFocus()


async def test_every_code_of_the_document_is_explained_in_its_own_words_at_a_start(
    staff: Staff, service: RunningSimulator
) -> None:
    seen: dict[str, tuple[str, str, str]] = {}
    for code in CODES:
        await is_refused_a_start(staff, service, code)
        seen[code] = staff.explained()
    assert seen == SHOWN


async def test_every_code_of_the_document_is_explained_in_its_own_words_at_a_stop(
    staff: Staff, service: RunningSimulator
) -> None:
    seen: dict[str, tuple[str, str, str]] = {}
    for code in CODES:
        await is_refused_a_stop(staff, service, code)
        staff.clicks_rows(account_of(code))
        await shows(staff, code)
        seen[code] = staff.explained()
        assert (staff.session(account_of(code)).state is State.STOPPED) is (code in ALREADY_ENDED)
    assert seen == SHOWN


async def test_a_code_that_no_table_knows_is_shown_with_its_number_and_the_services_words(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(code=31999999, message="the moon is in the way")
    await staff.starts(990001, "alice", State.FAILED)
    code, description, solution = staff.explained()
    assert code == "31999999"
    assert "31999999" in description
    assert solution
    assert staff.error.details.message.text() == "the moon is in the way"


async def test_the_services_words_are_plain_text_whatever_is_in_them(
    staff: Staff, service: RunningSimulator
) -> None:
    words = "<b>bold</b> <img src='file:///etc/passwd'>\x1b[31mred \u202eright to left\nnext line"
    service.arm(code=30000405, message=words)
    await staff.starts(990001, "alice", State.FAILED)
    shown = staff.error.details.message.field.text()
    picture = "<img src='file:///etc/passwd'>"
    assert shown == f"<b>bold</b> {picture}\\x1b[31mred \\u202eright to left\nnext line"
    assert "\x1b" not in shown
    assert "\u202e" not in shown


async def test_a_lost_answer_is_an_unconfirmed_start_that_starting_again_clears_up(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="start", fault="drop_after")
    await staff.starts(990001, "alice", State.UNKNOWN)
    assert staff.state("alice").startswith("Unconfirmed start")
    assert len(service.record) == 1
    assert staff.error.steps.steps() == (Step.START_AGAIN, Step.IT_IS_RECORDING, Step.MARK_AS_ENDED)
    again = staff.error.steps.button(Step.START_AGAIN)
    assert again is not None
    assert not again.isEnabled()
    await staff.until(again.isEnabled, "it may be started again")
    staff.clicks(again)
    await staff.until(lambda: len(service.record) == 2, "it is sent again")
    await staff.settles()
    assert staff.explained() == SHOWN["30000415"]
    assert staff.state("alice") == "May be recording · 30000415"
    staff.settles_as(Step.IT_IS_RECORDING)
    await staff.sees("alice", State.RECORDING)
    assert len(service.record) == 2


async def test_an_unconfirmed_start_can_be_marked_as_ended_and_nothing_is_sent(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="start", fault="drop_before")
    await staff.starts(990001, "alice", State.UNKNOWN)
    staff.settles_as(Step.MARK_AS_ENDED)
    await staff.sees("alice", State.STOPPED)
    assert "marked by Li" in staff.state("alice")
    assert len(service.record) == 1


async def test_a_stop_without_an_answer_is_sent_once_more_by_itself(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    service.arm(operation="stop", fault="drop_after")
    await staff.stops("alice")
    await staff.sees("alice", State.STOPPED)
    assert [entry.operation for entry in service.record] == ["start", "stop", "stop"]
    assert staff.explained() == SHOWN["30000412"]


@pytest.mark.parametrize("fault", ["cut", "html_502", "empty", "wrong_seq", "not_json"])
async def test_an_answer_that_cannot_be_used_is_neither_green_nor_a_refusal(
    staff: Staff, service: RunningSimulator, fault: str
) -> None:
    service.arm(operation="start", fault=fault)  # type: ignore[arg-type]  # one of the simulator's words
    await staff.starts(990001, "alice", State.UNKNOWN)
    assert staff.state("alice").startswith("Unconfirmed start")
    assert staff.explained()[1]


async def test_after_a_second_a_start_is_counted_and_staff_may_stop_waiting(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="start", delay_s=2.5)
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.sees("alice", State.STARTING)
    assert staff.pending() == []
    await staff.until(lambda: "Starting… 1 of 8 s" in staff.pending(), "the seconds are counted")
    assert staff.state("alice") == "Starting… 1 of 8 s"
    staff.clicks(staff.pending_button("Stop waiting"))
    await staff.sees("alice", State.UNKNOWN)
    await staff.settles()
    assert staff.pending() == []
    assert staff.state("alice").startswith("Unconfirmed start")
    assert len(service.record) == 1
    service.answer_now()


async def test_a_retry_that_the_documents_advise_is_counted_down_and_can_be_cancelled(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    service.arm(operation="start", code=30000401, times=3)
    async with window_at(data_folder, pacing=COUNTED) as staff:
        staff.types_target(990001, "alice")
        staff.clicks_start()
        await staff.until(lambda: staff.pending() != [], "the next try is counted down")
        (_name, words) = staff.pending()
        assert words == "Answered 30000401. Next try in 30 s (2 of 3)"
        assert staff.state("alice") == "Starting… · 30000401 · trying again in 30 s"
        await staff.until(lambda: "29 s" in staff.pending()[-1], "it counts")
        staff.clicks(staff.pending_button("Cancel"))
        await staff.sees("alice", State.FAILED)
        await staff.settles()
        assert staff.explained() == SHOWN["30000401"]
        assert len(service.record) == 1


async def test_a_refused_stop_leaves_it_recording_and_offers_to_stop_again(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    service.arm(operation="stop", code=30000405)
    await staff.stops("alice")
    await staff.until(lambda: "refused" in staff.state("alice"), "the refusal is shown")
    await staff.settles()
    assert staff.state("alice") == "Recording · stop refused 30000405"
    staff.clicks_rows("alice")
    staff.clicks_step(Step.STOP_AGAIN)
    await staff.sees("alice", State.STOPPED)


async def test_enter_in_the_error_panel_takes_the_first_step(staff: Staff) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    QGuiApplication.clipboard().clear()
    button = staff.error.steps.button(Step.COPY_QUESTION)
    assert button is not None
    button.setFocus()
    staff.presses(Qt.Key.Key_Return)
    assert "dan" in QGuiApplication.clipboard().text()


async def test_a_row_that_is_handled_no_longer_needs_attention(staff: Staff) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    assert staff.attention() == "Needs attention 1"
    staff.clicks(staff.error.header.handled)
    staff.keys_in("camera is broken")
    staff.presses(Qt.Key.Key_Return)
    await staff.until(lambda: staff.attention() == "Needs attention 0", "nothing needs attention")
    assert staff.session("dan").note == "camera is broken"


async def test_what_came_of_a_start_takes_no_chosen_rows_out_of_staffs_hands(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    service.arm(operation="start", account="frank", delay_s=5)
    staff.types_target(990004, "frank")
    staff.clicks_start()
    await staff.sees("frank", State.STARTING)
    staff.clicks_rows("alice", "carol")
    await staff.until(lambda: len(service.record) == 3, "it is sent")
    service.answer_now()
    await staff.sees("frank", State.RECORDING)
    await staff.settles()
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(StopDialog)
    assert question.yes.text() == "Stop 2 recordings"
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()


async def test_from_the_list_the_first_step_is_two_tabs_away_at_most(staff: Staff) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    staff.clicks_rows("dan")
    first = staff.error.steps.button(Step.COPY_QUESTION)
    for _ in range(2):
        staff.presses(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
    assert QApplication.focusWidget() is first


async def test_the_stop_at_the_foot_asks_first_and_so_does_that_of_several_rows(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    staff.clicks_rows("alice")
    assert staff.error.foot.stop.accessibleName() == "Stop alice in room 990001"
    staff.clicks(staff.error.foot.stop)
    question = await staff.asked(StopDialog)
    staff.clicks(question.yes)
    await staff.is_back()
    await staff.sees("alice", State.STOPPED)
    assert not staff.error.foot.stop.isVisible()
    staff.clicks_rows("alice", "carol")
    summary = staff.window.selection_summary
    await staff.until(lambda: summary.isVisible() and summary.foot.stop.text() == "Stop 1", "one is live")
    assert summary.headline.text() == "2 selected, 1 of them live"
    staff.clicks(summary.foot.stop)
    staff.clicks((await staff.asked(StopDialog)).yes)
    await staff.is_back()
    await staff.sees("carol", State.STOPPED)


@pytest.mark.usefixtures("no_wait_between_tries")
async def test_after_start_again_by_keyboard_the_row_has_the_focus(
    staff: Staff, service: RunningSimulator
) -> None:
    service.enter(990001, account_of("30000301"))
    await is_refused_a_start(staff, service, "30000301")
    again = staff.error.steps.button(Step.START_AGAIN)
    assert again is not None
    await staff.until(again.isEnabled, "it may be sent again")
    again.setFocus()
    staff.presses(Qt.Key.Key_Return)
    await staff.sees(account_of("30000301"), State.RECORDING)
    await staff.settles()
    assert staff.sessions.table.hasFocus()


async def test_after_a_stop_from_the_inspector_the_row_has_the_focus_and_no_other_stop(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    stop = staff.error.foot.stop
    stop.setFocus()
    staff.clicks(stop)
    question = await staff.asked(StopDialog)
    staff.clicks(question.yes)
    await staff.sees("alice", State.STOPPED)
    await staff.is_back()
    await staff.until(staff.sessions.table.hasFocus, "the row that was stopped has it")


async def test_several_rows_are_told_by_state_with_the_guests_names(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    await staff.starts(990003, "dan", State.FAILED)
    staff.clicks_rows("alice", "dan")
    summary = staff.window.selection_summary
    await staff.until(lambda: len(summary.states.rows()) == 2, "two states are told")
    assert [
        (row.title.text(), row.count.text(), row.guests.whole_text()) for row in summary.states.rows()
    ] == [
        ("Recording · accepted", "1", "alice in 990001"),
        ("Not started · 30000411", "1", "dan in 990003"),
    ]
    assert summary.origin.text() == "2 rooms · 2 started by Li"
    assert summary.stays.whole_text() == "1 stays live: carol"
    assert [row.who.text() for row in summary.groups()] == ["Who can fix it: you, with the room's host"]


async def test_below_several_rows_that_are_over_there_is_no_empty_band(staff: Staff) -> None:
    for room, account in ((990001, "alice"), (990002, "carol")):
        await staff.starts(room, account)
        await staff.stops(account)
        await staff.sees(account, State.STOPPED)
    staff.clicks_rows("alice", "carol")
    summary = staff.window.selection_summary
    await staff.until(summary.isVisible, "both are summed up")
    assert not summary.foot.isVisible()
