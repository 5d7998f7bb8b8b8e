"""A server that answers every request at once, and does nothing else: it is never what a client waits for.

As a program: writes its port into the file that is its argument, and answers until it is ended.
"""

import asyncio
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

_BODY: Final = (
    b'{"reqhead":{"uint32_seq":%s,"uint32_result":0,"str_error_msg":""},'
    b'"rspbody":{"rsp_0x5":{"uint32_result":0,"str_errorinfo":"","str_fileID":[]}}}'
)
_HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_SEQ: Final = re.compile(rb'"uint32_seq":(\d+)')
_LENGTH: Final = b"content-length:"


def answer_to(request: bytes) -> bytes:
    """Accepted, with the request's own seq."""
    seq = _SEQ.search(request)
    body = _BODY % (b"0" if seq is None else seq[1])
    return _HEAD % len(body) + body


class Answering(asyncio.Protocol):
    """One connection; requests come one after the other, each with a Content-Length."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, end, body = self._read.partition(b"\r\n\r\n")
        if not end:
            return
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(_LENGTH)]
        if len(body) >= int(lengths[0].removeprefix(_LENGTH)):
            self._read = b""
            self.answer(body)

    def answer(self, request: bytes) -> None:
        """Accept a request that has come whole."""
        assert self._transport is not None
        self._transport.write(answer_to(request))


async def serve(port_file: Path, connection: Callable[[], asyncio.Protocol] = Answering) -> None:
    """Serve on a free port of the loopback."""
    server = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", 0)
    made = port_file.with_suffix(".partial")
    made.write_text(str(server.sockets[0].getsockname()[1]), encoding="ascii")
    made.rename(port_file)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
