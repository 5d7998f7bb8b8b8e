"""A profile with its secrets: saved, tried out, and used at once."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Problem
from gui.core.connection.preflight import Check, Light
from gui.core.connection.profile_setup import GivenSecrets, remove_profile, save_profile, try_out
from gui.core.profiles.credentials import Credential
from gui.core.profiles.profiles import InvalidProfile, Profile, new_profile
from gui.core.security import keychain
from gui.core.security.keychain import CredentialKind
from gui.core.services import Services, open_services
from gui.simulator.in_process import RunningSimulator, running_simulator
from tests.support.core.silent_listener import SilentListener
from tests.support.file_keychain import file_keychain
from tests.support.network.certificate_files import PASSPHRASE, make

KEY = "0123456789abcdef" * 4
"""What the service judges a usersig by."""


@pytest.fixture(autouse=True)
def own_keychain(tmp_path: Path) -> Iterator[None]:
    with file_keychain(tmp_path / "keyring.json"):
        yield


@pytest.fixture
async def service() -> AsyncIterator[RunningSimulator]:
    async with running_simulator(secret_key=KEY) as running:
        yield running


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    async with open_services(tmp_path / "data", SilentListener(), operator="li") as opened:
        yield opened


def profile(url: str, **other: object) -> Profile:
    return new_profile({"name": "Main", "url": url, "sdk_app_id": 7, "identifier": "admin", **other})


async def save(services: Services, saved: Profile, given: GivenSecrets) -> Problem | None:
    return await save_profile(services.profiles, services.connections, saved, given)


async def lights(services: Services, tried: Profile, given: GivenSecrets) -> dict[Check, Light]:
    folder, in_use = services.ledger.folder, services.connections.credentials
    return {found.check: found.light async for found in try_out(tried, given, in_use, folder)}


SECRET = Credential(CredentialKind.SECRET_KEY, KEY)


async def test_what_was_given_for_this_session_only_is_tried_out_as_in_use(
    services: Services, service: RunningSimulator
) -> None:
    main = profile(service.url)
    assert await save(services, main, GivenSecrets(SECRET, keep=False)) is None
    found = await lights(services, main, GivenSecrets())
    assert (found[Check.CREDENTIAL], found[Check.RELAY]) == (Light.GREEN, Light.GREEN)
    assert await keychain.load("Main") is None


async def test_a_try_leaves_nothing_behind(services: Services, service: RunningSimulator) -> None:
    found = await lights(services, profile(service.url), GivenSecrets(SECRET))
    assert found[Check.RELAY] is Light.GREEN
    assert [one.name for one in services.profiles.all()] == ["Practice"]
    assert await keychain.load("Main") is None
    again = await lights(services, profile(service.url), GivenSecrets())
    assert again[Check.CREDENTIAL] is Light.RED


async def test_both_secrets_are_kept_and_forgotten_with_their_profile(
    services: Services, tmp_path: Path
) -> None:
    files = make(tmp_path)
    main = profile("https://127.0.0.1:9", client_cert=str(files.folder / "locked.p12"))
    assert await save(services, main, GivenSecrets(SECRET, PASSPHRASE)) is None
    assert await keychain.load("Main") == (CredentialKind.SECRET_KEY, KEY)
    assert await keychain.load_passphrase("Main") == PASSPHRASE
    await remove_profile(services.profiles, services.connections, "Main")
    assert (await keychain.load("Main"), await keychain.load_passphrase("Main")) == (None, None)


@pytest.mark.parametrize(
    ("files", "passphrase", "complaint"),
    [
        ({"client_cert": "locked.p12"}, "wrong", ("passphrase", "passphrase_wrong")),
        ({"client_cert": "large.pem"}, "", ("client_cert", "certificate_file")),
        ({"ca_file": "nonsense.pem"}, "", ("ca_file", "certificate_file")),
        (
            {"client_cert": "desk.pem", "client_key": "stranger.key"},
            "",
            ("client_key", "certificate_key_mismatch"),
        ),
    ],
)
async def test_what_can_never_work_is_not_saved(
    services: Services, tmp_path: Path, files: dict[str, str], passphrase: str, complaint: tuple[str, str]
) -> None:
    made = make(tmp_path)
    chosen = {field: str(made.folder / name) for field, name in files.items()}
    with pytest.raises(InvalidProfile) as caught:
        await save_profile(
            services.profiles,
            services.connections,
            profile("https://127.0.0.1:9", **chosen),
            GivenSecrets(SECRET, passphrase),
        )
    assert [(one.field, one.key) for one in caught.value.complaints] == [complaint]
    assert [one.name for one in services.profiles.all()] == ["Practice"]
    assert await keychain.load("Main") is None


@pytest.mark.parametrize("name", ["late", "early"])
async def test_a_certificate_that_time_or_its_next_file_mends_is_saved(
    services: Services, tmp_path: Path, name: str
) -> None:
    made = make(tmp_path)
    files = {"client_cert": str(made.folder / f"{name}.pem"), "client_key": str(made.folder / f"{name}.key")}
    assert await save(services, profile("https://127.0.0.1:9", **files), GivenSecrets()) is None


async def test_a_file_that_was_replaced_in_its_place_is_used_once_the_profile_is_saved_again(
    services: Services, tmp_path: Path
) -> None:
    made = make(tmp_path)
    for kind in ("pem", "key"):
        shutil.copy(made.folder / f"desk.{kind}", tmp_path / f"mine.{kind}")
    files = {"client_cert": str(tmp_path / "mine.pem"), "client_key": str(tmp_path / "mine.key")}
    main = profile("https://127.0.0.1:9", **files)
    await save(services, main, GivenSecrets(SECRET))
    first = await services.connections.client("Main")
    assert await services.connections.client("Main") is first
    await save(services, main, GivenSecrets())
    assert await services.connections.client("Main") is not first
