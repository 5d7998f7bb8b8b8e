"""No step moves under the hand, and no double click presses what has come into another's place."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import Operation
from gui.core.protocol.request import start_request
from gui.core.sessions.session import Session
from gui.simulator.in_process import RunningSimulator
from gui.widgets.explain.error_panel import ErrorPanel
from tests.support.core.concluded_sessions import ASKED, LATER, answered, started, stopped
from tests.support.tree import golden
from tests.support.widgets.error_panel_driver import entries, step_button
from tests.support.widgets.refusals import ROOM, account_of, refuses, shows
from tests.support.widgets.window_driver import Staff

CODES = sorted(golden("recording_error_codes.json"))
OF_THEIR_OWN = (Step.START_AGAIN, Step.STOP_AGAIN, Step.SAVE_REPORT, Step.OPEN_SETTINGS)
"""The first press of these sends, or opens a window: what follows is not the double click's doing."""
A_PERSON_S = 60
"""Milliseconds between the presses of a double click."""
GRID = 16


@pytest.fixture
def a_person_s_hands(qapp: QApplication) -> Iterator[None]:
    """The guard counts as it does for people."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(A_PERSON_S)
    yield
    qapp.setDoubleClickInterval(before)


def places(panel: ErrorPanel) -> dict[str, QRect]:
    """Where each button of the steps and of the foot is."""
    area = [*panel.steps.findChildren(QPushButton), *panel.foot.findChildren(QPushButton)]
    found = {}
    for button in area:
        if button.isVisible():
            found[button.accessibleName()] = QRect(button.mapTo(panel, QPoint(0, 0)), button.size())
    return found


def settles() -> None:
    """Nested layouts take their places one level a turn of the event loop."""
    for _ in range(12):
        QTest.qWait(1)


def lets_it_stand() -> None:
    time.sleep(A_PERSON_S / 1000 + 0.02)


def double_clicks(window: QWidget, at: QPoint) -> None:
    """Two presses at one place, whatever stands there by then, as the system delivers them."""
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        target = window.childAt(at) or window
        local = target.mapFrom(window, at)
        if kind is QEvent.Type.MouseButtonPress:
            QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=local)
        else:
            QTest.mouseDClick(target, Qt.MouseButton.LeftButton, pos=local)
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=local)


# Geometry.


@pytest.mark.parametrize("width", [340, 460, 560, 900])
@pytest.mark.parametrize("code", [1, 2, 30000411, 30000405, 60008])
def test_no_step_moves_as_a_text_is_copied_and_the_confirmation_goes(
    panel: ErrorPanel, qapp: QApplication, code: int, width: int
) -> None:
    panel.resize(width, 514)
    panel.show_session(started(answered(code)), now=LATER)
    settles()
    before = places(panel)
    copies = [step for step in panel.steps.steps() if step.value.startswith("copy")]
    assert len(before) >= 2
    for step in copies:
        panel.steps.confirm_copied(step)
        qapp.processEvents()
        assert places(panel) == before
    panel.steps.confirm(Step.SAVE_REPORT, "Saved")
    qapp.processEvents()
    assert places(panel) == before


@pytest.mark.parametrize("code", [2, 30000401, 30000411])
def test_no_step_moves_as_a_countdown_ends(panel: ErrorPanel, code: int) -> None:
    panel.resize(460, 514)
    panel.show_session(started(answered(code)), now=ASKED + timedelta(seconds=2.7))
    settles()
    again, before = step_button(panel, Step.START_AGAIN), places(panel)
    assert not again.isEnabled()
    while not again.isEnabled():
        QTest.qWait(50)
        assert places(panel) == before
    assert again.text() == "Start again"


@pytest.mark.parametrize("width", [340, 460, 900])
def test_no_step_moves_as_the_same_answer_comes_again(
    panel: ErrorPanel, qapp: QApplication, width: int
) -> None:
    session = started(answered(30000411))
    panel.resize(width, 514)
    panel.show_session(session, now=LATER)
    settles()
    before = places(panel)
    panel.set_attempts("4", entries(session, times=30))
    panel.show_session(replace(session, row=session.row + 1), now=LATER)
    qapp.processEvents()
    assert places(panel) == before


def test_no_step_moves_as_a_failure_is_handled(panel: ErrorPanel, qapp: QApplication) -> None:
    session = started(answered(30000411))
    panel.resize(460, 514)
    panel.show_session(session, now=LATER)
    settles()
    before = places(panel)
    panel.show_session(replace(session, handled=True), now=LATER)
    qapp.processEvents()
    assert not panel.header.handled.isVisible()
    assert places(panel) == before


# Stop has a place of its own.


def test_a_stop_stands_at_the_foot_only_and_names_the_guest(panel: ErrorPanel) -> None:
    asked, chosen = QSignalSpy(panel.stop_requested), QSignalSpy(panel.step_chosen)
    panel.show_session(started(None), now=LATER)
    stop = panel.foot.stop
    assert (stop.text(), stop.accessibleName()) == ("Stop dan", "Stop dan in room 10004")
    assert panel.steps.button(Step.STOP_AGAIN) is None
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert (asked.count(), asked.at(0)[0], chosen.count()) == (1, "4", 0)
    panel.show_session(started(answered(30000411)), now=LATER)
    assert not stop.isVisible()


def test_a_refused_stop_is_sent_again_from_the_foot_and_a_line_says_so(panel: ErrorPanel) -> None:
    chosen = QSignalSpy(panel.step_chosen)
    panel.show_session(stopped(answered(30000405)), now=LATER)
    assert panel.header.headline.text() == "Stop refused: dan is still recording"
    assert panel.steps.hint.text() == "First try the stop once more: the button at the foot."
    stop = panel.foot.stop
    assert panel.steps.button(Step.STOP_AGAIN) is stop
    assert stop.text() == "Stop dan again"
    assert not panel.steps.isAncestorOf(stop)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert [chosen.at(0)[0], chosen.at(0)[1]] == ["4", Step.STOP_AGAIN]


def test_no_step_ever_stands_where_the_stop_stands(panel: ErrorPanel, qapp: QApplication) -> None:
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    for size in ((340, 300), (460, 514), (900, 240)):
        panel.resize(*size)
        for session in (started(None), started(lost), stopped(answered(30000405)), stopped(lost)):
            panel.show_session(session, now=LATER)
            qapp.processEvents()
            foot = QRect(panel.foot.mapTo(panel, QPoint(0, 0)), panel.foot.size())
            assert panel.foot.stop.isVisible()
            assert not foot.intersects(QRect(panel.body.mapTo(panel, QPoint(0, 0)), panel.body.size()))


@pytest.mark.parametrize("width", [340, 460, 560, 900])
def test_nothing_is_wider_than_the_inspector(panel: ErrorPanel, width: int) -> None:
    lost = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    long = replace(
        started(None), target=replace(started(None).target, account="a_very_long_account_name" * 3)
    )
    for session in (started(lost), started(answered(30000411)), stopped(answered(30000405)), long):
        panel.resize(width, 514)
        panel.show_session(session, now=LATER)
        settles()
        assert panel.width() == width
        assert panel.body.horizontalScrollBar().maximum() == 0
        assert all(place.right() < width for place in places(panel).values())


# The guard.


@pytest.mark.usefixtures("a_person_s_hands")
def test_a_press_counts_only_once_the_button_has_stood_in_its_place(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000401)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    again = step_button(panel, Step.START_AGAIN)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert chosen.count() == 0, "it has only just come"
    lets_it_stand()
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert chosen.count() == 1


@pytest.mark.usefixtures("a_person_s_hands")
def test_a_press_meant_for_another_row_does_not_count_for_this_one(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000401)), now=LATER)
    lets_it_stand()
    chosen = QSignalSpy(panel.step_chosen)
    panel.show_session(started(answered(30000401), "5"), now=LATER)
    QTest.mouseClick(step_button(panel, Step.START_AGAIN), Qt.MouseButton.LeftButton)
    assert chosen.count() == 0


@pytest.mark.usefixtures("a_person_s_hands")
def test_what_is_moved_from_outside_has_to_stand_anew(panel: ErrorPanel, qapp: QApplication) -> None:
    panel.show_session(started(answered(30000401)), now=LATER)
    qapp.processEvents()
    lets_it_stand()
    chosen = QSignalSpy(panel.step_chosen)
    panel.resize(460, 200)
    bar = panel.body.verticalScrollBar()
    qapp.processEvents()
    lets_it_stand()
    bar.setValue(10)
    QTest.mouseClick(step_button(panel, Step.START_AGAIN), Qt.MouseButton.LeftButton)
    assert chosen.count() == 0


@pytest.mark.usefixtures("a_person_s_hands")
def test_a_key_and_a_screen_reader_press_at_once(panel: ErrorPanel) -> None:
    panel.show_session(started(answered(30000401)), now=LATER)
    chosen = QSignalSpy(panel.step_chosen)
    again = step_button(panel, Step.START_AGAIN)
    QTest.keyClick(again, Qt.Key.Key_Space)
    assert chosen.count() == 1
    actions = QAccessible.queryAccessibleInterface(again).actionInterface()
    assert actions is not None
    actions.doAction(QAccessibleActionInterface.pressAction())
    # It shows the button pressed for a moment, then clicks.
    QTest.qWait(200)
    assert chosen.count() == 2


def test_the_second_press_of_a_double_click_is_dropped(panel: ErrorPanel) -> None:
    for session, step in (
        (started(answered(30000401)), Step.START_AGAIN),
        (stopped(answered(30000405)), None),
    ):
        panel.show_session(session, now=LATER)
        chosen = QSignalSpy(panel.step_chosen)
        button = panel.foot.stop if step is None else step_button(panel, step)
        double_clicks(panel, button.mapTo(panel, button.rect().center()))
        assert chosen.count() == 1


# In the real window: all codes, both operations.


async def _all_are_refused(staff: Staff, service: RunningSimulator, operation: Operation) -> None:
    """A session for each code, refused with it."""
    recordings = staff.panel.bridge.recordings
    for code in CODES:
        service.enter(ROOM, account_of(code))
        if operation is Operation.START:
            refuses(service, operation, code)
        target = {"room": ROOM, "account": account_of(code), "file_name": code}
        recordings.start("Main", start_request(target))
    await staff.until(lambda: all(staff.ended(account_of(code)) for code in CODES), "all are answered")
    await staff.settles()
    if operation is Operation.STOP:
        for code in CODES:
            refuses(service, operation, code)
        recordings.stop_sessions([staff.session(account_of(code)).id for code in CODES], {})
        await staff.settles()
    assert service.armed == ()


def _sweeps(staff: Staff, session: Session) -> None:
    """Double click all over the steps, but for what sends by its own first press, or opens a window.

    The presses are much quicker than a person's: nothing that opens meanwhile may take the second one.
    """
    panel, window = staff.error, staff.window
    # As if it had failed a while ago: every step can be pressed.
    panel.show_session(session, now=session.changed_at + timedelta(hours=1))
    QApplication.processEvents()
    area = QRect(panel.steps.mapTo(window, QPoint(0, 0)), panel.steps.size())
    own = [*map(panel.steps.button, OF_THEIR_OWN), panel.steps.more]
    QApplication.setDoubleClickInterval(A_PERSON_S)
    lets_it_stand()
    for y in range(area.top() + 4, area.bottom(), GRID):
        for x in range(area.left() + 4, area.right(), 3 * GRID):
            if window.childAt(QPoint(x, y)) not in own:
                double_clicks(window, QPoint(x, y))
                QApplication.processEvents()
                if panel.questions.settle_bar.isVisible():
                    # The first press asks why; each place gets its double click by itself.
                    QTest.keyClick(panel.questions.settle_bar.note, Qt.Key.Key_Escape)
                    panel.body.to_top()
    QApplication.setDoubleClickInterval(0)


@pytest.mark.parametrize("operation", [Operation.START, Operation.STOP])
async def test_a_double_click_anywhere_among_the_steps_sends_nothing(
    staff: Staff, service: RunningSimulator, operation: Operation
) -> None:
    await _all_are_refused(staff, service, operation)
    before = len(service.record)
    for code in CODES:
        staff.sessions.select([staff.session(account_of(code)).id])
        await shows(staff, code)
        session = staff.session(account_of(code))
        _sweeps(staff, session)
        await staff.settles()
        assert staff.session(account_of(code)) == session, f"{code}: something was decided"
    await staff.settles()
    assert len(service.record) == before
