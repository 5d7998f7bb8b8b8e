"""Every text that the error panel shows of one session or problem: made here, shown by the window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, Catalogue, CatalogueEntry, Delivery, Problem
from gui.core.catalogue.guidance import Effect
from gui.core.catalogue.guidance_rows import ALREADY_RECORDING, GUEST_GONE, for_problem
from gui.core.foundation.enums import PRACTICE_NAME, Operation, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import exact_time, local_time
from gui.core.ledger.attempt_log import AttemptRecord, Times, same_failure
from gui.core.presentation.customer_texts import question, sentence
from gui.core.presentation.headlines import facts, headline, headline_of_problem, origin
from gui.core.presentation.list_texts import exact_times
from gui.core.presentation.shapes import Shape
from gui.core.presentation.state_shapes import shape_of
from gui.core.presentation.state_texts import Shown, StateTone, length_text, shown
from gui.core.sessions.offered_steps import problem_of
from gui.core.sessions.session import EndedBy, Session, Target

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact

_READING: Final = (Activity.READ, Activity.CONNECT)
"""Nobody asked for a request: such a problem does not mention sending."""
_STOPPED: Final = frozenset({EndedBy.ANSWER, EndedBy.ALONG})
"""A stop ended it, and did not find it ended."""
_NO_SUCH_ROOM: Final = frozenset({30000403, 30000410})


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the panel shows.

    :param facts: how often and since when; ``origin`` is its number, its profile, and who asked for it.
    :param fix: who can fix it, as a sentence; ``who`` names them alone.
    :param entry: the catalogue's; None where there is no problem.
    :param title: the code, or a short text for a local failure.
    :param message: a sentence of ours, or the service's or the system's own text: untrusted, of any length.
    :param of_service: whether the message, or that there is none, came from the service.
    :param also: what the vendor's solution leaves out.
    :param known: what is known of the session besides.
    :param exact: its times, local and in UTC: for who points at one.
    :param facts_whole: whether the facts are what there is to know, and none of them is cut.
    """

    headline: str
    tone: StateTone
    shape: Shape
    facts: str = ""
    origin: str = ""
    entry: CatalogueEntry | None = None
    who: str = ""
    fix: str = ""
    message: str = ""
    of_service: bool = False
    also: str = ""
    title: str = ""
    known: str = ""
    say: str = ""
    ask: str = ""
    practice: bool = False
    exact: str = ""
    facts_whole: bool = False


def explain_session(
    session: Session,
    messages: Messages,
    catalogue: Catalogue,
    now: datetime,
    attempts: Sequence[AttemptRecord] = (),
    *,
    recorded_anew: bool = False,
    team: "TeamContact | None" = None,
) -> Explanation:
    """The explanation of a session.

    :param now: aware time.
    :param attempts: its rows, where they have been read: they show how often.
    :param recorded_anew: whether a later recording of its target is live: what to say is said of that one.
    :param team: the other desks, where there are any.
    """
    state = shown(session, messages, now)
    needed, as_of, desk = session.needs_attention(now), "", ""
    name: str | None = None
    shape = shape_of(session, state.mark, None, needed=needed)
    if team is not None:
        desk, name = team.code(session.keeper.desk), team.names.get(session.id, "")
        state, as_of = _as_heard(state, session, team, messages, now)
        shape = Shape.AS_OF_THEN if as_of and not needed else shape
    practice = session.profile == PRACTICE_NAME
    # Practice has no customer; and what nobody hears of is claimed to no customer.
    explained = Explanation(
        headline(session, None, messages, now),
        state.tone,
        shape,
        _joined(as_of, facts(session, None, messages, now)),
        origin(session, messages, desk, name),
        known=times_text(session, messages, now),
        say="" if practice or recorded_anew or as_of else sentence(session, messages, now),
        practice=practice,
        exact=exact_times(session, messages),
    )
    found = problem_of(session)
    if found is None:
        return explained
    as_of = _joined(as_of, _perhaps_theirs(session, team, messages))
    told = _with_problem(explained, found, session, messages, catalogue, now, attempts, as_of)
    return replace(told, ask="" if recorded_anew else question(session, messages))


def _with_problem(
    explained: Explanation,
    found: tuple[Problem, Operation],
    session: Session,
    messages: Messages,
    catalogue: Catalogue,
    now: datetime,
    attempts: Sequence[AttemptRecord],
    as_of: str,
) -> Explanation:
    """The same with what went wrong: its code, whom it concerns and what follows."""
    problem, operation = found
    entry, guidance = catalogue.of(problem), for_problem(problem, operation)
    times = same_failure(attempts, entry.key, operation) or Times(1, session.changed_at, session.changed_at)
    counted: Times | None = times
    title, once = title_of(entry, messages), ""
    if session.apart:
        # What colleagues were told came from no request: it did not come so many times.
        counted, said = None, entry_of(session, entry, messages)
        if said is not entry:
            entry, once = said, messages.text("colleagues.recording_once")
            title = once[:1].upper() + once[1:]
    return replace(
        explained,
        headline=headline(session, problem, messages, now),
        facts=_joined(as_of, facts(session, problem, messages, now, counted, once)),
        entry=entry,
        title=title,
        who=messages.text(f"who.{guidance.who}"),
        fix=messages.text("fix.find_file" if _to_be_found(session) else f"fix.{guidance.who}"),
        message=words_of(problem, messages),
        of_service=problem.delivery is Delivery.ANSWERED,
        also=also_text(session, problem, operation, messages),
        known=_known(session, messages, now),
        exact="\n".join((exact_times(session, messages), *_exact_range(times, messages))),
        facts_whole=bool(session.apart),
    )


def _as_heard(
    state: Shown, session: Session, team: "TeamContact", messages: Messages, now: datetime
) -> tuple[Shown, str]:
    """What is shown of a colleague's recording; and as of when, where nobody hears of them."""
    # Not at the file's top: a desk without a team needs none of it.
    from gui.core.presentation.team_texts import as_of_text, in_team

    return in_team(state, session, team, messages, now), as_of_text(session, team, messages, now)


def _perhaps_theirs(session: Session, team: "TeamContact | None", messages: Messages) -> str:
    """*a colleague may have started it*: of what was recording already while nobody hears of colleagues."""
    failure = session.failure
    already = session.state is State.UNKNOWN and failure is not None and failure.code == ALREADY_RECORDING
    if team is None or not already:
        return ""
    # Who was out of contact as well may come back later.
    away = not team.reached or (session.unreached and team.here < team.size)
    return messages.text("colleagues.perhaps_theirs") if away else ""


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


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
    unknown = problem.delivery is Delivery.NO_ANSWER
    return Explanation(
        headline_of_problem(problem, activity, messages, target),
        StateTone.WARNING if unknown else StateTone.DANGER,
        Shape.UNCONFIRMED if unknown else Shape.FAILED,
        messages.text("headline.count", count=count) if count > 1 else "",
        entry=catalogue.of(problem, sends=activity not in _READING, reads=activity is Activity.READ),
        title=title_of(catalogue.of(problem), messages),
        who=messages.text(f"who.{guidance.who}"),
        fix=messages.text(f"fix.{guidance.who}"),
        message=words_of(problem, messages),
        of_service=problem.delivery is Delivery.ANSWERED,
        also=messages.text(f"note.{guidance.note}") if guidance.note else "",
    )


def entry_of(session: Session, entry: CatalogueEntry, messages: Messages) -> CatalogueEntry:
    """The catalogue's entry of a session's failure, as calm as what desks did apart allows."""
    if not session.apart:
        return entry
    from gui.core.presentation.team_texts import calmly

    return calmly(entry, session, messages)


def title_of(entry: CatalogueEntry, messages: Messages) -> str:
    """The largest text: the service's number, or a short text for a local failure."""
    words = f"short.{entry.key}"
    if words not in messages:
        return entry.key
    text = messages.text(words)
    return text[:1].upper() + text[1:]


def _exact_range(times: Times, messages: Messages) -> list[str]:
    """When a failure came first, and when last."""
    moments = {"time.exact_first": times.first, "time.exact_last": times.last}
    return [
        messages.text("time.exact", what=messages.text(key), time=exact_time(when))
        for key, when in moments.items()
        if times.count > 1
    ]


def also_text(session: Session, problem: Problem, operation: Operation, messages: Messages) -> str:
    """What the vendor's solution leaves out, as far as it holds in the session's state."""
    guidance = for_problem(problem, operation)
    # Ids that are known went nowhere: a second stop only confirms the first.
    notes = [] if session.files_known else [guidance.note]
    if guidance.note == "ids_went_elsewhere" and notes and session.attempts > 1:
        # This stop was sent more than once: whoever stopped it first was most likely its first try.
        notes = ["ids_lost_on_the_way"]
    if operation is Operation.STOP and problem.code in GUEST_GONE:
        notes.append("only_if_guest_is_there")
    if session.state is State.UNKNOWN and guidance.effect is Effect.NOTHING:
        notes.append("earlier_may_have")
    if guidance.last_resort and session.state is State.FAILED:
        notes.append("last_resort")
    if session.profile == PRACTICE_NAME and problem.code in _NO_SUCH_ROOM:
        notes.append("practice_room")
    return messages.sentences(*(messages.text(f"note.{note}") for note in notes if note))


def _to_be_found(session: Session) -> bool:
    """Whether a file is there most likely, and nothing but its name leads to it."""
    ended = session.state is State.STOPPED and not session.handled
    ended = ended and not session.told_by_companion
    return ended and not session.file_ids and bool(session.settings.file_name)


def _known(session: Session, messages: Messages, now: datetime) -> str:
    """Its times, where it ever recorded, and whether somebody has seen to it."""
    parts = _when(session, messages, now) if session.accepted_at or session.live else []
    if _to_be_found(session):
        parts.append(messages.text("known.file_name", name=visible(session.settings.file_name)))
    if session.handled:
        noted = messages.text("known.handled_with_note", note=visible(session.note))
        parts.append(noted if session.note else messages.text("known.handled"))
    return " · ".join(parts)


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
    operator = visible(session.started_by or session.operator)
    lines = [messages.text(key, time=at(began or session.asked_at), operator=operator)]
    if session.live:
        answered = session.answered_at or session.confirmed_at
        never = messages.text("known.never_answered")
        lines.append(never if answered is None else messages.text("known.answered", time=at(answered)))
    if session.ended_at is not None and session.state is State.STOPPED:
        length = length_text(session, messages)
        ended, by = "known.ended", ""
        if session.ended_by is EndedBy.MARKED:
            ended, by = "known.ended_marked", session.settled_by
        elif session.ended_by in _STOPPED and session.stopped_by not in ("", session.operator):
            ended, by = "known.ended_by", session.stopped_by
        text = messages.text(ended, time=at(session.ended_at), operator=visible(by))
        lines.append(" · ".join(part for part in (text, length) if part))
    return lines
