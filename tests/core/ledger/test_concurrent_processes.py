"""Several processes on one ledger: an operation is its process's own until that process is gone."""

import asyncio
import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.foundation.system import SystemClock, held, is_held, process_mark
from gui.core.ledger import owners, schema
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.read_only import opened_read_only
from gui.core.ledger.rows import Busy
from gui.core.recording.recorder import Recorder
from gui.core.sessions.session import Session
from tests.support.core.ledger import begin, end, opened, sql, target
from tests.support.core.older_ledger import take_back
from tests.support.core.recorder_setup import Heard, NoRelays
from tests.support.tree import ROOT

PANEL = """
    import asyncio, subprocess, sys
    from pathlib import Path
    from tests.support.core.ledger import begin, opened, target

    async def main():
        async with opened(Path(sys.argv[1])) as ledger:
            for room in range(int(sys.argv[2])):
                await begin(ledger, target(room))
            child = None
            if sys.argv[3] == "child":
                child = subprocess.Popen(["sleep", "30"], close_fds=False)
            print(child.pid if child else "ready", flush=True)
            sys.stdin.read()

    asyncio.run(main())
"""


@contextmanager
def panel(folder: Path, *, sessions: int = 1, child: str = "") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another panel's process that has begun something and waits; and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PANEL), str(folder), str(sessions), child],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


async def test_what_another_process_is_at_is_busy_and_its_own_until_it_is_gone(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        with panel(tmp_path) as (process, _):
            with pytest.raises(Busy):
                await begin(ledger, target(0))
            assert await ledger.orphans() == ()
            process.kill()
            process.wait()
            (orphan,) = await ledger.orphans()
        assert orphan.opening.session.state is State.STARTING
        assert not orphan.answered


async def test_a_process_that_is_stopped_but_not_gone_keeps_its_operation(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        with panel(tmp_path) as (process, _):
            process.send_signal(signal.SIGSTOP)
            assert await ledger.orphans() == ()
            process.send_signal(signal.SIGCONT)


async def test_a_child_that_outlives_its_process_does_not_keep_the_operation(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        with panel(tmp_path, child="child") as (process, child):
            try:
                process.kill()
                process.wait()
                assert len(await ledger.orphans()) == 1
            finally:
                os.kill(int(child), signal.SIGKILL)


async def test_two_panels_that_look_at_the_same_time_take_each_orphan_over_once(tmp_path: Path) -> None:
    with panel(tmp_path, sessions=8) as (process, _):
        process.kill()
        process.wait()
    async with opened(tmp_path) as first, opened(tmp_path) as second:
        found = await asyncio.gather(first.orphans(), second.orphans(), first.orphans(), second.orphans())
        taken = [orphan.opening.session.id for orphans in found for orphan in orphans]
        taken += [o.opening.session.id for j in (first, second) for o in await j.orphans()]
        assert sorted(taken, key=int) == [str(number) for number in range(1, 9)]


async def test_a_panel_that_dies_while_it_recovers_leaves_the_orphans_to_the_next(tmp_path: Path) -> None:
    with panel(tmp_path, sessions=2) as (process, _):
        process.kill()
        process.wait()
    async with opened(tmp_path) as first:
        assert len(await first.orphans()) == 2
    async with opened(tmp_path) as second:
        assert len(await second.orphans()) == 2


async def test_the_next_panel_finds_what_was_on_its_way_as_unknown_and_concludes_it_once(
    tmp_path: Path,
) -> None:
    with panel(tmp_path, sessions=3) as (process, _):
        process.kill()
        process.wait()
    async with opened(tmp_path) as first, opened(tmp_path) as second:
        changed: list[Session] = []
        for ledger in (first, second):
            recorder = Recorder(ledger, NoRelays(), SystemClock(), Heard(), operator="Li")
            changed += await recorder.recover()
        assert [session.state for session in changed] == [State.UNKNOWN] * 3
        assert [row.kind for row in await first.entries("1")] == ["intent", "interrupted"]
        await begin(second, target(0))


async def test_a_panel_that_ends_well_leaves_no_lock_behind(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        assert len(list((tmp_path / "processes").iterdir())) == 1
        opening = await begin(ledger)
        await end(ledger, replace(opening.session, state=State.RECORDING))
    assert list((tmp_path / "processes").iterdir()) == []


async def test_an_operation_of_a_panel_that_closed_without_its_outcome_is_found(tmp_path: Path) -> None:
    async with opened(tmp_path) as first:
        await begin(first)
    async with opened(tmp_path) as second:
        (orphan,) = await second.orphans()
        assert orphan.opening.session.id == "1"
        with contextlib.suppress(Busy):
            await begin(second)
            pytest.fail("an orphan that is taken over is busy until it is concluded")


# Locks that vanish.


def swept(folder: Path) -> None:
    for lock in (folder / "processes").iterdir():
        lock.unlink()


def replaced(folder: Path) -> None:
    for lock in (folder / "processes").iterdir():
        lock.unlink()
        lock.touch()


def folder_of_locks_gone(folder: Path) -> None:
    shutil.rmtree(folder / "processes")


def folder_of_locks_copied_back(folder: Path) -> None:
    shutil.copytree(folder / "processes", folder / "copy")
    shutil.rmtree(folder / "processes")
    (folder / "copy").rename(folder / "processes")


@pytest.mark.parametrize("sweep", [swept, replaced, folder_of_locks_gone, folder_of_locks_copied_back])
async def test_a_living_process_whose_lock_was_swept_away_keeps_its_operation_until_it_is_gone(
    tmp_path: Path, sweep: Callable[[Path], None]
) -> None:
    with panel(tmp_path) as (process, _):
        sweep(tmp_path)
        async with opened(tmp_path) as ledger, opened_read_only(tmp_path) as reading:
            assert await ledger.orphans() == ()
            with pytest.raises(Busy):
                await begin(ledger, target(0))
            assert [session.state for session in await reading.sessions()] == [State.STARTING]
            process.kill()
            process.wait()
            assert len(await ledger.orphans()) == 1


def die_unnoticed(process: subprocess.Popen[str]) -> None:
    """Its parent has not asked how it ended."""
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)


async def test_a_process_that_is_killed_and_not_yet_waited_for_is_gone(tmp_path: Path) -> None:
    with panel(tmp_path) as (process, _):
        async with opened(tmp_path) as ledger:
            swept(tmp_path)
            die_unnoticed(process)
            assert len(await ledger.orphans()) == 1


async def test_a_swept_lock_is_taken_again_before_the_next_request(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        folder_of_locks_gone(tmp_path)
        await begin(ledger)
        (lock,) = names(tmp_path / "processes")
        assert is_held(tmp_path / "processes" / lock)


async def test_the_number_of_a_process_that_another_one_has_by_now_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, started, boot = process_mark().split("-")
    for mark in (
        f"{number}-{int(started) - 1}-{boot}",
        f"{number}-{started}-other",
        "",
        f"{number}-{started}",
    ):
        monkeypatch.setattr(owners, "process_mark", lambda mark=mark: mark)
        async with opened(tmp_path):
            (name,) = names(tmp_path / "processes")
            monkeypatch.undo()
            swept(tmp_path)
            inode = (tmp_path / "ledger.sqlite3").stat().st_ino
            assert not owners.is_alive(tmp_path / "processes", name, inode)


async def test_a_copy_of_a_ledger_is_nobody_s_work(tmp_path: Path) -> None:
    with panel(tmp_path / "DATA"):
        shutil.copytree(tmp_path / "DATA", tmp_path / "copy")
        async with opened(tmp_path / "copy") as ledger:
            assert len(await ledger.orphans()) == 1


# An older ledger.


async def older(folder: Path, sessions: int) -> None:
    async with opened(folder) as ledger:
        for room in range(100, 100 + sessions):
            opening = await begin(ledger, target(room))
            await end(ledger, replace(opening.session, state=State.FAILED))
    take_back(folder / "ledger.sqlite3", 1)


def open_at_once(folder: Path, count: int) -> None:
    """As so many processes: each has a connection and locks of its own."""
    together = Barrier(count)

    def open_one(_number: int) -> int:
        database = LedgerDatabase(folder)
        together.wait(5)
        database.open()
        found = len(database.query("", ()))
        database.close()
        return found

    with ThreadPoolExecutor(count) as threads:
        assert list(threads.map(open_one, range(count))) == [200] * count


async def test_ten_that_open_an_older_ledger_at_once_all_succeed_and_one_of_them_migrates_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await older(tmp_path, 200)
    copies: list[str] = []
    real = schema.back_up

    def back_up(database: sqlite3.Connection, copy: Path) -> None:
        copies.append(copy.name)
        real(database, copy)

    monkeypatch.setattr(schema, "back_up", back_up)
    open_at_once(tmp_path, 10)
    assert copies == ["ledger.sqlite3.schema-1"]
    assert sql(tmp_path, "PRAGMA user_version") == [(schema.VERSION,)]
    assert mode_of(tmp_path / "ledger.sqlite3.schema-1") == 0o600
    assert "migration.lock" not in names(tmp_path)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("content", [bytes(8192), b"SQLite format 3\0" + bytes(100), b""])
async def test_a_left_over_copy_that_is_no_database_is_no_dead_end(tmp_path: Path, content: bytes) -> None:
    await older(tmp_path, 2)
    for name in ("ledger.sqlite3.partial", ".0123456789abcdef.partial", "migration.lock"):
        (tmp_path / name).write_bytes(content)
    async with opened(tmp_path) as ledger:
        assert await ledger.count() == 2


async def test_a_migration_that_another_process_takes_too_long_over_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await older(tmp_path, 2)
    monkeypatch.setattr(schema, "WAIT_S", 0.1)
    with held(tmp_path / "migration.lock"):
        with pytest.raises(Problem) as refused:
            LedgerDatabase(tmp_path).open()
        assert refused.value.word is LocalFailure.LEDGER_LOCKED
