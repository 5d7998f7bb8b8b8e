"""A shift ends in a team: recordings are handed to a named colleague, who takes them over, or does not."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.widgets.controllers.team.keepers_controller import PUT_OFF_MS
from gui.widgets.controllers.team.presence_controller import PresenceController
from gui.widgets.controls.ask_dialog import Question
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.dialogs.hand_over_dialog import HandOverDialog
from gui.widgets.dialogs.hand_over_form import HandOverForm
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.explain.keeper_line import KeeperLine
from gui.widgets.explain.session_page import SessionPage
from gui.widgets.sessions.session_columns import Column
from gui.widgets.style.measures import FOCUS
from tests.support.widgets.colleague import TEAM, Colleague
from tests.support.widgets.window_driver import Staff

HOUR = timedelta(hours=1)


def notice(staff: Staff, says: str = "hands over") -> NoticeStrip:
    """The strip that says what a colleague hands over, or what they did."""
    found = [one for one in staff.window.notices.findChildren(NoticeStrip) if says in one.text]
    assert len(found) == 1, "one strip tells of it"
    return found[0]


async def presses(staff: Staff, button: QPushButton) -> None:
    """Press what has just come up, once it has its place."""
    await staff.until(lambda: button.isVisible() and button.height() > 0, "it can be pressed")
    staff.clicks(button)


def keeper(staff: Staff) -> KeeperLine:
    """The inspector's line of whose the recording is."""
    assert staff.error.keeper is not None
    return staff.error.keeper


def users(staff: Staff) -> list[str]:
    model = staff.sessions.model
    return sorted(str(model.index(row, Column.USER).data()) for row in range(model.rowCount()))


async def form_of(staff: Staff) -> tuple[HandOverDialog, HandOverForm]:
    """The window of handing over, as it opens from the menu."""
    staff.panel.actions.hand_over.show()
    dialog = await staff.asked(HandOverDialog)
    found = dialog.findChildren(HandOverForm)
    assert len(found) == 1, "a colleague can be named"
    await staff.until(found[0].isVisible, "its form is there")
    return dialog, found[0]


async def test_everything_that_is_mine_goes_to_a_named_colleague_and_stays_mine_until_they_take_it(
    wang: Staff, li: Colleague
) -> None:
    await wang.starts(990001, "alice")
    await wang.starts(990001, "bob")
    await li.starts(990003, "carol", HOUR)
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    dialog, form = await form_of(wang)
    # Who is there comes first; one's own name is not among them.
    assert [form.to.itemText(row) for row in range(form.to.count())] == ["Li", "Xu"]
    assert form.all_mine.text() == "All that is mine: 2"
    # The open list has room for each name, also where there is but one.
    form.to.showPopup()
    names = form.to.view()
    assert names.sizeHintForRow(0) >= names.fontMetrics().height() + 2 * FOCUS
    form.to.hidePopup()
    # Whoever has just started one has its row selected, and chooses all.
    wang.clicks(form.all_mine)
    assert not form.button.isEnabled()
    wang.types(form.to, "wang")
    assert form.says.text() == "That is you. Who comes after you?"
    assert not form.button.isEnabled()
    wang.types(form.to, "Li")
    wang.types(form.note, "bob is paid for until six")
    wang.clicks(form.button)
    await wang.until(lambda: form.says.text().startswith("Handed over: 2."), "it is written down")
    # The text for a chat is still there.
    assert "alice in room 990001" in dialog.text.toPlainText()
    wang.clicks(dialog.copy)
    assert "alice in room 990001" in QGuiApplication.clipboard().text()
    wang.clicks(dialog.close_button)
    assert wang.state("alice").startswith("Recording · offered to Li")
    assert wang.cell("alice", Column.TEAM) == "Wang · WA"
    assert "offered to" not in wang.state("carol")
    wang.clicks_rows("alice")
    assert keeper(wang).label.text() == "Handed to Li, not taken over yet. “bob is paid for until six”"
    await li.hears(wang)
    await li.takes_over(990001, "alice")
    await li.tells(wang)
    await wang.until(lambda: wang.cell("alice", Column.TEAM) == "Li · LI", "Li has taken it over")
    assert "not taken over" not in wang.state("alice")
    # What Li was told stays with it.
    assert keeper(wang).label.text() == (
        "Li looks after this, and took it over from you. “bob is paid for until six”"
    )
    assert wang.error.header.origin.whole_text().endswith(" · Li · LI")
    assert notice(wang, "taken over").text == "○ Li has taken over a recording of yours: alice."
    whose = wang.sessions.bar.whose
    assert whose is not None
    wang.clicks(whose.mine)
    assert users(wang) == ["bob"]


async def test_what_is_selected_goes_alone_and_can_be_taken_back(wang: Staff) -> None:
    for room, account in ((990001, "alice"), (990001, "bob"), (990007, "student03")):
        await wang.starts(room, account)
    wang.clicks_rows("alice", "bob")
    dialog, form = await form_of(wang)
    assert form.selected.text() == "Selected: 2"
    assert form.selected.isChecked()
    # Somebody whom nobody has heard of yet.
    wang.types(form.to, "Chen")
    assert form.says.text() == ("Nobody called Chen is in the team. Only who says that name is offered them.")
    wang.clicks(form.button)
    await wang.until(lambda: form.says.text().startswith("Handed over: 2."), "it is written down")
    wang.clicks(dialog.close_button)
    assert "offered to Chen" not in wang.state("student03")
    wang.clicks_rows("bob")
    await presses(wang, keeper(wang).button)
    await wang.until(lambda: "offered to" not in wang.state("bob"), "it is taken back")
    assert wang.state("alice").startswith("Recording · offered to Chen")
    assert not keeper(wang).isVisible()


async def test_what_a_colleague_hands_over_is_told_quietly_and_counts_once_it_is_taken(
    wang: Staff, li: Colleague
) -> None:
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    await li.fails(await li.asks(990002, "carol"), lost)
    await li.starts(990003, "dan", HOUR)
    for room, account in ((990002, "carol"), (990003, "dan")):
        await li.hands_over(room, account, " wang", "carol was told")
    await li.tells(wang)
    await wang.sees("carol", State.UNKNOWN)
    await wang.until(lambda: wang.window.notices.isVisible(), "it is told")
    strip = notice(wang)
    said = "○ Li hands over 2 recordings to you: carol, dan. “carol was told”"
    await wang.until(lambda: strip.text == said, "both are told in one sentence")
    assert wang.state("dan").startswith("Recording · handed to you by Li")
    whose = wang.sessions.bar.whose
    assert whose is not None
    wang.clicks(whose.mine)
    assert wang.attention() == "Needs attention 0"
    await presses(wang, strip.action)
    await wang.until(lambda: not strip.told, "it is answered")
    await wang.until(lambda: wang.attention() == "Needs attention 1", "it counts here")
    assert users(wang) == ["carol", "dan"]
    assert wang.cell("dan", Column.TEAM) == "Wang · WA"
    wang.clicks_rows("dan")
    assert keeper(wang).label.text() == "You took this over from Li. “carol was told”"
    await li.hears(wang)
    told = await li.ledger.newest_of(li.target(990003, "dan").key)
    assert told is not None
    assert told.keeper.operator == "Wang"


async def test_not_now_leaves_it_with_the_giver_while_it_goes_on_and_the_row_still_offers_it(
    wang: Staff, li: Colleague
) -> None:
    await li.starts(990002, "carol", HOUR)
    await li.hands_over(990002, "carol", "Wang")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    await wang.until(lambda: wang.window.notices.isVisible(), "it is told")
    strip = notice(wang)
    await presses(wang, strip.other)
    assert not strip.told
    assert wang.cell("carol", Column.TEAM) == "Li · LI"
    # Li may have gone home: it is not forgotten.
    shift = wang.error.shift
    assert (shift.offered.count.text(), shift.offered.words.text()) == (
        "1",
        "handed to you, not taken over yet",
    )
    wang.clicks(shift.offered.show_rows)
    await wang.until(lambda: strip.told, "it is told again")
    assert not shift.offered.isVisible()
    await presses(wang, strip.other)
    (quarter,) = (one for one in wang.window.findChildren(QTimer) if one.interval() == PUT_OFF_MS)
    quarter.setInterval(10)
    await wang.until(lambda: strip.told, "it is told again")
    await presses(wang, strip.other)
    wang.clicks_rows("carol")
    assert keeper(wang).label.text() == "Li hands this over to you."
    assert keeper(wang).button.text() == "Take over"
    await presses(wang, keeper(wang).button)
    await wang.until(lambda: wang.cell("carol", Column.TEAM) == "Wang · WA", "it is Wang's")
    # What is handed over next is told again.
    await li.starts(990003, "dan", HOUR)
    await li.hands_over(990003, "dan", "Wang")
    await li.tells(wang)
    await wang.until(lambda: strip.told, "it is told")
    # What has ended meanwhile is handed to nobody.
    await li.stops(990003, "dan")
    await li.tells(wang)
    await wang.until(lambda: not strip.told, "there is nothing to take over")
    assert "offered" not in wang.state("dan")
    wang.clicks_rows("dan")
    assert not keeper(wang).button.isVisible()


async def test_whoever_comes_to_this_desk_is_told_what_is_handed_to_them(wang: Staff, li: Colleague) -> None:
    await li.starts(990002, "carol", HOUR)
    await li.hands_over(990002, "carol", "Chen")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    wang.clicks_rows("carol")
    assert keeper(wang).label.text() == "Li has handed this to Chen, who has not taken it over yet."
    # A search finds it by that name.
    wang.types(wang.sessions.bar.search, "chen")
    assert users(wang) == ["carol"]
    wang.sessions.bar.search.clear()
    assert not wang.window.notices.isVisible()
    wang.panel.actions.profiles.operators.take("Chen")
    await wang.until(lambda: wang.window.notices.isVisible(), "it is told")
    assert notice(wang).text == "○ Li hands over a recording to you: carol."


async def test_a_single_recording_is_taken_over_after_one_question(wang: Staff, li: Colleague) -> None:
    await li.starts(990002, "carol", HOUR)
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    wang.clicks_rows("carol")
    assert keeper(wang).label.text() == "Li looks after this."
    # The same from the row's menu.
    assert wang.sessions.table.actions_of_selection.take_over.isEnabled()
    await presses(wang, keeper(wang).button)
    question = await wang.asked(Question)
    assert question.headline.text() == "Take over carol in room 990002 from Li?"
    await wang.answers("Take over")
    await wang.until(lambda: wang.cell("carol", Column.TEAM) == "Wang · WA", "it is Wang's")
    assert wang.state("carol").startswith("Recording")
    may = wang.sessions.table.actions_of_selection.take_over.isEnabled
    await wang.until(lambda: not may(), "it can't be taken over twice")
    wang.sessions.table.actions_of_selection.details.trigger()
    page = await wang.asked(SessionPage)
    assert ("Looked after by", "Wang · WA") in page.facts.texts()
    assert ("Operator", "Li · LI") in page.facts.texts()
    page.reject()
    await wang.settles()


async def test_without_contact_taking_over_waits_and_handing_over_says_when_it_is_seen(
    wang: Staff, li: Colleague
) -> None:
    await wang.starts(990001, "alice")
    await li.starts(990002, "carol", HOUR)
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    wang.panel.actions.show_team(replace(TEAM, reached=False))
    wang.clicks_rows("carol")
    assert not keeper(wang).button.isEnabled()
    assert keeper(wang).button.toolTip() == "Waits until colleagues are reached"
    assert not wang.sessions.table.actions_of_selection.take_over.isEnabled()
    # The same of what Li hands over.
    await li.hands_over(990002, "carol", "Wang")
    await li.tells(wang)
    await wang.until(lambda: wang.window.notices.isVisible(), "it is told")
    strip = notice(wang)
    waits = "○ Li hands over a recording to you: carol. You can take over once colleagues are reached again."
    assert (strip.text, strip.action.isVisible(), strip.other.isVisible()) == (waits, False, True)
    wang.panel.actions.show_team(TEAM)
    await wang.until(strip.action.isVisible, "colleagues are reached")
    wang.panel.actions.show_team(replace(TEAM, reached=False))
    dialog, form = await form_of(wang)
    assert form.later.isVisible()
    wang.types(form.to, "Li")
    wang.clicks(form.button)
    await wang.until(lambda: form.says.text().startswith("Handed over: 1."), "it is written down")
    wang.clicks(dialog.close_button)


async def test_whoever_has_it_open_is_named_elsewhere_and_a_mere_selection_is_nothing(
    wang: Staff, li: Colleague
) -> None:
    own = await wang.starts(990001, "alice")
    await li.starts(990002, "carol", HOUR)
    await li.tells(wang)
    carol = await wang.sees("carol", State.RECORDING)
    wang.clicks_rows("alice")
    assert not keeper(wang).isVisible()
    looking = {own.id: ("Li",), carol.id: ("Li", "Xu", "Li")}
    wang.panel.actions.show_team(replace(TEAM, looking=looking))
    assert wang.state("alice").startswith("Recording · Li is on this · accepted ")
    assert wang.state("carol").startswith("Recording · Li, Xu are on this")
    assert keeper(wang).label.text() == "Li is on this now."
    assert not keeper(wang).button.isVisible()
    wang.panel.actions.show_team(TEAM)
    assert not keeper(wang).isVisible()
    assert "is on this" not in wang.state("alice")
    # Here: a question, and a page.
    here = PresenceController(wang.window, wang.panel.bridge, wang.panel.actions.history)
    assert here.open_here() == set()
    wang.presses(Qt.Key.Key_F8)
    await wang.asked(StopDialog)
    assert here.open_here() == {own.id}
    await wang.answers("Cancel")
    wang.clicks_rows("carol")
    wang.sessions.table.actions_of_selection.details.trigger()
    page = await wang.asked(SessionPage)
    assert here.open_here() == {carol.id}
    page.reject()
    assert here.open_here() == set()
    await wang.settles()
