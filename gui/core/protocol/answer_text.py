"""An answer's bytes as text, and its text as JSON: liberal to what is on the way, and bounded in its cost.

Bytes become text before they are parsed: in GBK, Big5 and Shift JIS a letter may end with a backslash.
"""

import codecs
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LARGE: Final = 16 * 1024
"""An answer of more bytes is not read on the window's thread."""
MOST_LISTS: Final = 100_000
"""In a large answer; the parser can't be interrupted between two lists, so the window would wait for it."""
MOST_MEMBERS: Final = 150_000
"""Commas in a large answer that are not those between its objects, for the same reason."""
_OBJECTS_KEPT: Final = 1000
"""Objects of a large answer that are kept whatever is in them."""
_OURS: Final = frozenset({"reqhead", "rspbody", "rsp_0x5", "uint32_result", "uint32_seq", "ErrorCode"})
_PIECE: Final = 64 * 1024
_LENIENT: Final = json.JSONDecoder(strict=False)
"""A service may write a line break or a tab into its words as it is. Made once: making it takes longer than
reading an answer."""
_AROUND: Final = "\0 \t\r\n\v\f\u00a0\ufeff"
"""What may stand before and behind the JSON."""
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:+-]{1,40})""", re.IGNORECASE)
_LARGER_SETS: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc_kr": "cp949",
    "ascii": "utf-8",
}
"""What servers declare, and the larger set that they write in."""
_NO_CHARSETS: Final = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_7", "undefined"}
)
_NEVER_FAIL: Final = frozenset({"iso8859-1", "cp1252", "iso8859-15", "latin_1"})
"""Declared by servers that do not know what they send: where the bytes are UTF-8, they are that."""
_GUESSED: Final = ("gb18030", "big5hkscs")


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What the bytes of an answer are.

    :param encoding: the codec that made text of them.
    :param value: the JSON value; None where there is none.
    """

    encoding: str
    value: object = None


def read(body: bytes, content_type: str = "") -> ReadAnswer:
    """Read an answer; never raises. Takes long for a large one: see :data:`LARGE`.

    :param content_type: the header's value, or empty; the charset in it is tried first.
    """
    encodings = _encodings(body, content_type)
    for encoding in encodings:
        try:
            return ReadAnswer(encoding, _parsed(text_of(body, encoding)))
        except (ValueError, RecursionError):
            continue
    return ReadAnswer(encodings[0])


def text_of(body: bytes, encoding: str) -> str:
    """The bytes as text; what does not fit is replaced.

    :param encoding: of a :class:`ReadAnswer`.
    """
    if len(body) <= _PIECE:
        return body.decode(encoding, "replace")
    # Piece by piece: a codec lets no other thread work meanwhile.
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    pieces = [decoder.decode(body[at : at + _PIECE]) for at in range(0, len(body), _PIECE)]
    return "".join([*pieces, decoder.decode(b"", final=True)])


def _encodings(body: bytes, content_type: str) -> Sequence[str]:
    """What the bytes may be, the likeliest first; at least one."""
    # Most answers begin so, and need no look at what else they may be.
    if not body.startswith(b'{"'):
        marked = next((name for mark, name in _BYTE_ORDER_MARKS if body.startswith(mark)), None)
        if marked is not None:
            return [marked]
        if (wide := _without_mark(body)) is not None:
            return [wide]
    declared = _declared(content_type)
    utf8 = body.isascii() or _fits(body, "utf-8")
    guessed = [] if utf8 else [name for name in _GUESSED if _fits(body, name)]
    if declared is not None and not (utf8 and declared in _NEVER_FAIL):
        # Where another fits, it is wrongly declared; where none does, the text is broken.
        fits = _fits(body, declared)
        likely = [declared, "utf-8"] if fits or not utf8 else ["utf-8"]
        return likely if fits else list(dict.fromkeys((*likely, *guessed)))
    return ["utf-8", *guessed]


def _without_mark(body: bytes) -> str | None:
    """UTF-16 without its mark: JSON begins with a letter of ASCII, so every second byte is zero."""
    begins = body.lstrip(b"\0 \t\r\n")[:4]
    if re.match(rb"[{\[]\0[^\0]\0", begins):
        return "utf-16-le" if (len(body) - len(body.lstrip(b"\0 \t\r\n"))) % 2 == 0 else "utf-16-be"
    return None


def _declared(content_type: str) -> str | None:
    """The first charset that is known, as the codec to read with."""
    for name in _CHARSET.findall(content_type):
        lower = name.lower()
        if lower in _LARGER_SETS:
            return _LARGER_SETS[lower]
        try:
            found = codecs.lookup(lower).name
            codecs.getincrementaldecoder(found)
            # Some of Python's make no text.
            b"{}".decode(found, "replace")
        except (LookupError, ValueError):
            continue
        if found.replace("-", "_") not in _NO_CHARSETS:
            return _LARGER_SETS.get(found, found)
    return None


def _fits(body: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for at in range(0, len(body), _PIECE):
            decoder.decode(body[at : at + _PIECE])
        decoder.decode(b"", final=True)
    except ValueError:
        return False
    return True


def _parsed(text: str) -> object:
    """The JSON value of a text.

    :raises ValueError: where there is none, or a large one holds too much.
    :raises RecursionError: where it is nested too deeply.
    """
    text = _stripped(text)
    if len(text) <= LARGE:
        value: object = _LENIENT.decode(text)
        return value
    if text.count("[") > MOST_LISTS or text.count(",") - text.count("{") > MOST_MEMBERS:
        raise ValueError("far more in it than any answer holds")
    return _large(text)


def _stripped(text: str) -> str:
    """Without what stands around the JSON; piece by piece, as in :func:`text_of`."""
    begin, end = 0, len(text)
    while begin < end and not text[begin : begin + _PIECE].strip(_AROUND):
        begin += _PIECE
    while end > begin and not text[max(begin, end - _PIECE) : end].strip(_AROUND):
        end -= _PIECE
    return text[begin : max(begin, end)].strip(_AROUND)


def _large(text: str) -> object:
    """Parse with functions of Python for what is frequent: between two calls of them other threads work."""
    kept = 0

    def pairs(found: list[tuple[str, object]]) -> dict[str, object] | None:
        nonlocal kept
        if kept >= _OBJECTS_KEPT and not any(name in _OURS for name, _ in found):
            return None
        kept += 1
        return dict(found)

    def integer(digits: str) -> int:
        return int(digits)

    def number(digits: str) -> float:
        return float(digits)

    value: object = json.loads(
        text, strict=False, object_pairs_hook=pairs, parse_int=integer, parse_float=number
    )
    return value
