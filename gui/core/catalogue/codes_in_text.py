"""Which codes a text is about: a number, a word, or a whole log line. For the reference and ``explain``."""

import re
from typing import Final

from gui.core.catalogue.errors import Catalogue, LocalFailure
from gui.core.foundation.enums import UINT32_MAX, signed_code

_SMALL: Final = 1000
"""Codes below this are distinguished from other small numbers of a log line by a label only."""
_SERVICE_RANGES: Final = (range(30000000, 30001000), range(60000, 100000))
_LABELLED: Final = re.compile(
    r"(?:result|code|错误码)[\"'\]]*\s*[:=：]?\s*[\"']?(-?\d{1,10})(?!\d)", re.IGNORECASE
)
_TWIN: Final = re.compile(r"(?<!\d)429496729[1-5](?!\d)")
"""A head code as an unsigned number: too large to be mistaken for anything else."""
_NUMBER: Final = re.compile(r"[+-]?\d{1,10}")
_NUMBER_IN_TEXT: Final = re.compile(r"(?<![A-Za-z_\d.])-?(?!0\d)\d{1,10}(?![A-Za-z_\d.]*[A-Za-z_\d])")
_SHORT_CODE: Final = 100
"""Codes below this (1, 2, -1 … -5) look like any date or count: they must not outrank a real code."""


def keys_in(text: str) -> tuple[int | str, ...]:
    """The codes (head codes negative) or local words that a text is about.

    A text of numbers only is taken number by number. In any other text, numbers behind *code* or *result*
    and large known codes count first: the rest of a log line is full of rooms, dates and ports.
    """
    tokens = text.replace(",", " ").replace("，", " ").split()
    if tokens and all(_NUMBER.fullmatch(token) for token in tokens):
        return tuple(dict.fromkeys(signed_code(int(token)) for token in tokens))
    words = [token.lower() for token in tokens if token.lower() in {word.value for word in LocalFailure}]
    if len(words) == len(tokens):
        return tuple(dict.fromkeys(words))
    known = {entry.key for entry in Catalogue().codes()}
    labelled = [signed_code(int(number)) for number in _LABELLED.findall(text)]
    labelled += [signed_code(int(number)) for number in _TWIN.findall(text)]
    numbers = codes_in(text)
    choices = (
        [code for code in labelled if str(code) in known]
        + [code for code in numbers if str(code) in known and abs(code) >= _SMALL],
        [code for code in (*labelled, *numbers) if any(code in codes for codes in _SERVICE_RANGES)],
        [0] if 0 in labelled else [],
    )
    return next((tuple(dict.fromkeys(codes)) for codes in choices if codes), ())


def codes_in(text: str) -> tuple[int, ...]:
    """The service codes that a text (a code, or a whole log line) may hold, the likeliest first."""
    known = {entry.key for entry in Catalogue().codes()}
    numbers = dict.fromkeys(signed_code(int(match)) for match in _NUMBER_IN_TEXT.findall(text))

    def unlikely(number: int) -> tuple[bool, bool]:
        twin = -_SHORT_CODE < number < 0 and str(number + UINT32_MAX + 1) in text
        return str(number) not in known, abs(number) < _SHORT_CODE and not twin

    return tuple(sorted(numbers, key=unlikely))
