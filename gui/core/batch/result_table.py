"""A batch's results as JSON fields for scripts, and as a CSV table for spreadsheets."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gui.core.batch.results import RowResult
from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation
from gui.core.foundation.files import replace_file
from gui.core.protocol.request import StartRequest
from gui.core.reports.json_fields import request_fields, unsent_fields
from gui.core.reports.text_formats import csv_text

_COLUMNS: Final = (
    "line",
    "room",
    "account",
    "source",
    "file_name",
    "outcome",
    "state",
    "code",
    "problem",
    "description",
    "solution",
    "message",
    "session_id",
    "file_ids",
    "attempts",
    "started_at",
    "ended_at",
)


def result_fields(
    result: RowResult, operation: Operation, profile: str, catalogue: Catalogue
) -> dict[str, object]:
    """A row's result with the fields of a single request, its line, and whether it was sent before."""
    here: dict[str, object] = {"line": result.row.line, "earlier": result.earlier}
    if result.session is not None:
        fields = request_fields(result.session, result.outcome, result.problem, result.attempts, catalogue)
        return {**here, **fields}
    request = result.row.request
    values = {
        "room": request.room,
        "account": request.account,
        "source": request.source.word,
        "file_name": request.file_name if isinstance(request, StartRequest) else "",
    }
    problem = result.problem or Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN)
    fields = unsent_fields(operation, profile, values, problem, catalogue)
    return {**here, **fields, "outcome": result.outcome.value}


def result_table(
    results: Sequence[RowResult], operation: Operation, profile: str, catalogue: Catalogue
) -> str:
    """All results as CSV text, one row each, in the file's order."""

    def cells(result: RowResult) -> list[object]:
        fields = result_fields(result, operation, profile, catalogue)
        file_ids = fields["file_ids"]
        assert isinstance(file_ids, list)
        return [{**fields, "file_ids": " ".join(map(str, file_ids))}[name] for name in _COLUMNS]

    return csv_text(_COLUMNS, map(cells, results))


def save_table(path: Path, text: str) -> None:
    """Write a table that spreadsheets open; the file is there as a whole, or as it was.

    :raises OSError: where it can't be written.
    """
    replace_file(path, text.encode("utf-8-sig"))
