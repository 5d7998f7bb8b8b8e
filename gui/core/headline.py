"""The one line above everything: what state, who and where, how often and since when."""

from datetime import datetime
from typing import Final

from gui.core.attempts import Times
from gui.core.durations import local_time
from gui.core.errands import Errand
from gui.core.errors import Problem
from gui.core.messages import Messages
from gui.core.plain_text import visible
from gui.core.session import Session, Target
from gui.core.session_words import shown
from gui.core.terms import Operation, Source, State

_WHAT: Final = {
    30000403: "headline.room",
    30000410: "headline.room",
    30000411: "headline.user",
}
_REQUESTS: Final = (Errand.START, Errand.STOP)
_LONGEST_ACCOUNT: Final = 64


def headline(
    session: Session,
    problem: Problem | None,
    messages: Messages,
    now: datetime,
    times: Times | None = None,
) -> str:
    """*NOT STARTED · dan is not found in room 10004 · 3 times since 11:58*.

    :param times: how often the same answer came, when first and when last.
    """
    state = shown(session, messages, now)
    text = state.short if session.state in (State.FAILED, State.UNKNOWN) else state.text
    if problem is not None and problem.code is not None:
        # The code itself stands below, in large.
        text = text.replace(f" {problem.code}", "")
    parts = [f"{state.mark} {text.replace(state.short, state.short.upper(), 1)}"]
    at_start = session.state is State.FAILED and session.operation is Operation.START
    code = problem.code if problem is not None and at_start else None
    parts.append(_what(code, session.target, messages))
    if problem is not None and times is not None:
        parts.append(_how_often(times, messages, now))
    return " · ".join(parts)


def _how_often(times: Times, messages: Messages, now: datetime) -> str:
    """*3 times since 11:58, last 12:10*; the last one is left out where it reads the same."""
    first, last = local_time(times.first, now, messages), local_time(times.last, now, messages)
    if times.count == 1:
        return messages.text("headline.once", time=last)
    key = "headline.times" if first == last else "headline.times_last"
    return messages.text(key, count=times.count, time=first, last=last)


def headline_of_problem(
    problem: Problem, errand: Errand, messages: Messages, target: Target | None = None, count: int = 1
) -> str:
    """The headline of a problem that touched no session: *START NOT SENT · dan in room 10004*."""
    key = f"headline.{errand}_{problem.delivery}" if errand in _REQUESTS else f"headline.{errand}"
    parts = [messages.text(key).upper()]
    if target is not None:
        parts.append(_what(None, target, messages))
    if count > 1:
        parts.append(messages.text("headline.count", count=count))
    return " · ".join(parts)


def _what(code: int | None, target: Target, messages: Messages) -> str:
    user = visible(target.account, _LONGEST_ACCOUNT)
    if target.source is Source.SCREEN:
        user = messages.text("headline.screen", user=user)
    return messages.text(_WHAT.get(code or 0, "headline.plain"), user=user, room=target.room)
