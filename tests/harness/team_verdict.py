"""What is untrue in what desks show at the end of a history, and right before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gui.core.foundation.enums import State
from gui.core.sessions import apart
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


def _last_words(written: Iterable[Session]) -> list[Session]:
    return list({one.id: one for one in written}.values())


def _changed(session: Session) -> datetime:
    return session.changed_at
