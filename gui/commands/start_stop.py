"""``start`` and ``stop``: values checked all at once, one request, and what came of it."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import EXIT_OF, Context, Exit
from gui.commands.parsing import Commands, Once, Parser, need
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Field, Operation, Outcome, SdkType, Source
from gui.core.foundation.plain_text import is_broken, visible
from gui.core.foundation.text_cleaning import one_named, plain_digits
from gui.core.protocol.start_options import (
    CHOICES,
    NOT_OF_STOP,
    OF_STOP,
    START_OPTIONS,
    OptionType,
    StartOption,
)

if TYPE_CHECKING:
    from gui.core.protocol.request import Complaint, StartRequest, StopRequest
    from gui.core.recording.operation_request import OperationResult
    from gui.core.reports.team_fields import TeamNames

_TARGET: Final = ("room", "account", "source")
_FLAGS: Final = {option.name.value: option.flag for option in START_OPTIONS}
_CHOICES: Final[Mapping[str, Mapping[str, Source | SdkType]]] = {
    "source": {source.word: source for source in Source},
    **{option.name: option.by_word for option in CHOICES},
}


def add_to(commands: Commands) -> None:
    """Add both sub-commands."""
    start = commands.add("start", _start, sends=True, brief=True)
    _add_target(start, commands)
    for option in NOT_OF_STOP:
        _add_option(start, option, commands)
    _add_target(stop := commands.add("stop", _stop, sends=True, brief=True), commands)
    stop.add_argument("--unrecorded", action="store_true", help=commands.help("unrecorded"))
    for parser in (start, stop):
        parser.add_argument("--json", action="store_true", help=commands.help("json"))


def _add_target(parser: Parser, commands: Commands) -> None:
    # Values are taken as text, and nothing is required here: all complaints come at once, from the request.
    need(parser.add_argument("--room", action=Once, metavar="N", help=commands.help("room")))
    need(parser.add_argument("--account", action=Once, metavar="A", help=commands.help("account")))
    parser.add_argument("--source", action=Once, metavar="camera|screen", help=commands.help("source"))
    for option in OF_STOP:
        _add_option(parser, option, commands)


def _add_option(parser: Parser, option: StartOption, commands: Commands) -> None:
    name, words = option.name.value, commands.help(option.flag.removeprefix("--").replace("-", "_"))
    if option.type is OptionType.ON_OFF:
        # None where it is not given, as with the others.
        parser.add_argument(option.flag, action="store_true", default=None, dest=name, help=words)
    else:
        action = "append" if option.type is OptionType.TEXTS else Once
        metavar = option.metavar or "|".join(option.by_word)
        added = parser.add_argument(option.flag, action=action, dest=name, metavar=metavar, help=words)
        if option.name is Field.FILE_NAME:
            need(added)


def _given(arguments: Namespace, options: Iterable[StartOption]) -> dict[str, object]:
    """What the command line names, as typed."""
    names = (*_TARGET, *(option.name.value for option in options))
    return {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}


def _start(context: Context, arguments: Namespace) -> int:
    values = _given(arguments, (*OF_STOP, *NOT_OF_STOP))
    return _run(context, Operation.START, values, as_json=arguments.json)


def _stop(context: Context, arguments: Namespace) -> int:
    values = _given(arguments, OF_STOP)
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

    result, names = send_request.send(context, profile, checked, quiet=as_json)

    def show() -> None:
        if result.session is None:
            assert result.problem is not None
            typed = {**values, "room": checked.room}
            _print_unsent(context, operation, profile, typed, result.problem, as_json=as_json)
        else:
            _print_result(context, operation, result, names, as_json=as_json)

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
    for name, choices in _CHOICES.items():
        if name in typed:
            typed[name] = choices.get(one_named(str(typed[name]), choices) or "", typed[name])
    try:
        request = (start_request if operation is Operation.START else stop_request)(typed)
    except InvalidRequest as err:
        fresh = [complaint for complaint in err.complaints if complaint.field not in broken]
        lines = [_complaint_line(context, complaint) for complaint in fresh]
        if [complaint.key for complaint in err.complaints] == ["file_name_missing"]:
            lines = [_with_a_name(context, lines[0], typed)]
        return None, complaints + lines
    return (None if complaints else request), complaints


def _with_a_name(context: Context, complaint: str, typed: Mapping[str, object]) -> str:
    """What is missing, with the name that the window would give: a script gets none that nobody chose."""
    import shlex
    from datetime import datetime

    from gui.core.protocol.file_name_template import DEFAULT_TEMPLATE, file_name

    room, user = plain_digits(str(typed["room"])), str(typed["account"])
    name = file_name(DEFAULT_TEMPLATE, room=room, user=user, at=datetime.now())
    return context.text("cli.complaint.file_name", words=complaint, name=visible(shlex.quote(name)))


def _is_broken(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and is_broken(text) for text in texts)


def _complaint_line(context: Context, complaint: "Complaint") -> str:
    choices = _CHOICES.get(complaint.field)
    if choices is not None:
        words = context.text("cli.complaint.choice", choices=", ".join(choices))
    else:
        params = {name: visible(str(value)) for name, value in complaint.params.items()}
        words = context.text(f"complaint.{complaint.key}", **params)
    return f"{_option(complaint.field)}: {words}"


def _option(field: str) -> str:
    return _FLAGS.get(field, f"--{field}")


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
    context: Context,
    operation: Operation,
    result: "OperationResult",
    names: "TeamNames | None",
    *,
    as_json: bool,
) -> None:
    """Print what came of a request: answers on stdout, what kept it from being sent on stderr."""
    from gui.commands.texts import accepted_lines, problem_lines, session_line
    from gui.core.reports.json_fields import request_fields

    session, problem = result.session, result.problem
    assert session is not None
    if as_json:
        fields = request_fields(session, result.outcome, problem, result.attempts, context.catalogue)
        output.print_object({**fields, **({} if names is None else names.fields(session))})
        return
    tell = output.print_error if result.outcome is Outcome.NOT_SENT else output.print_line
    accepted = result.outcome is Outcome.ACCEPTED
    name = "" if names is None else names.shown(session)
    lines = accepted_lines(context, session, name) if accepted else [session_line(context, session, name)]
    if problem is not None and problem.word is LocalFailure.CANCELLED:
        lines = [f"{lines[0]}. {context.catalogue.of(problem).description}"]
    elif problem is not None:
        lines += problem_lines(context, problem, operation, session)
    for line in lines:
        tell(line)
