"""Where the log is kept: the system's place for logs, one folder a data folder."""

import errno
import hashlib
import os
from pathlib import Path
from typing import Final

from gui.core.foundation.own_program import PROGRAM
from gui.core.foundation.paths import NoHome

_LONGEST_NAME: Final = 40


def log_folder(data_folder: Path) -> Path:
    """The folder of the log; not made here. Blocks for some look-ups of files.

    That of the usual data folder is the system's own; any other data folder has one within it, so that two
    windows on two data folders do not find each other's crashes.

    :raises NoHome: where this user has no such place.
    """
    # Not at the file's top: the first paint waits for none of it.
    from platformdirs import user_data_path, user_log_path

    try:
        logs = user_log_path(PROGRAM, appauthor=False).absolute()
        usual = user_data_path(PROGRAM, appauthor=False)
    except (RuntimeError, OSError) as err:
        raise NoHome(errno.ENOENT, "this user has no home folder", "~") from err
    here = os.path.realpath(data_folder)
    if here == os.path.realpath(usual):
        return logs
    number = hashlib.sha256(os.path.normcase(here).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return logs / f"{Path(here).name[:_LONGEST_NAME]}-{number}"


def make_log_folder(folder: Path) -> None:
    """Make it and what leads to it, for its owner alone; what is there keeps its mode.

    :raises OSError: where it can't be made.
    """
    if not folder.is_dir():
        if folder != folder.parent:
            make_log_folder(folder.parent)
        # A mode is that of the last part only.
        folder.mkdir(exist_ok=True, mode=0o700)
