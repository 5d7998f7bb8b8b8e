"""A relay client and one packet through it."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.request import StartRequest
from gui.core.protocol.wire import Accepted, Nonces

APP = 1400003984
USERSIG = "eJw*k-A_z"
REQUEST = StartRequest(room=10001, account="user1", file_name="lesson")


@asynccontextmanager
async def open_client(
    url: str,
    *,
    usersig: str = USERSIG,
    identifier: str = "admin",
    context: ssl.SSLContext | None = None,
) -> AsyncIterator[RelayClient]:
    async def give() -> str:
        return usersig

    client = RelayClient(url, sdk_app_id=APP, identifier=identifier, usersig=give, context=context)
    try:
        yield client
    finally:
        await client.close()


async def send(client: RelayClient, exchange: Exchange | None = None) -> Accepted:
    nonces = Nonces.fresh()
    return await client.send(REQUEST.packet(APP, nonces), nonces.random, exchange or Exchange())


async def problem_of(client: RelayClient, exchange: Exchange | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        await send(client, exchange)
    return caught.value


def told(problem: Problem) -> tuple[Delivery, LocalFailure | int | None]:
    """How far it came, and the code or the word."""
    return problem.delivery, problem.word if problem.code is None else problem.code
