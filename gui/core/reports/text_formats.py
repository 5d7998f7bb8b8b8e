"""One writer for every table that a spreadsheet opens, and one for JSON: nothing in them runs, hides or gives
a secret away. ``gui/core/foundation/spreadsheets.py`` has the rules of a cell, and their inverse.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from gui.core.foundation.plain_text import hides, joiner_places
from gui.core.foundation.spreadsheets import protected
from gui.core.security.redaction import masked, registered

_QUOTED: Final = re.compile(r"[,;\t|\"\r\n，；]|^\s|\s$")
"""What any program may take for the end of a cell, or for its marks."""
_TAG_QUOTED: Final = re.compile(r'[|;；,，、\n]|^"')
"""What parts tags in a batch file; see ``gui/core/batch/rows.py``."""
_OWN: Final = frozenset({"session_id", "started_at", "ended_at", "confirmed_at"})
"""Fields that are the panel's own numbers, and times in UTC: no spreadsheet knows that form of a time."""
_MARKS: Final = frozenset({"Mn", "Me", "Cf"})


def plain_cell(value: object) -> str:
    """A value's text on one line, without what hides or steers, and without a secret. None is empty.

    A secret is looked for once nothing hides between its letters. Joiners that spelling needs stay.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        # Not true and false: a German Excel saves WAHR and FALSCH.
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return _shown(str(value), registered())


@lru_cache(4096)
def _shown(text: str, _secrets: frozenset[str]) -> str:
    """The same texts come in thousands of rows; another secret is another question."""
    if text.isascii() and text.isprintable():
        return masked(text)
    bare = _bare(text)
    if (safe := masked(bare)) != bare:
        return safe
    kept = joiner_places(text)
    shown = (
        c if place in kept or not hides(c) else " " if c in "\r\n\t" else "" for place, c in enumerate(text)
    )
    return masked("".join(shown))


def safe_cell(value: object) -> str:
    """A value as a cell that a spreadsheet leaves as it is; a number of the panel's own stays bare."""
    text = plain_cell(value)
    return protected(text) if isinstance(value, str) else text


def field_cell(name: str, value: object) -> str:
    """A field of a session or of a request as a cell; lists become one cell."""
    if isinstance(value, list):
        return _tags_cell(value) if name == "tags" else safe_cell(" ".join(map(str, value)))
    return str(value) if name in _OWN and value is not None else safe_cell(value)


def _tags_cell(tags: Iterable[object]) -> str:
    """Tags as a batch file takes them, parted by ``|``; one with such a mark in it is in quotation marks."""
    texts = map(plain_cell, tags)
    return protected("|".join(_quoted(text) if _TAG_QUOTED.search(text) else text for text in texts))


def table_line(cells: Iterable[str]) -> str:
    """A line of a table, with CR LF at its end."""
    return ",".join(_quoted(cell) if _QUOTED.search(cell) else cell for cell in cells) + "\r\n"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A whole table, with CR LF at the end of its lines; write it as ``utf-8-sig``."""
    return table_line(header) + "".join(table_line(map(safe_cell, row)) for row in rows)


def json_line(fields: Mapping[str, object], *, unicode: bool = True) -> str:
    """JSON on one line; characters that hide or steer stand in it as escapes.

    :param unicode: False for a stream that can't carry every character.
    """
    text = json.dumps(_masked_values(fields), ensure_ascii=not unicode)
    if not (text.isascii() and text.isprintable()):
        for character in filter(hides, set(text)):
            text = text.replace(character, json.dumps(character)[1:-1])
    return text


def _masked_values(value: object) -> object:
    """The value, with every text in it masked where a secret is in it, spread or not."""
    if isinstance(value, str):
        return _safe(value, registered())
    if isinstance(value, Mapping):
        return {key: _masked_values(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_masked_values(one) for one in value]
    return value


@lru_cache(4096)
def _safe(value: str, _secrets: frozenset[str]) -> str:
    if (found := masked(value)) != value or (value.isascii() and value.isprintable()):
        return found
    bare = _bare(value)
    return value if (safe := masked(bare)) == bare else safe


def _bare(text: str) -> str:
    """The letters alone, as a secret has them: nothing between or upon them, and in their plain width."""
    plain = unicodedata.normalize("NFKD", text)
    seen = (c for c in plain if not (hides(c) or unicodedata.category(c) in _MARKS))
    return "".join(seen)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
