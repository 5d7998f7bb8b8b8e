"""The sentence above an explanation, and the two lines of facts below it."""

from datetime import datetime
from typing import Final

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, Delivery, Problem, is_at_another_desk
from gui.core.foundation.enums import Operation, Source, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time
from gui.core.ledger.attempt_log import Times
from gui.core.presentation.state_texts import profile_text, without_code
from gui.core.sessions.session import Session, Target

_WHAT: Final = {
    30000403: "headline.room",
    30000410: "headline.room",
    30000411: "headline.user",
}
_REQUESTS: Final = (Activity.START, Activity.STOP)
_LONGEST_ACCOUNT: Final = 64
_DOTS: Final = "…"


def headline(session: Session, problem: Problem | None, messages: Messages, now: datetime) -> str:
    """*Not started: dan is not found in room 10004*."""
    if _refused_while_recording(session):
        what = messages.text("headline.still_recording", user=_user(session.target, messages))
        return messages.text("headline.of", state=_refusal(session, messages), what=what)
    state = without_code(session, messages, now).short.removesuffix(_DOTS)
    at_start = session.state is State.FAILED and session.operation is Operation.START
    code = problem.code if problem is not None and at_start else None
    return messages.text("headline.of", state=state, what=_what(code, session.target, messages))


def headline_of_problem(
    problem: Problem, activity: Activity, messages: Messages, target: Target | None = None
) -> str:
    """The headline of a problem that touched no session: *Start not sent: dan in room 10004*.

    Of what somebody else is at it tells who: *Li (LI) is starting the recording of …*.
    """
    if is_at_another_desk(problem):
        return visible(words_of(problem, messages))
    key = f"headline.{activity}_{problem.delivery}" if activity in _REQUESTS else f"headline.{activity}"
    words = messages.text(key)
    if target is None:
        return words
    return messages.text("headline.of", state=words, what=_what(None, target, messages))


def facts(
    session: Session,
    problem: Problem | None,
    messages: Messages,
    now: datetime,
    times: Times | None = None,
    told: str = "",
) -> str:
    """*3 times since 20:30*, *accepted 20:28*.

    :param times: how often the same answer came, when first and when last.
    :param told: what stands beside it already.
    """
    parts = []
    if _refused_while_recording(session):
        parts.append(messages.text("headline.in_room", room=session.target.room))
    elif session.apart or session.state not in (State.FAILED, State.UNKNOWN):
        # What a failed or unknown session came from is what the explanation is about.
        parts.extend(one for one in without_code(session, messages, now).details if one != told)
    if problem is not None and times is not None:
        parts.append(_how_often(times, messages, now))
    return " · ".join(part for part in parts if part)


def origin(session: Session, messages: Messages, desk: str = "", name: str | None = None) -> str:
    """*session 1043 · Main · Li*: who looks after it.

    :param desk: what people call their desk of the team.
    :param name: what everyone in the team calls the recording, empty while that is not known: its number in
        this list is another one at each desk.
    """
    called = session.id if name is None else name
    number = messages.text("headline.session", number=called) if called else ""
    profile = profile_text(session.profile, messages, _LONGEST_ACCOUNT)
    operator = visible(session.keeper.operator, _LONGEST_ACCOUNT)
    return " · ".join(part for part in (number, profile, operator, visible(desk)) if part)


def _refused_while_recording(session: Session) -> bool:
    return session.state is State.RECORDING and session.failure is not None


def _refusal(session: Session, messages: Messages) -> str:
    """*Stop refused*."""
    failure = session.failure
    delivery = Delivery.ANSWERED if failure is None else failure.delivery
    asked = "stop" if failure is not None and failure.operation is Operation.STOP else "start"
    return messages.text(f"headline.{asked}_{delivery}")


def _how_often(times: Times, messages: Messages, now: datetime) -> str:
    """*3 times since 11:58, last 12:10*; the last one is left out where it reads the same."""
    first, last = local_time(times.first, now, messages), local_time(times.last, now, messages)
    if first == last:
        return messages.count("headline.times", times.count, time=first)
    return messages.text("headline.times_last", count=times.count, time=first, last=last)


def _what(code: int | None, target: Target, messages: Messages) -> str:
    return messages.text(
        _WHAT.get(code or 0, "headline.plain"), user=_user(target, messages), room=target.room
    )


def _user(target: Target, messages: Messages) -> str:
    user = visible(target.account, _LONGEST_ACCOUNT)
    return messages.text("headline.screen", user=user) if target.source is Source.SCREEN else user
