"""A request that broke off: what it is told as, and what a traceback may show of it."""

import time

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.network.broken_request import Broken, translated
from gui.core.protocol.exchange import Exchange
from tests.support.core.relay_client import open_client, problem_of, send, told


class Unspeakable(Exception):  # noqa: N818 - it names what it is
    def __str__(self) -> str:
        raise ValueError("no words")


def test_an_error_with_the_usersig_in_it_is_held_back() -> None:
    broken = Broken(OSError("POST http://relay/?usersig=canary"))
    assert str(broken.shown) == "OSError, its text held back: the URL was in it"
    assert (broken.args, str(broken)) == ((), "")


def test_an_error_that_can_not_be_told_is_held_back_too() -> None:
    assert str(Broken(Unspeakable()).shown) == "Unspeakable, its text held back: the URL was in it"


def test_an_error_without_a_secret_is_shown_as_it_is() -> None:
    why = OSError("no route")
    assert Broken(why).shown is why


def test_what_the_libraries_did_not_foresee_in_an_answer_is_an_answer_that_can_not_be_read() -> None:
    exchange = Exchange(beginning=b"HTTP/1.1 200 OK")
    with pytest.raises(Broken), translated(exchange):
        raise ValueError("canary")
    assert exchange.garbled


def test_a_host_that_can_be_none_breaks_the_request_and_nothing_came() -> None:
    exchange = Exchange()
    with pytest.raises(Broken), translated(exchange):
        raise UnicodeError("label too long")
    assert not exchange.garbled


def test_a_bug_of_ours_before_anything_came_stays_a_bug() -> None:
    with pytest.raises(ValueError, match="ours"), translated(Exchange()):
        raise ValueError("ours")


async def test_an_answer_that_the_library_stumbles_over_is_sent_without_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exchange = Exchange()

    async def stumbles(*_given: object) -> None:
        exchange.connected, exchange.beginning = time.monotonic(), b"HTTP/1.1 200 OK"
        raise ValueError("canary")

    monkeypatch.setattr("gui.core.network.relay_client.RelayTransport.handle_async_request", stumbles)
    async with open_client("http://127.0.0.1:1") as client:
        found = await problem_of(client, exchange)
    assert told(found) == (Delivery.NO_ANSWER, LocalFailure.UNREADABLE_ANSWER)


async def test_a_bug_before_the_request_left_is_not_told_as_the_network_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def ours(*_given: object) -> None:
        raise ValueError("ours")

    monkeypatch.setattr("gui.core.network.relay_client.RelayTransport.handle_async_request", ours)
    async with open_client("http://127.0.0.1:1") as client:
        with pytest.raises(ValueError, match="ours"):
            await send(client)
