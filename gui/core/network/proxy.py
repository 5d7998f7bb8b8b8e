"""The proxy that the environment names: its settings, and a connection through it to the relay.

Its password, where it has one, is masked from the moment that it is read.
"""

import asyncio
import base64
import ssl
import urllib.request
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network.failure_classification import ProxyFailed
from gui.core.protocol.endpoint import is_loopback
from gui.core.security.redaction import register

_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class EnvironmentProxy:
    """A proxy of the kind that takes CONNECT.

    :param scheme: ``http`` or ``https``: the scheme of the connection to the proxy itself.
    :param authorization: the value of its ``Proxy-Authorization`` header; empty for none.
    """

    scheme: str
    host: str
    port: int
    authorization: str = field(repr=False)

    @property
    def address(self) -> str:
        """Host and port, for people."""
        return _authority(self.host, self.port)

    @property
    def url(self) -> str:
        """Its address without user and password."""
        return f"{self.scheme}://{self.address}"

    @property
    def headers(self) -> dict[str, str]:
        """Headers that it needs besides the CONNECT itself."""
        return {"Proxy-Authorization": self.authorization} if self.authorization else {}


def proxy_of_environment(scheme: str, host: str) -> EnvironmentProxy | None:
    """The proxy for a host, as curl reads the environment; loopback never goes through one.

    ``ALL_PROXY`` counts where there is none for the scheme; one of another kind than HTTP is often meant for
    browsers alone, and is passed over.

    :raises Problem: ``proxy``, never sent, for a kind of proxy that is not known.
    """
    if is_loopback(host) or urllib.request.proxy_bypass(host):
        return None
    named = urllib.request.getproxies()
    try:
        url = named.get(scheme) or _http_only(named.get("all", ""))
        return _parsed(url if "://" in url else f"http://{url}") if url else None
    except ValueError:
        message = f"the environment's {scheme} proxy is of a kind that is not known"
        # The address may hold a password: it is no part of the chain.
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROXY, message=message) from None


async def tunnel(
    proxy: EnvironmentProxy, host: str, port: int, context: ssl.SSLContext
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the relay's port through the proxy; nothing was sent on it yet.

    :param context: for a proxy whose own connection uses TLS.
    :raises ProxyFailed: where the proxy can't be reached, or does not connect.
    """
    secure = context if proxy.scheme == "https" else None
    try:
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port, ssl=secure)
    except (OSError, UnicodeError) as err:
        why = getattr(err, "strerror", None) or type(err).__name__
        raise ProxyFailed(f"{proxy.address}: {why}") from err
    try:
        await _ask(proxy, _authority(host, port), reader, writer)
    except BaseException:
        writer.transport.abort()
        raise
    return reader, writer


async def _ask(
    proxy: EnvironmentProxy, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """CONNECT (RFC 9110, 9.3.6)."""
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
    lines += [f"{name}: {value}" for name, value in proxy.headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError) as err:
        raise ProxyFailed(f"{proxy.address}: no answer that could be used") from err
    status = head.split(b"\r\n", 1)[0].decode("latin-1")
    _version, _, said = status.partition(" ")
    if not said.startswith("2"):
        raise ProxyFailed(f"{proxy.address}: {said or status}"[:200])


def _http_only(url: str) -> str:
    """:raises ValueError: as :func:`_parsed`."""
    return url if "://" not in url or urlsplit(url).scheme in _PORTS else ""


def _parsed(url: str) -> EnvironmentProxy:
    """:raises ValueError: for what is no proxy address; its text is not part of the message."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError
    return EnvironmentProxy(
        parts.scheme,
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        _authorization(parts.username, parts.password),
    )


def _authorization(user: str | None, password: str | None) -> str:
    if user is None and password is None:
        return ""
    secret = unquote(password or "")
    token = base64.b64encode(f"{unquote(user or '')}:{secret}".encode()).decode()
    for known in (password or "", secret, token):
        register(known)
    return f"Basic {token}"


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
