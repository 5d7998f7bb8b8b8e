"""A desk that leaves its team and is invited again: it is the same desk, and its list is as it was."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from gui.core.foundation.enums import State
from gui.core.ledger.keeping.own_part import keep_own_part
from gui.core.ledger.ledger import Ledger
from gui.core.sessions.session import Session
from gui.core.team import administration
from gui.core.team.catching_up import catch_up
from gui.core.team.joining import COPY_LIMIT_S, Joined, enter, join
from gui.core.team.settings import forget_joined, joined_team
from gui.core.team.team_client import TeamClient
from gui.core.team.team_login import login_of
from gui.core.team.team_memory import forget, remembered
from tests.support.core.ledger import NOTE, NOW, begin, end, opened, stop_of, target
from tests.support.team.desks import QUICK, TeamBoard
from tests.support.team.invitations import invitation
from tests.support.waiting import until

TODAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
GINA, FRANK, BOB, DAVE, ERIN, HEIDI = range(1, 7)


@pytest.fixture(autouse=True)
def own_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORDING_PANEL_TEAM_PASSWORD", "canary-Password of this desk")


async def records(ledger: Ledger, room: int) -> None:
    opening = await begin(ledger, target(room))
    await end(ledger, replace(opening.session, state=State.RECORDING, accepted_at=NOW))


async def stops(ledger: Ledger, room: int, file: str) -> None:
    found = target(room)
    stop = await ledger.begin(found.key, stop_of(found), NOTE, live_first=True)
    await end(ledger, replace(stop.session, state=State.STOPPED, file_ids=(file,)))


async def joins(board: TeamBoard, ledger: Ledger, code: str) -> Joined:
    """Whoever is in the team copies what each side lacks."""
    found = await ledger.desk()
    if found is None:
        return await join(ledger.folder, ledger, invitation(board, code), everything=False, operator=code)
    settings = joined_team(ledger.folder)
    assert settings is not None
    done = await catch_up(ledger, await login_of(settings), found, code, COPY_LIMIT_S)
    return Joined(done.identity.code, "", kept=False, complete=done.complete)


async def leaves(board: TeamBoard, folder: Path, code: str) -> None:
    """And is invited once more."""
    forget_joined(folder / code)
    forget(folder / code)
    keep_own_part(folder / code, code, TODAY)
    board.desks[code] = await administration.invite(board.admin, code)


async def listed(ledger: Ledger) -> list[tuple[int, State, tuple[str, ...], bool]]:
    found = [(one.target.room, one.state, one.file_ids, bool(one.desk)) for one in await ledger.sessions()]
    return sorted(found)


@pytest.mark.usefixtures("restored")
async def test_who_leaves_and_is_invited_again_has_the_list_of_before_and_contradicts_nobody(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with opened(tmp_path / "LI") as li:
        async with opened(tmp_path / "WANG") as wang:
            await joins(board, li, "LI")
            await joins(board, wang, "WANG")
            await records(li, FRANK)
            await records(li, BOB)
            await records(wang, GINA)
            await records(wang, DAVE)
            await joins(board, li, "LI")
            await joins(board, wang, "WANG")
            await stops(wang, BOB, "of-bob")
            await joins(board, wang, "WANG")
            await joins(board, li, "LI")
            await stops(li, DAVE, "of-dave")
            await joins(board, li, "LI")
            await joins(board, wang, "WANG")
            assert [one[:2] for one in await listed(wang)] == [
                (GINA, State.RECORDING),
                (FRANK, State.RECORDING),
                (BOB, State.STOPPED),
                (DAVE, State.STOPPED),
            ]
        await leaves(board, tmp_path, "WANG")
        await records(li, HEIDI)
        await joins(board, li, "LI")
        async with opened(tmp_path / "WANG") as wang:
            # On its own it goes on: a recording of before is stopped, another one begins.
            await stops(wang, GINA, "of-gina")
            await records(wang, ERIN)
            joined = await joins(board, wang, "WANG")
            assert (joined.code, joined.complete) == ("WANG", True)
            # No dead desk is counted.
            assert {name.code for name in remembered(wang.folder).desks.values()} == {"LI", "WANG"}
            # It goes on as any desk does.
            await stops(wang, FRANK, "of-frank")
            await joins(board, wang, "WANG")
            now = [
                (GINA, State.STOPPED, ("of-gina",), False),
                (FRANK, State.STOPPED, ("of-frank",), True),
                (BOB, State.STOPPED, ("of-bob",), True),
                (DAVE, State.STOPPED, ("of-dave",), False),
                (ERIN, State.RECORDING, (), False),
                (HEIDI, State.RECORDING, (), True),
            ]
            assert await listed(wang) == now
            await joins(board, li, "LI")
            assert await listed(li) == [(*one[:3], not one[3]) for one in now]


@pytest.mark.usefixtures("restored")
async def test_another_computer_with_the_same_code_is_another_desk(board: TeamBoard, tmp_path: Path) -> None:
    async with opened(tmp_path / "WANG") as wang:
        await records(wang, GINA)
        await joins(board, wang, "WANG")
    await leaves(board, tmp_path, "WANG")
    async with opened(tmp_path / "new computer") as fresh:
        await records(fresh, ERIN)
        joined = await joins(board, fresh, "WANG")
        assert (joined.code, joined.complete) == ("WANG-2", True)
        assert [room for room, *_ in await listed(fresh)] == [GINA, ERIN]


@pytest.mark.usefixtures("restored")
async def test_what_was_on_the_board_before_the_joining_is_no_news_and_what_comes_later_is(
    board: TeamBoard, tmp_path: Path
) -> None:
    known: list[Session] = []
    changed: list[Session] = []

    def rooms(sessions: list[Session]) -> set[int]:
        return {one.target.room for one in sessions}

    async with opened(tmp_path / "WANG") as wang:
        async with opened(tmp_path / "LI") as li:
            await joins(board, li, "LI")
            await records(li, BOB)
            await records(wang, FRANK)
            await joins(board, wang, "WANG")
            await joins(board, li, "LI")
            await stops(li, FRANK, "of-frank")
            await joins(board, li, "LI")
        await leaves(board, tmp_path, "LI")
        await joins(board, wang, "WANG")
        # Nothing of it is from before a desk was invited.
        await board.run("UPDATE board.member SET invited = '2001-01-01'")
        await stops(wang, BOB, "of-bob")
        await records(wang, DAVE)
        await joins(board, wang, "WANG")
        async with opened(tmp_path / "LI") as li:
            entered = await enter(li.folder, li, invitation(board), everything=False, operator="Li")
            # What it did itself is no news either.
            assert rooms(list(entered.known)) == {BOB}
            settings = joined_team(li.folder)
            assert settings is not None
            client = TeamClient(
                partial(login_of, settings),
                li,
                entered.identity,
                "window",
                operator=lambda: "Li",
                state_changed=lambda _state: None,
                sessions_changed=changed.extend,
                pacing=QUICK,
                joined_s=settings.joined_s,
                sessions_known=known.extend,
            )
            running = asyncio.create_task(client.run())
            await until(lambda: rooms(changed) >= {BOB, DAVE})
            await records(wang, ERIN)
            await joins(board, wang, "WANG")
            await until(lambda: ERIN in rooms(changed))
            running.cancel()
            await asyncio.wait([running])
            assert rooms(known) == {BOB, DAVE, FRANK}
            late = {one.target.room: one.came_at is not None for one in await li.sessions()}
            assert late == {BOB: False, DAVE: False, ERIN: True, FRANK: False}
