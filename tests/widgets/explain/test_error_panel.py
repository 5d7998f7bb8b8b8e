"""What the error panel shows a support person."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QFontDatabase, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.messages import Messages
from gui.core.presentation.list_texts import exact_times
from gui.core.sessions.did_you_mean import Suggestion
from gui.widgets.controls.theme import Tone
from gui.widgets.explain.error_panel import ErrorPanel
from tests.support.core.concluded_sessions import ASKED, LATER, TARGET, answered, started, stopped
from tests.support.widgets.error_panel_driver import (
    entries,
    in_sight,
    labels,
    named,
    spoken,
    step_button,
)

RECORDING_CODES = [int(entry.key) for entry in Catalogue().codes() if entry.key.startswith("30000")]
BESIDE_THE_LIST = (460, 514)
FIELDS = ("Error code", "Description", "Solution", "Service message")


@pytest.mark.parametrize("code", RECORDING_CODES)
def test_each_recording_code_is_shown_and_read_aloud_with_description_and_solution(
    panel: ErrorPanel, code: int
) -> None:
    panel.show_session(started(answered(code)), now=LATER)
    entry = Catalogue().entry(code)
    assert [spoken(panel, name) for name in FIELDS] == [
        str(code),
        entry.description,
        entry.solution,
        "its own words",
    ]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("code", RECORDING_CODES)
def test_all_that_explains_a_failure_is_in_sight_beside_the_list_at_1280_by_720(
    panel: ErrorPanel, qapp: QApplication, code: int, language: str
) -> None:
    panel.resize(*BESIDE_THE_LIST)
    for session in (started(answered(code)), stopped(answered(code))):
        panel.show_session(session, Messages(language), Catalogue(language), LATER)
        for _ in range(3):
            qapp.processEvents()
        details = panel.details
        parts = [details.description, details.solution, details.message, panel.header.code]
        parts += [step_button(panel, step) for step in panel.steps.steps()]
        assert [part.accessibleName() for part in parts if not in_sight(panel, part)] == []


@pytest.mark.parametrize("code", RECORDING_CODES)
def test_below_the_list_the_texts_stand_beside_the_steps(
    panel: ErrorPanel, qapp: QApplication, code: int
) -> None:
    assert panel.two_columns
    for session in (started(answered(code)), stopped(answered(code))):
        panel.show_session(session, now=LATER)
        for _ in range(3):
            qapp.processEvents()
        parts = [panel.header.code, panel.details.description]
        parts += [step_button(panel, step) for step in panel.steps.steps()]
        assert [part.accessibleName() for part in parts if not in_sight(panel, part)] == []


def test_the_headline_counts_the_same_refusals(panel: ErrorPanel) -> None:
    session = started(answered(30000411))
    panel.show_session(session, now=LATER)
    panel.set_attempts("4", entries(session, times=3))
    first, last = (f"{at.astimezone():%H:%M}" for at in (ASKED, ASKED + timedelta(minutes=2)))
    assert panel.header.headline.text() == "Not started: dan is not found in room 10004"
    assert panel.header.facts.whole_text() == f"3 times since {first}, last {last}"
    assert panel.header.origin.whole_text() == "session 4 · Main · Li"
    assert panel.header.who.text() == "You can fix this, with the room's host"
    assert panel.header.code.font().weight() == QFont.Weight.DemiBold


def test_the_same_session_shown_again_keeps_the_focus_and_the_selection(panel: ErrorPanel) -> None:
    session = started(answered(30000411))
    panel.show_session(session, now=LATER)
    button = step_button(panel, Step.EDIT_AS_NEW)
    button.setFocus()
    panel.details.solution.selectAll()
    panel.show_session(session, now=LATER + timedelta(seconds=1))
    assert step_button(panel, Step.EDIT_AS_NEW) is button
    assert button.hasFocus()
    assert panel.details.solution.textCursor().hasSelection()


def test_rows_are_asked_for_once_for_each_change(panel: ErrorPanel) -> None:
    wanted = QSignalSpy(panel.attempts_wanted)
    session = started(answered(30000411))
    panel.show_session(session, now=LATER)
    panel.show_session(session, now=LATER + timedelta(seconds=1))
    panel.show_session(replace(session, row=10), now=LATER)
    assert wanted.count() == 2


def test_rows_of_another_session_are_dropped(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    panel.set_attempts("5", entries(started(answered(2), "5")))
    assert not panel.attempts.toggle.isEnabled()


def test_a_recording_that_had_already_ended_shows_the_code_that_said_so(panel: ErrorPanel) -> None:
    session = stopped(answered(30000413, "record already stoped!"))
    answer = (
        '{"rspbody": {"rsp_0x5": {"uint32_result": 30000413, "str_errorinfo": "record already stoped!"}}}'
    )
    panel.show_session(session, now=LATER)
    panel.set_attempts("4", entries(session, answer=answer))
    assert spoken(panel, "Error code") == "30000413"
    assert spoken(panel, "Service message") == "record already stoped!"
    assert labels(panel) == []


def test_both_sentences_can_be_copied_in_either_language(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    for what, english, chinese in (
        ("Copy what to say", "Not recorded yet", "还没有录上"),
        ("Copy what to ask", "Are you in room 10004", "您现在在房间 10004"),
    ):
        QTest.mouseClick(named(panel, what), Qt.MouseButton.LeftButton)
        assert english in QGuiApplication.clipboard().text()
        QTest.mouseClick(named(panel, f"{what} in the other language"), Qt.MouseButton.LeftButton)
        assert chinese in QGuiApplication.clipboard().text()


def test_practice_has_no_sentence_for_a_customer_and_says_why(panel: ErrorPanel) -> None:
    panel.show_session(replace(started(answered(30000411)), profile="Practice"), now=LATER)
    assert panel.details.words.practice.isVisible()
    assert not panel.details.words.say.isVisible()
    assert panel.details.words.ask.isVisible()


def test_words_that_hide_or_steer_are_in_letters_of_one_width(panel: ErrorPanel) -> None:
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    panel.show_session(started(answered(30000405, "room server error")), now=LATER)
    assert panel.details.message.field.font().family() != fixed.family()
    panel.show_session(started(answered(30000405, "<b>room\u202e</b>"), "5"), now=LATER)
    assert panel.details.message.field.font().family() == fixed.family()


def test_text_from_the_service_is_plain_and_visible_and_cut(panel: ErrorPanel, qapp: QApplication) -> None:
    hostile = "<b>hi</b>\x1b[2J\u202e\x00" + "x" * 1_000_000
    panel.show_session(started(answered(30000405, hostile)), now=LATER)
    qapp.processEvents()
    shown = spoken(panel, "Service message")
    assert shown.startswith("<b>hi</b>\\x1b[2J\\u202e\\x00xx")
    assert shown.endswith("…")
    assert len(shown) < 300
    show_all = panel.details.message.show_all
    assert show_all.isVisible()
    QTest.mouseClick(show_all, Qt.MouseButton.LeftButton)
    assert 20_000 < len(spoken(panel, "Service message")) < 21_000
    assert not show_all.isVisible()


def test_no_part_renders_rich_text_or_has_the_service_s_words_as_a_tooltip(
    panel: ErrorPanel,
) -> None:
    session = started(answered(30000405, "<img src=x>"))
    panel.show_session(session, now=LATER)
    of_shift = {"What is open, as text for the next shift", "Who is to be recorded when, and who is late"}
    ours = {"", "More", *of_shift, exact_times(session, Messages())}
    assert {part.toolTip() for part in panel.findChildren(QWidget)} <= ours
    served = [label.text() for label in panel.findChildren(QLabel) if "<img" in label.text()]
    assert served == []


def test_what_to_say_is_copied_with_one_click(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    copied = QSignalSpy(panel.copied)
    QTest.mouseClick(named(panel, "Copy what to say"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("Not recorded yet, since ")
    assert copied.at(0)[0] == "say"


def test_a_good_recording_shows_what_is_known_and_no_error_fields(panel: ErrorPanel) -> None:
    panel.show_session(started(None), now=LATER)
    assert panel.header.headline.text() == "Recording: dan in room 10004"
    assert "accepted" in panel.header.facts.whole_text()
    assert "10004_dan" in spoken(panel, "Known")
    assert not named(panel, "Error code").isVisible()
    assert not named(panel, "Solution").isVisible()


def test_file_ids_are_shown_and_copied(panel: ErrorPanel) -> None:
    panel.show_session(stopped(None, ("file-1", "file-2")), now=LATER)
    QTest.mouseClick(named(panel, "Copy bare ids, one a line"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "file-1\nfile-2"


def test_a_problem_without_a_session_is_explained(panel: ErrorPanel) -> None:
    missing = Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message="no profile of that name")
    panel.show_problem(missing, Activity.START)
    chosen = QSignalSpy(panel.step_chosen)
    assert panel.header.headline.text() == "Start not sent"
    assert spoken(panel, "Error code") == "Profile"
    assert spoken(panel, "Service message") == "no profile of that name"
    assert panel.press_default()
    assert [chosen.at(0)[0], chosen.at(0)[1]] == ["", Step.OPEN_SETTINGS]


def test_attempts_open_and_show_request_answer_and_curl_without_a_secret(
    panel: ErrorPanel, qapp: QApplication
) -> None:
    session = started(answered(30000411))
    panel.show_session(session, now=LATER)
    panel.set_attempts("4", entries(session, times=2, answer='{"a": 1}'))
    assert panel.attempts.toggle.text() == "Attempts (2) · Timeline · Request · Answer"
    panel.attempts.toggle.toggle()
    qapp.processEvents()
    assert "881" in spoken(panel, "Request")
    assert '"a": 1' in spoken(panel, "Answer")
    assert "31 ms" in spoken(panel, "Timeline")
    QTest.mouseClick(named(panel, "Copy as curl"), Qt.MouseButton.LeftButton)
    assert "usersig=$USERSIG" in QGuiApplication.clipboard().text()


def test_did_you_mean_offers_what_was_recorded_before_and_names_another_profile(panel: ErrorPanel) -> None:
    session = started(answered(30000411))
    panel.show_session(session, now=LATER)
    near = Suggestion("Other", replace(TARGET, account="dana"))
    panel.set_suggestions("4", (near,))
    chosen = QSignalSpy(panel.suggestion_chosen)
    QTest.mouseClick(named(panel, "Did you mean dana in room 10004 · Other"), Qt.MouseButton.LeftButton)
    assert [chosen.at(0)[0], chosen.at(0)[1]] == ["4", near]
    panel.show_session(started(answered(30000411), "5"), now=LATER)
    assert not panel.suggestions.isVisible()


def test_the_panel_imports_nothing_heavy() -> None:
    script = (
        "import sys, gui.widgets.explain.error_panel, gui.widgets.explain.code_reference; print(*sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "httpx", "aiohttp", "sqlite3", "keyring", "asyncio"}
    assert heavy & set(found.stdout.split()) == set()


def test_nothing_chosen_says_what_to_do(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000411)), now=LATER)
    panel.show_session(None)
    assert not panel.header.isVisible()
    assert not panel.steps.isVisible()
    assert not panel.foot.stop.isVisible()
    assert panel.session_id() == ""


def test_while_no_row_is_chosen_it_says_how_the_shift_is(panel: ErrorPanel) -> None:
    asked = QSignalSpy(panel.shift.attention_requested)
    panel.shift.set_counts(4, 10)
    panel.shift.set_endings("usersig ends today at 18:00", Tone.DANGER, "certificate 20 d")
    assert panel.shift.isVisible()
    words = [label.text() for label in panel.shift.findChildren(QLabel) if label.isVisible()]
    shown = ["4", "need attention", "10", "live", "usersig ends today at 18:00", "certificate 20 d"]
    assert [text for text in words if text in shown] == shown
    QTest.mouseClick(panel.shift.attention.show_rows, Qt.MouseButton.LeftButton)
    assert asked.count() == 1
    panel.show_session(started(None), now=LATER)
    assert not panel.shift.isVisible()


def test_everything_that_takes_focus_has_a_name(panel: ErrorPanel) -> None:
    session = stopped(answered(30000404), ("file-1",))
    panel.show_session(session, now=LATER)
    panel.set_attempts("4", entries(session))
    panel.attempts.toggle.setChecked(True)
    nameless = []
    for part in panel.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            name = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            nameless += [] if name else [part]
    assert nameless == []


@pytest.mark.parametrize(
    ("word", "who"),
    [
        (LocalFailure.CREDENTIAL, "You can fix this, with your administrator"),
        (LocalFailure.CLIENT_CERTIFICATE, "You can fix this, with your administrator"),
        (LocalFailure.KEYCHAIN_LOCKED, "You can fix this"),
        (LocalFailure.NAME_RESOLUTION, "You, or your network, can fix this"),
    ],
)
def test_words_of_this_computer_do_not_stand_as_the_service_s(
    panel: ErrorPanel, word: LocalFailure, who: str
) -> None:
    panel.show_session(started(Problem(Delivery.NEVER_SENT, word=word, message="odd")), now=LATER)
    assert panel.header.who.text() == who
    # The name by which scripts and screen readers find the field stays.
    assert spoken(panel, "Service message") == "odd"
    assert labels_in_sight(panel).isdisjoint({"Service message"})
    assert "Details" in labels_in_sight(panel)

    panel.show_session(started(answered(30000411)), now=LATER)
    assert "Service message" in labels_in_sight(panel)
    assert "Details" not in labels_in_sight(panel)


def labels_in_sight(panel: ErrorPanel) -> set[str]:
    return {label.text() for label in panel.details.findChildren(QLabel) if label.isVisible()}
