"""Imports and reads, behind the open window, all that it would import or read later.

An upgrade replaces the program's files while the window is open: what is imported after that comes from the
new files, and does not fit to what is there already. In a bundle it can't even be read; and after a removal
nothing can.
"""

import asyncio
import contextlib
import importlib
import logging
import pkgutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from threading import Event
from typing import Final

import gui
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.licences import parts_with_texts
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.foundation.own_program import own_version
from gui.core.presentation.help_pages import read_help
from gui.widgets.style.icons import read_icons
from gui.widgets.style.themes import ThemeName, load_theme

_OTHER_PROGRAMS: Final = ("gui.simulator.", "gui.commands.", "gui.tour", "gui.self_check")
"""What the window does not import: they are started anew, from the new files."""
_OF_A_TEAM: Final = ("gui.core.team.", "gui.widgets.team.")
"""What is imported where there is a team, by whoever opens it: nobody else pays for it."""
LATER: Final = (
    "_strptime",
    "charset_normalizer",
    "cryptography.hazmat.backends.openssl.backend",
    "cryptography.hazmat.bindings.openssl.binding",
    "cryptography.hazmat.primitives.asymmetric.ec",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.asymmetric.ed448",
    "cryptography.hazmat.primitives.asymmetric.rsa",
    "cryptography.hazmat.primitives.serialization.pkcs12",
    "cryptography.x509",
    "idna",
    "keyring",
    "keyring.errors",
    "platformdirs",
    "pydantic",
    "PySide6.QtNetwork",
    "stringprep",
    "zipp.compat.overlay",
    "zipp.glob",
)
"""Modules of others that the window, or what it imports, imports within its functions."""
_WHOLE: Final = ("encodings", "keyring.backends")
"""Packages of which any module may be needed: files come in any encoding, and keychains are of many kinds."""
_PAUSE_S: Final = 0.001
"""After each module, for the window's thread."""

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def preloading() -> AsyncIterator[None]:
    """Import it all on a thread, beside whatever is done meanwhile."""
    stop = Event()
    loading = asyncio.create_task(asyncio.to_thread(preload, stop))
    try:
        yield
    finally:
        stop.set()
        await loading


def preload(stop: Event) -> None:
    """Import and read it all; call it on a thread.

    :param stop: ends it early.
    """
    own_version()
    for read in _files():
        if stop.is_set():
            return
        try:
            read()
        except (OSError, ValueError, KeyError):
            log.warning("a file of the program can't be read", exc_info=True)
        time.sleep(_PAUSE_S)
    for name in _names():
        if stop.is_set():
            return
        try:
            importlib.import_module(name)
        except Exception:
            # Such as a keychain of another system's. What is needed is told of where it is used.
            log.debug("%s can't be imported", name, exc_info=True)
        time.sleep(_PAUSE_S)


def _files() -> Iterator[Callable[[], object]]:
    """What reads each kind of file that the window shows, and keeps it."""
    yield from (read_icons, read_help, parts_with_texts)
    yield from (partial(load_theme, name) for name in ThemeName)
    for language in LANGUAGES:
        yield partial(Messages, language)
        yield partial(Catalogue, language)


def _names() -> Iterator[str]:
    for module in pkgutil.walk_packages(gui.__path__, "gui."):
        if not module.name.startswith(_OTHER_PROGRAMS + _OF_A_TEAM) and not module.name.endswith(".__main__"):
            yield module.name
    yield from LATER
    for package in _WHOLE:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
            yield module.name
