"""Exports: nothing in them runs, nothing is lost, nothing is left behind, and any number of sessions fits."""

import asyncio
import csv
import json
import resource
import tracemalloc
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Catalogue, LocalFailure, Problem
from gui.core.ledger.ledger import Ledger
from gui.core.reports.json_fields import session_fields
from gui.core.reports.session_export import COLUMNS, SLICE, export, of_all, of_ids
from gui.core.sessions.session import Session, Settings
from tests.support.core.ledger_history import days_of_sessions, fill
from tests.support.core.told import english
from tests.support.session_samples import refused, stopped, unconfirmed

ENGLISH = Catalogue("en")


async def slices(sessions: Sequence[Session], times: int = 1) -> AsyncIterator[Sequence[Session]]:
    for _ in range(times):
        yield sessions


async def exported(path: Path, *sessions: Session) -> bytes:
    await export(slices(sessions), path, ENGLISH)
    return await asyncio.to_thread(path.read_bytes)


def files(folder: Path) -> dict[str, str]:
    """All that is in a folder, hidden or not."""
    return {found.name: found.read_text() for found in folder.iterdir()}


def table(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The system refuses to write more into a file, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_table_is_one_that_excel_reads_chinese_in(tmp_path: Path) -> None:
    raw = await exported(tmp_path / "x.csv", stopped(1, account="王芳", settings=Settings("第一课")))
    assert raw.startswith(b"\xef\xbb\xbfsession_id,")
    assert raw.endswith(b"\r\n")
    (row,) = table(raw)
    assert (row["account"], row["file_name"]) == ("王芳", "第一课")


async def test_any_other_ending_is_a_table_too(tmp_path: Path) -> None:
    assert (await exported(tmp_path / "X.txt", stopped(1))).startswith(b"\xef\xbb\xbfsession_id,")
    assert (await exported(tmp_path / "X.JSONL", stopped(1))).startswith(b"{")


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n+1", "＝1"]
)
async def test_no_cell_is_taken_for_a_formula(tmp_path: Path, text: str) -> None:
    sent = stopped(1, account=text, settings=Settings(text, tags=(text, "b")), note=text, operator=text)
    (row,) = table(await exported(tmp_path / "x.csv", sent))
    for name in ("account", "file_name", "tags", "note", "operator"):
        assert row[name].startswith("'"), name


async def test_a_line_break_in_a_tag_breaks_no_row(tmp_path: Path) -> None:
    raw = await exported(tmp_path / "x.csv", stopped(1, settings=Settings("x", tags=("a\nb", "c\r\nd"))))
    assert len(raw.splitlines()) == 2
    assert table(raw)[0]["tags"] == "a b|c  d"


async def test_a_spreadsheet_does_not_round_file_ids_nor_strip_zeros(tmp_path: Path) -> None:
    one = stopped(1, "5285890784246869930", account="00123")
    two = stopped(2, "5285890784246869930", "5285890784246869931", account="123")
    first, second = table(await exported(tmp_path / "x.csv", one, two))
    assert (first["file_ids"], first["account"]) == ("'5285890784246869930", "'00123")
    assert second["file_ids"] == "5285890784246869930 5285890784246869931"
    assert (second["account"], second["room"]) == ("123", "10002")


async def test_json_lines_have_the_fields_of_the_command_line(tmp_path: Path) -> None:
    sessions = (stopped(1, "a", note="=1"), refused(2), unconfirmed(3, account="li\u202e"))
    lines = (await exported(tmp_path / "x.jsonl", *sessions)).decode("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [session_fields(one, ENGLISH) for one in sessions]
    assert "\u202e" not in lines[2]


def test_a_table_has_every_field() -> None:
    assert set(COLUMNS) == set(session_fields(stopped(1), ENGLISH))


async def test_a_table_grows_on_the_disk_and_not_in_memory(tmp_path: Path) -> None:
    some = tuple(stopped(number, "a") for number in range(SLICE))
    peaks = []
    for times in (4, 80):
        tracemalloc.start()
        await export(slices(some, times), tmp_path / "x.csv", ENGLISH)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


async def test_a_hundred_thousand_sessions_are_cancelled_in_the_middle_without_a_trace(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("as it was")
    counts: list[int] = []
    some = tuple(stopped(number, "a") for number in range(SLICE))
    whole = 100_000 // SLICE
    done = await export(
        slices(some, whole), path, ENGLISH, written=counts.append, cancelled=lambda: len(counts) >= whole // 4
    )
    assert done is None
    assert counts[-1] == 25_000
    assert files(tmp_path) == {"x.csv": "as it was"}


async def test_an_export_that_is_broken_off_leaves_nothing_behind(tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def endless() -> AsyncIterator[Sequence[Session]]:
        while True:
            yield (stopped(1),)
            begun.set()
            await asyncio.sleep(0)

    task = asyncio.create_task(export(endless(), tmp_path / "x.jsonl", ENGLISH))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert files(tmp_path) == {}


async def test_a_full_disk_is_named_and_what_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("as it was")
    some = tuple(stopped(number, "a") for number in range(SLICE))
    with files_of_at_most(20_000), pytest.raises(Problem) as told:
        await export(slices(some, 10), path, ENGLISH)
    assert told.value.word is LocalFailure.FILE
    assert str(path) in english(told.value)
    assert files(tmp_path) == {"x.csv": "as it was"}


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "x.csv"
    with pytest.raises(Problem) as told:
        await export(slices((stopped(1),)), path, ENGLISH)
    assert (told.value.word, english(told.value)) == (LocalFailure.FILE, f"{path}: No such file or directory")


async def test_sessions_come_from_the_ledger_in_the_order_that_is_asked_for(tmp_path: Path) -> None:
    fill(tmp_path / "data", days_of_sessions(2 * SLICE + 7, 100))
    ledger = Ledger(tmp_path / "data")
    await ledger.open()
    ids = [str(number) for number in (3, 500, 1, 77, 99999, 2)]
    assert [one.id async for some in of_ids(ledger, ids) for one in some] == ["3", "500", "1", "77", "2"]
    every = [one.id async for some in of_all(ledger) for one in some]
    assert every == [str(number) for number in range(2 * SLICE + 7, 0, -1)]
    assert await ledger.count() == 2 * SLICE + 7
    await ledger.close()


async def test_an_export_writes_nothing_of_the_panel_s_own_over(tmp_path: Path) -> None:
    (tmp_path / "profiles.json").write_text("as it was")
    with pytest.raises(Problem) as told:
        await export(slices((stopped(1),)), tmp_path / "profiles.json", ENGLISH, own_folder=tmp_path)
    assert told.value.word is LocalFailure.FILE
    assert files(tmp_path) == {"profiles.json": "as it was"}
