"""httpx's transport over aiohttp for requests that all go to one address, each with a query of its own.

The library's transport checks and parses the whole URL of each request several times: that took as long as
sending it. Here the address is parsed once, and the query, which is encoded already, is put behind it.
"""

import ssl
from collections.abc import AsyncIterator
from typing import Final

from yarl import URL

from gui.core.network.http_libraries import AiohttpTransport, aiohttp, httpx, without

TARGET: Final = "target"
"""httpx's own name for what stands in the request line in place of the URL's path."""
_LONGEST_TARGET: Final = 65_536
"""As httpx has it for a URL: servers take no more."""
_NO_LIMITS: Final = aiohttp.ClientTimeout(total=None)
"""The whole exchange has one, and the connector its own."""


class _AnswerBody(httpx.AsyncByteStream):
    """What comes of an answer's body, piece by piece as it comes, without a copy."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while piece := await self._answer.content.readany():
            yield piece

    async def aclose(self) -> None:
        """Give the connection back, or end it where the body was not read to its end."""
        self._answer.release()
        await self._answer.wait_for_close()


class RelayTransport(AiohttpTransport):
    """Sends with the session's headers; errors are those of aiohttp, whose texts may hold the URL."""

    def __init__(self, session: aiohttp.ClientSession, address: httpx.URL) -> None:
        # The connector has a context of its own; this one only spares the transport loading another, and
        # certifi's authorities, which it imports all the same, are nobody's here.
        with without("certifi"):
            super().__init__(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), client=session)
        self._session = session
        self._origin = str(address.copy_with(raw_path=b"/")).removesuffix("/")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Post the request's content to its target.

        :raises httpx.InvalidURL: where the target is too long for any server.
        """
        target = request.extensions[TARGET]
        if len(target) > _LONGEST_TARGET:
            raise httpx.InvalidURL("URL too long")
        answer = await self._session.request(
            request.method,
            URL(f"{self._origin}{target.decode('ascii')}", encoded=True),
            data=request.read(),
            allow_redirects=False,
            auto_decompress=False,
            timeout=_NO_LIMITS,
        )
        return httpx.Response(
            answer.status, headers=answer.raw_headers, stream=_AnswerBody(answer), request=request
        )
