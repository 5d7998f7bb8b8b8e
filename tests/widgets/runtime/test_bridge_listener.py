"""What the recorder reports comes to the window in order, and no one result brings all others at once."""

from PySide6.QtTest import QSignalSpy

from gui.core.foundation.enums import State
from gui.widgets.runtime.bridge_listener import BridgeListener
from tests.support.session_samples import recording, stopped


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


def test_the_rest_comes_by_itself() -> None:
    listener = BridgeListener()
    heard = QSignalSpy(listener.session_reported)
    listener.session_changed(recording(1))
    listener.session_changed(recording(2))
    listener.flush_of("2")
    assert heard.wait(2000)
    assert reported(heard) == [("2", State.RECORDING), ("1", State.RECORDING)]
