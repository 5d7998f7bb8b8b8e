"""What is said of whose a recording is in a team, and what can be done about it.

Loaded by a desk of a team alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time
from gui.core.presentation.state_groups import named
from gui.core.presentation.state_texts import user_text
from gui.core.sessions.came_late import came_late
from gui.core.sessions.handing_over import is_open, offer_of, same_person
from gui.core.sessions.keeper import HandOver
from gui.core.sessions.session import Session
from gui.core.sessions.team_contact import TeamContact

_LONGEST_NAME: Final = 40
_LONGEST_NOTE: Final = 200
_SEVERAL: Final = 2


class KeeperStep(StrEnum):
    """What whoever is here can do about whose a recording is."""

    NOTHING = "nothing"
    ACCEPT = "accept"
    TAKE_OVER = "take_over"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class KeeperWords:
    """Whose a recording is.

    :param waits: the step can't be taken until colleagues are reached.
    """

    text: str = ""
    step: KeeperStep = KeeperStep.NOTHING
    waits: bool = False


def is_for(offer: HandOver, contact: TeamContact) -> bool:
    """Whether it is handed over to who is at this desk."""
    return not offer.desk and same_person(offer.to, contact.own.operator)


def is_mine(session: Session, contact: TeamContact) -> bool:
    """Whether this desk, or who is at it, looks after a recording.

    Whoever moved to another desk has it still; who is at the former one now by that name is another person.
    """
    keeper = session.keeper
    if not keeper.desk or keeper.desk in contact.former:
        return True
    there = contact.desks.get(keeper.desk)
    is_there = there is not None and there.here and same_person(there.operator, keeper.operator)
    return same_person(keeper.operator, contact.own.operator) and not is_there


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody to whom recordings can be handed over.

    :param desk: the id of their desk, where others are called like them; else None.
    :param label: *Li*, or *Li · LI-2*.
    """

    name: str
    label: str
    desk: str | None = None


def receivers(contact: TeamContact, sessions: Iterable[Session]) -> list[Receiver]:
    """Who is there first, then who else is known of desks and rows.

    A desk where nobody is keeps the name of who was there last: they may be at another one by now. Nobody is
    known of a desk that is in the team no more.
    """
    members = [(desk, one) for desk, one in contact.desks.items() if not one.left]
    left = contact.desks.keys() - {desk for desk, _ in members}
    desks = sorted(members, key=lambda item: (not item[1].here, _bare(item[1].operator)))
    own, called = _bare(contact.own.operator), Counter(_bare(one.operator) for _, one in desks if one.here)
    found: dict[tuple[str, str], Receiver] = {}
    for desk, one in desks:
        name, bare = one.operator.strip(), _bare(one.operator)
        alike = called[bare] + (bare == own)
        if one.here and alike > 1:
            found[bare, desk] = Receiver(name, f"{name} · {one.code}", desk)
        elif bare != own and called[bare] < _SEVERAL:
            found.setdefault((bare, ""), Receiver(name, name))
    for session in sessions:
        if session.keeper.desk in left:
            continue
        name, bare = session.keeper.operator.strip(), _bare(session.keeper.operator)
        if bare != own and called[bare] < _SEVERAL:
            found.setdefault((bare, ""), Receiver(name, name))
    return [one for one in found.values() if one.name]


def _bare(name: str) -> str:
    return name.strip().casefold()


def _called(name: str, desk: str | None, contact: TeamContact) -> str:
    """*Li*; *Li · LI-2* where who is here is called so, too, or where it was said."""
    code = contact.code(desk) if desk else ""
    return visible(f"{name[:_LONGEST_NAME]} · {code}" if code else name, 2 * _LONGEST_NAME)


def receiver_of(offer: HandOver, contact: TeamContact) -> str:
    """To whom it is handed over, as people read it."""
    return _called(offer.to, offer.desk, contact)


def may_be_handed(session: Session, contact: TeamContact, now: datetime) -> bool:
    """Whether who is at this desk can hand a recording over. Practice is nobody's to look after."""
    own = is_mine(session, contact) and not session.newer
    return own and session.profile != PRACTICE_NAME and is_open(session, now)


def keeper_words(
    session: Session, contact: TeamContact, messages: Messages, now: datetime, *, newest: bool = True
) -> KeeperWords:
    """*Li looks after this*, with what can be done; nothing of one's own that was handed to nobody.

    :param newest: whether it is its target's newest session; an older failure is over.
    """
    text, step = _said(session, contact, messages, now)
    over = not is_open(session, now) or (session.state is State.FAILED and not newest)
    if session.newer or over:
        step = KeeperStep.NOTHING
    if over:
        # Nobody looks after what is over; who has it open may be of use all the same.
        text = ""
    count, names = _on_it(session, contact, messages)
    if count:
        text = messages.sentences(text, messages.count("colleagues.keeper_on_it", count, operators=names))
    if session.id in contact.unseen:
        text = messages.sentences(text, messages.text("colleagues.only_here_now"))
    if session.came_at is not None and came_late(session, now):
        since = local_time(session.came_at, now, messages)
        text = messages.sentences(text, messages.text("colleagues.came_late_since", time=since))
    theirs = bool(session.desk or session.keeper.desk)
    return KeeperWords(text, step, step is not KeeperStep.NOTHING and theirs and not contact.reached)


def on_it_text(session: Session, contact: TeamContact, messages: Messages) -> str:
    """*Li is on this*: who has it open at another desk; empty for nobody."""
    count, names = _on_it(session, contact, messages)
    return messages.count("colleagues.on_it", count, operators=names) if count else ""


def _on_it(session: Session, contact: TeamContact, messages: Messages) -> tuple[int, str]:
    """How many have it open at another desk, and their names."""
    names = dict.fromkeys(visible(name, _LONGEST_NAME) for name in contact.looking.get(session.id, ()))
    return len(names), messages.text("groups.between").join(names)


def notice_text(sessions: Sequence[Session], messages: Messages) -> str:
    """*Li hands over 4 recordings to you: alice in room 990001, … “Mind the sound”*; all are of one giver."""
    offers = [session.offer for session in sessions if session.offer is not None]
    notes = list(dict.fromkeys(offer.note for offer in offers if offer.note))
    users = named((user_text(one, messages) for one in sessions), len(sessions), messages)
    by = visible(offers[0].by, _LONGEST_NAME)
    return messages.sentences(
        messages.count("colleagues.notice", len(sessions), by=by, users=users),
        *(quoted(note, messages) for note in notes[:1]),
    )


class Done(StrEnum):
    """What a colleague did to what this desk looks after."""

    STOPPED = "stopped"
    STARTED = "started"
    TAKEN = "taken"


def done_text(by: str, sessions: Sequence[Session], messages: Messages, what: Done) -> str:
    """*Li has stopped 2 recordings of yours: alice, bob.*"""
    users = named((user_text(one, messages) for one in sessions), len(sessions), messages)
    return messages.count(
        f"colleagues.done_{what}", len(sessions), by=visible(by, _LONGEST_NAME), users=users
    )


def _said(
    session: Session, contact: TeamContact, messages: Messages, now: datetime
) -> tuple[str, KeeperStep]:
    offer, mine, keeper = offer_of(session, now), is_mine(session, contact), session.keeper
    if offer is not None:
        names = {"to": receiver_of(offer, contact), "by": visible(offer.by, _LONGEST_NAME)}
        note = quoted(offer.note, messages)
        if is_for(offer, contact):
            text, step = messages.text("colleagues.keeper_offered_you", **names), KeeperStep.ACCEPT
        elif mine:
            text, step = messages.text("colleagues.keeper_offered", **names), KeeperStep.TAKE_BACK
        else:
            text, step = messages.text("colleagues.keeper_offered_by", **names), KeeperStep.TAKE_OVER
        return messages.sentences(text, note), step
    before = keeper.before or session.operator
    namesake = same_person(keeper.operator, contact.own.operator)
    operator = _called(keeper.operator, keeper.desk if namesake and not mine else "", contact)
    who = {"operator": operator, "before": visible(before, _LONGEST_NAME)}
    taken = session.taken_by is not None and not same_person(keeper.operator, before)
    note = quoted(keeper.note, messages)
    if mine:
        told = messages.sentences(messages.text("colleagues.keeper_you", **who), note) if taken else note
        return told, KeeperStep.NOTHING
    key = "colleagues.keeper"
    if taken:
        from_here = same_person(before, contact.own.operator)
        key = "colleagues.keeper_taken_you" if from_here else "colleagues.keeper_taken"
    return messages.sentences(messages.text(key, **who), note), KeeperStep.TAKE_OVER


def quoted(note: str, messages: Messages) -> str:
    """*“Mind the sound”*: what was said as it was handed over; empty for nothing."""
    return messages.text("colleagues.note", note=visible(note, _LONGEST_NOTE)) if note else ""
