"""TLS on real sockets: whatever is wrong with a certificate is found before a byte of a request leaves."""

import asyncio
import datetime
import ssl
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network import relay_client
from gui.core.network.tls_context import context_for
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted
from tests.support.core.relay_client import open_client, problem_of, send
from tests.support.core.told import english
from tests.support.network.raw_server import RawServer, raw_server
from tests.support.network.strict_tls_server import strict_tls_server

VERSIONS = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]
LONG_AGO = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def files(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ca.pem; desk.pem and .key of a client that the authority knows; stranger.pem and .key of another."""
    folder = tmp_path_factory.mktemp("certificates")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    for name, issuer in (("desk", authority), ("stranger", trustme.CA())):
        issued = issuer.issue_cert(f"{name}@example.org")
        issued.cert_chain_pems[0].write_to_path(folder / f"{name}.pem")
        issued.private_key_pem.write_to_path(folder / f"{name}.key")
    return folder


def server_context(
    authority: trustme.CA,
    *,
    host: str = "127.0.0.1",
    version: ssl.TLSVersion | None = None,
    clients: trustme.CA | None = None,
    not_after: datetime.datetime | None = None,
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    not_before = None if not_after is None else not_after - datetime.timedelta(days=1)
    authority.issue_cert(host, not_before=not_before, not_after=not_after).configure_cert(context)
    if version is not None:
        context.minimum_version = context.maximum_version = version
    if clients is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        clients.configure_trust(context)
    return context


async def failure(server: RawServer, context: ssl.SSLContext) -> Problem:
    """The problem of one request, of which the server must not have seen a byte."""
    exchange = Exchange()
    async with open_client(server.url, context=context) as client:
        problem = await problem_of(client, exchange)
    assert problem.delivery is Delivery.NEVER_SENT
    assert not exchange.may_have_left
    assert (server.received, server.asked) == (0, [])
    return problem


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
async def test_a_relay_of_an_authority_that_is_not_known_is_not_trusted(
    authority: trustme.CA, version: ssl.TLSVersion
) -> None:
    async with raw_server(tls=server_context(authority, version=version)) as server:
        problem = await failure(server, context_for())
    assert problem.word is LocalFailure.TLS_UNKNOWN_AUTHORITY
    assert "local issuer" in english(problem)


async def test_a_relay_with_another_hosts_certificate_is_not_trusted(
    authority: trustme.CA, files: Path
) -> None:
    async with raw_server(tls=server_context(authority, host="other.example")) as server:
        problem = await failure(server, context_for(files / "ca.pem"))
    assert problem.word is LocalFailure.TLS_WRONG_HOST
    assert "127.0.0.1" in english(problem)


async def test_a_relay_whose_certificate_has_expired_is_not_trusted(
    authority: trustme.CA, files: Path
) -> None:
    async with raw_server(tls=server_context(authority, not_after=LONG_AGO)) as server:
        problem = await failure(server, context_for(files / "ca.pem"))
    assert problem.word is LocalFailure.TLS_EXPIRED
    assert "expired" in english(problem)


def test_an_old_tls_is_not_spoken(files: Path) -> None:
    context = context_for(files / "ca.pem")
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


async def test_a_server_that_speaks_no_tls_is_never_sent(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_client, "CONNECT_LIMIT_S", 0.3)
    async with raw_server() as server:
        exchange = Exchange()
        url = server.url.replace("http:", "https:")
        async with open_client(url, context=context_for(files / "ca.pem")) as client:
            problem = await problem_of(client, exchange)
        assert problem.delivery is Delivery.NEVER_SENT
        assert not exchange.may_have_left
        assert server.asked == []


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
async def test_a_missing_client_certificate_is_never_sent(
    authority: trustme.CA, files: Path, version: ssl.TLSVersion
) -> None:
    context = context_for(files / "ca.pem")
    with strict_tls_server(server_context(authority, version=version, clients=authority)) as server:
        for _ in range(10):
            assert (await failure(server, context)).word is LocalFailure.CLIENT_CERTIFICATE


async def test_a_missing_client_certificate_is_never_sent_where_the_server_closes_without_a_word(
    authority: trustme.CA, files: Path
) -> None:
    context = context_for(files / "ca.pem")
    asked_in_13 = server_context(authority, version=ssl.TLSVersion.TLSv1_3, clients=authority)
    async with raw_server(tls=asked_in_13) as server:
        assert (await failure(server, context)).word is LocalFailure.CLIENT_CERTIFICATE
    asked_in_12 = server_context(authority, version=ssl.TLSVersion.TLSv1_2, clients=authority)
    async with raw_server(tls=asked_in_12) as server:
        # The handshake itself breaks off; but the server had asked for a certificate.
        assert (await failure(server, context)).word is LocalFailure.CLIENT_CERTIFICATE


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
async def test_a_client_certificate_of_a_stranger_is_never_sent(
    authority: trustme.CA, files: Path, version: ssl.TLSVersion
) -> None:
    context = context_for(files / "ca.pem", files / "stranger.pem", files / "stranger.key")
    with strict_tls_server(server_context(authority, version=version, clients=authority)) as server:
        assert (await failure(server, context)).word is LocalFailure.CLIENT_CERTIFICATE_REFUSED


@pytest.mark.usefixtures("taken_at_once")
@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
async def test_with_its_client_certificate_a_request_is_sent_and_answered(
    authority: trustme.CA, files: Path, version: ssl.TLSVersion
) -> None:
    context = context_for(files / "ca.pem", files / "desk.pem", files / "desk.key")
    async with (
        raw_server(tls=server_context(authority, version=version, clients=authority)) as server,
        open_client(server.url, context=context) as client,
    ):
        assert await send(client) == Accepted()
        assert await send(client) == Accepted()
    # One connection sent nothing, to be sure; the other one carried both.
    assert [asked.connection for asked in server.asked] == [2, 2]


@pytest.mark.usefixtures("taken_at_once")
async def test_the_probe_is_not_repeated_while_its_proof_is_fresh(
    authority: trustme.CA, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_client, "IDLE_LIMIT_S", 0.05)
    async with (
        raw_server(tls=server_context(authority)) as server,
        open_client(server.url, context=context_for(files / "ca.pem")) as client,
    ):
        await asyncio.gather(*(send(client) for _ in range(5)))
        assert server.connections == 6
        await asyncio.sleep(0.15)
        await send(client)
        assert server.connections == 7
        monkeypatch.setattr(relay_client, "PROOF_LIFETIME_S", 0.0)
        await send(client)
        assert {asked.connection for asked in server.asked} != {1}
        assert server.connections in (8, 9)


async def test_a_probe_that_fails_is_tried_anew_by_the_next_request(
    authority: trustme.CA, files: Path
) -> None:
    async with raw_server(tls=server_context(authority, clients=authority)) as server:
        async with open_client(server.url, context=context_for(files / "ca.pem")) as client:
            for _ in range(2):
                assert (await problem_of(client)).word is LocalFailure.CLIENT_CERTIFICATE
        assert server.asked == []


@pytest.mark.usefixtures("taken_at_once")
async def test_a_tls_connection_that_is_reset_after_the_request_is_sent_without_an_answer(
    authority: trustme.CA, files: Path
) -> None:
    async def drop(_asked: object) -> None:
        return None

    async with (
        raw_server(drop, tls=server_context(authority)) as server,
        open_client(server.url, context=context_for(files / "ca.pem")) as client,
    ):
        problem = await problem_of(client)
    assert (problem.delivery, problem.word) == (Delivery.NO_ANSWER, LocalFailure.CONNECTION_LOST)


def test_a_certificate_file_that_cannot_be_used_is_named(files: Path, tmp_path: Path) -> None:
    nonsense, encrypted = tmp_path / "nonsense.pem", tmp_path / "encrypted.key"
    nonsense.write_text("no certificate", encoding="utf-8")
    key = serialization.load_pem_private_key((files / "desk.key").read_bytes(), None)
    encrypted.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"canary-passphrase"),
        )
    )
    unreadable, mismatch = LocalFailure.CERTIFICATE_FILE, LocalFailure.CERTIFICATE_KEY_MISMATCH
    cases = [
        ((tmp_path / "missing.pem", None, None), "missing.pem", unreadable),
        ((nonsense, None, None), "nonsense.pem", unreadable),
        ((None, nonsense, files / "desk.key"), "nonsense.pem", unreadable),
        ((None, files / "desk.pem", tmp_path / "gone.key"), "gone.key", unreadable),
        ((None, files / "desk.pem", files / "stranger.key"), "stranger.key", mismatch),
        ((None, files / "desk.pem", None), "desk.pem", unreadable),
        ((None, files / "desk.pem", encrypted), "encrypted.key", LocalFailure.PASSPHRASE_MISSING),
    ]
    for (ca_file, certificate, key_file), named, word in cases:
        with pytest.raises(Problem) as caught:
            context_for(ca_file, certificate, key_file)
        assert caught.value.delivery is Delivery.NEVER_SENT
        assert caught.value.word is word
        assert named in english(caught.value)
