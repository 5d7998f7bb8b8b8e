"""One desk of a history: the rows that it has, and what it has under way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import State
from gui.core.sessions import apart
from gui.core.sessions.apart import Name, TargetRow
from gui.core.sessions.one_recording import stands_for_all
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Opening


@dataclass(frozen=True, slots=True)
class Rules:
    """What a desk writes as the forerunners of a row; tests break one after the other."""

    answer_follows_its_request: bool = True
    try_follows_its_answer: bool = True
    recordings_first: bool = True


TRUE_RULES: Final = Rules()


@dataclass(slots=True)
class UnderWay:
    """A request of one desk.

    :ivar stage: ``queued``, ``intent`` (it may leave), ``acted`` (the service is done), ``countdown``, or
        ``crashed`` (its panel died).
    :ivar row: its newest row; ``others`` are the live sessions that were known when it was asked for.
    """

    opening: Opening
    session: Session
    before: Session | None
    row: Name
    others: tuple[str, ...]
    stage: str
    tries: int = 1
    resent: bool = False
    answered: bool = False
    waiting: bool = False
    came: tuple[Problem | None, tuple[str, ...]] = (None, ())


@dataclass(slots=True)
class Decision:
    """What a person decided last, with the session as it was before, and those that it was about as well."""

    row: Name
    kind: str
    before: Session
    along: tuple[Session, ...] = ()


class Desk:
    """One panel: its rows, and its request under way."""

    def __init__(self, name: str, skew: timedelta, rules: Rules) -> None:
        self.name = name
        self.skew = skew
        self.reached = True
        self.rows: dict[Name, TargetRow] = {}
        self.under_way: UnderWay | None = None
        self.decided: Decision | None = None
        self._rules = rules
        self._written = 0
        self._begun = 0

    def seen(self) -> apart.Merge:
        """What it shows."""
        return shown_by(self.rows.values())

    def sessions(self) -> list[Session]:
        """Its sessions, the newest last, as far as clocks tell."""
        return sorted((one.session for one in self.seen().sessions.values()), key=_age)

    def newest(self, *, live_first: bool) -> Session | None:
        """The session that a request is planned on."""
        known = self.sessions()
        green = [one for one in known if one.state is State.RECORDING and self._rules.recordings_first]
        found = green or (live_first and [one for one in known if one.live]) or known
        if found and found[-1].apart:
            return stands_for_all(one for one in known if one.apart)
        return apart.left_open(found[-1]) if found else None

    def write(self, session: Session, kind: str, parents: frozenset[Name] | None = None) -> Session:
        """Add a row; without parents given it follows all that is known here."""
        follows = self.seen().heads if parents is None else parents
        if not session.id:
            self._begun += 1
            session = replace(session, id=f"{self.name}-{self._begun}")
        self._written += 1
        row = (self.name, self._written)
        effective = apart.may_have_effect(kind, session)
        fact = TargetRow(row, _name(session), tuple(sorted(follows)), kind, self.name, effective, session)
        self.rows[row] = fact
        return session

    @property
    def last(self) -> Name:
        """Its newest row."""
        return self.name, self._written

    def after(self, row: Name, *, its_own: bool) -> frozenset[Name] | None:
        """The parents of a row that goes on with what an earlier one began."""
        return frozenset({row}) if its_own else None


def shown_by(rows: Iterable[TargetRow]) -> apart.Merge:
    """What whoever has these rows shows."""
    return apart.merged(rows, lambda _name: False)


def _name(session: Session) -> Name:
    desk, _, number = session.id.partition("-")
    return desk, int(number)


def _age(session: Session) -> tuple[datetime, str]:
    return session.asked_at, session.id
