"""A TLS server that says why it turns a client down, as OpenSSL does. asyncio's closes without a word."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.network.raw_server import RawServer


@contextmanager
def strict_tls_server(context: ssl.SSLContext) -> Iterator[RawServer]:
    """Counts what it reads after the handshake, and answers nothing."""
    running = RawServer()
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        running.port = listening.getsockname()[1]
        running.url = f"https://127.0.0.1:{running.port}"
        thread = threading.Thread(target=_serve, args=(listening, context, running, over))
        thread.start()
        try:
            yield running
        finally:
            over.set()
            thread.join()


def _serve(
    listening: socket.socket, context: ssl.SSLContext, running: RawServer, over: threading.Event
) -> None:
    while not over.is_set():
        try:
            plain, _address = listening.accept()
        except TimeoutError:
            continue
        running.connections += 1
        plain.settimeout(2)
        # A failed handshake sends its alert; the plain socket is closed in either case.
        with plain, contextlib.suppress(OSError), context.wrap_socket(plain, server_side=True) as secured:
            running.received += len(secured.recv(4096))
