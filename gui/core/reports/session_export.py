"""Sessions written to a file, slice by slice: a table for spreadsheets, or JSON Lines for scripts.

The table is CSV in UTF-8 with a byte order mark: by the mark Excel, LibreOffice and WPS know the encoding, so
Chinese reads as it should, and other programs read CSV as well. Fields are those of ``sessions --json``.
The file is written beside its place and moved there once it is whole and durable.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from gui.core.catalogue.errors import Catalogue
from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.file_places import check_place
from gui.core.foundation.files import Replacement
from gui.core.protocol.start_options import START_OPTIONS
from gui.core.reports.json_fields import session_fields
from gui.core.reports.text_formats import field_cell, json_line, table_line
from gui.core.sessions.session import Session

if TYPE_CHECKING:
    from gui.core.ledger.ledger import Ledger
    from gui.core.reports.team_fields import TeamFields

SLICE: Final = 250
"""Sessions that are read and written at once: some ten milliseconds of the ledger's thread."""
_FIRST: Final = (
    "session_id",
    "state",
    "room",
    "account",
    "source",
    "file_name",
    "tags",
    "started_at",
    "ended_at",
    "length_unsure",
    "file_ids",
    "outcome",
    "code",
    "problem",
    "description",
    "solution",
    "message",
    "profile",
    "operator",
    "note",
    "confirmed_at",
    "attempts",
)
COLUMNS: Final = _FIRST + tuple(option.name.value for option in START_OPTIONS if option.name not in _FIRST)
"""Of a table: every field of a session, what staff look for first, then the other options of its start."""
TEAM_COLUMNS: Final = ("desk", "team_id", "unreached", "apart")
"""Behind them, where there is a team."""


class Form(StrEnum):
    """What kind of file it is, by its ending."""

    TABLE = "csv"
    LINES = "jsonl"


def export_form(path: Path) -> Form | None:
    """The form that a file's name asks for; None for any other ending."""
    return next((form for form in Form if path.suffix.casefold() == f".{form}"), None)


async def of_ids(ledger: "Ledger", session_ids: Sequence[str]) -> AsyncIterator[tuple[Session, ...]]:
    """The sessions with these ids, in this order, as the ledger has them now.

    :raises Problem: where it can't be read.
    """
    for start in range(0, len(session_ids), SLICE):
        yield await ledger.sessions_of(session_ids[start : start + SLICE])


async def of_all(ledger: "Ledger") -> AsyncIterator[tuple[Session, ...]]:
    """Every session of the ledger, the newest first.

    :raises Problem: where it can't be read.
    """
    before: int | None = None
    while found := await ledger.sessions(limit=SLICE, before=before):
        yield found
        before = int(found[-1].id)


async def fields_of_team(ledger: "Ledger") -> "TeamFields | None":
    """What is told of each session besides; None, and nothing loaded, for a folder that is in no team."""
    if await ledger.desk() is None:
        return None
    from gui.core.reports.team_fields import team_fields

    return await team_fields(ledger)


async def export(
    slices: AsyncIterator[Sequence[Session]],
    path: Path,
    catalogue: Catalogue,
    *,
    own_folder: Path | None = None,
    team: "TeamFields | None" = None,
    written: Callable[[int], None] = lambda _count: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int | None:
    """Write sessions to a file; one that is there is replaced once the new one is whole.

    Cancelled in whatever way, it leaves nothing behind.

    :param path: ``.jsonl`` for JSON Lines, else a table.
    :param own_folder: the data folder: nothing in it is written over.
    :param team: what is told of each session besides, in a team.
    :param written: called with how many sessions are written so far, after each slice.
    :param cancelled: asked before each slice.
    :returns: how many sessions are in the file; None where it was cancelled.
    :raises Problem: ``file``, naming it, where it can't be written; else as ``slices`` does.
    """
    loop, count = asyncio.get_running_loop(), 0
    # One thread: what is thrown away is no longer being written to, even when the task is cancelled.
    thread = ThreadPoolExecutor(1, thread_name_prefix="export")
    file = _Unfinished(path, catalogue, () if team is None else TEAM_COLUMNS)
    try:
        await loop.run_in_executor(thread, file.begin, own_folder)
        async for sessions in slices:
            if cancelled():
                return None
            more = [{}] * len(sessions) if team is None else await team(sessions)
            await loop.run_in_executor(thread, file.add, sessions, more)
            count += len(sessions)
            written(count)
        if cancelled():
            return None
        await loop.run_in_executor(thread, file.finish)
    except OSError as err:
        raise of_file(err, path) from err
    finally:
        await loop.run_in_executor(thread, file.discard)
        thread.shutdown(wait=False)
    return count


class _Unfinished:
    """The file beside its place. Every method blocks."""

    def __init__(self, path: Path, catalogue: Catalogue, more_columns: Sequence[str]) -> None:
        self._path = path
        self._form = export_form(path) or Form.TABLE
        self._catalogue = catalogue
        self._columns = COLUMNS + tuple(more_columns)
        self._new: Replacement | None = None
        self._text: TextIO = io.StringIO()

    def begin(self, own_folder: Path | None) -> None:
        """Make it."""
        check_place(self._path, own_folder)
        encoding = "utf-8-sig" if self._form is Form.TABLE else "utf-8"
        self._new = Replacement(self._path)
        self._text = io.TextIOWrapper(self._new.file, encoding, "backslashreplace", newline="")
        if self._form is Form.TABLE:
            self._text.write(table_line(self._columns))

    def add(self, sessions: Sequence[Session], more: Sequence[Mapping[str, object]]) -> None:
        """Write a slice, with further fields of each session."""
        for session, further in zip(sessions, more, strict=True):
            fields = {**session_fields(session, self._catalogue), **further}
            if self._form is Form.LINES:
                self._text.write(json_line(fields) + "\n")
            else:
                self._text.write(table_line(field_cell(name, fields[name]) for name in self._columns))

    def finish(self) -> None:
        """Make it durable, and put it in its place."""
        self._text.flush()
        if self._new is not None:
            self._new.commit()

    def discard(self) -> None:
        """Take away what was not put in its place."""
        with suppress(OSError):
            self._text.close()
        if self._new is not None:
            self._new.discard()
