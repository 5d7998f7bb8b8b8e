"""*Did you mean*: a slip of the finger is noticed, anything further away is not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gui.core.catalogue.errors import Delivery
from gui.core.foundation.enums import PRACTICE_NAME, Operation, Source, State
from gui.core.sessions.did_you_mean import Suggestion, did_you_mean, one_slip_apart
from gui.core.sessions.session import Failure, Session, Target

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TARGET = Target("relay.example", 1400000001, 10004, "dan", Source.CAMERA)
MISSED = Session(
    TARGET,
    "Main",
    State.FAILED,
    "Li",
    NOW,
    NOW,
    failure=Failure(Delivery.ANSWERED, Operation.START, 30000411),
)


def _recorded(profile: str = "Main", room: int = 10004, account: str = "dan") -> Session:
    target = replace(TARGET, room=room, account=account)
    return Session(target, profile, State.STOPPED, "Li", NOW, NOW, accepted_at=NOW)


@pytest.mark.parametrize(
    ("first", "second"),
    [("dan", "Dan"), ("dan", "dna"), ("dan", "dam"), ("dan", "dann"), ("10004", "1004"), ("dan", "ｄａｎ")],
)
def test_one_slip_is_seen_both_ways(first: str, second: str) -> None:
    assert one_slip_apart(first, second)
    assert one_slip_apart(second, first)


@pytest.mark.parametrize(
    ("first", "second"), [("dan", "dan"), ("dan", "nad"), ("dan", "daniel"), ("ab", "ba1")]
)
def test_anything_else_is_no_slip(first: str, second: str) -> None:
    assert not one_slip_apart(first, second)


def test_a_near_room_a_near_user_and_the_same_target_elsewhere_are_suggested() -> None:
    others = [_recorded(room=10005), _recorded(account="Dan"), _recorded("Other"), _recorded(account="bob")]
    others[2] = replace(others[2], target=replace(TARGET, sdk_app_id=1400000002))
    found = did_you_mean(MISSED, others)
    assert found == tuple(Suggestion(other.profile, other.target) for other in others[:3])


def test_practice_is_never_suggested_in_place_of_a_real_profile() -> None:
    practice = replace(_recorded(PRACTICE_NAME), target=replace(TARGET, sdk_app_id=1))
    assert did_you_mean(MISSED, [practice]) == ()
    missed = replace(MISSED, profile=PRACTICE_NAME, target=practice.target)
    assert did_you_mean(missed, [_recorded()]) == (Suggestion("Main", TARGET),)


def test_what_was_never_accepted_is_not_suggested() -> None:
    assert did_you_mean(MISSED, [replace(_recorded(room=10005), accepted_at=None)]) == ()


def test_only_a_room_or_user_that_was_not_found_asks_did_you_mean() -> None:
    other = replace(MISSED, failure=Failure(Delivery.ANSWERED, Operation.START, 30000201))
    assert did_you_mean(other, [_recorded(room=10005)]) == ()
