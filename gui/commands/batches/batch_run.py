"""Runs a batch on the command line: its progress line, Ctrl+C, and the results."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gui.commands import output
from gui.commands.batches.batch_texts import print_warnings
from gui.commands.context import Context, operator
from gui.commands.sessions import Nobody
from gui.commands.texts import problem_lines
from gui.core.batch.precheck import ledger_warnings
from gui.core.batch.result_table import OfTeam, told_of_team
from gui.core.batch.results import BatchProgress, RowResult
from gui.core.batch.run import BatchRequest, BatchRun, Choice, opened_batch
from gui.core.catalogue.errors import Problem
from gui.core.foundation.ending_signals import on_ending_signal
from gui.core.foundation.enums import Operation
from gui.core.foundation.times import clock_text
from gui.core.protocol.endpoint import Limits
from gui.core.protocol.request import StartRequest
from gui.core.services import Services, open_services

_LINE_EVERY_S: Final = 0.2
_ANEW: Final = {Operation.START: "cli.batch.anew_start", Operation.STOP: "cli.batch.anew_stop"}


@dataclass(frozen=True, slots=True)
class Pace:
    """What the command line gives instead of the profile's own; None leaves that."""

    rate: int | None = None
    in_flight: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a batch.

    :param sent: whether there was anything to send this time.
    :param team: what is told of the sessions besides, in a team.
    :param bugs: faults of the panel itself; the first one's traceback was printed.
    """

    results: Sequence[RowResult]
    progress: BatchProgress
    ended_by: Problem | None
    sent: bool
    resumed: bool
    bugs: int = 0
    team: OfTeam | None = None


class _StatusLine:
    """One line of a terminal that is written over; nothing where stderr is none."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown = 0
        self._next = 0.0
        self._on = sys.stderr is not None and sys.stderr.isatty()

    def show(self, progress: BatchProgress) -> None:
        """Write it again, a few times a second."""
        now = asyncio.get_running_loop().time()
        if not self._on or now < self._next:
            return
        self._next = now + _LINE_EVERY_S
        words = progress_text(self._context, progress)
        sys.stderr.write("\r" + words + " " * (self._shown - len(words)))
        sys.stderr.flush()
        self._shown = len(words)

    def clear(self) -> None:
        """Leave the line empty for what comes next."""
        if self._shown:
            sys.stderr.write("\r" + " " * 2 * self._shown + "\r")
            sys.stderr.flush()
            self._shown = 0


def progress_text(context: Context, progress: BatchProgress) -> str:
    """How far a batch is, in one line."""
    words = context.text(
        "cli.batch.progress",
        done=progress.done,
        total=progress.total,
        accepted=progress.accepted,
        refused=progress.refused,
        unknown=progress.unknown,
        not_sent=progress.not_sent,
    )
    if progress.kept:
        words = f"{words} {context.messages.count('cli.batch.kept', progress.kept)}"
    if progress.seconds_left is None:
        return words
    left = clock_text(round(progress.seconds_left))
    return f"{words} {context.text('cli.batch.time_left', time=left)}"


def run(context: Context, wanted: BatchRequest, pace: Pace) -> Finished:
    """Run a batch to its end, or to the first ending signal: then what is in flight is finished and written.

    A second one waits for no answer any more.

    :raises Problem: where nothing could be begun.
    """
    return asyncio.run(_run(context, wanted, pace))


async def _run(context: Context, wanted: BatchRequest, pace: Pace) -> Finished:
    finished: list[Finished] = []  # the last one stands
    try:
        await _run_over(context, wanted, pace, finished.append)
    except Exception as err:
        # Behind the last row: what came of the rows stands.
        if not finished:
            raise
        if isinstance(err, Problem):
            for line in problem_lines(context, err):
                output.print_error(line)
        else:
            output.print_bug()
            output.print_error(context.text("cli.bug"))
    return finished[-1]


async def _run_over(
    context: Context, wanted: BatchRequest, pace: Pace, keep: Callable[[Finished], None]
) -> None:
    """Run it; ``keep`` is given what came of the rows before anything is closed."""
    async with open_services(context.data_dir, Nobody(), operator=operator()) as services:
        own = services.connections.endpoint(wanted.profile).limits
        rate = own.rate if pace.rate is None else float(pace.rate)
        in_flight = own.in_flight if pace.in_flight is None else pace.in_flight
        services.connections.limit(wanted.profile, Limits(rate, in_flight))
        opened = opened_batch(services.ledger, services.recorder, services.connections, wanted)
        async with opened as batch:
            to_send = batch.to_send
            if batch.anew:
                output.print_error(context.text(_ANEW[wanted.batch.operation], count=to_send))
            elif batch.resumed and to_send:
                earlier = batch.progress.done
                output.print_error(context.text("cli.batch.resumed", earlier=earlier, left=to_send))
            await _warn(context, services, wanted, batch)
            await _drive(context, batch)
            if batch.bugs:
                output.print_bug(batch.bugs[0])
            done = Finished(
                batch.results, batch.progress, batch.ended_by, to_send > 0, batch.resumed, len(batch.bugs)
            )
            keep(done)
            keep(replace(done, team=await told_of_team(services.ledger, done.results)))


async def _warn(context: Context, services: Services, wanted: BatchRequest, batch: BatchRun) -> None:
    """What the ledger knows of the rows that are to be sent; rows that are sent anew have their old names."""
    if wanted.choice is Choice.AGAIN or batch.run_number > 1 or batch.anew is not None:
        return
    done = {result.row.line for result in batch.results}
    starts = {
        row.line: row.request
        for row in wanted.batch.rows
        if isinstance(row.request, StartRequest) and row.line not in done
    }
    endpoint = services.connections.endpoint(wanted.profile)
    print_warnings(context, await ledger_warnings(services.ledger, endpoint, wanted.profile, starts))


async def _drive(context: Context, batch: BatchRun) -> None:
    line = _StatusLine(context)

    def interrupt() -> None:
        line.clear()
        if batch.ended_by is None:
            output.print_error(context.text("cli.batch.cancelling"))
            batch.cancel()
        else:
            batch.stop_waiting()

    batch.listener = lambda _result: line.show(batch.progress)
    with on_ending_signal(interrupt):
        try:
            await batch.run()
        finally:
            line.clear()
