"""What an answer says, whatever its status, charset, compression and size are; and what it began with."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from gui.core.catalogue.guidance_rows import is_gateway_code
from gui.core.foundation.plain_text import visible
from gui.core.network.content_encoding import decompressed
from gui.core.protocol.answer_text import LARGE, read, text_of
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted, Refused, Verdict, judge_value
from gui.core.security.kept_text import kept_text
from gui.core.security.redaction import masked

BEGINNING_SHOWN: Final = 160
"""Characters of an answer's beginning that a problem tells."""


@dataclass(frozen=True, slots=True)
class Understood:
    """An answer that could be decompressed.

    :param body: without compression; ``encoding`` makes text of it; ``text`` is what is kept of that.
    """

    body: bytes
    encoding: str
    text: str
    verdict: Verdict


async def understand(exchange: Exchange, *, seq: int, limit: int) -> Verdict:
    """What the answer of an exchange says; its body is then without compression.

    A large or compressed one is read on a thread: the window's must not stand still for it.

    :param limit: bytes that its body may have.
    :raises Unreadable: where it can't be decompressed.
    """
    body, kind, packed = exchange.answer, exchange.content_type, exchange.content_encoding

    def work() -> Understood:
        plain = decompressed(body, packed, limit)
        reading = read(plain, kind)
        return Understood(
            plain, reading.encoding, kept_text(plain, reading.encoding), judge_value(reading.value, seq=seq)
        )

    at_once = len(body) <= LARGE and not packed and body[:1] != b"\x1f"
    found = work() if at_once else await asyncio.to_thread(work)
    exchange.answer, exchange.encoding, exchange.text = found.body, found.encoding, found.text
    return found.verdict


def counts(verdict: Verdict, exchange: Exchange) -> bool:
    """Whether an answer is believed, by its status and by whose it is.

    Under 200, an answer that came whole counts as the protocol has it. Under any other status, or where the
    connection broke behind it, something on the way may have written it: a refusal then has to bear the
    request's seq or a code of the gateway's, a success the seq and a status of success.
    """
    status = exchange.status or 0
    if not isinstance(verdict, Accepted | Refused):
        return False
    if status == HTTPStatus.OK and exchange.whole:
        return True
    if isinstance(verdict, Accepted):
        return verdict.bears_seq and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    return verdict.bears_seq or (exchange.whole and is_gateway_code(verdict.code))


def began_with(exchange: Exchange) -> str:
    """What an answer began with, in one line: masked, with every hidden character visible."""
    text = exchange.beginning.decode("utf-8", "replace")
    if exchange.status is not None:
        # Its head could be read: the status, and how the body began.
        body = text_of(exchange.answer[: 16 * BEGINNING_SHOWN], exchange.encoding)
        text = " ".join(filter(None, (f"HTTP {exchange.status}", exchange.content_type, body)))
    # A secret may lie across the cut.
    return visible(masked(text[: 16 * BEGINNING_SHOWN]), BEGINNING_SHOWN)
