"""The inspector below the list: wide and low, as a window of 750 to 1000 pixels has it."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget, QTabWidget, QWidget

from gui.core.catalogue.guidance import Step
from gui.core.sessions.session import Session
from gui.widgets.explain.error_panel import ErrorPanel
from tests.support.core.concluded_sessions import LATER, answered, started
from tests.support.session_samples import recording
from tests.support.widgets.error_panel_driver import step_button
from tests.support.widgets.places import place


def show_low(panel: ErrorPanel, session: Session, width: int = 750) -> None:
    panel.resize(width, 232)
    panel.show_session(session, now=LATER)
    QTest.qWait(50)


def in_view(panel: ErrorPanel, widget: QWidget) -> bool:
    view = panel.body.viewport()
    return view.rect().contains(QRect(widget.mapTo(view, QPoint(0, 0)), widget.size()))


@pytest.mark.parametrize("width", [750, 796, 960])
def test_all_steps_of_a_refusal_are_whole_without_scrolling(panel: ErrorPanel, width: int) -> None:
    show_low(panel, started(answered(30000411)), width)
    for step in (Step.COPY_QUESTION, Step.EDIT_AS_NEW, Step.START_AGAIN):
        assert in_view(panel, step_button(panel, step))
    who, handled = place(panel.header.who), place(panel.header.handled)
    assert handled.left() > who.right()
    assert handled.top() <= who.center().y() <= handled.bottom()


def test_the_steps_of_the_attempts_stand_beside_their_list(panel: ErrorPanel) -> None:
    show_low(panel, started(answered(30000411)))
    sheet = panel.attempts
    sheet.show()
    QTest.qWait(50)
    table, tabs = sheet.findChild(QTableWidget), sheet.findChild(QTabWidget)
    assert table is not None
    assert tabs is not None
    assert place(tabs).left() > place(table).right()
    assert tabs.height() > 150
    panel.resize(460, 540)
    QTest.qWait(50)
    assert place(tabs).top() > place(table).bottom()


def test_more_has_no_row_of_its_own(panel: ErrorPanel) -> None:
    panel.resize(460, 540)
    panel.show_session(recording(1), now=LATER)
    QTest.qWait(50)
    first, more = place(step_button(panel, Step.GUEST_CAME_BACK)), place(panel.steps.more)
    assert more.top() == first.top()
    assert more.left() > first.right()
    panel.show_session(started(answered(30000411)), now=LATER)
    QTest.qWait(50)
    assert place(panel.steps.more).top() == place(step_button(panel, Step.EDIT_AS_NEW)).top()
