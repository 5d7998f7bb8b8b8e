"""A screen reader says what came of a single request; of several their result says it once."""

import pytest
from PySide6.QtCore import Qt

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.announcements import ASSERTIVE, POLITE, announcements
from tests.support.widgets.window_driver import CTRL, Staff

SHIFT = Qt.KeyboardModifier.ShiftModifier


async def test_an_accepted_start_and_stop_are_said_politely_and_with_their_guest(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    with announcements(monkeypatch) as said:
        await staff.starts(990001, "alice")
        assert said == [("Recording accepted: alice in room 990001", POLITE)]
        said.clear()
        await staff.stops("alice")
        await staff.sees("alice", State.STOPPED)
        await staff.settles()
        assert said == [("Stopped: alice in room 990001, 1 file", POLITE)]


async def test_a_refused_start_is_said_at_once_with_its_code_and_what_it_means(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    with announcements(monkeypatch) as said:
        await staff.starts(990003, "dan", State.FAILED)
    ((words, politeness),) = said
    assert words.startswith("Not started: dan in room 990003, 30000411. Recording room or the initiator")
    assert politeness is ASSERTIVE


async def test_an_unanswered_start_and_a_refused_stop_are_said_at_once(
    staff: Staff, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await staff.starts(990001, "alice")
    with announcements(monkeypatch) as said:
        service.arm(operation="start", fault="drop_after", times=1)
        await staff.starts(990002, "carol", State.UNKNOWN)
        service.arm(operation="stop", code=30000404, times=5)
        await staff.stops("alice")
        await staff.settles()
    (start, first), (stop, second) = said
    assert start.startswith("Unconfirmed start: carol in room 990002, Connection lost. ")
    assert stop.startswith("Stop refused: alice in room 990001, 30000404. ")
    assert (first, second) == (ASSERTIVE, ASSERTIVE)


async def test_a_stop_of_several_is_said_once(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    staff.clicks_rows("alice", "carol")
    with announcements(monkeypatch) as said:
        staff.presses(Qt.Key.Key_F8)
        staff.clicks((await staff.asked(StopDialog)).yes)
        await staff.is_back()
        await staff.sees("alice", State.STOPPED)
        await staff.sees("carol", State.STOPPED)
        await staff.settles()
    assert [words for words, _politeness in said] == ["2 stopped, 2 file ids"]


async def test_nothing_of_a_hidden_row_is_said_while_the_screen_is_shared(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    staff.clicks_rows("carol")
    staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
    with announcements(monkeypatch) as said:
        staff.panel.bridge.recordings.stop_sessions([session.id])
        await staff.sees("alice", State.STOPPED)
        await staff.settles()
    assert said == []
