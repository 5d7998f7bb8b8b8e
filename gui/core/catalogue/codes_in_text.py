"""Which codes a text is about: a number, a word, or a whole log line. For the reference and ``explain``."""

import re
import unicodedata
from functools import cache
from typing import Final

from gui.core.catalogue.errors import Catalogue, LocalFailure
from gui.core.foundation.enums import UINT32_MAX, signed_code

_SMALL: Final = 1000
"""Codes below this are distinguished from other small numbers of a log line by a label only."""
_SERVICE_RANGES: Final = (range(30000000, 30001000), range(60000, 100000))
_LABELLED: Final = re.compile(
    # Possessive: a run of blanks is looked through once.
    r"(?:result|code|错误码)[\"'\]]*+\s*+(?:[:=：]\s*+)?[\"']?(-?\d{1,10})(?!\d)",
    re.IGNORECASE,
)
_TWIN: Final = re.compile(r"(?<!\d)429496729[1-5](?!\d)")
"""A head code as an unsigned number: too large to be mistaken for anything else."""
_NUMBER: Final = re.compile(r"[+-]?\d{1,10}")
# A number may stand right beside Chinese text, so "letter" is A to Z here.
_NUMBER_IN_TEXT: Final = re.compile(r"(?<![A-Za-z_\d.])-?(?!0\d)\d{1,10}(?![A-Za-z_\d.]*[A-Za-z_\d])")
_GROUPED: Final = re.compile(
    r"(?<![\w.,'’-])(-?\d{1,3}(?:([.,'’_ \u00a0\u2009\u202f])\d{3}(?:\2\d{3}){0,2}))(?!\w|[.,'’_]\d)",
    re.ASCII,
)
"""A number with separators between its thousands: so are codes in reports, spreadsheets and browsers."""
_AS_DECIMAL: Final = re.compile(
    r"(?<![\w.,-])(-?\d{1,10})(?:[.,](\d{1,9}))?(?:[eE]\+?(\d{1,2}))?(?![\w]|[.,]\d)", re.ASCII
)
"""A whole number as a spreadsheet or a program may write it: 30000411.0, 3.0000411E7."""
_SHORT_CODE: Final = 100
"""Codes below this (1, 2, -1 … -5) look like any date or count: they must not outrank a real code."""


def keys_in(text: str) -> tuple[int | str, ...]:
    """The codes (head codes negative) or local words that a text is about.

    A text of numbers only is taken number by number. In any other text, numbers behind *code* or *result*
    and large known codes count first: the rest of a log line is full of rooms, dates and ports.
    """
    text = plain_numbers(text)
    tokens = text.replace(",", " ").replace("，", " ").split()
    if tokens and all(_NUMBER.fullmatch(token) for token in tokens):
        return tuple(dict.fromkeys(signed_code(int(token)) for token in tokens))
    words = [token.lower() for token in tokens if token.lower() in {word.value for word in LocalFailure}]
    if len(words) == len(tokens):
        return tuple(dict.fromkeys(words))
    known = _known()
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
    known = _known()
    numbers = dict.fromkeys(signed_code(int(match)) for match in _NUMBER_IN_TEXT.findall(text))

    def unlikely(number: int) -> tuple[bool, bool]:
        twin = -_SHORT_CODE < number < 0 and str(number + UINT32_MAX + 1) in text
        return str(number) not in known, abs(number) < _SHORT_CODE and not twin

    return tuple(sorted(numbers, key=unlikely))


def plain_numbers(text: str) -> str:
    """The text with its codes as plain digits: 30,000,411, 30 000 411, 30000411.0 and 3.0000411E7 are one.

    Only what is a code then is put together: 411, 412 stay two numbers.
    """
    text = unicodedata.normalize("NFKC", text)
    return _AS_DECIMAL.sub(_whole, _GROUPED.sub(_put_together, text))


def _put_together(number: re.Match[str]) -> str:
    digits = "".join(c for c in number[0] if c.isdigit() or c == "-")
    return digits if _is_code(int(digits)) else number[0]


def _whole(number: re.Match[str]) -> str:
    whole, fraction, exponent = number[1], (number[2] or "").rstrip("0"), int(number[3] or 0)
    if exponent > 9 or len(fraction) > exponent or (number[2] is None and number[3] is None):
        return number[0]
    digits = whole + fraction.ljust(exponent, "0")
    return digits if _is_code(int(digits)) else number[0]


def _is_code(number: int) -> bool:
    return str(signed_code(number)) in _known() or any(number in codes for codes in _SERVICE_RANGES)


@cache
def _known() -> frozenset[str]:
    return frozenset(entry.key for entry in Catalogue().codes())
