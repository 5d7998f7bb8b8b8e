"""The operations of this process that are under way: one for each target at most."""

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Outcome
from gui.core.foundation.system import Clock
from gui.core.ledger.rows import Busy
from gui.core.protocol.endpoint import UNLIMITED
from gui.core.recording.operation_request import OperationRequest, OperationResult
from gui.core.recording.operation_rows import OperationRows
from gui.core.recording.ports import Listener, Relays, RowWriter, Team
from gui.core.recording.rate_limiter import RateLimiters, Slot
from gui.core.recording.retries import Pacing
from gui.core.recording.running_operation import RunningOperation
from gui.core.recording.unwritten_outcomes import UnwrittenOutcomes
from gui.core.sessions.session import Session, Target


class Operations:
    """Runs operations over one ledger.

    :ivar team: whom the next ones ask.
    """

    def __init__(
        self, ledger: RowWriter, relays: Relays, clock: Clock, listener: Listener, pacing: Pacing, team: Team
    ) -> None:
        self._ledger = ledger
        self._relays = relays
        self._clock = clock
        self._listener = listener
        self._pacing = pacing
        self.team = team
        self._limiters = RateLimiters()
        self._under_way: dict[str, RunningOperation] = {}
        self._unwritten = UnwrittenOutcomes(ledger, self._written_late)

    def at(self, target: Target) -> RunningOperation | None:
        """The operation under way on a target."""
        return self._under_way.get(target.key)

    def of(self, session_id: str) -> RunningOperation | None:
        """The operation under way on a session; a queued one by its request's key."""
        return next((one for one in self._under_way.values() if one.name == session_id), None)

    async def run(self, request: OperationRequest) -> OperationResult:
        """Carry a request out; a second one on a target that is busy here is not sent.

        A cancel ends the waiting, as staff can; the outcome is written and returned. What is broken off
        together with others by now is not even begun, and has no row.

        :raises DecisionRefused: where the request's plan does.
        """
        bulk, key = request.bulk, request.target.key
        if bulk is not None and bulk.broken_off.is_set():
            withdrawn = Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN)
            return OperationResult(Outcome.NOT_SENT, None, withdrawn)
        if (first := self._under_way.get(key)) is not None:
            busy = Busy("" if first.session is None else first.session.id)
            return OperationResult(Outcome.NOT_SENT, None, busy)
        rows = OperationRows(self._ledger, self._unwritten, self.team, self._clock, request)
        slot = self._slot(request)
        operation = RunningOperation(request, rows, self._relays, self._listener, self._pacing, slot)
        # Known from here on, so that a stop pressed during the first write waits for the start.
        self._under_way[key] = operation
        if bulk is not None:
            bulk.add(operation)
        try:
            return await operation.run()
        finally:
            del self._under_way[key]
            if bulk is not None:
                bulk.discard(operation)
            operation.ended.set()

    async def write_unwritten(self) -> None:
        """Write the outcomes that the ledger could not take before, as far as it takes them now."""
        await self._unwritten.write_all()

    async def write_late(self, target: Target) -> OperationResult | None:
        """Try once more to write a target's outcome; None where there is none to be written.

        :raises Problem: where the ledger still can't take it.
        """
        return await self._unwritten.write(target.key)

    def _slot(self, request: OperationRequest) -> Slot:
        try:
            limits = self._relays.endpoint(request.profile).limits
        except Problem:
            # A profile that is gone sends nothing: connecting reports that, in the session's row.
            limits = UNLIMITED
        return self._limiters.slot(request.profile, limits)

    async def _written_late(self, sessions: tuple[Session, ...]) -> None:
        for session in sessions:
            self._listener.session_changed(session)
        await self.team.conclude(sessions[0].target.key)
