"""What staff read of a usersig and a certificate that come to an end."""

from datetime import datetime

import pytest

from gui.core.messages import Messages
from gui.core.validity import DAY_S, Ending, Urgency, Validity, consequence, short_words

NOW = datetime(2026, 3, 10, 12, 0).timestamp()
EN, ZH = Messages("en"), Messages("zh_CN")


def sig(left_s: float) -> Validity:
    return Validity(Ending.USERSIG, NOW + left_s)


@pytest.mark.parametrize(
    ("left_s", "urgency", "words"),
    [
        (29.5 * DAY_S, Urgency.CALM, "usersig 29 d"),
        (7 * DAY_S + 1, Urgency.CALM, "usersig 7 d"),
        (7 * DAY_S, Urgency.SOON, "usersig 7 d"),
        (DAY_S + 1, Urgency.SOON, "usersig 1 d"),
        (DAY_S, Urgency.NOW, "usersig ends tomorrow 12:00"),
        (11 * 3600 + 40 * 60, Urgency.NOW, "usersig ends today 23:40"),
        (0, Urgency.NOW, "usersig has ended"),
        (-DAY_S, Urgency.NOW, "usersig has ended"),
    ],
)
def test_days_then_amber_then_red_with_the_hour(left_s: float, urgency: Urgency, words: str) -> None:
    assert sig(left_s).urgency(NOW) is urgency
    assert short_words(sig(left_s), EN, NOW) == words


def test_what_is_made_by_the_panel_renews_itself() -> None:
    made = Validity(Ending.USERSIG, None)
    assert made.urgency(NOW) is Urgency.CALM
    assert short_words(made, EN, NOW) == "usersig renews itself"
    assert consequence(made, EN, NOW) == ""


def test_the_consequence_is_said_while_something_can_be_done() -> None:
    assert consequence(sig(8 * DAY_S), EN, NOW) == ""
    soon = consequence(sig(11 * 3600 + 40 * 60), EN, NOW)
    assert soon.startswith("The usersig ends today 23:40: after that you can neither start nor stop.")
    assert "administrator" in soon
    assert "2026-03-15 12:00" in consequence(sig(5 * DAY_S), EN, NOW)
    assert consequence(sig(-1), EN, NOW).startswith("The usersig has ended")
    assert "今天 23:40" in consequence(sig(11 * 3600 + 40 * 60), ZH, NOW)


def test_a_certificate_is_told_apart() -> None:
    ours = Validity(Ending.CERTIFICATE, NOW + 3.5 * DAY_S)
    theirs = Validity(Ending.RELAY_CERTIFICATE, NOW + 3.5 * DAY_S)
    assert short_words(ours, EN, NOW) == "certificate 3 d"
    assert short_words(theirs, EN, NOW) == "relay's certificate 3 d"
    assert short_words(ours, ZH, NOW) == "客户端证书剩 3 天"
