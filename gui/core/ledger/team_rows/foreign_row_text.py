"""What a row that travels holds beside its columns: read as text that anybody may have written.

Its times are by the clock of the desk that wrote it, all of them: what that desk had of others was put right
as it came there. Here they are put right in their turn, once, by what is known of that clock as the row is
taken.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from gui.core.foundation.enums import State
from gui.core.foundation.plain_text import fit_to_store
from gui.core.ledger.queries.session_queries import can_be_shown, of_columns, of_text, with_unreadable_row
from gui.core.ledger.travelling_row import FORM, TravellingRow
from gui.core.sessions.session import Session, Target

_TIMES: Final = (
    "asked_at",
    "changed_at",
    "accepted_at",
    "confirmed_at",
    "ended_at",
    "answered_at",
    "overrun_at",
)
_AHEAD: Final = "clock_ahead_s"
"""In the detail of a row that is kept: how far its desk's clock was ahead, and its times were put back."""
_AGREE_S: Final = 1.0
"""Clocks that are nearer to each other than that are one: what is measured over a line is no nearer."""
_NAMES_HERE: Final = ("id", "row", "first_row", "confirmed_row", "desk", "profile", "came_at")
"""What each ledger has its own values of."""


@dataclass(frozen=True, slots=True)
class _RowBody:
    """A row's body, as a desk writes it."""

    session: Session | None = None
    process: str = ""
    reason: str = ""
    detail: dict[str, object] = field(default_factory=dict)


_BODY: Final = TypeAdapter(_RowBody).validator


class RowParts(NamedTuple):
    """The parts of a row's body, with the session as its desk wrote it; times by the clock of this one."""

    at: str
    session: Session
    process: str
    reason: str
    detail: str


def texts_of(
    row: TravellingRow, ahead_s: float | None = None, targets: dict[str, Target] | None = None
) -> RowParts | None:
    """The parts of a row; None where it names no target, or no time.

    Of a newer panel's form the columns always tell target and state, and the body is kept as it came.

    :param ahead_s: by how much its times are put back, where that is not what is known of it now.
    :param targets: those that rows read before had, by their keys; this one's is added. Making a key of a
        target takes as long as reading a row.
    """
    ahead_s = row.ahead_s if ahead_s is None else ahead_s
    try:
        body: _RowBody = _BODY.validate_json(row.body)
    except ValidationError:
        body = _RowBody()
    session = body.session
    if session is not None:
        ours = _is_target(session, row.target, targets) and session.state == row.state
        session = session if ours and can_be_shown(session) else None
    session = session or _by_columns(row)
    if session is None:
        return None
    if session.newer != (row.form > FORM):
        session = replace(session, newer=row.form > FORM)
    detail = body.detail if row.form <= FORM else {"form": row.form, "body": row.body}
    at = row.at
    detail.pop(_AHEAD, None)
    if abs(ahead_s) >= _AGREE_S and (put_back := _put_back(session, at, ahead_s)) is not None:
        at, session = put_back
        detail[_AHEAD] = ahead_s
    return RowParts(
        at,
        session,
        fit_to_store(body.process),
        fit_to_store(body.reason),
        to_json(detail).decode(),
    )


def _is_target(session: Session, key: str, targets: dict[str, Target] | None) -> bool:
    known = None if targets is None else targets.get(key)
    if known is not None and session.target == known:
        # Whoever asks for its key next finds it made.
        said_here(session, target=known)
        return True
    if session.target.key != key:
        return False
    if targets is not None:
        targets[key] = session.target
    return True


def said_here(session: Session, **here: object) -> None:
    """Give the session of a row that was just read the values that it has here.

    Nobody else has it yet, and copying its fields takes as long as reading them.

    :param here: some of what each ledger has its own values of.
    """
    vars(session).update(here)


def same_content(row: TravellingRow, kept: tuple[str, ...]) -> bool:
    """Whether a row that comes again says what the one that is here says.

    :param kept: time, kind, operator, process, reason, detail and session of the latter.
    """
    texts = texts_of(row, _ahead_in(kept[5]))
    if texts is None:
        return False
    told = (texts.at, row.kind, row.operator, texts.process, texts.reason)
    # A row of this desk's own, that comes back, was written by another hand: with spaces in its detail.
    alike = told == kept[:5] and json.loads(texts.detail) == json.loads(kept[5])
    return alike and _without_numbers(texts.session) == _without_numbers(of_text(kept[-1]))


def _put_back(session: Session, at: str, ahead_s: float) -> tuple[str, Session] | None:
    """A row's own time, and its session, by the clock of this desk; None for times that can't be."""
    by, companion, taken_by = timedelta(seconds=ahead_s), session.companion, session.taken_by
    try:
        said_at = (datetime.fromisoformat(at) - by).isoformat()
        times = {name: when - by for name in _TIMES if (when := getattr(session, name)) is not None}
        said_by = tuple(replace(one, at=one.at - by) for one in session.apart)
        if companion is not None:
            companion = replace(companion, at=companion.at - by)
        if taken_by is not None and taken_by.at is not None:
            taken_by = replace(taken_by, at=taken_by.at - by)
    except (ValueError, OverflowError):
        return None
    session = replace(session, **times, apart=said_by, companion=companion, taken_by=taken_by)
    return (said_at, session) if can_be_shown(session) else None


def _ahead_in(detail: str) -> float:
    """By how much the times of a row that is here were put back."""
    found = json.loads(detail).get(_AHEAD, 0.0) if _AHEAD in detail else 0.0
    return float(found) if isinstance(found, float | int) else 0.0


def _by_columns(row: TravellingRow) -> Session | None:
    known = [state for state in State if state.value == row.state]
    session = of_columns("", row.target, known[0] if known else State.UNKNOWN, row.operator, row.at)
    if session is None or (known and row.form > FORM):
        return session
    return with_unreadable_row(session, 0)


def _without_numbers(session: Session | None) -> object:
    if session is None:
        return None
    taken_by, offer = session.taken_by, session.offer
    named = session if taken_by is None else replace(session, taken_by=replace(taken_by, desk=""))
    named = named if offer is None else replace(named, offer=replace(offer, desk=None))
    return {name: value for name, value in asdict(named).items() if name not in _NAMES_HERE}
