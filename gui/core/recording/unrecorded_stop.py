"""A stop that is in no ledger: the way out where that can't be written or is not at its place.

What came of it is in the result and nowhere else: whoever asked for it shows the file ids, to be copied.
"""

from collections.abc import Sequence
from typing import Final

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import Operation, Outcome
from gui.core.foundation.system import Clock
from gui.core.ledger.rows import Note
from gui.core.protocol.endpoint import UNLIMITED
from gui.core.protocol.request import StopRequest
from gui.core.protocol.start_options import StartOptions
from gui.core.recording.alone_team import ALONE
from gui.core.recording.operation_request import OperationRequest, OperationResult
from gui.core.recording.operation_rows import OperationRows
from gui.core.recording.ports import Relays
from gui.core.recording.rate_limiter import RateLimiters
from gui.core.recording.retries import DEFAULT_PACING, Pacing
from gui.core.recording.running_operation import RunningOperation
from gui.core.recording.unwritten_outcomes import UnwrittenOutcomes
from gui.core.sessions.begin import begin_stop
from gui.core.sessions.progress import Progress
from gui.core.sessions.session import Session, Target
from gui.core.sessions.state_table import Opening, Plan

NO_RECORD: Final = frozenset(
    {
        LocalFailure.LEDGER,
        LocalFailure.LEDGER_LOCKED,
        LocalFailure.LEDGER_DAMAGED,
        LocalFailure.LEDGER_MOVED,
        LocalFailure.LEDGER_NEWER,
        LocalFailure.LEDGER_UNREADABLE,
    }
)
"""Why a stop was not sent, where it can be sent without a record."""


def may_go_unrecorded(result: OperationResult) -> bool:
    """Whether a stop was refused only because it can't be written down."""
    problem = result.problem
    return result.outcome is Outcome.NOT_SENT and problem is not None and problem.word in NO_RECORD


async def stop_unrecorded(
    relays: Relays,
    clock: Clock,
    profile: str,
    request: StopRequest,
    operator: str,
    pacing: Pacing = DEFAULT_PACING,
) -> OperationResult:
    """Stop a target's recording; nothing is read from the ledger or written to it.

    A cancel ends the waiting: what was sent is then unknown. The session of the result has no id.
    """
    try:
        endpoint = relays.endpoint(profile)
    except Problem as missing:
        return OperationResult(Outcome.NOT_SENT, None, missing)
    target = Target(endpoint.host, endpoint.sdk_app_id, request.room, request.account, request.source)
    plan = begin_stop(target, profile, StartOptions(sdk_type=request.sdk_type), operator, clock.now())
    wanted = OperationRequest(target, profile, Operation.STOP, plan, request.packet, operator, "", None)
    nowhere, nobody = _NoLedger(), _NoListener()
    rows = OperationRows(nowhere, UnwrittenOutcomes(nowhere, _never), ALONE, clock, wanted)
    slot = RateLimiters().slot(profile, UNLIMITED)
    return await RunningOperation(wanted, rows, relays, nobody, pacing, slot).run()


class _NoLedger:
    """In the place of the ledger: rows are planned, and go on from one to the next, but nowhere else."""

    async def begin(self, _target_key: str, plan: Plan, _note: Note, *, live_first: bool) -> Opening:
        """As for a target that nothing is known of."""
        del live_first
        return plan(None)

    async def add(self, session: Session, _note: Note, *, answered: bool | None) -> Session:
        """The row, unwritten."""
        del answered
        return session

    async def end(self, sessions: Sequence[Session], _note: Note) -> tuple[Session, ...]:
        """The rows, unwritten."""
        return tuple(sessions)

    async def changed_on(self, _target_key: str, _row: int) -> tuple[Session, ...]:
        """Nothing is known of others."""
        return ()


async def _never(_sessions: tuple[Session, ...]) -> None:
    """Nothing is written late."""


class _NoListener:
    """Nobody follows it."""

    def session_changed(self, session: Session) -> None:
        """See :class:`Listener`."""

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        """See :class:`Listener`."""
