"""This program as it starts itself again: from a checkout, from an installed package, or frozen in a bundle.

A frozen program's ``sys.executable`` is the program itself: it knows sub-commands, and neither ``-m`` nor
``-c``.
"""

import contextlib
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from gui.core.foundation.paths import RESOURCES

PROGRAM: Final = "recording-panel"
PACKAGES: Final = (
    PROGRAM,
    "PySide6-Essentials",
    "qasync",
    "httpx",
    "httpx-aiohttp",
    "aiohttp",
    "pydantic",
    "keyring",
)
"""Whose versions doctor and a report tell; a bundle has to keep them."""
_RECORD: Final = "recording_panel-*.dist-info/METADATA"
"""What Python keeps of this package where it is installed."""
SELF_CHECK: Final = "self-check"
"""The word of the command line, named in no help, that gui/self_check.py answers."""
START_FOLDER: Final = RESOURCES.parent
"""The working folder of these commands: ``-m`` finds the package in it."""
_LIBRARIES: Final = "LD_LIBRARY_PATH"
_LIBRARIES_BEFORE: Final = f"{_LIBRARIES}_ORIG"


def is_frozen() -> bool:
    """Whether this is a bundle of PyInstaller's."""
    return bool(getattr(sys, "frozen", False))


@cache
def own_version() -> str:
    """The version of this program; empty where it is not installed. Reads a file the first time.

    Once: after an upgrade the file tells of the new program, and this process is still the old one.
    """
    # Python's own way takes 4 ms to load, and reads the file as a mail, the whole README with it.
    for place in sys.path:
        with contextlib.suppress(OSError):
            for record in Path(place).glob(_RECORD):
                return _version_in(record)
    return ""


def _version_in(record: Path) -> str:
    lines = record.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    told = (line.removeprefix("Version: ") for line in lines if line.startswith("Version: "))
    return next(told, "")


def simulator_command() -> list[str]:
    """What starts the practice service; its options follow."""
    # Not by way of the whole command: 90 ms less in an environment of Python's.
    return [sys.executable, "simulator"] if is_frozen() else [sys.executable, "-m", "gui.simulator"]


def self_check_command(what: str) -> list[str]:
    """What makes a check of gui/self_check.py in a process of its own."""
    own = [sys.executable] if is_frozen() else [sys.executable, "-m", "gui"]
    return [*own, SELF_CHECK, what]


def typed_command(*arguments: str) -> str:
    """What somebody types into a terminal for this program, by its place where its name is not enough.

    It looks at files: not on the window's thread.
    """
    # Not at the file's top: each command imports this file.
    import shlex
    import shutil

    here = Path(sys.executable)
    own = [str(here)]
    if not is_frozen():
        beside = here.with_name(PROGRAM)
        own = [str(beside)] if beside.exists() else [str(here), "-m", "gui"]
    known = shutil.which(PROGRAM)
    # Another version that is found by the name is not this one.
    if known is not None and len(own) == 1 and os.path.realpath(known) == os.path.realpath(own[0]):
        own = [PROGRAM]
    return shlex.join([*own, *arguments])


def may_be_upgraded() -> bool:
    """Whether somebody may install another version over this one; a checkout is its developer's."""
    return is_frozen() or not (START_FOLDER / "pyproject.toml").exists()


def program_file() -> Path:
    """The file that every upgrade replaces."""
    return Path(sys.executable) if is_frozen() else START_FOLDER / "gui" / "__init__.py"


def variables_for_children(variables: Mapping[str, str] = os.environ) -> dict[str, str | None]:
    """Variables to set, or with None to remove, so that other programs start as if without the bundle.

    The starter of a bundle leads its own process to the bundle's libraries, and children inherit that.
    """
    if not is_frozen():
        return {}
    return {
        _LIBRARIES: variables.get(_LIBRARIES_BEFORE),
        _LIBRARIES_BEFORE: None,
        # Else the starter of our own children takes for granted that the libraries' place is set.
        "PYINSTALLER_RESET_ENVIRONMENT": "1",
    }
