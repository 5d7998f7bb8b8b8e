"""What is untrue in what desks show at the end of a history, and right before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gui.core.foundation.enums import State
from gui.core.sessions import apart
from gui.core.sessions.apart import TargetRow
from gui.core.sessions.handing_over import HANDED_OVER
from gui.core.sessions.session import Session
from tests.harness.team_desk import TRUE_RULES, Rules, shown_by
from tests.harness.team_histories import TeamHistory, World
from tests.harness.team_service import Service


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one history.

    :param wrong: what is untrue in what everyone shows; empty where nothing is.
    :param unknown: whether a session is left unknown; ``apart``: because rows contradict each other.
    :param by_arrival: what would be untrue if the last row to arrive had the last word; ``by_clock`` the
        same by the clocks of the desks.
    """

    wrong: str
    unknown: bool
    apart: bool
    by_arrival: str
    by_clock: str


def verdict(seed: int, world: World, rules: Rules = TRUE_RULES, *, orders: int = 3) -> Verdict:
    """Play one history, and judge it.

    :param orders: in how many orders its rows arrive somewhere.
    """
    history = TeamHistory(seed, world, rules)
    history.play()
    meanwhile = _untrue_meanwhile(history)
    history.end()
    rows = list(history.board.values())
    seen = shown_by(rows)
    # As the board has them: in the order in which they were sent.
    arrived = [row.session for row in rows]
    found = meanwhile or untrue(list(seen.sessions.values()), arrived, history.service)
    found = found or wrong_hands(rows, seen)
    for _ in range(orders):
        history.chance.shuffle(rows)
        if shown_by(rows) != seen:
            found = found or "not converged"
    if orders and any(desk.seen() != seen for desk in history.desks):
        found = found or "not converged"
    shown = seen.sessions.values()
    return Verdict(
        found,
        any(one.session.state is State.UNKNOWN for one in shown),
        any(one.apart for one in shown),
        untrue(_last_words(arrived), arrived, history.service),
        untrue(_last_words(sorted(arrived, key=_changed)), arrived, history.service),
    )


def _untrue_meanwhile(history: TeamHistory) -> str:
    """What is untrue while requests are under way, for whoever has all rows.

    A request that acts late, after others went on with its session, is told by its answer only: that is what
    leases are for.
    """
    rows = [row for desk in history.desks for row in desk.rows.values() if row.id[0] == desk.name]
    acted = {desk.under_way.row for desk in history.desks if desk.under_way is not None}
    if any(name in row.parents and name[0] != row.id[0] for row in rows for name in acted):
        return ""
    return untrue(list(shown_by(rows).sessions.values()), [], history.service)


def untrue(
    shown: Sequence[Session | apart.ShownSession], written: Sequence[Session], service: Service
) -> str:
    """What is untrue in what is shown; empty where nothing is."""
    sessions = [one if isinstance(one, Session) else one.session for one in shown]
    states = [one.state for one in sessions]
    if State.RECORDING in states and not service.recording:
        return "false green"
    if states.count(State.RECORDING) > 1:
        return "two green"
    under_way = {State.STARTING, State.STOPPING, State.UNKNOWN, State.RECORDING}
    if service.recording and states and not under_way & set(states):
        return "false end"
    told = {file for one in written for file in one.file_ids}
    if told - {file for one in sessions for file in one.file_ids}:
        return "lost files"
    return ""


def wrong_hands(rows: Sequence[TargetRow], seen: apart.Merge) -> str:
    """What is untrue of whose sessions are; empty where nothing is.

    To hand a session over changes nothing else of it: without those rows all shows the same. And whatever was
    written beside it, the last word of whoever handed it over, or took it, stands.
    """
    hands = {row.id: row for row in rows if row.kind == HANDED_OVER}
    if not hands:
        return ""
    without = shown_by(_spliced(row, hands) for row in rows if row.id not in hands)
    for name, one in seen.sessions.items():
        if _but_hands(one.session) != _but_hands(without.sessions[name].session):
            return "changed by being handed over"
        of_session = [row for row in rows if row.name == name and row.id in hands]
        last = apart.history_of(rows, lambda _name: False).newest(of_session)
        said = [(row.session.taken_by, row.session.offer) for row in last]
        if said and (one.session.taken_by, one.session.offer) not in said:
            return "a hand-over that was lost"
        if one.session.offer is not None and any(offer is None for _taken, offer in said):
            return "offered, although somebody took it"
    return ""


def _spliced(row: TargetRow, hands: Mapping[apart.Name, TargetRow]) -> TargetRow:
    """A row as if nobody had handed anything over."""
    found, parents = list(row.parents), set[apart.Name]()
    while found:
        parent = found.pop()
        if parent in hands:
            found += hands[parent].parents
        else:
            parents.add(parent)
    return replace(row, parents=tuple(sorted(parents)))


def _but_hands(session: Session) -> Session:
    return replace(session, taken_by=None, offer=None)


def _last_words(written: Iterable[Session]) -> list[Session]:
    return list({one.id: one for one in written}.values())


def _changed(session: Session) -> datetime:
    return session.changed_at
