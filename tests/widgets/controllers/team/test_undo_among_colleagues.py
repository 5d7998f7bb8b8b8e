"""Ctrl+Z takes back what this person did, press by press, and never what a colleague did in between."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt

from gui.core.foundation.enums import State
from gui.core.ledger.rows import Note
from gui.core.sessions.settle import handled
from gui.simulator.in_process import RunningSimulator
from tests.support.widgets.colleague import Colleague, colleague
from tests.support.widgets.window_driver import CTRL, Staff


def offered(staff: Staff) -> str:
    """What the link says; empty where there is none."""
    button = staff.window.undo_link.button
    return button.text() if button.isVisible() else ""


def presses_undo(staff: Staff) -> None:
    staff.sessions.table.setFocus()
    staff.presses(Qt.Key.Key_Z, CTRL)


async def marks_handled(staff: Staff, account: str) -> None:
    staff.clicks_rows(account)
    staff.sessions.table.actions_of_selection.mark_handled.trigger()
    await staff.until(lambda: staff.session(account).handled, "it is marked")


async def calls_them(li: Colleague) -> None:
    """Li marks Wang's failure of dan as well, and has not heard of Wang's mark."""
    (theirs,) = (one for one in await li.ledger.sessions() if one.target.account == "dan")
    now = datetime.now(UTC)
    note = Note("handled", "Li", now, "I called them")
    await li.ledger.change(theirs.id, lambda found: handled(found, "I called them", now), note)


async def test_the_second_press_leaves_a_row_alone_that_a_colleague_touched_in_between(
    wang: Staff, tmp_path: Path, service: RunningSimulator
) -> None:
    ledger = wang.panel.bridge.services.ledger
    for account in ("dan", "ann"):
        await wang.starts(990003, account, State.FAILED)
    async with colleague(tmp_path, service.url) as li:
        await li.hears(wang)
        await marks_handled(wang, "dan")
        await marks_handled(wang, "ann")
        presses_undo(wang)
        await wang.until(lambda: not wang.session("ann").handled, "the last mark is taken back")
        # It comes beside Wang's mark of dan: the list shows no change.
        await calls_them(li)
        await li.starts(990002, "carol")
        await li.tells(wang)
        await wang.sees("carol", State.RECORDING)
        last = await ledger.last_row()
        presses_undo(wang)
        told = wang.window.undo_link.message
        await wang.until(lambda: told.whole_text() != "", "it is said")
        assert told.whole_text() == "Not undone: somebody has acted on it since."
        assert offered(wang) == ""
        assert wang.session("dan").handled
        assert wang.session("carol").state is State.RECORDING
        assert await ledger.last_row() == last
