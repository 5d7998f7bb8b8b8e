"""Hands on the session list: made, shown, clicked and read as staff do."""

from collections.abc import Iterable
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.core.foundation.messages import Messages
from gui.core.session_list import filter_sort
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.runtime import slices
from gui.widgets.sessions import session_model, session_rows
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from gui.widgets.sessions.session_model import SessionModel
from tests.support.session_samples import HandClock, recording, refused, stopped, unconfirmed

MESSAGES = Messages("en")


def take_short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is a long one, and a slice is a single step."""
    monkeypatch.setattr(filter_sort, "CHUNK", 16)
    monkeypatch.setattr(filter_sort, "KEYS_AT_ONCE", 8)
    monkeypatch.setattr(filter_sort, "SORTED_AT_ONCE", 30)
    monkeypatch.setattr(filter_sort, "SAMPLES", 5)
    monkeypatch.setattr(session_rows, "ARRANGED_AT_ONCE", 0)
    monkeypatch.setattr(session_model, "TAKEN_AT_ONCE", 16)
    monkeypatch.setattr(session_model, "TAKEN_IN_A_STEP", 4)
    monkeypatch.setattr(slices, "SLICE_S", 0.0)


def elapsed(hand: HandClock) -> ElapsedClock:
    """A clock that is wound by hand."""
    return ElapsedClock(hand.now, hand.seconds)


def shown_list(sessions: Iterable[Session] = (), *, height: int = 400) -> SessionList:
    """A list on the screen, with these sessions."""
    view = SessionList(MESSAGES, elapsed(HandClock()))
    view.upsert_many(sessions)
    view.resize(1000, height)
    view.show()
    QTest.qWaitForWindowExposed(view)
    # Where an earlier test left the pointer may be in the list, whose rows would stay for it.
    QCursor.setPos(view.mapToGlobal(QPoint(1, 1)))
    QApplication.processEvents()
    return view


def ids(model: SessionModel) -> list[str]:
    """Ids of the shown sessions, from the top."""
    return [model.session_at(row).id for row in range(model.rowCount())]


def cell(model: SessionModel, row: int, column: Column) -> str:
    """What stands in a cell."""
    return str(model.index(row, column).data())


def click_row(
    view: SessionList, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A click with the mouse into a row."""
    table = view.table
    at = table.visualRect(view.model.index(row, Column.ROOM)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, QPoint(at))
    QApplication.processEvents()


def press(widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key pressed in a widget."""
    QTest.keyClick(widget, key, keys)
    QApplication.processEvents()


def selected_ids(view: SessionList) -> list[str]:
    """Ids of the selected sessions, from the top."""
    return [session.id for session in view.selected()]


def settle(model: SessionModel) -> None:
    """Let a long list be loaded and arranged to its end."""
    for _ in range(10_000):
        if not model.busy:
            return
        QApplication.processEvents()
    pytest.fail("the list is never done")


def any_session(random: Random, number: int, *, row: int) -> Session:
    """A session in any state, of one of a few rooms and users."""
    room, account = random.randint(1, 6), random.choice(["alice", "Bob", "carol"])
    made = (
        recording(number, row=row, room=room, account=account),
        refused(number, row=row, room=room, account=account),
        unconfirmed(number, row=row, room=room, account=account),
        stopped(number, "a", row=row, room=room, account=account),
    )
    return random.choice(made)
