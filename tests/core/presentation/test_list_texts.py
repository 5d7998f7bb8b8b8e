"""What the columns Time, Elapsed and Note say, in both languages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.presentation.list_texts import elapsed_text, notes_text, time_text
from tests.support.session_samples import (
    NOW,
    ago,
    answered,
    local_zone,
    recording,
    refused,
    sample,
    stopped,
    unconfirmed,
)

ENGLISH, CHINESE = Messages("en"), Messages("zh_CN")


@pytest.fixture(autouse=True)
def _utc() -> Iterator[None]:
    with local_zone("UTC"):
        yield


def test_the_time_is_when_the_service_accepted_the_start() -> None:
    assert time_text(recording(1), ENGLISH, NOW) == "11:48"
    assert time_text(stopped(1, "a", accepted_at=ago(days=1)), ENGLISH, NOW) == "Yesterday 12:00"
    assert time_text(stopped(1, "a", accepted_at=ago(days=2)), ENGLISH, NOW) == "Thu 20 Nov 12:00"
    assert time_text(stopped(1, "a", accepted_at=ago(days=2)), CHINESE, NOW) == "11月20日 周四 12:00"
    assert time_text(stopped(1, "a", accepted_at=ago(days=1)), CHINESE, NOW) == "昨天 12:00"


def test_what_was_not_accepted_says_when_it_was_asked_for() -> None:
    assert time_text(unconfirmed(1, asked_at=ago(hours=2)), ENGLISH, NOW) == "asked 10:00"
    assert time_text(unconfirmed(1, asked_at=ago(days=1)), ENGLISH, NOW) == "asked yesterday 12:00"
    assert time_text(unconfirmed(1, asked_at=ago(hours=2)), CHINESE, NOW) == "请求于 10:00"
    assert time_text(unconfirmed(1, asked_at=ago(days=1)), CHINESE, NOW) == "请求于昨天 12:00"


def test_what_was_not_started_has_no_start_time() -> None:
    assert time_text(refused(1, asked_at=ago(hours=2)), ENGLISH, NOW) == "asked 10:00"
    assert time_text(refused(1, accepted_at=ago(hours=1)), ENGLISH, NOW).startswith("asked ")


def test_what_was_recorded_already_began_before() -> None:
    maybe = sample(1, State.UNKNOWN, asked_at=ago(minutes=2), failure=answered(30000415))
    assert time_text(maybe, ENGLISH, NOW) == "before 11:58"
    assert time_text(maybe, CHINESE, NOW) == "早于 11:58"


@pytest.mark.parametrize("messages", [ENGLISH, CHINESE])
def test_the_clock_comes_last_since_a_narrow_column_cuts_at_the_left(messages: Messages) -> None:
    maybe = sample(1, State.UNKNOWN, asked_at=ago(minutes=2), failure=answered(30000415))
    assert time_text(maybe, messages, NOW).endswith("11:58")
    assert time_text(unconfirmed(1, asked_at=ago(hours=2)), messages, NOW).endswith("10:00")


def test_a_dash_stands_where_nobody_knows_how_long() -> None:
    assert elapsed_text(recording(1), timedelta(minutes=12, seconds=41).total_seconds()) == "00:12:41"
    assert elapsed_text(unconfirmed(1), None) == "–"
    assert elapsed_text(refused(1), 5.0) == "–"


def test_a_note_is_what_staff_noted_and_neither_operator_nor_number() -> None:
    assert notes_text(recording(881), ENGLISH, 10.0) == ""
    assert notes_text(recording(7, note="call\nback"), ENGLISH, 5400.0) == "now in file 2 · call\\nback"
