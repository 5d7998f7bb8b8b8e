"""What may happen to a recording, one thing after the other, written to a real ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Source, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note, Untouched
from gui.core.protocol.start_options import StartOptions
from gui.core.recording.undo import before_decision
from gui.core.sessions.begin import begin_start, begin_start_again, begin_stop, sending
from gui.core.sessions.conclude import conclude
from gui.core.sessions.session import DecisionRefused, Session, Target
from gui.core.sessions.settle import handled, settled, undone
from gui.core.sessions.state_table import Opening, Plan

FIRST = datetime(2025, 11, 22, 12, tzinfo=UTC)
ACCEPTED = None
"""What a request comes to where the service answers 0."""


@dataclass(frozen=True)
class Asked:
    """A request for a target, and what came of it.

    :param what: ``start`` (*guest came back* on a recording), ``start_again`` or ``stop``.
    """

    what: str
    came: Problem | None = ACCEPTED
    account: str = "alice"


@dataclass(frozen=True)
class Decided:
    """What a person says of a session: ``recording``, ``stopped``, ``handled``; ``undone`` takes it back."""

    what: str
    session_id: str


def target(account: str) -> Target:
    """Of the one room that there is."""
    return Target("relay.example", 1400000001, 10001, account, Source.CAMERA)


async def follow_course(ledger: Ledger, course: Sequence[Asked | Decided]) -> list[Session]:
    """Do it all; returns every session that the panel's parts are told of, as each row leaves it.

    What may not be done is refused, as in the panel, and adds nothing.
    """
    told: list[Session] = []
    for minutes, event in enumerate(course):
        now = FIRST + timedelta(minutes=minutes)
        try:
            if isinstance(event, Asked):
                told += await _ask(ledger, event, now)
            else:
                told += await _decide(ledger, event, now)
        except DecisionRefused:
            continue
    return told


async def _ask(ledger: Ledger, asked: Asked, now: datetime) -> list[Session]:
    whom = target(asked.account)
    newest = await ledger.newest_of(whom.key)
    plan = _plan(asked, whom, "" if newest is None else newest.id, now)

    def sent_now(found: Session | None) -> Opening:
        opening = plan(found)
        return replace(opening, session=sending(opening.session, now))

    stop = asked.what == "stop"
    opening = await ledger.begin(whom.key, sent_now, Note("intent", "Li", now), live_first=stop)
    files = ("5285890784246869930",) if stop and asked.came is ACCEPTED else ()
    after = conclude(opening, opening.session, asked.came, files, now)
    return [opening.session, *await ledger.end(after, Note("answer", "Li", now))]


def _plan(asked: Asked, whom: Target, newest: str, now: datetime) -> Plan:
    if asked.what == "start":
        return begin_start(whom, "Main", StartOptions(file_name="lesson"), "Li", now)
    if asked.what == "start_again":
        return begin_start_again(newest, now)
    return begin_stop(whom, "Main", StartOptions(), "Li", now)


async def _decide(ledger: Ledger, decided: Decided, now: datetime) -> list[Session]:
    if decided.what == "undone":
        return await _undo(ledger, decided.session_id, now)
    if decided.what == "handled":
        change = partial(handled, note="seen to", now=now)
    else:
        change = partial(settled, state=State(decided.what), operator="Li", reason="asked", now=now)
    return [await ledger.change(decided.session_id, change, Note(_kind_of(decided), "Li", now))]


async def _undo(ledger: Ledger, session_id: str, now: datetime) -> list[Session]:
    """By the session's last row, as the window does right after the decision."""
    rows = await ledger.entries(session_id)
    if not rows:
        raise DecisionRefused(session_id)
    before = await before_decision(ledger, session_id, rows[-1].row)
    change, untouched = partial(undone, before=before), Untouched(rows[-1].row)
    return [await ledger.change(session_id, change, Note("undone", "Li", now), untouched)]


def _kind_of(decided: Decided) -> str:
    return "handled" if decided.what == "handled" else "settled"
