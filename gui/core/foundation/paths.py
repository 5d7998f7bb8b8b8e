"""Paths: the resources beside the package, the user's data folder, and paths that people give."""

import errno
import os
from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parents[3] / "resources"
"""The same place in a checkout and in an installed environment."""

DATA_DIR_VARIABLE: Final = "RECORDING_PANEL_DATA_DIR"


class UnusablePath(OSError):  # noqa: N818 - it names what happened
    """A path that can't even be tried. ``strerror`` says why, ``filename`` is what was given."""


class NoHome(UnusablePath):
    """The user has no home folder, and no data folder was given."""


class NoSuchUser(UnusablePath):
    """``~name`` is nobody's home folder."""


class NoWorkingFolder(UnusablePath):
    """A relative path leads nowhere: the working folder is gone."""


def given_path(given: str | Path) -> Path:
    """The absolute path that a person means: of an option, a variable, a field or a file.

    ``~`` and ``~name`` are home folders where there is such a home; else they are part of a file's name.

    :raises UnusablePath: where no file can have that name, the working folder is gone, or ``~`` is no home.
    """
    text = str(given)
    try:
        if b"\0" in os.fsencode(text):
            raise UnusablePath(errno.EINVAL, os.strerror(errno.EINVAL), text)
        # Unlike Path.expanduser it leaves a tilde alone that is no home.
        whole = os.path.expanduser(text)  # noqa: PTH111
        if text.split("/", 1)[0] == "~" and whole == text:
            raise NoHome(errno.ENOENT, "this user has no home folder", text)
        return Path(whole).absolute()
    except UnicodeEncodeError as err:
        raise UnusablePath(errno.EINVAL, os.strerror(errno.EINVAL), text) from err
    except FileNotFoundError as err:
        raise NoWorkingFolder(errno.ENOENT, "the working folder is gone", text) from err


def is_folder(path: Path) -> bool:
    """Whether a folder is there; one that can't be looked for counts as missing."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Whether something is there; what can't be looked for counts as missing."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def data_dir(given: str | None = None) -> Path:
    """The data folder: the option, else the environment variable, else the system's place for user data.

    The folder is not made here.

    :raises UnusablePath: where there is no such place: no home folder above all, or no user of that name.
    """
    chosen = given or os.environ.get(DATA_DIR_VARIABLE)
    if chosen:
        found = given_path(chosen)
        if chosen.startswith("~") and str(found).endswith(chosen):
            # Unlike a file's name, it is meant as somebody's home: no list is begun in the working folder.
            raise NoSuchUser(errno.ENOENT, "no user of that name has a home folder", chosen)
        return found
    from platformdirs import user_data_path

    try:
        return user_data_path("recording-panel", appauthor=False).absolute()
    except (RuntimeError, OSError) as err:
        raise NoHome(errno.ENOENT, "this user has no home folder", "~") from err
