"""Addresses of a host name, and the first of them that answers. One way for every connection.

A look-up can't be broken off: it runs on a thread of its own that nobody waits for once the limit is over,
neither the end of a command nor the close of the window.
"""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Final, cast

import aiohappyeyeballs

NEXT_ADDRESS_S: Final = 0.25
"""How long one address is tried alone before the next one is tried beside it (RFC 8305, 5)."""
SHARED_S: Final = 3.0
"""For so long one look-up serves all who ask for the same name; an older one may hang for good."""

AddressInfo = tuple[
    int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int]
]
"""An entry of ``socket.getaddrinfo``."""
_Found = list[AddressInfo]
under_way: Final[dict[tuple[str, int], tuple[float, "Future[_Found]"]]] = {}


async def look_up(host: str, port: int) -> Sequence[AddressInfo]:
    """The addresses of a host in the system's order.

    :raises OSError: ``socket.gaierror`` where the name is not found, or can be no name.
    """
    with contextlib.suppress(socket.gaierror, UnicodeError):
        # What is an address already needs no name server.
        return _addresses(host, port, socket.AI_NUMERICHOST)
    loop = asyncio.get_running_loop()
    waiter: asyncio.Future[_Found] = loop.create_future()

    def told(done: "Future[_Found]") -> None:
        # The loop may be gone by now.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle, waiter, done)

    _asked(host, port).add_done_callback(told)
    return await waiter


async def connect(addresses: Sequence[AddressInfo]) -> socket.socket:
    """A connection to whichever of the addresses answers first.

    :raises OSError: where none does.
    """
    return await aiohappyeyeballs.start_connection(addresses, happy_eyeballs_delay=NEXT_ADDRESS_S)


def _asked(host: str, port: int) -> "Future[_Found]":
    """The look-up of that name that is under way, or a new one."""
    now = time.monotonic()
    known = under_way.get((host, port))
    if known is not None and not known[1].done() and now - known[0] < SHARED_S:
        return known[1]
    answer: Future[_Found] = Future()
    under_way[host, port] = (now, answer)
    threading.Thread(target=_look_up, args=(host, port, answer), name="name look-up", daemon=True).start()
    return answer


def _look_up(host: str, port: int, answer: "Future[_Found]") -> None:
    try:
        found = _addresses(host, port, 0)
    except UnicodeError:
        answer.set_exception(socket.gaierror(socket.EAI_NONAME, "not a host name"))
    except Exception as err:  # whatever it is, it is told to who asked
        answer.set_exception(err)
    else:
        answer.set_result(found)


def _addresses(host: str, port: int, flags: int) -> _Found:
    # Only a Python without IPv6 gives an address of another form.
    return cast(_Found, socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags))


def _settle(waiter: "asyncio.Future[_Found]", done: "Future[_Found]") -> None:
    if waiter.done():
        # Whoever asked has given up.
        return
    err = done.exception()
    if err is None:
        waiter.set_result(done.result())
    else:
        waiter.set_exception(err)
