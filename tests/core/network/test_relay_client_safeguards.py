"""Small parts of the relay client: what it refuses, holds back and never keeps."""

import ssl

import pytest

from gui.core.network.relay_client import RelayClient, _without_usersig
from tests.support.core.relay_client import APP, open_client, send
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


def test_an_error_that_holds_the_usersig_is_told_by_its_kind_alone() -> None:
    told = _without_usersig(ValueError("https://relay.example/?usersig=canary&random=1"))
    assert str(told) == "ValueError, its text held back: the URL was in it"
    behind = KeyError("harmless")
    behind.__cause__ = ValueError("usersig=canary")
    assert str(_without_usersig(behind)) == "KeyError, its text held back: the URL was in it"


def test_an_error_without_it_is_told_as_it_is() -> None:
    harmless = ValueError("connection refused")
    assert _without_usersig(harmless) is harmless


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
