"""Sessions for the error panel, and what staff find in it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.core.catalogue.errors import Catalogue, Delivery, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import Operation, Source
from gui.core.foundation.messages import Messages
from gui.core.ledger.rows import Entry
from gui.core.sessions.begin import begin_start, begin_stop
from gui.core.sessions.conclude import conclude
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Session, Settings, Target
from gui.widgets.explain.error_panel import ErrorPanel

ASKED = datetime(2026, 11, 22, 11, 58, tzinfo=UTC)
LATER = ASKED + timedelta(minutes=4)
TARGET = Target("relay.example", 1400000001, 10004, "dan", Source.CAMERA)


def answered(code: int, message: str = "its own words") -> Problem:
    return Problem(Delivery.ANSWERED, code=code, message=message)


def started(problem: Problem | None, session_id: str = "4") -> Session:
    opening = begin_start(TARGET, "Main", Settings("10004_dan"), "Li", ASKED)(None)
    return replace(conclude(opening, opening.session, problem, (), ASKED)[0], id=session_id, row=9)


def stopped(problem: Problem | None, file_ids: tuple[str, ...] = ()) -> Session:
    opening = begin_stop(TARGET, "Main", Settings(), "Li", ASKED)(started(None))
    return replace(conclude(opening, opening.session, problem, file_ids, LATER)[0], id="4")


def entries(session: Session, times: int = 1, answer: str = "{}") -> list[Entry]:
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


@contextmanager
def shown_panel(qapp: QApplication) -> Iterator[ErrorPanel]:
    """An English panel of 900 by 280."""
    made = ErrorPanel(Messages("en"), Catalogue("en"))
    made.resize(900, 280)
    made.show()
    QTest.qWaitForWindowExposed(made)
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def named(panel: QWidget, name: str) -> QWidget:
    found = [part for part in panel.findChildren(QWidget) if part.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def spoken(panel: QWidget, name: str) -> str:
    """The text that a screen reader gets through the Text interface."""
    interface = QAccessible.queryAccessibleInterface(named(panel, name))
    text = interface.textInterface()
    assert text is not None, name
    return text.text(0, text.characterCount())


def labels(panel: ErrorPanel) -> list[str]:
    buttons = [panel.steps.button(step) for step in panel.steps.steps()]
    return [button.text() for button in buttons if button is not None]


def step_button(panel: ErrorPanel, step: Step) -> QPushButton:
    button = panel.steps.button(step)
    assert button is not None
    return button


def in_sight(panel: ErrorPanel, part: QWidget) -> bool:
    top = part.mapTo(panel, QPoint(0, 0)).y()
    return part.isVisible() and top >= 0 and top + part.height() <= panel.height()


def progress(phase: Phase, seconds: float, code: int | None = None) -> Progress:
    now = time.monotonic()
    return Progress(Operation.START, phase, 2, 3, now - 1.5, now + seconds, code)
