"""What staff typed, cleaned: characters that they can't see, digits that only look like digits, and the form
in which two texts are compared. Standard library only.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from gui.core.foundation.plain_text import hides, joiner_places

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


_SEPARATORS: Final = ",.'’"
_GROUPED: Final = re.compile(
    rf"(?<![\w{_SEPARATORS}])\d{{1,3}}(?:([{_SEPARATORS}])\d{{3}})(?:\1\d{{3}})*(?!\w|[{_SEPARATORS}]\d)",
    re.ASCII,
)
"""A number with separators between its thousands, as a spreadsheet, a browser or a person writes it."""


def with_scheme(address: str) -> str:
    """The address of a relay as typed; https:// is added to a bare host."""
    # An input method writes full-width colons and slashes.
    bare = address.strip() and "://" not in unicodedata.normalize("NFKC", address)
    return f"https://{address.strip()}" if bare else address


def comparable(text: str) -> str:
    """The form in which what a person typed is compared with anything: width, case and the spelling of
    accents alike, and nothing hidden. Blanks stay.
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if c.isspace() or not hides(c))


def one_named(typed: str, names: Iterable[str]) -> str | None:
    """The one of the names that a person typed: the same, else the only one that compares alike; or None."""
    known = tuple(names)
    if typed in known:
        return typed
    alike = [name for name in known if comparable(name).strip() == comparable(typed).strip()]
    return alike[0] if len(alike) == 1 else None


def search_words(text: str) -> str:
    """A search text as :func:`searchable` texts have it: 1,234 and １２３４ become 1234."""
    return _ungrouped(comparable(text))


def searchable(text: str) -> str:
    """A text in which a part of :func:`search_words` is found; a number is there as written and plain."""
    plain = comparable(text)
    numbers = _ungrouped(plain)
    return plain if numbers == plain else f"{plain} {numbers}"


def _ungrouped(text: str) -> str:
    if not any(separator in text for separator in _SEPARATORS):
        # Nearly every text, and a list asks for millions.
        return text
    return _GROUPED.sub(lambda number: "".join(c for c in number[0] if c.isdigit()), text)


def plain_digits(text: str) -> str:
    """Full-width and other decimal digits as ASCII digits; everything else stays."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def invisible_characters(text: str, *, spelled: bool = False) -> tuple[str, ...]:
    """What the text has that can't be seen: names for messages, or ``U+2062``.

    :param spelled: a name or a tag: joiners and the full-width blank belong to its spelling. Not so in an id.
    """
    kept = _spelling(text) if spelled else frozenset()
    found = (c for place, c in enumerate(text) if place not in kept and (hides(c) or _is_odd_blank(c)))
    return tuple(dict.fromkeys(_NAMES.get(c, f"U+{ord(c):04X}") for c in found))


def without_invisible(text: str, *, spelled: bool = False) -> str:
    """The text without unseen characters and outer blanks; odd blanks within become plain ones.

    :param spelled: as for :func:`invisible_characters`: what belongs to the spelling stays.
    """
    kept = _spelling(text) if spelled else frozenset()
    cleaned = (
        " " if _is_odd_blank(c) and place not in kept else c
        for place, c in enumerate(text)
        if place in kept or not hides(c)
    )
    return "".join(cleaned).strip()


def hidden_trouble(text: str, *, spelled: bool = False) -> tuple[str, dict[str, str]] | None:
    """What staff can't see in a text, as the key and the values of ``complaint.<key>``; None if nothing.

    :param spelled: as for :func:`invisible_characters`.
    """
    # Nearly every text is plain ASCII: no need to look at each character.
    plain = text.isascii() and text.isprintable()
    if not plain and (hidden := invisible_characters(text, spelled=spelled)):
        return "invisible", {"name": ", ".join(hidden)}
    if text != text.strip():
        return "outer_blank", {}
    return None


def _is_odd_blank(character: str) -> bool:
    return character != " " and unicodedata.category(character) == "Zs"


def _spelling(text: str) -> frozenset[int]:
    """The places of what is needed to spell the text, though nobody sees it."""
    return joiner_places(text) | {place for place, c in enumerate(text) if c == "\u3000"}
