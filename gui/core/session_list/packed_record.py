"""One session of the list as a few bytes: what many have in common is kept once, the rest is packed."""

import marshal
from datetime import UTC, datetime
from typing import Any, NamedTuple

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, SdkType, State
from gui.core.foundation.system import BootMoment
from gui.core.sessions.session import EndedBy, Failure, Session, Settings, Target


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
    class_id: int | None
    transcode: bool
    screenshot: bool
    watermark: bool
    sdk_type: SdkType
    failed_operation: Operation | None
    """What was asked for when its last request failed."""
    boot: str = ""
    """Which boot it was accepted in."""
    length_unsure: bool = False


def kind_of(session: Session, words: str) -> RecordKind:
    """What a session shares with others."""
    settings, failure = session.settings, session.failure
    return RecordKind(
        words,
        session.profile,
        session.state,
        session.operator,
        session.operation,
        session.attempts,
        session.before_stop,
        session.open_attempt,
        session.ended_by,
        session.settled_by,
        session.handled,
        session.overrun_hours,
        settings.class_id,
        settings.transcode,
        settings.screenshot,
        settings.watermark,
        settings.sdk_type,
        None if failure is None else failure.operation,
        "" if session.accepted_boot is None else session.accepted_boot.boot,
        session.length_unsure,
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
    file_ids, note, failure, ended_with, boot_s, lasted_s, confirmed_row = own[9:]
    settings = Settings(
        file_name if name is None else name,
        tags,
        kind.class_id,
        kind.transcode,
        kind.screenshot,
        kind.watermark,
        kind.sdk_type,
    )
    return Session(
        target,
        kind.profile,
        kind.state,
        kind.operator,
        datetime.fromtimestamp(asked, UTC),
        datetime.fromtimestamp(changed, UTC),
        settings,
        session_id,
        rows[1],
        rows[0],
        kind.operation,
        kind.attempts,
        kind.before_stop,
        kind.open_attempt,
        _moment(accepted),
        _moment(confirmed),
        _moment(ended),
        kind.ended_by,
        kind.settled_by,
        file_ids,
        None if failure is None else _failure(*failure),
        None if ended_with is None else _failure(*ended_with),
        kind.handled,
        note,
        _moment(answered),
        kind.overrun_hours,
        _moment(overrun),
        None if boot_s is None else BootMoment(kind.boot, boot_s),
        lasted_s,
        kind.length_unsure,
        confirmed_row,
    )


def _seconds(when: datetime | None) -> float | None:
    # Exact to the microsecond: 53 bits last until the year 2255.
    return None if when is None else when.timestamp()


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


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
