"""Makes of an answer's head, as balancers write it, one that the library reads: as liberal as curl."""

import re
from functools import lru_cache
from typing import Final

_STATUS: Final = re.compile(rb"HTTP/([0-9])(?:\.([0-9]))?[ \t]+(?=[0-9]{3}(?![0-9]))", re.IGNORECASE)
_NAME: Final = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_BEGINS: Final = b"HTTP/"


def may_be_head(data: bytes) -> bool:
    """Whether these bytes are, or may become, the head of an answer."""
    begin = data.lstrip(b"\r\n")[: len(_BEGINS)].upper()
    return begin == _BEGINS[: len(begin)]


@lru_cache(maxsize=4)
@lru_cache(maxsize=4)
def read_liberally(head: bytes) -> bytes:
    """A whole head without what the library refuses, and others read all the same.

    Blanks before a colon, lines with a name that is none, the same length twice, a length beside chunks
    (RFC 9112, 5.1 and 6.3) and another spelling of the version. Lengths that differ stay: nobody can tell
    where such an answer ends.
    """
    first, *lines = head.split(b"\n")
    status = _STATUS.match(first)
    if status is None:
        return head
    version = b"HTTP/1.0" if status.groups() == (b"1", b"0") else b"HTTP/1.1"
    fields = _fields(lines)
    encodings = {_value(line).lower() for name, line in fields if name == b"transfer-encoding"}
    lengths = {part.strip() for name, line in fields if name == b"content-length" for part in _parts(line)}
    chunked = any(b"chunked" in each for each in encodings)
    kept = [b"%s %s" % (version, first[status.end() :])]
    told = False
    for name, line in fields:
        if name == b"transfer-encoding" and _value(line).lower() == b"identity":
            continue
        if name != b"content-length" or (not chunked and len(lengths) > 1):
            kept.append(line)
        elif not chunked and not told:
            # The first one stands for all.
            kept.append(b"Content-Length: %s\r" % next(iter(lengths)))
            told = True
    return b"\n".join(kept)


def _fields(lines: list[bytes]) -> list[tuple[bytes, bytes]]:
    """Each line with its name in lower case; a name is empty where the line has none."""
    found: list[tuple[bytes, bytes]] = []
    skipped = False
    for line in lines:
        if line[:1] in (b" ", b"\t"):
            # It goes on with the line before it.
            if not skipped:
                found.append((b"", line))
            continue
        written, colon, value = line.partition(b":")
        name = written.rstrip(b" \t")
        skipped = bool(colon) and _NAME.fullmatch(name) is None
        if not skipped:
            found.append((name.lower(), name + colon + value) if colon else (b"", line))
    return found


def _value(line: bytes) -> bytes:
    return line.partition(b":")[2].strip()


def _parts(line: bytes) -> list[bytes]:
    return _value(line).split(b",")
