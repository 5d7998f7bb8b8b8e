"""Rows of a team in one ledger: what is sent, what is taken, and what a ledger without a team is spared."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import PRACTICE_HOST, Operation, State
from gui.core.ledger.keeping.backup import back_up
from gui.core.ledger.keeping.prune import prune
from gui.core.ledger.keeping.restore import restore
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.ledger.salvage import set_aside
from gui.core.ledger.travelling_row import RowId, SessionName
from gui.core.sessions.begin import begin_start
from gui.core.sessions.session import Failure, Session
from tests.support.core.damaged_ledger import cut
from tests.support.core.ledger import NOTE, NOW, SETTINGS, begin, end, opened, sql, stop_of, target
from tests.support.core.older_ledger import take_back
from tests.support.core.team_ledgers import desk_of, desks, exchange, shown

LATER = NOW + timedelta(days=400)
LI, WANG = desk_of("LI").id, desk_of("WA").id


async def recorded(ledger: Ledger, room: int = 10001, state: State = State.RECORDING) -> Session:
    opening = await begin(ledger, target(room))
    (done,) = await end(ledger, replace(opening.session, state=state, accepted_at=NOW, ended_at=NOW))
    return done


def parents(folder: Path) -> list[object]:
    return [found for (found,) in sql(folder, "SELECT parents FROM entry ORDER BY row")]


# A desk without a team.


async def test_without_a_team_rows_are_what_they_were(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await recorded(ledger)
        assert await ledger.desk() is None
        assert await ledger.own_rows_after(0) == ()
        assert await ledger.cursors() == {}
    assert parents(tmp_path) == [None, None]
    for (text,) in sql(tmp_path, "SELECT session FROM entry"):
        assert not {"desk", "apart", "taken_by", "offer"} & set(json.loads(str(text)))
    assert sql(tmp_path, "SELECT asked FROM newest") == [("",)]
    for table in ("head", "late", "alias", "desk", "own_desk"):
        assert sql(tmp_path, f"SELECT * FROM {table}") == []


async def test_rows_of_others_are_for_desks_of_a_team(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI") as (li,), opened(tmp_path / "alone") as alone:
        await recorded(li)
        with pytest.raises(ValueError, match="no desk of a team"):
            await alone.take_rows(await li.own_rows_after(0))
        assert await alone.sessions() == ()


async def test_a_ledger_of_an_earlier_version_becomes_a_desk_like_any_other(tmp_path: Path) -> None:
    async with opened(tmp_path / "LI") as ledger:
        await recorded(ledger)
        await recorded(ledger, 2, State.STOPPED)
    take_back(tmp_path / "LI" / "ledger.sqlite3", 3)
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        assert (tmp_path / "LI" / "ledger.sqlite3.schema-3").exists()
        assert len(await li.sessions()) == 2
        await exchange([li, wang])
        # What is open is shared; what is over stays here.
        assert [one.target.room for one in await wang.sessions()] == [10001]


async def test_two_open_sessions_of_one_target_are_no_contradiction_to_whoever_joins_with_them(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path / "LI") as ledger:
        done = await recorded(ledger, state=State.UNKNOWN)
        await end(ledger, replace(done, id="", row=0, first_row=0, state=State.RECORDING))
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await exchange([li, wang])
        for ledger in (li, wang):
            told = [(one.state, one.apart) for one in await ledger.sessions()]
            assert sorted(told) == [(State.RECORDING, ()), (State.UNKNOWN, ())]


# What is sent.


async def test_a_request_follows_all_that_is_known_and_its_answer_only_the_request(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        await exchange([li, wang])
        stop = await wang.begin(target().key, stop_of(target()), NOTE, live_first=True)
        # Meanwhile Li does something else with it.
        again = await li.begin(target().key, stop_of(target()), NOTE, live_first=True)
        await exchange([li, wang])
        await end(wang, replace(stop.session, state=State.STOPPED))
        await end(li, replace(again.session, state=State.STOPPED))
        first, second = await wang.own_rows_after(0)
        assert first.parents == (RowId(LI, 2),)
        assert second.parents == (first.id,)
        assert first.session == second.session == SessionName(LI, 1)


async def test_what_a_row_follows_is_written_down_where_another_desk_wrote_too(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        done = await recorded(li)
        await li.change(done.id, lambda one: replace(one, handled=True), NOTE)
        await recorded(li, 2)
        stop = await li.begin(target().key, stop_of(target()), NOTE, live_first=True)
        await end(li, replace(stop.session, state=State.STOPPED))
        assert sql(li.folder, "SELECT * FROM head") == []
        followed = {row.id.row: [one.row for one in row.parents] for row in await li.own_rows_after(0)}
        assert followed == {1: [], 2: [1], 3: [2], 4: [], 5: [4], 6: [3], 7: [6]}
        await exchange([li, wang])
        await recorded(wang)
        await exchange([li, wang])
        assert sql(li.folder, "SELECT COUNT(*) FROM head") == [(1,)]
        assert (await wang.own_rows_after(0))[0].parents == (RowId(LI, 7),)


async def test_what_is_sent_is_what_this_desk_wrote_and_nothing_else(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        await recorded(wang)
        await exchange([li, wang])
        # Both show that rows contradict each other: by rows of their own, which nobody sends.
        assert sql(wang.folder, "SELECT COUNT(*) FROM entry WHERE kind = 'apart'") == [(2,)]
        rows = await wang.own_rows_after(0)
        assert [(row.id, row.kind, row.state) for row in rows] == [
            (RowId(WANG, 1), "intent", "starting"),
            (RowId(WANG, 2), "answer", "recording"),
        ]
        assert await wang.own_rows_after(1) == rows[1:]
        assert await wang.own_rows_after(0, 1) == rows[:1]
        assert (await wang.last_own_row(), await wang.cursors()) == (2, {LI: 2})


async def test_what_is_tried_on_practice_is_nobody_else_s(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI") as (li,):
        opening = await begin(li, replace(target(990001), host=PRACTICE_HOST))
        await end(li, replace(opening.session, state=State.RECORDING, accepted_at=NOW))
        done = await recorded(li)
        (asked, answered) = await li.own_rows_after(0)
        assert {asked.target, answered.target} == {done.target.key}
        assert answered.id.row == await li.last_own_row()


async def test_a_colleague_s_recording_bears_this_desk_s_own_profile_however_often_it_comes(
    tmp_path: Path,
) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        done = await recorded(li)
        wang.accounts = lambda: {(done.target.host, done.target.sdk_app_id): ("Mine", "And mine")}
        rows = await li.own_rows_after(0)
        for _ in range(2):
            await wang.take_rows(rows)
        assert [one.profile for one in await wang.sessions()] == ["Mine"]
        # Whoever has a profile of that name that leads there goes on with it, and where none does it is told.
        wang.accounts = lambda: {(done.target.host, done.target.sdk_app_id): ("Mine", done.profile)}
        other = await recorded(li, 10002)
        await wang.take_rows(await li.own_rows_after(0))
        assert (await wang.sessions())[0].profile == other.profile


async def test_all_of_the_past_is_shared_where_that_is_wanted_each_row_behind_the_one_before(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as ledger:
        await recorded(ledger, state=State.STOPPED)
        await recorded(ledger)
        await ledger.become_desk(desk_of("LI"), after=0)
        await begin(ledger)
        rows = await ledger.own_rows_after(0)
        assert [row.parents for row in rows] == [(), *((RowId(LI, number),) for number in range(1, 5))]
        assert await ledger.last_own_row() == 5


# What is taken.


async def test_a_row_is_taken_once_and_never_means_two_things(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        rows = await li.own_rows_after(0)
        (seen,) = await wang.take_rows(rows)
        assert await wang.take_rows(rows) == ()
        for changes in ({"operator": "Mallory"}, {"at": LATER.isoformat()}, {"body": "{}"}):
            other = replace(rows[1], **changes)  # type: ignore[arg-type]  # fields of a row
            with pytest.raises(Problem) as refused:
                await wang.take_rows([other])
            assert refused.value.word is LocalFailure.LEDGER
            with pytest.raises(Problem):
                await wang.take_rows([rows[0], replace(rows[0], kind="try")])
        assert await wang.sessions() == (seen,)
        with pytest.raises(Problem):
            # Not even one of its own, come back from the board.
            await li.take_rows([replace(rows[1], operator="Mallory")])
        assert await li.take_rows(rows) == ()


async def test_a_row_of_a_newer_panel_is_kept_as_it_came_and_shown_by_its_columns(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        first, second = await li.own_rows_after(0)
        newer = replace(second, form=99, body='{"session": {"of": "another world"}}')
        await wang.take_rows([first, newer])
        (one,) = await wang.sessions()
        assert (one.state, one.desk, one.target) == (State.RECORDING, LI, target())
        ((detail,),) = sql(wang.folder, "SELECT detail FROM entry WHERE row = 2")
        assert json.loads(str(detail)) == {"form": 99, "body": newer.body}


@pytest.mark.parametrize("body", ["", "[]", "{", '{"session": 7}', "[" * 100_000])
async def test_a_row_that_nobody_can_read_leaves_its_session_unknown(tmp_path: Path, body: str) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        first, second = await li.own_rows_after(0)
        await wang.take_rows([first, replace(second, body=body)])
        (one,) = await wang.sessions()
        assert (one.state, one.failure and one.failure.word) == (State.UNKNOWN, LocalFailure.LEDGER_ROW)


@pytest.mark.parametrize("number", [1 << 70, -(1 << 70)])
async def test_a_row_that_calls_an_impossible_row_confirmed_keeps_no_other_away(
    tmp_path: Path, number: int
) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        first, second = await li.own_rows_after(0)
        body = json.loads(second.body)
        body["session"]["confirmed_row"] = number
        await wang.take_rows([first, replace(second, body=json.dumps(body))])
        (one,) = await wang.sessions()
        assert (one.state, one.confirmed_row) == (State.RECORDING, 0)


async def test_a_row_that_tells_of_another_target_than_the_one_before_is_not_believed(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        await recorded(li, 2)
        first, second, *_, elsewhere = await li.own_rows_after(0)
        await wang.take_rows([first, replace(second, body=elsewhere.body)])
        (one,) = await wang.sessions()
        assert (one.target, one.state) == (target(), State.UNKNOWN)


async def test_a_row_that_says_neither_who_nor_when_is_passed_by(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        first, second = await li.own_rows_after(0)
        await wang.take_rows([replace(first, target="nobody", body="")])
        assert (await wang.sessions(), await wang.cursors()) == ((), {LI: 1})
        assert [one.state for one in await wang.take_rows([second])] == [State.RECORDING]


@pytest.mark.parametrize("at_once", [1, 2, 10])
async def test_a_failure_that_was_mended_needs_nobody_on_any_desk(tmp_path: Path, at_once: int) -> None:
    refused = Failure.of(Problem(Delivery.ANSWERED, code=30000411), Operation.START)
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        opening = await begin(li)
        await end(li, replace(opening.session, state=State.FAILED, failure=refused))
        await exchange([li, wang])
        assert [one.state for one in await wang.open_sessions()] == [State.FAILED]
        again = await begin(li)
        await end(li, replace(again.session, state=State.FAILED, failure=refused))
        mended = await begin(li)
        await end(li, replace(mended.session, state=State.RECORDING, accepted_at=NOW))
        while rows := await li.own_rows_after((await wang.cursors())[LI], at_once):
            await wang.take_rows(rows)
        assert [one.state for one in await wang.open_sessions()] == [State.RECORDING]
        assert [one.state for one in await li.open_sessions()] == [State.RECORDING]


async def test_nobody_waits_for_rows_that_are_not_fetched(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA", "XU") as (li, wang, xu):
        await recorded(li)
        await exchange([li, wang])
        stop = await wang.begin(target().key, stop_of(target()), NOTE, live_first=True)
        rows = await wang.own_rows_after(0)
        assert await xu.take_rows(rows) == ()
        await xu.skip_rows({LI: 2})
        await end(wang, replace(stop.session, state=State.STOPPED))
        assert [one.state for one in await xu.take_rows(await wang.own_rows_after(1))] == [State.STOPPED]


async def test_late_history_does_not_come_as_new(tmp_path: Path) -> None:
    async def asked(ledger: Ledger, room: int, days: int) -> None:
        when = NOW + timedelta(days=days)
        opening = await ledger.begin(
            target(room).key, begin_start(target(room), "Main", SETTINGS, "Li", when), NOTE
        )
        await end(ledger, replace(opening.session, state=State.RECORDING))

    async with desks(tmp_path, "LI", "WA") as (li, wang):
        for room, days in ((1, 0), (2, 10), (3, 20)):
            await asked(wang, room, days)
        for room, days in ((4, 5), (5, 15)):
            await asked(li, room, days)
        await exchange([li, wang])
        pages, before = [], None
        while page := await wang.sessions(limit=2, before=before):
            pages.append([one.target.room for one in page])
            before = int(page[-1].id)
        assert pages == [[3, 5], [2, 4], [1]]


# A copied, restored, rescued or pruned ledger.


async def test_a_copied_folder_goes_on_as_another_desk_and_both_show_the_same(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI") as (li,):
        await recorded(li)
    shutil.copytree(tmp_path / "LI", tmp_path / "copy")
    async with opened(tmp_path / "LI") as li, opened(tmp_path / "copy") as copy:
        await recorded(li, 2)
        await recorded(copy, 3)
        # The board has Li's rows past the second one; the copy's are others.
        await copy.become_desk(desk_of("LX"), after=2)
        assert {row.id.desk for row in await copy.own_rows_after(0)} == {desk_of("LX").id}
        await copy.take_rows(await li.own_rows_after(0))
        await li.take_rows(await copy.own_rows_after(0))
        assert {one.target.room for one in await copy.sessions()} == {10001, 2, 3}
        stop = await copy.begin(target().key, stop_of(target()), NOTE, live_first=True)
        await end(copy, replace(stop.session, state=State.STOPPED))
        await li.take_rows(await copy.own_rows_after(0))
        told = {one.target.room: one.state for one in await li.sessions()}
        assert told == {10001: State.STOPPED, 2: State.RECORDING, 3: State.RECORDING}
        assert told == {one.target.room: one.state for one in await copy.sessions()}


async def test_a_restored_ledger_has_no_id_until_it_gets_a_new_one_and_misses_nothing_then(
    tmp_path: Path,
) -> None:
    file = tmp_path / "backup"
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        await recorded(wang, 7)
        await exchange([li, wang])
        back_up(li.folder, file)
        await recorded(li, 2)
        await exchange([li, wang])
    restore(tmp_path / "LI", file, "Li", LATER)
    async with opened(tmp_path / "LI") as li, opened(tmp_path / "WA") as wang:
        assert await li.desk() is None
        assert await li.own_rows_after(0) == ()
        await li.become_desk(desk_of("LN"))
        here = await li.cursors()
        assert here == {WANG: 2}
        # The board has what this folder wrote as Li.
        lost = [row for row in sql(wang.folder, "SELECT desk, desk_row FROM entry") if row[0] == LI]
        assert len(lost) == 4
        await wang.take_rows(await li.own_rows_after(0))
        rows = {one.target.room: one.state for one in await wang.sessions()}
        assert rows == {10001: State.RECORDING, 7: State.RECORDING, 2: State.RECORDING}
        assert all(one.id.desk == desk_of("LN").id for one in await li.own_rows_after(0))
        (foreign,) = [one for one in await li.sessions() if one.target.room == 7]
        assert (foreign.state, foreign.desk) == (State.RECORDING, WANG)


async def test_a_rescued_ledger_keeps_what_it_knows_of_its_team(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        for room in range(1, 60):
            await recorded(wang, room)
        await recorded(li, 99)
        await exchange([li, wang])
    cut(tmp_path / "LI" / "ledger.sqlite3")
    done = set_aside(tmp_path / "LI", "Li", LATER)
    assert done.sessions > 3
    async with opened(tmp_path / "LI") as li, opened(tmp_path / "WA") as wang:
        kept = await li.sessions()
        assert {one.state for one in kept if one.desk} <= {State.RECORDING, State.STARTING}
        assert await li.desk() is None
        await li.become_desk(desk_of("LN"))
        await li.take_rows(await wang.own_rows_after(0, 1000))
        rooms = [one.target.room for one in await li.sessions() if one.state is State.RECORDING]
        assert sorted(rooms) == list(range(1, 60))


async def test_months_that_are_removed_are_not_fetched_again_and_leave_no_doubt(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li, state=State.STOPPED)
        await li.change("1", lambda one: replace(one, handled=True), NOTE)
        await recorded(wang, 2, State.STOPPED)
        await wang.change("1", lambda one: replace(one, handled=True), NOTE)
        await exchange([li, wang])
    gone = prune(tmp_path / "LI", LATER.astimezone())
    assert (gone.sessions, gone.left) == (2, 0)
    assert b"relay.example" not in (tmp_path / "LI" / "ledger.sqlite3").read_bytes()
    async with opened(tmp_path / "LI") as li, opened(tmp_path / "WA") as wang:
        assert await li.cursors() == {WANG: 3}
        await recorded(li)
        await exchange([li, wang])
        (here,) = await li.sessions()
        assert here.state is State.RECORDING
        found = [one for one in (await shown(wang)).values() if one[0] is not State.STOPPED]
        assert found == [(State.RECORDING, (), ())]


async def test_a_panel_that_died_with_a_request_concludes_that_request_whatever_others_wrote(
    tmp_path: Path,
) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        begun = (await begin(li)).session
        asked = await li.add(replace(begun, attempts=1), Note("intent", "Li", NOW), answered=False)
        await exchange([li, wang])
        stop = await wang.begin(target().key, stop_of(target()), Note("intent", "Wang", NOW))
        await end(wang, replace(stop.session, state=State.STOPPED))
        await exchange([li, wang])
    async with opened(tmp_path / "LI") as again:
        (orphan,) = await again.orphans()
        assert orphan.opening.session == asked
        lost = replace(orphan.opening.session, state=State.UNKNOWN, open_attempt=True)
        await again.end((lost,), Note("interrupted", "Li", NOW))
        (one,) = await again.sessions()
        assert (one.state, [witness.operator for witness in one.apart]) == (State.UNKNOWN, ["Li", "Li"])


async def test_a_row_of_a_kind_that_nobody_here_knows_is_kept_with_its_state(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        done = await recorded(li)
        await li.change(done.id, lambda one: one, Note("lent", "Li", NOW, "for an hour"))
        *before, last = await li.own_rows_after(0)
        newer = replace(last, body=last.body.replace('{"session":{', '{"session":{"lent_to":["Chen"],', 1))
        assert newer != last
        await wang.take_rows([*before, newer])
        (seen,) = await wang.sessions()
        assert (seen.state, seen.newer) == (State.RECORDING, False)
        assert [entry.kind for entry in await wang.entries(seen.id)] == ["intent", "answer", "lent"]
        # It goes on from there.
        assert (await wang.begin(seen.target.key, stop_of(seen.target), NOTE)).session.id == seen.id
