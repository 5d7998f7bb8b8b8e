"""What the relay client waits for and keeps, and what it knows of its own way."""

import asyncio
import contextlib
import gc
import logging
import socket
import ssl
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace

import httpx
import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.system import boot_seconds
from gui.core.network import connection_pool, limits, relay_client
from gui.core.network.reachability import Route
from gui.core.network.relay_client import RelayClient
from gui.core.network.tls_context import ClientContext
from gui.core.protocol.exchange import Exchange
from tests.support.core.relay_client import APP, open_client, problem_of, send
from tests.support.core.told import english
from tests.support.network.raw_server import Asked, http, packet, raw_server


async def never() -> str:
    raise AssertionError


def client(url: str, context: ssl.SSLContext | None) -> RelayClient:
    return RelayClient(url, sdk_app_id=APP, identifier="admin", usersig=never, context=context)


def test_the_limits_are_those_that_staff_are_told_of() -> None:
    assert (limits.CONNECT_LIMIT_S, limits.ANSWER_LIMIT_S, limits.IDLE_LIMIT_S) == (
        3.0,
        8.0,
        5.0,
    )
    assert (limits.PROBE_WAIT_S, limits.PROOF_LIFETIME_S) == (0.3, 600.0)
    assert (limits.ANSWER_LIMIT_BYTES, connection_pool.CONNECTIONS) == (4 * 1024 * 1024, 100)


async def test_every_step_of_a_request_lies_within_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs(_transport: object, _request: httpx.Request) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(relay_client, "ANSWER_LIMIT_S", 0.1)
    monkeypatch.setattr("gui.core.network.relay_client.RelayTransport.handle_async_request", hangs)
    async with open_client("http://127.0.0.1:1") as one:
        problem = await problem_of(one)
    assert (problem.delivery, problem.word) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)


async def test_a_request_that_waits_for_a_free_connection_has_the_same_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrived = asyncio.Event()

    async def wait(_asked: Asked) -> None:
        arrived.set()
        await asyncio.sleep(5)

    monkeypatch.setattr(connection_pool, "CONNECTIONS", 1)
    async with raw_server(wait) as server, open_client(server.url) as one:
        on_its_way = asyncio.create_task(send(one))
        await asyncio.wait_for(arrived.wait(), 5)
        monkeypatch.setattr(relay_client, "ANSWER_LIMIT_S", 0.1)
        waiting = await problem_of(one)
        on_its_way.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await on_its_way
    assert (waiting.delivery, waiting.word) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)


def test_whole_addresses_are_not_logged_by_the_library() -> None:
    assert logging.getLogger("httpx").level == logging.WARNING


@pytest.mark.parametrize(
    ("url", "port"), [("https://relay.example", 443), ("https://relay.example:8443", 8443)]
)
async def test_the_probe_goes_to_the_relays_own_port(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int
) -> None:
    asked: list[tuple[object, ...]] = []

    async def probed(*given: object, **named: object) -> float:
        asked.append((*given[:2], given[3], named["proxy"]))
        return 7.0

    monkeypatch.setattr(relay_client, "probe", probed)
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    one = client(url, ssl.create_default_context())
    await one.prove()
    await one.prove()
    assert asked == [("relay.example", port, 0.3, None)]
    assert (one.peer_expires, one.sdk_app_id, one.proxy) == (7.0, APP, "")
    assert one.reachability.way(boot_seconds()) is Route.REACHABLE


@pytest.fixture
def probes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts that were probed; nothing is sent."""
    asked: list[str] = []

    async def probed(host: str, *_given: object, **_named: object) -> None:
        asked.append(host)

    monkeypatch.setattr(relay_client, "probe", probed)
    return asked


async def test_a_proof_holds_for_ten_minutes_from_the_moment_that_the_computer_is_on(
    monkeypatch: pytest.MonkeyPatch, probes: list[str]
) -> None:
    now = 1.0
    monkeypatch.setattr(relay_client, "time", SimpleNamespace(monotonic=lambda: now))
    one = client("https://127.0.0.1", ssl.create_default_context())
    for at, count in ((1.0, 1), (2.0, 1), (600.9, 1), (601.0, 2), (1200.9, 2)):
        now = at
        await one.prove()
        assert len(probes) == count


async def test_a_proof_does_not_outlast_a_sleep_of_the_computer(
    monkeypatch: pytest.MonkeyPatch, probes: list[str]
) -> None:
    slept = 0.0
    monkeypatch.setattr(relay_client, "slept_seconds", lambda: slept)
    monkeypatch.setattr(relay_client, "time", SimpleNamespace(monotonic=lambda: 1.0))
    one = client("https://127.0.0.1", ssl.create_default_context())
    for at, count in ((0.0, 1), (5.0, 1), (10.5, 2), (11.0, 2)):
        slept = at
        await one.prove()
        assert len(probes) == count


async def test_plain_http_has_nothing_to_be_probed(probes: list[str]) -> None:
    await client("http://127.0.0.1", None).prove()
    assert probes == []


def test_until_when_our_own_certificate_is_good_is_known_where_there_is_one() -> None:
    context = ClientContext(ssl.PROTOCOL_TLS_CLIENT)
    assert client("https://127.0.0.1", context).own_expires is None
    context.certificate_expires = 9.0
    assert client("https://127.0.0.1", context).own_expires == 9.0
    assert client("https://127.0.0.1", ssl.create_default_context()).own_expires is None
    assert client("http://127.0.0.1", None).peer_expires is None


async def test_a_packet_is_posted_as_json_and_the_answers_date_is_kept() -> None:
    async def answer(asked: Asked) -> bytes:
        return http(packet(asked.seq)).replace(
            b"\r\n\r\n", b"\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n\r\n", 1
        )

    async with raw_server(answer) as server, open_client(server.url) as one:
        exchange = Exchange()
        await send(one, exchange)
    (asked,) = server.asked
    assert (asked.method, asked.headers["content-type"]) == ("POST", "application/json")
    assert (exchange.status, exchange.date) == (200, "Sun, 22 Nov 2026 12:00:00 GMT")


@pytest.mark.parametrize(
    ("status", "body", "word", "message"),
    [
        ("302 Found", b"{}", LocalFailure.HTTP_STATUS, "HTTP 302 application/json {}"),
        ("502 Bad Gateway", b"<html>", LocalFailure.HTTP_STATUS, "HTTP 502 application/json <html>"),
        ("200 OK", b"<html>", LocalFailure.UNUSABLE_ANSWER, "not_json: HTTP 200 application/json <html>"),
    ],
)
async def test_an_answer_without_use_is_no_answer_and_the_way_is_known_to_be_bad(
    status: str, body: bytes, word: LocalFailure, message: str
) -> None:
    async def answer(_asked: Asked) -> bytes:
        return http(body, status=status)

    async with raw_server(answer) as server, open_client(server.url) as one:
        with pytest.raises(Problem) as caught:
            await send(one)
        assert one.reachability.failure is caught.value
    told = caught.value
    assert (told.delivery, told.word, english(told)) == (Delivery.NO_ANSWER, word, message)
    assert len(server.asked) == 1


async def test_an_answer_of_4_mib_is_read_and_a_longer_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 0

    async def answer(asked: Asked) -> bytes:
        return http(packet(asked.seq).ljust(size))

    async with raw_server(answer) as server, open_client(server.url) as one:
        # In many pieces first.
        for some in (300_000, 0):
            size = some
            await send(one)
        monkeypatch.setattr(relay_client, "ANSWER_LIMIT_BYTES", 1000)
        size = 1000
        await send(one)
        size = 1001
        with pytest.raises(Problem) as caught:
            await send(one)
    assert (caught.value.word, english(caught.value), caught.value.message) == (
        LocalFailure.UNUSABLE_ANSWER,
        "the answer is larger than 4 MiB",
        "",
    )


async def test_an_answer_of_just_the_limit_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class InPieces(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"x" * 1000
            yield b"x"

    async def answered(*_given: object) -> httpx.Response:
        return httpx.Response(200, stream=InPieces())

    monkeypatch.setattr(relay_client, "ANSWER_LIMIT_BYTES", 1000)
    monkeypatch.setattr("gui.core.network.relay_client.RelayTransport.handle_async_request", answered)
    async with open_client("http://127.0.0.1:1") as one:
        assert english(await problem_of(one)) == "the answer is larger than 4 MiB"


async def test_how_long_an_answer_took_is_known_of_the_way() -> None:
    async with raw_server() as server, open_client(server.url) as one:
        exchange = Exchange()
        await send(one, exchange)
        assert (one.reachability.took_ms, exchange.date) == (exchange.waited_ms, "")
        assert one.reachability.way(boot_seconds()) is Route.REACHABLE


async def test_what_a_sleep_left_behind_is_closed_however_often_the_computer_slept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept = 0.0
    monkeypatch.setattr(relay_client, "slept_seconds", lambda: slept)
    async with raw_server() as server, open_client(server.url) as one:
        for at in (0.0, 100.0, 200.0, 205.0):
            slept = at
            await send(one)
    assert [asked.connection for asked in server.asked] == [1, 2, 3, 3]
    # What was not closed would say so, and warnings are errors.
    gc.collect()


async def test_a_usersig_that_is_far_too_long_is_never_sent() -> None:
    async with raw_server() as server, open_client(server.url, usersig="x" * 70_000) as one:
        with pytest.raises(Problem) as caught:
            await send(one)
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)
    assert "xxx" not in f"{english(caught.value)}{caught.value.__cause__}"
    assert server.asked == []


async def test_what_the_system_raises_by_itself_is_told_like_everything_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(*_given: object) -> None:
        raise ssl.SSLError(1, "[SSL: BAD_RECORD_TYPE] bad record type")

    monkeypatch.setattr("gui.core.network.relay_client.RelayTransport.handle_async_request", broken)
    async with open_client("http://127.0.0.1:1") as one:
        with pytest.raises(Problem) as caught:
            await send(one)
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.TLS)


async def test_a_name_that_can_be_none_is_told_as_a_name() -> None:
    with pytest.raises(Problem) as caught:
        await client(f"https://{'a' * 64}.example", ssl.create_default_context()).prove()
    assert (caught.value.word, english(caught.value)) == (LocalFailure.NAME_RESOLUTION, "not a host name")


async def test_an_answer_that_is_not_read_to_its_end_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_client, "ANSWER_LIMIT_BYTES", 10)
    hung_up = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65_536)
        writer.write(http(b"x" * 1_000_000)[:100_000])
        with contextlib.suppress(ConnectionError):
            await reader.read()
        hung_up.set()
        writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, open_client(f"http://127.0.0.1:{port}") as one:
        with pytest.raises(Problem):
            await send(one)
        await asyncio.wait_for(hung_up.wait(), 3)


async def test_a_connection_has_less_time_than_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_client, "CONNECT_LIMIT_S", 0.2)
    with socket.socket() as full, contextlib.ExitStack() as waiting:
        # Nobody accepts: once the queue is full, a connection waits.
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        async with open_client(f"http://127.0.0.1:{full.getsockname()[1]}") as hurried:
            began = time.monotonic()
            with pytest.raises(Problem) as caught:
                await send(hurried)
            assert time.monotonic() - began < 3
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)


async def test_a_connection_that_was_idle_for_too_long_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(relay_client, "IDLE_LIMIT_S", 0.1)
    async with raw_server() as server, open_client(server.url) as one:
        await send(one)
        await asyncio.sleep(0.3)
        await send(one)
    assert [asked.connection for asked in server.asked] == [1, 2]


async def test_there_are_no_more_connections_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_pool, "CONNECTIONS", 2)
    async with raw_server() as server, open_client(server.url) as one:
        await asyncio.gather(*(send(one) for _ in range(8)))
    assert (server.connections, len(server.asked)) == (2, 8)
