"""A plain table for a terminal, in which Chinese characters count as two columns."""

import unicodedata
from collections.abc import Sequence


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table: titles, then rows; columns are two blanks apart."""
    lines = [list(titles), *map(list, rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(map(padded, line, widths)).rstrip() for line in lines]


def width(text: str) -> int:
    """How many columns a text takes."""
    # Nearly every cell of a long list.
    return len(text) if text.isascii() else sum(_character_width(c) for c in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """The text with blanks up to so many columns; a longer one as it is."""
    return text + " " * (columns - width(text))
