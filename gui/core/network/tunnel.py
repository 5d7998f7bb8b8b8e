"""CONNECT through a proxy (RFC 9110, 9.3.6), on a connection to it that exists already.

Whatever the proxy says of itself is shown without its own password, however short that is.
"""

import asyncio
import re
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.network.failure_classification import ProxyFailed, ProxyLoginFailed
from gui.core.network.proxy import EnvironmentProxy, authority
from gui.core.security.redaction import masked

_HEAD_LIMIT: Final = 64 * 1024
_SHOWN: Final = 200
"""Letters of the proxy's own words, its address included."""
_END: Final = b"\r\n\r\n"
_STATUS: Final = re.compile(r"HTTP/1\.[01] +(\d{3})(?!\d) *(.*)", re.ASCII)


async def ask_to_connect(transport: asyncio.Transport, proxy: EnvironmentProxy, host: str, port: int) -> None:
    """Let the proxy connect to a host; after that the transport leads there, and nothing was said on it.

    :raises ProxyFailed: where it does not; ``ProxyLoginFailed`` where it wants another user or password.
    """
    answer = _Answer()
    transport.set_protocol(answer)
    target = authority(host, port)
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
    lines += [f"{name}: {value}" for name, value in proxy.headers.items()]
    transport.write("\r\n".join([*lines, "", ""]).encode("ascii"))
    try:
        head = await answer.head
    except OSError as err:
        raise ProxyFailed(Detail("proxy.no_answer", where=proxy.address)) from err
    first = _as_text(head.split(b"\r\n", 1)[0])
    status = _STATUS.fullmatch(first)
    code, reason = status.groups() if status else ("", "")
    if code.startswith("2"):
        return
    said = f"{code} {reason}".strip() if status else first
    shown = f"{proxy.address}: {proxy.without_secrets(masked(said))}"[:_SHOWN]
    raise ProxyLoginFailed(shown) if code == "407" else ProxyFailed(shown)


def _as_text(line: bytes) -> str:
    """What can be seen of a line: a hidden character must not keep a password from being masked."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("latin-1")
    return "".join(c for c in text if c.isprintable())


class _Answer(asyncio.Protocol):
    """Waits for the head of the proxy's answer.

    :ivar head: its lines; ConnectionResetError where it ends before, is endless, or more comes behind it.
    """

    def __init__(self) -> None:
        self.head: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._data = bytearray()

    def data_received(self, data: bytes) -> None:
        """Take in what came."""
        self._data += data
        head, found, rest = self._data.partition(_END)
        if found and not (rest and head.split(b" ", 2)[1:2] == [b"200"]):
            if not self.head.done():
                self.head.set_result(bytes(head))
        elif found or len(self._data) > _HEAD_LIMIT:
            self._failed()

    def eof_received(self) -> None:
        """It will say nothing more."""
        self._failed()

    def connection_lost(self, exc: Exception | None) -> None:
        """It hung up."""
        self._failed(exc)

    def _failed(self, exc: Exception | None = None) -> None:
        if not self.head.done():
            err = ConnectionResetError("no whole answer")
            err.__cause__ = exc
            self.head.set_exception(err)
