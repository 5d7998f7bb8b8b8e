"""The error panel as a support person sees and presses it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from gui.core.conclusions import conclude
from gui.core.did_you_mean import Suggestion
from gui.core.errands import Errand
from gui.core.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.guidance import Step
from gui.core.journal_rows import Entry
from gui.core.messages import Messages
from gui.core.plans import plan_start, plan_stop
from gui.core.pursuit import Phase, Progress
from gui.core.session import Session, Settings, Target
from gui.core.terms import Operation, Source, State
from gui.widgets.error_panel import ErrorPanel

ASKED = datetime(2026, 11, 22, 11, 58, tzinfo=UTC)
LATER = ASKED + timedelta(minutes=4)
TARGET = Target("relay.example", 1400000001, 10004, "dan", Source.CAMERA)
RECORDING_CODES = [int(entry.key) for entry in Catalogue().codes() if entry.key.startswith("30000")]
FIELDS = ("Error code", "Description", "Solution", "Service message")


def _answered(code: int, message: str = "its own words") -> Problem:
    return Problem(Delivery.ANSWERED, code=code, message=message)


def _started(problem: Problem | None, session_id: str = "4") -> Session:
    opening = plan_start(TARGET, "Main", Settings("10004_dan"), "Li", ASKED)(None)
    return replace(conclude(opening, opening.session, problem, (), ASKED)[0], id=session_id, row=9)


def _stopped(problem: Problem | None, file_ids: tuple[str, ...] = ()) -> Session:
    opening = plan_stop(TARGET, "Main", Settings(), "Li", ASKED)(_started(None))
    return replace(conclude(opening, opening.session, problem, file_ids, LATER)[0], id="4")


def _entries(session: Session, times: int = 1, answer: str = "{}") -> list[Entry]:
    detail = json.dumps(
        {
            "request": '{"reqhead": {"uint32_seq": 881}}',
            "random": 7,
            "status": 200,
            "answer": answer,
            "milliseconds": {"connected": 3, "answered": 31},
        }
    )
    minutes = [ASKED + timedelta(minutes=number) for number in range(times)]
    return [Entry(1, session.id, at.isoformat(), "answer", "Li", "", detail, session) for at in minutes]


@pytest.fixture
def panel(qapp: QApplication) -> Iterator[ErrorPanel]:
    made = ErrorPanel(Messages("en"), Catalogue("en"))
    made.resize(900, 280)
    made.show()
    QTest.qWaitForWindowExposed(made)
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _named(panel: QWidget, name: str) -> QWidget:
    found = [part for part in panel.findChildren(QWidget) if part.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def _spoken(panel: QWidget, name: str) -> str:
    """The text that a screen reader gets through the Text interface."""
    interface = QAccessible.queryAccessibleInterface(_named(panel, name))
    text = interface.textInterface()
    assert text is not None, name
    return text.text(0, text.characterCount())


def _labels(panel: ErrorPanel) -> list[str]:
    buttons = [panel.steps.button(step) for step in panel.steps.steps()]
    return [button.text() for button in buttons if button is not None]


def _button(panel: ErrorPanel, step: Step) -> QPushButton:
    button = panel.steps.button(step)
    assert button is not None
    return button


def _in_sight(panel: ErrorPanel, part: QWidget) -> bool:
    top = part.mapTo(panel, QPoint(0, 0)).y()
    return part.isVisible() and top >= 0 and top + part.height() <= panel.height()


@pytest.mark.parametrize("code", RECORDING_CODES)
def test_each_recording_code_is_shown_and_read_aloud_with_description_and_solution(
    panel: ErrorPanel, code: int
) -> None:
    panel.show_session(_started(_answered(code)), now=LATER)
    entry = Catalogue().entry(code)
    assert [_spoken(panel, name) for name in FIELDS] == [
        str(code),
        entry.description,
        entry.solution,
        "its own words",
    ]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("code", RECORDING_CODES)
def test_description_solution_and_buttons_are_in_sight_at_900_by_280(
    panel: ErrorPanel, qapp: QApplication, code: int, language: str
) -> None:
    for session in (_started(_answered(code)), _stopped(_answered(code))):
        panel.show_session(session, Messages(language), Catalogue(language), LATER)
        qapp.processEvents()
        parts = [panel.details.description, panel.details.solution, panel.header.code]
        parts += [_button(panel, step) for step in panel.steps.steps()]
        assert all(_in_sight(panel, part) for part in parts)


def test_the_headline_counts_the_same_refusals(panel: ErrorPanel) -> None:
    session = _started(_answered(30000411))
    panel.show_session(session, now=LATER)
    panel.set_attempts("4", _entries(session, times=3))
    first, last = (f"{at.astimezone():%H:%M}" for at in (ASKED, ASKED + timedelta(minutes=2)))
    expected = f"✕ NOT STARTED · dan is not found in room 10004 · 3 times since {first}, last {last}"
    assert panel.header.headline.text() == expected
    assert panel.header.who.text() == "Who: you, with the room's host"
    assert panel.header.code.font().pointSizeF() >= 20


def test_the_buttons_are_the_steps_of_the_table_and_the_first_is_the_default(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER)
    assert _labels(panel) == ["Copy question for the guest", "Edit as new", "Start again"]
    assert _button(panel, Step.COPY_QUESTION).isDefault()
    assert not _button(panel, Step.EDIT_AS_NEW).isDefault()


def test_an_older_session_of_the_same_target_has_no_start_again(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER, newest=False)
    assert _labels(panel) == ["Copy question for the guest", "Edit as new"]


def test_a_click_on_a_step_names_session_and_step(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    QTest.mouseClick(_button(panel, Step.EDIT_AS_NEW), Qt.MouseButton.LeftButton)
    assert [chosen.at(0)[0], chosen.at(0)[1]] == ["4", Step.EDIT_AS_NEW]


def test_copy_question_fills_the_clipboard_and_says_so(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER)
    chosen, copied = QSignalSpy(panel.step_chosen), QSignalSpy(panel.copied)
    QTest.mouseClick(_button(panel, Step.COPY_QUESTION), Qt.MouseButton.LeftButton)
    assert "room 10004" in QGuiApplication.clipboard().text()
    assert _button(panel, Step.COPY_QUESTION).text() == "Copied"
    assert (chosen.count(), copied.at(0)[0]) == (0, "copy_question")


def test_enter_anywhere_in_the_panel_presses_the_first_button(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000415)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    for field in (panel.details.solution, panel.header.code):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert [chosen.at(0)[1], chosen.at(1)[1]] == [Step.IT_IS_RECORDING, Step.IT_IS_RECORDING]


def test_enter_on_another_button_presses_that_one(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000415)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    QTest.keyClick(_button(panel, Step.EDIT_AS_NEW), Qt.Key.Key_Return)
    assert (chosen.count(), chosen.at(0)[1]) == (1, Step.EDIT_AS_NEW)


def test_enter_sends_nothing_where_nothing_failed(panel: ErrorPanel) -> None:
    panel.show_session(_started(None), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    QTest.keyClick(panel.details.known, Qt.Key.Key_Return)
    assert chosen.count() == 0
    assert _labels(panel) == ["Guest came back"]


def test_start_again_counts_down_and_then_comes_free(panel: ErrorPanel) -> None:
    timeout = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    panel.show_session(_started(timeout), now=ASKED + timedelta(seconds=2.4))
    button = _button(panel, Step.START_AGAIN)
    assert (button.text(), button.isEnabled()) == ("Start again (1 s)", False)
    assert button.accessibleName() == "Start again"
    assert not panel.press_default()
    for _ in range(30):
        if button.isEnabled():
            break
        QTest.qWait(100)
    assert button.text() == "Start again"
    assert panel.press_default()


def test_the_same_session_shown_again_keeps_the_focus_and_the_selection(panel: ErrorPanel) -> None:
    session = _started(_answered(30000411))
    panel.show_session(session, now=LATER)
    button = _button(panel, Step.EDIT_AS_NEW)
    button.setFocus()
    panel.details.solution.selectAll()
    panel.show_session(session, now=LATER + timedelta(seconds=1))
    assert _button(panel, Step.EDIT_AS_NEW) is button
    assert button.hasFocus()
    assert panel.details.solution.textCursor().hasSelection()


def test_rows_are_asked_for_once_for_each_change(panel: ErrorPanel) -> None:
    wanted = QSignalSpy(panel.attempts_wanted)
    session = _started(_answered(30000411))
    panel.show_session(session, now=LATER)
    panel.show_session(session, now=LATER + timedelta(seconds=1))
    panel.show_session(replace(session, row=10), now=LATER)
    assert wanted.count() == 2


def test_rows_of_another_session_are_dropped(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER)
    panel.set_attempts("5", _entries(_started(_answered(2), "5")))
    assert not panel.attempts.toggle.isEnabled()


def test_a_recording_that_had_already_ended_shows_the_code_that_said_so(panel: ErrorPanel) -> None:
    session = _stopped(_answered(30000413, "record already stoped!"))
    answer = (
        '{"rspbody": {"rsp_0x5": {"uint32_result": 30000413, "str_errorinfo": "record already stoped!"}}}'
    )
    panel.show_session(session, now=LATER)
    panel.set_attempts("4", _entries(session, answer=answer))
    assert _spoken(panel, "Error code") == "30000413"
    assert _spoken(panel, "Service message") == "record already stoped!"
    assert _labels(panel) == ["Copy for VOD"]


def test_text_from_the_service_is_plain_and_visible_and_cut(panel: ErrorPanel, qapp: QApplication) -> None:
    hostile = "<b>hi</b>\x1b[2J\u202e\x00" + "x" * 1_000_000
    panel.show_session(_started(_answered(30000405, hostile)), now=LATER)
    qapp.processEvents()
    shown = _spoken(panel, "Service message")
    assert shown.startswith("<b>hi</b>\\x1b[2J\\u202e\\x00xx")
    assert shown.endswith("…")
    assert len(shown) < 300
    show_all = panel.details.message.show_all
    assert show_all.isVisible()
    QTest.mouseClick(show_all, Qt.MouseButton.LeftButton)
    assert 20_000 < len(_spoken(panel, "Service message")) < 21_000
    assert not show_all.isVisible()


def test_no_part_of_the_panel_renders_rich_text_or_has_a_tooltip(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000405, "<img src=x>")), now=LATER)
    assert [part for part in panel.findChildren(QWidget) if part.toolTip()] == []
    served = [label.text() for label in panel.findChildren(QLabel) if "<img" in label.text()]
    assert served == []


def test_what_to_say_is_copied_with_one_click(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER)
    copied = QSignalSpy(panel.copied)
    QTest.mouseClick(_named(panel, "Copy what to say"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("Not recorded yet, since ")
    assert copied.at(0)[0] == "say"


def test_a_good_recording_shows_what_is_known_and_no_error_fields(panel: ErrorPanel) -> None:
    panel.show_session(_started(None), now=LATER)
    assert "accepted" in panel.header.headline.text()
    assert "10004_dan" in _spoken(panel, "Known")
    assert not _named(panel, "Error code").isVisible()
    assert not _named(panel, "Solution").isVisible()


def test_file_ids_are_shown_and_copied(panel: ErrorPanel) -> None:
    panel.show_session(_stopped(None, ("file-1", "file-2")), now=LATER)
    QTest.mouseClick(_named(panel, "Copy file ids"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "file-1\nfile-2"


def test_handled_asks_for_a_note_in_place_and_sends_it_on(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER)
    handled = QSignalSpy(panel.handled_requested)
    QTest.mouseClick(panel.header.handled, Qt.MouseButton.LeftButton)
    assert panel.handled_bar.note.hasFocus()
    QTest.keyClicks(panel.handled_bar.note, "told the host")
    QTest.keyClick(panel.handled_bar.note, Qt.Key.Key_Return)
    assert [handled.at(0)[0], handled.at(0)[1]] == ["4", "told the host"]
    assert not panel.handled_bar.isVisible()


def test_escape_closes_the_note_without_marking(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER)
    handled = QSignalSpy(panel.handled_requested)
    QTest.mouseClick(panel.header.handled, Qt.MouseButton.LeftButton)
    QTest.keyClick(panel.handled_bar.note, Qt.Key.Key_Escape)
    assert (handled.count(), panel.handled_bar.isVisible()) == (0, False)


def test_an_unconfirmed_session_cannot_be_marked_as_handled(panel: ErrorPanel) -> None:
    panel.show_session(_started(Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)), now=LATER)
    assert not panel.header.handled.isVisible()


def test_a_problem_without_a_session_is_explained(panel: ErrorPanel) -> None:
    missing = Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message="no profile of that name")
    panel.show_problem(missing, Errand.START)
    chosen = QSignalSpy(panel.step_chosen)
    assert panel.header.headline.text() == "START NOT SENT"
    assert _spoken(panel, "Error code") == "Profile"
    assert _spoken(panel, "Service message") == "no profile of that name"
    assert panel.press_default()
    assert [chosen.at(0)[0], chosen.at(0)[1]] == ["", Step.OPEN_SETTINGS]


def test_attempts_open_and_show_request_answer_and_curl_without_a_secret(
    panel: ErrorPanel, qapp: QApplication
) -> None:
    session = _started(_answered(30000411))
    panel.show_session(session, now=LATER)
    panel.set_attempts("4", _entries(session, times=2, answer='{"a": 1}'))
    assert panel.attempts.toggle.text() == "Attempts (2) · Timeline · Request · Answer"
    panel.attempts.toggle.toggle()
    qapp.processEvents()
    assert "881" in _spoken(panel, "Request")
    assert '"a": 1' in _spoken(panel, "Answer")
    assert "31 ms" in _spoken(panel, "Timeline")
    QTest.mouseClick(_named(panel, "Copy as curl"), Qt.MouseButton.LeftButton)
    assert "usersig=$USERSIG" in QGuiApplication.clipboard().text()


def test_did_you_mean_offers_what_was_recorded_before_and_names_another_profile(panel: ErrorPanel) -> None:
    session = _started(_answered(30000411))
    panel.show_session(session, now=LATER)
    near = Suggestion("Other", replace(TARGET, account="dana"))
    panel.set_suggestions("4", (near,))
    chosen = QSignalSpy(panel.suggestion_chosen)
    QTest.mouseClick(_named(panel, "Did you mean dana in room 10004 · Other"), Qt.MouseButton.LeftButton)
    assert [chosen.at(0)[0], chosen.at(0)[1]] == ["4", near]
    panel.show_session(_started(_answered(30000411), "5"), now=LATER)
    assert not panel.suggestions.isVisible()


def _progress(phase: Phase, seconds: float, code: int | None = None) -> Progress:
    now = time.monotonic()
    return Progress(Operation.START, phase, 2, 3, now - 1.5, now + seconds, code)


def test_a_retry_counts_down_and_can_be_cancelled(panel: ErrorPanel) -> None:
    panel.show_session(replace(_started(_answered(30000208)), state=State.STARTING), now=LATER)
    cancelled = QSignalSpy(panel.retry_cancelled)
    panel.set_progress("4", _progress(Phase.RETRY, 2.5, 30000208))
    assert "trying again in 3 s" in panel.progress.text()
    QTest.mouseClick(panel.progress.button, Qt.MouseButton.LeftButton)
    assert cancelled.at(0)[0] == "4"
    panel.set_progress("4", None)
    assert not panel.progress.isVisible()


def test_a_pending_request_can_be_left_waiting_no_longer(panel: ErrorPanel) -> None:
    panel.show_session(replace(_started(None), state=State.STARTING), now=LATER)
    ended = QSignalSpy(panel.waiting_ended)
    panel.set_progress("4", _progress(Phase.ANSWER, 6.5))
    assert panel.progress.button.text() == "Stop waiting"
    QTest.mouseClick(panel.progress.button, Qt.MouseButton.LeftButton)
    assert ended.at(0)[0] == "4"


def test_progress_of_another_session_is_not_shown(panel: ErrorPanel) -> None:
    panel.show_session(replace(_started(None), state=State.STARTING), now=LATER)
    panel.set_progress("5", _progress(Phase.ANSWER, 6.5))
    assert not panel.progress.isVisible()


def test_the_panel_imports_nothing_heavy() -> None:
    script = "import sys, gui.widgets.error_panel, gui.widgets.code_reference; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "httpx", "aiohttp", "sqlite3", "keyring", "asyncio"}
    assert heavy & set(found.stdout.split()) == set()


def test_nothing_chosen_says_what_to_do(panel: ErrorPanel) -> None:
    panel.show_session(_started(_answered(30000411)), now=LATER)
    panel.show_session(None)
    assert not panel.header.isVisible()
    assert not panel.steps.isVisible()
    assert panel.session_id() == ""


def test_tab_goes_from_handled_through_the_steps_to_the_texts(panel: ErrorPanel, qapp: QApplication) -> None:
    panel.show_session(_started(_answered(2)), now=LATER)
    panel.show_session(_started(_answered(30000411), "5"), now=LATER)
    panel.activateWindow()
    panel.header.handled.setFocus()
    passed = []
    focused: QWidget | None = panel.header.handled
    for _ in range(5):
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = qapp.focusWidget()
        assert focused is not None
        passed.append(focused.accessibleName() or focused.property("text"))
    steps = ["Copy question for the guest", "Edit as new", "Start again", "More"]
    assert passed == [*steps, "Description"]


def test_everything_that_takes_focus_has_a_name(panel: ErrorPanel) -> None:
    session = _stopped(_answered(30000404), ("file-1",))
    panel.show_session(session, now=LATER)
    panel.set_attempts("4", _entries(session))
    panel.attempts.toggle.setChecked(True)
    nameless = []
    for part in panel.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            name = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            nameless += [] if name else [part]
    assert nameless == []


def test_a_session_under_way_offers_nothing_to_press_twice(panel: ErrorPanel) -> None:
    panel.show_session(replace(_started(None), state=State.STOPPING), now=LATER)
    assert _labels(panel) == []
