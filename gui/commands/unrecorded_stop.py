"""``stop --unrecorded``: sent without a record on this computer, where none can be made."""

import asyncio
import shlex
from typing import Final

from gui.commands import output
from gui.commands.context import EXIT_OF, Context, Exit, operator
from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.ending_signals import on_ending_signal
from gui.core.foundation.enums import Operation, Outcome, SdkType, Source
from gui.core.foundation.plain_text import visible
from gui.core.foundation.system import SystemClock
from gui.core.protocol.request import StopRequest
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.unrecorded_stop import stop_unrecorded
from gui.core.services import open_connections

_HEADLINES: Final = {
    Outcome.ACCEPTED: "cli.unrecorded.stopped",
    Outcome.UNKNOWN: "cli.unrecorded.unknown",
}


def offer(context: Context, profile: str, request: StopRequest) -> None:
    """Say how a stop that could not be written down can be sent all the same."""
    words = ["recording-panel"]
    words += ["--data-dir", context.folder] if context.folder else []
    words += ["--profile", profile, "stop", f"--room={request.room}", f"--account={request.account}"]
    words += ["--source", request.source.word] if request.source is not Source.CAMERA else []
    words += ["--sdk-type", request.sdk_type.word] if request.sdk_type is not SdkType.NORMAL else []
    command = shlex.join([*words, "--unrecorded"])
    output.print_error(context.text("cli.unrecorded.offer", command=visible(command, 2000)))


def run(context: Context, profile: str, request: StopRequest, *, as_json: bool) -> int:
    """Send it, show what came of it, and return the exit status."""
    result = asyncio.run(_watched(context, profile, request))
    if result.bug is not None:
        output.print_bug(result.bug)
        output.print_error(context.text("cli.bug"))
    if as_json:
        _print_object(context, profile, request, result)
    else:
        _say(context, result)
    return EXIT_OF.get(result.outcome, Exit.UNKNOWN)


async def _watched(context: Context, profile: str, request: StopRequest) -> OperationResult:
    work = asyncio.current_task()
    assert work is not None
    with on_ending_signal(work.cancel):
        return await _send(context, profile, request)


async def _send(context: Context, profile: str, request: StopRequest) -> OperationResult:
    try:
        async with open_connections(context.data_dir) as connections:
            return await stop_unrecorded(connections, SystemClock(), profile, request, operator())
    except Problem as problem:
        return OperationResult(Outcome.NOT_SENT, None, problem)
    except asyncio.CancelledError:
        early = Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, detail=Detail("connect.given_up"))
        return OperationResult(Outcome.NOT_SENT, None, early)


def _print_object(context: Context, profile: str, request: StopRequest, result: OperationResult) -> None:
    from gui.core.reports.json_fields import request_fields, unsent_fields

    if result.session is not None:
        found = result.session, result.outcome, result.problem, result.attempts
        fields = request_fields(*found, context.catalogue)
    else:
        assert result.problem is not None
        values = {"room": request.room, "account": request.account, "source": request.source.word}
        fields = unsent_fields(Operation.STOP, profile, values, result.problem, context.catalogue)
    output.print_object({**fields, "recorded": False})


def _say(context: Context, result: OperationResult) -> None:
    from gui.commands.texts import problem_lines

    accepted = result.outcome is Outcome.ACCEPTED
    tell = output.print_error if result.outcome is Outcome.NOT_SENT else output.print_line
    session = result.session
    if session is not None:
        where = {"room": session.target.room, "user": visible(session.target.account)}
        tell(context.text(_HEADLINES.get(result.outcome, "cli.unrecorded.not_stopped"), **where))
        ids = [visible(file_id) for file_id in session.file_ids]
        for file_id in ids:
            tell(context.text("cli.file_id_line", id=file_id))
        if accepted:
            tell(context.text("cli.unrecorded.copy" if ids else "cli.unrecorded.no_ids"))
    if result.problem is not None:
        for line in problem_lines(context, result.problem, Operation.STOP):
            tell(line)
