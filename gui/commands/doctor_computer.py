"""What ``doctor`` checks besides the data folder: keychain, notifications, window, versions, ways out."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context
from gui.core.catalogue.errors import LocalFailure, Problem, panel_bug
from gui.core.foundation.own_program import PACKAGES, START_FOLDER, self_check_command
from gui.core.foundation.text_cleaning import one_named
from gui.core.foundation.window_libraries import missing_libraries

if TYPE_CHECKING:
    from gui.core.connection.preflight import Finding
    from gui.core.profiles.profiles import Profile

WINDOW_LIMIT_S: Final = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One check; ``problem`` is None where the panel can work, ``amber`` where only a part of it can't."""

    check: str
    detail: str
    problem: Problem | None = None
    amber: bool = False


def looked(name: str, look: Callable[[], Found]) -> Found:
    """What a check found; a bug in one is told, and the others go on."""
    try:
        return look()
    except Exception as bug:
        output.print_bug()
        return Found(name, "", panel_bug(bug, may_have_left=False))


def computer(context: Context) -> Iterator[Found]:
    """Keychain, notifications, window libraries, versions."""
    yield looked("keychain", partial(_keychain, context))
    if sys.platform not in ("win32", "darwin"):
        # There the system itself shows them.
        yield looked("notifications", partial(_notifications, context))
    yield looked("window", partial(_window, context))
    yield looked("versions", lambda: Found("versions", ", ".join(_versions())))


def _keychain(context: Context) -> Found:
    from gui.core.security.keychain import kind_of_keychain

    try:
        return Found("keychain", asyncio.run(kind_of_keychain()))
    except Problem as problem:
        if problem.word is LocalFailure.CREDENTIAL:
            return Found("keychain", context.text("cli.doctor.no_keychain"), amber=True)
        return Found("keychain", "", problem)


def _notifications(context: Context) -> Found:
    from gui.core.desktop.notification import NoNotifications
    from gui.core.desktop.notification_services import name_of_service

    try:
        return Found("notifications", asyncio.run(name_of_service()))
    except NoNotifications as none:
        return Found("notifications", context.text(f"notifications.{none.lacking}"), amber=True)


def _window(context: Context) -> Found:
    try:
        ran = subprocess.run(
            self_check_command("window"),
            cwd=START_FOLDER,
            env=_offscreen(),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=WINDOW_LIMIT_S,
            check=False,
        )
        said = (ran.stderr.strip().splitlines() or [f"status {ran.returncode}"])[-1]
        reason = "" if ran.returncode == 0 else said
    except (OSError, subprocess.SubprocessError) as err:
        reason = type(err).__name__
    # A screen asks for more libraries than the check itself, which goes without one.
    screen = bool(os.environ.get("DISPLAY"))
    if reason or screen:
        reason = missing_libraries(reason, context.messages, screen=screen) or reason
    if not reason:
        return Found("window", f"PySide6 {_version('PySide6-Essentials')}")
    return Found("window", context.text("cli.doctor.no_window", reason=reason), amber=True)


def _offscreen() -> dict[str, str]:
    from gui.core.profiles.child_environment import child_environment

    return {**child_environment(), "QT_QPA_PLATFORM": "offscreen"}


def _versions() -> Iterator[str]:
    import platform
    import ssl

    for name in PACKAGES:
        yield f"{name} {_version(name)}"
    yield f"Python {platform.python_version()}"
    yield ssl.OPENSSL_VERSION
    yield platform.platform()


def _version(name: str) -> str:
    # Not at the file's top: each command imports this file, and the window's first paint waits for it.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


async def ways_out(context: Context, folder: Path) -> AsyncIterator[tuple["Profile", "Finding"]]:
    """The preflight of each real profile, or of the one that ``--profile`` names."""
    from gui.core.connection.connections import Connections
    from gui.core.connection.preflight import preflight
    from gui.core.profiles.profiles import PRACTICE, Profiles

    profiles = Profiles(folder)
    profiles.load()
    asked = context.profile and one_named(context.profile, [profile.name for profile in profiles.all()])
    connections = Connections(profiles, folder)
    try:
        for profile in profiles.all():
            if profile != PRACTICE and (context.profile is None or profile.name == asked):
                async for finding in preflight(profile, connections):
                    yield profile, finding
    finally:
        await connections.close()
