"""Small parts of the relay client: what it refuses, holds back and never keeps."""

import ssl

import httpx
import pytest

from gui.core.network.relay_client import RelayClient
from tests.support.core.relay_client import APP, open_client, problem_of, send
from tests.support.network.raw_server import Asked, http, packet, raw_server


async def never() -> str:
    raise AssertionError


@pytest.mark.parametrize(
    ("url", "context", "why"),
    [
        ("https://relay.example", None, "https needs a TLS context, http none"),
        ("http://127.0.0.1", ssl.create_default_context(), "https needs a TLS context, http none"),
        ("http://relay.example", None, "plain http is for loopback addresses only"),
    ],
)
def test_a_way_that_is_not_safe_is_refused_with_its_reason(
    url: str, context: ssl.SSLContext | None, why: str
) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        RelayClient(url, sdk_app_id=APP, identifier="admin", usersig=never, context=context)


async def cause_of(monkeypatch: pytest.MonkeyPatch, err: Exception) -> BaseException | None:
    """What a traceback would show as the cause of a request that failed by this error."""

    async def fails(*_given: object) -> None:
        raise err

    monkeypatch.setattr("gui.core.network.relay_client.RelayTransport.handle_async_request", fails)
    async with open_client("http://127.0.0.1:1") as one:
        return (await problem_of(one)).__cause__


async def test_an_error_that_holds_the_usersig_is_told_by_its_kind_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = await cause_of(monkeypatch, OSError("https://relay.example/?usersig=canary&random=1"))
    assert str(told) == "OSError, its text held back: the URL was in it"
    behind = httpx.ReadError("harmless")
    behind.__cause__ = ValueError("usersig=canary")
    assert str(await cause_of(monkeypatch, behind)) == "ReadError, its text held back: the URL was in it"


async def test_an_error_without_it_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    harmless = OSError("connection refused")
    assert await cause_of(monkeypatch, harmless) is harmless


def by_name(url: str) -> str:
    """For bare addresses no library keeps a cookie."""
    return url.replace("127.0.0.1", "localhost")


async def test_no_cookie_is_kept() -> None:
    async def answer(asked: Asked) -> bytes:
        return http(packet(asked.seq)).replace(b"\r\n\r\n", b"\r\nSet-Cookie: desk=7; Path=/\r\n\r\n", 1)

    async with raw_server(answer) as server, open_client(by_name(server.url)) as one:
        await send(one)
        await send(one)
    assert ["cookie" in asked.headers for asked in server.asked] == [False, False]
