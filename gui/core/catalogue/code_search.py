"""Finds codes and local failures by number, word or family, in both languages, offline and as one types."""

import re
from dataclasses import dataclass
from typing import Final

from gui.core.catalogue.codes_in_text import keys_in, plain_numbers
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import signed_code
from gui.core.foundation.messages import LANGUAGES
from gui.core.foundation.text_cleaning import comparable

_RECORDING: Final = range(30000000, 30001000)
_LONGEST_QUERY: Final = 4000
"""Characters of a pasted text that are searched."""


@dataclass(frozen=True, slots=True)
class _SearchedCode:
    key: str
    words: str


class CodeIndex:
    """Build it once: two small files are read; each search then takes well under a millisecond."""

    def __init__(self) -> None:
        catalogues = tuple(Catalogue(language) for language in LANGUAGES)
        keys = [entry.key for entry in catalogues[0].codes()]
        keys.sort(key=_order)
        keys += [entry.key for entry in catalogues[0].local_failures()]
        self._records = tuple(_SearchedCode(key, _search_text(key, catalogues)) for key in keys)
        self.keys = tuple(keys)

    def search(self, text: str) -> tuple[str, ...]:
        """The catalogue keys that a text finds, the best first; all of them for an empty one.

        A text that no entry matches is read as a log line: the codes in it are found. A number that no table
        knows finds itself, so that its entry can be made on the spot.
        """
        query = comparable(plain_numbers(text[:_LONGEST_QUERY])).strip()
        if not query:
            return self.keys
        tokens = query.split()
        phrase = " ".join(tokens)
        hits = []
        for record in self._records:
            rank = _rank(record, tokens)
            if rank is not None:
                hits.append(((rank, phrase not in record.words), record.key))
        if hits:
            return tuple(key for _, key in sorted(hits, key=lambda hit: hit[0]))
        # 0 is no failure.
        return tuple(str(key) for key in keys_in(query) if key != 0)


def _order(key: str) -> tuple[bool, bool, int]:
    """The recording service's own codes first, then the rest by size, the head's negative ones between."""
    number = int(key)
    return number not in _RECORDING, number < 0, abs(number)


def _search_text(key: str, catalogues: tuple[Catalogue, ...]) -> str:
    parts = [key.replace("_", " ")]
    for catalogue in catalogues:
        entry = catalogue.entry(key)
        parts += [entry.family, entry.description, entry.solution]
    return comparable("\n".join(parts))


def _rank(record: _SearchedCode, tokens: list[str]) -> int | None:
    """0 is best; None where a token is not in the record."""
    worst = 0
    for token in tokens:
        rank = _rank_of_number(record.key, token) if _is_number(token) else _rank_of_word(record, token)
        if rank is None:
            return None
        worst = max(worst, rank)
    return worst


def _is_number(token: str) -> bool:
    return re.fullmatch(r"-?\d+", token, re.ASCII) is not None


def _rank_of_number(key: str, token: str) -> int | None:
    if key == token or (len(token) <= 10 and key == str(signed_code(int(token)))):
        return 0
    if key.endswith(token) and len(token) >= 3:
        return 1
    if key.startswith(token):
        return 2
    return 3 if token in key else None


def _rank_of_word(record: _SearchedCode, token: str) -> int | None:
    if record.key == token:
        return 0
    return 1 if token in record.words else None
