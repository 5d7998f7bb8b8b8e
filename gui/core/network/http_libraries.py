"""httpx and aiohttp, without what they load at their import and nobody here uses: half of that time.

The relay client loads them by this file, before the others of this wing import them.
"""

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final

# Its own command line, and with it rich, where that is installed: httpx does without.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None is how Python bars an import


_NOT_USED: Final = (
    # Nobody here asks for: a digest login, a WebSocket, forms, parts of a body, traces of a session.
    "aiohttp.client_middleware_digest_auth",
    "aiohttp.client_ws",
    "aiohttp.formdata",
    "aiohttp.multipart",
    "aiohttp.tracing",
    # aiohttp's own classes check none of their values by these.
    "attr.validators",
)
"""Modules that aiohttp alone imports; together a quarter of its time."""


class _LeftOut(ModuleType):
    """Stands for a module: whatever is imported from it is a class of which nobody can make an object."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _left_out(f"{self.__name__}.{name}")


def _left_out(name: str) -> type:
    def refuse(*_: object, **__: object) -> None:
        raise NotImplementedError(f"{name} is left out by {__name__}")

    body = {"__init__": refuse, "__class_getitem__": classmethod(lambda cls, _item: cls)}
    return type(name.rpartition(".")[2], (), body)


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Leave modules out for a moment; whoever imports one of them later gets it whole."""
    stand_ins = {name: _LeftOut(name) for name in names if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


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


@contextmanager
def _without_records() -> Iterator[None]:
    """httpx_aiohttp asks the records of all packages for aiohttp's version, which aiohttp has itself."""
    name = "importlib.metadata"
    if name in sys.modules:
        yield
        return
    stand_in = ModuleType(name)
    setattr(stand_in, "version", lambda _package: aiohttp.__version__)  # noqa: B010 - it has no such name
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        del sys.modules[name]


with _without_authorities(), without(*_NOT_USED):
    import aiohttp as aiohttp
    import httpx as httpx
with _without_records():
    from httpx_aiohttp import AiohttpTransport as AiohttpTransport
