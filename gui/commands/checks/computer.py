"""What ``doctor`` checks besides the data folder: keychain, notifications, versions, ways out."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands.checks.found import Found, looked
from gui.commands.checks.program import program_and_window, version_of
from gui.commands.context import Context
from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.own_program import PACKAGES
from gui.core.foundation.text_cleaning import one_named

if TYPE_CHECKING:
    from gui.core.connection.preflight import Finding
    from gui.core.profiles.profiles import Profile


def computer(context: Context) -> Iterator[Found]:
    """Keychain, notifications, program, window, versions."""
    yield looked("keychain", partial(_keychain, context))
    if sys.platform not in ("win32", "darwin"):
        # There the system itself shows them.
        yield looked("notifications", partial(_notifications, context))
    yield from program_and_window(context)
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


def _versions() -> Iterator[str]:
    import platform
    import ssl

    for name in PACKAGES:
        yield f"{name} {version_of(name)}"
    yield f"Python {platform.python_version()}"
    yield ssl.OPENSSL_VERSION
    yield platform.platform()


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
