"""What all questions have in common: whose they are, what Return does, and how large they are."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from gui.core.foundation.enums import State
from gui.core.sessions.bulk_retry import RetryPlan
from gui.core.sessions.makeup import Trait
from gui.core.sessions.session import Session
from gui.widgets.controls import ask_dialog
from gui.widgets.controls.ask_dialog import AskDialog, ask
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone, show_theme, tone_color
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.retry_dialog import RetryDialog
from gui.widgets.dialogs.sessions_dialog import SessionsDialog
from gui.widgets.dialogs.settle_dialog import SettleDialog
from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog
from gui.widgets.style.themes import ThemeName
from tests.support.session_samples import HandClock, recording, refused, unconfirmed
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import MESSAGES, elapsed

MAIN = Place("production", "Main")
CLOCK = elapsed(HandClock())


@pytest.fixture
def window() -> Iterator[QWidget]:
    made = QWidget()
    made.resize(800, 600)
    made.show()
    yield made
    discard(made)


D = TypeVar("D", bound=AskDialog)


def opened(dialog: D) -> D:
    dialog.open()
    dialog.activateWindow()
    QTest.qWaitForWindowExposed(dialog)
    return dialog


def stood(dialog: AskDialog) -> None:
    while not dialog.takes_presses:
        QTest.qWait(20)


def test_rows_that_stand_out_are_legible_after_a_change_of_theme_while_the_question_is_open(
    window: QWidget, qapp: QApplication
) -> None:
    show_theme(qapp, ThemeName.LIGHT)
    own, other = recording(1), recording(2, operator="Mei")
    dialog = opened(stop(window, own, other))
    assert dialog.table is not None
    cell = dialog.table.item(0, 0)
    assert cell is not None
    before = cell.foreground().color()
    try:
        show_theme(qapp, ThemeName.DARK)
        assert cell.foreground().color() == tone_color(Tone.WARNING) != before
    finally:
        show_theme(qapp, ThemeName.LIGHT)


def stop(window: QWidget, *sessions: Session, **more: object) -> StopDialog:
    return StopDialog(sessions, "Li", MESSAGES, CLOCK, window, place=MAIN, **more)  # type: ignore[arg-type]  # by name


def settle(window: QWidget, state: State, *sessions: Session) -> SettleDialog:
    return SettleDialog(sessions, state, "Li", MESSAGES, CLOCK, window, place=MAIN)


def retry(window: QWidget, *sessions: Session) -> RetryDialog:
    return RetryDialog(RetryPlan(list(sessions)), MAIN, "Li", MESSAGES, CLOCK, window)


def default(dialog: AskDialog) -> str:
    (button,) = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
    return button.text()


# What Return does.


def test_return_takes_the_verb_of_a_few_recordings_and_cancel_of_ten(window: QWidget) -> None:
    assert default(stop(window, *(recording(n) for n in range(9)))) == "Stop 9 recordings"
    assert default(stop(window, *(recording(n) for n in range(10)))) == "Cancel"
    assert default(retry(window, refused(1), refused(2))) == "Start 2 again"
    assert default(retry(window, *(refused(n) for n in range(10)))) == "Cancel"


def test_return_cancels_where_others_began_a_recording(window: QWidget) -> None:
    assert default(stop(window, recording(1, operator="Wang"))) == "Cancel"
    assert default(retry(window, refused(1), refused(2, operator="Wang"))) == "Cancel"
    assert default(settle(window, State.RECORDING, unconfirmed(1, operator="Wang"))) == "Cancel"


def test_marking_as_ended_is_never_one_return_away(window: QWidget) -> None:
    assert default(settle(window, State.RECORDING, unconfirmed(1))) == "It is recording"
    assert default(settle(window, State.STOPPED, unconfirmed(1))) == "Cancel"


def test_return_after_a_reason_goes_to_the_verb_and_does_not_lose_the_reason(window: QWidget) -> None:
    dialog = opened(settle(window, State.STOPPED, unconfirmed(1), unconfirmed(2)))
    stood(dialog)
    confirmed = QSignalSpy(dialog.confirmed)
    QTest.keyClicks(dialog.reason, "asked the guest")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert (confirmed.count(), dialog.yes.hasFocus()) == (0, True)
    QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
    assert confirmed.at(0) == [["1", "2"], State.STOPPED, "asked the guest"]


def test_a_return_that_was_meant_for_what_stood_there_before_stops_nothing(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the machine is.
    monkeypatch.setattr(ask_dialog, "RETURN_MS", 60_000)
    dialog = opened(stop(window, recording(1)))
    confirmed = QSignalSpy(dialog.confirmed)
    QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert (confirmed.count(), dialog.isVisible()) == (0, True)
    monkeypatch.undo()
    stood(dialog)
    QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
    assert confirmed.count() == 1


def test_the_second_press_of_a_double_click_does_not_reach_the_verb(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 60_000)
    dialog = opened(stop(window, recording(1)))
    confirmed = QSignalSpy(dialog.confirmed)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert (confirmed.count(), dialog.isVisible()) == (0, True)
    monkeypatch.undo()
    stood(dialog)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert confirmed.count() == 1


def test_a_plain_question_has_the_verb_first_and_cancel_last(window: QWidget) -> None:
    went_on: list[bool] = []
    question = ask(
        window, "Leave?", "It is lost.", yes="Discard", go_on=lambda: went_on.append(True), place=MAIN
    )
    stood(question)
    assert (default(question), question.chips[0].text()) == ("Discard", "PRODUCTION · Main")
    assert question.yes.geometry().right() < question.cancel.geometry().left()
    QTest.mouseClick(question.cancel, Qt.MouseButton.LeftButton)
    assert went_on == []
    question = ask(window, "Leave?", "It is lost.", yes="Discard", go_on=lambda: went_on.append(True))
    stood(question)
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert went_on == [True]


# What they name.


def test_every_question_about_recordings_wears_its_profile_at_the_top(window: QWidget) -> None:
    for dialog in (
        stop(window, recording(1)),
        settle(window, State.STOPPED, unconfirmed(1)),
        retry(window, refused(1)),
        StartLiveDialog(recording(1), MESSAGES, CLOCK, window, place=MAIN),
        StopOtherDialog(MAIN, MESSAGES, window),
        QuitDialog([recording(1)], MESSAGES, window, places=[MAIN]),
    ):
        opened(dialog)
        (chip,) = dialog.chips
        assert chip.text() == "PRODUCTION · Main"
        assert chip.mapTo(dialog, chip.rect().topLeft()).y() < dialog.headline.y()
        dialog.reject()


def test_the_odd_ones_out_come_first_and_what_stays_live_is_said(window: QWidget) -> None:
    lesson = [recording(n, room=990007, account=f"pupil{n}") for n in range(1, 12)]
    odd = recording(12, room=990006, account="carol", operator="Mei")
    odd = replace(odd, settings=replace(odd.settings, tags=("physics",)))
    dialog = stop(window, *lesson, odd, stay_live=[recording(13, account="dan")])
    assert dialog.table is not None
    assert dialog.groups is not None
    first = [dialog.table.item(0, column) for column in range(5)]
    assert [item.text() for item in first if item is not None][::4] == [
        "990006",
        "begun by Mei · another room · other tags",
    ]
    said = {trait: line.whole_text() for trait, line in dialog.groups.lines.items()}
    assert said == {
        Trait.ROOM: "990007 × 11 · 990006 × 1",
        Trait.TAGS: "none × 11 · physics × 1",
        Trait.OPERATOR: "Li (you) × 11 · Mei × 1",
    }
    assert dialog.staying.text() == "1 stays live: dan"


def test_of_rooms_that_all_differ_none_is_odd(window: QWidget) -> None:
    dialog = stop(window, *(recording(n) for n in range(1, 13)))
    assert dialog.makeup.odd == {}
    assert dialog.staying.text() == "No other recording of this profile is live in this list."


def test_a_single_recording_needs_no_table(window: QWidget) -> None:
    dialog = stop(window, recording(1))
    assert dialog.table is None
    assert dialog.headline.text() == "Stop the recording of alice in room 10001?"


# Lists and sizes.


def test_a_list_shows_eight_whole_rows_and_never_scrolls_sideways(window: QWidget) -> None:
    dialog = opened(stop(window, *(recording(n, account="a" * 200) for n in range(1, 31))))
    table = dialog.table
    assert table is not None
    rows = table.viewport().height() / table.verticalHeader().defaultSectionSize()
    assert rows == 8
    assert table.horizontalScrollBar().maximum() == 0
    assert sum(table.columnWidth(column) for column in range(5)) <= table.viewport().width()
    item = table.item(0, 1)
    assert item is not None
    assert item.toolTip() == item.text()


def test_on_a_small_screen_the_list_gives_up_rows_and_all_is_seen(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = QSize(904, 460)
    monkeypatch.setattr("gui.widgets.controls.ask_dialog.room_for", lambda _dialog: room)
    for dialog in (
        stop(window, *(recording(n, operator="Wang") for n in range(1, 31))),
        settle(window, State.STOPPED, *(unconfirmed(n) for n in range(1, 31))),
        retry(window, *(refused(n) for n in range(1, 31))),
    ):
        assert isinstance(dialog, SessionsDialog)
        opened(dialog)
        assert dialog.height() <= room.height()
        assert dialog.width() <= room.width()
        assert dialog.cancel.geometry().bottom() < dialog.height()
        table = dialog.table
        assert table is not None
        assert table.viewport().height() % table.verticalHeader().defaultSectionSize() == 0
        assert uncut(dialog)
        dialog.reject()


def uncut(dialog: AskDialog) -> bool:
    QApplication.processEvents()
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
    return all(label.height() >= label.heightForWidth(label.width()) for label in labels)


def test_a_space_that_was_meant_for_the_question_before_does_not_reach_the_verb(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the machine is.
    monkeypatch.setattr(ask_dialog, "RETURN_MS", 60_000)
    dialog = opened(stop(window, recording(1)))
    confirmed = QSignalSpy(dialog.confirmed)
    QTest.keyClick(dialog.yes, Qt.Key.Key_Space)
    assert (confirmed.count(), dialog.isVisible()) == (0, True)
    monkeypatch.undo()
    stood(dialog)
    QTest.keyClick(dialog.yes, Qt.Key.Key_Space)
    assert confirmed.count() == 1
