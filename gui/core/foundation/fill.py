"""Puts values into a text of ours in one pass: what people or the service wrote is never read as a text."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_PLACE: Final = re.compile(r"\{(\w+)\}")
_SPACED: Final = re.compile(r"\{(\w+):spaced\}")
_HAN: Final = re.compile("[\u4e00-\u9fff]")


def fill(text: str, /, **values: object) -> str:
    """The text with each ``{name}`` replaced by that value; a value's own braces stay as they are.

    ``{x:spaced}``, in a Chinese text, has a space where Latin letters or digits stand beside Han: *从
    17:02 到*, but *从昨天 17:02 到*.

    :param text: ours, already translated; where it counts, the number is chosen before (``tr`` with ``%n``).
    :raises KeyError: for a place that has no value; a test compares the places of all languages.
    """
    if "{" not in text:
        return text
    if ":spaced}" in text:
        text = _with_spaces(text, values)
    parts = list(_parts(text))
    parts[1::2] = [str(values[name]) for name in parts[1::2]]
    return "".join(parts)


@lru_cache(1024)
def _parts(text: str) -> tuple[str, ...]:
    """The text cut at its places: every second part is the name of one. A list of rows asks for thousands."""
    return tuple(_PLACE.split(text))


def _with_spaces(text: str, values: Mapping[str, object]) -> str:
    """The text with its ``spaced`` places plain, and a space where a value's ASCII end stands beside Han."""

    def place(found: re.Match[str]) -> str:
        value = str(values[found[1]])
        before = " " if value[:1].isascii() and _HAN.match(text, found.start() - 1) else ""
        after = " " if value[-1:].isascii() and _HAN.match(text, found.end()) else ""
        return f"{before}{{{found[1]}}}{after}"

    return _SPACED.sub(place, text)
