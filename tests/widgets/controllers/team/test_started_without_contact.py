"""A recording that was started without contact is marked until colleagues see it, in any width."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from gui.core.foundation.enums import State
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.table_cells.state_delegate import STATE_ROLE, StateDelegate
from tests.support.widgets.colleague import TEAM, Colleague
from tests.support.widgets.window_driver import Staff

AWAY = replace(TEAM, reached=False, since=datetime.now(UTC) - timedelta(minutes=5), others_do_not_see=2)


def painted(staff: Staff, account: str) -> str:
    """What can be read behind the state in a user's row."""
    table, model = staff.sessions.table, staff.sessions.model
    row = model.row_of(staff.session(account).id)
    assert row is not None
    delegate = table.itemDelegateForColumn(Column.STATE)
    assert isinstance(delegate, StateDelegate)
    cell = model.index(row, Column.STATE).data(STATE_ROLE)
    return delegate.detail_in(cell, table.columnWidth(Column.STATE) - delegate.width_of(cell.word, ""))


async def test_what_colleagues_do_not_see_yet_says_so_until_it_is_with_them(wang: Staff) -> None:
    alice = await wang.starts(990001, "alice")
    wang.panel.actions.show_team(replace(AWAY, unseen=frozenset({alice.id})))
    assert wang.state("alice").startswith("Recording · seen here only · accepted ")
    # Nobody has to do anything about it.
    assert wang.attention() == "Needs attention 0"
    keeper = wang.error.keeper
    assert keeper is not None
    wang.clicks_rows("alice")
    assert keeper.label.text().startswith("Started without contact: colleagues see it as soon as")
    wang.panel.actions.show_team(TEAM)
    assert wang.state("alice").startswith("Recording · accepted ")
    assert not keeper.isVisible()


async def test_in_the_narrowest_window_since_when_rows_are_is_told_whole(wang: Staff, li: Colleague) -> None:
    await wang.starts(990001, "alice")
    await li.starts(990002, "carol", timedelta(hours=2))
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    wang.panel.actions.show_team(replace(AWAY, unseen=frozenset({wang.session("alice").id})))
    assert AWAY.since is not None
    clock = f"{AWAY.since.astimezone():%H:%M}"
    wang.window.resize(1280, 720)
    await wang.until(lambda: painted(wang, "carol") == f"as of {clock}", "there is room")
    wang.window.resize(960, 500)
    await wang.until(lambda: painted(wang, "carol") == f"at {clock}", "it is told in fewer words")
    assert painted(wang, "alice") == "unseen"
