"""The operating system's errors as problems: one translation for every file of the data folder."""

from pathlib import Path

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.system import NoFileLocks


def of_system_error(err: OSError, path: Path, word: LocalFailure) -> Problem:
    """A never sent problem that names the file and the system's own text.

    :param path: the file, where the error names none.
    :param word: what it means for the file; a file system without locks has a word of its own.
    """
    if isinstance(err, NoFileLocks):
        word = LocalFailure.NO_FILE_LOCKS
    message = f"{err.filename or path}: {err.strerror or err}"
    return Problem(Delivery.NEVER_SENT, word=word, message=message)
