"""Finds a secret that a text holds escaped, in whatever mixture, or with letters in it that nobody sees.

A relay may repeat what it was sent letter by letter as ``\\u0065``, ``%65`` or ``&#101;``, escaped twice, or
with a zero-width space behind each letter: whoever decodes the text later would see the secret.
"""

import re
from collections.abc import Iterable
from typing import Final

from gui.core.foundation.plain_text import hides

_PASSES: Final = 4
"""JSON in JSON in JSON, and percent signs within."""
_ESCAPE: Final = re.compile(
    r"\\+u([0-9A-Fa-f]{4})|\\+u\{([0-9A-Fa-f]{1,6})\}|\\+x([0-9A-Fa-f]{2})|\\+U([0-9A-Fa-f]{8})"
    r"|%([0-9A-Fa-f]{2})|&#[xX]0*([0-9A-Fa-f]{1,6});|&#0*([0-9]{1,7});"
    r"|\\+([\"'/\\bfnrt0])|&(amp|quot|apos|lt|gt);"
)
_HEXADECIMAL: Final = 6
"""So many of its groups are; the next one is decimal."""
_LETTERS: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_NAMED: Final = {"amp": "&", "quot": '"', "apos": "'", "lt": "<", "gt": ">"}
_SELECTORS: Final = (
    ("\u034f", "\u034f"),
    ("\u180b", "\u180f"),
    ("\ufe00", "\ufe0f"),
    ("\U000e0100", "\U000e01ef"),
)
"""Marks without a shape of their own."""
_PERHAPS_HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\xad\u034f\u0600-\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160\u17b4-\u17b5\u180b-\u180f"
    "\u2000-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U00010000-\U0010ffff]"
)
"""All that may be hidden: each that is found is looked at, and no other letter. Written down, because to ask
for each letter of Unicode takes 43 ms of every start."""
_HIGHEST: Final = 0x10FFFF


def masked_where_decoded(text: str, secrets: Iterable[str], mask: str) -> str:
    """The text with a mask in place of whatever becomes one of the secrets when it is decoded."""
    secrets = tuple(secrets)
    plain = text
    for _ in range(_PASSES):
        decoded = _seen(_ESCAPE.sub(_letter, plain))
        if any(secret in decoded for secret in secrets):
            return _masked(text, secrets, mask)
        if decoded == plain:
            break
        plain = decoded
    return text


def _letter(found: re.Match[str]) -> str:
    group = found.lastindex or 0
    value = found[group]
    if group <= _HEXADECIMAL + 1:
        number = int(value, 16 if group <= _HEXADECIMAL else 10)
        return chr(number) if number <= _HIGHEST else found[0]
    return _NAMED.get(value) or _LETTERS.get(value, value)


def _is_hidden(character: str) -> bool:
    return hides(character) or any(first <= character <= last for first, last in _SELECTORS)


def _seen(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return _PERHAPS_HIDDEN.sub(lambda found: "" if _is_hidden(found[0]) else found[0], text)


def _masked(text: str, secrets: tuple[str, ...], mask: str) -> str:
    """As above, with the place in the text from which each letter comes."""
    letters = [(character, at, at + 1) for at, character in enumerate(text) if not _is_hidden(character)]
    hits: list[tuple[int, int]] = []
    for _ in range(_PASSES + 1):
        plain = "".join(letter[0] for letter in letters)
        for secret in secrets:
            at = plain.find(secret)
            while at >= 0:
                hits.append((letters[at][1], letters[at + len(secret) - 1][2]))
                at = plain.find(secret, at + len(secret))
        letters = _decoded(plain, letters)
    return _with_masks(text, hits, mask)


def _decoded(plain: str, letters: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    found, at = [], 0
    for match in _ESCAPE.finditer(plain):
        found += letters[at : match.start()]
        letter = _letter(match)
        if len(letter) == 1:
            place = (letters[match.start()][1], letters[match.end() - 1][2])
            found += [] if _is_hidden(letter) else [(letter, *place)]
        else:
            found += letters[match.start() : match.end()]
        at = match.end()
    return found + letters[at:]


def _with_masks(text: str, hits: list[tuple[int, int]], mask: str) -> str:
    parts, at = [], 0
    for begin, end in sorted(hits):
        if begin >= at:
            parts += [text[at:begin], mask]
        at = max(at, end)
    return "".join([*parts, text[at:]])
