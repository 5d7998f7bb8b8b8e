"""A request that broke off: the one place where the errors of httpx and aiohttp are caught.

The usersig is in the URL, and so in some of their texts: those are held back.
"""

import contextlib
from collections.abc import Iterator

import aiohttp
import httpx

from gui.core.network.failure_classification import root_causes
from gui.core.protocol.exchange import Exchange


class Broken(Exception):  # noqa: N818 - it names what happened
    """A request that came to no end.

    :ivar why: the library's error; ``shown`` is what a traceback may show of it.
    """

    def __init__(self, why: Exception) -> None:
        super().__init__()
        self.why = why
        self.shown = _without_usersig(why)


@contextlib.contextmanager
def translated(exchange: Exchange) -> Iterator[None]:
    """The one place where httpx's errors are caught."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError) as err:
        raise Broken(err) from None
    except ValueError as err:
        # What the libraries did not foresee in an answer.
        if not exchange.beginning:
            if isinstance(err, UnicodeError):
                # A host name that can be none.
                raise Broken(err) from None
            raise
        exchange.garbled = True
        raise Broken(err) from None


def _without_usersig(err: Exception) -> Exception:
    """What a traceback may show as the cause: some of aiohttp's errors hold the URL, and so the usersig."""
    if any("usersig" in _shown(cause) for cause in root_causes(err)):
        return ConnectionError(f"{type(err).__name__}, its text held back: the URL was in it")
    return err


def _shown(err: BaseException) -> str:
    """What a traceback may show of it; where nobody can tell, the worst is assumed."""
    try:
        return f"{err} {err!r}"
    except Exception:  # a foreign class may fail to describe itself
        return "usersig"
