"""Checks a batch file before anything is sent: how it is written, what is wrong, what may go wrong."""

import asyncio
import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gui.core.batch.earlier_results import earlier_results, sent_anew
from gui.core.batch.encoding_memory import EncodingMemory
from gui.core.batch.file_format import BatchComplaint, FileForm, InvalidBatch
from gui.core.batch.results import RowResult
from gui.core.batch.rows import MAX_BYTES, Batch, file_form, read_batch, telling_row
from gui.core.batch.run_log import BatchRuns
from gui.core.foundation.enums import Field, Operation, Outcome
from gui.core.foundation.file_places import NoPlainFile, read_plain_file
from gui.core.foundation.paths import given_path
from gui.core.ledger.ledger import Ledger
from gui.core.protocol.endpoint import Endpoint
from gui.core.protocol.request import StartRequest
from gui.core.recording.ports import Relays
from gui.core.sessions.session import Target

_NAMES_AT_ONCE: Final = 200
"""File names that the ledger is asked for in one go: about 10 ms of its thread."""
_REASONS: Final = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "refused",
    errno.EPERM: "refused",
    errno.EISDIR: "folder",
}
"""Why a file can't be read: ``batch.unreadable.<value>`` says it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which file, what for, through which profile.

    :param encoding: by name, where a person has said it.
    """

    path: str
    operation: Operation
    profile: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One encoding that a file may have.

    :param label: as people know it.
    :param row: the first row that shows whether it is the right one; untrusted.
    """

    name: str
    label: str
    row: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a file. Without a batch there is at least one complaint.

    :param form: None where the file could not be read, or is no text.
    :param name: the batch's identity, by which an earlier run of it is known.
    :param earlier: what earlier runs left, by place; nothing where all of it is sent anew.
    :param anew: rows that a run that is over sends once more; None for one that was cut.
    :param offers: where the encoding is not certain: the ways in which the file may be read.
    :param encoding: by name, as a person said it of this content, now or before.
    """

    wish: Wish
    form: FileForm | None = None
    batch: Batch | None = None
    complaints: tuple[BatchComplaint, ...] = ()
    warnings: tuple[BatchComplaint, ...] = ()
    name: str = ""
    earlier: Mapping[int, RowResult] = field(default_factory=dict)
    anew: frozenset[int] | None = None
    offers: tuple[Offer, ...] = ()
    encoding: str | None = None

    def count(self, *outcomes: Outcome) -> int:
        """How many rows ended so in earlier runs."""
        return sum(result.outcome in outcomes for result in self.earlier.values())

    @property
    def to_send(self) -> int:
        """Rows that are sent where nothing else is chosen."""
        return self.never_sent if self.anew is None else len(self.anew)

    @property
    def never_sent(self) -> int:
        """Rows that no earlier run sent."""
        rows = 0 if self.batch is None else len(self.batch.rows)
        return rows - len(self.earlier) + self.count(Outcome.NOT_SENT)


async def check_file(ledger: Ledger, relays: Relays, wish: Wish) -> Checked:
    """Read and check a whole batch file; sends nothing, and writes nothing but the encoding that was said.

    :raises Problem: never sent: ``profile``, ``file``, or a ledger's.
    """
    read = await asyncio.to_thread(_read, wish, ledger.folder)
    if read.batch is None:
        return read
    endpoint = relays.endpoint(wish.profile)
    name = await asyncio.to_thread(read.batch.identity, endpoint.host, endpoint.sdk_app_id)
    earlier, anew = await _known(ledger, endpoint, read.batch, name)
    starts = {
        row.line: row.request
        for place, row in enumerate(read.batch.rows)
        if isinstance(row.request, StartRequest)
        # Its own name of before is no news.
        and (place not in earlier or earlier[place].outcome is Outcome.NOT_SENT)
    }
    known = await ledger_warnings(ledger, endpoint, wish.profile, starts)
    warnings = sorted((*read.warnings, *known), key=lambda warning: warning.line)
    if anew is not None and len(anew) == len(read.batch.rows):
        # A batch like one that never ran.
        earlier, anew = {}, None
    return Checked(wish, read.form, read.batch, (), tuple(warnings), name, earlier, anew)


async def _known(
    ledger: Ledger, endpoint: Endpoint, batch: Batch, name: str
) -> tuple[Mapping[int, RowResult], frozenset[int] | None]:
    run = await asyncio.to_thread(BatchRuns(ledger.folder, name).last)
    if run is None:
        return {}, None
    earlier = await earlier_results(ledger, batch, name, run)
    anew = await sent_anew(ledger, endpoint, batch, run, earlier)
    return earlier, anew


def warnings_of(batch: Batch) -> tuple[BatchComplaint, ...]:
    """What may go wrong with the rows of a sound file, as far as the file alone shows."""
    found = [
        BatchComplaint(row.line, warning.field.value, f"complaint.{warning.key}", warning.params)
        for row in batch.rows
        if isinstance(row.request, StartRequest)
        for warning in row.request.warnings()
    ]
    lines: dict[str, int] = {}
    for row in batch.rows:
        if not isinstance(row.request, StartRequest):
            continue
        first = lines.setdefault(row.request.file_name, row.line)
        if first != row.line:
            found.append(
                BatchComplaint(row.line, Field.FILE_NAME.value, "batch.file_name_twice", {"line": first})
            )
    return tuple(sorted(found, key=lambda warning: warning.line))


async def ledger_warnings(
    ledger: Ledger, endpoint: Endpoint, profile: str, starts: Mapping[int, StartRequest]
) -> tuple[BatchComplaint, ...]:
    """What may go wrong with starts, by their lines, as far as the ledger shows."""
    live = await _live_already(ledger, endpoint, starts)
    used = await _used_names(ledger, profile, starts)
    return tuple(sorted((*live, *used), key=lambda warning: warning.line))


def _read(wish: Wish, folder: Path) -> Checked:
    form, encoding, offers = None, wish.encoding, tuple[Offer, ...]()
    try:
        content = read_plain_file(given_path(wish.path), MAX_BYTES)
        offers = _offers(content)
        memory = EncodingMemory(folder)
        if encoding is None and offers:
            encoding = memory.said_of(content)
        form = file_form(content, encoding)
        if wish.encoding is not None:
            memory.remember(content, wish.encoding)
        batch = read_batch(content, wish.operation, encoding)
    except OSError as err:
        return Checked(wish, complaints=(_unreadable(wish.path, err),))
    except InvalidBatch as err:
        return Checked(wish, form, complaints=err.complaints, offers=offers, encoding=encoding)
    return Checked(wish, form, batch, warnings=warnings_of(batch), offers=offers, encoding=encoding)


def _unreadable(path: str, err: OSError) -> BatchComplaint:
    """The usual reasons in a text of ours: the system's own is in its own language."""
    reason = "no_plain_file" if isinstance(err, NoPlainFile) else _REASONS.get(err.errno or 0)
    if reason is None:
        return BatchComplaint(0, "", "batch.unreadable", {"path": path, "why": err.strerror or ""})
    return BatchComplaint(0, "", f"batch.unreadable.{reason}", {"path": path})


def _offers(content: bytes) -> tuple[Offer, ...]:
    try:
        file_form(content)
    except InvalidBatch as err:
        return tuple(Offer(one.name, one.label, telling_row(one.text)) for one in err.readings)
    return ()


async def _live_already(
    ledger: Ledger, endpoint: Endpoint, starts: Mapping[int, StartRequest]
) -> list[BatchComplaint]:
    """A warning for each line whose target has a live session here: the batch leaves it alone."""
    live = {session.target for session in await ledger.open_sessions() if session.live}
    host, app = endpoint.host, endpoint.sdk_app_id
    return [
        BatchComplaint(line, Field.ACCOUNT.value, "batch.live_already", {})
        for line, start in starts.items()
        if Target(host, app, start.room, start.account, start.source) in live
    ]


async def _used_names(
    ledger: Ledger, profile: str, starts: Mapping[int, StartRequest]
) -> list[BatchComplaint]:
    """A warning for each line whose file name a recording of the profile has already."""
    found: list[BatchComplaint] = []
    names = [(line, start.file_name) for line, start in starts.items()]
    for some in _pieces(names):
        used = await ledger.file_names_used(profile, dict.fromkeys(name for _line, name in some))
        for line, name in some:
            if name in used:
                target = used[name].target
                params: dict[str, str | int] = {"room": target.room, "user": target.account}
                found.append(BatchComplaint(line, Field.FILE_NAME.value, "batch.file_name_used", params))
    return found


def _pieces(items: Sequence[tuple[int, str]]) -> list[Sequence[tuple[int, str]]]:
    return [items[start : start + _NAMES_AT_ONCE] for start in range(0, len(items), _NAMES_AT_ONCE)]
