"""What a support person presses in the error panel, and what comes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QStyleOptionButton, QWidget

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.sessions.progress import Phase
from gui.widgets.explain.error_panel import ErrorPanel
from tests.support.core.concluded_sessions import ASKED, LATER, answered, started
from tests.support.widgets.error_panel_driver import entries, in_sight, labels, progress, step_button
from tests.support.widgets.held_keys import held, holds


def test_the_buttons_are_the_steps_of_the_table_and_the_first_is_the_default(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    assert labels(panel) == ["Copy question for the guest", "Edit as new", "Start again"]
    assert step_button(panel, Step.COPY_QUESTION).isDefault()
    assert not step_button(panel, Step.EDIT_AS_NEW).isDefault()


def test_a_start_through_another_profile_than_the_chosen_one_says_where(panel: ErrorPanel) -> None:
    panel.set_other_places({"Main": "PRODUCTION · Main"})
    panel.show_session(started(answered(30000401)), now=LATER)
    assert labels(panel)[0] == "Start again in PRODUCTION · Main"
    panel.show_session(replace(started(answered(30000401)), profile="Other"), now=LATER)
    assert labels(panel)[0] == "Start again"


def test_an_older_session_of_the_same_target_has_no_start_again(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER, newest=False)
    assert labels(panel) == ["Copy question for the guest", "Edit as new"]


def test_a_click_on_a_step_names_session_and_step(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    QTest.mouseClick(step_button(panel, Step.EDIT_AS_NEW), Qt.MouseButton.LeftButton)
    assert [chosen.at(0)[0], chosen.at(0)[1]] == ["4", Step.EDIT_AS_NEW]


def test_copy_question_fills_the_clipboard_and_says_so(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    chosen, copied = QSignalSpy(panel.step_chosen), QSignalSpy(panel.copied)
    QTest.mouseClick(step_button(panel, Step.COPY_QUESTION), Qt.MouseButton.LeftButton)
    assert "room 10004" in QGuiApplication.clipboard().text()
    assert step_button(panel, Step.COPY_QUESTION).text() == "Copied"
    assert (chosen.count(), copied.at(0)[0]) == (0, "copy_question")


def test_enter_anywhere_in_the_panel_presses_the_first_button_where_nothing_can_record_twice(
    panel: ErrorPanel,
) -> None:
    panel.show_session(started(answered(30000401)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    for field in (panel.details.solution, panel.header.code):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert [chosen.at(0)[1], chosen.at(1)[1]] == [Step.START_AGAIN, Step.START_AGAIN]


def test_enter_on_a_text_leads_to_a_start_that_may_record_twice_and_a_second_one_sends_it(
    panel: ErrorPanel,
) -> None:
    for lost in (Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT), answered(30000301)):
        panel.show_session(None)
        panel.show_session(started(lost), now=LATER)
        chosen, start = QSignalSpy(panel.step_chosen), step_button(panel, Step.START_AGAIN)
        assert panel.steps.default is Step.START_AGAIN
        for field in (panel.details.solution, panel.header.code):
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_Return)
            assert (chosen.count(), start.hasFocus()) == (0, True)
            assert in_sight(panel, start)
        QTest.keyClick(start, Qt.Key.Key_Return)
        assert (chosen.count(), chosen.at(0)[1]) == (1, Step.START_AGAIN)


def test_a_return_that_is_held_down_on_a_text_is_no_second_press(panel: ErrorPanel) -> None:
    panel.show_session(started(Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    panel.details.solution.setFocus()
    holds(panel, Qt.Key.Key_Return)
    assert (chosen.count(), step_button(panel, Step.START_AGAIN).hasFocus()) == (0, True)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_that_is_held_down_on_a_step_presses_it_once(panel: ErrorPanel, key: Qt.Key) -> None:
    panel.show_session(started(answered(30000401)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    step_button(panel, Step.START_AGAIN).setFocus()
    holds(panel, key)
    assert chosen.count() == 1


def test_the_return_that_opens_more_chooses_nothing_there_while_it_is_held(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000415)), now=LATER)
    chosen, menu = QSignalSpy(panel.step_chosen), panel.steps.more.menu()
    assert menu is not None
    menu.popup(panel.mapToGlobal(panel.rect().topLeft()))
    for _ in range(3):
        QApplication.sendEvent(menu, held(Qt.Key.Key_Return))
    assert (chosen.count(), menu.isVisible()) == (0, True)
    menu.close()


def test_enter_on_another_button_presses_that_one(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000415)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    QTest.keyClick(step_button(panel, Step.EDIT_AS_NEW), Qt.Key.Key_Return)
    assert (chosen.count(), chosen.at(0)[1]) == (1, Step.EDIT_AS_NEW)


def test_enter_sends_nothing_where_nothing_failed(panel: ErrorPanel) -> None:
    panel.show_session(started(None), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    QTest.keyClick(panel.details.known, Qt.Key.Key_Return)
    assert chosen.count() == 0
    assert labels(panel) == ["Guest came back…"]
    assert panel.steps.hint.text() == "Sends a start: records again if they had left."


def test_guest_came_back_sends_a_start_only_once_it_is_confirmed(panel: ErrorPanel) -> None:
    panel.show_session(started(None), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    QTest.mouseClick(step_button(panel, Step.GUEST_CAME_BACK), Qt.MouseButton.LeftButton)
    assert (chosen.count(), panel.questions.restart_bar.yes.hasFocus()) == (0, True)
    QTest.keyClick(panel.questions.restart_bar.yes, Qt.Key.Key_Escape)
    assert not panel.questions.restart_bar.isVisible()
    QTest.mouseClick(step_button(panel, Step.GUEST_CAME_BACK), Qt.MouseButton.LeftButton)
    QTest.keyClick(panel.questions.restart_bar.yes, Qt.Key.Key_Return)
    assert [chosen.at(0)[0], chosen.at(0)[1]] == ["4", Step.GUEST_CAME_BACK]


def test_start_again_counts_down_and_then_comes_free(panel: ErrorPanel) -> None:
    timeout = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    panel.show_session(started(timeout), now=ASKED + timedelta(seconds=2.4))
    button = step_button(panel, Step.START_AGAIN)
    assert (button.text(), button.isEnabled()) == ("Start again (1 s)", False)
    assert button.accessibleName() == "Start again"
    assert not panel.press_default()
    for _ in range(30):
        if button.isEnabled():
            break
        QTest.qWait(100)
    assert button.text() == "Start again"
    assert panel.press_default()


def test_attempts_that_come_later_begin_no_countdown_anew(panel: ErrorPanel) -> None:
    session = started(answered(30000411))
    panel.show_session(session, now=ASKED + timedelta(seconds=2.4))
    QTest.qWait(700)
    panel.set_attempts("4", entries(session))
    assert step_button(panel, Step.START_AGAIN).isEnabled()


def test_more_shows_its_three_dots_and_no_arrow(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    option = QStyleOptionButton()
    panel.steps.more.initStyleOption(option)
    assert not option.features & QStyleOptionButton.ButtonFeature.HasMenu
    assert panel.steps.more.menu() is not None


def test_handled_asks_for_a_note_in_place_and_sends_it_on(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    handled = QSignalSpy(panel.handled_requested)
    QTest.mouseClick(panel.header.handled, Qt.MouseButton.LeftButton)
    assert panel.questions.handled_bar.note.hasFocus()
    QTest.keyClicks(panel.questions.handled_bar.note, "told the host")
    QTest.keyClick(panel.questions.handled_bar.note, Qt.Key.Key_Return)
    assert [handled.at(0)[0], handled.at(0)[1]] == ["4", "told the host"]
    assert not panel.questions.handled_bar.isVisible()


def test_escape_closes_the_note_without_marking(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    handled = QSignalSpy(panel.handled_requested)
    QTest.mouseClick(panel.header.handled, Qt.MouseButton.LeftButton)
    QTest.keyClick(panel.questions.handled_bar.note, Qt.Key.Key_Escape)
    assert (handled.count(), panel.questions.handled_bar.isVisible()) == (0, False)


def test_an_unconfirmed_session_cannot_be_marked_as_handled(panel: ErrorPanel) -> None:
    panel.show_session(started(Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)), now=LATER)
    assert not panel.header.handled.isVisible()


def test_a_retry_counts_down_and_can_be_cancelled(panel: ErrorPanel) -> None:
    panel.show_session(replace(started(answered(30000208)), state=State.STARTING), now=LATER)
    cancelled = QSignalSpy(panel.retry_cancelled)
    panel.set_progress("4", progress(Phase.RETRY, 2.5, 30000208))
    assert "trying again in 3 s" in panel.progress.text()
    QTest.mouseClick(panel.progress.button, Qt.MouseButton.LeftButton)
    assert cancelled.at(0)[0] == "4"
    panel.set_progress("4", None)
    assert not panel.progress.isVisible()


def test_a_pending_request_can_be_left_waiting_no_longer(panel: ErrorPanel) -> None:
    panel.show_session(replace(started(None), state=State.STARTING), now=LATER)
    ended = QSignalSpy(panel.waiting_ended)
    panel.set_progress("4", progress(Phase.ANSWER, 6.5))
    assert panel.progress.button.text() == "Stop waiting"
    QTest.mouseClick(panel.progress.button, Qt.MouseButton.LeftButton)
    assert ended.at(0)[0] == "4"


def test_progress_of_another_session_is_not_shown(panel: ErrorPanel) -> None:
    panel.show_session(replace(started(None), state=State.STARTING), now=LATER)
    panel.set_progress("5", progress(Phase.ANSWER, 6.5))
    assert not panel.progress.isVisible()


def test_tab_goes_through_the_steps_first_and_to_handled_behind_them(
    panel: ErrorPanel, qapp: QApplication
) -> None:
    panel.show_session(started(answered(2)), now=LATER)
    panel.show_session(started(answered(30000411), "5"), now=LATER)
    panel.activateWindow()
    focused: QWidget | None = step_button(panel, Step.COPY_QUESTION)
    assert focused is not None
    focused.setFocus()
    passed = []
    for _ in range(7):
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = qapp.focusWidget()
        assert focused is not None
        passed.append(focused.accessibleName() or focused.property("text"))
    behind = ["Handled…", "What happened", "Error code", "Copy what to ask"]
    assert passed == ["Edit as new", "Start again", "More", *behind]


def test_a_session_under_way_offers_nothing_to_press_twice(panel: ErrorPanel) -> None:
    panel.show_session(replace(started(None), state=State.STOPPING), now=LATER)
    assert labels(panel) == []


def test_a_decision_asks_for_its_reason_in_place_and_return_settles(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000415)), now=LATER)
    chosen, settled = QSignalSpy(panel.step_chosen), QSignalSpy(panel.settle_requested)
    # Two keys in all: the default step, then yes to an empty reason.
    panel.details.solution.setFocus()
    QTest.keyClick(panel.details.solution, Qt.Key.Key_Return)
    bar = panel.questions.settle_bar
    assert (settled.count(), bar.note.hasFocus()) == (0, True)
    assert bar.note.placeholderText() == "How do you know? (may stay empty)"
    assert (bar.confirm.text(), bar.consequence.text()) == ("It is recording", "Nothing is sent.")
    QTest.keyClick(bar.note, Qt.Key.Key_Return)
    assert settled.at(0) == ["4", State.RECORDING, ""]
    assert (chosen.count(), bar.isVisible()) == (0, False)


def test_the_question_for_the_reason_is_in_sight_wherever_return_was_pressed(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000415)), now=LATER)
    panel.resize(500, 180)
    panel.details.solution.setFocus()
    bar = panel.body.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not in_sight(panel, panel.steps)
    QTest.keyClick(panel.details.solution, Qt.Key.Key_Return)
    QTest.qWait(50)
    assert panel.questions.settle_bar.note.hasFocus()
    assert in_sight(panel, panel.questions.settle_bar.note)


def test_a_usual_reason_is_one_click_and_can_still_be_changed(panel: ErrorPanel) -> None:
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    panel.show_session(started(lost), now=LATER)
    settled = QSignalSpy(panel.settle_requested)
    step_button(panel, Step.MARK_AS_ENDED).click()
    line = panel.questions.settle_bar.line
    offered = [button.text() for button in line.suggestions]
    assert offered == ["the guest has left", "asked the guest", "checked in the console"]
    assert "goes on unseen, and is billed" in panel.questions.settle_bar.consequence.text()
    QTest.mouseClick(line.suggestions[0], Qt.MouseButton.LeftButton)
    assert line.edit.hasFocus()
    QTest.keyClicks(line.edit, " at ten ")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert settled.at(0) == ["4", State.STOPPED, "the guest has left at ten"]


def test_what_is_asked_first_gives_way_to_what_is_asked_then(panel: ErrorPanel) -> None:
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    panel.show_session(started(lost), now=LATER)
    settled = QSignalSpy(panel.settle_requested)
    step_button(panel, Step.IT_IS_RECORDING).click()
    QTest.keyClicks(panel.questions.settle_bar.note, "asked")
    step_button(panel, Step.MARK_AS_ENDED).click()
    bar = panel.questions.settle_bar
    assert (bar.confirm.text(), bar.note.text(), len(bar.line.suggestions)) == ("Mark as ended", "", 3)
    QTest.keyClick(bar.note, Qt.Key.Key_Escape)
    assert (settled.count(), bar.isVisible()) == (0, False)


def test_an_answer_that_comes_while_the_reason_is_typed_takes_the_question_back(panel: ErrorPanel) -> None:
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    panel.show_session(started(lost), now=LATER)
    step_button(panel, Step.MARK_AS_ENDED).click()
    QTest.keyClicks(panel.questions.settle_bar.note, "asked")
    panel.show_session(replace(started(lost), row=10), now=LATER)
    assert (panel.questions.settle_bar.isVisible(), panel.questions.settle_bar.note.text()) == (True, "asked")
    panel.show_session(started(None), now=LATER)
    assert not panel.questions.settle_bar.isVisible()


def test_another_row_is_not_asked_about_in_the_place_of_this_one(panel: ErrorPanel) -> None:
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    panel.show_session(started(lost), now=LATER)
    step_button(panel, Step.MARK_AS_ENDED).click()
    panel.show_session(started(lost, "5"), now=LATER)
    assert not panel.questions.settle_bar.isVisible()
