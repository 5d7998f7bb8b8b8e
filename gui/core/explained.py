"""Everything the error panel says of one session or problem, in words: made here, shown by the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gui.core.attempts import Times, Tried, same_failure
from gui.core.durations import clock_text, local_time
from gui.core.errands import Errand
from gui.core.errors import Catalogue, Delivery, Entry, Problem
from gui.core.guidance import GUEST_GONE, Effect, for_problem
from gui.core.headline import headline, headline_of_problem
from gui.core.messages import Messages
from gui.core.next_steps import problem_of
from gui.core.plain_text import visible
from gui.core.say import question, sentence
from gui.core.session import EndedBy, Session, Target
from gui.core.session_words import Tone, shown
from gui.core.terms import PRACTICE_NAME, Operation, State

_NO_SUCH_ROOM: Final = frozenset({30000403, 30000410})


@dataclass(frozen=True, slots=True)
class Explained:
    """What the panel shows.

    :param entry: the catalogue's; None where there is no problem.
    :param title: the code, or a local failure in a few words.
    :param message: the service's or the system's own words: untrusted, of any length.
    :param also: what the document's solution leaves out.
    :param known: what is known of the session besides.
    """

    headline: str
    tone: Tone
    entry: Entry | None = None
    who: str = ""
    message: str = ""
    also: str = ""
    title: str = ""
    known: str = ""
    say: str = ""
    ask: str = ""


def explain_session(
    session: Session, messages: Messages, catalogue: Catalogue, now: datetime, attempts: Sequence[Tried] = ()
) -> Explained:
    """What is said of a session.

    :param now: aware time.
    :param attempts: its rows, where they have been read: they tell how often.
    """
    tone = shown(session, messages, now).tone
    found = problem_of(session)
    if found is None:
        line = headline(session, None, messages, now)
        known = known_words(session, messages, now)
        return Explained(line, tone, known=known, say=sentence(session, messages, now))
    problem, operation = found
    entry = catalogue.of(problem)
    times = same_failure(attempts, entry.key, operation) or Times(1, session.changed_at, session.changed_at)
    return Explained(
        headline(session, problem, messages, now, times),
        tone,
        entry=entry,
        title=title_of(entry, messages),
        who=messages.text(f"who.{for_problem(problem, operation).who}"),
        message=problem.message,
        also=also_words(session, problem, operation, messages),
        known=" · ".join(_when(session, messages, now)) if session.accepted_at or session.live else "",
        say=sentence(session, messages, now),
        ask=question(session, messages),
    )


def explain_problem(
    problem: Problem,
    errand: Errand,
    messages: Messages,
    catalogue: Catalogue,
    target: Target | None = None,
    count: int = 1,
) -> Explained:
    """What is said of a problem that touched no session, and interrupted the errand."""
    guidance = for_problem(problem, errand.operation)
    return Explained(
        headline_of_problem(problem, errand, messages, target, count),
        Tone.WARNING if problem.delivery is Delivery.NO_ANSWER else Tone.DANGER,
        entry=catalogue.of(problem),
        title=title_of(catalogue.of(problem), messages),
        who=messages.text(f"who.{guidance.who}"),
        message=problem.message,
        also=messages.text(f"note.{guidance.note}") if guidance.note else "",
    )


def title_of(entry: Entry, messages: Messages) -> str:
    """What stands largest: the service's number, or a local failure in a few words."""
    words = f"short.{entry.key}"
    if words not in messages:
        return entry.key
    text = messages.text(words)
    return text[:1].upper() + text[1:]


def also_words(session: Session, problem: Problem, operation: Operation, messages: Messages) -> str:
    """What the document's solution leaves out, as far as it holds in the session's state."""
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
        parts.append(messages.text("known.handled", note=visible(session.note)).rstrip(" :："))
    return messages.text("join.sentences").join(parts)


def known_words(session: Session, messages: Messages, now: datetime) -> str:
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
        length = "" if began is None else clock_text((session.ended_at - began).total_seconds())
        ended = "known.ended_marked" if session.ended_by is EndedBy.MARKED else "known.ended"
        text = messages.text(ended, time=at(session.ended_at), operator=visible(session.settled_by))
        lines.append(" · ".join(part for part in (text, length) if part))
    return lines
