"""The fields of a session or of a request, by the names that scripts rely on."""

from collections.abc import Mapping
from datetime import datetime

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Catalogue, Problem
from gui.core.foundation.enums import Field, Operation, Outcome, State
from gui.core.foundation.messages import Messages
from gui.core.protocol.start_options import START_OPTIONS
from gui.core.sessions.session import EndedBy, Failure, Session


def session_fields(session: Session, catalogue: Catalogue) -> dict[str, object]:
    """A session as it stands, with what is known of its last request."""
    from gui.core.sessions.state_table import outcome_of

    failure = session.failure or session.ended_with
    if failure is not None:
        outcome = outcome_of(failure.problem(), failure.operation)
        return {**_known(session), **_answer(outcome, failure, catalogue, None), **_asked(session)}
    outcome = Outcome.ACCEPTED if _was_accepted(session) else Outcome.UNKNOWN
    return {
        **_known(session),
        **_answer(outcome, None, catalogue, 0 if outcome is Outcome.ACCEPTED else None),
        **_asked(session),
    }


def request_fields(
    session: Session, outcome: Outcome, problem: Problem | None, attempts: int, catalogue: Catalogue
) -> dict[str, object]:
    """What came of a request, and the session it left."""
    failure = None if problem is None else Failure.of(problem, session.operation)
    answer = _answer(outcome, failure, catalogue, 0 if problem is None else None)
    return {**_known(session), **answer, "attempts": attempts}


def unsent_fields(
    operation: Operation,
    profile: str | None,
    values: Mapping[str, object],
    problem: Problem,
    catalogue: Catalogue,
) -> dict[str, object]:
    """A request that never left and has no session: values as typed, the state by NEXT_STEPS.md, "States"."""
    state = State.FAILED if operation is Operation.START else State.UNKNOWN
    known: dict[str, object] = {
        "session_id": "",
        "profile": profile,
        "room": _room(values.get("room")),
        "account": values.get("account", ""),
        "source": values.get("source", "camera"),
        "file_name": values.get("file_name", ""),
        "state": state.value,
        "file_ids": [],
        "attempts": 0,
        "started_at": None,
        "ended_at": None,
        "confirmed_at": None,
        "operator": None,
    }
    return {**known, **_answer(Outcome.NOT_SENT, Failure.of(problem, operation), catalogue, None)}


def _room(typed: object) -> int | None:
    """An integer for scripts, where what was typed is one."""
    text = str(typed)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else None


def _was_accepted(session: Session) -> bool:
    if session.state in (State.STARTING, State.STOPPING, State.UNKNOWN):
        return False
    if session.state is State.RECORDING:
        # Without it, a person said that it is recording.
        return session.accepted_at is not None
    return session.ended_by is not EndedBy.MARKED


def _known(session: Session) -> dict[str, object]:
    return {
        "session_id": session.id,
        "profile": session.profile,
        "room": session.target.room,
        "account": session.target.account,
        "source": session.target.source.word,
        "file_name": session.settings.file_name,
        "state": session.state.value,
        "file_ids": list(session.file_ids),
        "attempts": session.attempts,
        "started_at": _time(session.accepted_at or session.asked_at),
        "ended_at": _time(session.ended_at),
        "length_unsure": session.length_unsure,
        "confirmed_at": _time(session.confirmed_at),
        "operator": session.operator,
    }


def _asked(session: Session) -> dict[str, object]:
    """What its start asked for besides, and staff's note; named as in a batch file."""
    asked = {option.name.value: option.for_scripts(session.settings) for option in START_OPTIONS}
    # Among what is known of every request; here it would come again, at another place.
    del asked[Field.FILE_NAME]
    return {**asked, "note": session.note}


def _answer(
    outcome: Outcome, failure: Failure | None, catalogue: Catalogue, code: int | None
) -> dict[str, object]:
    fields: dict[str, object] = {
        "outcome": outcome.value,
        "code": code,
        "description": None,
        "solution": None,
        "problem": None,
        "message": "",
    }
    if failure is None:
        return fields
    entry = catalogue.of(failure.problem())
    return {
        **fields,
        "code": failure.code,
        "description": entry.description,
        "solution": entry.solution,
        "problem": None if failure.word is None else failure.word.value,
        "message": words_of(failure, Messages(catalogue.language)),
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
