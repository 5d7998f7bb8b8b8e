"""What the bar says of the way to a relay: never more than is known, and no longer than it holds."""

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.messages import Messages
from gui.core.network import reachability as contact_module
from gui.core.network.reachability import FRESH_S, Reachability, Route, age_text, reachability_text

EN, ZH = Messages("en"), Messages("zh_CN")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(contact_module, "boot_seconds", lambda: now[0])
    return now


def never_sent(word: LocalFailure) -> Problem:
    return Problem(Delivery.NEVER_SENT, word=word)


def test_what_was_never_asked_is_not_known() -> None:
    assert reachability_text(Reachability(), EN, 5.0) == "nothing sent yet"
    assert reachability_text(Reachability(), ZH, 5.0) == "尚未发送请求"


def test_a_handshake_is_no_answer(clock: list[float]) -> None:
    known = Reachability()
    known.reached()
    assert reachability_text(known, EN, clock[0]) == "reachable · no answer yet"


def test_an_answer_has_an_age_and_a_time_that_it_took(clock: list[float]) -> None:
    known = Reachability()
    known.answered(80)
    assert reachability_text(known, EN, clock[0] + 12.9) == "reachable · answered 12 s ago in 80 ms"
    assert reachability_text(known, ZH, clock[0] + 12.9) == "可连通 · 12 秒前回复，耗时 80 毫秒"


def test_long_after_it_was_reached_nobody_says_that_it_is_reachable(clock: list[float]) -> None:
    known = Reachability()
    known.answered(80)
    assert known.way(clock[0] + FRESH_S) is Route.REACHABLE
    assert reachability_text(known, EN, clock[0] + FRESH_S + 1) == "answered 15 min ago in 80 ms"
    clock[0] += 7200
    known.reached()
    assert reachability_text(known, EN, clock[0]) == "reachable · answered 2 h ago in 80 ms"


@pytest.mark.parametrize(
    ("problem", "way", "words"),
    [
        (never_sent(LocalFailure.NAME_RESOLUTION), Route.NOT_REACHABLE, "not reachable (host not found)"),
        (never_sent(LocalFailure.CONNECT), Route.NOT_REACHABLE, "not reachable (no connection)"),
        (never_sent(LocalFailure.PROXY), Route.NOT_REACHABLE, "not reachable (proxy)"),
        (never_sent(LocalFailure.TLS_SELF_SIGNED), Route.NOT_TRUSTED, "can't be used (self-signed)"),
        (
            never_sent(LocalFailure.CLIENT_CERTIFICATE),
            Route.NOT_TRUSTED,
            "can't be used (client certificate missing)",
        ),
        (
            Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT),
            Route.NO_ANSWER,
            "no usable answer (no answer in time)",
        ),
        (
            Problem(Delivery.NO_ANSWER, word=LocalFailure.CONNECTION_LOST),
            Route.NO_ANSWER,
            "no usable answer (connection lost)",
        ),
    ],
)
def test_what_failed_last_is_told_beside_the_last_answer_until_it_works_again(
    clock: list[float], problem: Problem, way: Route, words: str
) -> None:
    known = Reachability()
    known.answered(80)
    clock[0] += 60
    known.failed(problem)
    assert known.way(clock[0]) is way
    assert reachability_text(known, EN, clock[0]) == f"{words} · last answer 1 min ago"
    known.answered(5)
    assert reachability_text(known, EN, clock[0]) == "reachable · answered 0 s ago in 5 ms"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "0 s"),
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (7300, "2 h"),
        (200_000, "2 d"),
    ],
)
def test_an_age_is_told_in_its_largest_whole_unit(seconds: float, words: str) -> None:
    assert age_text(seconds, EN) == words
