"""What nobody caught: a bug is logged with its traceback, without any secret, and told to the window."""

import asyncio
import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from gui.core.security.redaction import masked

log = logging.getLogger(__name__)


class UnexpectedErrors:
    """Nothing is swallowed: neither in a slot of Qt's nor in a callback of the loop's."""

    def __init__(self, show: Callable[[str], object]) -> None:
        """:param show: called with the masked traceback of each bug, on the thread that met it."""
        self._show = show
        self._known: set[str] = set()

    @contextmanager
    def caught(self) -> Iterator[None]:
        """For the length of a block, in the running loop and in Python; then all is as it was."""
        loop = asyncio.get_running_loop()
        handler, hook = loop.get_exception_handler(), sys.excepthook
        loop.set_exception_handler(lambda _loop, context: self._tell_of_loop(context))
        sys.excepthook = lambda _kind, err, trace: self.tell(err, trace)
        try:
            yield
        finally:
            sys.excepthook = hook
            loop.set_exception_handler(handler)

    def tell(self, err: BaseException | None, trace: TracebackType | None = None) -> None:
        """Log a bug, and show it."""
        if err is None:
            return
        text = masked("".join(traceback.format_exception(type(err), err, trace or err.__traceback__)))
        # A fault of what is painted comes back with each paint: the log has it once.
        if text not in self._known:
            self._known.add(text)
            log.error("bug\n%s", text)
        self._show(text)

    def _tell_of_loop(self, context: dict[str, Any]) -> None:
        """What the loop reports of a callback, or of a task that nobody awaits."""
        err = context.get("exception")
        if err is None:
            log.error("event loop: %s", context.get("message", ""))
        else:
            self.tell(err)
