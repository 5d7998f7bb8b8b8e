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
from typing import Protocol

from gui.core.security.redaction import RedactingHandler, log_to_stderr

log = logging.getLogger(__name__)


class HasFileno(Protocol):
    """An open file, as far as it matters here."""

    def fileno(self) -> int:
        """Its number."""
        ...


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


def earliest_records() -> list[logging.LogRecord]:
    """What was logged before there was a log; each is given once."""
    found = []
    for handler in logging.getLogger().handlers:
        if isinstance(handler, RedactingHandler):
            found += handler.earliest
            handler.earliest.clear()
    return found


class _FaultHandler:
    """With core dumps off it is all that is left of a crash in a library.

    :ivar ours: the panel has set it; elsewhere, as in tests, it is somebody else's.
    """

    ours = False


def faults_go_to(file: HasFileno | None) -> None:
    """Where the interpreter's last words go; None for standard error. Keeps the file open until then.

    Nothing where somebody else than :func:`masked_process` has set faulthandler.
    """
    if not _FaultHandler.ours:
        return
    # The file of before may be closed next.
    faulthandler.disable()
    chosen = sys.__stderr__ if file is None else file
    # A stream that is closed, or none of the system's, can't be written to after a crash.
    with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
        if chosen is not None:
            faulthandler.enable(chosen)


@contextlib.contextmanager
def _fault_handler() -> Iterator[None]:
    _FaultHandler.ours = not faulthandler.is_enabled()
    faults_go_to(None)
    try:
        yield
    finally:
        if _FaultHandler.ours:
            _FaultHandler.ours = False
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
