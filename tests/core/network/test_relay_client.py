"""One packet through the relay client: an answer, or one problem that says how far it came."""

import asyncio
import gzip
import time

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.network import limits
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted
from tests.support.core.relay_client import open_client, problem_of, send, told
from tests.support.core.told import english
from tests.support.network.raw_server import Asked, http, packet, raw_server


def test_the_limits_are_those_of_the_documents() -> None:
    assert (limits.CONNECT_LIMIT_S, limits.ANSWER_LIMIT_S, limits.IDLE_LIMIT_S) == (
        3.0,
        8.0,
        5.0,
    )


# Sent, and no usable answer.


async def test_a_connection_that_is_dropped_before_the_answer_is_sent_without_an_answer() -> None:
    async def drop(_asked: Asked) -> None:
        return None

    async with raw_server(drop) as server, open_client(server.url) as client:
        exchange = Exchange()
        assert told(await problem_of(client, exchange)) == (Delivery.NO_ANSWER, LocalFailure.CONNECTION_LOST)
        assert exchange.may_have_left
    assert len(server.asked) == 1


async def test_a_connection_that_is_closed_well_without_an_answer_is_the_same() -> None:
    async def nothing(_asked: Asked) -> bytes:
        return b"Connection: close"

    async with raw_server(nothing) as server, open_client(server.url) as client:
        problem = await problem_of(client)
    assert problem.delivery is Delivery.NO_ANSWER
    assert len(server.asked) == 1


@pytest.mark.usefixtures("short_limits")
async def test_an_answer_that_does_not_come_in_time_is_a_time_out() -> None:
    async def late(_asked: Asked) -> None:
        await asyncio.sleep(5)

    async with raw_server(late) as server, open_client(server.url) as client:
        began = time.monotonic()
        assert told(await problem_of(client)) == (Delivery.NO_ANSWER, LocalFailure.TIMEOUT)
        assert 0.3 < time.monotonic() - began < 2
    assert len(server.asked) == 1


@pytest.mark.usefixtures("short_limits")
async def test_an_answer_that_drips_in_is_a_time_out_too() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not writer.is_closing() and not over.is_set():
            writer.write(b" ")
            await asyncio.sleep(0.05)
        writer.transport.abort()

    over = asyncio.Event()
    dripping = await asyncio.start_server(drip, "127.0.0.1", 0)
    async with open_client(f"http://127.0.0.1:{dripping.sockets[0].getsockname()[1]}") as client:
        assert told(await problem_of(client)) == (Delivery.NO_ANSWER, LocalFailure.TIMEOUT)
    over.set()
    dripping.close()
    await asyncio.sleep(0.1)


def cut(asked: Asked) -> bytes:
    return http(packet(asked.seq)).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)[:-9]


UNUSABLE = {
    "cut body": (cut, LocalFailure.CONNECTION_LOST),
    "empty body": (lambda _asked: http(b""), LocalFailure.UNUSABLE_ANSWER),
    "html with 200": (
        lambda _asked: http(b"<html>login</html>", content="text/html"),
        LocalFailure.UNUSABLE_ANSWER,
    ),
    "wrong seq": (lambda asked: http(packet((asked.seq + 1) % 2**32)), LocalFailure.UNUSABLE_ANSWER),
    "no result": (lambda asked: http(packet(asked.seq, result=None)), LocalFailure.UNUSABLE_ANSWER),
    "huge": (lambda _asked: http(b" " * (5 * 1024 * 1024)), LocalFailure.UNUSABLE_ANSWER),
    "502 page": (
        lambda _asked: http(b"<html>502</html>", status="502 Bad Gateway"),
        LocalFailure.HTTP_STATUS,
    ),
    "204": (lambda _asked: http(b"", status="204 No Content"), LocalFailure.HTTP_STATUS),
    "a good answer with 500": (
        lambda asked: http(packet(asked.seq), status="500 Oops"),
        LocalFailure.HTTP_STATUS,
    ),
}


@pytest.mark.parametrize(("answer", "word"), UNUSABLE.values(), ids=UNUSABLE.keys())
async def test_an_answer_that_cannot_be_used_is_sent_without_an_answer(
    answer: object, word: LocalFailure
) -> None:
    async def give(asked: Asked) -> bytes:
        assert callable(answer)
        raw = answer(asked)
        assert isinstance(raw, bytes)
        return raw

    async with raw_server(give) as server, open_client(server.url) as client:
        exchange = Exchange()
        problem = await problem_of(client, exchange)
        assert problem.delivery is Delivery.NO_ANSWER
        assert problem.word is word
    assert len(server.asked) == 1


async def test_a_redirect_is_not_followed() -> None:
    async with raw_server() as elsewhere:

        async def redirect(_asked: Asked) -> bytes:
            head = f"HTTP/1.1 307 There\r\nLocation: {elsewhere.url}/\r\nContent-Length: 0\r\n\r\n"
            return head.encode()

        async with raw_server(redirect) as server, open_client(server.url) as client:
            assert told(await problem_of(client)) == (Delivery.NO_ANSWER, LocalFailure.HTTP_STATUS)
    assert elsewhere.connections == 0


GARBAGE = [b"\x00\xff garbage", b"HTTP/9.9 what\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"]
GARBAGE += [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"]
GARBAGE += [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]
GARBAGE += [b"HTTP/1.1 200 OK\r\nSet-Cookie: \xff=\xff; a\r\nContent-Length: 2\r\n\r\n{}"]


@pytest.mark.parametrize("raw", GARBAGE)
async def test_bytes_that_are_no_http_are_sent_without_an_answer(raw: bytes) -> None:
    async def give(_asked: Asked) -> bytes:
        return raw + b"Connection: close" if b"Length: 2" not in raw else raw

    async with raw_server(give) as server, open_client(server.url) as client:
        assert (await problem_of(client)).delivery is Delivery.NO_ANSWER
    assert len(server.asked) == 1


async def test_a_refusal_is_answered_with_its_code_and_words() -> None:
    async def refuse(asked: Asked) -> bytes:
        return http(packet(asked.seq, result=30000410).replace(b'""}}', b'"room not exist"}}'))

    async with raw_server(refuse) as server, open_client(server.url) as client:
        problem = await problem_of(client)
        assert told(problem) == (Delivery.ANSWERED, 30000410)
        assert english(problem) == "room not exist"


async def test_an_answer_is_read_compressed_and_in_chunks() -> None:
    async def give(asked: Asked) -> bytes:
        body = gzip.compress(packet(asked.seq, str_fileID=["文件"]))
        chunks = b"".join(
            f"{len(body[i : i + 7]):x}\r\n".encode() + body[i : i + 7] + b"\r\n"
            for i in range(0, len(body), 7)
        )
        return (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunks
            + b"0\r\n\r\n"
        )

    async with raw_server(give) as server, open_client(server.url) as client:
        assert await send(client) == Accepted(("文件",))
