"""The simulator's own record of what arrived, to be compared with the panel's ledger. Holds no usersig."""

import json
from collections import deque
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gui.simulator.faults import Fault
from gui.simulator.gateway import Arrival
from gui.simulator.service import ServiceEffect

KEPT: Final = 100_000
"""Arrivals that are kept in memory; a record file has them all."""


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request that was read in full, written down before it was answered.

    :param number: counts from 1 and goes on after a reset.
    :param at: when its head had arrived, ISO 8601 in UTC.
    :param monotonic_ns: the same moment by the system's monotonic clock, for measures on one computer.
    :param operation: ``start`` or ``stop``; like the fields after it, None where it could not be read.
    :param body: the raw body.
    :param answer_code: the code in the answer, or in the one that was lost; None where none was made.
    :param fault: the armed fault.
    """

    number: int
    at: str
    monotonic_ns: int
    operation: str | None
    room: int | None
    account: str | None
    source: str | None
    app: int | None
    identifier: str
    file_name: str
    seq: int | None
    random: int | None
    body: str
    effect: ServiceEffect
    answer_code: int | None
    fault: Fault

    def as_json(self) -> dict[str, object]:
        """The entry as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a request arrived."""

    seconds: float
    monotonic_ns: int


class RequestLog:
    """The arrivals, in memory and, if wanted, as JSON lines in a file that is flushed line by line.

    :raises OSError: where the file can't be opened.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._entries: deque[LoggedRequest] = deque(maxlen=KEPT)
        self._count = 0
        self._file = None if path is None else path.open("a", encoding="ascii")

    @property
    def entries(self) -> tuple[LoggedRequest, ...]:
        """What has arrived, the oldest first."""
        return tuple(self._entries)

    def append(
        self,
        moment: Moment,
        arrival: Arrival,
        *,
        effect: ServiceEffect,
        answer_code: int | None,
        fault: Fault,
    ) -> None:
        """Write one arrival down."""
        self._count += 1
        entry = LoggedRequest(
            number=self._count,
            at=datetime.fromtimestamp(moment.seconds, UTC).isoformat(timespec="microseconds"),
            monotonic_ns=moment.monotonic_ns,
            operation=None if arrival.operation is None else arrival.operation.name.lower(),
            room=arrival.room,
            account=arrival.account,
            source=None if arrival.source is None else arrival.source.word,
            app=arrival.app,
            identifier=arrival.identifier,
            file_name=arrival.file_name,
            seq=arrival.seq,
            random=arrival.random,
            body=arrival.body,
            effect=effect,
            answer_code=answer_code,
            fault=fault,
        )
        self._entries.append(entry)
        if self._file is not None:
            print(json.dumps(entry.as_json()), file=self._file, flush=True)

    def clear(self) -> None:
        """Forget the entries in memory; the numbers go on."""
        self._entries.clear()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
