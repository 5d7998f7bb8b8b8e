"""Rows stand closer together or further apart, at once, and are kept so."""

from pathlib import Path

import pytest

from gui.simulator.in_process import RunningSimulator
from gui.widgets.sessions.density import Density, row_height
from tests.support.widgets.window_driver import Staff, profile_for, window_at


def heights(staff: Staff) -> set[int]:
    table = staff.sessions.table
    return {table.rowHeight(row) for row in range(staff.sessions.model.rowCount())}


def test_no_density_cuts_a_text() -> None:
    for density in Density:
        assert row_height(density, 12) in (26, 30, 36)
        assert row_height(density, 40) > 40


@pytest.mark.parametrize("density", list(Density))
async def test_a_density_is_chosen_and_is_there_after_a_restart(
    data_folder: Path, service: RunningSimulator, density: Density
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice")
        await staff.starts(990002, "carol")
        staff.clicks_rows("alice")
        staff.panel.actions.actions.list.run(f"rows_{density.name.lower()}")
        expected = row_height(density, staff.sessions.table.fontMetrics().height())
        assert heights(staff) == {expected}
        stop = staff.sessions.table.row_stop
        assert stop.isVisible()
        assert stop.height() < expected
        row = staff.sessions.table.visualRect(staff.sessions.table.currentIndex())
        assert row.top() <= stop.y() <= row.bottom()
    async with window_at(data_folder) as staff:
        await staff.until(lambda: bool(heights(staff)), "the rows are there")
        assert heights(staff) == {expected}
