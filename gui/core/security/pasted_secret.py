"""Cleans every secret that comes in, by a paste, standard input or the environment: line breaks, quotation
marks of a word processor, unseen characters, another alphabet.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import unquote

from gui.core.foundation.text_cleaning import without_invisible
from gui.core.security import usersig

LIMIT: Final = 64 * 1024
"""Characters; no usersig and no key comes near."""
_QUOTES: Final = "\"'`“”„‟‘’‚‛«»‹›「」『』＂＇"
_LABEL: Final = re.compile(r"(?:user_?sig|签名)[\"']?\s*[=:：]\s*", re.IGNORECASE)
_KEY_LABEL: Final = re.compile(r"(?:secret_?key|密钥)[\"']?\s*[=:：]\s*", re.IGNORECASE)
_BEHIND: Final = ",;}"
"""What may follow a value in a file of settings."""
_URL_SAFE: Final = str.maketrans("-_", "*-")
"""From base64's alphabet for URLs to the usersig's own."""
_USERSIG: Final = re.compile(r"[A-Za-z0-9*\-_+/=]+")
_SECRET_KEY: Final = re.compile(r"[0-9a-fA-F]{64}")


class Mended(StrEnum):
    """What was put right; ``cli.usersig.<value>`` is its text."""

    SEVERAL_LINES = "several_lines"
    QUOTED = "quoted"
    PLAIN_BASE64 = "plain_base64"
    OUT_OF_URL = "out_of_url"
    OTHER_BASE64 = "other_base64"


@dataclass(frozen=True, slots=True)
class PastedUsersig:
    """A usersig out of a paste. The text stays out of every representation.

    :param decoded: its own fields; None where nothing in the paste could be decoded.
    """

    text: str = field(repr=False)
    mended: tuple[Mended, ...] = ()
    decoded: usersig.DecodedUsersig | None = None


def read_usersig(paste: str) -> PastedUsersig:
    """The usersig in a paste; one that can't be decoded stays as it is but for outer blanks."""
    plain = paste.strip()
    for text, how in _readings(plain):
        try:
            decoded = usersig.decode(text[:LIMIT])
        except ValueError:
            continue
        lines = (Mended.SEVERAL_LINES,) if len(plain.splitlines()) > 1 else ()
        alphabet = (Mended.PLAIN_BASE64,) if usersig.as_sent(text) != text else ()
        return PastedUsersig(usersig.as_sent(text), (*lines, *how, *alphabet), decoded)
    return PastedUsersig(plain)


def _readings(plain: str) -> Iterator[tuple[str, tuple[Mended, ...]]]:
    """What a paste may mean, the likeliest first; only one that can be decoded is believed."""
    yield plain, ()
    labelled = _LABEL.split(plain)[-1]
    whole = unicodedata.normalize("NFKC", without_invisible(labelled))
    candidate = "".join(c for c in whole if not c.isspace() and c not in _QUOTES + "\\").rstrip(_BEHIND)
    without_breaks = plain.replace("\n", "").replace("\r", "")
    left_out = (Mended.QUOTED,) if without_breaks != candidate else ()
    yield candidate, left_out
    # Out of a URL: percent-encoded, perhaps twice, with the parameters behind it.
    of_url = unquote(candidate.partition("&")[0])
    yield of_url, (Mended.OUT_OF_URL,)
    yield unquote(of_url), (Mended.OUT_OF_URL,)
    # A form of the web makes blanks of its plus signs.
    yield plain.replace(" ", "+"), (Mended.OUT_OF_URL,)
    bare = of_url.rstrip("=_")
    missing = "_" * (-len(bare) % 4)
    for text in (bare, bare.translate(_URL_SAFE)):
        yield text + missing, (*left_out, Mended.OTHER_BASE64)


def could_go_on(line: str) -> bool:
    """Whether a line may be the first piece of a usersig that was broken into several."""
    text = line.strip().strip(_QUOTES)
    if len(text) < 16 or _USERSIG.fullmatch(text) is None:
        return False
    try:
        usersig.decode(text)
    except ValueError:
        return not looks_like_secret_key(text)
    return False


def looks_like_secret_key(text: str) -> bool:
    """Whether it has the form that the vendor's console gives to secret keys: 64 hexadecimal digits."""
    return _SECRET_KEY.fullmatch(text.strip()) is not None


def read_secret_key(paste: str) -> tuple[str, bool]:
    """The secret key without outer blanks and typographic quotation marks, and whether those were there.

    A key is any text, so plain quotation marks and everything within stay; unless what is between them, put
    together, is a key as the vendor's console gives it.
    """
    whole = unicodedata.normalize("NFKC", without_invisible(_KEY_LABEL.split(paste)[-1]))
    bare = "".join(c for c in whole if not c.isspace() and c not in _QUOTES).rstrip(_BEHIND)
    if looks_like_secret_key(bare):
        return bare, bare != paste.strip()
    text = paste.strip().strip("\ufeff\u200b\u200e\u200f\u2060").strip()
    typographic = "“”„‟‘’«»"
    if len(text) > 2 and text[0] in typographic and text[-1] in typographic:
        return text[1:-1].strip(), True
    return text, False
