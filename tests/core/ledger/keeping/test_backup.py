"""A backup is whole, of one moment and in nobody's way; where none can be made, nothing is left of it."""

import asyncio
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.ledger.keeping.backup import back_up
from tests.support.core.damaged_ledger import middle
from tests.support.core.ledger import begin, end, opened, sql, target
from tests.support.core.ledger_history import days_of_sessions, fill
from tests.support.core.months_of_recordings import accounts, two_months
from tests.support.core.scripts_in_a_process import in_a_process
from tests.support.core.told import english
from tests.support.scripts import output_of
from tests.support.unprivileged import become_unprivileged, make_read_only

LEDGER = "ledger.sqlite3"
WRITE_ONE = """
import asyncio, sys
from pathlib import Path
from tests.support.core.ledger import begin, opened, target

async def run():
    async with opened(Path(sys.argv[1])) as ledger:
        await begin(ledger, target(5))

asyncio.run(run())
"""


class GivenUp(Exception):  # noqa: N818 - it names what happened
    """As a person does who presses Cancel."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "DATA"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A small one of its own."""
    (disk := tmp_path / "disk").mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user mounts nothing here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


async def test_a_backup_is_one_whole_file_for_its_owner_and_is_a_ledger_like_the_first(
    folder: Path, tmp_path: Path
) -> None:
    await two_months(folder)
    done = back_up(folder, tmp_path / "b.backup")
    assert (done.contents.sessions, done.path) == (11, tmp_path / "b.backup")
    assert done.size == (tmp_path / "b.backup").stat().st_size
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["DATA", "b.backup"]
    (tmp_path / "other").mkdir()
    shutil.copy(done.path, tmp_path / "other" / LEDGER)
    assert await accounts(tmp_path / "other") == await accounts(folder)


async def test_a_backup_can_be_read_where_nothing_can_be_written(folder: Path, tmp_path: Path) -> None:
    await two_months(folder)
    (away := tmp_path / "away").mkdir()
    back_up(folder, away / "b")
    make_read_only(away)
    with closing(sqlite3.connect(f"{(away / 'b').as_uri()}?mode=ro", uri=True)) as database:
        assert database.execute("SELECT COUNT(*) FROM newest").fetchone() == (11,)


async def test_what_was_at_its_place_is_replaced_only_once_the_new_one_is_whole(
    folder: Path, tmp_path: Path
) -> None:
    await two_months(folder)
    file = tmp_path / "b"
    file.write_bytes(b"of yesterday")

    def give_up(_done: int, _of: int) -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        back_up(folder, file, give_up)
    assert file.read_bytes() == b"of yesterday"
    assert names(tmp_path) == ["DATA", "b"]
    (tmp_path / "link").symlink_to(file)
    assert back_up(folder, tmp_path / "link").path == file
    assert (tmp_path / "link").is_symlink()
    assert file.read_bytes().startswith(b"SQLite")


async def test_writers_go_on_beside_a_backup_which_is_of_one_moment(folder: Path, tmp_path: Path) -> None:
    fill(folder, days_of_sessions(2000, 100))
    written = 0
    async with opened(folder) as ledger:
        slowly = partial(back_up, folder, tmp_path / "b", lambda _done, _of: time.sleep(0.15))
        backing_up = asyncio.create_task(asyncio.to_thread(slowly))
        while not backing_up.done():
            written += 1
            await end(ledger, (await begin(ledger, target(written))).session)
        done = await backing_up
    # Had they waited for it, there would be one.
    assert written > 3
    assert 2000 <= done.contents.sessions < 2000 + written


async def test_commands_in_another_process_write_while_the_backup_is_made(
    folder: Path, tmp_path: Path
) -> None:
    fill(folder, days_of_sessions(2000, 100))
    wrote = threading.Event()

    def slowly(_done: int, _of: int) -> None:
        if not wrote.is_set():
            output_of(WRITE_ONE, folder)
            wrote.set()

    done = await asyncio.to_thread(back_up, folder, tmp_path / "b", slowly)
    assert done.contents.sessions == 2000
    assert len(await accounts(folder)) == 2001


# Where none can be made.


def assert_no_backup(folder: Path, file: Path, words: str, word: LocalFailure = LocalFailure.FILE) -> None:
    there = names(file.parent) if file.parent.is_dir() else []
    with pytest.raises(Problem) as refused:
        back_up(folder, file)
    assert refused.value.word is word
    assert words in english(refused.value)
    if file.parent.is_dir():
        assert names(file.parent) == there


async def test_a_full_disk_is_told_with_the_room_that_is_needed(folder: Path, small_disk: Path) -> None:
    fill(folder, days_of_sessions(1000, 100))
    assert_no_backup(folder, small_disk / "b", "the copy needs 2 MiB, and 0 MiB are free")


async def test_a_disk_that_fills_up_meanwhile_leaves_nothing_behind(
    folder: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder, days_of_sessions(1000, 100))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1 << 40))
    assert_no_backup(folder, small_disk / "b", f"{small_disk / 'b'}: ")


async def test_a_limit_on_the_size_of_files_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    fill(folder, days_of_sessions(1000, 100))
    assert in_a_process(_back_up_under_a_limit, folder, tmp_path / "b") == 0
    assert names(tmp_path) == ["DATA"]
    assert len(await accounts(folder)) == 1000


def _back_up_under_a_limit(folder: Path, file: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))
    assert_no_backup(folder, file, f"{file}: ")


async def test_places_that_take_no_backup_are_told_by_name(folder: Path, tmp_path: Path) -> None:
    await two_months(folder)
    os.mkfifo(tmp_path / "fifo")
    assert_no_backup(folder, tmp_path / "fifo", "it is a pipe, a device or a socket")
    assert_no_backup(folder, folder / LEDGER, "the panel keeps its own files there")
    assert_no_backup(folder, folder / f"{LEDGER}.mine", "the panel keeps its own files there")
    assert_no_backup(folder, tmp_path / "none" / "b", "No such file or directory")
    (tmp_path / "link").symlink_to(folder / LEDGER)
    assert_no_backup(folder, tmp_path / "link", "the panel keeps its own files there")
    assert_no_backup(folder, tmp_path / ("b" * 300), "File name too long")


async def test_a_damaged_a_newer_and_a_missing_ledger_are_told_as_such(folder: Path, tmp_path: Path) -> None:
    assert_no_backup(folder, tmp_path / "b", "not there", LocalFailure.LEDGER)
    fill(folder, days_of_sessions(60, 10))
    sql(folder, "PRAGMA user_version = 99")
    before = (folder / LEDGER).read_bytes()
    assert_no_backup(folder, tmp_path / "b", "newer version", LocalFailure.LEDGER_NEWER)
    assert (folder / LEDGER).read_bytes() == before
    sql(folder, "PRAGMA user_version = 3")
    raw = (folder / LEDGER).read_bytes()
    (folder / LEDGER).write_bytes(raw.replace(b'"room":10040,', b'"room":40,   '))
    middle(folder / LEDGER)
    assert_no_backup(folder, tmp_path / "b", LEDGER, LocalFailure.LEDGER_DAMAGED)


async def test_a_ledger_that_can_only_be_read_is_backed_up_too(folder: Path, tmp_path: Path) -> None:
    await two_months(folder)
    make_read_only(folder)
    assert in_a_process(_back_up_as_nobody, folder, tmp_path / "away") == 0
    assert (tmp_path / "away" / "b").stat().st_size > 20_000


def _back_up_as_nobody(folder: Path, away: Path) -> None:
    for above in (*folder.parents,):
        if above.stat().st_uid == os.geteuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o011)
    away.mkdir()
    away.chmod(0o777)
    become_unprivileged()
    back_up(folder, away / "b")
