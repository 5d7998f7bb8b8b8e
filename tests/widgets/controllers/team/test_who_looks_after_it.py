"""Whoever looks after a recording now is who counts: what is shown as of when, who is asked, who is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from gui.core.foundation.enums import State
from gui.core.presentation.shapes import Shape
from gui.core.sessions.team_contact import TeamContact
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.dialogs.hand_over_dialog import HandOverDialog
from gui.widgets.dialogs.hand_over_form import HandOverForm
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.table_cells.state_delegate import STATE_ROLE
from tests.support.core.team_ledgers import desk_of
from tests.support.widgets.colleague import TEAM, Colleague
from tests.support.widgets.window_driver import Staff

HOUR = timedelta(hours=1)
LI = desk_of("LI").id


def without_li(at: datetime, *, left: bool = False) -> TeamContact:
    """The team, in which Li's desk was heard of last at that time."""
    gone = replace(TEAM.desks[LI], here=False, heard_at=at, left=left)
    return replace(TEAM, desks={**TEAM.desks, LI: gone})


def shape(staff: Staff, account: str) -> Shape:
    row = staff.sessions.model.row_of(staff.session(account).id)
    assert row is not None
    found: Shape = staff.sessions.model.index(row, Column.STATE).data(STATE_ROLE).shape
    return found


def said(staff: Staff) -> str:
    """What a colleague did, as the strip below the bar tells it; empty for nothing."""
    strips = staff.window.notices.findChildren(NoticeStrip)
    return " ".join(one.text for one in strips if one.told and " of yours" in one.text)


async def li_takes_over_alice(wang: Staff, li: Colleague) -> None:
    await wang.starts(990001, "alice")
    await li.hears(wang)
    await li.takes_over(990001, "alice")
    await li.tells(wang)
    await wang.until(lambda: wang.cell("alice", Column.TEAM) == "Li · LI", "Li has taken it over")


async def wang_takes_over_carol(wang: Staff, li: Colleague, note: str = "") -> None:
    await li.starts(990002, "carol", HOUR)
    await li.hands_over(990002, "carol", "Wang", note)
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    wang.panel.actions.profiles.operators.take("Wang")
    await wang.panel.bridge.services.recorder.take_over(wang.session("carol").id)
    await wang.until(lambda: wang.cell("carol", Column.TEAM) == "Wang · WA", "it is Wang's")


async def asked_to_stop(staff: Staff, account: str) -> tuple[StopDialog, str]:
    staff.clicks_rows(account)
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(StopDialog)
    return question, question.others.text()


async def test_without_contact_what_li_took_over_is_as_of_then_and_what_wang_took_over_is_not(
    wang: Staff, li: Colleague
) -> None:
    await wang_takes_over_carol(wang, li)
    await li_takes_over_alice(wang, li)
    since = datetime.now(UTC) + timedelta(seconds=30)
    wang.panel.actions.show_team(replace(TEAM, reached=False, since=since))
    assert (shape(wang, "alice"), shape(wang, "carol")) == (Shape.AS_OF_THEN, Shape.ACCEPTED)
    assert wang.state("alice").startswith("Recording · as of ")
    assert "as of" not in wang.state("carol")
    wang.clicks_rows("alice")
    # Li may have stopped her by now: nothing is claimed to the customer.
    assert wang.error.details.words.say.text() == ""
    wang.clicks_rows("carol")
    assert "has been running since" in wang.error.details.words.say.text()
    question, told = await asked_to_stop(wang, "alice")
    assert told.startswith("Begun by you; Li took it over at ")
    assert " · as of " in told
    assert told.endswith(" A colleague looks after it, not you.")
    assert question.careful
    await wang.answers("Cancel")


@pytest.mark.parametrize("left", [False, True])
async def test_what_a_desk_looked_after_that_is_away_or_has_left_is_as_of_when_it_was_heard_of(
    wang: Staff, li: Colleague, left: bool
) -> None:
    await li.starts(990002, "carol", HOUR)
    await li.tells(wang)
    carol = await wang.sees("carol", State.RECORDING)
    assert carol.accepted_at is not None
    at = carol.accepted_at + timedelta(minutes=30)
    wang.panel.actions.show_team(without_li(at, left=left))
    assert shape(wang, "carol") is Shape.AS_OF_THEN
    assert wang.state("carol").startswith(f"Recording · as of {wang.time_of(at)}")
    assert wang.cell("carol", Column.ELAPSED) == "00:30:00"
    wang.clicks_rows("carol")
    assert wang.error.details.words.say.text() == ""
    assert wang.error.foot.stop.isVisible()
    assert wang.window.status.scope.whole_text() == ("Team: 1 of 2 here" if left else "Team: 1 of 3 here")
    wang.panel.actions.show_team(TEAM)
    assert shape(wang, "carol") is Shape.ACCEPTED


async def test_who_stops_what_they_took_over_reads_since_when_it_is_theirs_and_what_they_were_told(
    wang: Staff, li: Colleague
) -> None:
    await wang_takes_over_carol(wang, li, "stop at 19:00 sharp please")
    question, told = await asked_to_stop(wang, "carol")
    assert told.startswith("Begun by Li; you took it over at ")
    assert told.endswith(". “stop at 19:00 sharp please”")
    assert not question.careful
    await wang.answers("Cancel")


async def test_whoever_began_it_is_told_who_stopped_it_and_the_panel_keeps_saying_so(
    wang: Staff, li: Colleague
) -> None:
    await wang.starts(990001, "alice")
    await li.hears(wang)
    await li.stops(990001, "alice")
    await li.tells(wang)
    await wang.sees("alice", State.STOPPED)
    await wang.until(lambda: said(wang) == "○ Li has stopped a recording of yours: alice.", "it is told")
    wang.clicks_rows("alice")
    assert " · stopped by Li" in wang.error.details.known.text()
    # Nobody looks after what is over.
    assert wang.error.keeper is not None
    assert not wang.error.keeper.isVisible()


async def test_what_wang_stops_or_hands_to_nobody_else_is_told_to_nobody(wang: Staff, li: Colleague) -> None:
    await wang.starts(990001, "alice")
    await wang.stops("alice")
    await wang.sees("alice", State.STOPPED)
    wang.clicks_rows("alice")
    assert "stopped by" not in wang.error.details.known.text()
    await li.starts(990002, "carol", HOUR)
    await li.stops(990002, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.STOPPED)
    assert said(wang) == ""


async def test_the_menu_of_a_row_hands_over_that_row_and_a_wrong_name_is_noticed(
    wang: Staff, li: Colleague
) -> None:
    await wang.starts(990001, "alice")
    await wang.starts(990001, "bob")
    await li.starts(990003, "dan", HOUR)
    await li.tells(wang)
    await wang.sees("dan", State.RECORDING)
    actions, menu = wang.sessions.table.actions_of_selection, QMenu()
    actions.fill(menu)
    words = [one.text() for one in menu.actions() if one.isVisible()]
    assert {"Hand over…", "Take over…"} <= set(words)
    wang.clicks_rows("dan")
    assert not actions.hand_over.isEnabled()
    wang.clicks_rows("bob")
    assert actions.hand_over.isEnabled()
    actions.hand_over.trigger()
    dialog = await wang.asked(HandOverDialog)
    (form,) = dialog.findChildren(HandOverForm)
    await wang.until(form.isVisible, "its form is there")
    assert form.selected.isChecked()
    assert form.button.text() == "Hand over 1"
    wang.types(form.to, "Lee")
    assert form.says.text().startswith("Nobody called Lee is in the team.")
    assert form.button.isEnabled()
    wang.types(form.to, "li")
    assert form.says.text().startswith("They stay with you")
    # The text for a chat says whose each is.
    await wang.until(lambda: "dan in room 990003" in dialog.text.toPlainText(), "it is put together")
    lines = {line.split()[1]: line for line in dialog.text.toPlainText().splitlines() if line[:2] == "- "}
    assert "Li looks after it" in lines["dan"]
    assert "Wang looks after it" in lines["bob"]
    wang.clicks(dialog.close_button)


async def test_who_closes_the_window_is_asked_about_what_they_look_after_now(
    wang: Staff, li: Colleague
) -> None:
    await wang_takes_over_carol(wang, li)
    await li_takes_over_alice(wang, li)
    wang.window.close()
    question = await wang.asked(QuitDialog)
    told = " ".join(wang.texts_in(question))
    assert "carol" in told
    assert "alice" not in told
    await wang.answers("Cancel")


async def test_who_starts_a_failed_one_of_mine_again_is_named_and_told(
    wang: Staff, li: Colleague, service: RunningSimulator
) -> None:
    service.arm(operation="start", code=30000405)
    await wang.starts(990001, "alice", State.FAILED)
    await li.hears(wang)
    await li.starts_again(990001, "alice")
    await li.tells(wang)
    await wang.sees("alice", State.RECORDING)
    assert said(wang) == "○ Li has started a recording of yours again: alice."
    assert wang.cell("alice", Column.TEAM) == "Wang · WA"
    wang.clicks_rows("alice")
    assert "started by Li" in wang.error.details.known.text()
