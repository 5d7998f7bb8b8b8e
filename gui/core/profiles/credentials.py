"""Which usersig a request carries: from the environment, this session's memory or the keychain."""

import asyncio
import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.profiles.profiles import Environment, Profile
from gui.core.security import keychain, usersig
from gui.core.security.keychain import CredentialKind
from gui.core.security.pasted_secret import read_secret_key, read_usersig
from gui.core.security.redaction import register, registered

USER_SIG_VARIABLE: Final = "RECORDING_PANEL_USER_SIG"
SECRET_KEY_VARIABLE: Final = "RECORDING_PANEL_SECRET_KEY"
PASSPHRASE_VARIABLE: Final = "RECORDING_PANEL_KEY_PASSPHRASE"
TEAM_PASSWORD_VARIABLE: Final = "RECORDING_PANEL_TEAM_PASSWORD"
"""Of this desk, in its team's database."""
SECRETS_OF_ENVIRONMENT: Final = (
    USER_SIG_VARIABLE,
    SECRET_KEY_VARIABLE,
    PASSPHRASE_VARIABLE,
    TEAM_PASSWORD_VARIABLE,
)
_RENEW_AFTER_S: Final = 3600.0
KEYCHAIN_PATIENCE_S: Final = 2.0
"""How long a keychain may take where its secrets are only looked out for."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A secret and what it is. Its text stays out of every representation."""

    kind: CredentialKind
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        register(self.secret)


def from_environment() -> Credential | None:
    """The credential of the environment, cleaned as a pasted one; the usersig outranks the key.

    An empty variable counts as unset.
    A file of variables gives what stands in it: quotation marks and hidden characters, too.
    """
    if given := os.environ.get(USER_SIG_VARIABLE, "").strip():
        return _cleaned(CredentialKind.USERSIG, given)
    if given := os.environ.get(SECRET_KEY_VARIABLE, "").strip():
        return _cleaned(CredentialKind.SECRET_KEY, given)
    return None


def _cleaned(kind: CredentialKind, given: str) -> Credential:
    # As it was given, too: it must not stand anywhere either.
    register(given)
    return Credential(kind, _secret_in(kind, given))


@lru_cache(maxsize=8)
def _secret_in(kind: CredentialKind, given: str) -> str:
    """Each request asks for it, and reading a usersig takes as long as half of a request."""
    return read_usersig(given).text if kind is CredentialKind.USERSIG else read_secret_key(given)[0]


def passphrase_of_environment() -> bool:
    """Whether the environment gives a passphrase; it outranks any other."""
    return bool(os.environ.get(PASSPHRASE_VARIABLE))


async def known_secrets(profiles: Iterable[Profile]) -> frozenset[str]:
    """Every secret there is, to look out for: this process's, the environment's, and the keychain's.

    A keychain that is missing, locked or slow is left out: what it keeps has not been read here.
    """
    found = {os.environ.get(name, "").strip() for name in SECRETS_OF_ENVIRONMENT}
    with contextlib.suppress(TimeoutError, Problem):
        async with asyncio.timeout(KEYCHAIN_PATIENCE_S):
            for profile in profiles:
                kept = await keychain.load(profile.name)
                found |= set() if kept is None else {kept[1]}
                found |= {await keychain.load_passphrase(profile.name) or ""}
    return frozenset(found | registered()) - {""}


class Credentials:
    """Finds and keeps the credential of each profile for the life of the process."""

    def __init__(self) -> None:
        self._known: dict[str, Credential] = {}
        self._passphrases: dict[str, str] = {}
        self._made: dict[tuple[str, int, str], tuple[float, str]] = {}

    def remember(self, profile: str, credential: Credential) -> None:
        """Use a credential for this session only."""
        self._known[profile] = credential

    def remember_passphrase(self, profile: str, passphrase: str) -> None:
        """Open the profile's private key with it, for this session only."""
        register(passphrase)
        self._passphrases[profile] = passphrase

    def take_over(self, other: "Credentials", profile: str) -> None:
        """Use what another one remembers of a profile, too."""
        if (known := other._known.get(profile)) is not None:
            self._known[profile] = known
        if (passphrase := other._passphrases.get(profile)) is not None:
            self._passphrases[profile] = passphrase

    def forget(self, profile: str) -> None:
        """Ask the keychain anew next time."""
        self._known.pop(profile, None)
        self._passphrases.pop(profile, None)

    async def passphrase(self, profile: str) -> str | None:
        """What opens the profile's private key: of the environment, this session or the keychain.

        :raises Problem: ``keychain`` and its kin where the keychain can't be asked.
        """
        if given := os.environ.get(PASSPHRASE_VARIABLE):
            register(given)
            return given
        if profile not in self._passphrases:
            try:
                kept = await keychain.load_passphrase(profile)
            except Problem as problem:
                if problem.word is not LocalFailure.CREDENTIAL:
                    raise
                kept = None
            if kept is None:
                return None
            self.remember_passphrase(profile, kept)
        return self._passphrases[profile]

    async def find(self, profile: Profile) -> Credential:
        """The profile's credential.

        :raises Problem: ``credential``, never sent, where there is none or the keychain can't be asked.
        """
        if (given := from_environment()) is not None:
            return given
        if profile.name not in self._known:
            kept = await keychain.load(profile.name)
            if kept is None:
                raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CREDENTIAL)
            self._known[profile.name] = _cleaned(*kept)
        return self._known[profile.name]

    async def usersig(self, profile: Profile) -> str:
        """The usersig for the next request; a made one is renewed each hour, long before it ends.

        :raises Problem: ``credential``, as :meth:`find`.
        """
        if profile.environment is Environment.PRACTICE:
            return "practice"
        credential = await self.find(profile)
        if credential.kind is CredentialKind.USERSIG:
            return credential.secret
        # By what it is made from: a profile may be changed while the panel runs.
        ingredients = (profile.identifier, profile.sdk_app_id, credential.secret)
        made_at, made = self._made.get(ingredients, (0.0, ""))
        if not made or time.time() - made_at > _RENEW_AFTER_S or time.time() < made_at:
            made_at = time.time()
            made = usersig.make(
                secret_key=credential.secret,
                identifier=profile.identifier,
                sdk_app_id=profile.sdk_app_id,
                now=made_at,
            )
            register(made)
            self._made[ingredients] = (made_at, made)
        return made
