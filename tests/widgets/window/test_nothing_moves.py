"""The window's frame and the composer: nothing that can be pressed moves by what is said."""

import asyncio
import time
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.foundation.enums import Field, Operation, State
from gui.core.sessions.progress import Phase, Progress
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.controls.theme import Tone
from gui.widgets.sessions.session_columns import Column
from tests.support.widgets.places import moved, place, press_targets
from tests.support.widgets.window_driver import Staff, profile_for, window_at

SIZE = (1280, 720)
OVERRUN = "▲ Room 990001, alice: recording for more than 4 h. Stop it, or mark it as handled."


async def shown_at(staff: Staff, width: int, height: int) -> None:
    """Give the window a size, and let its layouts settle."""
    # The offscreen screen is small: there the window takes all of it.
    staff.window.showNormal()
    staff.window.resize(width, height)
    await settled()


async def settled() -> None:
    for _ in range(4):
        QApplication.processEvents()
        await asyncio.sleep(0.01)


def first_row_top(staff: Staff) -> int:
    """Where the list's first row stands in the window."""
    table = staff.sessions.table
    return place(table.viewport()).y() + table.visualRect(staff.sessions.model.index(0, Column.ROOM)).y()


def waiting(since: float, limit: float = 8.0) -> Progress:
    return Progress(Operation.START, Phase.ANSWER, 1, 3, since, since + limit)


async def test_complaints_move_nothing_and_take_their_place_at_the_right_end_of_the_names_line(
    staff: Staff,
) -> None:
    await shown_at(staff, *SIZE)
    before = press_targets(staff.window)
    staff.types_target("10a01", "alice, bob")
    staff.types(staff.fields.file_name, "{rom}")
    staff.types(staff.fields.class_id, "99999999999")
    staff.clicks_start()
    await settled()
    assert len(before) > 20
    assert staff.fields.rows[Field.ROOM].said().startswith("✕ “10a01” is not a number")
    assert moved(before, press_targets(staff.window)) == []
    for field in (Field.ROOM, Field.ACCOUNT, Field.FILE_NAME, Field.CLASS_ID):
        staff.types(staff.fields.rows[field].focus_widget, "7")
    await settled()
    assert moved(before, press_targets(staff.window)) == []


async def test_what_can_not_be_seen_is_complained_of_and_removed_with_everything_in_its_place(
    staff: Staff,
) -> None:
    await shown_at(staff, *SIZE)
    before = press_targets(staff.window)
    staff.fields.room.setText("99\u200b0001")
    await settled()
    assert moved(before, press_targets(staff.window)) == []
    staff.clicks(next(b for b in press_targets(staff.window) if b.accessibleName().endswith("from Room ID")))
    assert staff.fields.room.text() == "990001"
    await settled()
    assert moved(before, press_targets(staff.window)) == []


async def test_a_long_complaint_is_whole_below_the_field_that_has_the_focus_and_takes_no_click(
    staff: Staff,
) -> None:
    await shown_at(staff, *SIZE)
    staff.types_target("10a01", "alice")
    staff.clicks_start()
    await settled()
    words = staff.fields.rows[Field.ROOM].complaint
    assert staff.fields.room.toolTip() == words
    assert words in staff.fields.room.accessibleDescription()
    assert any(words in text for text in staff.texts_in(staff.window))
    staff.clicks(staff.fields.tags.editor)
    assert staff.fields.tags.editor.hasFocus()
    assert not any(words in text for text in staff.texts_in(staff.window))


async def test_an_accepted_start_moves_neither_fields_nor_start(staff: Staff) -> None:
    await shown_at(staff, *SIZE)
    before = press_targets(staff.form)
    await staff.starts(990001, "alice")
    assert moved(before, press_targets(staff.form)) == []
    await staff.starts(990003, "dan", State.FAILED)
    assert moved(before, press_targets(staff.form)) == []


async def test_notices_take_the_lists_lower_end_and_move_no_row(staff: Staff) -> None:
    await shown_at(staff, *SIZE)
    await staff.starts(990001, "alice")
    await settled()
    top, before = first_row_top(staff), press_targets(staff.form)
    end = place(staff.sessions.table).bottom()
    staff.window.alarm.show_notice(OVERRUN, Tone.WARNING, "Show it")
    await settled()
    assert staff.window.alarm.isVisible()
    assert first_row_top(staff) == top
    assert place(staff.sessions.table).bottom() < end
    assert moved(before, press_targets(staff.form)) == []
    assert place(staff.window.alarm).bottom() < place(staff.window.status).top()


async def test_of_several_notices_the_gravest_is_shown_and_the_others_are_counted(staff: Staff) -> None:
    window = staff.window
    staff.bug_expected = True
    window.batch_strip.show_notice("○ Batch", Tone.ACCENT, "Show")
    window.alarm.show_notice(OVERRUN, Tone.WARNING, "Show it")
    window.bug.show_notice("▲ A bug", Tone.DANGER, "Copy details")
    more = window.notices.more

    def seen() -> list[NoticeStrip]:
        strips = (window.bug, window.alarm, window.batch_strip)
        return [strip for strip in strips if strip.isVisible()]

    assert (seen(), more.text()) == ([window.bug], "2 more")
    staff.clicks(more)
    assert (seen(), more.text()) == ([window.alarm], "2 more")
    staff.clicks(more)
    assert seen() == [window.batch_strip]
    window.batch_strip.hide()
    assert (seen(), more.text()) == ([window.bug], "1 more")
    window.bug.hide()
    window.alarm.hide()
    assert seen() == []
    assert not window.notices.isVisible()


async def test_a_notice_under_the_pointer_is_not_replaced_by_a_graver_one(staff: Staff) -> None:
    await shown_at(staff, *SIZE)
    staff.bug_expected = True
    window = staff.window
    window.alarm.show_notice(OVERRUN, Tone.WARNING, "Show it")
    await settled()
    QTest.mouseMove(window, place(window.alarm.action).center())
    await settled()
    window.bug.show_notice("▲ A bug", Tone.DANGER, "Copy details")
    assert window.alarm.isVisible()
    assert window.notices.more.text() == "1 more"
    QTest.mouseMove(window, place(staff.form).center())
    await settled()
    assert window.bug.isVisible()


async def test_starts_that_wait_stand_below_the_list_and_keep_their_places(staff: Staff) -> None:
    await shown_at(staff, *SIZE)
    await staff.starts(990001, "alice")
    await settled()
    pending, now = staff.form.pending, time.monotonic()
    top, form = first_row_top(staff), press_targets(staff.form)
    for number, name in enumerate(("990002 · carol", "990004 · frank")):
        pending.name_session(str(number), name)
        pending.show_progress(str(number), waiting(now - 3 - number))
        await settled()
    first = press_targets(pending)
    assert len(first) == 2
    assert first_row_top(staff) == top
    assert moved(form, press_targets(staff.form)) == []
    staff.window.alarm.show_notice(OVERRUN, Tone.WARNING, "Show it")
    pending.show_progress("0", Progress(Operation.START, Phase.RETRY, 1, 3, now, now + 3.2, 30000404))
    await settled()
    assert moved(first, press_targets(pending)) == []
    pending.show_progress("0", None)
    await settled()
    assert moved(first, press_targets(pending)) == []
    pending.show_progress("1", None)
    await settled()
    assert not pending.isVisible()


async def test_going_to_practice_and_back_moves_no_field(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder, profile="Main") as staff:
        await shown_at(staff, *SIZE)
        before = press_targets(staff.form)
        staff.chooses_in(staff.window.connection_bar.profile, "P")
        await staff.until(lambda: staff.window.connection_bar.edge.hatched, "it is Practice")
        await settled()
        assert moved(before, press_targets(staff.form)) == []


async def test_a_copied_request_leaves_the_notices_buttons_in_their_places(staff: Staff) -> None:
    await shown_at(staff, *SIZE)
    staff.window.balance.show_notice("▲ Used up", Tone.WARNING, "Copy request")
    await settled()
    before = press_targets(staff.window.notices)
    staff.window.balance.action.setText("Copied")
    await settled()
    assert len(before) == 2
    assert moved(before, press_targets(staff.window.notices)) == []


@pytest.mark.parametrize("name", ["tags", "class_id"])
async def test_a_complaint_about_a_folded_option_opens_the_options(staff: Staff, name: str) -> None:
    await shown_at(staff, *SIZE)
    staff.clicks(staff.fields.fold)
    assert staff.fields.options.isHidden()
    field = Field.TAGS if name == "tags" else Field.CLASS_ID
    staff.form.focus_field(field)
    assert staff.fields.options.isVisible()
    assert staff.fields.rows[field].focus_widget.hasFocus()
