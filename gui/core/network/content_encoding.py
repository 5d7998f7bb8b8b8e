"""Undoes one layer of compression of an answer, bounded in bytes, members and so in time."""

import re
import zlib
from typing import Final

_GZIP: Final = 16 + zlib.MAX_WBITS
_ZLIB: Final = zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS
_GZIP_MAGIC: Final = b"\x1f\x8b"
_JSON: Final = re.compile(rb"[\xef\xbb\xbf\xfe\xff\0 \t\r\n]*\{[\0 \t\r\n]*[\"}]")
"""A brace alone may begin a bare deflate stream, too."""
_MOST_MEMBERS: Final = 64
"""Parts of one gzip stream; each costs a copy of what is left of it."""
_NONE: Final = frozenset({"", "identity", "none", "binary", "8bit", "7bit", "utf-8", "utf8"})
"""What servers write for no compression."""


class Unreadable(ValueError):  # noqa: N818 - it names what was found
    """The bytes can't be decompressed, or become too many; its text says why, in the header's words."""


class GrewTooLarge(Unreadable):
    """The bytes become more than may be kept."""


def decompressed(body: bytes, encoding: str, limit: int) -> bytes:
    """The bytes without their compression: one layer of gzip or deflate, as its bytes have it.

    A stream that was cut gives what came of it. Bytes that are not what the header says stay as they are.

    :param encoding: the Content-Encoding header's value, or empty.
    :param limit: bytes that may come of it.
    :raises Unreadable: where it is of another kind; ``GrewTooLarge`` where that is more than the limit.
    """
    layers = [name for name in map(str.strip, encoding.lower().split(",")) if name not in _NONE]
    named = ", ".join(layers)[:80]
    if body.startswith(_GZIP_MAGIC):
        # Nobody's JSON begins so: a proxy may drop the header, or name the layer twice.
        plain = _gunzipped(body, limit)
        if plain.startswith(_GZIP_MAGIC):
            raise Unreadable(named or "gzip, gzip")
    elif not layers or _is_json(body):
        plain = body
    elif layers[0] == "deflate":
        plain = _inflated(body, limit)
    else:
        raise Unreadable(named)
    if len(layers) > 1 and not _is_json(plain):
        raise Unreadable(named)
    return plain


def _gunzipped(body: bytes, limit: int) -> bytes:
    whole = bytearray()
    rest = body
    for _ in range(_MOST_MEMBERS):
        if not rest.startswith(_GZIP_MAGIC):
            break
        rest = _member(rest, _GZIP, whole, limit).lstrip(b"\0")
    if not whole and rest:
        raise Unreadable("gzip")
    return bytes(whole)


def _inflated(body: bytes, limit: int) -> bytes:
    """With zlib's wrapping, as the standard asks for, or bare, as some servers send it."""
    for kind in (_ZLIB, _RAW):
        whole = bytearray()
        _member(body, kind, whole, limit)
        if whole:
            return bytes(whole)
    raise Unreadable("deflate")


def _member(body: bytes, kind: int, whole: bytearray, limit: int) -> bytes:
    """Add what one member holds; gives what stands behind it, nothing where it is cut or damaged."""
    stream = zlib.decompressobj(kind)
    try:
        whole += stream.decompress(body, limit + 1 - len(whole))
    except zlib.error:
        return b""
    if len(whole) > limit:
        raise GrewTooLarge
    return stream.unused_data


def _is_json(body: bytes) -> bool:
    return _JSON.match(body) is not None
