"""The clock behind *Elapsed*: how long each live recording has been going on."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta

from gui.core.foundation.system import boot_moment, boot_seconds
from gui.core.foundation.times import wall_now
from gui.core.sessions.boot_time import moment_of
from gui.core.sessions.session import Session


class ElapsedClock:
    """How long each live recording has been going on.

    A session's age is taken once, when it is first seen: by the boot's clock where it was accepted in this
    boot, else from the wall clock (clamped at 0: it may have been set back meanwhile). From then on it is
    taken from a clock that counts sleep and never jumps.
    A colleague's session has the times of this computer's clock, too: its rows were put right as they came.
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
        self._began: dict[str, tuple[datetime, float]] = {}

    def see(self, session: Session) -> None:
        """Take note of a session as it is now; a session that is over is forgotten."""
        accepted = session.accepted_at
        if not session.live or accepted is None:
            self._began.pop(session.id, None)
        elif session.id not in self._began or self._began[session.id][0] != accepted:
            age = max(0.0, (self._now_for(session) - accepted).total_seconds())
            self._began[session.id] = (accepted, self._boot() - age)

    def _now_for(self, session: Session) -> datetime:
        return moment_of(session, self._now(), boot_moment() if self._knows_boot else None)

    def second(self) -> int:
        """The whole second that the clock stands at: until the next one no elapsed time changes."""
        return math.floor(self._boot())

    def seconds(self, session: Session) -> float | None:
        """Seconds since the start was accepted, or of the whole recording once it ended.

        None where that is not known.
        """
        if session.id in self._began:
            return max(0.0, math.floor(self._boot()) - self._began[session.id][1])
        return session.length_s

    def moment(self, session: Session) -> datetime:
        """Now, as far as this session's age is concerned: a wall clock that was set does not show in it."""
        began = self._began.get(session.id)
        if began is None:
            return self._now()
        return began[0] + timedelta(seconds=max(0.0, self._boot() - began[1]))
