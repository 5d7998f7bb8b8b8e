"""A connection to the relay, step by step: name, address, proxy, TLS. Probe and request take the same way.

Each step is known while it is under way: a limit that ends tells which of them took too long.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, TypeVar

from gui.core.catalogue.details import Detail
from gui.core.network.addresses import connect, look_up
from gui.core.network.failure_classification import DialStep, ProxyFailed, ProxyTimedOut, StepTimedOut
from gui.core.network.proxy import EnvironmentProxy
from gui.core.network.tls_context import without_client_certificate
from gui.core.network.tunnel import ask_to_connect

_NOT_IN_TIME: Final = {
    DialStep.NAME: "proxy.late_name",
    DialStep.CONNECTION: "proxy.late_connection",
    DialStep.TLS: "proxy.late_tls",
    DialStep.PROXY: "proxy.late_answer",
}
_P = TypeVar("_P", bound=asyncio.Protocol)


@dataclass(slots=True)
class DialProgress:
    """Where a connection is that is under way.

    :ivar step: what is being waited for.
    :ivar proxy: address of the proxy while the step is one towards it; else empty.
    """

    step: DialStep = DialStep.NAME
    proxy: str = ""
    _limit: asyncio.Timeout | None = field(default=None, repr=False)

    def came_about(self) -> None:
        """The connection is there: the limit was for that alone."""
        if self._limit is not None:
            self._limit.reschedule(None)

    def timed_out(self) -> OSError:
        """What to raise where the limit is over."""
        if self.proxy:
            return ProxyTimedOut(Detail(_NOT_IN_TIME[self.step], where=self.proxy))
        return StepTimedOut(self.step)


@asynccontextmanager
async def limited(limit_s: float) -> AsyncIterator[DialProgress]:
    """A limit for a connection to come about.

    :raises StepTimedOut: naming the step that it ended in.
    :raises ProxyTimedOut: where that was a step towards the proxy.
    """
    limit = asyncio.timeout(limit_s)
    progress = DialProgress(_limit=limit)
    try:
        async with limit:
            yield progress
    except TimeoutError:
        # Else the system's own: an address that does not answer.
        if not limit.expired():
            raise
        raise progress.timed_out() from None


class Dialler:
    """Makes connections to one relay.

    :param context: for TLS with the relay; None for plain HTTP.
    :param proxy: goes between; TLS is still with the relay itself.
    """

    def __init__(
        self, host: str, port: int, context: ssl.SSLContext | None, proxy: EnvironmentProxy | None
    ) -> None:
        self._host = host
        self._port = port
        self._context = context
        self._proxy = proxy
        self._proxy_context: ssl.SSLContext | None = None

    @property
    def server_name(self) -> str:
        """What the relay's certificate has to be for: an address without its zone."""
        return self._host.partition("%")[0]

    async def plain(self, factory: Callable[[], _P], progress: DialProgress) -> tuple[asyncio.Transport, _P]:
        """A connection to the relay's port on which nothing was said yet.

        :raises OSError: also ``ProxyFailed``, for whatever keeps it from coming about.
        """
        loop = asyncio.get_running_loop()
        if self._proxy is None:
            sock = await self._connected(self._host, self._port, progress)
            return await loop.create_connection(factory, sock=sock)
        transport = await self._tunnel(self._proxy, progress)
        protocol = factory()
        transport.set_protocol(protocol)
        protocol.connection_made(transport)
        return transport, protocol

    async def ready(self, factory: Callable[[], _P], progress: DialProgress) -> tuple[asyncio.Transport, _P]:
        """A connection over which a request may go, TLS included.

        :raises OSError: as :meth:`plain`; also ``ssl.SSLError``.
        """
        if self._context is None:
            return await self.plain(factory, progress)
        loop = asyncio.get_running_loop()
        if self._proxy is None:
            sock = await self._connected(self._host, self._port, progress)
            progress.step = DialStep.TLS
            return await loop.create_connection(
                factory, sock=sock, ssl=self._context, server_hostname=self.server_name
            )
        transport = await self._tunnel(self._proxy, progress)
        progress.step = DialStep.TLS
        protocol = factory()
        try:
            secured = await loop.start_tls(
                transport, protocol, self._context, server_hostname=self.server_name
            )
        except BaseException:
            transport.abort()
            raise
        if secured is None:
            raise ConnectionResetError("the connection ended before TLS was ready")
        protocol.connection_made(secured)
        return secured, protocol

    async def _connected(self, host: str, port: int, progress: DialProgress) -> socket.socket:
        progress.step = DialStep.NAME
        addresses = await look_up(host, port)
        progress.step = DialStep.CONNECTION
        return await connect(addresses)

    async def _tunnel(self, proxy: EnvironmentProxy, progress: DialProgress) -> asyncio.Transport:
        """A connection through the proxy.

        :raises ProxyFailed: where the proxy can't be reached, or does not connect.
        """
        progress.proxy = proxy.address
        try:
            transport = await self._reached(proxy, progress)
        except OSError as err:
            why = getattr(err, "strerror", None) or type(err).__name__
            raise ProxyFailed(f"{proxy.address}: {why}") from err
        progress.step = DialStep.PROXY
        try:
            await ask_to_connect(transport, proxy, self._host, self._port)
        except BaseException:
            transport.abort()
            raise
        progress.proxy = ""
        return transport

    async def _reached(self, proxy: EnvironmentProxy, progress: DialProgress) -> asyncio.Transport:
        loop = asyncio.get_running_loop()
        sock = await self._connected(proxy.host, proxy.port, progress)
        if proxy.scheme != "https":
            transport, _ = await loop.create_connection(asyncio.Protocol, sock=sock)
            return transport
        progress.step = DialStep.TLS
        try:
            context = await self._context_for_proxy()
        except BaseException:
            sock.close()
            raise
        transport, _ = await loop.create_connection(
            asyncio.Protocol, sock=sock, ssl=context, server_hostname=proxy.host.partition("%")[0]
        )
        return transport

    async def _context_for_proxy(self) -> ssl.SSLContext:
        if self._proxy_context is None:
            self._proxy_context = await asyncio.to_thread(without_client_certificate, self._context)
        return self._proxy_context
