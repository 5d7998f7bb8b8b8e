"""The recording service itself: rooms, members and recordings. Pure state, no network.

Behaviour from PROTOCOL.md, "Behaviour of the service".
"""

import math
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from gui.core.foundation.enums import SPLIT_MINUTES, Operation, Source
from gui.simulator.rooms import PRACTICE_ROOMS, Member, Room

ROOM_MISSING: Final = 30000410
MEMBER_MISSING: Final = 30000411
ALREADY_ENDED: Final = 30000412
ALREADY_STARTED: Final = 30000415

ENDED_KEPT: Final = 1000
"""Ended recordings that are remembered."""


class ServiceEffect(StrEnum):
    """What a request changed."""

    STARTED = "started"
    STOPPED = "stopped"
    NONE = "none"


class EndReason(StrEnum):
    """Why a recording ended."""

    STOPPED = "stopped"
    STREAM_GONE = "stream_gone"


@dataclass(frozen=True, slots=True)
class ServiceTarget:
    """What a recording belongs to; there is one at a time (PROTOCOL.md, "Behaviour of the service")."""

    app: int
    room: int
    account: str
    source: Source


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """A request that could be read in full."""

    operation: Operation
    target: ServiceTarget
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class ServiceResult:
    """The service's verdict. ``file_ids`` is None where the answer has no such field (at a start)."""

    code: int
    message: str = ""
    file_ids: tuple[str, ...] | None = None
    effect: ServiceEffect = ServiceEffect.NONE


@dataclass(frozen=True, slots=True)
class Recording:
    """A running recording. ``started_at`` is in seconds of the simulator's clock."""

    target: ServiceTarget
    file_name: str
    started_at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """A recording that is over, by a stop or because its stream went away."""

    recording: Recording
    ended_at: float
    file_ids: tuple[str, ...]
    reason: EndReason


class RecordingService:
    """Rooms, members, running and ended recordings.

    :param rooms: who is where at first, and again after ``reset``.
    :param now: the clock, in seconds since the epoch.
    """

    def __init__(
        self, rooms: Iterable[Room] = PRACTICE_ROOMS, *, now: Callable[[], float] = time.time
    ) -> None:
        self._first_rooms = tuple(rooms)
        self._now = now
        self._rooms: dict[int, dict[str, frozenset[Source]]] = {}
        self._running: dict[ServiceTarget, Recording] = {}
        self._ended: deque[Ended] = deque(maxlen=ENDED_KEPT)
        self.reset()

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Who is where now."""
        return tuple(
            Room(number, tuple(Member(account, streams) for account, streams in members.items()))
            for number, members in self._rooms.items()
        )

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The running recordings, in the order of their starts."""
        return tuple(self._running.values())

    @property
    def ended(self) -> tuple[Ended, ...]:
        """The recordings that are over, the oldest first; the last thousand."""
        return tuple(self._ended)

    def apply(self, order: ServiceRequest) -> ServiceResult:
        """Carry out one request and answer it."""
        return self._start(order) if order.operation is Operation.START else self._stop(order)

    def enter(self, room: int, account: str, streams: Iterable[Source] = (Source.CAMERA,)) -> None:
        """Put a member into a room, or change what they send. A stream that goes ends its recording."""
        kept = frozenset(streams)
        self.open_room(room)
        self._rooms[room][account] = kept
        self._end_where(lambda t: t.room == room and t.account == account and t.source not in kept)

    def leave(self, room: int, account: str) -> None:
        """Take a member out of a room; their recordings end without a stop."""
        self._rooms.get(room, {}).pop(account, None)
        self._end_where(lambda t: t.room == room and t.account == account)

    def open_room(self, room: int) -> None:
        """Make a room exist."""
        self._rooms.setdefault(room, {})

    def close_room(self, room: int) -> None:
        """Make a room be gone, with everybody in it."""
        self._rooms.pop(room, None)
        self._end_where(lambda t: t.room == room)

    def streams(self, room: int, account: str) -> frozenset[Source] | None:
        """What a member sends; None for somebody who is not there."""
        return self._rooms.get(room, {}).get(account)

    def age(self, room: int, account: str, source: Source, minutes: float) -> int:
        """Let running recordings of this member have begun that many minutes earlier; how many there were."""
        found = [t for t in self._running if (t.room, t.account, t.source) == (room, account, source)]
        for target in found:
            recording = self._running[target]
            self._running[target] = replace(recording, started_at=recording.started_at - minutes * 60)
        return len(found)

    def reset(self) -> None:
        """Back to the first rooms, with no recordings."""
        self._rooms = {
            room.number: {m.account: m.streams for m in room.members} for room in self._first_rooms
        }
        self._running.clear()
        self._ended.clear()

    def restore(self, running: Iterable[Recording], ended: Iterable[Ended]) -> None:
        """Take up the recordings of an earlier life."""
        self._running = {recording.target: recording for recording in running}
        self._ended = deque(ended, maxlen=ENDED_KEPT)

    def _start(self, order: ServiceRequest) -> ServiceResult:
        target = order.target
        if target in self._running:
            return ServiceResult(ALREADY_STARTED, "record already started")
        if absent := self._absent(target):
            return absent
        self._running[target] = Recording(target, order.file_name, self._now())
        return ServiceResult(0, effect=ServiceEffect.STARTED)

    def _stop(self, order: ServiceRequest) -> ServiceResult:
        recording = self._running.get(order.target)
        if recording is not None:
            ended = self._end(recording, EndReason.STOPPED)
            return ServiceResult(0, file_ids=ended.file_ids, effect=ServiceEffect.STOPPED)
        # Somebody there who is not recorded has ended it or never began: the codes know no difference.
        return self._absent(order.target) or ServiceResult(ALREADY_ENDED, "record already stoped!")

    def _absent(self, target: ServiceTarget) -> ServiceResult | None:
        if target.room not in self._rooms:
            return ServiceResult(ROOM_MISSING, "room not exist")
        if target.source not in self._rooms[target.room].get(target.account, frozenset()):
            return ServiceResult(MEMBER_MISSING, "room or user not exist")
        return None

    def _end(self, recording: Recording, reason: EndReason) -> Ended:
        now = self._now()
        ids = tuple(_file_id() for _ in range(_file_count(now - recording.started_at)))
        ended = Ended(recording, now, ids, reason)
        del self._running[recording.target]
        self._ended.append(ended)
        return ended

    def _end_where(self, gone: Callable[[ServiceTarget], bool]) -> None:
        for recording in [r for t, r in self._running.items() if gone(t)]:
            self._end(recording, EndReason.STREAM_GONE)


def _file_count(seconds: float) -> int:
    """One per started 90 minutes (PROTOCOL.md, "Behaviour of the service"); a clock set back is no time."""
    return max(1, math.ceil(seconds / (SPLIT_MINUTES * 60)))


def _file_id() -> str:
    """It names nothing real, and says so wherever it is pasted alone."""
    return f"practice_{secrets.token_hex(16)}"
