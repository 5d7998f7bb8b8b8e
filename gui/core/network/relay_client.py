"""The relay client: sends one packet, and returns an answer or raises one Problem.

Its transport is aiohttp's, because httpx's own pool collapses
under qasync. The transport's trace, not the kind of exception, shows whether a request may have left.
"""

import asyncio
import contextlib
import logging
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

# In front of all others: they take the libraries as this has loaded them.
from gui.core.network.http_libraries import AiohttpTransport, httpx  # isort: skip

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.system import slept_seconds
from gui.core.network.answer import began_with, counts, understand
from gui.core.network.broken_request import Broken, translated
from gui.core.network.connection_pool import OutOfStep, current, keep_in_step, make_session
from gui.core.network.content_encoding import GrewTooLarge, Unreadable
from gui.core.network.dialling import Dialler, limited
from gui.core.network.failure_classification import ProxyTimedOut, StepTimedOut, never_sent, root_causes
from gui.core.network.limits import (
    ANSWER_LIMIT_BYTES,
    ANSWER_LIMIT_S,
    CONNECT_LIMIT_S,
    IDLE_LIMIT_S,
    PROBE_WAIT_S,
    PROOF_LIFETIME_S,
)
from gui.core.network.proxy import authority, proxy_of_environment
from gui.core.network.reachability import Reachability
from gui.core.network.tls_context import ClientContext
from gui.core.network.tls_probe import probe
from gui.core.protocol.endpoint import DEFAULT_PORTS, ascii_host, is_loopback
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import RELAY_PATH, Accepted, Packet, Refused, Unusable, Verdict, query
from gui.core.security.redaction import masked

# One layer of compression is undone all the same; more would make gigabytes of a few bytes.
_HEADERS: Final = httpx.Headers({"content-type": "application/json", "accept-encoding": "identity"})

# httpx logs whole URLs at INFO, with the usersig in them.
logging.getLogger("httpx").setLevel(logging.WARNING)

Usersig = Callable[[], Awaitable[str]]
"""Gives the usersig for a request; raises Problem ``credential`` where there is none."""


class RelayClient:
    """One profile's connection to the relay; keeps connections alive between requests.

    :param url: scheme, host and port; the relay's path is added.
    :param context: the profile's TLS context; None for plain HTTP, which is for loopback only.
    :ivar reachability: what its requests and probes found.
    :ivar peer_expires: until when the relay's certificate is good (seconds since 1970), once it was probed.
    :raises ValueError: for plain HTTP to another host.
    :raises Problem: ``proxy_setting``, never sent, where the environment's proxy can't be used.
    """

    def __init__(
        self, url: str, *, sdk_app_id: int, identifier: str, usersig: Usersig, context: ssl.SSLContext | None
    ) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        with contextlib.suppress(ValueError):
            # Where it can be no name, the look-up says so.
            self._host = ascii_host(self._host)
        self._port = parts.port or DEFAULT_PORTS[parts.scheme]
        if (parts.scheme == "https") != (context is not None):
            raise ValueError("https needs a TLS context, http none")
        if context is None and not is_loopback(self._host):
            raise ValueError("plain http is for loopback addresses only")
        self._url = f"{parts.scheme}://{authority(self._host.partition('%')[0], self._port)}{RELAY_PATH}"
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
        self._dialler = Dialler(self._host, self._port, context, self._proxy)
        self._timed_out: tuple[float, Problem] | None = None

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
        broken: Broken | None = None
        try:
            # Outside the limit: a keychain may ask its owner for a password, and has a limit of its own.
            usersig = await self._usersig()
            async with asyncio.timeout(ANSWER_LIMIT_S):
                self._wake_up()
                await self.prove()
                await self._post(packet, usersig, random, exchange)
        except Broken as err:
            broken = err
        except TimeoutError as err:
            broken = Broken(err)
        return await self._judged(packet, exchange, broken)

    async def prove(self, *, anew: bool = False) -> None:
        """Open a TLS connection that sends nothing, and see whether the server refuses it.

        Under TLS 1.3 a missing client certificate is reported only after the handshake: found here, it is
        *never sent*; found by a request, it would be a lost answer.

        :param anew: even where that was seen a moment ago: somebody asks.
        :raises Problem: ``tls`` or ``client_certificate`` and their kin, never sent.
        """
        if self._context is None:
            return
        self._wake_up()
        asked = time.monotonic()
        async with self._probing:
            if not anew and time.monotonic() - self._proved < PROOF_LIFETIME_S:
                return
            if self._timed_out is not None and self._timed_out[0] >= asked:
                # It was waited for already, by the request before this one.
                late = self._timed_out[1]
                raise Problem(late.delivery, word=late.word, detail=late.detail)
            try:
                async with limited(CONNECT_LIMIT_S) as progress:
                    self.peer_expires = await probe(
                        self._host,
                        self._port,
                        self._context,
                        PROBE_WAIT_S,
                        proxy=self._proxy,
                        progress=progress,
                    )
            except (OSError, UnicodeError) as err:
                problem = self._problem_of(err, Exchange())
                if isinstance(err, StepTimedOut | ProxyTimedOut):
                    self._timed_out = (time.monotonic(), problem)
                raise problem from err
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
        try:
            asked = query(
                usersig=usersig, identifier=self._identifier, sdk_app_id=self._sdk_app_id, random=random
            )
        except UnicodeError:
            # Not the error itself: its text holds the usersig.
            detail = Detail("credential.no_text")
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CREDENTIAL, detail=detail) from None
        with translated(exchange):
            response = await self._sent(f"{self._url}?{asked}", packet.encode(), exchange)
            exchange.status = response.status_code
            exchange.date = response.headers.get("date", "")
            exchange.content_type = response.headers.get("content-type", "")
            exchange.content_encoding = response.headers.get("content-encoding", "")
            came = bytearray()
            try:
                async for chunk in response.aiter_raw():
                    came += chunk
                    if len(came) > ANSWER_LIMIT_BYTES:
                        break
            finally:
                exchange.answer = bytes(came)
                await response.aclose()
        if not exchange.cut and not exchange.garbled:
            exchange.answered = time.monotonic()

    async def _sent(self, url: str, content: bytes, exchange: Exchange) -> httpx.Response:
        transport = self._ready_transport()
        while True:
            # Without limits of the library: the whole exchange has one, and the connector its own.
            request = httpx.Request("POST", url, content=content, headers=_HEADERS)
            try:
                return await transport.handle_async_request(request)
            except OutOfStep as found:
                # Nothing left on it: the next one is asked.
                kept, exchange.connected, exchange.reused = exchange.reused, None, False
                if not kept:
                    raise self._spoke_first() from found
            except Problem:
                # Whoever sends it took it back at the last moment: nothing left.
                exchange.connected, exchange.reused = None, False
                raise

    def _spoke_first(self) -> Problem:
        detail = Detail("connect.spoke_first")
        problem = Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, detail=detail)
        self.reachability.failed(problem)
        return problem

    def _ready_transport(self) -> AiohttpTransport:
        """The transport without httpx's client: redirects, cookies and log-ins have no place here, and the
        client takes as long for them as for the request."""
        if self._transport is None:
            # Made here, not at construction: aiohttp wants the running loop.
            self._transport = AiohttpTransport(
                # The connector has its own; this one only spares the transport loading another.
                verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                client=make_session(self._dialler, CONNECT_LIMIT_S, IDLE_LIMIT_S),
            )
        return self._transport

    def _problem_of(self, err: BaseException | None, exchange: Exchange) -> Problem:
        problem = self._classified(err, exchange)
        self.reachability.failed(problem)
        return problem

    def _classified(self, err: BaseException | None, exchange: Exchange) -> Problem:
        """*Never sent* or *sent, no answer*; the message never holds a URL."""
        if exchange.may_have_left:
            # Not httpx's kind: its aiohttp transport calls a dropped connection a time-out, too.
            late = err is not None and any(isinstance(cause, TimeoutError) for cause in root_causes(err))
            word = LocalFailure.TIMEOUT if late else LocalFailure.CONNECTION_LOST
            word = LocalFailure.UNREADABLE_ANSWER if exchange.garbled else word
            return Problem(Delivery.NO_ANSWER, word=word, message=began_with(exchange))
        assert err is not None
        return never_sent(err, own_certificate=self.own_expires is not None)

    async def _judged(self, packet: Packet, exchange: Exchange, broken: Broken | None) -> Accepted:
        """What the answer says; one that broke off counts where what came of it is whole in itself.

        :param broken: why reading it ended early, or none came at all.
        """
        if len(exchange.answer) > ANSWER_LIMIT_BYTES:
            raise self._no_use(LocalFailure.UNUSABLE_ANSWER, Detail("answer.too_large"))
        try:
            verdict = await understand(exchange, seq=packet.reqhead.uint32_seq, limit=ANSWER_LIMIT_BYTES)
        except Unreadable as err:
            if exchange.whole and exchange.status == httpx.codes.OK:
                began = began_with(exchange)
                grew = isinstance(err, GrewTooLarge)
                told = Detail("answer.grew_too_large", {"began": began}) if grew else f"{err}: {began}"
                raise self._no_use(LocalFailure.UNREADABLE_ANSWER, told) from err
            verdict = Unusable("not_json")
        if not counts(verdict, exchange):
            raise self._not_believed(verdict, exchange, broken) from broken and broken.shown
        assert not isinstance(verdict, Unusable)
        if exchange.answered is None:
            exchange.answered = time.monotonic()
        elif verdict.bears_seq:
            keep_in_step()
        self._proved = time.monotonic()
        self.reachability.answered(exchange.waited_ms)
        # A service may repeat what it was sent.
        if isinstance(verdict, Refused):
            raise Problem(
                Delivery.ANSWERED,
                code=verdict.code,
                message=masked(verdict.message),
                outside_head=verdict.outside_head,
            )
        return replace(verdict, file_ids=tuple(map(masked, verdict.file_ids)))

    def _not_believed(self, verdict: Verdict, exchange: Exchange, broken: Broken | None) -> Problem:
        if not exchange.whole:
            return self._problem_of(broken and broken.why, exchange)
        if exchange.status != httpx.codes.OK:
            return self._no_use(LocalFailure.HTTP_STATUS, began_with(exchange))
        # What came whole under 200 counts, unless nothing could be made of it.
        assert isinstance(verdict, Unusable)
        detail = Detail(f"answer.{verdict.reason}", {"began": began_with(exchange)})
        return self._no_use(LocalFailure.UNUSABLE_ANSWER, detail)

    def _no_use(self, word: LocalFailure, told: str | Detail) -> Problem:
        """An answer that tells nothing: what it began with, or a sentence of ours."""
        message, detail = ("", told) if isinstance(told, Detail) else (told, None)
        problem = Problem(Delivery.NO_ANSWER, word=word, message=message, detail=detail)
        self.reachability.failed(problem)
        return problem
