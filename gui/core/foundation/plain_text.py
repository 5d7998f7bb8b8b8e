"""Makes text from outside safe to show: nothing in it can move a cursor, hide, or turn the reading around.

What is hidden is told by Unicode's stable properties, never by what this Python's tables happen to know: a
letter that is newer than they are is a letter all the same.
"""

import re
import unicodedata
from typing import Final

_UNSEEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
"""Default_Ignorable_Code_Point, assigned or reserved, but for the variation selectors, which belong to the
letter before them."""
_BLANK_SYMBOLS: Final = frozenset("\u2800")
"""A symbol that looks like nothing, and is no ignorable one."""
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_JOINERS: Final = re.compile(
    # Persian and Indic spelling, and emoji made of several: a joiner behind a letter that is not Latin.
    "(?<=[^\x00-\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])[\u200c\u200d](?![\u200c\u200d])"
    # The flags of England, Scotland and the like: a black flag and its letters.
    "|(?<=\U0001f3f4)[\U000e0020-\U000e007e]{1,8}\U000e007f"
)


def hides(character: str) -> bool:
    """Whether a character can't be seen or steers the text: controls, ANSI's escape, bidi marks, halves.

    Letters that are not assigned in this Python's tables, and private ones, are shown: fonts may have them.
    """
    return (
        unicodedata.category(character) in _UNSEEN_CATEGORIES
        or character in _BLANK_SYMBOLS
        or _IGNORABLE.match(character) is not None
        # Noncharacters: no text has them.
        or ord(character) & 0xFFFE == 0xFFFE
        or "\ufdd0" <= character <= "\ufdef"
    )


def joiner_places(text: str) -> frozenset[int]:
    """Where the text has joiners that spelling and emoji need; anywhere else they have no place in it."""
    if text.isascii():
        return frozenset()
    return frozenset(place for match in _JOINERS.finditer(text) for place in range(*match.span()))


def is_broken(text: str) -> bool:
    """Whether it holds halves of characters: bytes that are no text arrive as such, and can't be stored."""
    return any("\ud800" <= c <= "\udfff" for c in text)


def fit_to_store(text: str) -> str:
    """The text with a question mark in place of each half of a character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def visible(text: str, limit: int | None = None) -> str:
    """The text as one plain line, with every character that :func:`hides` written out, as ``\\u202e``.

    Joiners that spelling and emoji need stay as they are.

    :param limit: so many characters of the result at most, the last one then being an ellipsis.
    """
    fits = limit is None or len(text) <= limit
    if fits and text.isprintable() and not (_IGNORABLE.search(text) or _BLANK_SYMBOLS.intersection(text)):
        # Nearly every text, and a list asks for thousands.
        return text
    # What lies past the limit need not be checked: each character makes one or more.
    looked_at = text if limit is None else text[: limit + 1]
    needed = joiner_places(looked_at)
    shown = "".join(c if place in needed else _written_out(c) for place, c in enumerate(looked_at))
    return shown if limit is None or len(shown) <= limit else shown[: max(0, limit - 1)] + "…"


def _written_out(character: str) -> str:
    if not hides(character):
        return character
    number = ord(character)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return _SHORT.get(character) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")
