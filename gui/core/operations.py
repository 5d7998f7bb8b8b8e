"""Operations under way, one for each target: from the written intent to the written outcome.

A cancel, a bug or a ledger that can't be written never leaves one open: its outcome is written,
or kept and written as soon as the ledger takes it.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gui.core.conclusions import answered_retry, conclude
from gui.core.errors import Delivery, LocalFailure, Problem
from gui.core.journal import Journal
from gui.core.journal_rows import Busy, Note
from gui.core.plans import sending
from gui.core.progress import Progress
from gui.core.pursuit import Attempt, Pacing, PacketMaker, Pursuit
from gui.core.relay import RelayClient
from gui.core.session import Failure, Session, Target
from gui.core.surroundings import Endpoint, Listener, Relays
from gui.core.system import Clock
from gui.core.terms import Operation, Outcome
from gui.core.throttle import UNLIMITED, Throttles, Turn
from gui.core.transitions import Intent, Opening, Plan, outcome_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one request.

    :param session: None where none was touched (busy, ledger not writable, profile missing).
    :param attempts: requests that this operation sent, or tried to send.
    """

    outcome: Outcome
    session: Session | None
    problem: Problem | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What staff want of a target.

    :param profile: whose connection it goes through; it has to lead to the target.
    :param session_id: the session it is for, where that is known before it begins.
    :param mark: what its intent's row keeps, such as the batch that it belongs to.
    """

    target: Target
    profile: str
    operation: Operation
    plan: Plan
    make_packet: PacketMaker
    operator: str
    session_id: str
    mark: Mapping[str, object] | None

    @property
    def name(self) -> str:
        """What it goes by while it is queued."""
        return self.session_id or self.target.key


class _Writer:
    """Writes one operation's rows between two tries, in its operator's name."""

    def __init__(self, journal: Journal, clock: Clock, listener: Listener, operator: str) -> None:
        self._journal = journal
        self._clock = clock
        self._listener = listener
        self._operator = operator

    async def write_retry(self, session: Session, attempt: Attempt) -> Session:
        """An answer after which the panel tries again."""
        assert attempt.problem is not None
        now = self._clock.now()
        intent = Intent.STOP if session.operation is Operation.STOP else Intent.START
        noted = answered_retry(session, intent, attempt.problem, now)
        answered = attempt.problem.delivery is Delivery.ANSWERED
        return await self._write(noted, Note("retry", self._operator, now, detail=attempt.detail()), answered)

    async def write_try(self, session: Session) -> Session:
        """The intent to send once more."""
        now = self._clock.now()
        return await self._write(sending(session, now), Note("try", self._operator, now), answered=False)

    def progress(self, session: Session, progress: Progress) -> None:
        """Pass on what the operation is doing."""
        self._listener.progress_changed(session.id, progress)

    async def _write(self, session: Session, note: Note, answered: bool) -> Session:
        written = await self._journal.add(session, note, answered=answered)
        self._listener.session_changed(written)
        return written


class Operations:
    """The operations of this process."""

    def __init__(
        self, journal: Journal, relays: Relays, clock: Clock, listener: Listener, pacing: Pacing
    ) -> None:
        self._journal = journal
        self._relays = relays
        self._clock = clock
        self._listener = listener
        self._pacing = pacing
        self._throttles = Throttles()
        self._under_way: dict[str, Pursuit] = {}
        self._unwritten: dict[str, tuple[tuple[Session, ...], Note]] = {}

    def at(self, target: Target) -> Pursuit | None:
        """The operation under way on a target."""
        return self._under_way.get(target.key)

    def of(self, session_id: str) -> Pursuit | None:
        """The operation under way on a session; a queued one by its order's name."""
        return next((p for p in self._under_way.values() if p.name == session_id), None)

    async def run(self, order: Order) -> Result:
        """Carry an order out. A cancel ends the waiting, as staff can; the outcome is written and returned.

        :raises ValueError: where the order's plan does.
        """

        async def connect() -> RelayClient:
            target = order.target
            if self._relays.endpoint(order.profile) != Endpoint(target.host, target.sdk_app_id):
                message = f"the profile {order.profile} leads to another relay or app by now"
                raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=message)
            return await self._relays.client(order.profile)

        writer = _Writer(self._journal, self._clock, self._listener, order.operator)
        turn = self._turn(order)
        pursuit = Pursuit(order.operation, order.name, order.make_packet, connect, writer, self._pacing, turn)
        # Known from here on, so that a stop pressed during the first write waits for the start.
        self._under_way.setdefault(order.target.key, pursuit)
        # A task of its own: what a cancel interrupted halfway would stay open for ever.
        work = asyncio.create_task(self._run(order, pursuit, turn))
        while not work.done():
            try:
                await asyncio.wait({work})
            except asyncio.CancelledError:
                pursuit.stop_waiting()
        return work.result()

    async def write_unwritten(self) -> None:
        """Write the outcomes that the ledger could not take before, as far as it takes them now."""
        for key in tuple(self._unwritten):
            try:
                await self._write_left_over(key)
            except Problem:
                return

    async def _run(self, order: Order, pursuit: Pursuit, turn: Turn) -> Result:
        key = order.target.key
        try:
            await self._queue(order, pursuit)
            session = pursuit.take(await self._begin(order))
            self._under_way[key] = pursuit
            return await self._pursue(order, pursuit, session)
        except _NotBegun as err:
            return Result(Outcome.NOT_SENT, None, err.problem)
        finally:
            turn.end()
            if self._under_way.get(key) is pursuit:
                del self._under_way[key]
            pursuit.finished.set()

    def _turn(self, order: Order) -> Turn:
        try:
            limits = self._relays.endpoint(order.profile).limits
        except Problem:
            # A profile that is gone sends nothing: connecting says so, in the session's row.
            limits = UNLIMITED
        return self._throttles.turn(order.profile, limits)

    async def _queue(self, order: Order, pursuit: Pursuit) -> None:
        """Wait for the profile's turn. Nothing is written yet: what is queued is lost without harm."""
        first = self._under_way.get(order.target.key)
        if first is not None and first is not pursuit:
            raise _NotBegun(Busy("" if first.session is None else first.session.id))
        queued = pursuit.queued(order.target)
        if queued is not None:
            self._listener.progress_changed(order.name, queued)
        went = await pursuit.await_turn()
        if queued is not None:
            self._listener.progress_changed(order.name, None)
        if not went:
            raise _NotBegun(Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN))

    async def _begin(self, order: Order) -> Opening:
        key, now = order.target.key, self._clock.now()

        def first_try(newest: Session | None) -> Opening:
            opening = order.plan(newest)
            return replace(opening, session=sending(opening.session, now))

        note = Note("intent", order.operator, now, detail=order.mark)
        live_first = order.operation is Operation.STOP
        try:
            await self._write_left_over(key)
            return await self._journal.begin(key, first_try, note, live_first=live_first)
        except Problem as problem:
            raise _NotBegun(problem) from problem

    async def _pursue(self, order: Order, pursuit: Pursuit, session: Session) -> Result:
        bug: Exception | None = None
        problem: Problem | None
        detail: Mapping[str, object]
        file_ids: tuple[str, ...] = ()
        try:
            self._listener.session_changed(session)
            attempt = await pursuit.run(session)
            problem, file_ids, detail = attempt.problem, attempt.file_ids, attempt.detail()
        except Exception as err:  # a bug: what came of the request is written all the same
            bug, problem, detail = err, pursuit.broken_off(err), {"bug": type(err).__name__}
        result = await self._conclude(order, pursuit, problem, file_ids, detail)
        self._listener.progress_changed(session.id, None)
        if bug is not None:
            raise bug
        return result

    async def _conclude(
        self,
        order: Order,
        pursuit: Pursuit,
        problem: Problem | None,
        file_ids: tuple[str, ...],
        detail: Mapping[str, object],
    ) -> Result:
        now = self._clock.now()
        before = pursuit.session
        assert before is not None
        assert pursuit.opening is not None
        done = conclude(pursuit.opening, before, problem, file_ids, now, resent=pursuit.resent)
        outcome = outcome_of(problem, order.operation)
        if order.mark is not None:
            detail = {**detail, "outcome": outcome.value}
        note = Note("answer", order.operator, now, detail=detail)
        try:
            done = await self._journal.end(done, note)
        except Problem as refused:
            self._unwritten[order.target.key] = (done, note)
            problem = Problem(Delivery.NO_ANSWER, word=LocalFailure.LEDGER_AFTER, message=refused.message)
            # A successor has no number yet: the session that has one tells of both.
            shown = done[0] if len(done) == 1 else before
            done = (replace(shown, failure=Failure.of(problem, order.operation)),)
        pursuit.session = done[0]
        for session in done:
            self._listener.session_changed(session)
        return Result(outcome, done[-1], problem, before.attempts)

    async def _write_left_over(self, key: str) -> None:
        left_over = self._unwritten.pop(key, None)
        if left_over is None:
            return
        try:
            written = await self._journal.end(*left_over)
        except Problem:
            self._unwritten[key] = left_over
            raise
        log.info("an outcome was written late: session %s", written[0].id)
        for session in written:
            self._listener.session_changed(session)


class _NotBegun(Exception):  # noqa: N818 - it names what happened
    """The intent could not be written, so nothing was sent."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem
