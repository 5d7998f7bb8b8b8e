"""Puts values into a text of ours in one pass: what people or the service wrote is never read as a text."""

import re
from typing import Final

_PLACE: Final = re.compile(r"\{(\w+)\}")


def fill(text: str, /, **values: object) -> str:
    """The text with each ``{name}`` replaced by that value; a value's own braces stay as they are.

    :param text: ours, already translated; where it counts, the number is chosen before (``tr`` with ``%n``).
    :raises KeyError: for a place that has no value; a test compares the places of all languages.
    """
    return _PLACE.sub(lambda place: str(values[place[1]]), text)
