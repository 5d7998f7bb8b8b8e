"""Keychains that are not what they promise: told as one that does not work, never sent, never a bug."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import null

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.profiles.credentials import (
    PASSPHRASE_VARIABLE,
    SECRETS_OF_ENVIRONMENT,
    Credentials,
    known_secrets,
)
from gui.core.profiles.profiles import new_profile
from gui.core.security import keychain
from gui.core.security.keychain import CredentialKind
from tests.support.core.told import english

MAIN = new_profile(
    {"name": "Main", "url": "https://relay.example", "sdk_app_id": 7, "identifier": "admin"},
    look_for_files=False,
)


class _Text(str):
    """Text of a class of its own, as some back ends give it."""

    def encode(self, *_arguments: object, **_others: object) -> bytes:
        raise RuntimeError("not to be asked")


class _NeverTrue:
    def __bool__(self) -> bool:
        raise RuntimeError("a bug of the back end")


class _Gives(KeyringBackend):
    """Gives the same for everything, whatever it was given."""

    priority = 1

    def __init__(self, what: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring gives it no types
        self._what = what

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002 - keyring's own
        if isinstance(self._what, BaseException):
            raise self._what
        return self._what  # type: ignore[return-value]  # that is what is odd about it

    def set_password(self, *_what: str) -> None:
        return

    def delete_password(self, *_what: str) -> None:
        return


@pytest.fixture(autouse=True)
def before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in SECRETS_OF_ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    found = keyring.get_keyring()
    yield
    keyring.set_keyring(found)


ODD = {
    "bytes": b"bytes",
    "no bytes": b"",
    "a number": 7,
    "zero": 0,
    "false": False,
    "an empty list": [],
    "a list": ["a", "list"],
    "an object": object(),
    "one that is neither true nor false": _NeverTrue(),
    "half a character": "half \ud800",
    "a byte that is no text": "\udcff",
    "an error": RuntimeError("with words"),
    "the end of the process": SystemExit(3),
}


@pytest.mark.parametrize("what", ODD.values(), ids=ODD)
async def test_what_is_no_text_is_a_keychain_that_does_not_work(what: object) -> None:
    keyring.set_keyring(_Gives(what))
    for ask in (Credentials().usersig(MAIN), Credentials().passphrase("Main"), keychain.load("Main")):
        with pytest.raises(Problem) as caught:
            await ask
        problem = caught.value
        assert (problem.delivery, problem.word) == (Delivery.NEVER_SENT, LocalFailure.KEYCHAIN)
        assert english(problem).startswith("keychain: ")
        assert "half" not in english(problem)


async def test_nothing_and_a_blank_are_no_secret() -> None:
    for nothing in (None, ""):
        keyring.set_keyring(_Gives(nothing))
        assert await keychain.load("Main") is None
        assert await keychain.load_passphrase("Main") is None


async def test_text_of_a_class_of_its_own_is_text() -> None:
    keyring.set_keyring(_Gives(_Text("eJw-usersig")))
    assert await Credentials().usersig(MAIN) == "eJw-usersig"


@pytest.mark.parametrize("what", [None, "another", b"bytes", 7])
async def test_a_keychain_that_kept_nothing_does_not_count_as_one_that_did(what: object) -> None:
    keyring.set_keyring(_Gives(what))
    for ask in (
        keychain.store("Main", CredentialKind.USERSIG, "canary-0123456789"),
        keychain.store_passphrase("Main", "canary-0123456789"),
    ):
        with pytest.raises(Problem) as caught:
            await ask
        assert caught.value.word is LocalFailure.KEYCHAIN
        assert "canary" not in english(caught.value)


async def test_the_back_end_that_stands_for_none_is_told_as_no_keychain() -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]  # keyring gives it no types
    for ask in (
        keychain.store("Main", CredentialKind.USERSIG, "canary-0123456789"),
        keychain.kind_of_keychain(),
    ):
        with pytest.raises(Problem) as caught:
            await ask
        assert caught.value.word is LocalFailure.CREDENTIAL
    assert not await keychain.is_there()


async def test_a_report_looks_out_for_secrets_with_such_a_keychain_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "canary-0123456789")
    keyring.set_keyring(_Gives(b"bytes"))
    assert "canary-0123456789" in await known_secrets([MAIN])
