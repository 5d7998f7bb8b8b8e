"""Saving, removing and trying out a profile together with its secrets."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path

from gui.core.catalogue.errors import Problem
from gui.core.connection.certificate_check import CertificateFiles, never_usable
from gui.core.connection.connections import Connections
from gui.core.connection.preflight import Finding, preflight
from gui.core.profiles.credentials import Credential, Credentials
from gui.core.profiles.profiles import InvalidProfile, Profile, ProfileComplaint, Profiles
from gui.core.security import keychain


@dataclass(frozen=True, slots=True)
class GivenSecrets:
    """What was entered beside a profile. No secret is in any representation.

    :param credential: None leaves the profile's credential as it is.
    :param passphrase: empty leaves what opens the private key as it is.
    :param keep: the credential goes into the keychain; else it is for this session only.
    :param keep_passphrase: the same of the passphrase.
    """

    credential: Credential | None = None
    passphrase: str = field(default="", repr=False)
    keep: bool = True
    keep_passphrase: bool = True


async def save_profile(
    profiles: Profiles, connections: Connections, profile: Profile, given: GivenSecrets
) -> Problem | None:
    """Save a profile, and its secrets in the keychain or for this session only.

    :return: why the keychain did not keep a secret; it is then used for this session.
    :raises InvalidProfile: where its certificate files can't be used, or the passphrase does not open the
        key; nothing was saved then.
    :raises Problem: ``profile`` where the profile itself can't be saved.
    """
    await asyncio.to_thread(_look_closely, profile, given.passphrase)
    await asyncio.to_thread(profiles.add, profile)
    credentials = connections.credentials
    if given.credential is not None:
        credentials.remember(profile.name, given.credential)
    if given.passphrase:
        credentials.remember_passphrase(profile.name, given.passphrase)
    connections.renew(profile.name)
    try:
        if given.credential is not None and given.keep:
            await keychain.store(profile.name, given.credential.kind, given.credential.secret)
        if given.passphrase and given.keep_passphrase:
            await keychain.store_passphrase(profile.name, given.passphrase)
    except Problem as problem:
        return problem
    return None


def _look_closely(profile: Profile, passphrase: str) -> None:
    files = CertificateFiles(profile.ca_file, profile.client_cert, profile.client_key, passphrase)
    complaints = [
        ProfileComplaint(where, str(problem.word), {"detail": problem.message}, problem.detail)
        for where, problem in never_usable(files).items()
    ]
    if complaints:
        raise InvalidProfile(complaints)


async def remove_profile(profiles: Profiles, connections: Connections, name: str) -> Problem | None:
    """Remove a profile and what the keychain has of it.

    :return: why the keychain could not be asked to forget it.
    :raises Problem: ``profile`` where the profile can't be removed.
    """
    await asyncio.to_thread(profiles.remove, name)
    connections.credentials.forget(name)
    try:
        await keychain.forget(name)
    except Problem as problem:
        return problem
    return None


async def try_out(
    profile: Profile, given: GivenSecrets, in_use: Credentials, data_dir: Path
) -> AsyncGenerator[Finding]:
    """Check a profile that may not have been saved yet, with what was entered beside it.

    What was left as it is comes from this session (``in_use``), the environment or the keychain.
    """
    connections = Connections(Profiles.only(profile), data_dir)
    connections.credentials.take_over(in_use, profile.name)
    if given.credential is not None:
        connections.credentials.remember(profile.name, given.credential)
    if given.passphrase:
        connections.credentials.remember_passphrase(profile.name, given.passphrase)
    try:
        async for finding in preflight(profile, connections):
            yield finding
    finally:
        await connections.close()
