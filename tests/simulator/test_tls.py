"""HTTPS, with and without certificates of the callers."""

import ssl
from pathlib import Path

import aiohttp
import pytest
import trustme

from gui.simulator.in_process import running_simulator
from gui.simulator.listener import CannotServe, Tls
from tests.support.simulator.relay_caller import Caller


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def files(authority: trustme.CA, tmp_path: Path) -> tuple[Path, Path, Path]:
    certificate = authority.issue_cert("127.0.0.1")
    chain, key, ca = tmp_path / "chain.pem", tmp_path / "key.pem", tmp_path / "ca.pem"
    certificate.cert_chain_pems[0].write_to_path(chain)
    certificate.private_key_pem.write_to_path(key)
    authority.cert_pem.write_to_path(ca)
    return chain, key, ca


def trusting(authority: trustme.CA, *, with_certificate: bool = False) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    if with_certificate:
        authority.issue_cert("desk@example.org").configure_cert(context)
    return context


async def test_a_start_goes_over_https(authority: trustme.CA, files: tuple[Path, Path, Path]) -> None:
    async with running_simulator(tls=Tls(files[0], files[1])) as simulator:
        assert simulator.url.startswith("https://127.0.0.1:")
        async with Caller(simulator.url, trusting(authority)) as caller:
            assert (await caller.start(990001, "alice")).code == 0


async def test_a_caller_who_does_not_know_the_authority_stays_away(files: tuple[Path, Path, Path]) -> None:
    async with running_simulator(tls=Tls(files[0], files[1])) as simulator:
        async with Caller(simulator.url, ssl.create_default_context()) as caller:
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await caller.start(990001, "alice")
        assert simulator.record == ()


async def test_a_required_client_certificate_lets_in_who_has_one(
    authority: trustme.CA, files: tuple[Path, Path, Path]
) -> None:
    async with running_simulator(tls=Tls(*files)) as simulator:
        async with Caller(simulator.url, trusting(authority)) as caller:
            with pytest.raises(aiohttp.ClientError):
                await caller.start(990001, "alice")
        assert simulator.record == ()
        async with Caller(simulator.url, trusting(authority, with_certificate=True)) as caller:
            assert (await caller.start(990001, "alice")).code == 0


async def test_an_optional_client_certificate_lets_everybody_in_but_a_stranger(
    authority: trustme.CA, files: tuple[Path, Path, Path]
) -> None:
    async with running_simulator(tls=Tls(*files, client_optional=True)) as simulator:
        async with Caller(simulator.url, trusting(authority)) as caller:
            assert (await caller.start(990001, "alice")).code == 0
        stranger = trusting(authority)
        trustme.CA().issue_cert("stranger@example.org").configure_cert(stranger)
        async with Caller(simulator.url, stranger) as caller:
            with pytest.raises(aiohttp.ClientError):
                await caller.stop(990001, "alice")


async def test_files_that_cannot_be_used_are_named(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    chain, key, _ca = files
    with pytest.raises(CannotServe, match=r"nowhere\.pem .*--tls-cert"):
        async with running_simulator(tls=Tls(tmp_path / "nowhere.pem", key)):
            pass
    with pytest.raises(CannotServe, match=r"key\.pem .*--client-ca"):
        async with running_simulator(tls=Tls(chain, key, key)):
            pass
