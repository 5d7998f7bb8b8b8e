"""Connections are used again while they are fresh; a wait that is stopped is known to have left or not."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from aiohttp.connector import Connection

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.network import relay_client
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.exchange import Exchange
from tests.support.core.relay_client import APP, open_client, problem_of, send, told
from tests.support.core.told import english
from tests.support.network.raw_server import Asked, RawServer, http, packet, raw_server, read_request

GATEWAY = http(json.dumps({"ActionStatus": "FAIL", "ErrorCode": 60018, "ErrorInfo": ""}).encode())
"""A refusal that bears no seq."""


async def test_a_cancel_before_sending_leaves_nothing_sent() -> None:
    hold = asyncio.Event()

    async def asked_for() -> str:
        await hold.wait()
        return "s"

    async with raw_server() as server:
        client = RelayClient(server.url, sdk_app_id=APP, identifier="a", usersig=asked_for, context=None)
        exchange = Exchange()
        sending = asyncio.create_task(send(client, exchange))
        await asyncio.sleep(0.05)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await client.close()
    assert not exchange.may_have_left
    assert server.connections == 0


async def test_a_cancel_after_sending_is_known_to_have_left() -> None:
    arrived = asyncio.Event()

    async def wait(_asked: Asked) -> None:
        arrived.set()
        await asyncio.sleep(5)

    async with raw_server(wait) as server, open_client(server.url) as client:
        exchange = Exchange()
        sending = asyncio.create_task(send(client, exchange))
        await asyncio.wait_for(arrived.wait(), 5)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert exchange.may_have_left
        assert set(exchange.milliseconds()) == {"connected", "sent"}


async def test_a_connection_is_used_again() -> None:
    async with raw_server() as server, open_client(server.url) as client:
        exchanges = [Exchange() for _ in range(5)]
        for exchange in exchanges:
            await send(client, exchange)
    assert server.connections == 1
    assert [exchange.reused for exchange in exchanges] == [False, True, True, True, True]
    assert len({json.loads(asked.body)["reqhead"]["uint32_seq"] for asked in server.asked}) == 5


async def test_a_connection_that_was_idle_for_long_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_client, "IDLE_LIMIT_S", 0.1)
    async with raw_server() as server, open_client(server.url) as client:
        await send(client)
        await asyncio.sleep(0.3)
        await send(client)
    assert [asked.connection for asked in server.asked] == [1, 2]


async def test_a_used_connection_that_dies_is_not_tried_again_by_itself() -> None:
    async def first_only(asked: Asked) -> bytes | None:
        return http(packet(asked.seq)) if len(server.asked) == 1 else None

    async with raw_server(first_only) as server, open_client(server.url) as client:
        await send(client)
        assert told(await problem_of(client)) == (Delivery.NO_ANSWER, LocalFailure.CONNECTION_LOST)
    assert len(server.asked) == 2


async def test_requests_at_the_same_time_get_each_their_own_answer() -> None:
    async def echo(asked: Asked) -> bytes:
        await asyncio.sleep(0.01)
        account = json.loads(asked.body)["reqhead"]["uint32_seq"]
        return http(packet(asked.seq, str_fileID=[account]))

    async with raw_server(echo) as server, open_client(server.url) as client:
        exchanges = [Exchange() for _ in range(20)]
        answers = await asyncio.gather(*(send(client, exchange) for exchange in exchanges))
    assert len({answer.file_ids for answer in answers}) == 20
    assert all(set(exchange.milliseconds()) == {"connected", "sent", "answered"} for exchange in exchanges)
    assert len(server.asked) == 20


async def test_an_answer_that_came_twice_is_not_taken_for_the_next_requests() -> None:
    """A gateway's answer bears no seq, so only the connection tells that it is an old one."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.connections += 1
        first = running.connections == 1
        while (asked := await read_request(running, reader, running.connections)) is not None:
            writer.write(GATEWAY if first else http(packet(asked.seq)))
            if first:
                await asyncio.sleep(0.02)
                writer.write(GATEWAY)
        writer.close()

    running = RawServer()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server, open_client(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as client:
        assert told(await problem_of(client)) == (Delivery.ANSWERED, 60018)
        await asyncio.sleep(0.1)
        exchange = Exchange()
        await send(client, exchange)
        assert (running.connections, exchange.reused) == (2, False)


async def test_a_connection_whose_answer_bears_no_seq_is_not_used_again() -> None:
    """The same answer once more, just after the next request has left, would pass for that one's."""

    async def answer(asked: Asked) -> bytes:
        if len(server.asked) == 1:
            return GATEWAY
        late = GATEWAY if asked.connection == 1 else b""
        return late + http(packet(asked.seq, result=0))

    async with raw_server(answer) as server, open_client(server.url) as client:
        assert told(await problem_of(client)) == (Delivery.ANSWERED, 60018)
        for _ in range(2):
            await send(client)
        assert [asked.connection for asked in server.asked] == [1, 2, 2]


async def test_an_answer_that_came_twice_does_not_cost_the_next_request_its_own() -> None:
    """With a seq it is known for a stray one; the request would end as unknown all the same."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.connections += 1
        number = running.connections
        while (asked := await read_request(running, reader, number)) is not None:
            writer.write(http(packet(asked.seq)))
            await asyncio.sleep(0.02)
            writer.write(http(packet(asked.seq)) if number == 1 else b"")
        writer.close()

    running = RawServer()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server, open_client(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as client:
        await send(client)
        await asyncio.sleep(0.1)
        await send(client)
        assert [asked.connection for asked in running.asked] == [1, 2]


async def test_a_relay_that_speaks_before_it_was_asked_is_asked_once_and_nothing_was_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A balancer that is full may say so right after the handshake: another try would find the same."""
    monkeypatch.setattr(aiohttp.TCPConnector, "connect", _late(aiohttp.TCPConnector.connect))
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        writer.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server, open_client(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as client:
        exchange = Exchange()
        problem = await problem_of(client, exchange)
        assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)
        assert english(problem) == "the relay closed the connection, or spoke, before it was asked"
        assert (connections, exchange.may_have_left) == (1, False)
        assert client.reachability.failure == problem


def _late(connect: Callable[..., Awaitable[Connection]]) -> Callable[..., Awaitable[Connection]]:
    """Lets what the other end has to say arrive before the connection is used."""

    async def connected(*given: object, **named: object) -> Connection:
        made = await connect(*given, **named)
        await asyncio.sleep(0.05)
        return made

    return connected


async def test_a_connection_that_lags_an_answer_behind_is_not_used_again() -> None:
    """Else the answer to the second request, a gateway's without a seq, would pass for that to the third."""

    async def answer(asked: Asked) -> bytes:
        of_this_connection = [one for one in server.asked if one.connection == asked.connection]
        if asked.connection > 1 or len(of_this_connection) == 1:
            return http(packet(asked.seq))
        return http(packet(of_this_connection[0].seq)) if len(of_this_connection) == 2 else GATEWAY

    async with raw_server(answer) as server, open_client(server.url) as client:
        await send(client)
        assert told(await problem_of(client)) == (Delivery.NO_ANSWER, LocalFailure.UNUSABLE_ANSWER)
        await send(client)
        assert [asked.connection for asked in server.asked] == [1, 1, 2]


async def test_a_connection_that_is_free_before_its_answer_is_judged_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A connection is given back at the end of the body; a request that comes in that moment may take it."""
    free = asyncio.Event()
    give_back = Connection.release

    def release(self: Connection) -> None:
        give_back(self)
        free.set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.connections += 1
        number = running.connections
        while (asked := await read_request(running, reader, number)) is not None:
            head, end, body = (http(packet(asked.seq)) if number > 1 else GATEWAY).partition(b"\r\n\r\n")
            writer.write(head + end)
            await asyncio.sleep(0.05)
            writer.write(body)
        writer.close()

    async def send_as_soon_as_it_is_free() -> None:
        while not free.is_set():  # noqa: ASYNC110 - it has to stand in the loop's queue already
            await asyncio.sleep(0)
        await send(client)

    monkeypatch.setattr(Connection, "release", release)
    running = RawServer()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server, open_client(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as client:
        next_one = asyncio.create_task(send_as_soon_as_it_is_free())
        assert told(await problem_of(client)) == (Delivery.ANSWERED, 60018)
        await next_one
        assert [asked.connection for asked in running.asked] == [1, 2]


async def test_after_the_computer_slept_the_old_connection_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asleep = 100.0
    monkeypatch.setattr(relay_client, "slept_seconds", lambda: asleep)
    async with raw_server() as server, open_client(server.url) as client:
        exchanges = [Exchange() for _ in range(4)]
        await send(client, exchanges[0])
        asleep += 1.0
        await send(client, exchanges[1])
        asleep += 86_400.0
        await send(client, exchanges[2])
        await send(client, exchanges[3])
    assert [exchange.reused for exchange in exchanges] == [False, True, False, True]
    assert server.connections == 2
