"""Saving, removing and trying out a profile together with its credential."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from gui.core import keychain
from gui.core.connections import Connections
from gui.core.credentials import Credential
from gui.core.errors import Problem
from gui.core.preflight import Finding, preflight
from gui.core.profiles import Profile, Profiles
from gui.core.services import Services


async def save_profile(
    services: Services, profile: Profile, credential: Credential | None, *, keep: bool
) -> Problem | None:
    """Save a profile, and its credential in the keychain or for this session only.

    :param credential: None leaves the profile's credential as it is.
    :return: why the keychain did not keep the credential; it is then used for this session.
    :raises Problem: ``profile`` where the profile itself can't be saved.
    """
    await asyncio.to_thread(services.profiles.add, profile)
    if credential is None:
        return None
    services.connections.credentials.remember(profile.name, credential)
    if not keep:
        return None
    try:
        await keychain.store(profile.name, credential.kind, credential.secret)
    except Problem as problem:
        return problem
    return None


async def remove_profile(services: Services, name: str) -> Problem | None:
    """Remove a profile and what the keychain has of it.

    :return: why the keychain could not be asked to forget it.
    :raises Problem: ``profile`` where the profile can't be removed.
    """
    await asyncio.to_thread(services.profiles.remove, name)
    services.connections.credentials.forget(name)
    try:
        await keychain.forget(name)
    except Problem as problem:
        return problem
    return None


async def try_out(profile: Profile, credential: Credential | None, data_dir: Path) -> AsyncIterator[Finding]:
    """Check a profile that may not have been saved yet."""
    connections = Connections(Profiles.only(profile), data_dir)
    if credential is not None:
        connections.credentials.remember(profile.name, credential)
    try:
        async for finding in preflight(profile, connections):
            yield finding
    finally:
        await connections.close()
