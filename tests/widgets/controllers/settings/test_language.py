"""Another language while the panel works: every word is told in it, and nothing is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.window.translations import speak
from tests.support.widgets.crowd import crowd, guests, sent, stops_all
from tests.support.widgets.window_driver import Staff, profile_for, window_at

CHINESE = "zh_CN"
CONTROLLERS = Path(__file__).parents[4] / "gui" / "widgets" / "controllers"
OUTLIVES = re.compile(r"(?:bridge|loader|recordings|reader)(?:\.\w+)*\.connect\(\s*lambda")


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    """Other tests read English."""
    speak(qapp, "en")
    yield
    speak(qapp, "en")


async def changes_to(staff: Staff, language: str) -> None:
    """Choose a language, and see the window in it."""
    before = staff.panel.window
    staff.panel.actions.settings.choose_language(language)
    await staff.until(lambda: not isValid(before), "nothing of the former window is left")
    staff.looks_again()
    await staff.until(staff.window.isActiveWindow, "the window is there")


def words(window: QWidget, *, seen: bool = False) -> set[str]:
    """What is written in a window, and what a screen reader calls its parts; numbers aside.

    :param seen: only of what can be seen.
    """
    found = set()
    for one in window.findChildren(QWidget):
        if seen and not one.isVisible():
            continue
        texts = [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLabel | QAbstractButton):
            texts.append(one.text())
        if isinstance(one, QLineEdit):
            texts.append(one.placeholderText())
        found |= {"".join(letter for letter in text if not letter.isdigit()) for text in texts}
    return found - {""}


async def test_every_word_is_told_in_the_new_language_and_back_again_as_it_was(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990003, "dan", State.FAILED)
    staff.clicks_rows("dan")
    await staff.until(lambda: "2 recordings" in staff.window.status.counts.whole_text(), "they are counted")
    await staff.settles()
    english, seen = words(staff.window), words(staff.window, seen=True)
    await changes_to(staff, CHINESE)
    await staff.until(lambda: "2" in staff.window.status.counts.whole_text(), "they are counted")
    await staff.settles()
    assert words(staff.window) & english == {"Main", "✕"}, "names and signs are the same in both"
    await changes_to(staff, "system")
    await staff.until(lambda: "2 recordings" in staff.window.status.counts.whole_text(), "they are counted")
    await staff.settles()
    other = words(staff.window, seen=True) ^ seen
    relay = ("reach", "answered", "nothing sent")
    assert {text for text in other if not any(word in text for word in relay)} == set()


async def test_the_language_is_remembered(data_folder: Path, service: RunningSimulator) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await changes_to(staff, CHINESE)
    async with window_at(data_folder) as staff:
        assert staff.window.messages.language == CHINESE
        assert staff.panel.actions.settings.language == CHINESE


async def test_what_is_typed_chosen_and_open_stays_where_it_is(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990003, "dan", State.FAILED)
    staff.clicks(staff.sessions.bar.button(QuickFilter.NEEDS_ATTENTION))
    staff.clicks_rows("dan")
    staff.clicks(staff.error.header.handled)
    staff.keys_in("told the host")
    staff.types_target(10001, "bob")
    staff.types(staff.fields.tags.editor, "half a t")
    staff.fields.tags.editor.setCursorPosition(4)
    size, at = staff.window.size(), staff.window.pos()
    await changes_to(staff, CHINESE)
    assert (staff.fields.room.text(), staff.fields.account.text()) == ("10001", "bob")
    assert staff.fields.tags.editor.text() == "half a t"
    assert QApplication.focusWidget() is staff.fields.tags.editor
    assert staff.fields.tags.editor.cursorPosition() == 4
    assert staff.sessions.bar.filter() is QuickFilter.NEEDS_ATTENTION
    assert [one.target.account for one in staff.sessions.selected()] == ["dan"]
    assert staff.explained()[0] == "30000411"
    assert staff.error.questions.handled_bar.note.text() == "told the host"
    assert (staff.window.size(), staff.window.pos()) == (size, at)


async def test_a_start_on_its_way_gets_its_answer_in_the_new_window(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="start", delay_s=0.5)
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.sees("alice", State.STARTING)
    await changes_to(staff, CHINESE)
    assert staff.session("alice").state is State.STARTING
    staff.clicks_start()
    await staff.sees("alice", State.RECORDING)
    await staff.settles()
    assert sent(service, "start") == ["alice"], "a second click on its way sends nothing"
    assert staff.fields.account.text() == "", "the form makes room for the next"
    assert [one.target.account for one in staff.sessions.selected()] == ["alice"]


async def test_many_stops_on_their_way_are_counted_on_in_the_new_window(
    data_folder: Path, service: RunningSimulator
) -> None:
    async with crowd(data_folder, service, 8, in_flight=2) as staff:
        service.arm(operation="stop", times=8, delay_s=0.1)
        await stops_all(staff)
        await staff.until(lambda: len(sent(service, "stop")) >= 2, "some are on their way")
        await changes_to(staff, CHINESE)
        assert staff.result.under_way
        assert len(staff.sessions.selected()) == 8
        await staff.until(lambda: not staff.result.under_way, "all have their answer")
        assert sorted(sent(service, "stop")) == guests(8)
        assert "8" in staff.result.summary.text()
        assert "stopped" not in staff.result.summary.text()


async def test_an_open_question_is_answered_first(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    dialog = await staff.asked(StopDialog)
    before = staff.window
    staff.panel.actions.settings.choose_language(CHINESE)
    await staff.until(lambda: "question" in before.done.whole_text(), "it says what it waits for")
    assert dialog.isVisible()
    staff.presses(Qt.Key.Key_Escape)
    await staff.until(lambda: not isValid(before), "the window tells another language")
    staff.looks_again()
    assert staff.session("alice").state is State.RECORDING


async def test_a_decision_of_before_can_still_be_taken_back(staff: Staff, service: RunningSimulator) -> None:
    service.arm(operation="start", times=1, fault="html_502")
    await staff.starts(990001, "alice", State.UNKNOWN)
    staff.settles_as(Step.IT_IS_RECORDING, "seen it")
    await staff.sees("alice", State.RECORDING)
    await changes_to(staff, CHINESE)
    await staff.until(staff.window.undo_link.button.isVisible, "it is offered")
    staff.sessions.table.setFocus()
    staff.presses(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await staff.sees("alice", State.UNKNOWN)


async def test_back_and_forth_leaves_one_window_and_all_signals_at_one_place(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    for language in (CHINESE, "system", CHINESE, "en"):
        await changes_to(staff, language)
    await staff.starts(990001, "bob")
    await staff.stops("bob")
    await staff.sees("bob", State.STOPPED)
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert shown == [staff.window]
    assert staff.sessions.model.rowCount() == 2


def test_what_outlives_a_window_calls_only_what_ends_with_it() -> None:
    """A lambda that is connected to the bridge would be called for a window that is gone."""
    called = {path.name for path in CONTROLLERS.rglob("*.py") if OUTLIVES.search(path.read_text("utf-8"))}
    assert called == set()
