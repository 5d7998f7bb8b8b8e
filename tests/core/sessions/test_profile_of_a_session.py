"""Which profile a session bears once a request of another one has ended: the one that last carried it."""

from dataclasses import replace

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.sessions.conclude import conclude
from gui.core.sessions.state_table import Opening
from tests.support.core.state_table import (
    LATER,
    NEVER,
    RECORDING,
    SILENT,
    UNKNOWN,
    after,
    answered,
    name,
    opened,
)

WITHDRAWN = Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN)
OF_ANOTHER_APP = answered(70003)
"""Refused for the profile's own signature."""


def stop_through(profile: str, *, unconfirmed: bool = False) -> Opening:
    """A stop by another profile than the one that the session bears, as its intent has it."""
    opening = opened("stop", UNKNOWN if unconfirmed else RECORDING)
    return replace(
        opening, session=replace(opening.session, profile=profile), profile_before=opening.session.profile
    )


@pytest.mark.parametrize("why", [*NEVER, WITHDRAWN], ids=name)
def test_a_stop_that_never_left_leaves_the_profile_of_before(why: Problem) -> None:
    assert after(stop_through("new"), why).profile == "Main"


@pytest.mark.parametrize("answer", [None, answered(30000412), *SILENT], ids=name)
def test_a_stop_that_was_carried_leaves_the_profile_that_carried_it(answer: Problem | None) -> None:
    assert after(stop_through("new"), answer).profile == "new"


@pytest.mark.parametrize("last", [*NEVER, OF_ANOTHER_APP], ids=name)
def test_a_stop_that_may_have_taken_effect_at_its_first_try_was_carried(last: Problem) -> None:
    opening = stop_through("new")
    first_lost = replace(opening.session, open_attempt=True)
    assert conclude(opening, first_lost, last, (), LATER)[0].profile == "new"
    assert after(opening, last).profile == "Main"


@pytest.mark.parametrize("last", [*NEVER, OF_ANOTHER_APP], ids=name)
def test_an_older_attempt_that_is_open_says_nothing_of_the_profile_that_now_failed(last: Problem) -> None:
    opening = stop_through("new", unconfirmed=True)
    assert opening.session.open_attempt
    assert after(opening, last).profile == "Main"
