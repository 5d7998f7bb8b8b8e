"""The relay client: sends one packet, and returns an answer or raises one Problem.

The only room of the house that knows httpx. Its transport is aiohttp's, because httpx's own pool collapses
under qasync. The transport's trace, not the kind of exception, tells whether a request may have left.
"""

import asyncio
import contextlib
import logging
import ssl
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.system import slept_seconds
from gui.core.network.connection_pool import OutOfStep, current, keep_in_step, make_session
from gui.core.network.failure_classification import failure_word, root_causes
from gui.core.network.proxy import EnvironmentProxy, proxy_of_environment
from gui.core.network.reachability import Reachability
from gui.core.network.tls_context import ClientContext
from gui.core.network.tls_probe import probe
from gui.core.protocol.endpoint import ANSWER_LIMIT_S, is_loopback
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import RELAY_PATH, Accepted, Packet, Refused, Unusable, judge, query
from gui.core.security.redaction import masked

CONNECT_LIMIT_S: Final = 3.0
"""Time for name, connection and TLS together."""
IDLE_LIMIT_S: Final = 5.0
"""A connection that was idle for longer is often dead: it is not used again."""
PROBE_WAIT_S: Final = 0.3
"""How long a TLS 1.3 server may take to say that it misses the client certificate."""
PROOF_LIFETIME_S: Final = 600.0
"""How long an answer proves that certificates are accepted; then the next request probes first."""
ANSWER_LIMIT_BYTES: Final = 4 * 1024 * 1024
_HEADERS: Final = httpx.Headers({"content-type": "application/json"})

# httpx logs whole URLs at INFO, with the usersig in them.
logging.getLogger("httpx").setLevel(logging.WARNING)

Usersig = Callable[[], Awaitable[str]]
"""Gives the usersig for a request; raises Problem ``credential`` where there is none."""


class RelayClient:
    """One profile's connection to the relay; keeps connections alive between requests.

    :param url: scheme, host and port; the relay's path is added.
    :param context: the profile's TLS context; None for plain HTTP, which is for loopback only.
    :ivar reachability: what its requests and probes found of the way.
    :ivar peer_expires: until when the relay's certificate is good (seconds since 1970), once it was probed.
    :raises ValueError: for plain HTTP to another host.
    :raises Problem: ``proxy``, never sent, where the environment's proxy can't be used.
    """

    def __init__(
        self, url: str, *, sdk_app_id: int, identifier: str, usersig: Usersig, context: ssl.SSLContext | None
    ) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        # Only the probe asks for it, which is TLS.
        self._port = parts.port or 443
        if (parts.scheme == "https") != (context is not None):
            raise ValueError("https needs a TLS context, http none")
        if context is None and not is_loopback(self._host):
            raise ValueError("plain http is for loopback addresses only")
        self._url = f"{parts.scheme}://{parts.netloc}{RELAY_PATH}"
        self._sdk_app_id = sdk_app_id
        self._identifier = identifier
        self._usersig = usersig
        self._context = context
        self._proxy = proxy_of_environment(parts.scheme, self._host)
        self.reachability = Reachability()
        self._transport: AiohttpTransport | None = None
        self._proved = -PROOF_LIFETIME_S
        self._slept = slept_seconds()
        self._asleep: list[AiohttpTransport] = []
        self.peer_expires: float | None = None
        self._probing = asyncio.Lock()

    @property
    def own_expires(self) -> float | None:
        """Until when our client certificate is good (seconds since 1970); None where there is none."""
        return self._context.certificate_expires if isinstance(self._context, ClientContext) else None

    @property
    def proxy(self) -> str:
        """Host and port of the proxy that requests go through, or empty."""
        return "" if self._proxy is None else self._proxy.address

    @property
    def sdk_app_id(self) -> int:
        """The app that packets of this client are for."""
        return self._sdk_app_id

    async def send(self, packet: Packet, random: int, exchange: Exchange) -> Accepted:
        """Post one packet.

        :param exchange: filled as the request goes on; on cancellation too.
        :raises Problem: for every other answer than 0, and for every failure to get one.
        """
        current.set(exchange)
        try:
            # Outside the limit: a keychain may ask its owner for a password, and has a limit of its own.
            usersig = await self._usersig()
            async with asyncio.timeout(ANSWER_LIMIT_S):
                self._wake_up()
                await self.prove()
                await self._post(packet, usersig, random, exchange)
        except TimeoutError as err:
            raise self._problem_of(err, exchange) from err
        return self._judged(packet, exchange)

    async def prove(self) -> None:
        """Open a TLS connection that sends nothing, and see whether the server turns it down.

        Under TLS 1.3 a missing client certificate is told only after the handshake: found here, it is
        *never sent*; found by a request, it would be a lost answer.

        :raises Problem: ``tls`` or ``client_certificate`` and their kin, never sent.
        """
        if self._context is None:
            return
        self._wake_up()
        async with self._probing:
            if time.monotonic() - self._proved < PROOF_LIFETIME_S:
                return
            try:
                async with asyncio.timeout(CONNECT_LIMIT_S):
                    self.peer_expires = await probe(
                        self._host, self._port, self._context, PROBE_WAIT_S, proxy=self._proxy
                    )
            except (OSError, UnicodeError) as err:
                raise self._problem_of(err, Exchange()) from err
            self._proved = time.monotonic()
            self.reachability.reached()

    async def close(self) -> None:
        """Close every connection."""
        for transport in (*self._asleep, self._transport):
            if transport is not None:
                await transport.aclose()
        self._asleep, self._transport = [], None

    def _wake_up(self) -> None:
        """Connections that slept with the computer are dead, and their idle time does not count that."""
        slept = slept_seconds()
        if slept - self._slept > IDLE_LIMIT_S:
            # A request may still be under way on it: it is closed at the end.
            self._asleep += [] if self._transport is None else [self._transport]
            self._transport, self._proved = None, -PROOF_LIFETIME_S
        self._slept = slept

    async def _post(self, packet: Packet, usersig: str, random: int, exchange: Exchange) -> None:
        asked = query(
            usersig=usersig, identifier=self._identifier, sdk_app_id=self._sdk_app_id, random=random
        )
        with self._translated(exchange):
            response = await self._sent(f"{self._url}?{asked}", packet.encode(), exchange)
            exchange.status = response.status_code
            exchange.date = response.headers.get("date", "")
            try:
                async for chunk in response.aiter_bytes():
                    exchange.answer += chunk
                    if len(exchange.answer) > ANSWER_LIMIT_BYTES:
                        raise self._no_use(LocalFailure.UNUSABLE_ANSWER, "the answer is larger than 4 MiB")
            finally:
                await response.aclose()
        exchange.answered = time.monotonic()

    async def _sent(self, url: str, content: bytes, exchange: Exchange) -> httpx.Response:
        transport = self._ready_transport()
        timeout = httpx.Timeout(ANSWER_LIMIT_S, connect=CONNECT_LIMIT_S, pool=CONNECT_LIMIT_S)
        limits = {"timeout": timeout.as_dict()}
        while True:
            request = httpx.Request("POST", url, content=content, headers=_HEADERS, extensions=limits)
            try:
                return await transport.handle_async_request(request)
            except OutOfStep as found:
                # Nothing left on it: the next one is asked.
                kept, exchange.connected, exchange.reused = exchange.reused, None, False
                if not kept:
                    raise self._spoke_first() from found

    def _spoke_first(self) -> Problem:
        message = "the relay closed the connection, or spoke, before it was asked"
        problem = Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, message=message)
        self.reachability.failed(problem)
        return problem

    def _ready_transport(self) -> AiohttpTransport:
        """The transport without httpx's client: redirects, cookies and log-ins have no place here, and the
        client takes as long for them as for the request."""
        if self._transport is None:
            # Made here, not at construction: aiohttp wants the running loop.
            context = self._context or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            self._transport = AiohttpTransport(
                verify=context,
                client=make_session(context, IDLE_LIMIT_S),
                proxy=_known_to_httpx(self._proxy),
            )
        return self._transport

    @contextlib.contextmanager
    def _translated(self, exchange: Exchange) -> Iterator[None]:
        """The one place where httpx's errors become a Problem."""
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError) as err:
            raise self._problem_of(err, exchange) from _without_usersig(err)

    def _problem_of(self, err: BaseException, exchange: Exchange) -> Problem:
        problem = self._told(err, exchange)
        self.reachability.failed(problem)
        return problem

    def _told(self, err: BaseException, exchange: Exchange) -> Problem:
        """*Never sent* or *sent, no answer*; the message never holds a URL."""
        if exchange.may_have_left:
            # Not httpx's kind: its aiohttp transport calls a dropped connection a time-out, too.
            late = any(isinstance(cause, TimeoutError) for cause in root_causes(err))
            word = LocalFailure.TIMEOUT if late else LocalFailure.CONNECTION_LOST
            return Problem(Delivery.NO_ANSWER, word=word)
        if any(isinstance(cause, httpx.ProxyError) for cause in root_causes(err)):
            return Problem(Delivery.NEVER_SENT, word=LocalFailure.PROXY)
        word, message = failure_word(err, own_certificate=self.own_expires is not None)
        return Problem(Delivery.NEVER_SENT, word=word, message=message)

    def _judged(self, packet: Packet, exchange: Exchange) -> Accepted:
        if exchange.status != httpx.codes.OK:
            raise self._no_use(LocalFailure.HTTP_STATUS, f"HTTP {exchange.status}")
        answer = judge(exchange.answer, seq=packet.reqhead.uint32_seq)
        if isinstance(answer, Unusable):
            raise self._no_use(LocalFailure.UNUSABLE_ANSWER, answer.reason)
        if answer.bears_seq:
            keep_in_step()
        self._proved = time.monotonic()
        self.reachability.answered(exchange.waited_ms)
        if isinstance(answer, Refused):
            # A service may repeat what it was sent.
            raise Problem(Delivery.ANSWERED, code=answer.code, message=masked(answer.message))
        return answer

    def _no_use(self, word: LocalFailure, message: str) -> Problem:
        problem = Problem(Delivery.NO_ANSWER, word=word, message=message)
        self.reachability.failed(problem)
        return problem


def _known_to_httpx(proxy: EnvironmentProxy | None) -> httpx.Proxy | None:
    """Its password goes as a header: httpx would hand a user and password to a deprecated part of aiohttp."""
    return None if proxy is None else httpx.Proxy(proxy.url, headers=proxy.headers)


def _without_usersig(err: Exception) -> Exception:
    """What a traceback may show as the cause: some of aiohttp's errors hold the URL, and so the usersig."""
    if any("usersig" in f"{cause} {cause!r}" for cause in root_causes(err)):
        return ConnectionError(f"{type(err).__name__}, its text held back: the URL was in it")
    return err
