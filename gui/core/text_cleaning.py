"""Characters that staff can't see or that only look like digits. Standard library only."""

import unicodedata
from typing import Final

from gui.core.plain_text import hides

_NAMES: Final = {"\n": "LINE BREAK", "\r": "LINE BREAK", "\t": "TAB"}


def plain_digits(text: str) -> str:
    """Full-width and other decimal digits as ASCII digits; everything else stays."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def invisible_characters(text: str) -> tuple[str, ...]:
    """The Unicode names of characters in the text that can't be seen (zero-width, controls, odd blanks)."""
    return tuple(dict.fromkeys(_name(c) for c in text if hides(c) or _is_odd_blank(c)))


def without_invisible(text: str) -> str:
    """The text without unseen characters and outer blanks; odd blanks within become plain ones."""
    return "".join(" " if _is_odd_blank(c) else c for c in text if not hides(c)).strip()


def hidden_trouble(text: str) -> tuple[str, dict[str, str]] | None:
    """What staff can't see in a text, as the key and the values of ``complaint.<key>``; None if nothing."""
    if hidden := invisible_characters(text):
        return "invisible", {"name": ", ".join(hidden)}
    if text != text.strip():
        return "outer_blank", {}
    return None


def _is_odd_blank(character: str) -> bool:
    return character != " " and unicodedata.category(character) == "Zs"


def _name(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    return unicodedata.name(character, f"U+{ord(character):04X}")
