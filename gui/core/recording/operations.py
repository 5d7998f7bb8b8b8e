"""Operations under way, one for each target: from the written intent to the written outcome.

A cancel, a bug or a ledger that can't be written never leaves one open: its outcome is written,
or kept and written as soon as the ledger takes it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Self, TypeVar

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Outcome
from gui.core.foundation.system import Clock
from gui.core.ledger.ledger import Journal
from gui.core.ledger.rows import Busy, Note
from gui.core.protocol.endpoint import UNLIMITED, Endpoint
from gui.core.recording.operation_request import Order, Result
from gui.core.recording.operation_rows import OperationRows
from gui.core.recording.operation_runner import Pacing, Pursuit
from gui.core.recording.ports import Listener, Relays, Sender
from gui.core.recording.rate_limiter import Throttles, Turn
from gui.core.sessions.conclude import conclude, never_sent
from gui.core.sessions.session import Failure, Session, Target
from gui.core.sessions.state_table import Opening, outcome_of

log = logging.getLogger(__name__)

Began = TypeVar("Began", Opening, Opening | None)


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

        async def connect() -> Sender:
            target = order.target
            if self._relays.endpoint(order.profile) != Endpoint(target.host, target.sdk_app_id):
                message = f"the profile {order.profile} leads to another relay or app by now"
                raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=message)
            return await self._relays.client(order.profile)

        rows = OperationRows(self._journal, self._clock, self._listener, order)
        turn = self._turn(order)
        pursuit = Pursuit(order.operation, order.name, order.make_packet, connect, rows, self._pacing, turn)
        # Known from here on, so that a stop pressed during the first write waits for the start.
        self._under_way.setdefault(order.target.key, pursuit)
        # A task of its own: what a cancel interrupted halfway would stay open for ever.
        work = asyncio.create_task(self._run(order, pursuit, rows, turn))
        while not work.done():
            try:
                await asyncio.wait({work})
            except asyncio.CancelledError:
                pursuit.end_with_the_panel()
        return work.result()

    async def write_unwritten(self) -> None:
        """Write the outcomes that the ledger could not take before, as far as it takes them now."""
        for key in tuple(self._unwritten):
            try:
                await self._write_left_over(key)
            except Problem:
                return

    async def _run(self, order: Order, pursuit: Pursuit, rows: OperationRows, turn: Turn) -> Result:
        key = order.target.key
        try:
            self._refuse_second(order, pursuit)
            waiting: Opening | None = None
            waits = turn.has_to_wait
            if waits and order.waits_in_the_ledger:
                waiting = await self._begin(order, rows.begin_waiting)
            if waiting is not None:
                session = await self._wait_in_the_ledger(order, pursuit, rows, waiting)
            else:
                await self._wait(order, pursuit)
                session = pursuit.take(await self._begin(order, rows.begin))
                if waits and pursuit.taken_back:
                    # While its intent was being written: nothing has left.
                    raise _NotBegun(await self._conclude_unsent(order, pursuit, rows, pursuit.never_sent()))
            self._under_way[key] = pursuit
            return await self._pursue(order, pursuit, session)
        except _NotBegun as err:
            return err.result
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

    def _refuse_second(self, order: Order, pursuit: Pursuit) -> None:
        first = self._under_way.get(order.target.key)
        if first is not None and first is not pursuit:
            raise _NotBegun.by(Busy("" if first.session is None else first.session.id))

    async def _wait(self, order: Order, pursuit: Pursuit) -> None:
        """Wait for the profile's turn, without a row: see Order.waits_in_the_ledger."""
        queued = pursuit.queued(order.target)
        if queued is not None:
            self._listener.progress_changed(order.name, queued)
        went = await pursuit.await_turn()
        if queued is not None:
            self._listener.progress_changed(order.name, None)
        if not went:
            raise _NotBegun.by(pursuit.never_sent())

    async def _wait_in_the_ledger(
        self, order: Order, pursuit: Pursuit, rows: OperationRows, opening: Opening
    ) -> Session:
        """Wait for the profile's turn with a row that says so: it is not lost with the panel."""
        session = pursuit.take(opening)
        bug: Exception | None = None
        try:
            self._under_way[order.target.key] = pursuit
            self._listener.session_changed(session)
            queued = pursuit.queued(order.target)
            if queued is not None:
                self._listener.progress_changed(session.id, queued)
            if await pursuit.await_turn():
                session = pursuit.take(replace(opening, session=await rows.write_intent(session)))
            if not pursuit.taken_back:
                return session
            problem = pursuit.never_sent()
        except Problem as refused:
            # What can't be written is not sent.
            problem = refused
        except Exception as err:  # a bug: that it was not sent is written all the same
            bug, problem = err, pursuit.broken_off(err)
        result = await self._conclude_unsent(order, pursuit, rows, problem)
        self._listener.progress_changed(session.id, None)
        if bug is not None:
            raise bug
        raise _NotBegun(result)

    async def _conclude_unsent(
        self, order: Order, pursuit: Pursuit, rows: OperationRows, problem: Problem
    ) -> Result:
        """What waited was never sent."""
        now, waiting = self._clock.now(), pursuit.session
        assert waiting is not None
        done = never_sent(waiting, rows.before, problem, order.operation, now)
        withdrawn = problem.word is LocalFailure.WITHDRAWN
        note = Note("withdrawn" if withdrawn else "answer", order.operator, now)
        if order.mark is not None:
            # A batch reads what came of its rows.
            note = Note("answer", order.operator, now, detail={"outcome": Outcome.NOT_SENT.value})
        try:
            (done,) = await self._journal.end((done,), note)
        except Problem:
            self._unwritten[order.target.key] = ((done,), note)
        pursuit.session = done
        self._listener.session_changed(done)
        return Result(Outcome.NOT_SENT, done, problem)

    async def _begin(self, order: Order, begin: Callable[[], Awaitable[Began]]) -> Began:
        try:
            await self._write_left_over(order.target.key)
            return await begin()
        except Problem as problem:
            raise _NotBegun.by(problem) from problem

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
    """Nothing was sent: taken back, busy, or the intent could not be written."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result

    @classmethod
    def by(cls, problem: Problem) -> Self:
        """Before there was a row."""
        return cls(Result(Outcome.NOT_SENT, None, problem))
