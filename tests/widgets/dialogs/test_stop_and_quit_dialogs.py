"""The questions before something is stopped, quit or started twice."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from gui.core.foundation.enums import Field, SdkType, Source, State
from gui.core.sessions.session import Session
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.profile_chip import Place
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog
from tests.support.session_samples import HandClock, recording, sample, unconfirmed
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import MESSAGES, elapsed, press


@pytest.fixture
def window() -> Iterator[QWidget]:
    made = QWidget()
    made.resize(800, 600)
    made.show()
    yield made
    discard(made)


def opened(dialog: AskDialog) -> AskDialog:
    dialog.open()
    dialog.activateWindow()
    QTest.qWaitForWindowExposed(dialog)
    while not dialog.takes_presses:
        QTest.qWait(20)
    return dialog


def is_open(dialog: AskDialog) -> bool:
    """A closed dialog is gone for good."""
    return isValid(dialog) and dialog.isVisible()


def stop_dialog(window: QWidget, *sessions: Session) -> StopDialog:
    clock = elapsed(HandClock())
    for session in sessions:
        clock.see(session)
    dialog = StopDialog(sessions, "Li", MESSAGES, clock, window)
    opened(dialog)
    return dialog


def rows(dialog: StopDialog) -> list[list[str]]:
    table = dialog.table
    assert table is not None
    items = [[table.item(row, column) for column in range(5)] for row in range(table.rowCount())]
    return [[item.text() for item in row if item is not None] for row in items]


def test_the_stop_lists_room_user_and_duration_and_names_those_that_others_began(window: QWidget) -> None:
    dialog = stop_dialog(window, recording(1), recording(2, operator="Wang", account="bob"), unconfirmed(3))
    # What stands out comes first.
    assert [row[:2] for row in rows(dialog)] == [["10002", "bob"], ["10003", "alice"], ["10001", "alice"]]
    assert [row[3] for row in rows(dialog)] == ["00:12:00", "–", "00:12:00"]
    assert [row[4] for row in rows(dialog)] == ["begun by Wang", "Unconfirmed start", ""]
    assert dialog.others.text() == "1 of them: begun by Wang, not by you."
    assert dialog.yes.text() == "Stop 3 recordings"


def test_the_button_for_one_recording_says_stop_recording(window: QWidget) -> None:
    dialog = stop_dialog(window, recording(1, operator="Wang"))
    assert dialog.yes.text() == dialog.yes.accessibleName() == "Stop recording"
    assert dialog.others.text() == "Begun by Wang, not by you."


def test_one_s_own_recordings_are_not_remarked_on(window: QWidget) -> None:
    assert not stop_dialog(window, recording(1), recording(2)).others.isVisible()


def test_return_stops_and_escape_stops_nothing(window: QWidget) -> None:
    dialog = stop_dialog(window, recording(1), recording(2))
    confirmed = QSignalSpy(dialog.confirmed)
    press(dialog.yes, Qt.Key.Key_Return)
    assert confirmed.at(0) == [["1", "2"]]
    dialog = stop_dialog(window, recording(1))
    confirmed = QSignalSpy(dialog.confirmed)
    press(dialog, Qt.Key.Key_Escape)
    assert (confirmed.count(), is_open(dialog)) == (0, False)


def test_many_recordings_scroll_instead_of_filling_the_screen(window: QWidget) -> None:
    dialog = stop_dialog(window, *(recording(n) for n in range(1, 41)))
    assert dialog.height() < 620
    assert dialog.table is not None
    assert dialog.table.verticalScrollBar().maximum() > 0


def other_dialog(window: QWidget) -> StopOtherDialog:
    dialog = StopOtherDialog(Place("production", "Main"), MESSAGES, window)
    opened(dialog)
    return dialog


def test_a_stop_of_a_recording_that_is_not_in_the_list_takes_four_facts(window: QWidget) -> None:
    dialog = other_dialog(window)
    asked = QSignalSpy(dialog.stop_other_requested)
    dialog.room.setText("１０００１")
    QTest.keyClicks(dialog.account, "alice")
    dialog.source.setCurrentIndex(1)
    dialog.sdk_type.setCurrentIndex(1)
    press(dialog.account, Qt.Key.Key_Return)
    request = asked.at(0)[0]
    assert (request.room, request.account) == (10001, "alice")
    assert (request.source, request.sdk_type) == (Source.SCREEN, SdkType.IOT)
    assert not is_open(dialog)


def test_every_wrong_field_says_so_at_once_and_nothing_is_asked_for(window: QWidget) -> None:
    dialog = other_dialog(window)
    asked = QSignalSpy(dialog.stop_other_requested)
    dialog.set_target("4294967296")
    press(dialog.room, Qt.Key.Key_Return)
    assert dialog.rows[Field.ROOM].complaint == "“4294967296” is too large. The largest number is 4294967295."
    assert dialog.rows[Field.ACCOUNT].complaint.startswith("The user is missing.")
    assert (asked.count(), dialog.isVisible(), dialog.room.hasFocus()) == (0, True, True)
    dialog.room.setText("1")
    assert dialog.rows[Field.ROOM].complaint == ""


def test_no_words_of_the_dialog_are_cut_off_by_a_complaint(window: QWidget) -> None:
    dialog = other_dialog(window)
    dialog.set_target("1", "two people, and some more of them whose names are long, long, long")
    before = dialog.yes.geometry(), dialog.account.geometry(), dialog.size()
    press(dialog.room, Qt.Key.Key_Return)
    QTest.qWait(20)
    # Nothing that can be pressed has moved.
    assert (dialog.yes.geometry(), dialog.account.geometry(), dialog.size()) == before
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
    assert len(labels) >= 3
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)


def test_fields_of_the_dialog_have_the_names_that_stay(window: QWidget) -> None:
    dialog = other_dialog(window)
    names = [row.label.text() for row in dialog.rows.values()]
    assert names == ["Room ID", "User ID", "Source", "SDK type"]
    assert dialog.rows[Field.SOURCE].label.buddy() is dialog.source
    assert dialog.room.accessibleName() == "Room ID"


def test_closing_over_live_recordings_offers_to_keep_them_running(window: QWidget) -> None:
    live = [
        recording(1, account="bob"),
        sample(2, State.STARTING, attempts=1),
        *(recording(n) for n in range(3, 10)),
    ]
    dialog = QuitDialog(live, MESSAGES, window)
    opened(dialog)
    confirmed = QSignalSpy(dialog.quit_confirmed)
    assert dialog.headline.text() == "9 recordings are live"
    assert dialog.waiting.text().startswith("Still waiting for an answer: 1.")
    assert dialog.names.text().splitlines()[0] == "Room 10001: bob"
    assert dialog.names.text().splitlines()[-1] == "and 4 more"
    QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert confirmed.count() == 0
    dialog = QuitDialog(live, MESSAGES, window)
    opened(dialog)
    confirmed = QSignalSpy(dialog.quit_confirmed)
    assert dialog.yes.text() == "Keep them running and quit"
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert confirmed.count() == 1


def test_closing_over_starts_that_wait_for_their_turn_says_what_becomes_of_them(window: QWidget) -> None:
    waiting = [sample(number, State.STARTING, attempts=0) for number in (1, 2)]
    on_its_way = sample(3, State.STARTING, attempts=1)
    dialog = QuitDialog([*waiting, on_its_way], MESSAGES, window)
    assert dialog.waiting.text().splitlines() == [
        "Still waiting for an answer: 1. The window closes once it is here.",
        "Waiting for their turn: 2. What is not sent by then is told at the next start.",
    ]


def live_dialog(window: QWidget, session: Session) -> StartLiveDialog:
    clock = elapsed(HandClock())
    clock.see(session)
    dialog = StartLiveDialog(session, MESSAGES, clock, window)
    opened(dialog)
    return dialog


def test_a_start_for_somebody_who_is_recording_says_since_when_and_sends_nothing_by_return(
    window: QWidget,
) -> None:
    dialog = live_dialog(window, recording(1, operator="Wang"))
    confirmed = QSignalSpy(dialog.guest_came_back_confirmed)
    assert dialog.headline.text() == "alice in room 10001 is being recorded already"
    assert "accepted" in dialog.state.text()
    assert dialog.state.text().endswith("00:12:00 so far · begun by Wang")
    press(dialog, Qt.Key.Key_Return)
    assert (confirmed.count(), is_open(dialog)) == (0, False)


def test_guest_came_back_names_the_session(window: QWidget) -> None:
    dialog = live_dialog(window, recording(1))
    confirmed = QSignalSpy(dialog.guest_came_back_confirmed)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert confirmed.at(0) == ["1"]


def test_guest_came_back_is_not_offered_while_the_start_is_still_open(window: QWidget) -> None:
    dialog = live_dialog(window, sample(1, State.STARTING))
    assert not dialog.yes.isVisible()
    assert dialog.headline.text() == "alice in room 10001 is live in this list already"
