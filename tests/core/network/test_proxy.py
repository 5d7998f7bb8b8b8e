"""Through a real proxy to a real relay: what is found before a request leaves, and what is never shown."""

import asyncio
import base64
import logging
import socket
import ssl
import struct
import time
import traceback
from urllib.parse import quote, quote_plus

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.network import relay_client
from gui.core.network.proxy import proxy_of_environment
from gui.core.network.tls_context import context_for
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted
from gui.core.security.redaction import masked
from tests.support.core.relay_client import open_client, problem_of, send, told
from tests.support.core.told import english
from tests.support.network.certificate_files import CertificateFiles
from tests.support.network.connect_proxy import RELAY, connect_proxy
from tests.support.network.raw_server import Asked, http, packet, raw_server

URL = f"https://{RELAY}"
PASSWORD = "canary p@ss:word/密"
LOGIN = f"desk:{PASSWORD}"


@pytest.fixture(autouse=True)
def no_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def server_tls(
    files: CertificateFiles,
    host: str = RELAY,
    *,
    clients: bool = False,
    version: ssl.TLSVersion | None = None,
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    files.authority.issue_cert(host).configure_cert(context)
    if version is not None:
        context.minimum_version = context.maximum_version = version
    if clients:
        context.verify_mode = ssl.CERT_REQUIRED
        files.authority.configure_trust(context)
    return context


def trusting(files: CertificateFiles, *, ours: bool = False) -> ssl.SSLContext:
    folder = files.folder
    own = (folder / "desk.pem", folder / "desk.key") if ours else (None, None)
    return context_for(folder / "ca.pem", *own)


@pytest.mark.usefixtures("taken_at_once")
async def test_a_request_goes_through_the_proxy_which_looks_the_name_up(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        raw_server(tls=server_tls(files)) as server,
        connect_proxy(server.port) as proxy,
        open_client(URL, context=trusting(files)) as before,
    ):
        assert before.proxy == ""
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(URL, context=trusting(files)) as client:
            assert client.proxy == f"127.0.0.1:{proxy.port}"
            assert await send(client) == Accepted()
            assert client.peer_expires is not None
        # One for the probe, one for the request.
        assert proxy.targets == [f"{RELAY}:443"] * 2
        assert proxy.hosts[0] == f"{RELAY}:443"
        assert len(server.asked) == 1


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_a_missing_client_certificate_is_found_through_the_proxy_before_a_request_leaves(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch, version: ssl.TLSVersion
) -> None:
    tls = server_tls(files, clients=True, version=version)
    async with raw_server(tls=tls) as server, connect_proxy(server.port) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(URL, context=trusting(files)) as client:
            exchange = Exchange()
            problem = await problem_of(client, exchange)
            assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.CLIENT_CERTIFICATE)
            assert not exchange.may_have_left
        async with open_client(URL, context=trusting(files, ours=True)) as client:
            assert await send(client) == Accepted()


async def test_a_relay_of_another_name_behind_the_proxy_is_not_trusted(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = server_tls(files, "other.example")
    async with raw_server(tls=tls) as server, connect_proxy(server.port) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(URL, context=trusting(files)) as client:
            assert told(await problem_of(client)) == (Delivery.NEVER_SENT, LocalFailure.TLS_WRONG_HOST)
        assert server.asked == []


@pytest.mark.usefixtures("taken_at_once")
async def test_a_proxy_that_is_itself_spoken_to_by_tls_is_used(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        raw_server(tls=server_tls(files)) as server,
        connect_proxy(server.port, tls=server_tls(files, "127.0.0.1")) as proxy,
    ):
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(URL, context=trusting(files)) as client:
            assert await send(client) == Accepted()
        assert proxy.targets == [f"{RELAY}:443"] * 2


@pytest.mark.usefixtures("taken_at_once")
async def test_a_password_of_the_proxy_is_given_to_it_and_shown_nowhere(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with raw_server(tls=server_tls(files)) as server, connect_proxy(server.port, login=LOGIN) as proxy:
        monkeypatch.setenv("https_proxy", proxy.with_login("desk", quote(PASSWORD, safe="")))
        async with open_client(URL, context=trusting(files)) as client:
            assert await send(client) == Accepted()
            shown = f"{client.proxy} {vars(client)!r} {proxy_of_environment('https', RELAY)!r}"
        token = base64.b64encode(LOGIN.encode()).decode()
        # With the request's own connection too, not only with the probe's.
        assert proxy.authorizations == [f"Basic {token}"] * 2
    for secret in (PASSWORD, quote(PASSWORD, safe=""), token):
        assert secret not in shown
        assert secret not in caplog.text
        assert "•••" in masked(f"the log says {secret}")


async def test_a_wrong_password_is_the_proxys_refusal_and_is_not_shown(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with raw_server(tls=server_tls(files)) as server, connect_proxy(server.port, login=LOGIN) as proxy:
        monkeypatch.setenv("https_proxy", proxy.with_login("desk", "canary-wrong"))
        async with open_client(URL, context=trusting(files)) as client:
            problem = await problem_of(client)
        assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.PROXY_LOGIN)
        assert english(problem) == f"127.0.0.1:{proxy.port}: 407 Proxy Authentication Required"
        assert "canary" not in "".join(traceback.format_exception(problem))
        assert server.connections == 0


@pytest.mark.parametrize(
    ("says", "message"),
    [
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "403 Forbidden"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "SSH-2.0-OpenSSH_9.2"),
        (b"", "no answer that could be used"),
        (b"HTTP/1.1 200 " + b"x" * 200_000, "no answer that could be used"),
        (b"HTTP/1.1 500 " + b"x" * 500 + b"\r\n\r\n", "500 " + "x" * 500),
    ],
    ids=["refused", "no proxy", "closed", "endless", "verbose"],
)
async def test_a_proxy_that_does_not_connect_is_named_with_what_it_said(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch, says: bytes, message: str
) -> None:
    async with connect_proxy(1, says=says) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(URL, context=trusting(files)) as client:
            problem = await problem_of(client)
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.PROXY)
    assert english(problem) == f"127.0.0.1:{proxy.port}: {message}"[:200]


async def test_a_proxy_that_hangs_up_without_a_word_is_named(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reset(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        at_once = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        writer.close()

    async with await asyncio.start_server(reset, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        async with open_client(URL, context=trusting(files)) as client:
            problem = await problem_of(client)
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.PROXY)
    assert english(problem) == f"127.0.0.1:{port}: no answer that could be used"


@pytest.mark.parametrize("password", ["hunter2secret", "geheim/密 #1", "x7"], ids=["plain", "odd", "short"])
@pytest.mark.parametrize("form", ["plain", "percent", "plus", "base64", "token", "hidden"])
async def test_a_password_that_the_proxy_repeats_is_not_shown(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch, password: str, form: str
) -> None:
    token = base64.b64encode(f"bob:{password}".encode()).decode()
    repeated = {
        "plain": password,
        "percent": quote(password, safe=""),
        "plus": quote_plus(password),
        "base64": base64.b64encode(password.encode()).decode(),
        "token": token,
        "hidden": "\x00".join(password),
    }[form]
    async with connect_proxy(1, says=f"HTTP/1.1 407 Not {repeated} please\r\n\r\n".encode()) as proxy:
        monkeypatch.setenv("https_proxy", proxy.with_login("bob", quote(password, safe="")))
        async with open_client(URL, context=trusting(files)) as client:
            problem = await problem_of(client)
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.PROXY_LOGIN)
    assert english(problem).startswith(f"127.0.0.1:{proxy.port}: ")
    assert "•••" in english(problem)
    for secret in (password, repeated, token):
        assert secret not in "".join(traceback.format_exception(problem)) + english(problem)


@pytest.mark.usefixtures("taken_at_once")
async def test_the_relays_client_certificate_is_not_shown_to_a_proxy_that_asks(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    curious = server_tls(files, "127.0.0.1")
    curious.verify_mode = ssl.CERT_OPTIONAL
    files.authority.configure_trust(curious)
    async with (
        raw_server(tls=server_tls(files, clients=True)) as server,
        connect_proxy(server.port, tls=curious) as proxy,
    ):
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(URL, context=trusting(files, ours=True)) as client:
            assert await send(client) == Accepted()
    assert len(proxy.certificates) == 2
    assert not any(proxy.certificates)


async def test_a_proxy_that_never_answers_is_named_within_the_limit(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_client, "CONNECT_LIMIT_S", 0.3)
    async with raw_server(answer=lambda _asked: asyncio.sleep(60, None)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(URL, context=trusting(files)) as client:
            began = time.monotonic()
            problems = await asyncio.gather(*(problem_of(client) for _ in range(12)))
            assert time.monotonic() - began < 2
    for problem in problems:
        assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.PROXY)
        assert english(problem) == f"127.0.0.1:{proxy.port}: it did not answer in time"


@pytest.mark.usefixtures("taken_at_once")
async def test_an_international_host_name_goes_to_the_proxy_as_the_network_writes_it(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    for host, written in (
        ("bücher.example", "xn--bcher-kva.example"),
        ("录制.example", "xn--xcrs33a.example"),
        ("ＲＥＬＡＹ。example", "relay.example"),
    ):
        tls = server_tls(files, written)
        async with raw_server(tls=tls) as server, connect_proxy(server.port) as proxy:
            monkeypatch.setenv("https_proxy", proxy.url)
            async with open_client(f"https://{host}", context=trusting(files)) as client:
                assert await send(client) == Accepted()
            assert proxy.targets == proxy.hosts == [f"{written}:443"] * 2
            assert server.asked[0].headers["host"] == written


async def test_a_proxy_that_refuses_later_on_is_named_and_nothing_was_sent(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def once(asked: Asked) -> bytes:
        return http(packet(asked.seq)).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)

    tls = server_tls(files)
    async with raw_server(once, tls=tls) as server, connect_proxy(server.port, times=2) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(URL, context=trusting(files)) as client:
            assert await send(client) == Accepted()
            assert told(await problem_of(client)) == (Delivery.NEVER_SENT, LocalFailure.PROXY)
        assert len(server.asked) == 1


async def test_a_proxy_that_is_not_there_is_named(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connect_proxy(1) as proxy:
        pass
    monkeypatch.setenv("https_proxy", proxy.url)
    async with open_client(URL, context=trusting(files)) as client:
        problem = await problem_of(client)
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.PROXY)
    assert english(problem).startswith(f"127.0.0.1:{proxy.port}: Connect call failed")


@pytest.mark.parametrize(
    ("value", "address", "headers"),
    [
        ("proxy.example", "proxy.example:80", {}),
        ("http://proxy.example:3128/", "proxy.example:3128", {}),
        ("https://proxy.example", "proxy.example:443", {}),
        ("http://[2001:db8::1]:3128", "[2001:db8::1]:3128", {}),
        ("http://desk@proxy.example:3128", "proxy.example:3128", {"Proxy-Authorization": "Basic ZGVzazo="}),
    ],
)
def test_the_environments_proxy_is_read_in_every_spelling(
    monkeypatch: pytest.MonkeyPatch, value: str, address: str, headers: dict[str, str]
) -> None:
    monkeypatch.setenv("https_proxy", value)
    found = proxy_of_environment("https", RELAY)
    assert found is not None
    assert (found.address, found.headers) == (address, headers)
    assert "Basic" not in repr(found)
    # No password is no secret.
    assert masked("XX stays") == "XX stays"


async def test_a_name_that_can_be_none_is_told_as_a_name_behind_a_proxy_too(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with raw_server(tls=server_tls(files)) as server, connect_proxy(server.port) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        async with open_client(f"https://{'a' * 64}.example", context=trusting(files)) as client:
            problem = await problem_of(client)
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.NAME_RESOLUTION)
    assert server.asked == []
