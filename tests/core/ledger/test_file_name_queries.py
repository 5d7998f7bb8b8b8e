"""Which file names the ledger knows, and the next one that is free."""

from dataclasses import replace
from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start
from tests.support.core.ledger import NOTE, NOW, opened, sql, target
from tests.support.core.ledger_thread import watched
from tests.support.core.older_ledger import take_back


async def started(
    ledger: Ledger, name: str, room: int = 1, *, state: State = State.RECORDING, profile: str = "Main"
) -> None:
    """A recording of that name."""
    found = target(room)
    plan = begin_start(found, profile, StartOptions(name), "Li", NOW)
    opening = await ledger.begin(found.key, plan, NOTE)
    await ledger.end((replace(opening.session, state=state),), Note("answer", "Li", NOW))


async def test_a_used_name_is_found_with_the_newest_recording_that_has_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await started(ledger, "lesson", 1)
        await started(ledger, "lesson", 2, state=State.STOPPED)
        used = await ledger.file_names_used("Main", ["lesson", "another"])
    assert {name: session.target.room for name, session in used.items()} == {"lesson": 2}


async def test_names_of_failed_starts_and_of_other_profiles_are_free(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await started(ledger, "failed", 1, state=State.FAILED)
        await started(ledger, "theirs", 2, profile="Other")
        await started(ledger, "perhaps", 3, state=State.UNKNOWN)
        used = await ledger.file_names_used("Main", ["failed", "theirs", "perhaps"])
    assert set(used) == {"perhaps"}


async def test_a_failed_start_hides_no_earlier_recording_of_that_name(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await started(ledger, "lesson", 1)
        await started(ledger, "lesson", 2, state=State.FAILED)
        assert (await ledger.file_names_used("Main", ["lesson"]))["lesson"].target.room == 1


async def test_the_next_free_name_counts_on_from_what_is_there(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        for room, name in enumerate(("lesson", "lesson-2", "lesson-3", "lesson-4", "class-2024"), start=1):
            await started(ledger, name, room)
        assert await ledger.free_file_name("Main", "lesson") == "lesson-5"
        assert await ledger.free_file_name("Main", "lesson-3") == "lesson-5"
        assert await ledger.free_file_name("Main", "another") == "another-2"
        # A year is no number of a lesson.
        assert await ledger.free_file_name("Main", "class-2024") == "class-2024-2"


async def test_the_free_name_is_free_even_where_hundreds_are_used(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        for number in range(2, 60):
            await started(ledger, f"lesson-{number}", number)
        assert await ledger.free_file_name("Main", "lesson") == "lesson-60"


async def test_names_are_looked_up_in_an_index(tmp_path: Path) -> None:
    async with watched(tmp_path) as (ledger, thread):
        await started(ledger, "lesson")
        thread.statements.clear()
        assert set(await ledger.file_names_used("Main", ["lesson"])) == {"lesson"}
        plans = [str(sql(tmp_path, f"EXPLAIN QUERY PLAN {query}")) for query in thread.statements]
    assert any("entry_of_file_name" in plan for plan in plans)
    assert not any("SCAN entry" in plan for plan in plans)


async def test_an_older_ledger_gets_the_index_and_keeps_its_rows(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        await started(ledger, "lesson")
    take_back(tmp_path / "ledger.sqlite3", 2)
    async with opened(tmp_path) as ledger:
        assert set(await ledger.file_names_used("Main", ["lesson"])) == {"lesson"}
    assert (tmp_path / "ledger.sqlite3.schema-2").exists()
