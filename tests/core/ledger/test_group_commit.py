"""Writers that come at the same time share one durable commit, and none of them takes another along."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.ledger import database
from gui.core.ledger.rows import Busy
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_stop
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Opening
from tests.support.core.ledger import NOTE, NOW, begin, end, sql, target
from tests.support.core.ledger_thread import queued, watched
from tests.support.core.locked_ledger import holding
from tests.support.scripts import output_of


async def test_writers_that_come_together_share_one_commit(tmp_path: Path) -> None:
    async with watched(tmp_path) as (ledger, thread):
        held = await thread.busy()
        starts = [asyncio.create_task(begin(ledger, target(room))) for room in range(1, 41)]
        await queued(*starts)
        thread.go_on()
        openings = await asyncio.gather(*starts)
        await held
        assert (thread.grouped, thread.commits) == ([40], 1)
        # In the order in which they came, each with a number and a row of its own.
        assert [opening.session.target.room for opening in openings] == list(range(1, 41))
        assert [opening.session.id for opening in openings] == [str(number) for number in range(1, 41)]
        assert [opening.session.row for opening in openings] == list(range(1, 41))
        assert [session.id for session in await ledger.sessions(limit=2)] == ["40", "39"]
    assert sql(tmp_path, "SELECT COUNT(*) FROM in_flight") == [(40,)]


async def test_nobody_hears_of_a_write_before_its_commit_is_durable(tmp_path: Path) -> None:
    async with watched(tmp_path) as (ledger, thread):
        seen: list[object] = []

        async def start(room: int) -> None:
            await begin(ledger, target(room))
            seen.extend(sql(tmp_path, "SELECT COUNT(*) FROM entry"))

        held = await thread.busy()
        starts = [asyncio.create_task(start(room)) for room in range(1, 6)]
        await queued(*starts)
        commits = []

        def before_commit() -> None:
            commits.append(any(task.done() for task in starts) or bool(seen))

        thread.before_commit = before_commit
        thread.go_on()
        await asyncio.gather(held, *starts)
        assert commits == [False], "a writer was told before the commit"
        # A foreign connection sees committed rows only.
        assert seen == [(5,)] * 5


async def test_a_write_that_fails_takes_no_other_of_its_group_along(tmp_path: Path) -> None:
    def no(_newest: Session | None) -> Opening:
        raise ValueError("no")

    async with watched(tmp_path) as (ledger, thread):
        held = await thread.busy()
        works = [
            *(begin(ledger, target(1)), begin(ledger, target(1))),
            ledger.begin(target(2).key, no, NOTE),
            ledger.change("77", lambda session: session, NOTE),
            begin(ledger, target(3)),
        ]
        tasks = [asyncio.create_task(work) for work in works]
        await queued(*tasks)
        thread.go_on()
        first, busy, refused, missing, last = await asyncio.gather(*tasks, return_exceptions=True)
        await held
        assert thread.grouped == [5]
        assert isinstance(first, Opening)
        assert isinstance(busy, Busy)
        assert busy.session_id == first.session.id
        assert isinstance(refused, ValueError)
        assert isinstance(missing, ValueError)
        assert isinstance(last, Opening)
        # What failed used up no number and no row.
        assert (last.session.id, last.session.row) == ("2", 2)
        assert [session.target.room for session in await ledger.sessions()] == [3, 1]


async def test_a_row_that_can_never_be_written_takes_no_other_of_its_group_along(tmp_path: Path) -> None:
    async with watched(tmp_path) as (ledger, thread):
        held = await thread.busy()
        unwritable = replace(NOTE, reason="\ud800")
        writes = [
            ledger.begin(target(room).key, begin_stop(target(room), "Main", StartOptions(), "Li", NOW), note)
            for room, note in enumerate((NOTE, unwritable, NOTE), 1)
        ]
        tasks = [asyncio.create_task(write) for write in writes]
        await queued(*tasks)
        thread.go_on()
        first, broken, last = await asyncio.gather(*tasks, return_exceptions=True)
        await held
        assert isinstance(first, Opening)
        assert isinstance(broken, UnicodeEncodeError)
        assert isinstance(last, Opening)
        assert [first.session.id, last.session.id] == ["1", "2"]
    assert sql(tmp_path, "SELECT session_id, kind FROM entry") == [("1", "intent"), ("2", "intent")]
    assert sql(tmp_path, "SELECT session_id FROM in_flight ORDER BY session_id") == [("1",), ("2",)]


async def test_writes_on_one_target_see_what_the_earlier_ones_of_their_group_wrote(tmp_path: Path) -> None:
    async with watched(tmp_path) as (ledger, thread):
        opening = await begin(ledger)
        held = await thread.busy()
        failed = replace(opening.session, state=State.FAILED)
        tasks = [
            asyncio.create_task(work)
            for work in (
                begin(ledger),
                end(ledger, failed),
                ledger.change("1", lambda session: replace(session, note="told"), NOTE),
                begin(ledger),
            )
        ]
        await queued(*tasks)
        thread.go_on()
        early, ended, changed, again = await asyncio.gather(*tasks, return_exceptions=True)
        await held
        assert (thread.grouped, thread.commits) == ([4], 1)
        assert isinstance(early, Busy)
        assert isinstance(ended, tuple)
        assert isinstance(changed, Session)
        assert (changed.state, changed.note, changed.row) == (State.FAILED, "told", 3)
        assert isinstance(again, Opening)
        assert (again.session.id, again.session.row) == ("2", 4)
        assert [entry.row for entry in await ledger.entries("1")] == [1, 2, 3]


async def test_a_success_in_a_group_clears_the_failures_before_it(tmp_path: Path) -> None:
    async with watched(tmp_path) as (ledger, thread):
        for room in (1, 1, 2):
            opening = await begin(ledger, target(room))
            await end(ledger, replace(opening.session, state=State.FAILED))
        openings = [await begin(ledger, target(room)) for room in (1, 2, 3)]
        held = await thread.busy()
        states = (State.RECORDING, State.UNKNOWN, State.RECORDING)
        ends = [
            asyncio.create_task(end(ledger, replace(opening.session, state=state)))
            for opening, state in zip(openings, states, strict=True)
        ]
        await queued(*ends)
        thread.go_on()
        await asyncio.gather(held, *ends)
    still_open = sql(tmp_path, "SELECT session_id FROM newest WHERE open = 1 ORDER BY number")
    assert still_open == [("4",), ("5",), ("6",)]


async def test_a_ledger_that_is_held_fails_the_whole_group_at_once_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_S", 0.3)
    async with watched(tmp_path) as (ledger, thread):
        held = await thread.busy()
        starts = [asyncio.create_task(begin(ledger, target(room))) for room in range(20)]
        await queued(*starts)
        with holding(tmp_path):
            thread.go_on()
            # Each of them would wait by itself for as long.
            async with asyncio.timeout(3):
                failed = await asyncio.gather(*starts, return_exceptions=True)
        await held
        assert all(isinstance(problem, Problem) for problem in failed)
        assert {problem.word for problem in failed if isinstance(problem, Problem)} == {
            LocalFailure.LEDGER_LOCKED
        }
        assert await ledger.sessions() == ()
        assert (await begin(ledger)).session.id == "1"


FULL_DISK = """
    import asyncio, resource, sys
    from pathlib import Path
    from gui.core.catalogue.errors import Problem
    from tests.support.core.ledger import begin, opened, target

    async def main():
        async with opened(Path(sys.argv[1])) as ledger:
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
            written, problems, rounds = 0, [], 0
            while not problems:
                rooms = range(rounds * 50, rounds * 50 + 50)
                done = await asyncio.gather(
                    *(begin(ledger, target(room)) for room in rooms), return_exceptions=True
                )
                problems = [one for one in done if isinstance(one, Problem)]
                written += len(done) - len(problems)
                rounds += 1
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
            await begin(ledger, target(99999))
            print(problems[0].word, written, len(problems))

    asyncio.run(main())
"""


def test_a_disk_that_is_full_fails_whole_groups_and_nothing_is_half_written(tmp_path: Path) -> None:
    word, written, failed = output_of(FULL_DISK, tmp_path).split()
    assert word == "ledger"
    assert int(written) > 50
    assert int(failed) > 1
    for table in ("entry", "newest", "in_flight"):
        assert sql(tmp_path, f"SELECT COUNT(*) FROM {table}") == [(int(written) + 1,)]
    assert sql(tmp_path, "PRAGMA integrity_check") == [("ok",)]


async def test_a_commit_that_fails_fails_its_group_and_writes_nothing(tmp_path: Path) -> None:
    refused = []

    def refuse() -> None:
        refused.append("COMMIT")
        raise sqlite3.OperationalError("disk I/O error")

    async with watched(tmp_path) as (ledger, thread):
        thread.before_commit = refuse
        starts = (begin(ledger, target(room)) for room in (1, 2, 3))
        failed = await asyncio.gather(*starts, return_exceptions=True)
        assert refused
        thread.before_commit = lambda: None
        assert all(isinstance(one, Problem) and one.word is LocalFailure.LEDGER for one in failed)
        assert await ledger.sessions() == ()
        assert (await begin(ledger)).session.row == 1


async def test_closing_writes_what_is_queued_and_takes_nothing_more(tmp_path: Path) -> None:
    async with watched(tmp_path) as (ledger, thread):
        held = await thread.busy()
        starts = [asyncio.create_task(begin(ledger, target(room))) for room in range(5)]
        await queued(*starts)
        closing_it = asyncio.create_task(ledger.close())
        await asyncio.sleep(0)
        with pytest.raises(Problem, match="ledger"):
            await begin(ledger, target(99))
        thread.go_on()
        await asyncio.gather(held, closing_it)
        assert [opening.session.id for opening in await asyncio.gather(*starts)] == ["1", "2", "3", "4", "5"]
    assert sql(tmp_path, "SELECT COUNT(*) FROM entry") == [(5,)]


async def test_a_cancelled_writer_is_taken_back_before_its_turn_and_stands_after_it(tmp_path: Path) -> None:
    async with watched(tmp_path) as (ledger, thread):
        held = await thread.busy()
        early, kept = (asyncio.create_task(begin(ledger, target(room))) for room in (1, 2))
        await queued(early, kept)
        early.cancel()
        await asyncio.sleep(0)
        thread.go_on()
        opening = await kept
        await held
        assert early.cancelled()
        assert opening.session.id == "1"
        late = asyncio.create_task(end(ledger, replace(opening.session, state=State.RECORDING)))
        with closing(sqlite3.connect(tmp_path / "ledger.sqlite3", isolation_level=None)) as foreign:
            foreign.execute("BEGIN IMMEDIATE")
            # It is at it by now: what it writes is written once, and nobody is told.
            await asyncio.sleep(0.1)
            late.cancel()
            foreign.execute("ROLLBACK")
        with pytest.raises(asyncio.CancelledError):
            await late
        assert [entry.kind for entry in await ledger.entries("1")] == ["intent", "answer"]
        assert [session.state for session in await ledger.sessions()] == [State.RECORDING]
