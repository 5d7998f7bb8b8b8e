"""A ledger that can't be used: one clear problem, and nothing lost."""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.core.ledger import database, schema
from gui.core.ledger.ledger import Ledger
from tests.support.core.ledger import begin, end, opened, sql, target
from tests.support.core.told import english
from tests.support.scripts import output_of

LEDGER = "ledger.sqlite3"


async def problem_at_opening(folder: Path) -> Problem:
    ledger = Ledger(folder)
    try:
        with pytest.raises(Problem) as caught:
            await ledger.open()
    finally:
        await ledger.close()
    assert caught.value.delivery is Delivery.NEVER_SENT
    return caught.value


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_S", 0.2)


def test_staff_wait_five_seconds_for_a_foreign_program() -> None:
    assert database.LOCK_WAIT_S == 5.0


@pytest.mark.usefixtures("short_wait")
async def test_a_ledger_that_a_foreign_program_holds_is_locked_and_free_again_later(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger)
        with closing(sqlite3.connect(tmp_path / LEDGER, isolation_level=None)) as foreign:
            foreign.execute("BEGIN EXCLUSIVE")
            with pytest.raises(Problem) as caught:
                await begin(ledger, target(2))
            assert (caught.value.word, caught.value.delivery) == (
                LocalFailure.LEDGER_LOCKED,
                Delivery.NEVER_SENT,
            )
            with pytest.raises(Problem, match="ledger_locked"):
                await end(ledger, replace(opening.session, state=State.RECORDING))
            foreign.execute("ROLLBACK")
        (done,) = await end(ledger, replace(opening.session, state=State.RECORDING))
        assert [row.session.state for row in await ledger.entries("1")] == [State.STARTING, done.state]


@pytest.mark.usefixtures("short_wait")
async def test_a_ledger_that_is_held_when_the_panel_opens_is_locked(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await begin(ledger)
    with closing(sqlite3.connect(tmp_path / LEDGER, isolation_level=None)) as foreign:
        foreign.execute("PRAGMA locking_mode = EXCLUSIVE")
        foreign.execute("BEGIN EXCLUSIVE")
        assert (await problem_at_opening(tmp_path)).word is LocalFailure.LEDGER_LOCKED


async def test_a_short_hold_is_waited_for(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        with closing(sqlite3.connect(tmp_path / LEDGER, isolation_level=None)) as foreign:
            foreign.execute("BEGIN EXCLUSIVE")
            waiting = asyncio.create_task(begin(ledger))
            await asyncio.sleep(0.2)
            assert not waiting.done()
            foreign.execute("ROLLBACK")
            assert (await waiting).session.id == "1"


async def test_a_ledger_of_a_newer_panel_is_not_touched(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await begin(ledger)
    sql(tmp_path, f"PRAGMA user_version = {schema.VERSION + 1}")
    before = (tmp_path / LEDGER).read_bytes()
    problem = await problem_at_opening(tmp_path)
    assert problem.word is LocalFailure.LEDGER_NEWER
    assert str(tmp_path / LEDGER) in english(problem)
    assert "newer version" in english(problem)
    assert (tmp_path / LEDGER).read_bytes() == before


async def test_an_older_ledger_is_kept_as_a_copy_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as ledger:
        await begin(ledger)
    known = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", known + 1)
    monkeypatch.setattr(
        schema, "MIGRATIONS", {**schema.MIGRATIONS, known + 1: "CREATE TABLE added (a TEXT) STRICT;\n"}
    )
    async with opened(tmp_path) as ledger:
        assert len(await ledger.entries("1")) == 1
    assert sql(tmp_path, "SELECT name FROM sqlite_master WHERE name = 'added'") == [("added",)]
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(tmp_path / f"{LEDGER}.schema-{known}", copy / LEDGER)
    assert sql(copy, "PRAGMA user_version") == [(known,)]
    assert sql(copy, "SELECT COUNT(*) FROM entry") == [(1,)]


async def test_a_migration_that_breaks_leaves_the_ledger_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as ledger:
        await begin(ledger)
    broken = "CREATE TABLE added (a TEXT) STRICT;\nCREATE TABLE added (a TEXT) STRICT;\n"
    known = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", known + 1)
    monkeypatch.setattr(schema, "MIGRATIONS", {**schema.MIGRATIONS, known + 1: broken})
    assert (await problem_at_opening(tmp_path)).word is LocalFailure.LEDGER
    assert sql(tmp_path, "PRAGMA user_version") == [(known,)]
    assert sql(tmp_path, "SELECT name FROM sqlite_master WHERE name = 'added'") == []


def _garbage(path: Path) -> None:
    path.write_bytes(b"this is no ledger " * 500)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _scribbled(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[100:4096] = b"\xff" * 3996
    path.write_bytes(raw)


@pytest.mark.parametrize("spoil", [_garbage, _cut, _scribbled])
async def test_a_damaged_ledger_is_told_and_left_as_it_is(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    async with opened(tmp_path) as ledger:
        for room in range(20):
            await begin(ledger, target(room))
    spoil(tmp_path / LEDGER)
    before = (tmp_path / LEDGER).read_bytes()

    async def look() -> None:
        async with opened(tmp_path) as ledger:
            await ledger.sessions()

    with pytest.raises(Problem) as caught:
        await look()
    assert caught.value.word is LocalFailure.LEDGER_DAMAGED
    assert str(tmp_path / LEDGER) in english(caught.value)
    assert (tmp_path / LEDGER).read_bytes() == before


async def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert (await problem_at_opening(tmp_path / "file")).word is LocalFailure.LEDGER
    assert (await problem_at_opening(tmp_path / "file" / "below")).word is LocalFailure.LEDGER


async def test_a_ledger_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / LEDGER).mkdir()
    assert (await problem_at_opening(tmp_path)).word is LocalFailure.LEDGER


FULL_DISK = """
    import asyncio, resource, sys
    from dataclasses import replace
    from pathlib import Path
    from gui.core.catalogue.errors import Problem
    from gui.core.foundation.enums import State
    from tests.support.core.ledger import begin, end, opened, target

    async def main():
        written = 0
        async with opened(Path(sys.argv[1])) as ledger:
            resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, resource.RLIM_INFINITY))
            try:
                for room in range(2000):
                    opening = await begin(ledger, target(room))
                    written += 1
                    await end(ledger, replace(opening.session, state=State.RECORDING))
                    written += 1
            except Problem as problem:
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
                print(problem.word, problem.delivery, written)
                await begin(ledger, target(99999))

    asyncio.run(main())
"""


def test_a_full_disk_is_told_and_what_was_written_stays(tmp_path: Path) -> None:
    word, delivery, written = output_of(FULL_DISK, tmp_path).split()
    assert (word, delivery) == ("ledger", "never_sent")
    assert int(written) > 10
    # All that was said to be written, and the one after the disk had room again.
    assert sql(tmp_path, "SELECT COUNT(*) FROM entry") == [(int(written) + 1,)]
    assert sql(tmp_path, "PRAGMA integrity_check") == [("ok",)]


READ_ONLY = """
    import asyncio, sys
    from pathlib import Path
    from gui.core.catalogue.errors import Problem
    from gui.core.ledger.session_json import session_in
    from tests.support.core.ledger import opened
    from tests.support.unprivileged import become_unprivileged

    async def main():
        # It imports what it needs with the first row.
        session_in("")
        become_unprivileged()
        try:
            async with opened(Path(sys.argv[1])):
                print("opened")
        except Problem as problem:
            print(problem.word)

    asyncio.run(main())
"""


def test_a_data_folder_that_may_not_be_written_is_told() -> None:
    # Not below pytest's own folder, which only its owner may enter.
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o555)
        assert output_of(READ_ONLY, folder) == "ledger"
        assert output_of(READ_ONLY, folder / "below") == "ledger"
