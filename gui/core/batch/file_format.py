"""The outer form of a batch file: encoding, delimiter and header; and the type of its complaints."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from gui.core.batch.text_encoding import FileReading, UnknownEncoding, UnsureEncoding, read_text
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import comparable

DELIMITERS: Final = ",;\t|，"
MAX_RECORD: Final = 131_072
"""Characters of one record: a file that was chosen by mistake has longer lines."""
_SHOWN: Final = 200
_COLUMNS_SHOWN: Final = 20
_SEP: Final = re.compile(rf'[ ]*"?sep=([{DELIMITERS}])"?[{DELIMITERS} ]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_TYPED: Final = re.compile(r"[\x00-\x7f\uff01-\uff5e]*")
"""ASCII, as it is and full-width: in other signs a name is an accident of the wrong encoding."""
_BREAK: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class BatchComplaint:
    """One thing wrong with a batch file.

    :param line: in the file, from 1; 0 is the file as a whole.
    :param field: the column's name; empty where it is the whole row.
    :param key: of its message.
    :param params: values for the message's placeholders; texts are untrusted.
    """

    line: int
    field: str
    key: str
    params: Mapping[str, str | int]


class InvalidBatch(ValueError):  # noqa: N818 - reads as what it is
    """A batch file that can't be run; holds every complaint, in the order of the lines.

    :param readings: where its encoding is not certain: the ways in which it may be read.
    """

    def __init__(self, complaints: Iterable[BatchComplaint], readings: Sequence[FileReading] = ()) -> None:
        self.complaints = tuple(complaints)
        self.readings = tuple(readings)
        first = self.complaints[:_SHOWN]
        super().__init__("; ".join(f"line {c.line} {c.field}: {c.key}" for c in first))


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a file is written.

    :param encoding: as people know it, such as ``UTF-8``.
    :param delimiter: one of :data:`DELIMITERS`.
    """

    encoding: str
    delimiter: str


def read_form(content: bytes, known: Sequence[str], encoding: str | None = None) -> tuple[str, FileForm]:
    """The text of a file, and how it is written.

    :param known: names of columns; a header with one of them shows which encoding reads right.
    :param encoding: by any usual name; None to find it out.
    :raises InvalidBatch: for what is no text, or may be several; then with the ways in which it may be read.
    """

    def makes_sense(text: str) -> bool:
        return _best_delimiter(text, known)[1] > 0

    try:
        found = read_text(content, makes_sense, encoding)
    except UnknownEncoding as err:
        raise InvalidBatch([BatchComplaint(0, "", "batch.no_encoding", {"name": str(err)[:40]})]) from err
    except UnsureEncoding as err:
        key, params = "batch.encoding", {}
        if err.readings:
            key, params = "batch.encoding_unsure", {"names": ", ".join(one.label for one in err.readings)}
        elif encoding is not None:
            key, params = "batch.other_encoding", {"name": encoding[:40]}
        raise InvalidBatch([BatchComplaint(0, "", key, params)], err.readings) from err
    return found.text, FileForm(found.label, _best_delimiter(found.text, known)[0])


def records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not blank, with the line on which it begins; blanks around a cell go.

    Blanks may stand before and behind quotation marks. Line ends may be mixed. Excel's ``sep=`` is no record.

    :raises InvalidBatch: where a quotation mark is missing, or a line is too long for any table.
    """
    cell = _cell_of(delimiter)
    place, line = _behind_sep(text)
    line += 1
    while place < len(text):
        first, begun, cells = line, place, list[str]()
        while True:
            found = cell.match(text, place)
            if found is None:
                raise InvalidBatch([BatchComplaint(first, "", "batch.not_a_table", {})])
            quoted, bare, end = found.groups()
            cells.append(bare.strip(" ") if quoted is None else quoted.replace('""', '"').strip(" "))
            line += len(_BREAK.findall(found[0]))
            place = found.end()
            if place - begun > MAX_RECORD:
                raise InvalidBatch(
                    [BatchComplaint(first, "", "batch.line_too_long", {"maximum": MAX_RECORD})]
                )
            if end != delimiter:
                break
        if any(cells):
            yield first, cells


def first_rows(text: str, known: Sequence[str], count: int) -> list[list[str]]:
    """The first rows behind the header as they read, for whoever has to judge."""
    rows: list[list[str]] = []
    try:
        for _line, cells in records(text, _best_delimiter(text, known)[0]):
            rows.append(cells)
            if len(rows) > count:
                break
    except InvalidBatch:
        # What is wrong with it is told once its encoding is known.
        pass
    return rows[1:]


@cache
def _cell_of(delimiter: str) -> re.Pattern[str]:
    """One cell and what ends it."""
    # An input method or a web page puts others than the plain one.
    blank = (
        "[ \u00a0\u2000-\u200a\u202f\u3000]" if delimiter == "\t" else "[ \t\u00a0\u2000-\u200a\u202f\u3000]"
    )
    mark = re.escape(delimiter)
    end = rf"({mark}|\r\n|\r|\n|\Z)"
    return re.compile(rf'(?:{blank}*"([^"]*(?:""[^"]*)*)"{blank}*|(?!{blank}*")([^{mark}\r\n]*)){end}')


def _behind_sep(text: str) -> tuple[int, int]:
    """Where the table begins, and how many lines stand before it."""
    found = _SEP.match(text)
    return (0, 0) if found is None else (found.end(), 1)


def _best_delimiter(text: str, known: Sequence[str]) -> tuple[str, int]:
    """The delimiter by which the header holds the most known names, and how many; a comma where none does."""
    if (said := _SEP.match(text)) is not None:
        return said[1], _names_known(text, said[1], known)
    counts = {delimiter: _names_known(text, delimiter, known) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: counts[delimiter])
    return best, counts[best]


def _names_known(text: str, delimiter: str, known: Sequence[str]) -> int:
    try:
        _line, header = next(records(text, delimiter), (0, []))
    except InvalidBatch:
        return 0
    return sum(_TYPED.fullmatch(cell) is not None and column_name(cell) in known for cell in header)


def complaint_text(complaint: BatchComplaint, messages: Messages) -> str:
    """What is wrong, without line and field."""
    params = {name: visible(str(value)) for name, value in complaint.params.items()}
    return messages.text(complaint.key, **params)


def column_name(cell: str) -> str:
    """A header's cell as a column's name: ``File Name`` and ``file-name`` are ``file_name``."""
    # A NUL shows that the file is in another encoding: it is not passed over.
    plain = cell if "\0" in cell else comparable(cell)
    return "_".join(plain.strip().replace("-", " ").replace("_", " ").split())


def columns_of(
    line: int,
    header: Sequence[str],
    known: Sequence[str],
    required: Sequence[str],
    ignored: Collection[str] = (),
) -> list[str]:
    """The names of the columns.

    :param ignored: names that may stand there and mean nothing here.

    :raises InvalidBatch: for names that are missing, unknown or there twice.
    """
    cells = list(header)
    while cells and not cells[-1]:
        cells.pop()
    names = [column_name(cell) for cell in cells]
    complaints = [
        BatchComplaint(line, name, "batch.column_missing", {"name": name})
        for name in required
        if name not in names
    ]
    for position, name in enumerate(names):
        if name in ignored:
            continue
        if name not in known:
            params = {"text": cells[position][:40], "names": ", ".join(known)}
            complaints.append(BatchComplaint(line, cells[position][:40], "batch.column_unknown", params))
        elif name in names[:position]:
            complaints.append(BatchComplaint(line, name, "batch.column_twice", {"name": name}))
    if complaints:
        raise InvalidBatch(complaints[:_COLUMNS_SHOWN])
    return names
