"""Who points at a time reads it with its offset, and in UTC: vendor and other desks are elsewhere."""

import re
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.times import exact_time
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.explain.session_page import SessionPage
from gui.widgets.sessions.session_columns import Column
from tests.support.widgets.window_driver import Staff

ROLE = Qt.ItemDataRole


@pytest.fixture(autouse=True)
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer stands in Shanghai."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def is_exact(text: str) -> bool:
    """Whether a text has a time of Shanghai, and the same in UTC."""
    found = re.findall(
        r"\d{4}-\d\d-\d\d (\d\d):(\d\d:\d\d) \+08:00 · \d{4}-\d\d-\d\d (\d\d):(\d\d:\d\d) UTC", text
    )
    return bool(found) and all(
        minutes == same and (int(here) - int(utc)) % 24 == 8 for here, minutes, utc, same in found
    )


def tips(table: QTableWidget, column: int) -> list[str]:
    cells = [table.item(row, column) for row in range(table.rowCount())]
    return [cell.toolTip() for cell in cells if cell is not None]


def table_in(widget: QWidget, name: str) -> QTableWidget:
    (found,) = [one for one in widget.findChildren(QTableWidget) if one.accessibleName() == name]
    return found


async def test_the_list_and_the_inspector(staff: Staff) -> None:
    session = await staff.starts(990001, "alice")
    row = staff.sessions.model.row_of(session.id)
    assert row is not None
    cell = staff.sessions.model.index(row, Column.TIME)
    for role in (ROLE.ToolTipRole, ROLE.AccessibleDescriptionRole):
        told = str(cell.data(role))
        assert is_exact(told)
        assert session.accepted_at is not None
        assert f"Accepted: {exact_time(session.accepted_at)}" in told
    assert "UTC" not in str(cell.data(ROLE.AccessibleTextRole))
    assert "UTC" not in str(staff.sessions.model.index(row, Column.ROOM).data(ROLE.ToolTipRole))
    staff.clicks_rows("alice")
    for part in (staff.error.header.facts, staff.error.details.known):
        assert is_exact(part.toolTip())
        assert part.accessibleDescription() in part.toolTip()


async def test_the_stop_question_of_one_and_of_two(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    one = await staff.asked(StopDialog)
    assert is_exact(one.about.toolTip())
    staff.clicks(one.cancel)
    await staff.is_back()
    staff.clicks_rows("alice", "carol")
    staff.presses(Qt.Key.Key_F8)
    two = await staff.asked(StopDialog)
    assert two.table is not None
    assert [is_exact(tip) for tip in tips(two.table, 2)] == [True, True]
    assert tips(two.table, 0) == ["990001", "990002"] or tips(two.table, 0) == ["990002", "990001"]
    staff.clicks(two.cancel)
    await staff.is_back()


async def test_attempts_the_session_s_page_and_the_code_reference(staff: Staff) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    staff.clicks_rows("dan")
    await staff.until(staff.error.attempts.toggle.isEnabled, "the attempts are read")
    staff.clicks(staff.error.attempts.toggle)
    assert all(map(is_exact, tips(table_in(staff.error, "Attempts"), 0)))
    staff.presses(Qt.Key.Key_Escape)
    staff.window.show_codes()
    reference = staff.window.code_reference
    assert reference is not None
    await staff.until(lambda: is_exact(reference.details.here.toolTip()), "the code's history is read")
    reference.close()
    staff.window.activateWindow()
    staff.sessions.details_requested.emit(staff.session("dan").id)
    page = await staff.asked(SessionPage)
    await staff.until(lambda: table_in(page, "Ledger rows").rowCount() > 0, "its rows are read")
    found = tips(table_in(page, "Ledger rows"), 0)
    assert found
    assert all(map(is_exact, found))
    page.close()
