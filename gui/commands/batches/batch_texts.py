"""The texts of a batch file's complaints and warnings, and of its rows' results."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.core.batch.file_format import BatchComplaint
    from gui.core.batch.results import RowResult
    from gui.core.batch.text_encoding import FileReading

_WARNINGS_SHOWN: Final = 20


def complaint_line(context: Context, complaint: "BatchComplaint") -> str:
    """Line and field, and what is wrong there."""
    from gui.core.batch.file_format import complaint_text

    words = complaint_text(complaint, context.messages)
    if not complaint.line:
        return words
    field = visible(complaint.field, 40)
    key = "cli.batch.line_field" if field else "cli.batch.line"
    return context.text(key, line=complaint.line, field=field, text=words)


def row_line(context: Context, result: "RowResult") -> str:
    """What came of a row that was not accepted, and why."""
    problem = result.problem
    reason = "" if problem is None else context.catalogue.of(problem).description
    words = context.text(
        "cli.batch.row",
        outcome=context.text(f"cli.batch.outcome.{result.outcome.value}"),
        room=result.row.request.room,
        user=visible(result.row.request.account, 80),
        reason=reason if problem is None or problem.code is None else f"{problem.code} · {reason}",
    )
    return context.text("cli.batch.line", line=result.row.line, text=words)


def print_warnings(context: Context, found: "Sequence[BatchComplaint]") -> None:
    """What may go wrong, on stderr; the first ones, and how many more there are."""
    for complaint in found[:_WARNINGS_SHOWN]:
        output.print_error(context.text("cli.warning", text=complaint_line(context, complaint)))
    if len(found) > _WARNINGS_SHOWN:
        more = len(found) - _WARNINGS_SHOWN
        output.print_error(context.messages.count("cli.batch.more_warnings", more))


def reading_lines(context: Context, readings: "Sequence[FileReading]") -> list[str]:
    """How a file reads in each encoding that it may be in, and what to do; nothing where there is none."""
    from gui.core.batch.rows import telling_row

    if not readings:
        return []
    lines = [
        context.text("cli.batch.reads_as", name=one.option, text=visible(telling_row(one.text), 200))
        for one in readings
    ]
    return [*lines, context.text("cli.batch.choose_encoding")]
