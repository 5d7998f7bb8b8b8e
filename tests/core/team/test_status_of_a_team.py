"""A look at the team tries this desk's next rows: nobody who sends them is kept from it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from gui.core.ledger.ledger import Ledger
from gui.core.team import board as product
from gui.core.team import board_status
from gui.core.team.board import PAGE_LIMIT_S, BoardConnection, BoardRow, BoardValue
from gui.core.team.board_rows import APPEND, PAGE, columns_of
from gui.core.team.board_status import TeamStatus
from gui.core.team.joining import join
from gui.core.team.settings import TeamSettings, joined_team
from gui.core.team.team_login import login_of
from tests.support.core.ledger import begin, end, opened, target
from tests.support.team.desks import TeamBoard
from tests.support.team.invitations import invitation

ON_THE_BOARD = "SELECT count(*), count(DISTINCT row) FROM board.entry"


@pytest.fixture
async def ledger(board: TeamBoard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ledger]:
    """Of a desk of the team, with two rows that the board has not got."""
    monkeypatch.setenv("RECORDING_PANEL_TEAM_PASSWORD", "canary-Password of this desk")
    async with opened(tmp_path / "data") as made:
        await join(made.folder, made, invitation(board), everything=False, operator="Li")
        await end(made, (await begin(made, target(1))).session)
        yield made


def settings_of(ledger: Ledger) -> TeamSettings:
    settings = joined_team(ledger.folder)
    assert settings is not None
    return settings


async def look(ledger: Ledger) -> TeamStatus:
    return await board_status.team_status(ledger.folder, settings_of(ledger), ledger)


async def send(connection: BoardConnection, ledger: Ledger) -> None:
    """As the panel sends its rows, with all the time that a page of them has."""
    desk = await ledger.desk()
    assert desk is not None
    rows = columns_of(await ledger.own_rows_after(0, PAGE))
    await connection.rows(APPEND, desk.id, *rows, [], [], limit_s=PAGE_LIMIT_S)


@pytest.mark.usefixtures("restored")
async def test_rows_that_the_panel_sends_just_now_are_not_called_refused(
    board: TeamBoard, ledger: Ledger
) -> None:
    panel = await product.connect(await login_of(settings_of(ledger)))
    await panel.run("BEGIN")
    await send(panel, ledger)
    found = await look(ledger)
    assert (found.reached, found.refuses, found.unsent) == (True, None, 2)
    await panel.run("COMMIT")
    await panel.close()
    assert await board.run(ON_THE_BOARD) == [["2", "2"]]


@pytest.mark.usefixtures("restored")
async def test_a_look_that_is_suspended_keeps_the_panel_from_sending_for_seconds_only(
    board: TeamBoard, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, goes_on, rows = asyncio.Event(), asyncio.Event(), BoardConnection.rows

    async def suspended(
        connection: BoardConnection, sql: str, *values: BoardValue, limit_s: float | None = PAGE_LIMIT_S
    ) -> Sequence[BoardRow]:
        found = await rows(connection, sql, *values, limit_s=limit_s)
        if sql == APPEND:
            tried.set()
            await goes_on.wait()
        return found

    panel = await product.connect(await login_of(settings_of(ledger)))
    with monkeypatch.context() as patched:
        patched.setattr(BoardConnection, "rows", suspended)
        looking = asyncio.create_task(look(ledger))
        await asyncio.wait_for(tried.wait(), PAGE_LIMIT_S)
    await send(panel, ledger)
    goes_on.set()
    await looking
    await panel.close()
    assert await board.run(ON_THE_BOARD) == [["2", "2"]]
