"""The outer form of a batch file: encoding, delimiter and header; and the type of its complaints."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible

DELIMITERS: Final = ",;\t，"
_SHOWN: Final = 200
_NAMES: Final = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB 18030",
}


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
    """A batch file that can't be run; holds every complaint, in the order of the lines."""

    def __init__(self, complaints: Iterable[BatchComplaint]) -> None:
        self.complaints = tuple(complaints)
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


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file in UTF-8, UTF-16 or GB 18030, with or without a byte order mark; and which it is.

    :raises InvalidBatch: for anything else.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, _NAMES[encoding]
    raise InvalidBatch([BatchComplaint(0, "", "batch.encoding", {})])


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    head = content[:2000]
    if b"\0" in head:
        # A header is ASCII: every second byte of it is empty.
        return ("utf-16-le",) if head[1:2] == b"\0" else ("utf-16-be",)
    return ("utf-8-sig", "gb18030")


def delimiter_of(text: str, columns: Sequence[str]) -> str:
    """The delimiter by which the header holds the most known names; a comma where none does."""
    header = next((line for line in text.splitlines() if line.strip(DELIMITERS + " ")), "")

    def names_known(delimiter: str) -> int:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        return sum(column_name(cell) in columns for cell in cells)

    return max(DELIMITERS, key=names_known)


def complaint_text(complaint: BatchComplaint, messages: Messages) -> str:
    """What is wrong, without line and field."""
    params = {name: visible(str(value)) for name, value in complaint.params.items()}
    return messages.text(complaint.key, **params)


def column_name(cell: str) -> str:
    """A header's cell as a column's name: ``File Name`` and ``file-name`` are ``file_name``."""
    return "_".join(cell.strip().casefold().replace("-", " ").replace("_", " ").split())


def columns_of(line: int, header: Sequence[str], known: Sequence[str], required: Sequence[str]) -> list[str]:
    """The names of the columns.

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
        if name not in known:
            params = {"text": cells[position][:40], "names": ", ".join(known)}
            complaints.append(BatchComplaint(line, cells[position][:40], "batch.column_unknown", params))
        elif name in names[:position]:
            complaints.append(BatchComplaint(line, name, "batch.column_twice", {"name": name}))
    if complaints:
        raise InvalidBatch(complaints)
    return names
