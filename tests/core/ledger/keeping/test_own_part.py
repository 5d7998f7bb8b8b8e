"""A ledger that leaves its team: this desk's own rows stay, what only others told is gone from the file."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.ledger.keeping.own_part import keep_own_part, was_in_a_team
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.travelling_row import SessionName
from tests.support.core.ledger import NOTE, NOW, begin, end, opened, sql, stop_of, target
from tests.support.core.team_ledgers import desk_of, desks, exchange

TODAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
OWN, STOPPED_BY_LI, STOPPED_HERE, LI_ALONE = range(1, 5)


async def recorded(ledger: Ledger, room: int) -> None:
    opening = await begin(ledger, target(room))
    await end(ledger, replace(opening.session, state=State.RECORDING, accepted_at=NOW))


async def stopped(ledger: Ledger, room: int, *files: str) -> None:
    found = target(room)
    stop = await ledger.begin(found.key, stop_of(found), NOTE, live_first=True)
    await end(ledger, replace(stop.session, state=State.STOPPED, file_ids=files))


@pytest.fixture
async def left(tmp_path: Path) -> Path:
    """The folder of Wang, who was in a team with Li."""
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(wang, OWN)
        await recorded(wang, STOPPED_BY_LI)
        await recorded(li, STOPPED_HERE)
        await recorded(li, LI_ALONE)
        await exchange([li, wang])
        await stopped(li, STOPPED_BY_LI, "file-of-li")
        await stopped(wang, STOPPED_HERE, "file-of-wang")
        await exchange([li, wang])
    return tmp_path / "WA"


async def test_own_rows_stay_and_tell_what_others_did_to_own_recordings(left: Path) -> None:
    before = (left / "ledger.sqlite3").read_bytes()
    assert was_in_a_team(left)
    done = keep_own_part(left, "Wang", TODAY)
    assert (done.sessions, done.gone) == (3, 1)
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    async with opened(left) as ledger:
        found = {one.target.room: one for one in await ledger.sessions()}
        assert {room: (one.state, one.file_ids) for room, one in found.items()} == {
            OWN: (State.RECORDING, ()),
            STOPPED_BY_LI: (State.STOPPED, ("file-of-li",)),
            STOPPED_HERE: (State.STOPPED, ("file-of-wang",)),
        }
        assert {one.desk for one in found.values()} == {""}
        assert await ledger.desk() is None
        # It goes on by itself, with numbers that nobody had.
        opening = await begin(ledger, target(9))
        assert int(opening.session.id) == 5
    assert sql(left, "SELECT count(*) FROM entry WHERE desk IS NOT NULL OR parents IS NOT NULL") == [(0,)]
    for table in ("late", "desk", "own_desk"):
        assert sql(left, f"SELECT * FROM {table}") == []
    # What the team calls a colleague's is kept, should this desk come back.
    assert sql(left, "SELECT desk, number FROM alias") == [(desk_of("LI").id, 1)]


async def test_leaving_twice_does_no_harm_and_another_team_may_come(left: Path) -> None:
    keep_own_part(left, "Wang", TODAY)
    assert not was_in_a_team(left)
    assert keep_own_part(left, "Wang", TODAY).kept is None
    async with opened(left) as ledger:
        await ledger.become_desk(desk_of("XU"))
        # What is open is shared, with no forerunner that nobody knows.
        (shared,) = await ledger.own_rows_after(0)
        assert (shared.kind, shared.session) == ("shared", (desk_of("XU").id, 1))
        assert not [one for one in shared.parents if one.desk != desk_of("XU").id]
    assert sql(left, "SELECT * FROM alias") == []


async def test_the_window_has_to_be_closed(left: Path) -> None:
    async with opened(left):
        with pytest.raises(Problem) as caught:
            keep_own_part(left, "Wang", TODAY)
    assert caught.value.word is LocalFailure.LEDGER_LOCKED
    assert was_in_a_team(left)


def test_a_folder_without_a_team_has_nothing_to_leave(tmp_path: Path) -> None:
    assert not was_in_a_team(tmp_path)
    assert keep_own_part(tmp_path, "li", TODAY).kept is None
    assert list(tmp_path.glob("ledger.sqlite3*")) == []


async def test_what_the_team_calls_a_session_leads_to_it(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(wang, OWN)
        await recorded(li, LI_ALONE)
        await exchange([li, wang])
        ids = [one.id for one in await wang.sessions()]
        names = await wang.session_names(ids)
        assert {(name.desk, name.number) for name in names.values()} == {
            (desk_of("LI").id, 1),
            (desk_of("WA").id, 1),
        }
        for one, name in names.items():
            assert await wang.session_id_of(name) == one
            assert await wang.session_id_of(SessionName(name.desk, 7)) is None
