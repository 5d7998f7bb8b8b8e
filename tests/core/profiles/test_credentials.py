"""Where a request's usersig comes from: the environment, this session, the keychain, in that order."""

import asyncio
import sys
import threading
import time
from types import ModuleType

import pytest
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.profiles.credentials import (
    PASSPHRASE_VARIABLE,
    SECRET_KEY_VARIABLE,
    USER_SIG_VARIABLE,
    Credential,
    Credentials,
    from_environment,
)
from gui.core.profiles.profiles import PRACTICE, Profile, new_profile
from gui.core.security import keychain, usersig
from gui.core.security.keychain import CredentialKind
from tests.support.core import usersig_checker
from tests.support.core.told import english

CANARY = "CANARY-secret-0123456789"


class FakeKeyring(ModuleType):
    """The operating system's keychain, in memory; it may fail or hang instead."""

    def __init__(self) -> None:
        super().__init__("keyring")
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None
        self.free = threading.Event()
        self.free.set()
        self.asked = 0

    def _begin(self) -> None:
        self.asked += 1
        self.free.wait(10)
        if self.trouble is not None:
            raise self.trouble

    def get_password(self, service: str, name: str) -> str | None:
        self._begin()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        self._begin()
        self.kept[service, name] = secret

    def delete_password(self, service: str, name: str) -> None:
        self._begin()
        if self.kept.pop((service, name), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    fake = FakeKeyring()
    monkeypatch.setitem(sys.modules, "keyring", fake)
    return fake


def profile(**other: object) -> Profile:
    values = {
        "name": "Main",
        "url": "https://relay.example",
        "sdk_app_id": "1400000001",
        "identifier": "admin",
    }
    return new_profile({**values, **other})


async def test_a_usersig_of_the_environment_outranks_everything(
    monkeypatch: pytest.MonkeyPatch, chain: FakeKeyring
) -> None:
    monkeypatch.setenv(USER_SIG_VARIABLE, " from-environment \n")
    monkeypatch.setenv(SECRET_KEY_VARIABLE, "key")
    credentials = Credentials()
    credentials.remember("Main", Credential(CredentialKind.USERSIG, "remembered"))
    assert await credentials.usersig(profile()) == "from-environment"
    assert chain.asked == 0


async def test_an_empty_variable_is_unset_and_the_key_comes_next(
    monkeypatch: pytest.MonkeyPatch, chain: FakeKeyring
) -> None:
    monkeypatch.setenv(USER_SIG_VARIABLE, " ")
    monkeypatch.setenv(SECRET_KEY_VARIABLE, CANARY)
    made = await Credentials().usersig(profile())
    decoded = usersig.decode(made)
    assert (decoded.identifier, decoded.sdk_app_id) == ("admin", 1400000001)
    assert decoded.expires_at - time.time() > 24 * 3600
    assert chain.asked == 0


async def test_a_key_of_bytes_that_are_no_text_is_taken(
    monkeypatch: pytest.MonkeyPatch, chain: FakeKeyring
) -> None:
    monkeypatch.setenv(SECRET_KEY_VARIABLE, b"k\xff12345".decode("utf-8", "surrogateescape"))
    assert usersig.decode(await Credentials().usersig(profile())).identifier == "admin"
    assert chain.asked == 0


async def test_the_keychain_is_asked_once_and_what_is_remembered_outranks_it(chain: FakeKeyring) -> None:
    await keychain.store("Main", CredentialKind.USERSIG, "kept")
    credentials = Credentials()
    asked = chain.asked
    assert [await credentials.usersig(profile()) for _ in range(3)] == ["kept"] * 3
    assert chain.asked == asked + 1
    credentials.remember("Main", Credential(CredentialKind.USERSIG, "pasted"))
    assert await credentials.usersig(profile()) == "pasted"
    credentials.forget("Main")
    assert await credentials.usersig(profile()) == "kept"


async def test_a_profile_keeps_one_secret_and_forgets_it(chain: FakeKeyring) -> None:
    await keychain.store("Main", CredentialKind.SECRET_KEY, "key")
    await keychain.store("Main", CredentialKind.USERSIG, "sig")
    assert await keychain.load("Main") == (CredentialKind.USERSIG, "sig")
    assert len(chain.kept) == 1
    await keychain.forget("Main")
    await keychain.forget("Main")
    assert await keychain.load("Main") is None


async def test_no_credential_at_all_is_never_sent(chain: FakeKeyring) -> None:
    with pytest.raises(Problem) as caught:
        await Credentials().usersig(profile())
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.CREDENTIAL)
    assert chain.asked


async def test_a_keychain_that_fails_is_told_by_its_kind_only(chain: FakeKeyring) -> None:
    chain.trouble = RuntimeError(f"could not keep {CANARY}")
    for work in (
        keychain.load("Main"),
        keychain.store("Main", CredentialKind.USERSIG, CANARY),
        keychain.forget("Main"),
    ):
        with pytest.raises(Problem) as caught:
            await work
        assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.KEYCHAIN)
        assert CANARY not in f"{caught.value} {english(caught.value)}"
        assert english(caught.value) == "keychain: RuntimeError"


@pytest.mark.parametrize(
    ("trouble", "word"),
    [
        (KeyringLocked(CANARY), LocalFailure.KEYCHAIN_LOCKED),
        (NoKeyringError(CANARY), LocalFailure.CREDENTIAL),
        (OSError(CANARY), LocalFailure.KEYCHAIN),
    ],
)
async def test_a_keychain_that_is_locked_or_missing_or_broken_is_told_apart(
    chain: FakeKeyring, trouble: Exception, word: LocalFailure
) -> None:
    chain.trouble = trouble
    with pytest.raises(Problem) as caught:
        await Credentials().usersig(profile())
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, word)
    assert CANARY not in f"{caught.value} {english(caught.value)}"


async def test_a_passphrase_comes_from_the_environment_this_session_or_the_keychain(
    chain: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = Credentials()
    assert await credentials.passphrase("Main") is None
    await keychain.store_passphrase("Main", " kept ")
    assert await credentials.passphrase("Main") == " kept "
    await keychain.store("Main", CredentialKind.USERSIG, "sig")
    assert await keychain.load_passphrase("Main") == " kept "
    credentials.remember_passphrase("Main", "typed")
    assert await credentials.passphrase("Main") == "typed"
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "given")
    assert await credentials.passphrase("Main") == "given"
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    await keychain.forget("Main")
    credentials.forget("Main")
    assert await credentials.passphrase("Main") is None
    assert chain.kept == {}


async def test_without_a_keychain_there_is_no_passphrase_and_a_locked_one_is_told(chain: FakeKeyring) -> None:
    chain.trouble = NoKeyringError()
    assert await Credentials().passphrase("Main") is None
    chain.trouble = KeyringLocked()
    with pytest.raises(Problem) as caught:
        await Credentials().passphrase("Main")
    assert caught.value.word is LocalFailure.KEYCHAIN_LOCKED


async def test_a_keychain_that_hangs_is_given_up_without_holding_up_the_panel(
    chain: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keychain, "TIME_LIMIT_S", 0.1)
    chain.free.clear()
    with pytest.raises(Problem) as caught:
        await Credentials().usersig(profile())
    assert caught.value.word is LocalFailure.KEYCHAIN_SLOW
    waiting = [thread for thread in threading.enumerate() if thread.name == "keychain"]
    assert [thread.daemon for thread in waiting] == [True]
    # Its late answer does no harm.
    chain.free.set()
    await asyncio.to_thread(waiting[0].join)
    await asyncio.sleep(0)


async def test_a_made_usersig_is_used_again_and_made_anew_for_a_changed_profile(chain: FakeKeyring) -> None:
    credentials = Credentials()
    credentials.remember("Main", Credential(CredentialKind.SECRET_KEY, "key-0123456"))
    first = await credentials.usersig(profile())
    assert await credentials.usersig(profile()) == first
    other = await credentials.usersig(profile(identifier="other", sdk_app_id=7))
    assert (usersig.decode(other).identifier, usersig.decode(other).sdk_app_id) == ("other", 7)
    credentials.remember("Main", Credential(CredentialKind.SECRET_KEY, "key-9876543"))
    assert await credentials.usersig(profile()) != first
    assert chain.asked == 0


async def test_a_made_usersig_is_renewed_after_an_hour_and_when_the_clock_was_set_back(
    chain: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = Credentials()
    credentials.remember("Main", Credential(CredentialKind.SECRET_KEY, "key-0123456"))
    now = time.time()
    ends = []
    for at in (now, now + 3500, now + 3700, now - 90_000):
        monkeypatch.setattr(time, "time", lambda at=at: at)
        ends.append(usersig.decode(await credentials.usersig(profile())).expires_at)
    assert ends[0] == ends[1]
    assert ends[2] - ends[0] == pytest.approx(3700, abs=1)
    assert ends[3] - ends[0] == pytest.approx(-90_000, abs=1)
    assert chain.asked == 0


async def test_a_made_usersig_is_good_for_days_at_every_moment_and_is_never_used_up(
    chain: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A month of work, asked every 20 minutes, with nights in which the computer sleeps."""
    credentials = Credentials()
    credentials.remember("Main", Credential(CredentialKind.SECRET_KEY, "key-0123456"))
    account = usersig_checker.Account(b"key-0123456", "admin", 1400000001)
    began, made = time.time(), set()
    for tick in range(30 * 72):
        now = began + tick * 1200
        if tick % 72 > 36:
            continue
        monkeypatch.setattr(time, "time", lambda now=now: now)
        text = await credentials.usersig(profile())
        # By a service whose clock is four minutes slow, at once; and six days later, by its own.
        for at in (now - usersig.BACKDATE_S + 1, now + 6 * 86_400):
            usersig_checker.check(text, account, now=at)
        made.add(text)
    assert 30 < len(made) < 30 * 24
    assert chain.asked == 0


async def test_practice_needs_no_credential(monkeypatch: pytest.MonkeyPatch, chain: FakeKeyring) -> None:
    monkeypatch.setenv(USER_SIG_VARIABLE, CANARY)
    assert await Credentials().usersig(PRACTICE) == "practice"
    assert chain.asked == 0


def test_a_credential_does_not_show_its_secret() -> None:
    assert CANARY not in repr(Credential(CredentialKind.SECRET_KEY, CANARY))


KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"


@pytest.mark.parametrize("given", [f'"{KEY}"', f"'{KEY}'", f"\ufeff{KEY}\u200b", f" {KEY}\r\n", f"“{KEY}”"])
def test_a_key_of_a_file_of_variables_is_cleaned_as_a_pasted_one(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv(SECRET_KEY_VARIABLE, given)
    found = from_environment()
    assert found is not None
    assert (found.kind, found.secret) == (CredentialKind.SECRET_KEY, KEY)


def test_a_usersig_of_the_environment_is_sent_as_the_service_wants_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = usersig.make(secret_key=KEY, identifier="administrator", sdk_app_id=7, now=1_700_000_000)
    monkeypatch.setenv(USER_SIG_VARIABLE, f'"{made.translate(str.maketrans("*-_", "+/="))}"')
    found = from_environment()
    assert found is not None
    assert found.secret == made


def test_what_cannot_be_decoded_is_sent_as_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER_SIG_VARIABLE, "+/=not-a-usersig")
    found = from_environment()
    assert found is not None
    assert found.secret == "+/=not-a-usersig"


async def test_a_usersig_that_the_keychain_has_in_plain_base64_is_sent_as_the_service_wants_it(
    chain: FakeKeyring,
) -> None:
    made = usersig.make(secret_key=KEY, identifier="a", sdk_app_id=7, now=1_700_000_000)
    kept = Credentials()
    await keychain.store("Main", CredentialKind.USERSIG, made.translate(str.maketrans("*-_", "+/=")))
    assert await kept.usersig(profile()) == made
    assert chain.asked
