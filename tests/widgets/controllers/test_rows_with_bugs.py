"""Bugs in the window: each row has its outcome, the others go on, and nothing stays *busy*."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.core.foundation.enums import State
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted, Packet
from gui.core.sessions.session import Session
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.retry_dialog import RetryDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.core.ledger import begin, opened, target
from tests.support.widgets.window_driver import Staff

ROOM = 990007


class Breaks:
    """A bug in the client that strikes these users' packets while ``on``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *accounts: str, after_sending: bool) -> None:
        send = RelayClient.send
        self.on = True

        async def broken(client: RelayClient, packet: Packet, random: int, exchange: Exchange) -> Accepted:
            struck = self.on and packet.reqhead.rpt_to_Account[0] in accounts
            if struck and not after_sending:
                raise ZeroDivisionError("a bug")
            done = await send(client, packet, random, exchange)
            if struck:
                raise ZeroDivisionError("a bug")
            return done

        monkeypatch.setattr(RelayClient, "send", broken)


async def start_all(staff: Staff, service: RunningSimulator, *accounts: str) -> None:
    for account in accounts:
        service.enter(ROOM, account)
        await staff.starts(ROOM, account)


@pytest.mark.parametrize(
    ("after_sending", "state", "shown"),
    [(False, State.FAILED, "Not started · fault of the panel"), (True, State.UNKNOWN, "Unconfirmed start")],
)
async def test_a_start_that_a_bug_struck_has_its_row_and_the_target_is_started_and_stopped_after_it(
    staff: Staff,
    service: RunningSimulator,
    monkeypatch: pytest.MonkeyPatch,
    after_sending: bool,
    state: State,
    shown: str,
) -> None:
    staff.bug_expected = True
    service.enter(ROOM, "ann")
    breaks = Breaks(monkeypatch, "ann", after_sending=after_sending)
    staff.types_target(ROOM, "ann")
    staff.clicks_start()
    await staff.sees("ann", state)
    await staff.until(lambda: staff.state("ann") == shown, "its words say so")
    await staff.until(staff.window.bug.isVisible, "the bug is told")
    assert "ZeroDivisionError: a bug" in staff.bug()
    breaks.on = False
    # The same again, from the same form.
    service.reset()
    service.enter(ROOM, "ann")
    staff.types_target(ROOM, "ann")
    staff.clicks_start()
    await staff.sees("ann", State.RECORDING)
    await staff.stops("ann")
    await staff.sees("ann", State.STOPPED)


async def test_a_bug_at_one_of_many_stops_leaves_the_others_stopped_and_the_sum_complete(
    staff: Staff, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff.bug_expected = True
    await start_all(staff, service, "ann", "ben", "cat", "dan")
    Breaks(monkeypatch, "ben", after_sending=False)
    staff.clicks_rows("ann", "ben", "cat", "dan")
    staff.presses(Qt.Key.Key_F8)
    await staff.asked(StopDialog)
    staff.presses(Qt.Key.Key_Return)
    await staff.until(lambda: not staff.result.under_way, "all four have their answer")
    assert staff.result.summary.text() == "3 stopped, 3 file ids · 1 not sent"
    assert staff.session("ben").state is State.RECORDING
    assert {staff.session(name).state for name in ("ann", "cat", "dan")} == {State.STOPPED}


@pytest.mark.usefixtures("no_wait_between_tries")
async def test_a_bug_at_one_of_many_starts_again_leaves_the_others_started_and_says_what_may_have_been_sent(
    staff: Staff, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff.bug_expected = True
    for account in ("ann", "ben", "cat"):
        staff.types_target(990003, account)
        staff.clicks_start()
        await staff.sees(account, State.FAILED)
    for account in ("ann", "ben", "cat"):
        service.enter(990003, account)
    Breaks(monkeypatch, "ben", after_sending=True)
    staff.clicks_rows("ann", "ben", "cat")
    summary = staff.window.selection_summary
    await staff.until(summary.isVisible, "the summary is there")
    staff.clicks(summary.start_again)
    question = await staff.asked(RetryDialog)
    staff.clicks(question.yes)
    result = staff.window.retry_result
    await staff.until(lambda: result.isVisible() and not result.under_way, "all three have their answer")
    assert result.summary.text() == "2 started · 1 unconfirmed"
    assert staff.session("ben").state is State.UNKNOWN


async def test_one_bad_look_at_the_ledger_does_not_end_the_following_of_other_processes(
    staff: Staff, data_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = staff.panel.bridge.services.ledger
    look = ledger.changed_since
    looks: list[int] = []

    async def broken_once(row: int) -> tuple[Session, ...]:
        looks.append(row)
        if len(looks) == 1:
            raise ZeroDivisionError("a bug")
        return await look(row)

    monkeypatch.setattr(ledger, "changed_since", broken_once)
    await staff.until(lambda: len(looks) > 1, "the next look follows")
    assert "ZeroDivisionError: a bug" in caplog.text
    async with opened(data_folder) as other:
        await begin(other, target(10001, "zoe"))
        await staff.sees("zoe", State.STARTING)
