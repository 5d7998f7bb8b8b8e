"""A batch's results as JSON fields for scripts, and as a CSV table for spreadsheets."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from gui.core.batch.results import RowResult
from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation
from gui.core.foundation.file_places import check_place
from gui.core.foundation.files import replace_file
from gui.core.ledger.ledger import Ledger
from gui.core.protocol.request import StartRequest
from gui.core.reports.json_fields import request_fields, unsent_fields
from gui.core.reports.session_export import TEAM_COLUMNS
from gui.core.reports.text_formats import field_cell, table_line

COLUMNS: Final = (
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


OfTeam = Mapping[str, Mapping[str, object]]
"""What is told of sessions besides in a team, by their ids."""


def result_fields(
    result: RowResult, operation: Operation, profile: str, catalogue: Catalogue, team: OfTeam | None = None
) -> dict[str, object]:
    """A row's result with the fields of a single request, its line, and whether it was sent before."""
    here: dict[str, object] = {"line": result.row.line, "earlier": result.earlier}
    if result.session is not None:
        fields = request_fields(result.session, result.outcome, result.problem, result.attempts, catalogue)
        return {**here, **fields, **({} if team is None else team.get(result.session.id, {}))}
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
    results: Sequence[RowResult],
    operation: Operation,
    profile: str,
    catalogue: Catalogue,
    team: OfTeam | None = None,
) -> str:
    """All results as CSV text, one row each, in the file's order."""
    more = () if team is None else TEAM_COLUMNS

    def line(result: RowResult) -> str:
        fields = result_fields(result, operation, profile, catalogue, team)
        # Where nothing was sent the team knows of no session.
        cells = [(name, fields[name]) for name in COLUMNS] + [(name, fields.get(name)) for name in more]
        return table_line(field_cell(name, value) for name, value in cells)

    return table_line(COLUMNS + more) + "".join(map(line, results))


async def told_of_team(ledger: Ledger, results: Sequence[RowResult]) -> OfTeam | None:
    """What is told of their sessions besides; None, and nothing loaded, for a folder that is in no team.

    :raises Problem: where the ledger can't be read.
    """
    if await ledger.desk() is None:
        return None
    from gui.core.reports.team_fields import names_of

    sessions = [result.session for result in results if result.session is not None]
    names = await names_of(ledger, sessions)
    return None if names is None else {one.id: names.fields(one) for one in sessions}


def save_table(path: Path, text: str, own_folder: Path | None = None) -> None:
    """Write a table that spreadsheets open; the file is there as a whole, or as it was.

    :param own_folder: the data folder: nothing in it is written over.
    :raises OSError: where it can't be written.
    """
    check_place(path, own_folder)
    replace_file(path, text.encode("utf-8-sig"))
