"""A wrong mark, an emptied form, a lost filter: one press of the link or Ctrl+Z, and it is as before."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.core.sessions.settle import handled
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.style.measures import INDICATOR
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

A_PERSON_MS = 400
"""Between the presses of a double click."""
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def move(folder: Path) -> None:
    folder.rename(folder.with_name("DATA.moved"))


def put_back(folder: Path) -> None:
    folder.with_name("DATA.moved").rename(folder)


def offered(staff: Staff) -> str:
    """What the link says; empty where there is none."""
    button = staff.window.undo_link.button
    return button.text() if button.isVisible() else ""


def told(staff: Staff) -> str:
    return staff.window.undo_link.message.whole_text()


def undoes(staff: Staff) -> None:
    """A press of the link."""
    staff.clicks(staff.window.undo_link.button)


def presses_undo(staff: Staff) -> None:
    """Ctrl+Z, with the focus in the list."""
    staff.sessions.table.setFocus()
    staff.presses(Qt.Key.Key_Z, CTRL)


async def unconfirmed(staff: Staff, service: RunningSimulator) -> Session:
    service.arm(fault="drop_after")
    return await staff.starts(990002, "carol", State.UNKNOWN)


async def is_unknown_again(staff: Staff) -> None:
    await staff.sees("carol", State.UNKNOWN)
    await staff.settles()


async def failed(staff: Staff, account: str) -> Session:
    return await staff.starts(990003, account, State.FAILED)


# Marks.


async def test_a_wrong_mark_as_recording_is_undone_by_its_named_link(
    staff: Staff, service: RunningSimulator
) -> None:
    before = await unconfirmed(staff, service)
    assert offered(staff) == ""
    staff.settles_as(Step.IT_IS_RECORDING)
    await staff.until(lambda: offered(staff) == "Undo: marked 990002 as recording", "the link names it")
    sent = len(service.record)
    undoes(staff)
    await is_unknown_again(staff)
    assert staff.session("carol") == replace(before, row=before.row + 2)
    assert offered(staff) == ""
    assert len(service.record) == sent
    entries = await staff.panel.bridge.services.ledger.entries(before.id)
    assert [(row.kind, row.operator) for row in entries][-2:] == [("settled", "Li"), ("undone", "Li")]


async def test_ctrl_z_in_the_list_does_the_same(staff: Staff, service: RunningSimulator) -> None:
    await unconfirmed(staff, service)
    staff.settles_as(Step.MARK_AS_ENDED, "so they say")
    await staff.until(lambda: offered(staff) == "Undo: marked 990002 as ended", "the link names it")
    presses_undo(staff)
    await is_unknown_again(staff)
    assert staff.session("carol").state is State.UNKNOWN


async def test_several_marked_as_handled_are_undone_at_once(staff: Staff) -> None:
    for account in ("dan", "ann", "joe"):
        await failed(staff, account)
    staff.clicks_rows("dan", "ann", "joe")
    below = staff.window.selection_summary
    await staff.until(below.isVisible, "what can be done is shown")
    staff.clicks(below.handled)
    await staff.until(lambda: offered(staff) == "Undo: marked 3 as handled", "all are one step")
    await staff.until(lambda: staff.attention().endswith(" 0"), "nothing needs attention")
    presses_undo(staff)
    await staff.until(lambda: staff.attention().endswith(" 3"), "all of them need attention again")
    await staff.settles()
    assert offered(staff) == ""


async def test_each_of_several_steps_is_named_in_turn(staff: Staff, service: RunningSimulator) -> None:
    await unconfirmed(staff, service)
    staff.settles_as(Step.IT_IS_RECORDING)
    await staff.until(lambda: "990002" in offered(staff), "the mark is named")
    staff.clicks(staff.sessions.bar.button(QuickFilter.LIVE))
    assert offered(staff) == "Undo: filter Live"
    presses_undo(staff)
    assert staff.sessions.bar.filter() is QuickFilter.ALL
    assert offered(staff) == "Undo: marked 990002 as recording"
    presses_undo(staff)
    await is_unknown_again(staff)


async def test_once_somebody_else_has_acted_the_link_is_gone(staff: Staff, data_folder: Path) -> None:
    session = await failed(staff, "dan")
    staff.clicks_rows("dan")
    staff.window.session_list.table.actions_of_selection.mark_handled.trigger()
    await staff.until(lambda: "handled" in offered(staff), "the link is there")
    other = Ledger(data_folder)
    await other.open()
    try:
        note = Note("handled", "Wang", NOW, "I called them")
        await other.change(session.id, lambda found: handled(found, "I called them", NOW), note)
    finally:
        await other.close()
    await staff.until(lambda: offered(staff) == "", "there is nothing of ours to undo")
    presses_undo(staff)
    assert staff.session("dan").note == "I called them"


async def test_who_was_quicker_than_the_click_is_not_undone(staff: Staff, data_folder: Path) -> None:
    session = await failed(staff, "dan")
    staff.clicks_rows("dan")
    staff.window.session_list.table.actions_of_selection.mark_handled.trigger()
    await staff.until(lambda: "handled" in offered(staff), "the link is there")
    other = Ledger(data_folder)
    await other.open()
    try:
        note = Note("handled", "Wang", NOW, "I called them")
        written = await other.change(session.id, lambda found: handled(found, "I called them", NOW), note)
        presses_undo(staff)
        await staff.until(lambda: told(staff) != "", "it is said")
        assert told(staff) == "Not undone: somebody has acted on it since."
        assert await other.last_row() == written.row
    finally:
        await other.close()


async def test_an_undo_that_could_not_be_written_is_offered_again(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await unconfirmed(staff, service)
        staff.settles_as(Step.IT_IS_RECORDING)
        await staff.until(lambda: "990002" in offered(staff), "the mark is named")
        move(data_folder)
        presses_undo(staff)
        assert offered(staff) == ""
        await staff.until(lambda: "990002" in offered(staff), "it is offered again")
        assert staff.session("carol").state is State.RECORDING
        put_back(data_folder)
        presses_undo(staff)
        await is_unknown_again(staff)


# Requests.


async def test_after_a_start_ctrl_z_says_what_can_be_done_and_sends_nothing(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    sent = len(service.record)
    presses_undo(staff)
    assert told(staff) == "A request can't be undone. To stop alice: choose the row, press F8."
    await staff.settles()
    assert len(service.record) == sent
    assert staff.session("alice").state is State.RECORDING


async def test_after_a_stop_it_says_how_to_record_again(staff: Staff, service: RunningSimulator) -> None:
    await staff.starts(990001, "alice")
    await staff.stops("alice")
    await staff.sees("alice", State.STOPPED)
    sent = len(service.record)
    presses_undo(staff)
    assert (
        told(staff) == "A request can't be undone. To record alice again: Ended, choose the row, Edit as new."
    )
    assert len(service.record) == sent


async def test_the_list_that_a_start_has_shown_whole_is_no_step_of_its_own(staff: Staff) -> None:
    await failed(staff, "dan")
    staff.clicks(staff.sessions.bar.button(QuickFilter.NEEDS_ATTENTION))
    await staff.starts(990001, "alice")
    assert staff.sessions.bar.filter() is QuickFilter.ALL
    presses_undo(staff)
    assert told(staff).startswith("A request can't be undone.")
    assert staff.sessions.bar.filter() is QuickFilter.ALL


async def test_a_mark_made_before_a_request_is_still_undone_by_its_link_alone(
    staff: Staff, service: RunningSimulator
) -> None:
    await unconfirmed(staff, service)
    staff.settles_as(Step.IT_IS_RECORDING)
    await staff.until(lambda: "990002" in offered(staff), "the mark is named")
    await staff.starts(990001, "alice")
    presses_undo(staff)
    assert told(staff).startswith("A request can't be undone.")
    assert staff.session("carol").state is State.RECORDING
    undoes(staff)
    await is_unknown_again(staff)
    assert staff.session("alice").state is State.RECORDING


# The form.


async def test_a_form_that_a_change_of_the_profile_has_emptied_comes_back_with_its_profile(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Second")
    async with window_at(data_folder, profile="Main") as staff:
        staff.types_target(10001, "alice")
        staff.window.connection_bar.profile_chosen.emit("Second")
        assert staff.fields.room.text() == ""
        assert offered(staff) == "", "what was typed for one account is not put into another"
        staff.window.connection_bar.profile_chosen.emit("Main")
        assert offered(staff) == "Undo: cleared form"
        undoes(staff)
        assert (staff.fields.room.text(), staff.fields.account.text()) == ("10001", "alice")


async def test_what_edit_as_new_has_overwritten_comes_back(staff: Staff) -> None:
    await failed(staff, "dan")
    staff.types_target(10001, "alice")
    staff.clicks_rows("dan")
    staff.clicks_step(Step.EDIT_AS_NEW)
    assert staff.fields.account.text() == "dan"
    assert offered(staff) == "Undo: filled form"
    presses_undo(staff)
    assert (staff.fields.room.text(), staff.fields.account.text()) == ("10001", "alice")


async def test_what_is_typed_afterwards_is_not_overwritten(staff: Staff) -> None:
    await failed(staff, "dan")
    staff.types_target(10001, "alice")
    staff.clicks_rows("dan")
    staff.clicks_step(Step.EDIT_AS_NEW)
    staff.types(staff.fields.account, "erin")
    assert offered(staff) == ""


# Filter, search, fields.


async def test_a_search_that_was_emptied_by_escape_comes_back(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    search = staff.sessions.bar.search
    staff.types(search, "alice")
    assert offered(staff) == "Undo: search"
    staff.presses(Qt.Key.Key_Escape)
    assert offered(staff) == "Undo: cleared search"
    presses_undo(staff)
    assert search.text() == "alice"
    presses_undo(staff)
    assert search.text() == ""


async def test_in_a_text_field_ctrl_z_is_the_field_s_own(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks(staff.sessions.bar.button(QuickFilter.LIVE))
    staff.types(staff.fields.room, "10001")
    staff.presses(Qt.Key.Key_Z, CTRL)
    assert staff.fields.room.text() != "10001"
    assert staff.sessions.bar.filter() is QuickFilter.LIVE
    assert told(staff) == ""


async def test_the_words_of_the_link_are_whole_when_its_key_comes_and_goes(staff: Staff) -> None:
    link = staff.window.undo_link
    for by_key in (False, True):
        link.show_step("Undo: search", by_key=by_key)
        await asyncio.sleep(0.1)
        words = link.button.fontMetrics().horizontalAdvance("Undo: search" + by_key * "Ctrl Z")
        assert link.button.width() > words + INDICATOR


async def test_with_nothing_done_it_says_so(staff: Staff) -> None:
    presses_undo(staff)
    assert told(staff) == "Nothing to undo."


async def test_while_a_question_is_open_nothing_is_undone(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks(staff.sessions.bar.button(QuickFilter.LIVE))
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    dialog = await staff.asked(StopDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    assert staff.sessions.bar.filter() is QuickFilter.LIVE
    dialog.reject()
    await staff.is_back()


async def test_the_second_press_of_a_double_click_undoes_nothing_more(
    staff: Staff, service: RunningSimulator, qapp: QApplication
) -> None:
    await unconfirmed(staff, service)
    staff.settles_as(Step.IT_IS_RECORDING)
    await staff.until(lambda: "990002" in offered(staff), "the mark is named")
    staff.clicks(staff.sessions.bar.button(QuickFilter.LIVE))
    qapp.setDoubleClickInterval(A_PERSON_MS)
    await asyncio.sleep(1.1 * A_PERSON_MS / 1000)
    button = staff.window.undo_link.button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert offered(staff) == "Undo: marked 990002 as recording"
    await staff.settles()
    assert staff.session("carol").state is State.RECORDING
    button.setFocus()
    staff.presses(Qt.Key.Key_Space)
    await is_unknown_again(staff)
