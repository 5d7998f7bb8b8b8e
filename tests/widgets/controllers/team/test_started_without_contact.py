"""A recording that was started without contact is marked until colleagues see it, in any width."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gui.core.foundation.enums import State
from gui.core.foundation.times import local_time, wall_now
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


@pytest.mark.parametrize("days", [0, 1, 4, 400])
async def test_in_the_narrowest_window_since_when_rows_are_is_told_whole(
    wang: Staff, li: Colleague, days: int
) -> None:
    await wang.starts(990001, "alice")
    await li.starts(990002, "carol", timedelta(hours=2))
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    now = wall_now()
    # The clock of today counts at midnight, too.
    since = now - timedelta(days=days) if days else now
    unseen = frozenset({wang.session("alice").id})
    wang.panel.actions.show_team(replace(AWAY, since=since, unseen=unseen))
    messages, here = wang.window.messages, since.astimezone()
    wang.window.resize(1280, 720)
    long = f"as of {local_time(since, now, messages)}"
    await wang.until(lambda: painted(wang, "carol") == long, "there is room")
    wang.window.resize(960, 500)
    brief = {0: f"at {here:%H:%M}", 400: f"{here:%Y}"}.get(days, f"{here.day} {here:%b}")
    await wang.until(lambda: painted(wang, "carol") == brief, "it is told in fewer words")
    assert painted(wang, "alice") == "unseen"
