"""A ledger that nobody else has open, and a folder beside it to make another one in. It all blocks."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from gui.core.foundation.files import make_folder
from gui.core.ledger import place
from gui.core.ledger.database import as_problem
from gui.core.ledger.place import real_path
from gui.core.ledger.salvage import MADE

WAIT_S: Final = 1.0
"""How long whoever looks at the ledger for a moment is waited for."""


@contextmanager
def ledger_alone(folder: Path) -> Iterator[Path]:
    """Keep everybody else away from a data folder's ledger, for the length of a block; yields its file.

    A replacement that was cut off is finished first. The folder is made where it is missing.

    :raises Problem: ``ledger_locked`` while another process has it open; it names the process. Errors of the
        block's files become problems of the ledger.
    """
    real = real_path(folder)
    try:
        make_folder(real.parent)
        place.finish_cut_off(real, WAIT_S)
        lock = place.alone(real, WAIT_S)
        try:
            place.refuse_while_open(real)
            if real.exists():
                # The other name would keep what is taken out here.
                place.refuse_second_name(real)
            yield real
        finally:
            lock.release()
    except (sqlite3.Error, OSError) as err:
        raise as_problem(err, real) from err


@contextmanager
def workplace(real: Path) -> Iterator[Path]:
    """A folder beside a ledger, for its user alone; those that were left by a kill go first.

    :param real: the ledger's file; nobody else has it open.
    """
    for left in real.parent.glob(f"{MADE}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=MADE, dir=real.parent) as made:
        yield Path(made)


def like(path: Path, model: Path) -> None:
    """Give a file the mode of another one; where that is not there, it is for its owner alone."""
    # A file system without modes is no failure.
    with suppress(OSError):
        path.chmod(model.stat().st_mode & 0o777 if model.exists() else 0o600)
