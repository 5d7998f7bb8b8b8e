"""Puts what an answer says into HTTP, in an odd way, and knows what may be believed of it then."""

import gzip
import random
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

_PACKED: Final = (
    *("identity", "gzip", "x-gzip", "members", "unnamed", "zlib", "raw"),
    *("plain", "odd", "two", "bomb", "br", "damaged"),
)
_BLANK: Final = b"\0 \t\r\n"
_BOMB: Final = gzip.compress(gzip.compress(gzip.compress(b"\0" * (50 << 20), 9), 9), 9)


@dataclass(frozen=True)
class Truth:
    """What an answer says.

    :param kind: ``accepted``, ``refused`` or ``nothing``.
    :param came: whether it came to its end as HTTP has it: then it is no broken connection.
    """

    kind: str
    code: int | None = None
    words: str = ""
    file_ids: tuple[str, ...] = ()
    came: bool = True


@dataclass
class OddAnswer:
    """One answer's bytes, in the pieces in which they are sent, and what comes behind them."""

    truth: Truth
    pieces: list[bytes] = field(default_factory=list)
    end: str = "open"
    """``open``, ``close``, ``reset`` or ``stall``."""
    traits: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.truth} {'+'.join(self.traits)} {b''.join(self.pieces)[:300]!r}"


@dataclass
class Said:
    """What the body says, before HTTP has its say."""

    kind: str
    body: bytes = b""
    charset: str = "utf-8"
    declared: str = ""
    code: int | None = None
    words: str = ""
    file_ids: tuple[str, ...] = ()
    has_seq: bool = False


class OddHttp:
    """Puts a body into an answer of HTTP, in an odd way."""

    def __init__(self, dice: random.Random, said: Said) -> None:
        self.dice = dice
        self.said = said
        self.traits = [said.charset]
        self.readable = True
        self.came = True
        """Whether it comes to its end as HTTP has it."""
        self.status = 200
        self.headers: list[bytes] = []
        self.end = "open"
        self.at_once = False
        """What stands behind an answer comes with it: later, it would be read for the next one's."""

    def made(self) -> OddAnswer:
        dice = self.dice
        if dice.random() < 0.3:
            self.status = dice.choice((201, 202, 203, 206, 302, 400, 401, 403, 404, 429, 500, 502, 503, 504))
        body = self._compressed(self.said.body)
        self._headers()
        framed, wholly = self._framed(body)
        status_line = self._status_line()
        if dice.random() < 0.03:
            self.traits.append("another version")
            status_line = status_line.replace(b"HTTP/1.1", dice.choice((b"http/1.1", b"HTTP/2", b"HTTP/2.0")))
        head = self._interim() + status_line + b"".join(line + b"\r\n" for line in self.headers) + b"\r\n"
        if dice.random() < 0.04:
            self.traits.append("bare line feeds")
            head = head.replace(b"\r\n", b"\n")
        raw = head + framed
        if dice.random() < 0.04:
            raw, wholly = self._broken(head, framed), False
        pieces = [raw] if self.at_once or dice.random() < 0.7 else _cut(dice, raw)
        return OddAnswer(self._truth(wholly=wholly), pieces, self.end, self.traits)

    def _truth(self, *, wholly: bool) -> Truth:
        """By hand: what may be believed of an answer (see packaging/bench, --answers)."""
        said = self.said
        nothing = Truth("nothing", came=self.came)
        if not self.readable or said.kind == "nothing":
            return nothing
        usual = wholly and self.status == 200
        if said.kind == "accepted":
            good = usual or (said.has_seq and 200 <= self.status < 300)
            return Truth("accepted", file_ids=said.file_ids, came=self.came) if good else nothing
        gateway = wholly and said.code is not None and 60000 <= said.code < 71000
        good = usual or said.has_seq or gateway
        return Truth("refused", said.code, said.words, came=self.came) if good else nothing

    def _compressed(self, body: bytes) -> bytes:
        dice = self.dice
        if dice.random() < 0.6:
            return body
        how = dice.choice(_PACKED)
        self.traits.append(how)
        name, packed = {
            "identity": ("identity", body),
            "gzip": ("gzip", gzip.compress(body)),
            "x-gzip": ("X-GZIP", gzip.compress(body) + b"\0" * dice.randrange(5)),
            "members": ("gzip", b"".join(map(gzip.compress, _cut(dice, body)))),
            "unnamed": ("", gzip.compress(body)),
            "zlib": ("deflate", zlib.compress(body)),
            "raw": ("deflate", zlib.compress(body)[2:-4]),
            "plain": ("gzip", body),
            "odd": (dice.choice(("utf-8", "none", "")), body),
            "two": ("gzip, gzip", gzip.compress(gzip.compress(body))),
            "bomb": ("gzip, gzip, gzip", _BOMB),
            "br": ("br", b"\x8b" + dice.randbytes(200)),
            "damaged": ("gzip", b"\x1f\x8b\x08\0" + dice.randbytes(200)),
        }[how]
        if how in ("two", "bomb", "br", "damaged"):
            self.readable = False
        if how == "plain" and not body.strip(b"\xef\xbb\xbf\xfe\xff" + _BLANK).startswith(b"{"):
            self.readable = False
        if name:
            self.headers.append(f"Content-Encoding: {name}".encode())
        return packed

    def _headers(self) -> None:
        dice, declared = self.dice, self.said.declared
        if declared or dice.random() < 0.7:
            kind = dice.choice(("application/json", "text/plain", "text/html", "Application/JSON"))
            self.headers.append(f"Content-Type: {kind}{f'; charset={declared}' if declared else ''}".encode())
        if dice.random() < 0.2:
            self.traits.append("long headers")
            size = dice.choice((9_000, 40_000, 64_000))
            self.headers.append(dice.choice((b"Set-Cookie: lb=", b"Content-Security-Policy: ")) + b"k" * size)
            self.headers += [b"X-Trace-%d: " % n + b"t" * 8_000 for n in range(dice.choice((1, 20)))]
        if dice.random() < 0.05:
            self.headers += [b"X-Many-%d: %d" % (n, n) for n in range(dice.choice((130, 900)))]
        if dice.random() < 0.1:
            self.headers += [b"Server: a", b"Server: b", b"Date: now", b"X-Latin: M\xfcller", b"X-Empty:"]
        if dice.random() < 0.05:
            self.traits.append("bent names")
            self.headers += [b"X-Blank : a", b"X Node (3): b", b"Transfer-Encoding: identity"]
        dice.shuffle(self.headers)

    def _status_line(self) -> bytes:
        reason = self.dice.choice(
            (b" OK", b"", b" ", b" Sehr sch\xf6n", b" \xe5\xa5\xbd", b" " + b"r" * 9000)
        )
        return b"HTTP/1.1 %d%s\r\n" % (self.status, reason)

    def _interim(self) -> bytes:
        if self.dice.random() > 0.06:
            return b""
        self.traits.append("interim")
        return b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"

    def _framed(self, body: bytes) -> tuple[bytes, bool]:
        """The body with its framing; whether it can be read to an end that HTTP tells."""
        dice = self.dice
        ways = ("length", "chunked", "closed", "too long", "stalled", "too short", "more behind")
        how = dice.choices(ways, (50, 20, 12, 5, 1, 4, 5))[0]
        self.traits.append(how)
        if how == "chunked":
            self.headers.append(b"Transfer-Encoding: chunked")
            return self._chunks(body), True
        if how == "closed":
            self.headers.append(b"Connection: close")
            self.end = "close"
            return body, True
        size = len(body)
        if how in ("too long", "stalled"):
            size += 7
            self.end = "close" if how == "too long" else "stall"
            self.came = False
        if how == "too short" and body == self.said.body:
            size -= min(size, 3)
            self.at_once = True
            # The closing braces are missing, or only blanks.
            self.readable = self.readable and not body[size:].strip(_BLANK)
        self.headers += [b"Content-Length: %d" % size] * dice.choice((1, 1, 1, 1, 1, 2))
        if how == "more behind":
            self.at_once = True
            return body + dice.choice((b"\0\0", b"\r\n\r\n", b"<!-- x -->")), True
        return body, how in ("length", "too short")

    def _chunks(self, body: bytes) -> bytes:
        dice, parts = self.dice, []
        for piece in _cut(dice, body):
            if piece:
                extension = dice.choice((b"", b"", b";a=b", b';name="va;lue"', b" "))
                size = dice.choice((b"%x", b"%X", b"00%x")) % len(piece)
                parts.append(size + extension + b"\r\n" + piece + b"\r\n")
        return b"".join(parts) + dice.choice((b"0\r\n\r\n", b"000\r\n\r\n", b"0;x\r\nX-Trailer: y\r\n\r\n"))

    def _broken(self, head: bytes, framed: bytes) -> bytes:
        dice = self.dice
        how = dice.choice(("cut head", "reset", "garbage", "no colon", "two lengths", "zero"))
        self.traits.append(how)
        self.readable, self.came, self.end = False, how not in ("cut head", "reset"), "close"
        if how == "cut head":
            return head[: dice.randrange(1, len(head) - 2)]
        if how == "reset":
            self.end = "reset"
            return (head + framed)[: dice.randrange(len(head))]
        if how == "garbage":
            return dice.choice((b"\x15\x03\x01\0\x02\x02\x0a", b"SSH-2.0-x\r\n", b"\0" * 50, framed or b"?"))
        if how == "no colon":
            return b"HTTP/x.1" + head[head.index(b" ") :] + framed
        if how == "two lengths":
            return b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{}  "
        return b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\n{}"


def _cut(dice: random.Random, raw: bytes) -> list[bytes]:
    """In a few pieces, at any place."""
    places = sorted({0, len(raw), *(dice.randrange(len(raw) + 1) for _ in range(dice.randrange(5)))})
    return [raw[begin:end] for begin, end in pairwise(places)] or [raw]
