"""A relay whose certificate goes bad after the last look at it: nothing was sent, and the reason is told."""

import datetime
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import trustme

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.network.relay_client import RelayClient
from gui.core.network.tls_context import ClientContext
from gui.core.protocol.exchange import Exchange
from tests.support.core.relay_client import open_client, problem_of, send, told
from tests.support.network.raw_server import Asked, RawServer, http, packet, raw_server

DAY = datetime.timedelta(days=1)
NOW = datetime.datetime.now(datetime.UTC)


@dataclass
class Swapping:
    """A server on loopback whose next connection shows another certificate once it is told so."""

    authority: trustme.CA
    context: ssl.SSLContext
    server: RawServer
    client: RelayClient


@asynccontextmanager
async def swapping() -> AsyncIterator[Swapping]:
    authority = trustme.CA()
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    ours = ClientContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(ours)

    async def once(asked: Asked) -> bytes:
        # Each request on a connection of its own: the next one shakes hands anew.
        return http(packet(asked.seq)).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)

    async with raw_server(once, tls=theirs) as server, open_client(server.url, context=ours) as client:
        yield Swapping(authority, theirs, server, client)


Issue = Callable[[trustme.CA], trustme.LeafCert]


@pytest.mark.usefixtures("taken_at_once")
@pytest.mark.parametrize(
    ("issue", "word"),
    [
        (
            lambda ca: ca.issue_cert("127.0.0.1", not_before=NOW - 2 * DAY, not_after=NOW - DAY),
            LocalFailure.TLS_EXPIRED,
        ),
        (
            lambda ca: ca.issue_cert("127.0.0.1", not_before=NOW + DAY, not_after=NOW + 2 * DAY),
            LocalFailure.TLS_NOT_YET_VALID,
        ),
        (lambda ca: ca.issue_cert("other.example"), LocalFailure.TLS_WRONG_HOST),
        (lambda _ca: trustme.CA().issue_cert("127.0.0.1"), LocalFailure.TLS_UNKNOWN_AUTHORITY),
    ],
    ids=["expired", "not yet valid", "another host's", "another authority's"],
)
async def test_a_certificate_that_goes_bad_between_two_requests_is_told_and_nothing_is_sent(
    issue: Issue, word: LocalFailure
) -> None:
    async with swapping() as it:
        await send(it.client)
        issue(it.authority).configure_cert(it.context)
        exchange = Exchange()
        assert told(await problem_of(it.client, exchange)) == (Delivery.NEVER_SENT, word)
        assert not exchange.may_have_left
        assert len(it.server.asked) == 1
        # A renewed one is taken at once.
        it.authority.issue_cert("127.0.0.1").configure_cert(it.context)
        await send(it.client)
        assert len(it.server.asked) == 2
