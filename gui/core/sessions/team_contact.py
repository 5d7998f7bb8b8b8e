"""What a desk knows of its team besides the ledger's rows: who the others are, and whether they are reached.

Made by whoever connects, shown by the window. A desk without a team has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import State
from gui.core.sessions.session import Session


@dataclass(frozen=True, slots=True)
class TeamDesk:
    """One desk of the team.

    :param code: what people call it, such as ``LI``; ``operator`` is who is at it.
    :param here: whether it was heard of a moment ago.
    :param ahead_s: how many seconds its clock is ahead of this desk's.
    :param heard_at: when it was heard of last, where that is not a moment ago, and known.
    :param left: whether it is in the team no more; its rows stay.
    """

    code: str
    operator: str = ""
    here: bool = True
    ahead_s: float = 0.0
    heard_at: datetime | None = None
    left: bool = False


@dataclass(frozen=True, slots=True)
class TeamContact:
    """The team as this desk has it now.

    :param own: this desk; ``desks`` are the others, by their ids.
    :param reached: whether colleagues are reached; ``since`` when it is so.
    :param others_do_not_see: how many rows of this desk they have not got yet.
    :param why: why they are not reached, or do not get this desk's rows, where that is known.
    :param looking: who at another desk has a recording open, by its id here.
    :param unseen: recordings of this desk that were started without contact, and that nobody else sees yet.
    :param former: the ids of desks that this folder was, and where nobody else is: what they have is its own.
    :param clock_off_s: how many seconds this computer's clock is behind the team's; 0 where that is near.
    :param names: what everyone in the team calls a recording, such as ``LI-17``, by its id here: of those
        that were asked for.
    """

    own: TeamDesk
    desks: Mapping[str, TeamDesk] = field(default_factory=dict, hash=False)
    reached: bool = True
    since: datetime | None = None
    others_do_not_see: int = 0
    why: Problem | None = None
    looking: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    clock_off_s: float = 0.0
    unseen: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def code(self, desk: str) -> str:
        """What people call a desk, by its id (empty: this one); empty where nobody knows."""
        if not desk or desk in self.former:
            return self.own.code
        known = self.desks.get(desk)
        return "" if known is None else known.code

    def heard(self, desk: str) -> bool:
        """Whether a desk was heard of a moment ago, as far as can be told from here."""
        known = self.desks.get(desk)
        return known is None or known.here

    def is_stale(self, session: Session) -> bool:
        """Whether a live recording is shown as it was when who looks after it was last heard of.

        A start that may never have left is told apart: nobody knows it to record.
        """
        desk = session.keeper.desk
        if not desk or desk in self.former or not session.live:
            return False
        return not self.reached or (not self.heard(desk) and session.state is not State.STARTING)

    def as_of(self, session: Session) -> datetime | None:
        """When who looks after a recording was last heard of; None where nobody knows."""
        known = self.desks.get(session.keeper.desk)
        heard_at = None if known is None else known.heard_at
        if self.reached or self.since is None:
            return heard_at
        return self.since if heard_at is None else min(heard_at, self.since)

    def seconds(self, session: Session, counted: float | None) -> float | None:
        """How long a recording goes on; a colleague's clock stands while nobody hears of them.

        :param counted: what the clock of this computer says.
        """
        at = self.as_of(session) if counted is not None and self.is_stale(session) else None
        if at is None:
            return counted
        return max(0.0, (at - (session.accepted_at or session.asked_at)).total_seconds())

    @property
    def refused(self) -> bool:
        """Whether colleagues are reached, and do not get this desk's rows."""
        return self.reached and self.why is not None

    @property
    def here(self) -> int:
        """How many desks were heard of a moment ago, this one among them."""
        return 1 + sum(desk.here for desk in self.desks.values())

    @property
    def size(self) -> int:
        """How many desks the team has; one that left is none of them."""
        return 1 + sum(not desk.left for desk in self.desks.values())
