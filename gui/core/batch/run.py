"""Runs a checked batch over the recorder: pace, pause, cancel, and going on with one that was cut.

A row belongs to its session by the mark in its intent's detail, so a row whose intent was written counts
as sent, however this process ends. Only rows that were never sent go on by themselves.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Final

from gui.core.batch.earlier_results import earlier_results, sent_anew
from gui.core.batch.results import BatchProgress, RowResult, Tally
from gui.core.batch.rows import Batch
from gui.core.batch.run_log import BatchRuns, LoggedRun
from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem, panel_bug
from gui.core.foundation.enums import Outcome
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.queries.batch_queries import MARK
from gui.core.protocol.endpoint import Limits
from gui.core.protocol.request import StartRequest
from gui.core.recording.bulk import Bulk
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.ports import Relays
from gui.core.recording.recorder import Recorder

MOST_AT_ONCE: Final = 64
"""Rows under way at the same time where the profile has no limit."""
UNSENT_IN_A_ROW: Final = 20
"""After this many consecutive rows that could not be sent, the batch ends by itself."""
_HOPELESS: Final = frozenset(
    {
        LocalFailure.CREDENTIAL,
        LocalFailure.CERTIFICATE_FILE,
        LocalFailure.CLIENT_CERTIFICATE,
        LocalFailure.PROFILE,
        LocalFailure.LEDGER,
        LocalFailure.LEDGER_LOCKED,
        LocalFailure.LEDGER_DAMAGED,
        LocalFailure.LEDGER_MOVED,
        LocalFailure.LEDGER_NEWER,
    }
)
"""What one row can't be sent for, no other can."""
_OF_ONE_TARGET: Final = frozenset(
    {LocalFailure.BUSY, LocalFailure.ALREADY_LIVE, LocalFailure.WITHDRAWN, LocalFailure.DROPPED}
)


class Choice(StrEnum):
    """Which rows of a batch that has run before are sent."""

    RESUME = "resume"
    """Those that were never sent; of a run that is over, what :func:`sent_anew` says."""
    FAILED = "failed"
    """Those, and the refused ones."""
    AGAIN = "again"
    """All of them, from the first."""


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """What staff want of a file.

    :param source: where the file is, for people.
    """

    batch: Batch
    profile: str
    choice: Choice = Choice.RESUME
    source: str = ""


class BatchRun:
    """One run. ``pause``, ``resume``, ``cancel`` and ``stop_waiting`` may be called at any time.

    A bug that strikes one row is that row's outcome: the others go on.

    :ivar listener: called with each row's result; None is a change of the progress alone.
    :ivar anew: rows that a run that is over sends once more; None for one that was cut.
    :ivar bugs: what whoever runs it has to tell of, with its traceback.
    """

    def __init__(
        self,
        recorder: Recorder,
        wanted: BatchRequest,
        name: str,
        run: LoggedRun,
        earlier: Mapping[int, RowResult],
        limits: Limits,
        anew: frozenset[int] | None = None,
    ) -> None:
        self.anew = anew
        self.listener: Callable[[RowResult | None], None] = _nobody
        self.name = name
        self.bugs: list[Exception] = []
        self.run_number = run.number
        self.resumed = bool(earlier)
        self._recorder = recorder
        self._wanted = wanted
        self._rows = wanted.batch.rows
        self._results: dict[int, RowResult] = {}
        self._waiting: deque[int] = deque()
        self._bulk = Bulk()
        self._at_once = limits.in_flight or MOST_AT_ONCE
        self._going = asyncio.Event()
        self._going.set()
        self._ended_by: Problem | None = None
        self._unsent_in_a_row = 0
        self._tally = Tally(len(self._rows))
        for place in range(len(self._rows)):
            if place in earlier and not self._is_sent_again(place, earlier[place]):
                self._results[place] = replace(earlier[place], kept=anew is not None)
                self._tally.add(self._results[place])
            else:
                self._waiting.append(place)

    @property
    def to_send(self) -> int:
        """Rows that wait to be sent."""
        return len(self._waiting)

    @property
    def progress(self) -> BatchProgress:
        """How far it is."""
        return self._tally.progress(paused=not self._going.is_set())

    @property
    def ended_by(self) -> Problem | None:
        """Why rows were left: taken back by staff (``withdrawn``), or trouble that all rows share."""
        return self._ended_by

    @property
    def results(self) -> tuple[RowResult, ...]:
        """What came of every row, in the file's order; once :meth:`run` is over none is missing."""
        return tuple(self._results[place] for place in sorted(self._results))

    def pause(self) -> None:
        """Hand no further row over; what is under way goes on to its end."""
        self._going.clear()
        self._tally.stop_clock()
        self.listener(None)

    def resume(self) -> None:
        """Go on after a pause."""
        self._tally.start_clock()
        self._going.set()
        self.listener(None)

    def cancel(self) -> None:
        """Send no more: what is in flight is finished and written, countdowns end."""
        self._end(Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN))

    def stop_waiting(self) -> None:
        """Cancel, and wait for no answer any more: what is in flight becomes unknown."""
        self.cancel()
        self._bulk.stop_waiting()

    async def run(self) -> None:
        """Send the rows that wait; to be called once. A cancel of the task is :meth:`cancel`, then
        :meth:`stop_waiting`: every row has its result when this returns."""
        if self._going.is_set():
            self._tally.start_clock()
        count = min(self._at_once, len(self._waiting))
        workers = [asyncio.create_task(self._work()) for _ in range(count)]
        while any(not worker.done() for worker in workers):
            try:
                await asyncio.wait(workers)
            except asyncio.CancelledError:
                (self.cancel if self._ended_by is None else self.stop_waiting)()
        self._tally.stop_clock()
        # Each is asked: asyncio reports one that nobody asks as never retrieved, at any moment later.
        for worker in workers:
            bug = None if worker.cancelled() else worker.exception()
            self.bugs += [bug] if isinstance(bug, Exception) else []
        left = self._ended_by or (panel_bug(self.bugs[-1], may_have_left=False) if self.bugs else None)
        for place in self._waiting:
            self._take(place, RowResult(self._rows[place], Outcome.NOT_SENT, None, left))
        self._waiting.clear()

    def _is_sent_again(self, place: int, earlier: RowResult) -> bool:
        if self.anew is not None:
            return place in self.anew
        again = {Outcome.NOT_SENT}
        if self._wanted.choice is Choice.FAILED:
            again.add(Outcome.REFUSED)
        return earlier.outcome in again

    async def _work(self) -> None:
        while True:
            await self._going.wait()
            if not self._waiting or self._ended_by is not None:
                return
            place = self._waiting.popleft()
            try:
                result = await self._send(place)
            except Exception as bug:  # before it was an operation: one that began ends with a result
                result = OperationResult(Outcome.NOT_SENT, None, panel_bug(bug, may_have_left=False), bug=bug)
            except BaseException:
                # This worker is ended from without; what became of the row is in the ledger.
                died = Problem(Delivery.NO_ANSWER, word=LocalFailure.INTERRUPTED)
                self._take(place, RowResult(self._rows[place], Outcome.UNKNOWN, None, died))
                self.cancel()
                raise
            self.bugs += [] if result.bug is None else [result.bug]
            row = self._rows[place]
            self._take(place, RowResult(row, result.outcome, result.session, result.problem, result.attempts))
            self._look_at(result)

    async def _send(self, place: int) -> OperationResult:
        row = self._rows[place]
        mark = {MARK: {"id": self.name, "run": self.run_number, "row": place, "line": row.line}}
        if isinstance(row.request, StartRequest):
            unless_live = self._wanted.choice is not Choice.AGAIN
            return await self._recorder.start(
                self._wanted.profile, row.request, unless_live=unless_live, mark=mark, bulk=self._bulk
            )
        return await self._recorder.stop(self._wanted.profile, row.request, mark=mark, bulk=self._bulk)

    def _take(self, place: int, result: RowResult) -> None:
        self._results[place] = result
        self._tally.add(result)
        try:
            self.listener(result)
        except Exception as bug:  # whoever listens takes no row along
            self.bugs.append(bug)

    def _look_at(self, result: OperationResult) -> None:
        """End the batch where the trouble is not this row's own."""
        problem = result.problem
        if result.outcome is not Outcome.NOT_SENT or problem is None:
            self._unsent_in_a_row = 0
        elif problem.word in _HOPELESS:
            self._end(problem)
        elif problem.word not in _OF_ONE_TARGET:
            self._unsent_in_a_row += 1
            if self._unsent_in_a_row >= UNSENT_IN_A_ROW:
                self._end(problem)

    def _end(self, problem: Problem) -> None:
        if self._ended_by is None:
            self._ended_by = problem
        self._bulk.break_off()
        self._going.set()


@contextlib.asynccontextmanager
async def opened_batch(
    ledger: Ledger, recorder: Recorder, relays: Relays, wanted: BatchRequest
) -> AsyncIterator[BatchRun]:
    """A batch ready to run, with what earlier runs left of it. Nothing is sent before ``run``.

    :raises Problem: never sent: ``profile``, ``file``, a ledger's, or ``busy`` where another process runs it.
    """
    endpoint = relays.endpoint(wanted.profile)
    name = wanted.batch.identity(endpoint.host, endpoint.sdk_app_id)
    runs = BatchRuns(ledger.folder, name)
    if not await asyncio.to_thread(runs.take):
        detail = Detail("batch_under_way")
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.BUSY, detail=detail)
    try:
        last = await asyncio.to_thread(runs.last)
        anew: frozenset[int] | None = None
        earlier: Mapping[int, RowResult] = {}
        if last is not None and wanted.choice is not Choice.AGAIN:
            earlier = await earlier_results(ledger, wanted.batch, name, last)
            if wanted.choice is Choice.RESUME:
                anew = await sent_anew(ledger, endpoint, wanted.batch, last, earlier)
        if anew is not None and len(anew) == len(wanted.batch.rows):
            # All of it: a batch like any other, which can be cut and resumed.
            last, earlier, anew = await _next_run(ledger, wanted, last), {}, None
            await asyncio.to_thread(runs.begin, last)
        elif last is None or wanted.choice is Choice.AGAIN:
            last = await _next_run(ledger, wanted, last)
            await asyncio.to_thread(runs.begin, last)
        run = last
        batch_run = BatchRun(recorder, wanted, name, run, earlier, endpoint.limits, anew)
        if run.ended and batch_run.to_send:
            await asyncio.to_thread(runs.reopen, run.number)
            run = replace(run, ended=False)
        yield batch_run
        if not batch_run.progress.left and batch_run.ended_by is None and not run.ended:
            await asyncio.to_thread(partial(runs.end, run.number, over=_is_over(batch_run.results)))
    finally:
        runs.release()


def _is_over(results: Sequence[RowResult]) -> bool:
    """Whether no row is left to be sent: what was live already is none."""
    unsent = [result.problem for result in results if result.outcome is Outcome.NOT_SENT]
    return all(found is not None and found.word is LocalFailure.ALREADY_LIVE for found in unsent)


async def _next_run(ledger: Ledger, wanted: BatchRequest, last: LoggedRun | None) -> LoggedRun:
    number = 1 if last is None else last.number + 1
    after = await ledger.last_row()
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    rows = wanted.batch.rows
    return LoggedRun(number, after, now, wanted.batch.operation, wanted.profile, len(rows), wanted.source)


def _nobody(_result: RowResult | None) -> None:
    return None
