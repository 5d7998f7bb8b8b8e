"""A usersig shows nowhere but on the wire: not in a log at DEBUG, a problem, its chain or a traceback."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable

import pytest

from gui.core.catalogue.errors import Problem
from gui.core.network import relay_client
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Nonces
from gui.core.recording.attempt import Attempt
from tests.support.core.relay_client import APP, REQUEST, open_client, send
from tests.support.core.told import english
from tests.support.network.raw_server import Asked, http, packet, raw_server

CANARY = "CANARYusersig0123456789"
Give = Callable[[Asked], Awaitable[bytes | None]]


def given(raw: bytes | None) -> Give:
    async def give(_asked: Asked) -> bytes | None:
        return raw

    return give


async def good(asked: Asked) -> bytes:
    return http(packet(asked.seq))


async def refused(asked: Asked) -> bytes:
    return http(packet(asked.seq, result=30000411))


async def late(_asked: Asked) -> None:
    await asyncio.sleep(5)


ANSWERS: dict[str, Give] = {
    "good": good,
    "refused": refused,
    "late": late,
    "dropped": given(None),
    "closed": given(b"Connection: close"),
    "garbage": given(b"\x00\xff garbage\r\n\r\nConnection: close"),
    "bad header": given(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nConnection: close"),
    "bad chunk": given(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nConnection: close"),
    "bad gzip": given(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"),
    "redirect": given(b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
    "bad redirect": given(b"HTTP/1.1 307 X\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n"),
    "long header": given(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\nConnection: close"),
    "401": given(http(b"", status="401 No")),
    "502": given(http(b"<html>", status="502 Bad Gateway")),
}


def everything_said(err: BaseException) -> str:
    """The error as any log, report or traceback may show it, with all that it came from."""
    parts = [str(err), repr(err), repr(err.args), *traceback.format_exception(err)]
    if isinstance(err, Problem):
        parts.append(english(err))
    return "\n".join(parts)


@pytest.fixture(autouse=True)
def all_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("gui", "aiohttp", "asyncio", "httpcore"):
        caplog.set_level(logging.DEBUG, name)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
async def test_a_usersig_is_neither_logged_nor_told(
    answer: Give, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_client, "ANSWER_LIMIT_S", 0.3)
    asyncio.get_running_loop().set_debug(True)
    said = ""
    async with raw_server(answer) as server, open_client(server.url, usersig=CANARY) as client:
        try:
            await send(client)
        except Problem as problem:
            said = everything_said(problem)
            logging.getLogger("gui").exception("told with its traceback")
        assert CANARY in server.asked[0].target
    assert CANARY not in said
    assert CANARY not in caplog.text
    assert CANARY not in repr(client)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://localhost:1"])
async def test_nor_where_nothing_could_be_sent(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with open_client(url, usersig=CANARY) as client:
        with pytest.raises(Problem) as caught:
            await send(client)
    assert CANARY not in everything_said(caught.value)
    assert CANARY not in caplog.text


async def test_what_the_ledger_keeps_of_an_attempt_holds_no_usersig() -> None:
    nonces, exchange = Nonces.fresh(), Exchange()
    sent = REQUEST.packet(APP, nonces)
    async with raw_server() as server, open_client(server.url, usersig=CANARY) as client:
        answer = await client.send(sent, nonces.random, exchange)
    detail = Attempt(sent, nonces, exchange, None, answer.file_ids).detail()
    assert CANARY not in repr(detail)
    assert detail["random"] == nonces.random
    assert detail["status"] == 200
    assert str(nonces.seq) in str(detail["request"])
