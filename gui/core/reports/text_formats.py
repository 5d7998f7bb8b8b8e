"""Tables as CSV that a spreadsheet opens: no cell of it is taken for a formula."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from gui.core.foundation.plain_text import hides

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def safe_cell(value: object) -> str:
    """A value as a cell. What a spreadsheet would take for a formula gets an apostrophe in front.

    Characters that hide or steer stay away; a line break becomes a blank. None is an empty cell.
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if not (text.isascii() and text.isprintable()):
        text = "".join((" " if c in "\r\n\t" else "") if hides(c) else c for c in text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A whole table, with CR LF at the end of its lines; write it as ``utf-8-sig``."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return text.getvalue()


def json_line(fields: Mapping[str, object], *, unicode: bool = True) -> str:
    """JSON on one line; characters that hide or steer stand in it as escapes.

    :param unicode: False for a stream that can't carry every character.
    """
    text = json.dumps(fields, ensure_ascii=not unicode)
    if not (text.isascii() and text.isprintable()):
        for character in filter(hides, set(text)):
            text = text.replace(character, json.dumps(character)[1:-1])
    return text
