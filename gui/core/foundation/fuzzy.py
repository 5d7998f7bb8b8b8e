"""How well a few typed letters fit a name: whole words, first letters of words, or a word with a slip in it.

All texts are :func:`gui.core.foundation.text_cleaning.comparable`.
"""

from typing import Final

_LEAST_WITH_A_SLIP: Final = 4
"""Letters: of fewer, any word would be nearly another."""
_SLIPS: Final = 2
"""Letters of a word that may be missing in what was typed."""


def rank(tokens: tuple[str, ...], name: str, more: str = "") -> int | None:
    """0 is best; None where a token does not fit.

    :param name: what is shown; also found by first letters of words, such as *nr* for *New recording*.
    :param more: further words, found as they are or with a slip.
    """
    worst = 0
    for token in tokens:
        found = _rank_of(token, name, more)
        if found is None:
            return None
        worst = max(worst, found)
    return worst


def _rank_of(token: str, name: str, more: str) -> int | None:
    at = name.find(token)
    if at >= 0:
        return 0 if at == 0 or _begins(name, at) else 2
    if _by_first_letters(token, name):
        return 1
    if token in more:
        return 3
    words = (*name.split(), *more.split())
    return 4 if len(token) >= _LEAST_WITH_A_SLIP and any(_nearly(token, word) for word in words) else None


def _begins(text: str, at: int) -> bool:
    """Whether a word begins there; each Chinese character is one."""
    return at == 0 or not text[at].isascii() or not text[at - 1].isalnum() or not text[at - 1].isascii()


def _by_first_letters(token: str, name: str) -> bool:
    """Each letter goes on with a word, or begins a later one."""
    ends = {at for at, letter in enumerate(name) if letter == token[0] and _begins(name, at)}
    for letter in token[1:]:
        if not ends:
            return False
        first = min(ends)
        ends = {
            at
            for at in range(first + 1, len(name))
            if name[at] == letter and (at - 1 in ends or _begins(name, at))
        }
    return bool(ends)


def _nearly(token: str, word: str) -> bool:
    """Whether letters are missing in the beginning of a word, and no others are in their place."""
    if not word or token[0] != word[0]:
        return False
    at = 0
    for letter in token:
        at = word.find(letter, at) + 1
        if at == 0:
            return False
    return at - len(token) <= _SLIPS
