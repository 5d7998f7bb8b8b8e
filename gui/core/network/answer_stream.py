"""One connection of aiohttp's that tells the exchange what came, also where the library can't read it.

The library forgets what came before an error: what an answer began with, and the part of it that had come.
"""

import asyncio
import re
from typing import Final

from aiohttp.client_proto import ResponseHandler
from aiohttp.http import RawResponseMessage
from aiohttp.http_exceptions import BadHttpMessage, HttpProcessingError
from aiohttp.streams import StreamReader

from gui.core.network.answer_head import may_be_head, read_liberally
from gui.core.protocol.exchange import Exchange

HEAD_LIMIT_BYTES: Final = 1024 * 1024
"""Status line, headers and interim answers together."""
MOST_HEADERS: Final = 2000
BEGINNING_BYTES: Final = 4096
"""How much of an answer's beginning is kept."""
_HEAD_ENDS: Final = re.compile(rb"\n\r?\n")
_SWITCHING: Final = 101
_FINAL: Final = 200


class AnswerStream(ResponseHandler):
    """Reads the answers on one connection, one exchange after the other.

    :ivar asked: whether a request was sent on it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop=loop)
        self._exchange = Exchange()
        self.asked = False
        self._head_begun = b""
        self._head_bytes = 0
        self._head_came = False
        self._ends_with_the_connection = False

    def begin(self, exchange: Exchange) -> None:
        """A request is about to be sent: what comes from here on is its answer."""
        self._exchange, self.asked, self._head_begun = exchange, True, b""
        self._head_bytes, self._head_came, self._ends_with_the_connection = 0, False, False

    def data_received(self, data: bytes) -> None:
        """Keep the beginning, and bound the head, which the library bounds line by line only."""
        exchange = self._exchange
        missing = BEGINNING_BYTES - len(exchange.beginning)
        if missing > 0 and not exchange.whole:
            exchange.beginning += data[:missing]
        looked_at = max(0, len(self._head_begun) - 2)
        data, self._head_begun = self._head_begun + data, b""
        while not self._head_came and (head := _HEAD_ENDS.search(data, looked_at)) is not None:
            # The library forgets a head where it can't read what came with it in one piece.
            self._head_bytes += head.end()
            super().data_received(read_liberally(data[: head.end()]))
            data, looked_at = data[head.end() :], 0
        if data and self.asked and not self._head_came and may_be_head(data):
            self._head_begun = data
        elif data:
            super().data_received(data)
        self._bound_the_head(len(data))
        self._tell_if_garbled()

    def _tell_if_garbled(self) -> None:
        payload = self._payload
        unfinished = not self._head_came or (payload is not None and not payload.is_eof())
        if unfinished and isinstance(self.exception(), HttpProcessingError):
            self._exchange.garbled = True

    def _bound_the_head(self, size: int) -> None:
        if self._head_came:
            return
        if not self._head_begun:
            # What waits for its end is given again with it.
            self._head_bytes += size
        if self._head_bytes + len(self._head_begun) > HEAD_LIMIT_BYTES and self.transport is not None:
            self._head_begun = b""
            self.set_exception(BadHttpMessage("the head of the answer does not end"))
            self.transport.close()

    def feed_data(self, data: tuple[RawResponseMessage, StreamReader], size: int = 0) -> None:
        """The head of an answer was read."""
        message = data[0]
        # Interim answers may come before it.
        self._head_came = message.code >= _FINAL or message.code == _SWITCHING
        self._ends_with_the_connection = not message.chunked and "Content-Length" not in message.headers
        super().feed_data(data, size)

    def connection_lost(self, exc: BaseException | None) -> None:
        """What came of an answer that is cut can be read to its end; that it was cut is told."""
        if self._head_begun:
            super().data_received(self._head_begun)
            self._head_begun = b""
            self._tell_if_garbled()
        payload = self._payload
        if payload is not None and not payload.is_eof() and (exc or not self._ends_with_the_connection):
            self._exchange.cut = True
            self.force_close()
            self._payload = None
            payload.feed_eof()
        super().connection_lost(exc)
