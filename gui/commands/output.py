"""Prints text: results to stdout, errors and warnings to stderr.

A reader that goes away (``| head -1``) is no error. Where stdout can't be written to for any other reason,
such as a full disk, one line on stderr says so and :func:`exit_status` tells it, too. What came of requests
is never lost with it: it goes to stderr, and the exit status stays that of the requests.
"""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TextIO

from gui.commands.context import Exit


@dataclass(slots=True)
class _Results:
    """How the results of this process's command go.

    :ivar of_requests: they tell what came of requests.
    :ivar lost: one of them could not be written, though its reader is there.
    """

    of_requests: bool = False
    lost: bool = False


_results: Final = _Results()


def prepare() -> None:
    """Let a terminal that lacks a character show a question mark instead of ending the command."""
    _results.of_requests = _results.lost = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def tells_of_requests() -> None:
    """What is printed from now on tells what came of requests."""
    _results.of_requests = True


def exit_status(status: int) -> int:
    """The command's exit status, given what it did: results that nobody got are no success.

    Requests that were sent keep theirs: it tells whether somebody is being recorded.
    """
    lost = _results.lost and not _results.of_requests
    return Exit.NOT_SENT if lost and status == Exit.ACCEPTED else status


def print_line(text: str) -> None:
    """A line of the result."""
    if not _results.lost:
        _write(sys.stdout, text)
    elif _results.of_requests:
        print_error(text)


def print_error(text: str) -> None:
    """A line on standard error: an error, a warning, or what is being waited for."""
    _write(sys.stderr, text)


def print_bug(bug: BaseException | None = None) -> None:
    """The traceback of a bug, without any secret.

    :param bug: None for the exception that is being handled.
    """
    import traceback

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
    # Not at the file's top: the start of the window goes through none of it.
    from gui.core.reports.text_formats import json_line

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
            _results.lost = True
            told = text if _results.of_requests else text.partition("\n")[0]
            print_error(f"recording-panel: {err.strerror}: {told}")


def _let_go(stream: TextIO) -> None:
    """Send the rest nowhere, so that the interpreter's last flush does not fail again."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
