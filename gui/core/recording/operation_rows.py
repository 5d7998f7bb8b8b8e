"""The rows of one operation, up to its outcome: waiting, intent, answers before a retry, further tries."""

from dataclasses import replace
from datetime import datetime

from gui.core.catalogue.errors import Delivery
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.system import Clock
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.recording.attempt import Attempt
from gui.core.recording.operation_request import OperationRequest
from gui.core.recording.ports import Listener
from gui.core.sessions.begin import sending
from gui.core.sessions.conclude import answered_retry
from gui.core.sessions.progress import Progress
from gui.core.sessions.session import Session
from gui.core.sessions.state_table import Intent, Opening, Plan


class OperationRows:
    """Writes one operation's rows in its operator's name, and calls the listener.

    :ivar before: the target's newest session as the operation found it; None where there was none.

    Methods raise Problem where the ledger can't be written.
    """

    def __init__(self, ledger: Ledger, clock: Clock, listener: Listener, request: OperationRequest) -> None:
        self.before: Session | None = None
        self._attempts = 0
        self._ledger = ledger
        self._clock = clock
        self._listener = listener
        self._request = request

    async def begin(self) -> Opening:
        """The intent, right before the request leaves.

        :raises Busy: where an operation on the target is under way.
        :raises DecisionRefused: where the request's plan does.
        """
        now = self._clock.now()

        def sent_now(newest: Session | None) -> Opening:
            self.before = newest
            opening = self._planned(newest)
            return replace(opening, session=sending(opening.session, now))

        return await self._begin("intent", sent_now, now)

    async def begin_waiting(self) -> Opening | None:
        """The row of a start that waits for the rate limiter; raises as :meth:`begin` does.

        None, and nothing written, where the list shows the target anyway: its session is live, or failed
        and not handled.
        """
        now = self._clock.now()

        def wanted(newest: Session | None) -> Opening:
            if newest is not None and (newest.live or (newest.state is State.FAILED and not newest.handled)):
                raise _Listed
            self.before = newest
            opening = self._planned(newest)
            self._attempts = opening.session.attempts
            return replace(opening, session=replace(opening.session, attempts=0))

        try:
            return await self._begin("queued", wanted, now)
        except _Listed:
            return None

    async def write_intent(self, session: Session) -> Session:
        """It has its slot: the intent of what :meth:`begin_waiting` began."""
        again = replace(session, attempts=self._attempts)
        return await self._write("intent", sending(again, self._clock.now()), answered=False)

    async def write_retry(self, session: Session, attempt: Attempt) -> Session:
        """An answer after which the panel tries again."""
        assert attempt.problem is not None
        intent = Intent.STOP if session.operation is Operation.STOP else Intent.START
        noted = answered_retry(session, intent, attempt.problem, self._clock.now())
        answered = attempt.problem.delivery is Delivery.ANSWERED
        return await self._write("retry", noted, answered=answered, attempt=attempt)

    async def write_try(self, session: Session) -> Session:
        """The intent to send once more."""
        return await self._write("try", sending(session, self._clock.now()), answered=False)

    def progress(self, session: Session, progress: Progress) -> None:
        """Pass on what the operation is doing."""
        self._listener.progress_changed(session.id, progress)

    def _planned(self, newest: Session | None) -> Opening:
        """The session bears the profile that carries the request; which one it bore is kept."""
        opening = self._request.plan(newest)
        session, profile = opening.session, self._request.profile
        before = "" if newest is None or newest.id != session.id else newest.profile
        if before in ("", profile):
            return opening
        return replace(opening, session=replace(session, profile=profile), profile_before=before)

    async def _begin(self, kind: str, plan: Plan, now: datetime) -> Opening:
        note = Note(kind, self._request.operator, now, detail=self._request.mark)
        live_first = self._request.operation is Operation.STOP
        return await self._ledger.begin(self._request.target.key, plan, note, live_first=live_first)

    async def _write(
        self, kind: str, session: Session, *, answered: bool, attempt: Attempt | None = None
    ) -> Session:
        detail = None if attempt is None else attempt.detail()
        note = Note(kind, self._request.operator, self._clock.now(), detail=detail)
        written = await self._ledger.add(session, note, answered=answered)
        self._listener.session_changed(written)
        return written


class _Listed(Exception):  # noqa: N818 - it names what was found
    """The list shows the target already."""
