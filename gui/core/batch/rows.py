"""A batch file: a table of starts or stops, checked as a whole before anything is sent.

The columns are those of ``Field``; room, account and file name are required.
They may stand in any order, those of the panel's own tables beside them. The delimiter is found out,
the encoding where it is certain. An apostrophe that keeps a spreadsheet off a cell is taken away.
Tags in a cell are parted by ``|``, ``;`` or a comma, full-width ones too; one in quotation marks may have
such a mark in it. Flags are 1/0, yes/no, true/false or 是/否, empty is no.
A stop needs room and account alone; it takes no notice of what only a start has.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gui.core.batch.file_format import (
    BatchComplaint,
    FileForm,
    InvalidBatch,
    columns_of,
    first_rows,
    read_form,
    records,
)
from gui.core.foundation.enums import Field, Operation, SdkType, Source
from gui.core.foundation.spreadsheets import unprotected
from gui.core.foundation.text_cleaning import comparable, plain_digits
from gui.core.protocol.request import (
    InvalidRequest,
    StartRequest,
    StopRequest,
    plain_values,
    start_request,
    stop_request,
)
from gui.core.protocol.start_options import CHOICES, OF_STOP, ON_OFF
from gui.core.reports.session_export import COLUMNS as SESSION_COLUMNS
from gui.core.reports.session_export import TEAM_COLUMNS

MAX_ROWS: Final = 20_000
MAX_BYTES: Final = 16 * 1024 * 1024
_LOOKED_AT: Final = 500
COLUMNS: Final = tuple(field.value for field in Field)
_REQUIRED: Final = {
    Operation.START: (Field.ROOM, Field.ACCOUNT, Field.FILE_NAME),
    Operation.STOP: (Field.ROOM, Field.ACCOUNT),
}
_OF_A_STOP: Final = (Field.ROOM, Field.ACCOUNT, Field.SOURCE, *(option.name for option in OF_STOP))
_FLAG_WORDS: Final = {
    **dict.fromkeys(("1", "yes", "y", "true", "是"), True),
    **dict.fromkeys(("0", "no", "n", "false", "否"), False),
}
_CHOICES: Final[Mapping[str, Mapping[str, Source | SdkType]]] = {
    Field.SOURCE: {source.word: source for source in Source},
    **{option.name: option.by_word for option in CHOICES},
}
_TAG: Final = re.compile(
    r'\s*"([^"]*(?:""[^"]*)*)"\s*(?:[|;；,，、\n]|\Z)|([^|;；,，、\n]*)(?:[|;；,，、\n]|\Z)'
)
"""One that stands in quotation marks may have any mark in it."""
_OF_A_RESULT: Final = frozenset(("line", *SESSION_COLUMNS, *TEAM_COLUMNS)) - frozenset(COLUMNS)
"""What the panel's own tables have beside: a table of theirs can be sent again as it is."""

_UNSET: Final[Mapping[str, str]] = {
    **dict.fromkeys(COLUMNS, ""),
    **dict.fromkeys(ON_OFF, "no"),
    **{name: next(iter(words)) for name, words in _CHOICES.items()},
}
_EXAMPLES: Final[Sequence[Mapping[str, str]]] = (
    {**_UNSET, Field.ROOM: "990007", Field.ACCOUNT: "student01", Field.FILE_NAME: "lesson-01"}
    | {Field.TAGS: "maths|monday"},
    {**_UNSET, Field.ROOM: "990007", Field.ACCOUNT: "student02", Field.FILE_NAME: "lesson-02"}
    | {Field.CLASS_ID: "7", Field.TRANSCODE: "yes"},
)
TEMPLATE: Final = "".join(
    ",".join(cells) + "\r\n" for cells in (COLUMNS, *(example.values() for example in _EXAMPLES))
)
"""A batch file to fill in; its two rows are of a Practice room."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One checked row.

    :param line: where it begins in the file, from 1.
    """

    line: int
    request: StartRequest | StopRequest


@dataclass(frozen=True, slots=True)
class Batch:
    """A whole checked file."""

    operation: Operation
    rows: tuple[BatchRow, ...]

    def identity(self, host: str, sdk_app_id: int) -> str:
        """What makes two files the same batch: operation, relay, app and every row's values, in order.

        Layout, encoding, delimiter and blank lines make no difference.
        """
        values = [plain_values(row.request) for row in self.rows]
        content = json.dumps([self.operation, host, sdk_app_id, values], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:24]


def read_batch(content: bytes, operation: Operation, encoding: str | None = None) -> Batch:
    """Check a batch file.

    :param encoding: by any usual name, where somebody knows it; None to find it out.
    :raises InvalidBatch: with every complaint about every row; line 0 is the file as a whole.
    """
    if len(content) > MAX_BYTES:
        raise InvalidBatch([BatchComplaint(0, "", "batch.too_long", {"maximum": MAX_BYTES // 2**20})])
    text, form = read_form(content, COLUMNS, encoding)
    table = records(text, form.delimiter)
    header_line, header = next(table, (0, []))
    if not header_line:
        raise InvalidBatch([BatchComplaint(0, "", "batch.empty", {})])
    columns = columns_of(header_line, header, COLUMNS, _REQUIRED[operation], _OF_A_RESULT)
    found = _Rows(operation, columns)
    for count, (line, cells) in enumerate(table, start=1):
        if count > MAX_ROWS:
            found.complaints.append(BatchComplaint(line, "", "batch.too_many_rows", {"maximum": MAX_ROWS}))
            break
        found.take(line, cells)
    if not found.rows and not found.complaints:
        raise InvalidBatch([BatchComplaint(0, "", "batch.no_rows", {})])
    if found.complaints:
        raise InvalidBatch(found.complaints)
    return Batch(operation, tuple(found.rows))


def file_form(content: bytes, encoding: str | None = None) -> FileForm:
    """How a batch file is written, as far as that can be detected.

    :raises InvalidBatch: for what is no text, or no certain one.
    """
    return read_form(content, COLUMNS, encoding)[1]


def telling_row(text: str) -> str:
    """The first row that shows whether a text is read right: one with a letter that is no ASCII."""
    rows = [" · ".join(filter(None, cells)) for cells in first_rows(text, COLUMNS, _LOOKED_AT)]
    return next((row for row in rows if not row.isascii()), rows[0] if rows else "")


class _Rows:
    """Takes row after row, and keeps every complaint."""

    def __init__(self, operation: Operation, columns: Sequence[str]) -> None:
        self.rows: list[BatchRow] = []
        self.complaints: list[BatchComplaint] = []
        self._operation = operation
        self._columns = columns
        self._lines: dict[tuple[object, ...], int] = {}

    def take(self, line: int, cells: Sequence[str]) -> None:
        """Check one row."""
        if len(cells) > len(self._columns) and any(cells[len(self._columns) :]):
            params = {"found": len(cells), "expected": len(self._columns)}
            self.complaints.append(BatchComplaint(line, "", "batch.too_many_cells", params))
            return
        pairs = zip(self._columns, map(unprotected, cells), strict=False)
        typed = {name: cell for name, cell in pairs if cell and name in COLUMNS}
        if self._operation is Operation.STOP:
            typed = {name: cell for name, cell in typed.items() if name in _OF_A_STOP}
        values, complaints = _values(line, typed)
        request = self._request(line, values, complaints)
        complaints += self._twice(line, values)
        self.complaints += complaints
        if request is not None and not complaints:
            self.rows.append(BatchRow(line, request))

    def _request(
        self, line: int, values: Mapping[str, object], complaints: list[BatchComplaint]
    ) -> StartRequest | StopRequest | None:
        try:
            return (start_request if self._operation is Operation.START else stop_request)(values)
        except InvalidRequest as err:
            complaints += [
                BatchComplaint(line, complaint.field.value, f"complaint.{complaint.key}", complaint.params)
                for complaint in err.complaints
            ]
        return None

    def _twice(self, line: int, values: Mapping[str, object]) -> list[BatchComplaint]:
        """A target that an earlier line has, looked for in rows with other faults too."""
        room, account = (values.get(name) for name in (Field.ROOM, Field.ACCOUNT))
        if not room or not account:
            return []
        number = plain_digits(str(room)).lstrip("0")
        target = (number, str(account), values.get(Field.SOURCE, Source.CAMERA))
        earlier = self._lines.setdefault(target, line)
        if earlier == line:
            return []
        return [BatchComplaint(line, Field.ACCOUNT.value, "batch.duplicate", {"line": earlier})]


def _values(line: int, typed: Mapping[str, str]) -> tuple[dict[str, object], list[BatchComplaint]]:
    """The cells as a request takes them; what is no flag or no choice is left out, and complained of."""
    values: dict[str, object] = {}
    complaints: list[BatchComplaint] = []
    for name, cell in typed.items():
        word = comparable(cell).strip()
        if name == Field.TAGS:
            values[name] = _tags(cell)
        elif name in ON_OFF:
            if word in _FLAG_WORDS:
                values[name] = _FLAG_WORDS[word]
            else:
                complaints.append(BatchComplaint(line, name, "batch.not_a_flag", {"text": cell[:40]}))
        elif name in _CHOICES:
            if word in _CHOICES[name]:
                values[name] = _CHOICES[name][word]
            else:
                params = {"text": cell[:40], "choices": ", ".join(_CHOICES[name])}
                complaints.append(BatchComplaint(line, name, "batch.not_a_choice", params))
        else:
            values[name] = cell
    return values, complaints


def _tags(cell: str) -> list[str]:
    found, place = [], 0
    while place < len(cell):
        match = _TAG.match(cell, place)
        assert match is not None
        quoted, bare = match.groups()
        found.append(bare.strip() if quoted is None else quoted.replace('""', '"'))
        place = match.end()
    return [tag for tag in found if tag]
