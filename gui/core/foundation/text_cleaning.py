"""Characters that staff can't see or that only look like digits. Standard library only."""

import unicodedata
from typing import Final

from gui.core.foundation.plain_text import hides

_NAMES: Final = {
    "\t": "tab",
    "\n": "line_break",
    "\r": "line_break",
    "\x85": "line_break",
    "\u2028": "line_break",
    "\u2029": "paragraph_break",
    "\xa0": "no_break_space",
    "\xad": "soft_hyphen",
    "\u2002": "en_space",
    "\u2003": "em_space",
    "\u2009": "thin_space",
    "\u200a": "hair_space",
    "\u200b": "zero_width_space",
    "\u200c": "zero_width_non_joiner",
    "\u200d": "zero_width_joiner",
    "\u200e": "left_to_right_mark",
    "\u200f": "right_to_left_mark",
    "\u202a": "left_to_right_embedding",
    "\u202b": "right_to_left_embedding",
    "\u202c": "end_of_a_text_direction",
    "\u202d": "left_to_right_override",
    "\u202e": "right_to_left_override",
    "\u202f": "narrow_no_break_space",
    "\u2060": "word_joiner",
    "\u2066": "left_to_right_isolate",
    "\u2067": "right_to_left_isolate",
    "\u2068": "text_direction_isolate",
    "\u2069": "end_of_a_text_direction",
    "\u2800": "blank_braille_pattern",
    "\u3000": "full_width_space",
    "\u3164": "hangul_filler",
    "\ufeff": "byte_order_mark",
}
"""The usual ones: ``character.<name>`` is the text of each; any other goes by its number."""


def plain_digits(text: str) -> str:
    """Full-width and other decimal digits as ASCII digits; everything else stays."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def invisible_characters(text: str) -> tuple[str, ...]:
    """What the text has that can't be seen: names for messages, or ``U+2062``."""
    found = (c for c in text if hides(c) or _is_odd_blank(c))
    return tuple(dict.fromkeys(_NAMES.get(c, f"U+{ord(c):04X}") for c in found))


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
