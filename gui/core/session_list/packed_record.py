"""One session of the list as a few bytes: what many have in common is kept once, the rest is packed."""

import marshal
from dataclasses import astuple
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Field, Operation, State
from gui.core.foundation.system import BootMoment
from gui.core.protocol.start_options import START_OPTIONS, StartOptions
from gui.core.sessions.keeper import HandOver, Keeper
from gui.core.sessions.session import Companion, EndedBy, Failure, Session, Target, Witness

_SHARED: Final = tuple(
    one.name.value for one in START_OPTIONS if one.name not in (Field.FILE_NAME, Field.TAGS)
)
"""The options that many sessions have in common; file name and tags are packed with the session."""
_shared_of: Final = attrgetter(*_SHARED)


class RecordKind(NamedTuple):
    """What many sessions have in common. ``words`` is the text that a search matches, in lower case."""

    words: str
    profile: str
    state: State
    operator: str
    operation: Operation
    attempts: int
    before_stop: State | None
    open_attempt: bool
    ended_by: EndedBy | None
    settled_by: str
    handled: bool
    overrun_hours: int
    shared_options: tuple[object, ...]
    """The values of ``_SHARED``; bare ones, as a :class:`StartOptions` takes longer to make and compare."""
    failed_operation: Operation | None
    """What was asked for when its last request failed."""
    boot: str = ""
    """Which boot it was accepted in."""
    length_unsure: bool = False
    desk: str = ""
    apart: bool = False
    """Whether desks contradict each other over it."""
    newer: bool = False
    unreached: bool = False
    taken_by: Keeper | None = None
    """Who and where; what else is known of it each session has for itself."""
    stopped_by: str = ""
    started_by: str = ""

    @property
    def keeper(self) -> Keeper:
        """As :attr:`Session.keeper` has it."""
        return self.taken_by or Keeper(self.operator, self.desk)


def kind_of(session: Session, words: str) -> RecordKind:
    """What a session shares with others."""
    failure, taken = session.failure, session.taken_by
    return RecordKind(
        words=words,
        profile=session.profile,
        state=session.state,
        operator=session.operator,
        operation=session.operation,
        attempts=session.attempts,
        before_stop=session.before_stop,
        open_attempt=session.open_attempt,
        ended_by=session.ended_by,
        settled_by=session.settled_by,
        handled=session.handled,
        overrun_hours=session.overrun_hours,
        shared_options=_shared_of(session.settings),
        failed_operation=None if failure is None else failure.operation,
        boot="" if session.accepted_boot is None else session.accepted_boot.boot,
        length_unsure=session.length_unsure,
        desk=session.desk,
        apart=bool(session.apart),
        newer=session.newer,
        unreached=session.unreached,
        taken_by=None if taken is None else Keeper(taken.operator, taken.desk),
        stopped_by=session.stopped_by,
        started_by=session.started_by,
    )


def packed(session: Session, *, named: bool) -> bytes:
    """What a session has for itself, besides id, rows, target and kind.

    :param named: whether its file name is kept elsewhere.
    """
    # marshal: the bytes never leave this process, and it is faster than any form written by hand.
    return marshal.dumps(
        (
            None if named else session.settings.file_name,
            session.settings.tags,
            _seconds(session.asked_at),
            _seconds(session.changed_at),
            _seconds(session.accepted_at),
            _seconds(session.confirmed_at),
            _seconds(session.ended_at),
            _seconds(session.answered_at),
            _seconds(session.overrun_at),
            session.file_ids,
            session.note,
            _packed_failure(session.failure),
            _packed_failure(session.ended_with),
            None if session.accepted_boot is None else session.accepted_boot.seconds,
            session.lasted_s,
            session.confirmed_row,
            tuple(_packed_witness(one) for one in session.apart),
            _packed_companion(session.companion),
            None if session.offer is None else astuple(session.offer),
            _packed_taking(session.taken_by),
            _seconds(session.came_at),
        )
    )


def unpacked(
    data: bytes, kind: RecordKind, target: Target, session_id: str, rows: tuple[int, int], file_name: str
) -> Session:
    """The session again.

    :param rows: its first and its newest ledger row.
    :param file_name: for a session that was packed as ``named``.
    """
    own: tuple[Any, ...] = marshal.loads(data)
    name, tags, asked, changed, accepted, confirmed, ended, answered, overrun = own[:9]
    file_ids, note, failure, ended_with, boot_s, lasted_s, confirmed_row, apart = own[9:17]
    companion, offer, taking, came = own[17:]
    name = file_name if name is None else name
    settings = StartOptions(name, tags, **_by_name(kind.shared_options))
    return Session(
        target=target,
        profile=kind.profile,
        state=kind.state,
        operator=kind.operator,
        asked_at=datetime.fromtimestamp(asked, UTC),
        changed_at=datetime.fromtimestamp(changed, UTC),
        settings=settings,
        id=session_id,
        row=rows[1],
        first_row=rows[0],
        operation=kind.operation,
        attempts=kind.attempts,
        before_stop=kind.before_stop,
        open_attempt=kind.open_attempt,
        accepted_at=_moment(accepted),
        confirmed_at=_moment(confirmed),
        ended_at=_moment(ended),
        ended_by=kind.ended_by,
        settled_by=kind.settled_by,
        file_ids=file_ids,
        failure=None if failure is None else _failure(*failure),
        ended_with=None if ended_with is None else _failure(*ended_with),
        handled=kind.handled,
        note=note,
        answered_at=_moment(answered),
        overrun_hours=kind.overrun_hours,
        overrun_at=_moment(overrun),
        accepted_boot=None if boot_s is None else BootMoment(kind.boot, boot_s),
        lasted_s=lasted_s,
        length_unsure=kind.length_unsure,
        confirmed_row=confirmed_row,
        desk=kind.desk,
        apart=tuple(_witness(*one) for one in apart),
        newer=kind.newer,
        unreached=kind.unreached,
        companion=None
        if companion is None
        else Companion(companion[0], datetime.fromtimestamp(companion[1], UTC)),
        taken_by=_taken(kind.taken_by, taking),
        offer=None if offer is None else HandOver(*offer),
        stopped_by=kind.stopped_by,
        started_by=kind.started_by,
        came_at=_moment(came),
    )


@lru_cache(maxsize=1024)
def _by_name(shared: tuple[object, ...]) -> dict[str, Any]:
    """Asked for by each session; most were started alike."""
    return dict(zip(_SHARED, shared, strict=True))


def _seconds(when: datetime | None) -> float | None:
    # Exact to the microsecond: 53 bits last until the year 2255.
    return None if when is None else when.timestamp()


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


_PackedWitness = tuple[str, int, str, float, int, str]


def _packed_witness(one: Witness) -> _PackedWitness:
    return one.desk, one.row, one.operator, one.at.timestamp(), one.operation.value, one.state.value


def _witness(desk: str, row: int, operator: str, at: float, operation: int, state: str) -> Witness:
    when = datetime.fromtimestamp(at, UTC)
    return Witness(desk, row, operator, when, Operation(operation), State(state))


def _packed_companion(one: Companion | None) -> tuple[str, float] | None:
    return None if one is None else (one.operator, one.at.timestamp())


_PackedTaking = tuple[str, float | None, str]


def _packed_taking(one: Keeper | None) -> _PackedTaking | None:
    return None if one is None else (one.before, _seconds(one.at), one.note)


def _taken(one: Keeper | None, taking: _PackedTaking | None) -> Keeper | None:
    if one is None or taking is None:
        return one
    before, at, note = taking
    return Keeper(one.operator, one.desk, before, _moment(at), note)


_PackedDetail = tuple[str, dict[str, str | int], str]
_PackedFailure = tuple[str, int, int | None, str | None, str, bool, _PackedDetail | None]


def _packed_failure(failure: Failure | None) -> _PackedFailure | None:
    if failure is None:
        return None
    word = None if failure.word is None else failure.word.value
    delivery, operation = failure.delivery.value, failure.operation.value
    told = failure.detail
    detail = None if told is None else (told.key, dict(told.params), told.where)
    return delivery, operation, failure.code, word, failure.message, failure.outside_head, detail


def _failure(
    delivery: str,
    operation: int,
    code: int | None,
    word: str | None,
    message: str,
    outside_head: bool,
    detail: _PackedDetail | None,
) -> Failure:
    local = None if word is None else LocalFailure(word)
    told = None if detail is None else Detail(*detail)
    return Failure(Delivery(delivery), Operation(operation), code, local, message, outside_head, told)
