"""What a folder had as the desk that it was before it was restored stands under *Mine*."""

from dataclasses import replace
from datetime import timedelta

from gui.core.foundation.enums import State
from gui.widgets.sessions.session_columns import Column
from tests.support.core.team_ledgers import desk_of
from tests.support.widgets.colleague import TEAM, Colleague
from tests.support.widgets.window_driver import Staff

LI = desk_of("LI").id
WAS_LI = replace(TEAM, desks={desk_of("XU").id: TEAM.desks[desk_of("XU").id]}, former=frozenset({LI}))


def rows(staff: Staff) -> list[str]:
    model = staff.sessions.model
    return [str(model.index(row, Column.USER).data()) for row in range(model.rowCount())]


async def test_what_it_had_as_its_former_desk_is_mine_whenever_it_comes(wang: Staff, li: Colleague) -> None:
    await wang.starts(990001, "alice")
    await li.starts(990002, "carol", timedelta(hours=1))
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    whose = wang.sessions.bar.whose
    assert whose is not None
    wang.clicks(whose.mine)
    assert rows(wang) == ["alice"]
    wang.panel.actions.show_team(WAS_LI)
    assert rows(wang) == ["carol", "alice"]
    assert list(wang.sessions.model.counts().values()) == [0, 2, 0, 2]
    assert wang.cell("carol", Column.TEAM) == "Li · WA"
    assert wang.window.status.scope.whole_text() == "Team: 1 of 2 here"
    # It goes on being so for what comes later.
    await li.starts(990003, "dan", timedelta(hours=1))
    await li.tells(wang)
    await wang.sees("dan", State.RECORDING)
    assert rows(wang) == ["dan", "carol", "alice"] or rows(wang) == ["carol", "dan", "alice"]
    wang.clicks_rows("carol")
    assert wang.error.keeper is not None
    assert not wang.error.keeper.isVisible()
    # Somebody is at that desk: it is a copy of this folder, and theirs.
    wang.panel.actions.show_team(TEAM)
    wang.clicks(whose.team)
    wang.clicks(whose.mine)
    assert rows(wang) == ["alice"]
    assert list(wang.sessions.model.counts().values()) == [0, 1, 0, 1]
