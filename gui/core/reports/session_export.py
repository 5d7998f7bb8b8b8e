"""Sessions written to a file, slice by slice: a table for spreadsheets, or JSON Lines for scripts.

The table is CSV in UTF-8 with a byte order mark: by the mark Excel, LibreOffice and WPS know the encoding, so
Chinese reads as it should, and other programs read CSV as well. Fields are those of ``sessions --json``.
The file is written beside its place and moved there once it is whole and durable.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from gui.core.catalogue.errors import Catalogue
from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.file_places import check_place
from gui.core.foundation.files import Replacement
from gui.core.reports.json_fields import session_fields
from gui.core.reports.text_formats import field_cell, json_line, table_line
from gui.core.sessions.session import Session

if TYPE_CHECKING:
    from gui.core.ledger.ledger import Ledger

SLICE: Final = 250
"""Sessions that are read and written at once: some ten milliseconds of the ledger's thread."""
COLUMNS: Final = (
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
    "class_id",
    "transcode",
    "screenshot",
    "watermark",
    "sdk_type",
)
"""Of a table: every field of a session, what staff look for first."""


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


async def export(
    slices: AsyncIterator[Sequence[Session]],
    path: Path,
    catalogue: Catalogue,
    *,
    own_folder: Path | None = None,
    written: Callable[[int], None] = lambda _count: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int | None:
    """Write sessions to a file; one that is there is replaced once the new one is whole.

    Cancelled in whatever way, it leaves nothing behind.

    :param path: ``.jsonl`` for JSON Lines, else a table.
    :param own_folder: the data folder: nothing in it is written over.
    :param written: called with how many sessions are written so far, after each slice.
    :param cancelled: asked before each slice.
    :returns: how many sessions are in the file; None where it was cancelled.
    :raises Problem: ``file``, naming it, where it can't be written; else as ``slices`` does.
    """
    loop, count = asyncio.get_running_loop(), 0
    # One thread: what is thrown away is no longer being written to, even when the task is cancelled.
    thread = ThreadPoolExecutor(1, thread_name_prefix="export")
    file = _Unfinished(path, catalogue)
    try:
        await loop.run_in_executor(thread, file.begin, own_folder)
        async for sessions in slices:
            if cancelled():
                return None
            await loop.run_in_executor(thread, file.add, sessions)
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

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self._path = path
        self._form = export_form(path) or Form.TABLE
        self._catalogue = catalogue
        self._new: Replacement | None = None
        self._text: TextIO = io.StringIO()

    def begin(self, own_folder: Path | None) -> None:
        """Make it."""
        check_place(self._path, own_folder)
        encoding = "utf-8-sig" if self._form is Form.TABLE else "utf-8"
        self._new = Replacement(self._path)
        self._text = io.TextIOWrapper(self._new.file, encoding, "backslashreplace", newline="")
        if self._form is Form.TABLE:
            self._text.write(table_line(COLUMNS))

    def add(self, sessions: Sequence[Session]) -> None:
        """Write a slice."""
        for session in sessions:
            fields = session_fields(session, self._catalogue)
            if self._form is Form.LINES:
                self._text.write(json_line(fields) + "\n")
            else:
                self._text.write(table_line(field_cell(name, fields[name]) for name in COLUMNS))

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
