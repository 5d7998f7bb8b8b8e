"""Drives the start form as staff do."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.core.foundation.enums import Source, State
from gui.core.protocol.request import StartRequest
from gui.core.sessions.session import Session, Target
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.start_form.start_form import StartForm

NOW = datetime(2026, 1, 31, 10, 1, 22)
CTRL = Qt.KeyboardModifier.ControlModifier


def started() -> Session:
    """What the ledger has of a start of room 10001, alice."""
    now = datetime.now(UTC)
    target = Target("relay", 1, 10001, "alice", Source.CAMERA)
    return Session(target, "Main", State.STARTING, "Li", now, now, id="7")


def requests(spy: QSignalSpy) -> list[StartRequest]:
    """What was asked for, in order."""
    found = [spy.at(number)[0] for number in range(spy.count())]
    assert all(isinstance(request, StartRequest) for request in found)
    return found


def type_letters(widget: QWidget, text: str) -> None:
    """Keys beyond ASCII, which QTest.keyClicks refuses."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def click_start(form: StartForm) -> None:
    """Press the button."""
    QTest.mouseClick(form.start_button, Qt.MouseButton.LeftButton)


def said(form: StartForm) -> list[str]:
    """Every line of words that can be seen."""
    return [label.text() for label in form.findChildren(ToneLabel) if label.isVisible()]


def focus(qapp: QApplication) -> QWidget:
    """What has the focus."""
    widget = qapp.focusWidget()
    assert widget is not None
    return widget


def focused(qapp: QApplication) -> str:
    """The name of what has the focus."""
    return focus(qapp).accessibleName()


def open_dialog(qapp: QApplication) -> QWidget:
    """The dialog that is open."""
    dialog = qapp.activeModalWidget()
    assert dialog is not None
    return dialog
