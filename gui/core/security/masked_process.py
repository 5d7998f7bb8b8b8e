"""Masks everything that Python writes by itself: log, warnings, exceptions of any thread.

faulthandler needs none: it writes names of files and functions, never a value.
"""

import contextlib
import faulthandler
import io
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType

from gui.core.security.redaction import log_to_stderr

log = logging.getLogger(__name__)


@contextlib.contextmanager
def masked_process() -> Iterator[None]:
    """For the whole life of a process, or of a test: what was there before is put back at the end."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    with _fault_handler():
        log_to_stderr()
        logging.captureWarnings(True)
        sys.excepthook, threading.excepthook, sys.unraisablehook = _uncaught, _of_thread, _unraisable
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
            logging.captureWarnings(False)
            root.handlers[:], root.level = before


@contextlib.contextmanager
def _fault_handler() -> Iterator[None]:
    """With core dumps off it is all that is left of a crash in a library."""
    enabled = False
    if not faulthandler.is_enabled() and sys.__stderr__ is not None:
        # A stream that is closed, or none of the system's, can't be written to after a crash.
        with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
            faulthandler.enable(sys.__stderr__)
            enabled = True
    try:
        yield
    finally:
        if enabled:
            faulthandler.disable()


def _uncaught(kind: type[BaseException], err: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("bug\n%s", "".join(traceback.format_exception(kind, err, trace)))


def _of_thread(gone: "threading.ExceptHookArgs") -> None:
    if gone.exc_type is SystemExit:
        return
    name = "?" if gone.thread is None else gone.thread.name
    text = "".join(traceback.format_exception(gone.exc_type, gone.exc_value, gone.exc_traceback))
    log.critical("bug in the thread %s\n%s", name, text)


def _unraisable(gone: "sys.UnraisableHookArgs") -> None:
    text = "".join(traceback.format_exception(gone.exc_type, gone.exc_value, gone.exc_traceback))
    log.error("%s: %r\n%s", gone.err_msg or "Exception ignored in", gone.object, text)
