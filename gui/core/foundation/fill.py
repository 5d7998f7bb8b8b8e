"""Puts values into a text of ours in one pass: what people or the service wrote is never read as a text."""

import re
from functools import lru_cache
from typing import Final

_PLACE: Final = re.compile(r"\{(\w+)\}")


def fill(text: str, /, **values: object) -> str:
    """The text with each ``{name}`` replaced by that value; a value's own braces stay as they are.

    :param text: ours, already translated; where it counts, the number is chosen before (``tr`` with ``%n``).
    :raises KeyError: for a place that has no value; a test compares the places of all languages.
    """
    if "{" not in text:
        return text
    parts = list(_parts(text))
    parts[1::2] = [str(values[name]) for name in parts[1::2]]
    return "".join(parts)


@lru_cache(1024)
def _parts(text: str) -> tuple[str, ...]:
    """The text cut at its places: every second part is the name of one. A list of rows asks for thousands."""
    return tuple(_PLACE.split(text))
