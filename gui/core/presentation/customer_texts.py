"""What to say to the customer, and what to ask the guest: one sentence each, by code and operation.

A sentence promises nothing that the panel does not know, and names the gap where there is one.
"""

from datetime import datetime, timedelta
from typing import Final

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.catalogue.guidance import Who
from gui.core.catalogue.guidance_rows import ALREADY_RECORDING, GUEST_GONE, for_problem
from gui.core.foundation.enums import Operation, Source, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time
from gui.core.sessions.offered_steps import problem_of
from gui.core.sessions.session import EndedBy, Session

GAP_WORTH_NAMING: Final = timedelta(minutes=1)
"""A recording that came this much after it was first asked for has a gap to be named."""

_SOURCE_UNFIT: Final = 30000004
_NOT_RECORDED: Final = {
    Who.ADMINISTRATOR: "say.not_recorded_administrator",
    Who.VENDOR: "say.not_recorded_service",
    Who.ITSELF_THEN_VENDOR: "say.not_recorded_service",
    Who.ITSELF: "say.not_recorded_busy",
}
_ASK_START: Final = {
    _SOURCE_UNFIT: "ask.source",
    30000403: "ask.room",
    30000410: "ask.room",
    30000411: "ask.user",
    ALREADY_RECORDING: "ask.camera",
}


def sentence(session: Session, messages: Messages, now: datetime) -> str:
    """One sentence for the customer; empty while a request is on its way, and where it was taken back.

    :param now: aware time; decides whether the day is named.
    """
    if session.state in (State.STARTING, State.STOPPING) or session.taken_back:
        return ""
    if session.ended_by is EndedBy.SAME:
        # Whether it goes on is told by the session that it is one recording with.
        return ""
    return messages.text(_sentence_key(session), **_times(session, messages, now))


def question(session: Session, messages: Messages) -> str:
    """One question for the guest, where an answer to it would help; else empty."""
    found = problem_of(session)
    key = None if found is None else question_key(*found)
    if key is None:
        return ""
    source = "ask.the_camera" if session.target.source is Source.CAMERA else "ask.the_screen"
    values = {"room": session.target.room, "user": visible(session.target.account)}
    return messages.text(key, source=messages.text(source), **values)


def question_key(problem: Problem, operation: Operation) -> str | None:
    """The key of the question for the guest; None where none helps."""
    if problem.word is LocalFailure.APART:
        return "ask.camera"
    if operation is Operation.START:
        return _ASK_START.get(problem.code or 0)
    gone_or_not = problem.code in GUEST_GONE or problem.code == ALREADY_RECORDING
    return "ask.still_there" if gone_or_not else None


def gap(session: Session) -> tuple[datetime, datetime | None] | None:
    """From when to when it was not recorded although it was asked for; None as its end: it goes on."""
    if session.taken_back:
        return None
    if session.state is State.FAILED:
        return session.asked_at, None
    accepted = session.accepted_at
    if accepted is not None and accepted - session.asked_at >= GAP_WORTH_NAMING:
        return session.asked_at, accepted
    return None


def _times(session: Session, messages: Messages, now: datetime) -> dict[str, str]:
    began = session.accepted_at or session.asked_at
    ended = session.ended_at or session.changed_at
    moments = {"since": session.asked_at, "began": began, "ended": ended}
    return {name: local_time(moment, now, messages) for name, moment in moments.items()}


def _sentence_key(session: Session) -> str:
    found = problem_of(session)
    if session.state is State.STOPPED:
        return _stopped_key(session)
    if found is None:
        return _quiet_key(session)
    problem, operation = found
    if operation is Operation.STOP:
        return _stop_key(session, problem)
    if session.state is State.RECORDING:
        return "say.restart_refused"
    if session.state is State.UNKNOWN:
        if session.apart and _recorded_once(session):
            return "say.believed_recording"
        likely = problem.code == ALREADY_RECORDING
        return "say.probably_recording" if likely else "say.start_unconfirmed"
    who = for_problem(problem, operation).who
    return _NOT_RECORDED.get(who, "say.not_recorded")


def _recorded_once(session: Session) -> bool:
    # Not at the file's top: a desk without a team never asks.
    from gui.core.presentation.team_texts import recorded_once

    return recorded_once(session)


def _stop_key(session: Session, problem: Problem) -> str:
    if problem.code in GUEST_GONE:
        return "say.probably_ended"
    if session.state is State.RECORDING:
        return "say.still_recording"
    return "say.stop_unconfirmed"


def _stopped_key(session: Session) -> str:
    marked = session.ended_by is EndedBy.MARKED and session.accepted_at is None
    if (marked or session.perhaps_never_recorded) and not session.file_ids:
        return "say.perhaps_never"
    if session.ended_by is EndedBy.ALONG and not session.file_ids:
        return "say.ended"
    if session.ended_by is EndedBy.GUEST_LEFT:
        return "say.ended_with_guest"
    if not session.file_ids:
        return "say.ended_searching"
    return "say.complete" if gap(session) is None else "say.complete_gap"


def _quiet_key(session: Session) -> str:
    """Without a problem: recording, or a recording whose guest was found gone."""
    if session.state is State.UNKNOWN:
        return "say.probably_ended"
    if session.state is State.FAILED:
        return "say.not_recorded"
    if session.accepted_at is None:
        return "say.believed_recording"
    return "say.recording" if gap(session) is None else "say.recording_gap"
