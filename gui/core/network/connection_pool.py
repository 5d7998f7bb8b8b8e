"""Which connection carries a request: a new one, or a kept one that is known to be in step.

A connection is in step where its last answer bore the seq of the request that it was read for. A gateway's
answer bears none, and a network may deliver an answer twice: on any other connection the next answer read may
be that to an earlier request, and would pass for this request's. Knows aiohttp, not httpx.
"""

import functools
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final
from weakref import WeakSet

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection

from gui.core.network.answer_stream import HEAD_LIMIT_BYTES, MOST_HEADERS, AnswerStream
from gui.core.network.dialling import Dialler, limited
from gui.core.protocol.exchange import Exchange

CONNECTIONS: Final = 100
"""Connections at a time to one relay, at most."""

current: Final[ContextVar[Exchange]] = ContextVar("exchange")
"""The exchange of the task that sends."""
_HEADERS: Final = {"content-type": "application/json", "accept-encoding": "identity"}
"""One layer of compression is undone all the same; more would make gigabytes of a few bytes."""
_asked_on: Final[ContextVar[ResponseHandler]] = ContextVar("connection")
in_step: Final[WeakSet[ResponseHandler]] = WeakSet()
"""Connections that may carry another request."""


class OutOfStep(Exception):  # noqa: N818 - it names what was found
    """A connection may not carry this request. Nothing left on it, and it is closed."""


def make_session(dialler: Dialler, connect_limit_s: float, idle_limit_s: float) -> aiohttp.ClientSession:
    """A session that marks the steps of the current exchange, and keeps connections that are in step.

    :param connect_limit_s: for name, proxy, connection and TLS together.
    :param idle_limit_s: a connection that was idle for longer is not used again.
    """
    return aiohttp.ClientSession(
        connector=_Connector(dialler, connect_limit_s, idle_limit_s),
        request_class=_InStepRequest,
        response_class=_Response,
        headers=_HEADERS,
        cookie_jar=aiohttp.DummyCookieJar(),
        # Balancers and security gateways write headers that are far longer than the library's 8,190 bytes.
        max_line_size=HEAD_LIMIT_BYTES,
        max_field_size=HEAD_LIMIT_BYTES,
        max_headers=MOST_HEADERS,
    )


def keep_in_step() -> None:
    """The current exchange's answer bore its request's seq: its connection may carry the next request."""
    in_step.add(_asked_on.get())


class _Connector(aiohttp.TCPConnector):
    """Takes the same way to the relay as every other connection, instead of aiohttp's own.

    Its connections keep what an answer began with.
    """

    def __init__(self, dialler: Dialler, connect_limit_s: float, idle_limit_s: float) -> None:
        super().__init__(limit=CONNECTIONS, keepalive_timeout=idle_limit_s)
        make: Callable[..., ResponseHandler] = AnswerStream
        self._factory = functools.partial(make, loop=self._loop)
        self._dialler = dialler
        self._connect_limit_s = connect_limit_s

    async def _create_connection(
        self, _req: aiohttp.ClientRequest, _traces: object, _timeout: aiohttp.ClientTimeout
    ) -> ResponseHandler:
        async with limited(self._connect_limit_s) as progress:
            _transport, protocol = await self._dialler.ready(self._factory, progress)
        return protocol


class _InStepRequest(aiohttp.ClientRequest):
    """Takes no connection on which an answer waits already, and no kept one that is out of step.

    Marks the steps of the exchange whose task makes the request. The library's own trace can do that as well,
    and makes a dozen objects for each request.
    """

    async def send(self, conn: Connection) -> aiohttp.ClientResponse:
        """Send, once the connection is known to be in step.

        :raises OutOfStep: where it is not.
        """
        protocol, exchange = conn.protocol, current.get()
        exchange.connected = time.monotonic()
        exchange.reused = isinstance(protocol, AnswerStream) and protocol.asked
        if protocol is None or protocol.should_close:
            raise OutOfStep
        # aiohttp gives a connection back before its answer is judged: until then it is not in step.
        if exchange.reused and protocol not in in_step:
            raise OutOfStep
        exchange.before_first_byte()
        in_step.discard(protocol)
        _asked_on.set(protocol)
        if isinstance(protocol, AnswerStream):
            protocol.begin(exchange)
        return await super().send(conn)

    async def write_bytes(
        self, writer: AbstractStreamWriter, conn: Connection, content_length: int | None = None
    ) -> None:
        """Write head and body."""
        current.get().sent = time.monotonic()
        await super().write_bytes(writer, conn, content_length)


class _Response(aiohttp.ClientResponse):
    """Without its reason phrase, which nobody reads, and which may be of bytes that httpx can't take."""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Read the head."""
        started = await super().start(connection)
        self.reason = None
        return started
