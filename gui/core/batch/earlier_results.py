"""What came of a batch's rows before: read from the ledger, row by row of the file."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from gui.core.batch.results import RowResult
from gui.core.batch.rows import Batch, BatchRow
from gui.core.batch.run_log import BatchRuns, LoggedRun, cut_runs
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.queries.batch_queries import BatchAttempt
from gui.core.protocol.endpoint import Endpoint
from gui.core.sessions.session import Target

OFFERED_FOR: Final = timedelta(days=7)
"""How long the window offers to resume a batch that was cut; its file resumes it at any time."""


@dataclass(frozen=True, slots=True)
class CutBatch:
    """A batch that did not come to its end.

    :param left: rows that were never sent.
    """

    name: str
    run: LoggedRun
    left: int


async def earlier_results(ledger: Ledger, batch: Batch, name: str, run: LoggedRun) -> dict[int, RowResult]:
    """What came of the rows that have an intent, by place; the last attempt of each counts."""
    attempts = {attempt.row: attempt for attempt in await ledger.batch_attempts(name, run.number, run.after)}
    found = {}
    for place, attempt in attempts.items():
        newest = await ledger.session(attempt.session_id)
        found[place] = replace(_result(batch.rows[place], attempt), session=newest or attempt.after)
    return found


async def known_results(ledger: Ledger, batch: Batch, name: str) -> Mapping[int, RowResult]:
    """What the last run of a batch left, by place; empty where it never ran. Begins nothing.

    :raises Problem: ``file`` or a ledger's, never sent.
    """
    run = await asyncio.to_thread(BatchRuns(ledger.folder, name).last)
    return {} if run is None else await earlier_results(ledger, batch, name, run)


async def sent_anew(
    ledger: Ledger, endpoint: Endpoint, batch: Batch, run: LoggedRun, earlier: Mapping[int, RowResult]
) -> frozenset[int] | None:
    """The rows, by place, that the same file sends once more where its last run is over; None for one cut.

    Rows whose recording has ended start anew, live ones are stopped anew. Where nothing is live at all a
    file of starts is a new one: refused rows are sent, too.

    :param earlier: what the run left.
    :raises Problem: a ledger's, never sent.
    """
    rows = batch.rows
    unsent = {place for place, result in earlier.items() if result.outcome is Outcome.NOT_SENT}
    if unsent or not (run.over or len(earlier) == len(rows)):
        return None
    targets = {session.target for session in await ledger.open_sessions() if session.live}
    host, app = endpoint.host, endpoint.sdk_app_id
    requests = [row.request for row in rows]
    live = {
        place
        for place, request in enumerate(requests)
        if Target(host, app, request.room, request.account, request.source) in targets
    }
    if batch.operation is Operation.STOP:
        return frozenset(live)
    if not live:
        return frozenset(range(len(rows)))
    ended = {
        place
        for place, result in earlier.items()
        if result.session is not None and result.session.state is State.STOPPED
    }
    return frozenset((ended | (set(range(len(rows))) - earlier.keys())) - live)


async def cut_batches(ledger: Ledger) -> tuple[CutBatch, ...]:
    """Batches of the last days that were cut with rows that were never sent, the newest first."""
    oldest = (datetime.now(UTC) - OFFERED_FOR).isoformat()
    found = []
    for name, run in await asyncio.to_thread(cut_runs, ledger.folder):
        if run.at >= oldest:
            left = run.rows - await ledger.batch_rows_sent(name, run.number, run.after)
            found.append(CutBatch(name, run, left))
    return tuple(cut for cut in found if cut.left > 0)


async def offer_no_more(folder: Path, name: str, number: int) -> None:
    """A person ended the batch: it is not offered again. Its file goes on where it was all the same."""
    await asyncio.to_thread(BatchRuns(folder, name).end, number)


def _result(row: BatchRow, attempt: BatchAttempt) -> RowResult:
    session = attempt.after
    failure = None if session is None else session.failure or session.ended_with
    problem = None if failure is None else failure.problem()
    if problem is None and attempt.outcome is Outcome.UNKNOWN:
        problem = Problem(Delivery.NO_ANSWER, word=LocalFailure.INTERRUPTED)
    attempts = 1 if session is None else session.attempts
    return RowResult(row, attempt.outcome, session, problem, attempts, earlier=True)
