"""What a desk sees of its team: whose recordings they are, who is at them, and who started the same one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Activity, Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import Field, State
from gui.core.ledger.travelling_row import FORM
from gui.core.presentation.shapes import Shape
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.team.board_failures import BoardLost
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controllers.team.colleague_notice import STANDS_MS, ColleagueNotice
from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.explain.session_page import SessionPage
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.table_cells.state_delegate import STATE_ROLE
from gui.widgets.window.translations import speak
from tests.support.core.team_ledgers import desk_of
from tests.support.widgets.colleague import TEAM, Colleague
from tests.support.widgets.window_driver import CTRL, Staff

HOUR = timedelta(hours=1)


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    """Other tests read English."""
    yield
    speak(qapp, "en")


def rows(staff: Staff) -> list[str]:
    """The users of the rows, from top to bottom."""
    model = staff.sessions.model
    return [str(model.index(row, Column.USER).data()) for row in range(model.rowCount())]


def counts(staff: Staff) -> list[int]:
    return list(staff.sessions.model.counts().values())


def shape(staff: Staff, account: str) -> Shape:
    row = staff.sessions.model.row_of(staff.session(account).id)
    assert row is not None
    found: Shape = staff.sessions.model.index(row, Column.STATE).data(STATE_ROLE).shape
    return found


def column(staff: Staff) -> bool:
    return not staff.sessions.table.isColumnHidden(Column.TEAM)


async def test_each_row_says_whose_it_is_and_mine_leaves_the_others_out(wang: Staff, li: Colleague) -> None:
    await wang.starts(990001, "alice")
    await li.starts(990002, "carol", HOUR)
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    assert column(wang)
    assert wang.cell("alice", Column.TEAM) == "Wang · WA"
    assert wang.cell("carol", Column.TEAM) == "Li · LI"
    assert wang.window.status.scope.whole_text() == "Team: 2 of 3 here"
    whose = wang.sessions.bar.whose
    assert whose is not None
    assert whose.team.isChecked()
    assert (rows(wang), counts(wang)) == (["carol", "alice"], [0, 2, 0, 2])
    wang.clicks(whose.mine)
    assert (rows(wang), counts(wang)) == (["alice"], [0, 1, 0, 1])
    # A search finds everything, and the desk's code is one of its words.
    wang.types(wang.sessions.bar.search, "LI carol")
    assert rows(wang) == ["carol"]
    wang.sessions.bar.search.clear()
    wang.clicks(whose.team)
    assert rows(wang) == ["carol", "alice"]


async def test_what_needs_attention_at_a_desk_where_nobody_is_is_everybodys(
    wang: Staff, li: Colleague
) -> None:
    opening = await li.asks(990002, "carol")
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    await li.fails(opening, lost)
    await li.tells(wang)
    await wang.sees("carol", State.UNKNOWN)
    whose = wang.sessions.bar.whose
    assert whose is not None
    assert wang.attention() == "Needs attention 1"
    # Li is there, and looks after it.
    wang.clicks(whose.mine)
    assert wang.attention() == "Needs attention 0"
    wang.clicks(wang.sessions.bar.button(QuickFilter.NEEDS_ATTENTION))
    assert rows(wang) == []
    gone = replace(TEAM.desks[desk_of("LI").id], here=False)
    wang.panel.actions.show_team(replace(TEAM, desks={**TEAM.desks, desk_of("LI").id: gone}))
    assert wang.attention() == "Needs attention 1"
    assert rows(wang) == ["carol"]
    # Nobody knows who is there.
    wang.panel.actions.show_team(replace(TEAM, reached=False))
    assert rows(wang) == ["carol"]


async def test_a_colleague_at_it_is_named_and_the_loser_of_the_race_has_nothing_to_do(
    wang: Staff, li: Colleague
) -> None:
    await li.asks(990002, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.STARTING)
    assert wang.state("carol") == "Starting · Li"
    wang.types_target(990002, "carol")
    assert wang.fields.rows[Field.ACCOUNT].notice.startswith("Li is starting this since ")
    whom: dict[str, str | int] = {"user": "carol", "room": 990002}
    busy = Detail("team.starting_too", {"who": "Li", "code": "LI", **whom})
    problem = Problem(Delivery.NEVER_SENT, word=LocalFailure.BUSY, detail=busy)
    wang.panel.bridge.problem_raised.emit(problem, Activity.START)
    await wang.sees_notice(wang.window.banner)
    assert (
        wang.window.banner.text
        == "○ Li (LI) is starting the recording of carol in room 990002: nothing to do"
    )
    assert not wang.error.header.isVisible()
    # Nobody is heard of at that desk any more.
    gone = replace(TEAM.desks[desk_of("LI").id], here=False)
    wang.panel.actions.show_team(replace(TEAM, desks={**TEAM.desks, desk_of("LI").id: gone}))
    assert wang.state("carol") == "Unconfirmed start · Li’s panel is not reached"


async def test_that_a_colleague_was_quicker_is_said_until_the_next_start_their_answer_or_for_a_minute(
    wang: Staff, li: Colleague
) -> None:
    opening = await li.asks(990002, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.STARTING)
    notice = wang.window.banner

    def told() -> bool:
        return notice.told

    async def shown() -> None:
        whom: dict[str, str | int] = {"user": "carol", "room": 990002}
        busy = Detail("team.starting_too", {"who": "Li", "code": "LI", **whom})
        late = Problem(Delivery.NEVER_SENT, word=LocalFailure.BUSY, detail=busy)
        wang.panel.bridge.problem_raised.emit(late, Activity.START)
        await wang.sees_notice(notice)

    await shown()
    # What becomes of another guest is no answer to it; a start of their own is the next thing that they do.
    await li.starts(990001, "bob")
    await li.tells(wang)
    await wang.sees("bob", State.RECORDING)
    assert told()
    await wang.starts(990001, "alice")
    assert not told()
    await shown()
    await li.fails(opening, Problem(Delivery.ANSWERED, code=30000413))
    await li.tells(wang)
    await wang.until(lambda: not told(), "the colleague's row has the answer")
    await shown()
    (told_of,) = wang.window.findChildren(ColleagueNotice)
    (minute,) = told_of.findChildren(QTimer)
    assert minute.interval() == STANDS_MS
    minute.setInterval(10)
    await wang.until(lambda: not told(), "it is no news any more")


async def test_a_form_says_who_records_whom_it_is_filled_for_and_a_stop_asks_with_name_and_time(
    wang: Staff, li: Colleague
) -> None:
    await li.starts(990002, "carol", HOUR)
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    notice = wang.fields.rows[Field.ACCOUNT]
    wang.types_target(990002, "caro")
    assert notice.notice == ""
    wang.types_target(990002, "carol")
    assert notice.notice.startswith("Li is recording this since ")
    wang.clicks_rows("carol")
    wang.presses(Qt.Key.Key_F8)
    question = await wang.asked(StopDialog)
    told = " ".join(wang.texts_in(question))
    assert "Li is recording this since " in told
    assert question.careful
    await wang.answers("Cancel")
    await li.asks_to_stop(990002, "carol")
    await li.tells(wang)
    await wang.until(lambda: wang.state("carol") == "Stopping · Li", "who stops it is named")
    assert notice.notice == "Li is stopping this"
    # Whether that goes on can't be told from here: a further stop is always possible.
    assert wang.sessions.table.row_stop.isVisible()


async def test_who_stops_a_recording_of_ones_own_is_named(wang: Staff, li: Colleague) -> None:
    await wang.starts(990001, "alice")
    await li.hears(wang)
    await li.asks_to_stop(990001, "alice")
    await li.tells(wang)
    await wang.until(lambda: wang.state("alice") == "Stopping · Li", "who stops it is named")


async def test_two_starts_of_one_guest_are_one_row_with_advice_before_stop(
    wang: Staff, li: Colleague
) -> None:
    own = await wang.starts(990001, "alice")
    wang.clicks_rows("alice")
    await li.starts(990001, "alice", timedelta(minutes=1))
    await li.tells(wang)
    model = wang.sessions.model
    await wang.until(
        lambda: (found := model.session(own.id)) is not None and bool(found.apart), "both are known"
    )
    assert rows(wang) == ["alice"]
    assert counts(wang) == [1, 1, 0, 1]
    row = model.row_of(own.id)
    assert row is not None
    words = str(model.index(row, Column.STATE).data())
    assert words.startswith("Started twice (Li ")
    assert words.endswith(") · probably recording once")
    assert [one.id for one in wang.sessions.selected()] == [own.id]
    panel = wang.error
    assert panel.steps.steps()[0] is Step.COPY_QUESTION
    assert Step.START_AGAIN not in panel.steps.steps()
    assert panel.header.headline.text() == "Started twice: alice in room 990001"
    assert panel.steps.hint.text() == "Leave it as it is, or ask the guest. Stop ends the only recording."
    # Opened anew, the panel counts what it lists.
    wang.panel.bridge.sessions_loaded.emit(list(model.sessions()))
    assert "One recording is unconfirmed since earlier" in wang.window.found_again.text
    assert "apart" not in " ".join((words, panel.header.code.text(), panel.header.facts.whole_text())).split()
    wang.window.resize(960, 500)
    # In the narrowest window all of it can be read.
    facts, title = panel.header.facts, panel.header.code
    await wang.until(lambda: facts.text() == facts.whole_text(), "who started it is told whole")
    # It stands once, in strong letters; beside it who started it, and when.
    assert title.text() == "Probably recording once"
    assert title.width() > title.fontMetrics().horizontalAdvance(title.text())
    assert facts.text().startswith("Li ")
    assert "Wang" in facts.text()
    assert "once" not in facts.text()
    wang.presses(Qt.Key.Key_F8)
    question = await wang.asked(StopDialog)
    assert any("Stop ends the only recording" in text for text in wang.texts_in(question))
    assert question.staying.text() == ""
    await wang.answers("Stop recording")
    await wang.until(
        lambda: (found := model.session(own.id)) is not None and found.state is State.STOPPED, "it is stopped"
    )
    await wang.settles()


async def test_whoever_says_that_it_records_goes_on_to_the_row_that_does(
    wang: Staff, li: Colleague, service: RunningSimulator
) -> None:
    await li.starts(990001, "alice", timedelta(minutes=1))
    service.arm(operation="start", code=30000415)
    since = datetime.now(UTC)
    wang.panel.actions.show_team(replace(TEAM, reached=False, since=since))
    wang.panel.actions.show_team(TEAM)
    assert wang.window.status.done.whole_text() == ""
    lost = BoardLost(Detail("team.nobody_answers", where="db.desk.example:5432/team"))
    wang.panel.actions.show_team(replace(TEAM, reached=False, since=since, why=lost))
    own = await wang.starts(990001, "alice", State.UNKNOWN)
    wang.clicks_rows("alice")
    assert wang.error.header.facts.whole_text().startswith("a colleague may have started it")
    wang.panel.actions.show_team(TEAM)
    assert wang.window.status.done.whole_text() == "The team is reached again"
    assert "a colleague" not in wang.error.header.facts.whole_text()
    await li.tells(wang)
    model = wang.sessions.model
    await wang.until(
        lambda: (found := model.session(own.id)) is not None and bool(found.apart), "both are known"
    )
    wang.settles_as(Step.IT_IS_RECORDING, "asked the guest")
    await wang.until(lambda: rows(wang) == ["alice", "alice"], "they are told apart again")
    await wang.until(lambda: wang.error.header.headline.text().startswith("Recording: alice"), "it goes on")
    (selected,) = wang.sessions.selected()
    assert (selected.id != own.id, selected.state) == (True, State.RECORDING)
    assert wang.error.foot.stop.isVisible()


async def test_inspector_and_page_name_operator_and_desk(wang: Staff, li: Colleague) -> None:
    await li.starts(990002, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    wang.clicks_rows("carol")
    assert wang.error.header.origin.whole_text().endswith(" · Li · LI")
    wang.presses(Qt.Key.Key_Return)
    page = await wang.asked(SessionPage)
    assert ("Operator", "Li · LI") in page.facts.texts()


async def test_a_row_of_a_newer_panel_can_be_stopped_and_nothing_else(wang: Staff, li: Colleague) -> None:
    await li.starts(990002, "carol")
    await li.tells(wang, form=FORM + 1)
    await wang.sees("carol", State.RECORDING)
    assert wang.state("carol").startswith("Recording · written by a newer panel")
    wang.clicks_rows("carol")
    assert wang.error.steps.steps() == ()
    assert wang.error.foot.stop.isVisible()
    assert wang.sessions.table.row_stop.isVisible()
    actions = wang.sessions.table.actions_of_selection
    assert actions.stop.isEnabled()
    others = (actions.guest_came_back, actions.it_is_recording, actions.mark_as_ended, actions.mark_handled)
    assert not any(action.isEnabled() for action in others)


async def test_out_of_contact_the_bar_says_so_and_colleagues_rows_stand_still(
    wang: Staff, li: Colleague
) -> None:
    await wang.starts(990001, "alice")
    await li.starts(990002, "carol", HOUR)
    await li.tells(wang)
    carol = await wang.sees("carol", State.RECORDING)
    assert carol.accepted_at is not None
    assert (shape(wang, "carol"), shape(wang, "alice")) == (Shape.ACCEPTED, Shape.ACCEPTED)
    since = carol.accepted_at + timedelta(minutes=30)
    lost = BoardLost(Detail("team.nobody_answers", where="db.desk.example:5432/team"))
    wang.panel.actions.show_team(replace(TEAM, reached=False, since=since, others_do_not_see=3, why=lost))
    line = wang.window.connection_bar.contact
    assert line is not None
    assert line.isVisible()
    time = wang.time_of(since)
    assert line.accessibleName() == (
        f"No contact with colleagues since {time}. Their rows are as of then. Your starts and stops work."
        " Others do not see 3 of your rows yet."
    )
    # Only why: nothing was to be sent.
    assert line.toolTip().endswith(
        "Nobody answers at this address and port; check network and VPN, else ask the administrator"
        " whether the team's database runs (db.desk.example:5432/team)"
    )
    assert "sent" not in line.toolTip()
    assert not wang.window.notices.isVisible()
    assert (shape(wang, "carol"), shape(wang, "alice")) == (Shape.AS_OF_THEN, Shape.ACCEPTED)
    assert wang.state("carol").startswith("Recording · as of ")
    assert wang.cell("carol", Column.ELAPSED) == "00:30:00"
    QTest.qWait(1100)
    assert wang.cell("carol", Column.ELAPSED) == "00:30:00"
    # Nobody knows what Li does now: what was known is said of then.
    wang.types_target(990002, "carol")
    assert wang.fields.rows[Field.ACCOUNT].notice == f"Li was recording this at {time}"
    wang.presses(Qt.Key.Key_Return, CTRL)
    live = await wang.asked(StartLiveDialog)
    assert live.headline.text() == (
        "carol in room 990002 was being recorded when colleagues were last heard of"
    )
    assert live.state.text().endswith(f" · as of {time} · 00:30:00 so far · begun by Li")
    await wang.answers("Cancel")
    wang.clicks_rows("carol")
    wang.presses(Qt.Key.Key_F8)
    question = await wang.asked(StopDialog)
    assert question.about.text().endswith(" · 00:30:00")
    assert question.others.text() == f"Li was recording this at {time}. A colleague began it, not you."
    await wang.answers("Cancel")
    assert wang.error.foot.stop.isVisible()
    # In the line below, what the bar has no room for.
    assert wang.window.status.scope.whole_text() == "Team: 3 desks · your starts and stops work"
    wang.panel.actions.show_team(TEAM)
    assert not line.isVisible()
    assert shape(wang, "carol") is Shape.ACCEPTED
    assert wang.cell("carol", Column.ELAPSED) >= "01:00:00"


async def test_out_of_contact_marks_on_colleagues_rows_wait_and_a_stop_does_not(
    wang: Staff, li: Colleague
) -> None:
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    await li.fails(await li.asks(990002, "carol"), lost)
    await li.tells(wang)
    await wang.sees("carol", State.UNKNOWN)
    wang.panel.actions.show_team(replace(TEAM, reached=False))
    wang.clicks_rows("carol")
    assert not {Step.IT_IS_RECORDING, Step.MARK_AS_ENDED} & set(wang.error.steps.steps())
    assert wang.error.steps.hint.text().startswith("Marks on colleagues’ rows wait")
    assert wang.error.foot.stop.isVisible()
    wang.panel.actions.show_team(TEAM)
    assert Step.IT_IS_RECORDING in wang.error.steps.steps()


@pytest.mark.usefixtures("english_again")
async def test_the_team_is_there_in_the_other_language_as_well(wang: Staff, li: Colleague) -> None:
    await li.starts(990002, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    since = wang.session("carol").asked_at
    wang.panel.actions.show_team(replace(TEAM, reached=False, since=since))
    before = wang.window
    wang.panel.actions.settings.choose_language("zh_CN")
    await wang.until(lambda: not isValid(before), "nothing of the former window is left")
    wang.looks_again()
    await wang.until(wang.window.isActiveWindow, "the window is there")
    await wang.sees("carol", State.RECORDING)
    assert wang.window.status.scope.whole_text() == "团队：3 个工位 · 您的开始和停止照常可用"
    assert wang.cell("carol", Column.TEAM) == "Li · LI"
    line = wang.window.connection_bar.contact
    assert line is not None
    assert line.isVisible()
    told = line.accessibleName()
    # First and always to be read: that one works on.
    assert "起与同事失去联系，您可照常操作。" in told
    assert told.endswith("您的开始和停止照常可用，恢复联系后同事就能看到。")
    assert "。 " not in told
    whose = wang.sessions.bar.whose
    assert whose is not None
    assert (whose.mine.text(), whose.team.text()) == ("我的", "团队")


async def test_a_board_that_is_reached_and_takes_no_rows_is_told_with_why_and_goes_by_itself(
    wang: Staff,
) -> None:
    full = BoardLost(Detail("team.disk_full", where="db.desk.example:5432/team"))
    wang.panel.actions.show_team(replace(TEAM, others_do_not_see=2, why=full))
    line = wang.window.connection_bar.contact
    assert line is not None
    assert line.isVisible()
    assert line.accessibleName() == (
        "The team does not get this desk's rows. The disk of the team's database is full; its administrator"
        " makes room, and rows follow by themselves (db.desk.example:5432/team)."
        " You can start and stop as usual. Others do not see 2 of your rows yet."
    )
    wang.panel.actions.show_team(TEAM)
    assert not line.isVisible()
