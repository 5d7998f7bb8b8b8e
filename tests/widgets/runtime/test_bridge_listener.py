"""What the recorder reports comes to the window in order, and no one result brings all others at once."""

import time

from PySide6.QtTest import QSignalSpy, QTest

from gui.core.foundation.enums import Operation, State
from gui.core.sessions.progress import Phase, Progress
from gui.widgets.runtime.bridge_listener import BridgeListener
from tests.support.session_samples import recording, stopped

ANSWERING = Progress(Operation.START, Phase.ANSWER, 1, 3, 100.0, 108.0)


def reported(spy: QSignalSpy) -> list[tuple[str, State]]:
    return [(session.id, session.state) for (session,) in (spy.at(at) for at in range(spy.count()))]


def test_one_of_300_that_end_together_brings_its_own_changes_alone() -> None:
    listener = BridgeListener()
    heard = QSignalSpy(listener.session_reported)
    for number in range(300):
        listener.session_changed(recording(number))
        listener.session_changed(stopped(number, "a"))
    listener.flush_of("7")
    assert reported(heard) == [("7", State.RECORDING), ("7", State.STOPPED)]
    listener.flush()
    assert heard.count() == 600
    assert reported(heard)[2:6] == [
        ("0", State.RECORDING),
        ("0", State.STOPPED),
        ("1", State.RECORDING),
        ("1", State.STOPPED),
    ]
    listener.flush_of("7")
    assert heard.count() == 600


def test_of_a_batch_each_row_is_drawn_as_it_is_by_now() -> None:
    listener = BridgeListener()
    heard = QSignalSpy(listener.session_reported)
    for number in range(300):
        listener.session_changed(recording(number))
    for number in range(300):
        listener.session_changed(stopped(number, "a"))
    while heard.count() < 300:
        assert heard.wait(2000)
    assert reported(heard)[:300] == [(str(number), State.STOPPED) for number in range(300)]
    assert not heard.wait(50)


def test_of_a_batch_nobody_hears_of_steps_that_are_over_before_they_were_told() -> None:
    listener = BridgeListener()
    rows, steps = QSignalSpy(listener.session_reported), QSignalSpy(listener.progress_reported)
    listener.progress_changed("0", ANSWERING)
    assert steps.wait(2000)
    for number in range(300):
        listener.session_changed(recording(number))
        listener.progress_changed(str(number), ANSWERING)
        listener.session_changed(stopped(number, "a"))
        listener.progress_changed(str(number), None)
    while reported(rows)[-1:] != [("299", State.STOPPED)]:
        assert rows.wait(2000)
    listener.flush()
    told = [(of, progress) for of, progress in (steps.at(at) for at in range(steps.count()))]
    assert told[:2] == [("0", ANSWERING), ("0", None)]
    assert len(told) == 2


def test_after_a_flood_nothing_is_left_out_of_a_few() -> None:
    listener = BridgeListener()
    heard = QSignalSpy(listener.session_reported)
    for number in range(300):
        listener.session_changed(stopped(number, "a"))
    while heard.count() < 300:
        assert heard.wait(2000)
    listener.session_changed(recording(1))
    listener.session_changed(stopped(1, "a"))
    assert heard.wait(2000)
    assert reported(heard)[300:] == [("1", State.RECORDING), ("1", State.STOPPED)]


def test_what_several_reports_add_up_to_may_wait_for_the_last_of_them() -> None:
    listener = BridgeListener()
    order: list[str] = []
    listener.several_begin.connect(lambda: order.append("begin"))
    listener.session_reported.connect(lambda session: order.append(session.id))
    listener.several_ended.connect(lambda: order.append("end"))
    for number in range(3):
        listener.session_changed(recording(number))
    listener.flush()
    assert order == ["begin", "0", "1", "2", "end"]


def test_the_rest_comes_by_itself() -> None:
    listener = BridgeListener()
    heard = QSignalSpy(listener.session_reported)
    listener.session_changed(recording(1))
    listener.session_changed(recording(2))
    listener.flush_of("2")
    assert heard.wait(2000)
    assert reported(heard) == [("2", State.RECORDING), ("1", State.RECORDING)]


def test_of_a_flood_there_is_a_picture_now_and_then_and_of_a_few_reports_always() -> None:
    listener = BridgeListener()
    heard, flood = QSignalSpy(listener.session_reported), QSignalSpy(listener.flood)
    listener.session_changed(recording(1))
    assert heard.wait(2000)
    assert flood.count() == 0
    listener.session_reported.connect(lambda _session: time.sleep(0.001))
    for number in range(400):
        listener.session_changed(stopped(number, "a"))
    while heard.count() < 401:
        assert heard.wait(2000)
    QTest.qWait(1)
    told = [flood.at(at)[0] for at in range(flood.count())]
    assert told == [True, False] * (len(told) // 2)
    assert len(told) > 4


def test_a_flood_is_over_once_all_of_it_was_asked_for() -> None:
    listener = BridgeListener()
    flood = QSignalSpy(listener.flood)
    for number in range(2000):
        listener.session_changed(stopped(number, "a"))
    assert flood.wait(2000)
    listener.flush()
    assert flood.at(flood.count() - 1)[0] is False
