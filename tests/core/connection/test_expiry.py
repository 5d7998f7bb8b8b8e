"""What staff read of a usersig and a certificate that come to an end."""

from datetime import UTC, datetime

import pytest

from gui.core.connection.expiry import (
    DAY_S,
    Ending,
    Expiry,
    Urgency,
    consequence,
    detail_text,
    request_text,
    short_text,
)
from gui.core.foundation.messages import Messages
from gui.core.profiles.profiles import new_profile

NOW = datetime(2026, 3, 10, 12, 0).timestamp()
EN, ZH = Messages("en"), Messages("zh_CN")


def sig(left_s: float) -> Expiry:
    return Expiry(Ending.USERSIG, NOW + left_s)


@pytest.mark.parametrize(
    ("left_s", "urgency", "words"),
    [
        (29.5 * DAY_S, Urgency.CALM, "login valid 29 days"),
        (7 * DAY_S + 1, Urgency.CALM, "login valid 7 days"),
        (7 * DAY_S, Urgency.SOON, "login valid 7 days"),
        (DAY_S + 1, Urgency.SOON, "login valid 1 day"),
        (DAY_S, Urgency.NOW, "login ends tomorrow 12:00"),
        (11 * 3600 + 40 * 60, Urgency.NOW, "login ends today 23:40"),
        (0, Urgency.OVER, "login has expired"),
        (-DAY_S, Urgency.OVER, "login has expired"),
    ],
)
def test_days_then_amber_then_red_with_the_hour(left_s: float, urgency: Urgency, words: str) -> None:
    assert sig(left_s).urgency(NOW) is urgency
    assert short_text(sig(left_s), EN, NOW) == words


def test_what_is_made_by_the_panel_renews_itself() -> None:
    made = Expiry(Ending.USERSIG, None, renews=True)
    assert made.urgency(NOW) is Urgency.CALM
    assert short_text(made, EN, NOW) == "login renews itself"
    assert consequence(made, EN, NOW) == ""


def test_the_consequence_is_said_while_something_can_be_done() -> None:
    assert consequence(sig(8 * DAY_S), EN, NOW) == ""
    soon = consequence(sig(11 * 3600 + 40 * 60), EN, NOW)
    assert soon.startswith("The login (usersig) ends today 23:40: after that you can neither start nor stop.")
    assert "administrator" in soon
    assert "2026-03-15 12:00" in consequence(sig(5 * DAY_S), EN, NOW)
    assert consequence(sig(-1), EN, NOW).startswith("The login (usersig) has expired")
    assert "今天 23:40" in consequence(sig(11 * 3600 + 40 * 60), ZH, NOW)


def test_a_certificate_is_told_apart() -> None:
    ours = Expiry(Ending.CERTIFICATE, NOW + 3.5 * DAY_S)
    theirs = Expiry(Ending.RELAY_CERTIFICATE, NOW + 3.5 * DAY_S)
    assert short_text(ours, EN, NOW) == "certificate valid 3 days"
    assert short_text(theirs, EN, NOW) == "relay's certificate valid 3 days"
    assert short_text(ours, ZH, NOW) == "客户端证书有效期还有 3 天"


def test_the_details_have_the_technical_word_and_the_moment() -> None:
    assert detail_text(sig(29.5 * DAY_S), EN, NOW) == "login (usersig) ends 2026-04-09 00:00"
    assert detail_text(Expiry(Ending.USERSIG, None), EN, NOW) == ""


def test_an_end_that_can_not_be_read_is_said_to_be_unknown() -> None:
    unread = Expiry(Ending.USERSIG, None)
    assert unread.urgency(NOW) is Urgency.CALM
    assert short_text(unread, EN, NOW) == "login: end not known"
    assert consequence(unread, EN, NOW) == ""


def test_a_credential_that_nobody_gave_is_said_to_be_missing() -> None:
    missing = Expiry(Ending.USERSIG, None, missing=True)
    assert short_text(missing, EN, NOW) == "login missing: no credential given"
    assert (missing.urgency(NOW), consequence(missing, EN, NOW)) == (Urgency.CALM, "")


def test_who_can_renew_the_relays_own_certificate_is_said() -> None:
    theirs = Expiry(Ending.RELAY_CERTIFICATE, NOW + 3600)
    assert "Whoever runs the relay has to renew it" in consequence(theirs, EN, NOW)
    assert "Ask your administrator for a new one" not in consequence(theirs, EN, NOW)


@pytest.mark.parametrize("what", list(Ending))
@pytest.mark.parametrize("messages", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("left_s", [3 * DAY_S, -3600])
def test_the_request_for_the_administrator_holds_every_fact_and_what_to_do(
    what: Ending, messages: Messages, left_s: float
) -> None:
    values = {
        "name": "Main",
        "url": "https://relay.example:8443",
        "sdk_app_id": 1400000001,
        "identifier": "li",
    }
    text = request_text(Expiry(what, NOW + left_s), new_profile(values), messages, NOW)
    ends = datetime.fromtimestamp(NOW + left_s, UTC)
    for fact in ("Main", "relay.example:8443", "1400000001", "li", f"{ends:%Y-%m-%d %H:%M} UTC"):
        assert fact in text
    assert messages.text(f"renewal.do.{what}") in text
    first = text.splitlines()[0]
    assert first == messages.text(
        "renewal.soon" if left_s > 0 else "renewal.over", what=messages.text(f"validity.what.{what}")
    )
