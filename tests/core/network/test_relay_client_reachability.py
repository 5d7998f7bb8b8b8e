"""What a relay client comes to know of the way, by its requests and by its probes."""

import asyncio
import ssl
from contextlib import AsyncExitStack

import pytest
import trustme

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.system import boot_seconds
from gui.core.network import relay_client
from gui.core.network.reachability import Reachability, Route
from tests.support.core.relay_client import open_client, problem_of, send
from tests.support.network.raw_server import Asked, http, packet, raw_server


def way(reachability: Reachability) -> Route:
    return reachability.way(boot_seconds())


async def test_an_answer_and_a_refusal_are_both_answers_and_are_timed_from_sending() -> None:
    async def slowly(asked: Asked) -> bytes:
        await asyncio.sleep(0.06)
        return http(packet(asked.seq, result=0 if len(server.asked) == 1 else 30000410))

    async with raw_server(slowly) as server, open_client(server.url) as client:
        assert way(client.reachability) is Route.NOT_ASKED
        await send(client)
        assert way(client.reachability) is Route.REACHABLE
        assert client.reachability.took_ms is not None
        assert 55 <= client.reachability.took_ms < 2000
        before = client.reachability.answered_at
        assert (await problem_of(client)).code == 30000410
        assert way(client.reachability) is Route.REACHABLE
        assert before is not None
        assert client.reachability.answered_at is not None
        assert client.reachability.answered_at > before


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (None, LocalFailure.CONNECTION_LOST),
        (http(b"<html>", status="502 Bad Gateway"), LocalFailure.HTTP_STATUS),
        (http(b"{"), LocalFailure.UNUSABLE_ANSWER),
    ],
)
async def test_what_can_not_be_used_is_no_answer(raw: bytes | None, word: LocalFailure) -> None:
    async def say(_asked: Asked) -> bytes | None:
        return raw

    async with raw_server(say) as server, open_client(server.url) as client:
        await problem_of(client)
        assert way(client.reachability) is Route.NO_ANSWER
        assert client.reachability.failure is not None
        assert client.reachability.failure.word is word
        assert client.reachability.answered_at is None


async def test_a_probe_finds_out_that_the_relay_is_gone_and_that_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(relay_client, "PROOF_LIFETIME_S", 0.0)
    authority = trustme.CA()
    theirs, ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    authority.configure_trust(ours)
    async with AsyncExitStack() as there:
        server = await there.enter_async_context(raw_server(tls=theirs))
        async with open_client(server.url, context=ours) as client:
            await client.prove()
            assert way(client.reachability) is Route.REACHABLE
            assert client.reachability.answered_at is None
            await there.aclose()
            assert (await problem_of(client)).word is LocalFailure.CONNECT
            assert way(client.reachability) is Route.NOT_REACHABLE
            back = await there.enter_async_context(raw_server(tls=theirs, port=server.port))
            await client.prove()
            assert way(client.reachability) is Route.REACHABLE
            assert client.reachability.failure is None
        async with open_client(server.url, context=ssl.create_default_context()) as stranger:
            assert (await problem_of(stranger)).word is LocalFailure.TLS_UNKNOWN_AUTHORITY
            assert way(stranger.reachability) is Route.NOT_TRUSTED
        assert server.asked == back.asked == []
