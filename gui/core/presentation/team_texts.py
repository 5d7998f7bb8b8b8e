"""What is shown of a team's other desks: whose a recording is, who is at it, and whether they are reached.

Loaded by a desk of a team alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Catalogue, CatalogueEntry, LocalFailure, Problem
from gui.core.foundation.enums import LIVE_STATES, Operation, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import brief_day, local_time
from gui.core.presentation.hand_over_words import is_for, on_it_text, receiver_of
from gui.core.presentation.state_texts import Mark, Shown, StateTone
from gui.core.sessions.came_late import came_late
from gui.core.sessions.handing_over import offer_of
from gui.core.sessions.keeper import Keeper
from gui.core.sessions.session import Session
from gui.core.sessions.team_contact import TeamContact

_TWICE: Final = 2
_LONGEST_NAME: Final = 40
_CLOCK_LIMIT_S: Final = 5.0


def contradicted(session: Session, messages: Messages, now: datetime) -> Shown:
    """*Started twice (Li 22:01, Wang 22:02) · probably recording once*."""
    said = session.apart
    started = all(one.operation is Operation.START and one.state in LIVE_STATES for one in said)
    who = messages.text("groups.between").join(
        messages.text(
            "colleagues.who_started" if started else f"colleagues.who_{one.state}",
            operator=visible(one.operator),
            time=local_time(one.at, now, messages),
        )
        for one in sorted(said, key=lambda one: one.at)
    )
    short, rest = messages.text("colleagues.different_answers"), ""
    if started:
        short = messages.text("colleagues.started_times", count=len(said))
        if len(said) == _TWICE:
            short = messages.text("colleagues.started_twice")
        rest = messages.text("colleagues.recording_once")
    text = " · ".join(filter(None, (messages.text("colleagues.with_whom", state=short, who=who), rest)))
    return Shown(Mark.MAYBE, text, StateTone.WARNING, short, tuple(filter(None, (who, rest))))


def recorded_once(session: Session) -> bool:
    """Whether all that desks did apart is start it, and one of them was told that it records."""
    started = all(one.operation is Operation.START and one.state in LIVE_STATES for one in session.apart)
    return started and any(one.state is State.RECORDING for one in session.apart)


def calmly(entry: CatalogueEntry, session: Session, messages: Messages) -> CatalogueEntry:
    """What is said of rows that contradict each other; of mere starts that it most likely records."""
    if not recorded_once(session):
        return entry
    description = messages.text("colleagues.twice_description")
    return replace(entry, description=description, solution=messages.text("colleagues.twice_solution"))


def who_text(session: Session, contact: TeamContact | None, messages: Messages) -> str:
    """*Li · LI*: who looks after a recording, and at which desk; *Li, Wang*: who began it, at every desk."""
    if session.apart and session.taken_by is None:
        began = sorted(session.apart, key=lambda one: one.at)
        return messages.text("groups.between").join(dict.fromkeys(visible(one.operator) for one in began))
    keeper = session.keeper
    code = "" if contact is None else visible(contact.code(keeper.desk))
    return " · ".join(filter(None, (visible(keeper.operator), code)))


def in_team(
    words: Shown,
    session: Session,
    contact: TeamContact,
    messages: Messages,
    now: datetime,
    *,
    seen: bool = False,
) -> Shown:
    """What is shown of a recording in a team: as it was last heard of, who is on it, to whom it is handed.

    :param seen: somebody has read it here as it is, however late it came.
    """
    words = _as_heard(words, session, contact, messages, now)
    said = list(_in_team(session, contact, messages, now, seen=seen))
    if not said:
        return words
    told, brief = " · ".join(words for words, _brief in said), said[0][1]
    rest = words.text.removeprefix(words.short)
    graver = session.needs_attention(now) or contact.is_stale(session)
    if graver or not (rest == "" or rest.startswith(" · ")):
        # Why somebody has to look, and since when nobody knows, come before whose it is.
        return replace(words, text=f"{words.text} · {told}", details=(*words.details, told))
    details = (told, *words.details)
    return replace(words, text=f"{words.short} · {told}{rest}", details=details, brief=brief)


def _in_team(
    session: Session, contact: TeamContact, messages: Messages, now: datetime, *, seen: bool
) -> Iterator[tuple[str, str]]:
    """What is said of a recording besides its state, each with what stands for it in little room."""
    offer, on_it = offer_of(session, now), on_it_text(session, contact, messages)
    if offer is not None:
        key = "colleagues.handed_you" if is_for(offer, contact) else "colleagues.handed_to"
        names = {"to": receiver_of(offer, contact), "by": visible(offer.by, _LONGEST_NAME)}
        yield messages.text(key, **names), ""
    if on_it:
        yield on_it, ""
    if session.id in contact.unseen:
        yield messages.text("colleagues.only_here"), messages.text("colleagues.only_here_brief")
    if came_late(session, now) and not seen:
        yield messages.text("colleagues.came_late"), messages.text("colleagues.came_late_brief")


def _as_heard(
    words: Shown, session: Session, contact: TeamContact, messages: Messages, now: datetime
) -> Shown:
    """What is shown of a colleague's recording, given when its desk was last heard of."""
    if contact.is_stale(session):
        as_of = as_of_text(session, contact, messages, now)
        if not as_of:
            return words
        text, brief, at = f"{words.short} · {as_of}", "", contact.as_of(session)
        if at is not None:
            today = messages.text("colleagues.as_of_brief", time=local_time(at, now, messages))
            brief = brief_day(at, now, messages) or today
        details = (as_of, *words.details)
        return replace(words, text=text, tone=StateTone.NEUTRAL, details=details, brief=brief)
    if session.state is State.STARTING and not contact.heard(session.desk):
        away = messages.text("colleagues.panel_away", operator=visible(session.operator))
        short = messages.text("state.unconfirmed_start")
        return Shown(Mark.UNCONFIRMED, f"{short} · {away}", StateTone.WARNING, short, (away,))
    return words


def as_of_text(session: Session, contact: TeamContact, messages: Messages, now: datetime) -> str:
    """*as of 10:02*: of a live recording while nobody hears of who looks after it; else empty."""
    if not contact.is_stale(session) or session.state is State.UNKNOWN:
        return ""
    at = contact.as_of(session)
    if at is None:
        return messages.text("colleagues.panel_away", operator=visible(session.keeper.operator))
    return messages.text("colleagues.as_of", time=local_time(at, now, messages))


def contact_sentences(
    contact: TeamContact, messages: Messages, catalogue: Catalogue, now: datetime
) -> tuple[str, ...]:
    """*No contact with colleagues since 10:02.* *Their rows are as of then. Your starts and stops work.* …

    *The team does not get this desk's rows.* … where they are reached and refuse them; else nothing.
    """
    unseen = contact.others_do_not_see
    not_seen = messages.count("colleagues.not_seen", unseen) if unseen else ""
    if contact.refused and contact.why is not None:
        why = refusal_text(contact.why, messages, catalogue).rstrip(".。")
        said = (
            messages.text("colleagues.refused"),
            messages.text("colleagues.refused_why", why=why),
            messages.text("colleagues.yours_go_on"),
            not_seen,
        )
        return tuple(filter(None, said))
    if contact.reached:
        return ()
    since = contact.since
    first = messages.text("colleagues.no_contact")
    if since is not None:
        first = messages.text("colleagues.no_contact_since", time=local_time(since, now, messages))
    return tuple(
        filter(
            None,
            (
                first,
                messages.text("colleagues.rows_as_of_then"),
                messages.text("colleagues.yours_work"),
                not_seen,
            ),
        )
    )


def short_contact(contact: TeamContact, messages: Messages, now: datetime) -> str:
    """*No contact 10:02*: where there is little room."""
    if contact.refused:
        return messages.text("colleagues.refused_short")
    if contact.reached or contact.since is None:
        return messages.text("colleagues.no_contact_short")
    return messages.text("colleagues.no_contact_short_since", time=local_time(contact.since, now, messages))


def why_text(contact: TeamContact, messages: Messages, catalogue: Catalogue) -> str:
    """Why colleagues are not reached, and what can be done; empty where nobody knows or all is told."""
    return "" if contact.why is None or contact.reached else refusal_text(contact.why, messages, catalogue)


def refusal_text(problem: Problem, messages: Messages, catalogue: Catalogue) -> str:
    """Why the team, or this computer, refuses something, and what can be done, as sentences."""
    told, detail = words_of(problem, messages), problem.detail
    if problem.word is LocalFailure.TEAM and detail is not None:
        # One line that names the thing and the remedy; where that is comes last.
        said = replace(detail, where="").text(messages)
        where = f" ({detail.where})" if detail.where else ""
        return visible(f"{said[:1].upper()}{said[1:]}{where}")
    entry = catalogue.of(problem, sends=False)
    why = f"({told})" if told else ""
    return visible(messages.sentences(entry.description, why, entry.solution))


def board_remarks(clock_off_s: float, hears_wake_ups: bool, messages: Messages) -> list[str]:
    """What somebody should know although the team is reached.

    :param clock_off_s: how much this computer's clock is behind the board's; 0 where it is near enough.
    """
    said = []
    if clock_off_s:
        key = "cli.team.clock_behind" if clock_off_s > 0 else "cli.team.clock_ahead"
        said.append(messages.text(key, seconds=round(abs(clock_off_s))))
    if not hears_wake_ups:
        said.append(messages.text("cli.team.polling"))
    return said


def own_clock_text(contact: TeamContact, messages: Messages) -> str:
    """*This computer's clock is 5 min ahead of the team's. …*; empty where it is near enough."""
    off_s = contact.clock_off_s
    if not off_s:
        return ""
    key = "colleagues.clock_behind" if off_s > 0 else "colleagues.clock_ahead"
    return messages.sentences(
        messages.text(key, amount=_amount(off_s, messages)), messages.text("colleagues.clock_remedy")
    )


def _amount(seconds: float, messages: Messages) -> str:
    """*5 min*; *40 s* where it is less than two minutes."""
    minutes = round(abs(seconds) / 60)
    if minutes < _TWICE:
        return messages.text("colleagues.clock_seconds", number=round(abs(seconds)))
    return messages.text("colleagues.clock_minutes", number=minutes)


def other_code_text(code: str, invited: str, messages: Messages) -> str:
    """Why a desk is called otherwise than its invitation says; empty where it is not."""
    if code == invited:
        return ""
    return messages.text("cli.team.other_code", code=visible(code, 20), invited=visible(invited, 20))


def left_sentences(
    sessions: int, gone: int, kept: Path | None, messages: Messages, *, password_stays: bool
) -> list[str]:
    """What is left of the list once this desk is in no team.

    :param kept: where the list of the team is; None where there was none.
    """
    said = [messages.count("cli.team.left", sessions, gone=gone)]
    if kept is not None:
        said.append(messages.text("cli.team.left_kept", path=visible(str(kept))))
    if password_stays:
        said.append(messages.text("cli.team.password_stays"))
    return said


def scope_text(contact: TeamContact, messages: Messages) -> str:
    """*Team: 7 of 10 here*: what the list covers."""
    if not contact.reached:
        return messages.count("colleagues.scope_away", contact.size)
    return messages.text("colleagues.scope", here=contact.here, size=contact.size)


def desk_rows(contact: TeamContact, messages: Messages, now: datetime) -> list[tuple[str, str, str, bool]]:
    """Code, operator, *here* or *last heard 10:02*, and whether it is here: this desk first."""
    rows = [(contact.own.code, contact.own.operator, messages.text("colleagues.desk_own"), True)]
    there = [one for one in contact.desks.values() if not one.left]
    for desk in sorted(there, key=lambda one: one.code):
        here = desk.here and contact.reached
        words = messages.text("colleagues.desk_here" if here else "colleagues.desk_away")
        if not here and desk.heard_at is not None:
            time = local_time(desk.heard_at, now, messages)
            words = messages.text("colleagues.desk_heard", time=time)
        # By the team's clock: where this computer's is off, the others are right.
        ahead_s = desk.ahead_s - contact.clock_off_s
        if abs(ahead_s) > _CLOCK_LIMIT_S:
            key = "colleagues.desk_clock_ahead" if ahead_s > 0 else "colleagues.desk_clock_behind"
            words = f"{words} · {messages.text(key, amount=_amount(ahead_s, messages))}"
        rows.append((desk.code, desk.operator, words, here))
    return rows


def at_it_text(session: Session, messages: Messages, now: datetime, by: str = "") -> str:
    """*Li is recording this since 10:00*: of a live recording that a colleague looks after or is stopping.

    Of one that was taken over: *Begun by Wang; you took it over at 10:12*.

    :param by: who is at it, where that is not who began it.
    """
    if session.apart and not by:
        # Whoever types it must not read it as a start that nobody knows of.
        return contradicted(session, messages, now).text
    if not by and session.state not in (State.STARTING, State.STOPPING) and session.taken_by is not None:
        return _taken_text(session, session.taken_by, messages, now)
    operator = visible(by or session.operator)
    at = session.accepted_at or session.asked_at
    return messages.text(
        f"colleagues.at_{session.state}", operator=operator, time=local_time(at, now, messages)
    )


def heard_text(
    session: Session, contact: TeamContact | None, messages: Messages, now: datetime, by: str = ""
) -> str:
    """The same; *Li was recording this at 20:11* while nobody hears of who looks after it."""
    at_it = at_it_text(session, messages, now, by)
    as_of = "" if contact is None else as_of_text(session, contact, messages, now)
    at = contact.as_of(session) if contact is not None and as_of else None
    if at is None or (session.taken_by is not None and not by):
        return " · ".join(filter(None, (at_it, as_of)))
    operator, time = visible(by or session.operator), local_time(at, now, messages)
    return messages.text(f"colleagues.was_{session.state}", operator=operator, time=time)


def _taken_text(session: Session, keeper: Keeper, messages: Messages, now: datetime) -> str:
    key = "colleagues.taken_by_you"
    if keeper.desk:
        key = "colleagues.taken_from_you" if not session.desk else "colleagues.taken"
    return messages.text(
        key,
        before=visible(session.operator, _LONGEST_NAME),
        operator=visible(keeper.operator, _LONGEST_NAME),
        time=local_time(keeper.at or session.changed_at, now, messages),
    )
