"""What a desk without a team loads: run by test_without_a_team.py, in a process where nothing else was."""

import sys

from PySide6.QtCore import Qt

from gui.core.foundation.enums import State
from gui.widgets.sessions.session_columns import Column
from tests.support.widgets.window_driver import Staff

OF_TEAMS = (
    *("team", "whose_buttons", "contact_line", "keeper_line"),
    *("hand_over_form", "hand_over_tasks", "hand_over_words"),
    *("foreign_row", "travelling_row", "desk_identity", "apart"),
)
"""What a module of theirs has in its name."""
EVERYBODYS = "gui.core.recording.alone_team"
"""The stand-in of a desk alone."""


def modules_of_teams() -> list[str]:
    """Those that are loaded, but for the stand-in."""
    loaded = [one for one in sys.modules if one.startswith("gui.") and any(n in one for n in OF_TEAMS)]
    return [one for one in loaded if one != EVERYBODYS]


async def test_nothing_of_a_team_is_loaded_made_or_shown(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.stops("alice")
    await staff.sees("alice", State.STOPPED)
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_Return)
    await staff.settles()
    assert modules_of_teams() == []
    assert staff.window.status.scope.whole_text() == "This computer's list only"
    assert staff.sessions.bar.whose is None
    assert staff.window.connection_bar.contact is None
    assert staff.sessions.table.isColumnHidden(Column.TEAM)
