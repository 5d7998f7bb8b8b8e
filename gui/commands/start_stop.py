"""``start`` and ``stop``: values checked all at once, one request, and what came of it."""

from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import EXIT_OF, Context, Exit
from gui.commands.parsing import Commands, Once, Parser
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Outcome, SdkType, Source
from gui.core.foundation.plain_text import is_broken, visible
from gui.core.foundation.text_cleaning import one_named

if TYPE_CHECKING:
    from gui.core.protocol.request import Complaint, StartRequest, StopRequest
    from gui.core.recording.operation_request import OperationResult

_OPTIONS: Final = {
    "file_name": "--file-name",
    "tags": "--tag",
    "class_id": "--class-id",
    "sdk_type": "--sdk-type",
}
_SOURCES: Final = {source.word: source for source in Source}
_SDK_TYPES: Final = {sdk_type.word: sdk_type for sdk_type in SdkType}


def add_to(commands: Commands) -> None:
    """Add both sub-commands."""
    start = commands.add("start", _start, sends=True)
    _add_target(start, commands)
    start.add_argument("--file-name", action=Once, metavar="F", help=commands.help("file_name"))
    start.add_argument("--tag", action="append", dest="tags", metavar="T", help=commands.help("tag"))
    start.add_argument("--class-id", action=Once, metavar="N", help=commands.help("class_id"))
    for flag in ("transcode", "screenshot", "watermark"):
        start.add_argument(f"--{flag}", action="store_true", help=commands.help(flag))
    _add_target(stop := commands.add("stop", _stop, sends=True), commands)
    stop.add_argument("--unrecorded", action="store_true", help=commands.help("unrecorded"))
    for parser in (start, stop):
        parser.add_argument("--json", action="store_true", help=commands.help("json"))


def _add_target(parser: Parser, commands: Commands) -> None:
    # Values are taken as text, and nothing is required here: all complaints come at once, from the request.
    parser.add_argument("--room", action=Once, metavar="N", help=commands.help("room"))
    parser.add_argument("--account", action=Once, metavar="A", help=commands.help("account"))
    parser.add_argument("--source", action=Once, metavar="camera|screen", help=commands.help("source"))
    parser.add_argument("--sdk-type", action=Once, metavar="normal|iot", help=commands.help("sdk_type"))


def _start(context: Context, arguments: Namespace) -> int:
    names = ("room", "account", "source", "sdk_type", "file_name", "tags", "class_id")
    values = {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}
    flags = {name: True for name in ("transcode", "screenshot", "watermark") if getattr(arguments, name)}
    return _run(context, Operation.START, {**values, **flags}, as_json=arguments.json)


def _stop(context: Context, arguments: Namespace) -> int:
    names = ("room", "account", "source", "sdk_type")
    values = {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}
    return _run(context, Operation.STOP, values, as_json=arguments.json, unrecorded=arguments.unrecorded)


def _run(
    context: Context,
    operation: Operation,
    values: Mapping[str, object],
    *,
    as_json: bool,
    unrecorded: bool = False,
) -> int:
    from gui.commands.profiles import profile_choice

    checked, complaints = _checked(context, operation, values)
    profile = context.profile
    problem: Problem | None = None
    try:
        profile, complaint = profile_choice.profile_name(context)
        complaints += [complaint] if complaint else []
    except Problem as unusable:
        problem = unusable
    if complaints:
        for complaint in complaints:
            output.print_error(complaint)
        invalid = Problem(Delivery.NEVER_SENT, word=LocalFailure.INVALID)
        _print_unsent(context, operation, profile, values, invalid, as_json=as_json, known=True)
        return Exit.USAGE
    if problem is not None or profile is None or checked is None:
        problem = problem or Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE)
        _print_unsent(context, operation, profile, values, problem, as_json=as_json)
        return Exit.NOT_SENT
    _warn(context, checked, profile)
    if unrecorded:
        from gui.commands import unrecorded_stop
        from gui.core.protocol.request import StopRequest

        assert isinstance(checked, StopRequest)
        return unrecorded_stop.run(context, profile, checked, as_json=as_json)
    return _send(context, operation, profile, checked, values, as_json=as_json)


def _send(
    context: Context,
    operation: Operation,
    profile: str,
    checked: "StartRequest | StopRequest",
    values: Mapping[str, object],
    *,
    as_json: bool,
) -> int:
    from gui.commands import send_request, unrecorded_stop
    from gui.core.protocol.request import StopRequest
    from gui.core.recording.unrecorded_stop import may_go_unrecorded

    result = send_request.send(context, profile, checked, quiet=as_json)

    def show() -> None:
        if result.session is None:
            assert result.problem is not None
            typed = {**values, "room": checked.room}
            _print_unsent(context, operation, profile, typed, result.problem, as_json=as_json)
        else:
            _print_result(context, operation, result, as_json=as_json)

        if isinstance(checked, StopRequest) and may_go_unrecorded(result):
            unrecorded_stop.offer(context, profile, checked)

    output.print_in_any_case(show, context.text("cli.bug"))
    return EXIT_OF[result.outcome]


def _checked(
    context: Context, operation: Operation, values: Mapping[str, object]
) -> "tuple[StartRequest | StopRequest | None, list[str]]":
    """The request, or every complaint about the values, each with its option and the remedy."""
    from gui.core.protocol.request import InvalidRequest, start_request, stop_request

    broken = [name for name, value in values.items() if _is_broken(value)]
    complaints = [f"{_option(name)}: {context.text('cli.complaint.not_text')}" for name in broken]
    typed = {name: value for name, value in values.items() if name not in broken}
    for name, choices in (("source", _SOURCES), ("sdk_type", _SDK_TYPES)):
        if name in typed:
            typed[name] = choices.get(one_named(str(typed[name]), choices) or "", typed[name])
    try:
        request = (start_request if operation is Operation.START else stop_request)(typed)
    except InvalidRequest as err:
        fresh = [complaint for complaint in err.complaints if complaint.field not in broken]
        return None, complaints + [_complaint_line(context, complaint) for complaint in fresh]
    return (None if complaints else request), complaints


def _is_broken(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and is_broken(text) for text in texts)


def _complaint_line(context: Context, complaint: "Complaint") -> str:
    choices = {"source": tuple(_SOURCES), "sdk_type": tuple(_SDK_TYPES)}.get(complaint.field)
    if choices is not None:
        words = context.text("cli.complaint.choice", choices=", ".join(choices))
    else:
        params = {name: visible(str(value)) for name, value in complaint.params.items()}
        words = context.text(f"complaint.{complaint.key}", **params)
    return f"{_option(complaint.field)}: {words}"


def _option(field: str) -> str:
    return _OPTIONS.get(field, f"--{field}")


def _warn(context: Context, request: "StartRequest | StopRequest", profile: str) -> None:
    from gui.commands.profiles import profile_choice
    from gui.core.protocol.request import StartRequest

    if isinstance(request, StartRequest):
        for complaint in request.warnings():
            output.print_error(context.text("cli.warning", text=_complaint_line(context, complaint)))
    if warning := profile_choice.environment_warning(context, profile):
        output.print_error(context.text("cli.warning", text=warning))


def _print_unsent(
    context: Context,
    operation: Operation,
    profile: str | None,
    values: Mapping[str, object],
    problem: Problem,
    *,
    as_json: bool,
    known: bool = False,
) -> None:
    """Print a request that never left. ``known``: its problem has been printed already."""
    from gui.commands.texts import problem_lines
    from gui.core.reports.json_fields import unsent_fields

    if as_json:
        output.print_object(unsent_fields(operation, profile, values, problem, context.catalogue))
    elif not known:
        for line in problem_lines(context, problem, operation):
            output.print_error(line)


def _print_result(
    context: Context, operation: Operation, result: "OperationResult", *, as_json: bool
) -> None:
    """Print what came of a request: answers on stdout, what kept it from being sent on stderr."""
    from gui.commands.texts import accepted_lines, problem_lines, session_line
    from gui.core.reports.json_fields import request_fields

    session, problem = result.session, result.problem
    assert session is not None
    if as_json:
        output.print_object(
            request_fields(session, result.outcome, problem, result.attempts, context.catalogue)
        )
        return
    tell = output.print_error if result.outcome is Outcome.NOT_SENT else output.print_line
    accepted = result.outcome is Outcome.ACCEPTED
    lines = accepted_lines(context, session) if accepted else [session_line(context, session)]
    if problem is not None and problem.word is LocalFailure.CANCELLED:
        lines = [f"{lines[0]}. {context.catalogue.of(problem).description}"]
    elif problem is not None:
        lines += problem_lines(context, problem, operation, session)
    for line in lines:
        tell(line)
