"""Prints text: results to stdout, errors and warnings to stderr."""

import contextlib
import io
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import TextIO

from gui.core.reports.text_formats import json_line


def prepare() -> None:
    """Let a terminal that lacks a character show a question mark instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def print_line(text: str) -> None:
    """A line of the result."""
    _write(sys.stdout, text)


def print_error(text: str) -> None:
    """A line on standard error: an error, a warning, or what is being waited for."""
    _write(sys.stderr, text)


def print_bug(bug: BaseException | None = None) -> None:
    """The traceback of a bug, without any secret.

    :param bug: None for the exception that is being handled.
    """
    from gui.core.security.redaction import masked

    lines = traceback.format_exc() if bug is None else "".join(traceback.format_exception(bug))
    print_error(masked(lines))


def print_in_any_case(show: Callable[[], None], bug_words: str) -> None:
    """Print what was done. A bug in the printing is shown too; the exit status is left to what was done."""
    try:
        show()
    except Exception:
        print_bug()
        print_error(bug_words)


def print_object(fields: Mapping[str, object]) -> None:
    """One JSON object on one line."""
    print_line(json_line(fields, unicode=_is_unicode(sys.stdout)))


def _is_unicode(stream: TextIO) -> bool:
    encoding = getattr(stream, "encoding", None) or ""
    return encoding.lower().replace("-", "").startswith("utf")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    try:
        print(text, file=stream, flush=True)
    except OSError as err:
        # The exit status still has to show what became of the request.
        _let_go(stream)
        if stream is not sys.stderr and not isinstance(err, BrokenPipeError):
            print_error(f"recording-panel: {err.strerror}: {text}")


def _let_go(stream: TextIO) -> None:
    """Send the rest nowhere, so that the interpreter's last flush does not fail again."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
