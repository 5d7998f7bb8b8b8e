"""The texts of the session list's columns *Time*, *Elapsed* and *Note*."""

from datetime import datetime

from gui.core.catalogue.guidance_rows import ALREADY_RECORDING
from gui.core.foundation.days import day_text
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import clock_text, exact_time, local_time
from gui.core.presentation.state_texts import NOTHING, split_text
from gui.core.sessions.session import Session


def time_text(session: Session, messages: Messages, now: datetime) -> str:
    """When the start was accepted: *20:28*, *Yesterday 18:02*; else when it was asked for: *asked 20:38*.

    What was being recorded already began *before 11:58*.
    """
    if session.accepted_at is None or session.state is State.FAILED:
        already = session.failure is not None and session.failure.code == ALREADY_RECORDING
        key = "since.before" if already and session.state is not State.FAILED else "since.asked"
        return messages.text(key, time=local_time(session.asked_at, now, messages))
    here, today = session.accepted_at.astimezone(), now.astimezone().date()
    clock = f"{here:%H:%M}"
    if here.date() == today:
        return clock
    return messages.text("time.on_day", day=day_text(here.date(), today, messages), clock=clock)


def exact_times(session: Session, messages: Messages) -> str:
    """Each known time of a session, local and in UTC, a line each: for who points at one of its times."""
    moments = {
        "page.asked": session.asked_at,
        "page.accepted": session.accepted_at,
        "page.answered": session.answered_at or session.confirmed_at,
        "page.ended": session.ended_at,
    }
    return "\n".join(
        messages.text("time.exact", what=messages.text(key), time=exact_time(when))
        for key, when in moments.items()
        if when is not None
    )


def elapsed_text(session: Session, seconds: float | None) -> str:
    """How long it is being recorded, or was; a dash where nobody knows.

    :param seconds: the recording's age or length, None where not known (``ElapsedClock.seconds``).
    """
    return NOTHING if seconds is None or session.state is State.FAILED else clock_text(seconds)


def notes_text(session: Session, messages: Messages, seconds: float | None) -> str:
    """Which file of a split recording, and what staff noted; who began it and its number stand elsewhere."""
    parts = (split_text(session, messages, seconds), visible(session.note))
    return " · ".join(part for part in parts if part)
