"""What a row that travels holds beside its columns: read as text that anybody may have written."""

from dataclasses import asdict, dataclass, field, replace
from typing import Final, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from gui.core.foundation.enums import State
from gui.core.foundation.plain_text import fit_to_store
from gui.core.ledger.queries.session_queries import can_be_shown, of_columns, of_text, with_unreadable_row
from gui.core.ledger.travelling_row import FORM, TravellingRow
from gui.core.sessions.session import Session, Target

_NAMES_HERE: Final = ("id", "row", "first_row", "confirmed_row", "desk", "profile")
"""What each ledger has its own values of."""


@dataclass(frozen=True, slots=True)
class _RowBody:
    """A row's body, as a desk writes it."""

    session: Session | None = None
    process: str = ""
    reason: str = ""
    detail: dict[str, object] = field(default_factory=dict)


_BODY: Final = TypeAdapter(_RowBody)


class RowParts(NamedTuple):
    """The parts of a row's body, with the session as its desk wrote it."""

    session: Session
    process: str
    reason: str
    detail: str


def texts_of(row: TravellingRow, targets: dict[str, Target] | None = None) -> RowParts | None:
    """The parts of a row; None where it names no target, or no time.

    Of a newer panel's form the columns always tell target and state, and the body is kept as it came.

    :param targets: those that rows read before had, by their keys; this one's is added. Making a key of a
        target takes as long as reading a row.
    """
    try:
        body = _BODY.validate_json(row.body)
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
    return RowParts(
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
    texts = texts_of(row)
    if texts is None:
        return False
    told = (row.at, row.kind, row.operator, texts.process, texts.reason, texts.detail)
    return told == kept[:-1] and _without_numbers(texts.session) == _without_numbers(of_text(kept[-1]))


def _by_columns(row: TravellingRow) -> Session | None:
    known = [state for state in State if state.value == row.state]
    session = of_columns("", row.target, known[0] if known else State.UNKNOWN, row.operator, row.at)
    if session is None or (known and row.form > FORM):
        return session
    return with_unreadable_row(session, 0)


def _without_numbers(session: Session | None) -> object:
    if session is None:
        return None
    taken_by = session.taken_by
    named = session if taken_by is None else replace(session, taken_by=replace(taken_by, desk=""))
    return {name: value for name, value in asdict(named).items() if name not in _NAMES_HERE}
