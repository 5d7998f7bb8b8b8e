"""One request through the recorder, with Ctrl+C: what was sent becomes unknown, and that is written."""

import asyncio
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from gui.commands import output
from gui.commands.context import Context, operator
from gui.commands.team.team_names import team_names
from gui.core.catalogue.details import Detail, words_of
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.ending_signals import on_ending_signal
from gui.core.foundation.enums import Outcome
from gui.core.foundation.plain_text import visible
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.recorder import Recorder
from gui.core.services import Services, open_services
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Session, Target

if TYPE_CHECKING:
    from gui.core.reports.team_fields import TeamNames
    from gui.core.team.request_claims import RequestClaims

LATE_S = 30.0
"""How long an outcome that can't be written is kept and tried again, before the command ends without it."""
_TRY_EVERY_S = 0.5


class _Watch:
    """Follows the one operation of this process; a signal ends its waiting, wherever it is."""

    def __init__(self, context: Context, *, quiet: bool) -> None:
        self.recorder: Recorder | None = None
        self.session: Session | None = None
        self.names: TeamNames | None = None
        self._context = context
        self._quiet = quiet
        self._task = asyncio.current_task()
        self._under_way: str | None = None
        self._interrupted = False
        self.ended = asyncio.Event()

    def session_changed(self, session: Session) -> None:
        """Keep the newest of the operation's rows; what start-up concluded is not of it."""
        if self.recorder is not None:
            self.session = session

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        """Print that the panel waits to try again."""
        self._under_way = None if progress is None else session_id
        if self._interrupted:
            self._stop_waiting()
        elif progress is not None and progress.phase is Phase.RETRY and not self._quiet:
            output.print_error(self._text(progress))

    def interrupt(self) -> None:
        """Ctrl+C, or the system wants this process to end."""
        self._interrupted = True
        self.ended.set()
        if self.recorder is not None:
            self._stop_waiting()
        elif self._task is not None:
            self._task.cancel()

    def tell_unseen(self, team: "RequestClaims") -> None:
        """Say where others do not see what was done here, and why; in JSON, a field has it."""
        client = team.client
        if self._quiet or self.session is None or not client.copy.behind:
            return
        why = client.link.state.why or client.link.state.refuses
        words = "" if why is None else words_of(why, self._context.messages)
        key = "cli.team.unseen" if words else "cli.team.unseen_yet"
        output.print_error(self._context.text(key, why=visible(words, 400)))

    def _text(self, progress: Progress) -> str:
        if progress.code is None:
            return self._context.text("cli.sending_again")
        return self._context.text(
            "cli.trying_again",
            code=progress.code,
            seconds=round(progress.until - progress.since),
            attempt=progress.attempt + 1,
            tries=progress.tries,
        )

    def _stop_waiting(self) -> None:
        if self.recorder is not None and self._under_way is not None:
            self.recorder.stop_waiting(self._under_way)


def send(
    context: Context, profile: str, request: StartRequest | StopRequest, *, quiet: bool
) -> "tuple[OperationResult, TeamNames | None]":
    """Start or stop. From its return on, ending signals are ignored: the exit status has to show the outcome.

    :param quiet: print nothing about retries on stderr.
    :return: what came of it, and what the team calls its session.
    """

    async def watched() -> "tuple[OperationResult, TeamNames | None]":
        watch = _Watch(context, quiet=quiet)
        with on_ending_signal(watch.interrupt):
            return await _send(context, profile, request, watch), watch.names

    return asyncio.run(watched())


async def _send(
    context: Context, profile: str, request: StartRequest | StopRequest, watch: _Watch
) -> OperationResult:
    result: OperationResult | None = None
    team: RequestClaims | None = None
    try:
        async with open_services(context.data_dir, watch, operator=operator(), brief=True) as services:
            watch.recorder, team = services.recorder, services.team
            if isinstance(request, StartRequest):
                result = await services.recorder.start(profile, request)
            else:
                result = await services.recorder.stop(profile, request)
            result = await _written(context, services, watch, result)
            if result.bug is not None:
                output.print_bug(result.bug)
                output.print_error(context.text("cli.bug"))
            result = await _with_live_session(services, profile, request, result)
            if result.session is not None:
                watch.names = await team_names(services.ledger, [result.session])
        if team is not None:
            watch.tell_unseen(team)
    except Problem as problem:
        return result or OperationResult(Outcome.NOT_SENT, None, problem)
    except asyncio.CancelledError:
        early = Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, detail=Detail("connect.given_up"))
        return result or OperationResult(Outcome.NOT_SENT, None, early)
    except Exception:
        # Before the operation, nothing was sent; behind it, its result stands.
        if result is None:
            raise
        output.print_bug()
        output.print_error(context.text("cli.bug"))
    return result


async def _written(
    context: Context, services: Services, watch: _Watch, result: OperationResult
) -> OperationResult:
    """Keep an outcome that can't be written yet, and say so: its file ids are nowhere else."""
    problem, session = result.problem, result.session
    if problem is None or problem.word is not LocalFailure.LEDGER_AFTER or session is None:
        return result
    ids = ", ".join(visible(file_id) for file_id in session.file_ids) or "–"
    message = visible(words_of(problem, context.messages))
    output.print_error(context.text("cli.unwritten", message=message, ids=ids, seconds=round(LATE_S)))
    until = time.monotonic() + LATE_S
    while time.monotonic() < until and not watch.ended.is_set():
        with suppress(Problem):
            return await services.recorder.write_late(result)
        with suppress(TimeoutError):
            await asyncio.wait_for(watch.ended.wait(), _TRY_EVERY_S)
    return result


async def _with_live_session(
    services: Services, profile: str, request: StartRequest | StopRequest, result: OperationResult
) -> OperationResult:
    """A request that touched no session (busy, ledger locked) shows the one that is live on its target."""
    if result.session is not None:
        return result
    try:
        endpoint = services.connections.endpoint(profile)
        target = Target(endpoint.host, endpoint.sdk_app_id, request.room, request.account, request.source)
        newest = await services.ledger.newest_of(target.key)
    except Problem:
        return result
    return replace(result, session=newest) if newest is not None and newest.live else result
