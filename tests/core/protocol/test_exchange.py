"""The course of one request: how far it came, and how long each step took."""

from gui.core.protocol.exchange import Exchange

DONE = Exchange(
    began=100.0, connected=100.0104, sent=100.0206, answered=100.5, reused=True, status=200, answer=b"{}"
)


def test_a_request_that_was_just_begun_has_not_left() -> None:
    fresh = Exchange()
    assert (fresh.connected, fresh.sent, fresh.answered, fresh.status) == (None, None, None, None)
    assert (fresh.reused, fresh.date, fresh.answer) == (False, "", b"")
    assert (fresh.content_type, fresh.content_encoding) == ("", "")
    assert (fresh.may_have_left, fresh.milliseconds(), fresh.waited_ms) == (False, {}, 0)


def test_from_the_moment_of_a_connection_a_byte_may_have_left() -> None:
    assert Exchange(began=100.0, connected=100.0).may_have_left


def test_the_steps_reached_are_told_in_milliseconds_since_the_beginning() -> None:
    assert DONE.milliseconds() == {"connected": 10, "sent": 21, "answered": 500}
    assert Exchange(began=100.0, connected=110.0).milliseconds() == {"connected": 10_000}


def test_the_wait_counts_from_sending_or_else_from_the_beginning() -> None:
    assert DONE.waited_ms == 479
    assert Exchange(began=100.0, answered=100.25).waited_ms == 250
    assert Exchange(began=100.0, sent=100.1).waited_ms == 0
