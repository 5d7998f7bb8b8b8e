"""Which runs of the window ended by a crash: each has a file of its own while it lasts.

The file is locked as long as its process lives, and is removed at the end. What is left of it tells how the
run ended: with the interpreter's last words in it, the process crashed; with its first line alone, it was
killed or the power went, and nobody needs to be told.
"""

import contextlib
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from gui.core.foundation.system import FileLock, is_held
from gui.core.traces.log_lines import clean, utc_text
from gui.core.traces.places import make_log_folder

CRASHES_KEPT: Final = 5
_RUN: Final = "run-"
_CRASH: Final = "crash-"
_LIMIT: Final = 200_000
"""Bytes that are read of one; a trace of many threads has some ten thousand."""


class Run:
    """This process's file. Give it to faulthandler: what that writes at a crash goes into it."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    @classmethod
    def begin(cls, folder: Path) -> Self:
        """Make the file.

        :raises OSError: where it can't be made, or not be locked.
        """
        make_log_folder(folder)
        lock = FileLock.acquire(_new(folder), wait=True)
        assert lock is not None
        os.write(lock.fileno(), _first_line())
        return cls(lock)

    def fileno(self) -> int:
        """The open file's number."""
        return self._lock.fileno()

    def end(self) -> None:
        """It ended in order: nothing is left of it."""
        self._lock.release(remove=True)


@dataclass(frozen=True, slots=True)
class EndedRun:
    """A run that did not end in order.

    :param at: about when, in seconds of the time of day.
    :param crash: what it left; None where it was ended from outside.
    """

    at: float
    crash: Path | None


def keep_last_words(folder: Path, text: str) -> None:
    """An exception ends this process: keep its traceback for the next start to find.

    :raises OSError: where it can't be kept.
    """
    make_log_folder(folder)
    descriptor = os.open(_new(folder), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_first_line() + clean(text).encode("utf-8", "replace"))


def ended_runs(folder: Path) -> list[EndedRun]:
    """Runs that nobody has asked for yet, the newest last; a crash's file gets the name of one by that.

    :raises OSError: where the folder can't be read.
    """
    found = []
    for path in folder.glob(f"{_RUN}*.txt"):
        if is_held(path):
            continue
        # Somebody else may have asked at the same moment.
        with contextlib.suppress(FileNotFoundError):
            found.append(_ended(path))
    for old in crash_files(folder)[:-CRASHES_KEPT]:
        old.unlink(missing_ok=True)
    return sorted(found, key=lambda one: one.at)


def crash_files(folder: Path) -> list[Path]:
    """What crashes left, the newest last."""
    return sorted(folder.glob(f"{_CRASH}*.txt"))


def crash_text(path: Path) -> str:
    """What a crash left, without any secret.

    :raises OSError: where it can't be read.
    """
    with path.open("rb") as file:
        return clean(file.read(_LIMIT).decode("utf-8", "replace"))


def _ended(path: Path) -> EndedRun:
    at = path.stat().st_mtime
    with path.open("rb") as file:
        _first, _, last_words = file.read(_LIMIT).partition(b"\n")
    if not last_words.strip():
        path.unlink()
        return EndedRun(at, None)
    # In the order of the time: that is how they are listed.
    stamp = utc_text(at).replace(":", "").replace("-", "")
    kept = path.with_name(f"{_CRASH}{stamp}-{path.stem.removeprefix(_RUN)}.txt")
    path.replace(kept)
    return EndedRun(at, kept)


def _new(folder: Path) -> Path:
    return folder / f"{_RUN}{os.getpid()}-{secrets.token_hex(4)}.txt"


def _first_line() -> bytes:
    return f"process {os.getpid()}, began {utc_text(time.time())}\n".encode()
