"""The operating system's errors as problems: one translation for every file that the panel uses."""

from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.file_places import InputFile, NoPlainFile, OwnFile
from gui.core.foundation.messages import Messages
from gui.core.foundation.paths import NoHome, NoSuchUser, NoWorkingFolder
from gui.core.foundation.system import NoFileLocks

_OURS: Final[dict[type[OSError], str]] = {
    OwnFile: "own_file",
    InputFile: "own_file",
    NoPlainFile: "no_plain_file",
    NoHome: "no_folder.home",
    NoSuchUser: "no_folder.user",
    NoWorkingFolder: "no_folder.working",
}
"""What the panel itself raises as an error of the system: ``detail.<key>`` says why."""


def of_system_error(err: OSError, path: Path, word: LocalFailure) -> Problem:
    """A never sent problem that names the file and the system's own text.

    :param path: the file, where the error names none.
    :param word: what it means for the file; a file system without locks has a word of its own.
    """
    if isinstance(err, NoFileLocks):
        word = LocalFailure.NO_FILE_LOCKS
    return told(err, str(err.filename or path), word)


def of_file(err: OSError, path: Path, word: LocalFailure = LocalFailure.FILE) -> Problem:
    """A never sent problem of a file that a person named: by that name, whichever the error names."""
    return told(err, str(path), word)


def reason_of(err: OSError, messages: Messages) -> str:
    """What the system says of an error, or the panel where it raised that itself."""
    return _detail(err, "").text(messages)


def told(err: Exception, where: str, word: LocalFailure) -> Problem:
    """A never sent problem with what an error says of a file, whatever kind of error it is."""
    return Problem(Delivery.NEVER_SENT, word=word, detail=_detail(err, where))


def _detail(err: Exception, where: str) -> Detail:
    key = _OURS.get(type(err)) if isinstance(err, OSError) else None
    if key is not None:
        return Detail(key, where=where)
    return Detail("system", {"why": (isinstance(err, OSError) and err.strerror) or str(err)}, where)
