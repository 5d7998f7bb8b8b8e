"""How a record stands in the log: one line, without secrets, with whatever else belongs to it set in."""

import io
import logging
import os
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self

from gui.core.foundation.plain_text import visible
from gui.core.security.redaction import masked

LONGEST_LINE: Final = 1000
MOST_LINES: Final = 120
_SET_IN: Final = "    "


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A record as it was, to be made a text on another thread.

    :param trace: of its exception; it holds texts and numbers only, none of the program's objects.
    """

    at: float
    level: str
    name: str
    text: str
    trace: traceback.TracebackException | None = None

    @classmethod
    def of(cls, record: logging.LogRecord) -> Self:
        """Takes what may change later. Reads no file.

        :raises Exception: whatever the record's values raise when they are asked for their text.
        """
        trace = None
        if record.exc_info and record.exc_info[0] is not None:
            trace = traceback.TracebackException(*record.exc_info, lookup_lines=False)
        return cls(record.created, record.levelname, record.name, record.getMessage(), trace)


class LineWriter:
    """Makes the lines of one process.

    :param kind: of the process, such as ``window``.
    """

    def __init__(self, kind: str) -> None:
        self._who = f"{kind} {os.getpid()}"

    def line(self, entry: LogEntry) -> bytes:
        """The record, the first line of it flush left. May read the program's own source files."""
        head = f"{utc_text(entry.at)} {self._who} {entry.level} {entry.name.removeprefix('gui.')}: "
        try:
            whole = io.StringIO(f"{entry.text}\n")
            whole.seek(0, io.SEEK_END)
            if entry.trace is not None:
                entry.trace.print(file=whole)
            text = fit_for_traces(whole.getvalue())
        except Exception as err:  # a line that can't be made is no reason to lose the next ones
            text = f"a line that could not be made: {type(err).__name__}"
        return f"{head}{text}\n".encode("utf-8", "replace")


def utc_text(seconds: float) -> str:
    """A time of day in UTC, to the millisecond."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fit_for_traces(text: str) -> str:
    """One record's text as it may be kept: no text of others can pass for a line of the log's own."""
    first, *rest = _masked_lines(text) or [""]
    left_out = len(rest) - MOST_LINES
    if left_out > 0:
        rest = [*rest[: MOST_LINES // 2], f"… {left_out} lines …", *rest[-MOST_LINES // 2 :]]
    return "\n".join([_shown(first), *(f"{_SET_IN}{_shown(line)}" for line in rest)])


def clean(text: str) -> str:
    """A whole text as it may be kept: without any secret, hidden letters, and the home folder's name."""
    return "".join(f"{_shown(line)}\n" for line in _masked_lines(text))


def _masked_lines(text: str) -> list[str]:
    whole = masked(text)
    home = os.path.expanduser("~")  # noqa: PTH111 - it raises nothing where there is none
    if len(home) > 1:
        # It bears somebody's name.
        whole = whole.replace(home, "~")
    return whole.rstrip().splitlines()


def _shown(line: str) -> str:
    return visible(line, LONGEST_LINE)
