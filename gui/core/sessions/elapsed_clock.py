"""The clock behind *Elapsed*: how long each live recording has been going on."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gui.core.foundation.system import boot_moment, boot_seconds
from gui.core.foundation.times import wall_now
from gui.core.sessions.boot_time import moment_of
from gui.core.sessions.session import Session


@dataclass(slots=True)
class _Counted:
    """A live session whose age goes on.

    :ivar by_wall: when it was accepted by the boot's clock, if the two wall clocks agree.
    :ivar seen: when it was first seen, and ``began`` when it was accepted, by the boot's clock.
    """

    accepted: datetime
    desk: str
    by_wall: float
    seen: float
    began: float = 0.0


class ElapsedClock:
    """How long each live recording has been going on.

    A session's age is taken once, when it is first seen: by the boot's clock where it was accepted in this
    boot, else from the wall clock (clamped at 0: it may have been set back meanwhile). From then on it is
    taken from a clock that counts sleep and never jumps.
    A colleague's session was accepted by the clock of their desk, see :meth:`know`.
    All sessions step together at that clock's whole seconds: never early, less than 1 s late, no drift.

    :param now: the time in UTC.
    :param boot: seconds of a clock that counts sleep and never jumps.
    """

    def __init__(
        self, now: Callable[[], datetime] = wall_now, boot: Callable[[], float] = boot_seconds
    ) -> None:
        self._now = now
        self._boot = boot
        # A clock of a test's own is of no boot that a session could have been accepted in.
        self._knows_boot = boot is boot_seconds
        self._counted: dict[str, _Counted] = {}
        self._ahead: Mapping[str, float] = {}

    def know(self, ahead: Mapping[str, float]) -> None:
        """Take how many seconds the clocks of other desks are ahead of this one, by the desks' ids."""
        self._ahead = ahead
        for one in self._counted.values():
            self._set_began(one)

    def see(self, session: Session) -> None:
        """Take note of a session as it is now; a session that is over is forgotten."""
        accepted = session.accepted_at
        if not session.live or accepted is None:
            self._counted.pop(session.id, None)
        elif session.id not in self._counted or self._counted[session.id].accepted != accepted:
            age, boot = (self._now_for(session) - accepted).total_seconds(), self._boot()
            self._counted[session.id] = _Counted(accepted, session.desk, boot - age, boot)
            self._set_began(self._counted[session.id])

    def _set_began(self, one: _Counted) -> None:
        # What was accepted later than now was accepted now.
        one.began = min(one.by_wall - self._ahead.get(one.desk, 0.0), one.seen)

    def _now_for(self, session: Session) -> datetime:
        return moment_of(session, self._now(), boot_moment() if self._knows_boot else None)

    def second(self) -> int:
        """The whole second that the clock stands at: until the next one no elapsed time changes."""
        return math.floor(self._boot())

    def seconds(self, session: Session) -> float | None:
        """Seconds since the start was accepted, or of the whole recording once it ended.

        None where that is not known.
        """
        if session.id in self._counted:
            return max(0.0, math.floor(self._boot()) - self._counted[session.id].began)
        return session.length_s

    def moment(self, session: Session) -> datetime:
        """Now, as far as this session's age is concerned: a wall clock that was set does not show in it.

        Of a colleague's session it is by the clock of their desk, as its times are.
        """
        counted = self._counted.get(session.id)
        if counted is None:
            return self._now() + timedelta(seconds=self._ahead.get(session.desk, 0.0))
        return counted.accepted + timedelta(seconds=max(0.0, self._boot() - counted.began))
