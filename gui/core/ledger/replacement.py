"""A ledger moved aside, and a new one put in its place: step by step, each of them durable.

The new one first lies beside the old one, under a name that says what is to be done: from then on it is
decided, and whoever opens the ledger next finishes what a kill or a power cut broke off. Everything here
blocks, and needs the folder's lock: see place.py.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from gui.core.foundation.files import sync_folder
from gui.core.foundation.system import SYSTEM

_ASIDE: Final = ("-wal", "-shm", "")
"""The file itself last: with it gone, and its log still there, the log would be taken for the new file's."""
_NEW: Final = ".new"
DAMAGED: Final = ".damaged-"
"""Moved aside because it could not be read."""
REPLACED: Final = ".replaced-"
"""Moved aside because a backup was put in its place."""


def put_in_place(made: Path, aside: Path, real: Path) -> None:
    """Move a ledger aside, and put a new one in its place.

    :param made: the new ledger, closed, on the same file system.
    :param aside: the name for the old one, as :func:`free_name` gives it.
    :param real: the ledger's file.
    :raises OSError: where a step fails; the next opener then finishes it.
    """
    _sync_file(made)
    made.rename(_beside(aside, _NEW))
    sync_folder(real.parent)
    finish(real)


def finish(real: Path) -> None:
    """Carry out what is left to do; nothing where no replacement is under way.

    :raises OSError: where a step fails.
    """
    for new in _decided(real):
        aside = new.with_name(new.name.removesuffix(_NEW))
        if any(_beside(aside, end).exists() and _beside(real, end).exists() for end in _ASIDE):
            # A panel of an earlier version has made one in its place meanwhile: that is kept, too.
            aside = _numbered(aside, 2)
        for end in _ASIDE:
            with suppress(FileNotFoundError):
                _beside(real, end).rename(_beside(aside, end))
                sync_folder(real.parent)
        new.rename(real)
        sync_folder(real.parent)


def is_cut_off(real: Path) -> bool:
    """Whether a replacement was begun and not finished."""
    return bool(_decided(real))


def is_incomplete(real: Path) -> bool:
    """Whether a ledger's file is missing, or empty, with its log or damaged copies of it there.

    SQLite would make an empty one, and throw the log away.
    """
    if _size(real):
        return False
    return bool(_size(_beside(real, "-wal"))) or (not real.exists() and newest_aside(real) is not None)


def traces(real: Path) -> bool:
    """Whether there is anything of a ledger besides its file."""
    return is_cut_off(real) or is_incomplete(real)


def newest_aside(real: Path) -> Path | None:
    """The damaged ledger that was moved aside last."""
    found = [path for path in _moved_aside(real, (DAMAGED,)) if _is_file_itself(path)]
    return max(found, key=lambda path: path.stat().st_mtime_ns, default=None)


def free_name(real: Path, now: datetime, why: str = DAMAGED) -> Path:
    """``ledger.sqlite3.damaged-2026-03-01``, with a number from the second one of a day on.

    :param why: :data:`DAMAGED` or :data:`REPLACED`.
    """
    plain = real.with_name(f"{real.name}{why}{now.astimezone():%Y-%m-%d}")
    return plain if _is_free(plain) else _numbered(plain, 2)


def _numbered(plain: Path, first: int) -> Path:
    names = (_beside(plain, f"-{number}") for number in range(first, first + 1000))
    return next(path for path in names if _is_free(path))


def _is_free(path: Path) -> bool:
    return not any(_beside(path, end).exists() for end in (*_ASIDE, _NEW))


def _decided(real: Path) -> list[Path]:
    return [path for path in _moved_aside(real) if path.name.endswith(_NEW)]


def _moved_aside(real: Path, why: tuple[str, ...] = (DAMAGED, REPLACED)) -> list[Path]:
    # A pattern would need the name to be quoted: a link may lead to any.
    prefixes = tuple(f"{real.name}{one}" for one in why)
    try:
        return sorted(path for path in real.parent.iterdir() if path.name.startswith(prefixes))
    except FileNotFoundError:
        return []


def _is_file_itself(path: Path) -> bool:
    return path.is_file() and not path.name.endswith(("-wal", "-shm", _NEW))


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _sync_file(path: Path) -> None:
    SYSTEM.sync_file(path)
