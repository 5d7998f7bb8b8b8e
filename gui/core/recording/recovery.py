"""Operations that a process left without an outcome: concluded by their newest row.

running_operation.py says what that row tells.
"""

import logging

from gui.core.catalogue.errors import Problem
from gui.core.foundation.system import Clock, boot_of
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note, Orphan
from gui.core.recording.ports import Listener, Team
from gui.core.sessions.boot_time import with_boot_time
from gui.core.sessions.conclude import interrupted
from gui.core.sessions.session import Session

log = logging.getLogger(__name__)


class Recovery:
    """Takes over what processes that are gone left open in one ledger.

    :ivar team: who is told of their end.
    """

    def __init__(self, ledger: Ledger, clock: Clock, listener: Listener, team: Team) -> None:
        self._ledger = ledger
        self._clock = clock
        self._listener = listener
        self.team = team
        self._orphans: list[Orphan] = []

    async def conclude_orphans(self, operator: str) -> tuple[Session, ...]:
        """Conclude them; returns the sessions that changed.

        :raises Problem: where the ledger can't be read or written; what is left is kept for the next call.
        """
        changed: list[Session] = []
        # Taken over for good: what can't be written now is kept for the next call.
        self._orphans += await self._ledger.orphans()
        while self._orphans:
            orphan = self._orphans[0]
            try:
                written = await self._conclude(orphan, operator)
            except Problem:
                raise
            except Exception:  # a bug with one row must not keep the panel from all the others
                log.exception("session %s can't be concluded", orphan.opening.session.id)
                written = ()
            log.info("session %s was left open by a process that is gone", orphan.opening.session.id)
            self._orphans.remove(orphan)
            await self.team.conclude(orphan.opening.session.target.key, orphan.process)
            for session in written:
                self._listener.session_changed(session)
            changed += written
        return tuple(changed)

    async def _conclude(self, orphan: Orphan, operator: str) -> tuple[Session, ...]:
        now, session = self._clock.now(), orphan.opening.session
        done = interrupted(orphan.opening, session, answered=orphan.answered, waiting=orphan.waiting, now=now)
        done = tuple(with_boot_time(one, now, boot_of(self._clock)) for one in done)
        return await self._ledger.end(done, Note("interrupted", operator, now))
