"""A TLS connection that sends nothing: whether the server takes us, and why not, before a request is at risk.

Under TLS 1.2 a server that misses the client certificate breaks off the handshake with the same alert as one
without a common cipher; whether it had asked for a certificate stands in its earlier, unencrypted messages.
"""

import asyncio
import contextlib
import ssl
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.network.dialling import Dialler, DialProgress
from gui.core.network.failure_classification import CertificateWanted, ClosedAfterHandshake, DialStep
from gui.core.network.proxy import EnvironmentProxy

_CHUNK: Final = 16_384
_HEARD_LIMIT: Final = 256 * 1024
_HANDSHAKE_RECORD: Final = 22
_CERTIFICATE_REQUEST: Final = 13
_CLOSED: Final = Detail("tls.closed")


async def probe(
    host: str,
    port: int,
    context: ssl.SSLContext,
    patience_s: float,
    *,
    proxy: EnvironmentProxy | None = None,
    progress: DialProgress | None = None,
) -> float | None:
    """Shake hands, and wait for an alert or a close.

    :param patience_s: how long the server may take after a handshake to refuse us.
    :param proxy: goes between; the handshake is still with the server itself.
    :param progress: told which step is under way; its limit is for the handshake and what is before it.
    :return: until when the server's certificate is good, in seconds since 1970.
    :raises OSError: also ``ssl.SSLError``, for whatever keeps the connection from coming about.
    """
    at = progress or DialProgress()
    dialler = Dialler(host, port, context, proxy)
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    transport, protocol = await dialler.plain(lambda: asyncio.StreamReaderProtocol(reader), at)
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    at.step = DialStep.TLS
    try:
        handshake = _Handshake(reader, writer, context, dialler.server_name)
        await handshake.complete()
        at.came_about()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                await handshake.listen()
        return handshake.peer_expires()
    finally:
        writer.transport.abort()


class _Handshake:
    """TLS over a plain connection, so that the server's messages can be read."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, context: ssl.SSLContext, host: str
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._heard = bytearray()
        self._ended = False
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)

    async def complete(self) -> None:
        """Shake hands."""
        try:
            while not self._shaken():
                await self._more()
        except ssl.SSLCertVerificationError:
            raise
        except (ssl.SSLError, ConnectionError) as err:
            if asked_for_certificate(bytes(self._heard)):
                raise CertificateWanted(*err.args) from err
            raise

    async def listen(self) -> None:
        """Wait until the server refuses us; with one that accepts us this waits for ever."""
        while self._is_idle():
            try:
                await self._more()
            except (ssl.SSLEOFError, ConnectionError) as err:
                raise ClosedAfterHandshake(_CLOSED) from err

    def _is_idle(self) -> bool:
        """Whether all that came is taken in, and the connection is still open.

        An end shows as an exception or as an empty answer, depending on Python's version.
        """
        try:
            while self._tls.read(1):
                continue
        except ssl.SSLWantReadError:
            return True
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError) as err:
            raise ClosedAfterHandshake(_CLOSED) from err
        raise ClosedAfterHandshake(_CLOSED)

    def peer_expires(self) -> float | None:
        """The end of the server's certificate."""
        shown = self._tls.getpeercert() or {}
        ends = shown.get("notAfter")
        with contextlib.suppress(ValueError):
            return float(ssl.cert_time_to_seconds(ends)) if isinstance(ends, str) else None
        # A date that Python can't read: the handshake has judged it already.
        return None

    def _shaken(self) -> bool:
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            return False
        finally:
            # The alert for a certificate that is not trusted, too.
            self._writer.write(self._outgoing.read())
        return True

    async def _more(self) -> None:
        """Take in what comes next; its end once, then SSLEOFError: nobody may wait for more."""
        data = await self._reader.read(_CHUNK)
        if data:
            if len(self._heard) < _HEARD_LIMIT:
                self._heard += data
            self._incoming.write(data)
        elif self._ended:
            raise ssl.SSLEOFError(ssl.SSLErrorNumber.SSL_ERROR_EOF, Detail("tls.ended"))
        else:
            self._ended = True
            self._incoming.write_eof()


def asked_for_certificate(heard: bytes) -> bool:
    """Whether a TLS 1.2 server's open part of the handshake holds a CertificateRequest (RFC 5246, 7.4.4)."""
    said = bytearray()
    while len(heard) >= 5 and heard[0] == _HANDSHAKE_RECORD:
        length = int.from_bytes(heard[3:5])
        said += heard[5 : 5 + length]
        heard = heard[5 + length :]
    while len(said) >= 4:
        if said[0] == _CERTIFICATE_REQUEST:
            return True
        del said[: 4 + int.from_bytes(said[1:4])]
    return False
