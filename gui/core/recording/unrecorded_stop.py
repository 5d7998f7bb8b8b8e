"""A stop that is in no ledger: the way out where that can't be written or is not at its place.

What came of it is in the result and nowhere else: whoever asked for it shows the file ids, to be copied.
"""

import asyncio
from dataclasses import replace
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Outcome
from gui.core.foundation.system import Clock
from gui.core.protocol.endpoint import UNLIMITED
from gui.core.protocol.request import StopRequest
from gui.core.protocol.start_options import StartOptions
from gui.core.recording.attempt import Attempt
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.operation_runner import DEFAULT_PACING, OperationRunner, Pacing
from gui.core.recording.ports import Relays, Sender
from gui.core.recording.rate_limiter import RateLimiters
from gui.core.sessions.begin import begin_stop, sending
from gui.core.sessions.conclude import answered_retry, conclude
from gui.core.sessions.progress import Progress
from gui.core.sessions.session import Session, Target
from gui.core.sessions.state_table import Intent, outcome_of

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
    opening = plan(None)

    async def connect() -> Sender:
        return await relays.client(profile)

    slot = RateLimiters().slot(profile, UNLIMITED)
    rows = _NoRows(clock)
    runner = OperationRunner(Operation.STOP, target.key, request.packet, connect, rows, pacing, slot)
    session = runner.take(replace(opening, session=sending(opening.session, clock.now())))
    problem, file_ids, bug = await _outcome(runner, session)
    last = runner.session or session
    (done,) = conclude(opening, last, problem, file_ids, clock.now(), resent=runner.resent)
    return OperationResult(outcome_of(problem, Operation.STOP), done, problem, last.attempts, bug)


async def _outcome(
    runner: OperationRunner, session: Session
) -> tuple[Problem | None, tuple[str, ...], Exception | None]:
    try:
        attempt = await _to_the_end(runner, session)
    except Exception as bug:  # not sent, or unknown: it is told as an outcome, and the bug beside it
        return runner.broken_off(bug), (), bug
    return attempt.problem, attempt.file_ids, runner.bug


async def _to_the_end(runner: OperationRunner, session: Session) -> Attempt:
    work = asyncio.create_task(runner.run(session))
    while not work.done():
        try:
            await asyncio.wait({work})
        except asyncio.CancelledError:
            runner.end_with_the_panel()
    return work.result()


class _NoRows:
    """In the place of the ledger's rows: the session goes on from try to try."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def write_retry(self, session: Session, attempt: Attempt) -> Session:
        """An answer after which the panel tries again."""
        problem = attempt.problem or Problem(Delivery.NO_ANSWER, word=LocalFailure.INTERRUPTED)
        return answered_retry(session, Intent.STOP, problem, self._clock.now())

    async def write_try(self, session: Session) -> Session:
        """One more try."""
        return sending(session, self._clock.now())

    def progress(self, session: Session, progress: Progress) -> None:
        """Nobody follows it."""
