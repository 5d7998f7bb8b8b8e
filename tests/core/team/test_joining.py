"""Joining by parts: what is shared and fetched, what a kill leaves, and a pooler without wake-ups."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gui.core.ledger.ledger import Ledger
from gui.core.team import board_status
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import TeamProblem
from gui.core.team.joining import join
from gui.core.team.own_password import change_password
from gui.core.team.settings import joined_team
from gui.core.team.team_memory import remembered
from tests.support.core.ledger import begin, end, opened, target
from tests.support.team.desks import TeamBoard
from tests.support.team.invitations import invitation

PASSWORD = "canary-Password of this desk"


@pytest.fixture(autouse=True)
def own_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORDING_PANEL_TEAM_PASSWORD", PASSWORD)


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    async with opened(tmp_path / "data") as made:
        yield made


async def over(ledger: Ledger, room: int) -> None:
    await end(ledger, (await begin(ledger, target(room))).session)


@pytest.mark.usefixtures("restored")
async def test_from_now_on_shares_what_is_open_and_all_shares_the_past(
    board: TeamBoard, ledger: Ledger, tmp_path: Path
) -> None:
    await over(ledger, 1)
    await over(ledger, 2)
    joined = await join(ledger.folder, ledger, invitation(board), everything=True, operator="Li")
    assert (joined.code, joined.complete, joined.kept) == ("LI", True, False)
    assert await board.run("SELECT count(*) FROM board.entry WHERE kind <> 'shared'") == [["4"]]
    async with opened(tmp_path / "wang") as other:
        await begin(other, target(3))
        await join(other.folder, other, invitation(board, "WANG"), everything=False, operator="Wang")
        assert {one.target.room for one in await other.sessions()} == {1, 2, 3}
    kinds = await board.run("SELECT kind FROM board.entry JOIN board.desk ON id = desk WHERE code = 'WANG'")
    assert kinds == [["shared"]]
    assert {name.code for name in remembered(tmp_path / "wang").desks.values()} == {"LI", "WANG"}


@pytest.mark.usefixtures("restored")
async def test_the_same_invitation_goes_on_after_a_kill_and_not_elsewhere(
    board: TeamBoard, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Killed once the server had the new password.
    await change_password(board.login(), PASSWORD)
    monkeypatch.setenv("RECORDING_PANEL_TEAM_PASSWORD", "canary-of another computer")
    with pytest.raises(TeamProblem) as caught:
        await join(ledger.folder, ledger, invitation(board), everything=False, operator="Li")
    assert caught.value.key == "team.invitation_used"
    assert joined_team(ledger.folder) is None
    monkeypatch.setenv("RECORDING_PANEL_TEAM_PASSWORD", PASSWORD)
    joined = await join(ledger.folder, ledger, invitation(board), everything=False, operator="Li")
    assert joined.code == "LI"


@pytest.mark.usefixtures("restored")
async def test_a_pooler_that_delivers_no_wake_ups_is_told(
    board: TeamBoard, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    await join(ledger.folder, ledger, invitation(board), everything=False, operator="Li")

    async def deaf(_self: BoardConnection, _channel: str, _heard: object) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(BoardConnection, "listen", deaf)
    settings = joined_team(ledger.folder)
    assert settings is not None
    found = await board_status.team_status(ledger.folder, settings, ledger)
    assert (found.reached, found.hears_wake_ups) == (True, False)
