"""Makes text from outside safe to show: nothing in it can move a cursor, hide, or turn the reading around."""

import unicodedata
from typing import Final

_UNSEEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that look like nothing."""
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def hides(character: str) -> bool:
    """Whether a character can't be seen or steers the text: controls, ANSI's escape, bidi marks, halves."""
    return unicodedata.category(character) in _UNSEEN_CATEGORIES or character in _BLANK_LETTERS


def is_broken(text: str) -> bool:
    """Whether it holds halves of characters: bytes that are no text arrive as such, and can't be stored."""
    return any("\ud800" <= c <= "\udfff" for c in text)


def fit_to_store(text: str) -> str:
    """The text with a question mark in place of each half of a character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def visible(text: str, limit: int | None = None) -> str:
    """The text as one plain line, with every character that :func:`hides` written out, as ``\\u202e``.

    :param limit: so many characters of the result at most, the last one then being an ellipsis.
    """
    if text.isprintable() and _BLANK_LETTERS.isdisjoint(text) and (limit is None or len(text) <= limit):
        # Nearly every text, and a list asks for thousands: nothing in it is of an unseen category.
        return text
    # What lies past the limit need not be looked at: each character makes one or more.
    shown = "".join(_written_out(c) for c in (text if limit is None else text[: limit + 1]))
    return shown if limit is None or len(shown) <= limit else shown[: max(0, limit - 1)] + "…"


def _written_out(character: str) -> str:
    if not hides(character):
        return character
    number = ord(character)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return _SHORT.get(character) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")
