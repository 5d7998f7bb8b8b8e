"""The operating system's keychain: the only place that keeps a secret, the only module that uses keyring."""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Final, TypeVar

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem

SERVICE: Final = "recording-panel"
TIME_LIMIT_S: Final = 20.0
"""A keychain that asks its owner for a password takes time; one that hangs must not hang the panel."""

PASSPHRASE: Final = "passphrase"
"""Beside the kinds of credentials: what opens a private key."""
_TEAM_PASSWORD: Final = "team_password"
"""Of a desk in its team's database; its entries are named by role and place, not by a profile."""

if sys.platform != "darwin":
    # keyring looks for macOS's libraries on every system: Python starts ldconfig and a compiler to find them.
    sys.modules.setdefault("keyring.backends.macOS.api", None)  # type: ignore[arg-type]  # None bars an import

log = logging.getLogger(__name__)

T = TypeVar("T")


class CredentialKind(StrEnum):
    """What a stored secret is."""

    USERSIG = "usersig"
    SECRET_KEY = "secret_key"


async def store(profile: str, kind: CredentialKind, secret: str) -> None:
    """Keep a profile's secret, in place of any earlier one.

    :raises Problem: ``credential`` where there is no keychain; ``keychain``, ``keychain_locked`` or
        ``keychain_slow`` where it can't be asked.
    """

    def work() -> None:
        # The new one first: a keychain that fails here still has the old one.
        _keep(_entry(profile, kind), secret)
        for other in CredentialKind:
            if other is not kind:
                _delete(_entry(profile, other))

    await _in_time(work)


async def load(profile: str) -> tuple[CredentialKind, str] | None:
    """The profile's secret, or None where none was kept.

    :raises Problem: ``credential`` where there is no keychain; ``keychain``, ``keychain_locked`` or
        ``keychain_slow`` where it can't be asked.
    """

    def work() -> tuple[CredentialKind, str] | None:
        for kind in CredentialKind:
            if secret := _kept(_entry(profile, kind)):
                return kind, secret
        return None

    return await _in_time(work)


async def names_of_kept(profile: str) -> tuple[str, ...]:
    """What is kept for a profile, or for an earlier one of its name: kinds of secrets, no secret.

    :raises Problem: as :func:`load`.
    """

    def work() -> tuple[str, ...]:
        return tuple(str(kind) for kind in (*CredentialKind, PASSPHRASE) if _kept(_entry(profile, kind)))

    return await _in_time(work)


async def forget(profile: str) -> None:
    """Remove the profile's secrets; does no harm where there is none.

    :raises Problem: ``credential`` where there is no keychain; ``keychain``, ``keychain_locked`` or
        ``keychain_slow`` where it can't be asked.
    """

    def work() -> None:
        for kind in (*CredentialKind, PASSPHRASE):
            _delete(_entry(profile, kind))

    await _in_time(work)


async def store_passphrase(profile: str, passphrase: str) -> None:
    """Keep what opens the profile's private key.

    :raises Problem: as :func:`store`.
    """

    def work() -> None:
        _keep(_entry(profile, PASSPHRASE), passphrase)

    await _in_time(work)


async def load_passphrase(profile: str) -> str | None:
    """What opens the profile's private key, or None where none was kept.

    :raises Problem: as :func:`load`.
    """

    def work() -> str | None:
        return _kept(_entry(profile, PASSPHRASE))

    return await _in_time(work)


async def store_team_password(desk: str, password: str) -> None:
    """Keep a desk's password for its team's database.

    :raises Problem: as :func:`store`.
    """

    def work() -> None:
        _keep(_entry(desk, _TEAM_PASSWORD), password)

    await _in_time(work)


async def load_team_password(desk: str) -> str | None:
    """A desk's password for its team's database, or None where none was kept.

    :raises Problem: as :func:`load`.
    """

    def work() -> str | None:
        return _kept(_entry(desk, _TEAM_PASSWORD))

    return await _in_time(work)


async def forget_team_password(desk: str) -> None:
    """Remove it; does no harm where there is none.

    :raises Problem: as :func:`forget`.
    """

    def work() -> None:
        _delete(_entry(desk, _TEAM_PASSWORD))

    await _in_time(work)


async def is_there() -> bool:
    """Whether this computer has a keychain at all; reads nothing, so that it opens no window."""

    def work() -> bool:
        import keyring
        from keyring.backends import fail, null

        return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)

    try:
        return await _in_time(work)
    except Problem as problem:
        # One that is broken or slow is there.
        return problem.word is not LocalFailure.CREDENTIAL


async def kind_of_keychain() -> str:
    """The name of the keychain that is in use; asks it for nothing that is kept.

    :raises Problem: as :func:`load`.
    """

    def work() -> str:
        import keyring

        _refuse_none()
        # An entry that is never made: it has to be answered all the same.
        keyring.get_password(SERVICE, "doctor")
        return str(getattr(keyring.get_keyring(), "name", "")) or "keychain"

    return await _in_time(work)


class NotAsPromised(Exception):  # noqa: N818 - it names what was found
    """A keychain that gives something else than text, or keeps nothing: its back end is at fault."""


def _keep(entry: str, secret: str) -> None:
    """:raises NotAsPromised: where the keychain took it, and has not got it."""
    import keyring

    keyring.set_password(SERVICE, entry, secret)
    if _kept(entry) != secret:
        _refuse_none()
        raise NotAsPromised


def _refuse_none() -> None:
    """:raises NoKeyringError: for the back end that stands for *no keychain*, and says so to nobody."""
    import keyring
    from keyring.backends import null
    from keyring.errors import NoKeyringError

    if isinstance(keyring.get_keyring(), null.Keyring):
        raise NoKeyringError


def _kept(entry: str) -> str | None:
    """What is kept; back ends are anybody's, so only text that can be sent and stored counts as that.

    :raises NotAsPromised: for anything else.
    """
    import keyring

    found: object = keyring.get_password(SERVICE, entry)
    if found is None:
        return None
    if not isinstance(found, str):
        raise NotAsPromised
    text = str.__str__(found)
    try:
        text.encode()
    except UnicodeEncodeError:
        # Without the exception: its text holds the secret.
        raise NotAsPromised from None
    return text or None


def _entry(profile: str, kind: str) -> str:
    return f"{profile}/{kind}"


def _delete(entry: str) -> None:
    import keyring
    from keyring.errors import PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, entry)
    except PasswordDeleteError:
        # It was not there: what was wanted.
        return


async def _in_time(work: Callable[[], T]) -> T:
    """Run on a thread that may be left behind: a hanging keychain must not hold up the panel's end."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, err: Exception | None) -> None:
        if done.done():
            return
        if err is not None:
            done.set_exception(err)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None only where T is None

    def run() -> None:
        result: T | None = None
        failed: Exception | None = None
        try:
            result = work()
        except BaseException as err:  # keyring's back ends raise whatever they like
            failed = _unavailable(err)
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, failed)

    threading.Thread(target=run, name="keychain", daemon=True).start()
    try:
        async with asyncio.timeout(TIME_LIMIT_S):
            return await done
    except TimeoutError as err:
        raise _unavailable(err) from err


def _unavailable(err: BaseException) -> Problem:
    """The kind of error only: its text might hold what it was asked to keep."""
    detail = Detail("keychain.error", {"kind": type(err).__name__})
    word = _word(err)
    log.info("the keychain can't be used: %s, %s", word.value, type(err).__name__)
    if isinstance(err, NotAsPromised):
        detail = Detail("keychain.other_text")
    return Problem(Delivery.NEVER_SENT, word=word, detail=detail)


def _word(err: BaseException) -> LocalFailure:
    if isinstance(err, TimeoutError):
        return LocalFailure.KEYCHAIN_SLOW
    try:
        from keyring.errors import KeyringLocked, NoKeyringError
    except ImportError:
        return LocalFailure.CREDENTIAL
    if isinstance(err, KeyringLocked):
        return LocalFailure.KEYCHAIN_LOCKED
    # Where there is no keychain at all, nothing was ever kept in it.
    return LocalFailure.CREDENTIAL if isinstance(err, NoKeyringError) else LocalFailure.KEYCHAIN
