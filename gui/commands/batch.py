"""``batch``: many starts or stops from a table file, checked as a whole before anything is sent."""

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.batches.batch_texts import complaint_line, print_warnings, reading_lines, row_line
from gui.commands.context import Context, Exit, WrongUse
from gui.commands.parsing import Commands, Once, Parser
from gui.commands.places import output_place
from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.catalogue.system_errors import reason_of
from gui.core.foundation.enums import Operation, Outcome
from gui.core.foundation.file_places import NoPlainFile, read_plain_file
from gui.core.foundation.paths import given_path
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.commands.batches.batch_run import Finished
    from gui.core.batch.results import RowResult
    from gui.core.batch.rows import Batch

_LIMIT_MAX: Final = 1000
_KEPT: Final = {Operation.START: "cli.batch.kept_start", Operation.STOP: "cli.batch.kept_stop"}


def add_to(commands: Commands) -> None:
    """Add the group."""
    group = commands.group("batch")
    for name, operation in (("start", Operation.START), ("stop", Operation.STOP)):
        parser = group.add(name, partial(_run, operation=operation), sends=True)
        _add_options(parser, commands)
    group.add("template", _template)


def _add_options(parser: Parser, commands: Commands) -> None:
    parser.epilog = commands.help("batch_exit_status")
    parser.add_argument("file", metavar="FILE.csv", help=commands.help("batch_file"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--again", action="store_true", help=commands.help("batch_again"))
    which.add_argument("--failed", action="store_true", help=commands.help("batch_failed"))
    words = commands.messages
    rate = _limit(words.text("complaint.profile.rate_limit", least=0, most=_LIMIT_MAX))
    in_flight = _limit(words.text("complaint.profile.in_flight", least=0, most=_LIMIT_MAX))
    parser.add_argument("--rate", type=rate, metavar="N", help=commands.help("batch_rate_limit"))
    parser.add_argument("--in-flight", type=in_flight, metavar="N", help=commands.help("batch_in_flight"))
    parser.add_argument("--encoding", action=Once, metavar="NAME", help=commands.help("batch_encoding"))
    parser.add_argument("--output", action=Once, metavar="RESULT.csv", help=commands.help("batch_output"))
    parser.add_argument("--json", action="store_true", help=commands.help("json"))


def _limit(complaint: str) -> Callable[[str], int]:
    def checked(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or len(text) > 4 or int(text) > _LIMIT_MAX:
            raise ArgumentTypeError(complaint)
        return int(text)

    return checked


def _template(_context: Context, _arguments: Namespace) -> int:
    from gui.core.batch.rows import TEMPLATE

    for line in TEMPLATE.splitlines():
        output.print_line(line)
    return Exit.ACCEPTED


def _run(context: Context, arguments: Namespace, *, operation: Operation) -> int:
    from gui.commands.batches import batch_run
    from gui.commands.profiles import profile_choice
    from gui.core.batch.run import BatchRequest, Choice

    path = given_path(arguments.file)
    result_file = _result_file(context, arguments.output, path)
    batch = _checked(context, path, operation, arguments.encoding, as_json=arguments.json)
    profile = profile_choice.chosen(context, None)
    if batch is None:
        return Exit.USAGE
    _warn(context, batch, profile)
    choice = Choice.AGAIN if arguments.again else Choice.FAILED if arguments.failed else Choice.RESUME
    wanted = BatchRequest(batch, profile, choice, str(path))
    pace = batch_run.Pace(arguments.rate, arguments.in_flight)
    finished = batch_run.run(context, wanted, pace)
    prints: list[Callable[[], None]] = [
        partial(_print_results, context, finished, operation, profile, as_json=arguments.json)
    ]
    if result_file is not None:
        prints.insert(0, partial(_write_results, context, finished, operation, profile, result_file))
    for show in prints:
        output.print_in_any_case(show, context.text("cli.bug"))
    return _status(finished)


def _status(finished: "Finished") -> Exit:
    """Of all rows. Unknown first: a person has to check. 4 only where nothing at all was sent."""
    # A run that was cut is one with its resumption. What only a run that is over left is not this one's.
    outcomes = {Outcome.NOT_SENT if result.kept else result.outcome for result in finished.results}
    if outcomes == {Outcome.NOT_SENT}:
        return Exit.NOT_SENT
    if outcomes & {Outcome.UNKNOWN, Outcome.NOT_SENT}:
        return Exit.UNKNOWN
    return Exit.REFUSED if Outcome.REFUSED in outcomes else Exit.ACCEPTED


def _checked(
    context: Context, path: Path, operation: Operation, encoding: str | None, *, as_json: bool
) -> "Batch | None":
    """The checked file; None where it was complained of.

    :raises WrongUse: where it can't be read.
    """
    from gui.core.batch.file_format import InvalidBatch
    from gui.core.batch.rows import MAX_BYTES, read_batch

    try:
        return read_batch(read_plain_file(path, MAX_BYTES), operation, encoding)
    except NoPlainFile as err:
        why = context.text("file.no_plain_file")
        raise WrongUse(context.text("cli.batch.unreadable", path=visible(str(path)), why=why)) from err
    except OSError as err:
        words = context.text("cli.batch.unreadable", path=visible(str(path)), why=err.strerror or "")
        raise WrongUse(words) from err
    except InvalidBatch as err:
        for complaint in err.complaints:
            words = complaint_line(context, complaint)
            output.print_error(words)
            if as_json:
                fields = {"line": complaint.line, "field": complaint.field, "outcome": Outcome.NOT_SENT.value}
                output.print_object({**fields, "problem": LocalFailure.INVALID.value, "message": words})
        for line in reading_lines(context, err.readings):
            output.print_error(line)
    output.print_error(context.text("cli.batch.nothing_sent"))
    return None


def _warn(context: Context, batch: "Batch", profile: str) -> None:
    from gui.commands.profiles import profile_choice
    from gui.core.batch.precheck import warnings_of

    if warning := profile_choice.environment_warning(context, profile):
        output.print_error(context.text("cli.warning", text=warning))
    print_warnings(context, warnings_of(batch))


def _result_file(context: Context, given: str | None, batch_file: Path) -> Path | None:
    """Where the results go.

    :raises WrongUse: for a place that can't take them, before anything is sent.
    """
    if given is None:
        return None
    try:
        return output_place(context, given, "--output", [batch_file])
    except Problem as problem:
        if problem.detail is None:
            raise
        place, why = problem.detail.where, str(problem.detail.params["why"])
        words = context.text("cli.output.unusable", option="--output", path=visible(place), why=visible(why))
        raise WrongUse(words) from problem


def _write_results(
    context: Context, finished: "Finished", operation: Operation, profile: str, path: Path
) -> None:
    """Write the table; a failure is printed, and leaves the exit status to the recordings."""
    from gui.core.batch.result_table import result_table, save_table

    try:
        table = result_table(finished.results, operation, profile, context.catalogue, finished.team)
        save_table(path, table, context.data_dir)
    except OSError as err:
        why = reason_of(err, context.messages)
        output.print_error(context.text("cli.batch.not_written", path=visible(str(path)), why=why))


def _print_results(
    context: Context, finished: "Finished", operation: Operation, profile: str, *, as_json: bool
) -> None:
    from gui.core.batch.result_table import result_fields

    def print_row(result: "RowResult") -> None:
        output.print_object(result_fields(result, operation, profile, context.catalogue, finished.team))

    if as_json:
        for result in finished.results:
            output.print_in_any_case(partial(print_row, result), context.text("cli.bug"))
    else:
        _print_rows(context, finished)
    tell = output.print_error if as_json else output.print_line
    for line in summary(context, finished, operation):
        tell(line)


def _print_rows(context: Context, finished: "Finished") -> None:
    """The rows that need somebody; the summary counts those left behind."""
    for result in finished.results:
        left_behind = finished.ended_by is not None and result.problem is finished.ended_by
        if result.outcome is not Outcome.ACCEPTED and not left_behind:
            output.print_line(row_line(context, result))


def _ended_since(finished: "Finished", operation: Operation) -> int:
    """Recordings that an earlier run of this file started and that are over by now."""
    return sum(
        operation is Operation.START
        and result.earlier
        and not result.kept
        and result.outcome is Outcome.ACCEPTED
        and result.session is not None
        and not result.session.live
        for result in finished.results
    )


def summary(context: Context, finished: "Finished", operation: Operation) -> Sequence[str]:
    from gui.commands.batches.batch_run import progress_text
    from gui.commands.texts import problem_lines

    lines = [progress_text(context, finished.progress)]
    if not finished.sent:
        lines.append(context.text("cli.batch.all_done_before"))
    if kept := finished.progress.kept:
        lines.append(context.text(_KEPT[operation], count=kept))
    if ended := _ended_since(finished, operation):
        lines.append(context.text("cli.batch.ended_since", count=ended))
    if finished.bugs:
        lines.append(context.text("cli.batch.bugs", count=finished.bugs))
    ended_by = finished.ended_by
    if ended_by is not None and ended_by.word is not LocalFailure.WITHDRAWN:
        lines += [context.text("cli.batch.ended"), *problem_lines(context, ended_by, operation)]
    hints: Mapping[str, int] = {
        "unknown": finished.progress.unknown,
        "refused": sum(result.outcome is Outcome.REFUSED for result in finished.results),
        "not_sent": finished.progress.not_sent,
    }
    return [*lines, *(context.text(f"cli.batch.hint.{name}") for name, count in hints.items() if count)]
