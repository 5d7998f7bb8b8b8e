"""The operating system's keychain: the only place that keeps a secret, the only module that uses keyring."""

import asyncio
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Final, TypeVar

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem

SERVICE: Final = "recording-panel"
TIME_LIMIT_S: Final = 20.0
"""A keychain that asks its owner for a password takes time; one that hangs must not hang the panel."""

_PASSPHRASE: Final = "passphrase"

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
        import keyring

        # The new one first: a keychain that fails here still has the old one.
        keyring.set_password(SERVICE, _entry(profile, kind), secret)
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
        import keyring

        for kind in CredentialKind:
            secret = keyring.get_password(SERVICE, _entry(profile, kind))
            if secret:
                return kind, secret
        return None

    return await _in_time(work)


async def forget(profile: str) -> None:
    """Remove the profile's secrets; does no harm where there is none.

    :raises Problem: ``credential`` where there is no keychain; ``keychain``, ``keychain_locked`` or
        ``keychain_slow`` where it can't be asked.
    """

    def work() -> None:
        for kind in (*CredentialKind, _PASSPHRASE):
            _delete(_entry(profile, kind))

    await _in_time(work)


async def store_passphrase(profile: str, passphrase: str) -> None:
    """Keep what opens the profile's private key.

    :raises Problem: as :func:`store`.
    """

    def work() -> None:
        import keyring

        keyring.set_password(SERVICE, _entry(profile, _PASSPHRASE), passphrase)

    await _in_time(work)


async def load_passphrase(profile: str) -> str | None:
    """What opens the profile's private key, or None where none was kept.

    :raises Problem: as :func:`load`.
    """

    def work() -> str | None:
        import keyring

        return keyring.get_password(SERVICE, _entry(profile, _PASSPHRASE)) or None

    return await _in_time(work)


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

        # An entry that is never made: it has to be answered all the same.
        keyring.get_password(SERVICE, "doctor")
        return str(getattr(keyring.get_keyring(), "name", "")) or "keychain"

    return await _in_time(work)


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
        except Exception as err:  # keyring's back ends raise whatever they like
            failed = _unavailable(err)
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, failed)

    threading.Thread(target=run, name="keychain", daemon=True).start()
    try:
        async with asyncio.timeout(TIME_LIMIT_S):
            return await done
    except TimeoutError as err:
        raise _unavailable(err) from err


def _unavailable(err: Exception) -> Problem:
    """The kind of error only: its text might hold what it was asked to keep."""
    message = f"keychain: {type(err).__name__}"
    return Problem(Delivery.NEVER_SENT, word=_word(err), message=message)


def _word(err: Exception) -> LocalFailure:
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
