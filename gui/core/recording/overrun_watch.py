"""The overrun alarm: marks each recording that gets too old, once, for all windows and restarts.

A recording that is found again after nobody watched it for longer than its limit is marked as well. Each desk
of a team marks its own: the others show a colleague's as too old by its age, and write nothing of it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from gui.core.foundation.enums import State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Busy, Note
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session

SEEN_FILE: Final = "last-watched"
"""Its time of change is when a window of the data folder last checked."""


class OverrunWatch:
    """Checks the recordings of one data folder; call :meth:`look` about once a minute.

    :param clock: gives a recording's age; it counts the computer's sleep, and ignores a clock that was set.
    """

    def __init__(
        self,
        ledger: Ledger,
        clock: ElapsedClock | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._ledger = ledger
        self._clock = ElapsedClock(now) if clock is None else clock
        self._now = now
        self._seen = ledger.folder / SEEN_FILE
        self._looked = False

    async def look(self, operator: str) -> tuple[Session, ...]:
        """Mark what got too old since the last check; returns those that nobody was alerted to yet.

        :raises Problem: where the ledger can't be read.
        """
        unwatched = timedelta() if self._looked else self._unwatched()
        self._looked = True
        marked = []
        for session in await self._ledger.open_sessions():
            self._clock.see(session)
            own = not session.desk
            if own and session.state is State.RECORDING and self._is_due(session, unwatched):
                found = await self._mark(session, operator, unwatched)
                marked += [] if found is None else [found]
        _touch(self._seen)
        return tuple(marked)

    def _is_due(self, session: Session, unwatched: timedelta) -> bool:
        if unwatched > session.overrun_limit:
            return True
        return session.overrun_at is None and session.overrun(self._clock.moment(session))

    async def _mark(self, session: Session, operator: str, unwatched: timedelta) -> Session | None:
        now = self._now()

        def mark(newest: Session) -> Session:
            if newest.state is not State.RECORDING or newest.overrun_at != session.overrun_at:
                raise ValueError("it was marked, or ended, meanwhile")
            return replace(newest, overrun_at=now, handled=False)

        reason = (
            "" if unwatched <= session.overrun_limit else f"unwatched for {unwatched // timedelta(hours=1)} h"
        )
        try:
            return await self._ledger.change(session.id, mark, Note("overrun", operator, now, reason))
        except (Busy, ValueError):
            # The next check finds it again, or it needs no mark any more.
            return None

    def _unwatched(self) -> timedelta:
        """How long no window was open; nothing where that is not known, or the clock was set back."""
        try:
            last = datetime.fromtimestamp(self._seen.stat().st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            return timedelta()
        return max(timedelta(), self._now() - last)


def _touch(path: Path) -> None:
    try:
        path.touch(mode=0o600)
    except OSError:
        # Only a hint: an age of its own still finds what is too old.
        return
