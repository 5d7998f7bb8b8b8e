"""What ``doctor`` checks of the installed program: its files, whether there is another copy, its window."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from gui.commands.checks.found import Found, looked
from gui.commands.context import Context
from gui.core.foundation.own_program import PROGRAM, START_FOLDER, is_frozen, self_check_command
from gui.core.foundation.paths import exists
from gui.core.foundation.plain_text import visible
from gui.core.foundation.system import SYSTEM
from gui.core.foundation.window_libraries import library_in, missing_libraries

WINDOW_LIMIT_S: Final = 20
NO_CHINESE: Final = "no font for Chinese"
"""What the self-check prints; nothing else of it goes to its standard output."""
_SYSTEM_WIDE: Final = Path("/usr/lib") / PROGRAM / PROGRAM
_FOR_ONE: Final = Path(".local/lib") / PROGRAM / PROGRAM
_CRASH: Final = re.compile(r"^Fatal Python error: .*$", re.MULTILINE)


def program_and_window(context: Context) -> Iterator[Found]:
    """Program, window, fonts."""
    yield looked("program", partial(_program, context))
    ran = _self_check()
    yield looked("window", partial(_window, context, ran))
    if not isinstance(ran, str) and NO_CHINESE in ran.stdout:
        yield Found("fonts", context.text("cli.doctor.no_chinese"), amber=True)


def _program(context: Context) -> Found:
    """Which copy this is; its files can be read."""
    from gui.core.catalogue.errors import Catalogue
    from gui.core.foundation.licences import parts_with_texts
    from gui.core.presentation.help_pages import read_help

    own = Path(sys.executable if is_frozen() else START_FOLDER)
    try:
        Catalogue(context.messages.language)
        read_help()
        parts_with_texts()
    except (OSError, ValueError, KeyError) as err:
        path = visible(str(getattr(err, "filename", None) or own))
        return Found("program", context.text("cli.program_file_missing", path=path), amber=True)
    others = [
        path for path in (_SYSTEM_WIDE, Path.home() / _FOR_ONE) if exists(path) and not _same(path, own)
    ]
    if not others:
        return Found("program", str(own))
    other = ", ".join(visible(str(path)) for path in others)
    text = context.text("cli.doctor.program_twice", path=visible(str(own)), other=other)
    return Found("program", text, amber=True)


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _self_check() -> subprocess.CompletedProcess[str] | str:
    """What the check in a process of its own left; where it did not end by itself, why."""
    from gui.core.profiles.child_environment import child_environment

    try:
        return subprocess.run(
            self_check_command("window"),
            cwd=START_FOLDER,
            env={**child_environment(), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=WINDOW_LIMIT_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as err:
        return type(err).__name__


def _window(context: Context, ran: subprocess.CompletedProcess[str] | str) -> Found:
    # A screen asks for more libraries than the check itself, which goes without one.
    screen = bool(os.environ.get("DISPLAY")) and SYSTEM.SCREENS_HAVE_NAMES
    if (plugin := _lost_plugin()) is not None and screen:
        reason = context.text("cli.program_file_missing", path=visible(str(plugin)))
        return Found("window", context.text("cli.doctor.no_window", reason=reason), amber=True)
    reason = ran if isinstance(ran, str) else why_it_ended(ran.returncode, ran.stderr)
    if reason or screen:
        reason = missing_libraries(reason, context.messages, screen=screen) or reason
    if not reason:
        return Found("window", f"PySide6 {version_of('PySide6-Essentials')}")
    return Found("window", context.text("cli.doctor.no_window", reason=reason), amber=True)


def _lost_plugin() -> Path | None:
    """Qt's file for X screens, where it is not there."""
    found = find_spec("PySide6")
    if found is None or found.origin is None:
        return None
    plugin = Path(found.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    return None if exists(plugin) else plugin


def why_it_ended(status: int, said: str) -> str:
    """The line that tells why a check failed; empty where it did not.

    The loader's line, where there is one; of a crash, what came before Python's dump of it.
    """
    if status == 0:
        return ""
    lines = [line.strip() for line in _CRASH.split(said)[0].splitlines() if line.strip()]
    ending = f"status {status}" if status > 0 else f"it crashed: {_name_of(-status)}"
    of_loader = [line for line in lines if library_in(line)]
    if of_loader:
        return of_loader[-1]
    if not lines:
        return ending
    return lines[-1] if status > 0 else f"{lines[-1]} ({ending})"


def _name_of(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def version_of(name: str) -> str:
    """The version of an installed part."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
