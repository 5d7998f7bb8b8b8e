"""Rows of several desks on one target: what everyone has to show of each of its sessions. Pure functions.

The result is a function of the set of rows. Neither the order in which they arrive nor any clock decides:
only which rows each writer knew. Desks that acted apart leave rows of which none follows the other; where
those contradict each other, the session is unknown until somebody acts on it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.catalogue.guidance import Effect
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import State
from gui.core.sessions.handing_over import HANDED_OVER, with_hands_of
from gui.core.sessions.session import Companion, EndedBy, Failure, Session, Witness

Name = tuple[str, int]
"""Of a row: the desk that wrote it, and its number there. Of a session: the desk that began it, likewise."""

_MARKS: Final = frozenset(
    {"queued", "withdrawn", "handled", "moved", "overrun", "shared", "restored", "left", HANDED_OVER}
)
_LOST_HERE: Final = frozenset({LocalFailure.LEDGER_ROW, LocalFailure.LEDGER_RESTORED})
"""Of rows by which a desk says that it has lost others: those may have reached the team."""
_ANSWERS: Final = frozenset({"answer", "retry", "interrupted"})


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row of a target.

    :param name: its session's.
    :param parents: the rows that its writer knew, and that none of the others follows.
    :param effective: as :func:`may_have_effect` has it.
    :param session: as the row left it.
    """

    id: Name
    name: Name
    parents: tuple[Name, ...]
    kind: str
    operator: str
    effective: bool
    session: Session


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session as everyone has to show it.

    :param row: the row that it is made of; ``as_written`` where it is that row's word, unchanged.
    :param apart: the rows that contradict each other.
    :param outdated: a later success on the target clears its failure.
    """

    session: Session
    row: Name
    as_written: bool = True
    apart: tuple[Name, ...] = ()
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """What follows from the rows of one target.

    :param heads: rows that no other one follows; ``waiting`` are those whose forerunners are not here yet.
    """

    sessions: dict[Name, ShownSession]
    heads: frozenset[Name]
    waiting: frozenset[Name]


@dataclass(frozen=True, slots=True)
class History:
    """Rows with all of their forerunners. ``before`` has a bit for each row that one follows.

    :param order: each row behind those that it follows; ``place`` is a row's bit.
    """

    order: tuple[TargetRow, ...]
    place: dict[Name, int]
    before: dict[Name, int]

    def follows(self, later: TargetRow, earlier: TargetRow) -> bool:
        """Whether the writer of a row knew another one."""
        return bool(self.before[later.id] >> self.place[earlier.id] & 1)

    def newest(self, facts: Iterable[TargetRow]) -> list[TargetRow]:
        """Those that none of the others follows."""
        found, covered = list(facts), 0
        for one in found:
            covered |= self.before[one.id]
        return [one for one in found if not covered >> self.place[one.id] & 1]


def merged(facts: Iterable[TargetRow], counts_as_here: Callable[[Name], bool]) -> Merge:
    """What everyone who has these rows has to show.

    :param facts: all rows of one target, in any order.
    :param counts_as_here: whether a forerunner that is not among them is not waited for: it is older than
        what its desk shares, or was removed with its month.
    """
    facts = tuple(facts)
    history = history_of(facts, counts_as_here)
    by_session: dict[Name, list[TargetRow]] = {}
    accepted = 0
    for fact in history.order:
        by_session.setdefault(fact.name, []).append(fact)
        if fact.session.state is State.RECORDING and fact.kind in _ANSWERS:
            accepted |= history.before[fact.id]
    shown = {}
    for name, rows in by_session.items():
        # A row that hands over tells whose it is, and nothing of what the service does.
        told = [row for row in rows if row.kind != HANDED_OVER]
        found = with_hands(history, rows, shown_of(history, told or rows))
        shown[name] = replace(found, outdated=bool(accepted >> history.place[found.row] & 1))
    heads = frozenset(fact.id for fact in history.newest(history.order))
    return Merge(shown, heads, frozenset(fact.id for fact in facts) - history.place.keys())


def history_of(facts: Sequence[TargetRow], counts_as_here: Callable[[Name], bool]) -> History:
    """The rows whose forerunners are all here, and which rows each of them follows."""
    by_id = {fact.id: fact for fact in facts}
    missing, followers = {}, dict[Name, list[Name]]()
    for fact in by_id.values():
        awaited = [one for one in fact.parents if one in by_id or not counts_as_here(one)]
        missing[fact.id] = len(awaited)
        for one in awaited:
            followers.setdefault(one, []).append(fact.id)
    ready = deque(found for found, count in missing.items() if not count)
    history = History((), {}, {})
    order: list[TargetRow] = []
    while ready:
        fact, before = by_id[ready.popleft()], 0
        for one in fact.parents:
            if one in history.place:
                before |= history.before[one] | 1 << history.place[one]
        history.place[fact.id], history.before[fact.id] = len(order), before
        order.append(fact)
        for follower in followers.get(fact.id, ()):
            missing[follower] -= 1
            if not missing[follower]:
                ready.append(follower)
    return replace(history, order=tuple(order))


def shown_of(history: History, rows: Sequence[TargetRow]) -> ShownSession:
    """One session, by its own rows and by those of its target's other sessions."""
    tops = history.newest(row for row in rows if not is_mark(row))
    marks = _marks_on(history, rows, tops)
    if len(tops) > 1 and not marks:
        return forked(tops)
    row = max(history.newest(marks or tops), key=_name_of)
    # Nothing contradicts a session of which nothing has left yet.
    may_be_contradicted = row.session.live and any(one.effective for one in rows)
    against = contradicting(history, row, tops or [row]) if may_be_contradicted else []
    if against:
        return _contradicted(row, [row, *against])
    return ShownSession(row.session, row.id)


def with_hands(history: History, rows: Sequence[TargetRow], shown: ShownSession) -> ShownSession:
    """Whose it is was said by whoever handed it over or took it, whatever else was written beside that."""
    hands = sorted(history.newest(row for row in rows if row.kind == HANDED_OVER), key=_name_of)
    session = with_hands_of(shown.session, [row.session for row in hands])
    if session == shown.session:
        return shown
    return replace(shown, session=session, as_written=False)


def contradicting(history: History, row: TargetRow, tops: Sequence[TargetRow]) -> list[TargetRow]:
    """Rows of other sessions that may have changed what a row says: neither it nor they knew of the other."""
    found = (
        other
        for other in history.order
        if other.effective
        and other.name != row.name
        and not history.follows(row, other)
        and not all(history.follows(other, top) for top in tops)
    )
    return sorted(history.newest(found), key=_name_of)


def may_have_effect(kind: str, session: Session) -> bool:
    """Whether what a row tells of may have changed what the service does.

    Each intent and try may; so may each answer but a refusal after which nothing can have happened. A
    person's word counts as well: it says what the service did at that moment.
    """
    if kind in _MARKS:
        # Shared rows stand for all that lies before them.
        return kind == "shared"
    came = session.failure or session.ended_with
    if kind not in _ANSWERS or came is None:
        return True
    if came.delivery is Delivery.NEVER_SENT or came.word in _LOST_HERE:
        return False
    return for_problem(came.problem(), came.operation).effect is not Effect.NOTHING


def is_mark(fact: TargetRow) -> bool:
    """Whether a row tells nothing new of the service: beside another one it contradicts nothing.

    So do marks, rows that repeat what their writer knew, and the end of a request that never left.
    """
    if fact.kind not in _ANSWERS:
        return fact.kind in _MARKS
    failure = fact.session.failure
    return failure is not None and (failure.delivery is Delivery.NEVER_SENT or failure.word in _LOST_HERE)


def left_open(session: Session) -> Session:
    """A session that another desk is at work on, for a request that does not wait for it: its end is open.

    One that waits for its turn there has not begun: whoever is asked first makes another one.
    """
    if session.waits_for_its_turn:
        return replace(session, state=State.FAILED)
    if session.state not in (State.STARTING, State.STOPPING):
        return session
    return replace(session, state=State.UNKNOWN, open_attempt=True, before_stop=None)


def ended_along(others: Iterable[Session], stopped: Session, now: datetime) -> tuple[Session, ...]:
    """What the service said of one recording at a stop, it said of each live session of the target.

    :param others: those that were known when the stop was asked for, as they are now.
    :param stopped: the one whose stop it was; it has the file ids.
    """
    companion = Companion(stopped.operator, stopped.accepted_at or stopped.asked_at)
    return tuple(
        replace(
            one,
            state=State.STOPPED,
            open_attempt=False,
            before_stop=None,
            ended_at=now,
            ended_by=EndedBy.ALONG,
            companion=companion,
            stopped_by=stopped.stopped_by,
            failure=None,
            changed_at=now,
            apart=(),
        )
        for one in others
        if one.live
    )


def _marks_on(history: History, rows: Sequence[TargetRow], tops: Sequence[TargetRow]) -> list[TargetRow]:
    """Marks whose writer knew all that the others say of the session."""
    return [row for row in rows if is_mark(row) and all(history.follows(row, top) for top in tops)]


def forked(tops: Sequence[TargetRow]) -> ShownSession:
    """What desks that acted apart left of one session."""
    if any(top.session.state is not State.STOPPED for top in tops):
        return _contradicted(max(tops, key=_name_of), tops)
    # Whoever stopped it tells more than whoever found it ended.
    first = max(tops, key=lambda top: (top.session.ended_by is EndedBy.ANSWER, top.id))
    files = _files(tops)
    if files == first.session.file_ids:
        return ShownSession(first.session, first.id)
    return ShownSession(replace(first.session, file_ids=files), first.id, as_written=False)


def _contradicted(row: TargetRow, against: Sequence[TargetRow]) -> ShownSession:
    same = [one for one in against if one.name == row.name]
    session = replace(
        row.session,
        state=State.UNKNOWN,
        open_attempt=True,
        before_stop=None,
        handled=False,
        failure=Failure(Delivery.NO_ANSWER, row.session.operation, word=LocalFailure.APART),
        file_ids=_files(same),
        apart=tuple(_witness(one) for one in sorted(against, key=_name_of)),
    )
    return ShownSession(session, row.id, as_written=False, apart=tuple(sorted(one.id for one in against)))


def _files(rows: Sequence[TargetRow]) -> tuple[str, ...]:
    """All of them, those of each row in their order."""
    ordered = sorted(rows, key=_name_of)
    return tuple(dict.fromkeys(file for row in ordered for file in row.session.file_ids))


def _witness(row: TargetRow) -> Witness:
    session = row.session
    return Witness(*row.id, row.operator, session.changed_at, session.operation, session.state)


def _name_of(row: TargetRow) -> Name:
    return row.id
