"""Every text that the error panel shows of one session or problem: made here, shown by the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, Catalogue, CatalogueEntry, Delivery, Problem
from gui.core.catalogue.guidance import Effect
from gui.core.catalogue.guidance_rows import GUEST_GONE, for_problem
from gui.core.foundation.enums import PRACTICE_NAME, Operation, Source, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time
from gui.core.ledger.attempt_log import AttemptRecord, Times, same_failure
from gui.core.presentation.customer_texts import question, sentence
from gui.core.presentation.state_texts import StateTone, heading, length_text, shown
from gui.core.sessions.offered_steps import problem_of
from gui.core.sessions.session import EndedBy, Session, Target

_WHAT: Final = {
    30000403: "headline.room",
    30000410: "headline.room",
    30000411: "headline.user",
}
_REQUESTS: Final = (Activity.START, Activity.STOP)
_READING: Final = (Activity.READ, Activity.CONNECT)
"""Nobody asked for a request: such a problem does not mention sending."""
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
    parts = [heading(session, messages, now)]
    at_start = session.state is State.FAILED and session.operation is Operation.START
    code = problem.code if problem is not None and at_start else None
    parts.append(_what(code, session.target, messages))
    if problem is not None and times is not None:
        parts.append(_how_often(times, messages, now))
    return " · ".join(parts)


def _how_often(times: Times, messages: Messages, now: datetime) -> str:
    """*3 times since 11:58, last 12:10*; the last one is left out where it reads the same."""
    first, last = local_time(times.first, now, messages), local_time(times.last, now, messages)
    if first == last:
        return messages.count("headline.times", times.count, time=first)
    return messages.text("headline.times_last", count=times.count, time=first, last=last)


def headline_of_problem(
    problem: Problem, activity: Activity, messages: Messages, target: Target | None = None, count: int = 1
) -> str:
    """The headline of a problem that touched no session: *START NOT SENT · dan in room 10004*."""
    key = f"headline.{activity}_{problem.delivery}" if activity in _REQUESTS else f"headline.{activity}"
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


_NO_SUCH_ROOM: Final = frozenset({30000403, 30000410})


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the panel shows.

    :param entry: the catalogue's; None where there is no problem.
    :param title: the code, or a short text for a local failure.
    :param message: a sentence of ours, or the service's or the system's own text: untrusted, of any length.
    :param also: what the vendor's solution leaves out.
    :param known: what is known of the session besides.
    """

    headline: str
    tone: StateTone
    entry: CatalogueEntry | None = None
    who: str = ""
    message: str = ""
    also: str = ""
    title: str = ""
    known: str = ""
    say: str = ""
    ask: str = ""


def explain_session(
    session: Session,
    messages: Messages,
    catalogue: Catalogue,
    now: datetime,
    attempts: Sequence[AttemptRecord] = (),
) -> Explanation:
    """The explanation of a session.

    :param now: aware time.
    :param attempts: its rows, where they have been read: they show how often.
    """
    tone = shown(session, messages, now).tone
    found = problem_of(session)
    if found is None:
        line = headline(session, None, messages, now)
        known = times_text(session, messages, now)
        return Explanation(line, tone, known=known, say=sentence(session, messages, now))
    problem, operation = found
    entry = catalogue.of(problem)
    times = same_failure(attempts, entry.key, operation) or Times(1, session.changed_at, session.changed_at)
    return Explanation(
        headline(session, problem, messages, now, times),
        tone,
        entry=entry,
        title=title_of(entry, messages),
        who=messages.text(f"who.{for_problem(problem, operation).who}"),
        message=words_of(problem, messages),
        also=also_text(session, problem, operation, messages),
        known=" · ".join(_when(session, messages, now)) if session.accepted_at or session.live else "",
        say=sentence(session, messages, now),
        ask=question(session, messages),
    )


def explain_problem(
    problem: Problem,
    activity: Activity,
    messages: Messages,
    catalogue: Catalogue,
    target: Target | None = None,
    count: int = 1,
) -> Explanation:
    """The explanation of a problem that touched no session, and interrupted the activity."""
    guidance = for_problem(problem, activity.operation)
    return Explanation(
        headline_of_problem(problem, activity, messages, target, count),
        StateTone.WARNING if problem.delivery is Delivery.NO_ANSWER else StateTone.DANGER,
        entry=catalogue.of(problem, sends=activity not in _READING, reads=activity is Activity.READ),
        title=title_of(catalogue.of(problem), messages),
        who=messages.text(f"who.{guidance.who}"),
        message=words_of(problem, messages),
        also=messages.text(f"note.{guidance.note}") if guidance.note else "",
    )


def title_of(entry: CatalogueEntry, messages: Messages) -> str:
    """The largest text: the service's number, or a short text for a local failure."""
    words = f"short.{entry.key}"
    if words not in messages:
        return entry.key
    text = messages.text(words)
    return text[:1].upper() + text[1:]


def also_text(session: Session, problem: Problem, operation: Operation, messages: Messages) -> str:
    """What the vendor's solution leaves out, as far as it holds in the session's state."""
    guidance = for_problem(problem, operation)
    # Ids that are known went nowhere: a second stop only confirms the first.
    notes = [] if session.files_known else [guidance.note]
    if operation is Operation.STOP and problem.code in GUEST_GONE:
        notes.append("only_if_guest_is_there")
    if session.state is State.UNKNOWN and guidance.effect is Effect.NOTHING:
        notes.append("earlier_may_have")
    if guidance.last_resort and session.state is State.FAILED:
        notes.append("last_resort")
    if session.profile == PRACTICE_NAME and problem.code in _NO_SUCH_ROOM:
        notes.append("practice_room")
    parts = [messages.text(f"note.{note}") for note in notes if note]
    if session.handled:
        noted = messages.text("known.handled_with_note", note=visible(session.note))
        parts.append(noted if session.note else messages.text("known.handled"))
    return messages.text("join.sentences").join(parts)


def times_text(session: Session, messages: Messages, now: datetime) -> str:
    """Since when, until when, by whom, under what name: a line each."""
    lines = _when(session, messages, now)
    if session.settings.file_name:
        lines.append(messages.text("known.file_name", name=visible(session.settings.file_name)))
    if session.settings.tags:
        lines.append(messages.text("known.tags", tags=visible(", ".join(session.settings.tags))))
    if session.note:
        lines.append(messages.text("known.note", note=visible(session.note)))
    return "\n".join(lines)


def _when(session: Session, messages: Messages, now: datetime) -> list[str]:
    """*Accepted 10:00 · started by Li*, and its end."""

    def at(when: datetime) -> str:
        return local_time(when, now, messages)

    began = session.accepted_at
    key = "known.asked" if began is None else "known.accepted"
    operator = visible(session.operator)
    lines = [messages.text(key, time=at(began or session.asked_at), operator=operator)]
    if session.live:
        answered = session.answered_at or session.confirmed_at
        never = messages.text("known.never_answered")
        lines.append(never if answered is None else messages.text("known.answered", time=at(answered)))
    if session.ended_at is not None and session.state is State.STOPPED:
        length = length_text(session, messages)
        ended = "known.ended_marked" if session.ended_by is EndedBy.MARKED else "known.ended"
        text = messages.text(ended, time=at(session.ended_at), operator=visible(session.settled_by))
        lines.append(" · ".join(part for part in (text, length) if part))
    return lines
