"""Sessions for the error panel, and what staff find in it."""

import json
import time
from datetime import timedelta

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import Operation
from gui.core.ledger.rows import LedgerRow
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Session
from gui.widgets.explain.error_panel import ErrorPanel
from tests.support.core.concluded_sessions import ASKED


def entries(session: Session, times: int = 1, answer: str = "{}") -> list[LedgerRow]:
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
    return [LedgerRow(1, session.id, at.isoformat(), "answer", "Li", "", detail, session) for at in minutes]


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
