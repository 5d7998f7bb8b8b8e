"""httpx and aiohttp, without what they load at their import and nobody here uses: half of that time.

The relay client loads them by this file, before the others of this wing import them.
"""

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Its own command line, and with it rich, where that is installed: httpx does without.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None is how Python bars an import


@contextmanager
def _without_authorities() -> Iterator[None]:
    """aiohttp makes two contexts, and reads the system's authorities twice for them.

    No connection of ours uses either (see connection_pool.py), and without authorities they trust nobody.
    """

    def leave_out(_context: ssl.SSLContext) -> None:
        """In place of set_default_verify_paths."""

    name = "set_default_verify_paths"
    # On Python's class, in front of the method that it inherits: taken away, that one is there again.
    setattr(ssl.SSLContext, name, leave_out)
    try:
        yield
    finally:
        delattr(ssl.SSLContext, name)


with _without_authorities():
    import aiohttp as aiohttp
    import httpx as httpx
    from httpx_aiohttp import AiohttpTransport as AiohttpTransport
