"""What fails before a byte of the request has left is never sent."""

import socket
import ssl
import time
import traceback

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted
from tests.support.core.relay_client import APP, open_client, problem_of, send, told
from tests.support.core.told import english
from tests.support.network.raw_server import Asked, http, raw_server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_refused_connection_is_never_sent() -> None:
    async with open_client(f"http://127.0.0.1:{free_port()}") as client:
        exchange = Exchange()
        assert told(await problem_of(client, exchange)) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)
        assert not exchange.may_have_left


async def test_a_name_that_is_not_found_is_never_sent() -> None:
    context = ssl.create_default_context()
    async with open_client("https://no-such-host.invalid", context=context) as client:
        assert told(await problem_of(client)) == (Delivery.NEVER_SENT, LocalFailure.NAME_RESOLUTION)


@pytest.mark.usefixtures("short_limits")
async def test_a_connection_that_does_not_come_about_in_time_is_never_sent() -> None:
    with socket.socket() as full:
        # Nobody accepts: once the queue is full, a connection waits.
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        try:
            async with open_client(f"http://127.0.0.1:{full.getsockname()[1]}") as client:
                began = time.monotonic()
                assert told(await problem_of(client)) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)
                assert time.monotonic() - began < 2
        finally:
            for one in waiting:
                one.close()


async def test_a_usersig_that_cannot_be_had_is_never_sent() -> None:
    async def none() -> str:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CREDENTIAL)

    async with raw_server() as server:
        client = RelayClient(server.url, sdk_app_id=APP, identifier="a", usersig=none, context=None)
        assert told(await problem_of(client)) == (Delivery.NEVER_SENT, LocalFailure.CREDENTIAL)
        await client.close()
    assert server.connections == 0


async def test_a_usersig_that_is_no_text_is_never_sent_and_never_shown() -> None:
    async with raw_server() as server, open_client(server.url, usersig="canary\ud800") as client:
        problem = await problem_of(client)
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.CREDENTIAL)
    assert english(problem) == "the usersig is no text that can be sent"
    assert "canary" not in "".join(traceback.format_exception(problem))
    assert server.connections == 0


@pytest.mark.parametrize("url", ["http://relay.example", "http://192.168.1.5:8080", "http://[2001:db8::1]"])
def test_plain_http_is_for_this_computer_only(url: str) -> None:
    async def never() -> str:
        raise AssertionError

    with pytest.raises(ValueError, match="loopback"):
        RelayClient(url, sdk_app_id=APP, identifier="a", usersig=never, context=None)
    with pytest.raises(ValueError, match="TLS context"):
        RelayClient(url.replace("http", "https"), sdk_app_id=APP, identifier="a", usersig=never, context=None)


async def test_this_computer_is_never_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with raw_server() as proxy, raw_server() as server:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        for host in ("127.0.0.1", "localhost"):
            async with open_client(f"http://{host}:{server.port}") as client:
                assert await send(client) == Accepted()
    assert (proxy.connections, len(server.asked)) == (0, 2)


@pytest.mark.parametrize("value", ["{proxy}", "127.0.0.1:{port}"], ids=["with scheme", "without scheme"])
async def test_a_proxy_of_the_environment_that_refuses_is_named(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    async def refuse(_asked: Asked) -> bytes:
        return http(b"", status="403 Forbidden")

    async with raw_server(refuse) as proxy:
        monkeypatch.setenv("https_proxy", value.format(proxy=proxy.url, port=proxy.port))
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        async with open_client("https://relay.invalid", context=ssl.create_default_context()) as client:
            assert told(await problem_of(client)) == (Delivery.NEVER_SENT, LocalFailure.PROXY)
    assert [asked.method for asked in proxy.asked] == ["CONNECT"]


@pytest.mark.parametrize("value", ["socks5://user:canary@127.0.0.1:1", "ftp://127.0.0.1", "http://[", "://"])
def test_a_proxy_of_a_kind_that_is_not_known_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    async def never() -> str:
        raise AssertionError

    monkeypatch.setenv("https_proxy", value)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    context = ssl.create_default_context()
    with pytest.raises(Problem) as caught:
        RelayClient("https://relay.invalid", sdk_app_id=APP, identifier="a", usersig=never, context=context)
    assert told(caught.value) == (Delivery.NEVER_SENT, LocalFailure.PROXY_SETTING)
    assert english(caught.value).startswith("https_proxy: ")
    assert "canary" not in "".join(traceback.format_exception(caught.value))
