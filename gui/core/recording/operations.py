"""Operations under way, one for each target: from the written intent to the written outcome.

A cancel, a bug or a ledger that can't be written never leaves one open: its outcome is written,
or kept and written as soon as the ledger takes it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Self, TypeVar

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem, panel_bug, unwritten_problem
from gui.core.foundation.enums import Outcome
from gui.core.foundation.system import BootClock, BootMoment, Clock
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Busy, Note
from gui.core.protocol.endpoint import UNLIMITED, Endpoint
from gui.core.recording.operation_request import OperationRequest, OperationResult
from gui.core.recording.operation_rows import OperationRows
from gui.core.recording.operation_runner import OperationRunner, Pacing
from gui.core.recording.ports import Listener, Relays, Sender
from gui.core.recording.rate_limiter import RateLimiters, Slot
from gui.core.recording.unwritten_outcomes import UnwrittenOutcome, UnwrittenOutcomes
from gui.core.sessions.boot_time import with_boot_time
from gui.core.sessions.conclude import conclude, never_sent
from gui.core.sessions.session import DecisionRefused, Failure, Session, Target
from gui.core.sessions.state_table import Opening, outcome_of

log = logging.getLogger(__name__)


Began = TypeVar("Began", Opening, Opening | None)


class Operations:
    """The operations of this process."""

    def __init__(
        self, ledger: Ledger, relays: Relays, clock: Clock, listener: Listener, pacing: Pacing
    ) -> None:
        self._ledger = ledger
        self._relays = relays
        self._clock = clock
        self._listener = listener
        self._pacing = pacing
        self._limiters = RateLimiters()
        self._under_way: dict[str, OperationRunner] = {}
        self._unwritten = UnwrittenOutcomes(ledger, self._notify)

    def at(self, target: Target) -> OperationRunner | None:
        """The operation under way on a target."""
        return self._under_way.get(target.key)

    def of(self, session_id: str) -> OperationRunner | None:
        """The operation under way on a session; a queued one by its request's key."""
        return next((p for p in self._under_way.values() if p.name == session_id), None)

    async def run(self, request: OperationRequest) -> OperationResult:
        """Carry a request out. A cancel ends the waiting, as staff can; the outcome is written and returned.

        A bug is no reason to raise: its outcome is written and returned like any other, with the bug.

        :raises DecisionRefused: where the request's plan does.
        """

        async def connect() -> Sender:
            target = request.target
            if self._relays.endpoint(request.profile) != Endpoint(target.host, target.sdk_app_id):
                elsewhere = Detail("profile.elsewhere", {"profile": request.profile})
                raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, detail=elsewhere)
            return await self._relays.client(request.profile)

        rows = OperationRows(self._ledger, self._clock, self._listener, request)
        slot = self._slot(request)
        runner = OperationRunner(
            request.operation,
            request.name,
            request.make_packet,
            connect,
            rows,
            self._pacing,
            slot,
        )
        # Known from here on, so that a stop pressed during the first write waits for the start.
        self._under_way.setdefault(request.target.key, runner)
        # A task of its own: what a cancel interrupted halfway would stay open for ever.
        whole = self._run(request, runner, rows, slot)
        work = asyncio.create_task(whole, name=f"operation {request.target.key}")
        while not work.done():
            try:
                await asyncio.wait({work})
            except asyncio.CancelledError:
                runner.end_with_the_panel()
        return work.result()

    async def write_unwritten(self) -> None:
        """Write the outcomes that the ledger could not take before, as far as it takes them now."""
        await self._unwritten.write_all()

    async def write_late(self, target: Target) -> OperationResult | None:
        """Try once more to write a target's outcome; None where there is none to be written.

        :raises Problem: where the ledger still can't take it.
        """
        return await self._unwritten.write(target.key)

    async def _run(
        self, request: OperationRequest, runner: OperationRunner, rows: OperationRows, slot: Slot
    ) -> OperationResult:
        key = request.target.key
        try:
            self._refuse_second(request, runner)
            waiting: Opening | None = None
            waits = slot.has_to_wait
            if waits and request.waits_in_the_ledger:
                waiting = await self._begin(request, rows.begin_waiting)
            if waiting is not None:
                session = await self._wait_in_the_ledger(request, runner, rows, waiting)
            else:
                await self._wait(request, runner)
                session = runner.take(await self._begin(request, rows.begin))
                if waits and runner.taken_back:
                    # While its intent was being written: nothing has left.
                    raise _NotBegun(await self._conclude_unsent(request, runner, rows, runner.never_sent()))
            self._under_way[key] = runner
            return await self._run_to_end(request, runner, session)
        except _NotBegun as err:
            return err.result
        except DecisionRefused:
            raise
        except Exception as bug:
            return self._broken_off(runner, bug)
        finally:
            slot.end()
            if self._under_way.get(key) is runner:
                del self._under_way[key]
            runner.finished.set()

    def _broken_off(self, runner: OperationRunner, bug: Exception) -> OperationResult:
        """A bug that left no outcome in the ledger: what is known is told all the same."""
        problem = runner.broken_off(bug)
        outcome = outcome_of(problem, runner.operation)
        return OperationResult(outcome, runner.session, problem, int(runner.session is not None), bug)

    def _slot(self, request: OperationRequest) -> Slot:
        try:
            limits = self._relays.endpoint(request.profile).limits
        except Problem:
            # A profile that is gone sends nothing: connecting reports that, in the session's row.
            limits = UNLIMITED
        return self._limiters.slot(request.profile, limits)

    def _refuse_second(self, request: OperationRequest, runner: OperationRunner) -> None:
        first = self._under_way.get(request.target.key)
        if first is not None and first is not runner:
            raise _NotBegun.by(Busy("" if first.session is None else first.session.id))

    async def _wait(self, request: OperationRequest, runner: OperationRunner) -> None:
        """Wait for the profile's slot, without a row: see waits_in_the_ledger."""
        queued = runner.queued(request.target)
        if queued is not None:
            self._listener.progress_changed(request.name, queued)
        went = await runner.await_slot()
        if queued is not None:
            self._listener.progress_changed(request.name, None)
        if not went:
            raise _NotBegun.by(runner.never_sent())

    async def _wait_in_the_ledger(
        self,
        request: OperationRequest,
        runner: OperationRunner,
        rows: OperationRows,
        opening: Opening,
    ) -> Session:
        """Wait for the profile's slot with a row of its own: it is not lost with the panel."""
        session = runner.take(opening)
        bug: Exception | None = None
        try:
            self._under_way[request.target.key] = runner
            self._listener.session_changed(session)
            queued = runner.queued(request.target)
            if queued is not None:
                self._listener.progress_changed(session.id, queued)
            if await runner.await_slot():
                session = runner.take(replace(opening, session=await rows.write_intent(session)))
            if not runner.taken_back:
                return session
            problem = runner.never_sent()
        except Problem as refused:
            # What can't be written is not sent.
            problem = refused
        except Exception as err:  # a bug: that it was not sent is written all the same
            bug, problem = err, runner.broken_off(err)
        result = await self._conclude_unsent(request, runner, rows, problem)
        raise _NotBegun(self._end_progress(result, session, bug))

    async def _conclude_unsent(
        self,
        request: OperationRequest,
        runner: OperationRunner,
        rows: OperationRows,
        problem: Problem,
    ) -> OperationResult:
        """What waited was never sent."""
        now, waiting = self._clock.now(), runner.session
        assert waiting is not None
        done = never_sent(waiting, rows.before, problem, request.operation, now)
        withdrawn = problem.word is LocalFailure.WITHDRAWN
        note = Note("withdrawn" if withdrawn else "answer", request.operator, now)
        if request.mark is not None:
            # A batch reads what came of its rows.
            note = Note("answer", request.operator, now, detail={"outcome": Outcome.NOT_SENT.value})
        bug: Exception | None = None
        try:
            (done,) = await self._ledger.end((done,), note)
        except Exception as err:
            unwritten = OperationResult(Outcome.NOT_SENT, done, problem)
            self._unwritten.keep(request.target.key, UnwrittenOutcome((done,), note, unwritten))
            bug = None if isinstance(err, Problem) else err
        runner.session = done
        bug = self._notify((done,)) or bug
        return OperationResult(Outcome.NOT_SENT, done, problem, bug=bug)

    async def _begin(self, request: OperationRequest, begin: Callable[[], Awaitable[Began]]) -> Began:
        try:
            await self._unwritten.write(request.target.key)
            return await begin()
        except Problem as problem:
            raise _NotBegun.by(problem) from problem

    async def _run_to_end(
        self, request: OperationRequest, runner: OperationRunner, session: Session
    ) -> OperationResult:
        bug: Exception | None = None
        problem: Problem | None
        detail: Mapping[str, object]
        file_ids: tuple[str, ...] = ()
        try:
            self._listener.session_changed(session)
            attempt = await runner.run(session)
            problem, file_ids, detail = attempt.problem, attempt.file_ids, attempt.detail()
            bug = runner.bug
        except Exception as err:  # a bug: what came of the request is written all the same
            bug, problem, detail = err, runner.broken_off(err), {"bug": type(err).__name__}
        try:
            result = await self._conclude(request, runner, problem, file_ids, detail)
        except Exception as err:  # an outcome that no row can hold: a plain one takes its place
            result = await self._conclude_plainly(request, runner, problem, err)
        return self._end_progress(result, session, bug)

    async def _conclude(
        self,
        request: OperationRequest,
        runner: OperationRunner,
        problem: Problem | None,
        file_ids: tuple[str, ...],
        detail: Mapping[str, object],
    ) -> OperationResult:
        now = self._clock.now()
        before = runner.session
        assert before is not None
        assert runner.opening is not None
        done = conclude(runner.opening, before, problem, file_ids, now, resent=runner.resent)
        done = tuple(with_boot_time(session, now, boot_of(self._clock)) for session in done)
        outcome = outcome_of(problem, request.operation)
        if request.mark is not None:
            detail = {**detail, "outcome": outcome.value}
        note = Note("answer", request.operator, now, detail=detail)
        try:
            done = await self._ledger.end(done, note)
        except Problem as refused:
            unwritten = OperationResult(outcome, done[-1], problem, before.attempts)
            self._unwritten.keep(request.target.key, UnwrittenOutcome(done, note, unwritten))
            problem = unwritten_problem(refused)
            # A successor has no number yet: the session that has one stands for both.
            shown = done[0] if len(done) == 1 else before
            done = (replace(shown, failure=Failure.of(problem, request.operation)),)
        runner.session = done[0]
        return OperationResult(outcome, done[-1], problem, before.attempts, self._notify(done))

    async def _conclude_plainly(
        self, request: OperationRequest, runner: OperationRunner, problem: Problem | None, bug: Exception
    ) -> OperationResult:
        """A row without anything of the answer: never more is told than is known then."""
        before, now = runner.session, self._clock.now()
        assert before is not None
        assert runner.opening is not None
        sent = problem is None or problem.delivery is not Delivery.NEVER_SENT
        plain = panel_bug(bug, may_have_left=sent)
        done = conclude(runner.opening, before, plain, (), now, resent=runner.resent)
        outcome = outcome_of(plain, request.operation)
        detail = {"bug": type(bug).__name__, "outcome": outcome.value}
        note = Note("answer", request.operator, now, detail=detail)
        result = OperationResult(outcome, done[-1], plain, before.attempts, bug)
        self._unwritten.keep(request.target.key, UnwrittenOutcome(done, note, result))
        try:
            result = await self._unwritten.write(request.target.key) or result
        except Exception as err:
            log.warning("an outcome can't be written yet: session %s, %s", before.id, type(err).__name__)
        runner.session = done[0] if result.session is None else result.session
        return result

    def _end_progress(
        self, result: OperationResult, session: Session, bug: Exception | None
    ) -> OperationResult:
        """Tell the listener that nothing is under way any more; the first bug of all goes with the result."""
        bug = bug or result.bug
        try:
            self._listener.progress_changed(session.id, None)
        except Exception as err:
            bug = bug or err
        return result if bug is None else replace(result, bug=bug)

    def _notify(self, sessions: tuple[Session, ...]) -> Exception | None:
        """Tell the listener of what is written; returns its bug, which changes nothing of that."""
        bug: Exception | None = None
        for session in sessions:
            try:
                self._listener.session_changed(session)
            except Exception as err:
                bug = bug or err
        return bug


def boot_of(clock: Clock) -> BootMoment | None:
    """This moment by the boot's clock, where the clock knows it."""
    return clock.boot_moment() if isinstance(clock, BootClock) else None


class _NotBegun(Exception):  # noqa: N818 - it names what happened
    """Nothing was sent: taken back, busy, or the intent could not be written."""

    def __init__(self, result: OperationResult) -> None:
        super().__init__()
        self.result = result

    @classmethod
    def by(cls, problem: Problem) -> Self:
        """Before there was a row."""
        return cls(OperationResult(Outcome.NOT_SENT, None, problem))
