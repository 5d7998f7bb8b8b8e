"""Start, see, stop: the whole job by clicks and by keys."""

from PySide6.QtCore import Qt

from gui.core.terms import State
from gui.simulator.running import RunningSimulator
from gui.widgets.session_columns import Column
from tests.gui.panel import Staff


async def test_a_start_by_mouse_is_seen_live_and_its_stop_gives_file_ids(
    staff: Staff, service: RunningSimulator
) -> None:
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.sees("alice", State.RECORDING)
    assert staff.state("alice").startswith("Recording · accepted ")
    assert [r.target.account for r in service.recordings] == ["alice"]
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    await staff.dialog()
    staff.presses(Qt.Key.Key_Return)
    session = await staff.sees("alice", State.STOPPED)
    assert session.file_ids == service.ended[0].file_ids
    assert staff.state("alice") == "Stopped · 1 file"
    assert staff.cell("alice", Column.FILES) == "1"
