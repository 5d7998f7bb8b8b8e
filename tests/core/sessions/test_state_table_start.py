"""What a start becomes, row by row of the table of states."""

from dataclasses import replace

import pytest

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Operation, State
from gui.core.sessions.begin import begin_start_again, sending
from gui.core.sessions.conclude import answered_retry, conclude
from gui.core.sessions.session import Failure, Session
from gui.core.sessions.state_table import Intent
from tests.support.core.state_table import (
    FAILED,
    LATER,
    NEVER,
    RECORDING,
    SILENT,
    START_MAYBE,
    START_NOTHING,
    STOPPED,
    UNKNOWN,
    after,
    answered,
    name,
    opened,
)


@pytest.mark.parametrize("newest", [None, FAILED, STOPPED], ids=["new", "after a failure", "after a stop"])
def test_a_start_makes_a_new_session_that_is_starting(newest: Session | None) -> None:
    opening = opened("start", newest)
    assert opening.intent is Intent.START
    assert (opening.session.state, opening.session.id, opening.session.attempts) == (State.STARTING, "", 1)
    assert not opening.session.open_attempt


def test_a_start_answered_0_is_recording_from_then_on() -> None:
    done = after(opened("start", None), None)
    assert (done.state, done.accepted_at, done.failure) == (State.RECORDING, LATER, None)


@pytest.mark.parametrize("problem", NEVER, ids=name)
def test_a_start_that_was_never_sent_failed_and_is_safe_to_start_again(problem: Problem) -> None:
    done = after(opened("start", None), problem)
    assert done.state is State.FAILED
    assert done.failure == Failure.of(problem, Operation.START)


@pytest.mark.parametrize("code", START_NOTHING)
def test_a_start_refused_with_a_code_after_which_nothing_happened_failed(code: int) -> None:
    done = after(opened("start", None), answered(code))
    assert (done.state, done.open_attempt) == (State.FAILED, False)


@pytest.mark.parametrize("code", START_MAYBE)
def test_a_start_answered_with_a_code_after_which_something_may_have_happened_is_unknown(code: int) -> None:
    done = after(opened("start", None), answered(code))
    assert (done.state, done.open_attempt) == (State.UNKNOWN, True)


@pytest.mark.parametrize("problem", SILENT, ids=name)
def test_a_start_without_a_usable_answer_is_unknown(problem: Problem) -> None:
    assert after(opened("start", None), problem).state is State.UNKNOWN


# A further start of something unknown.


@pytest.mark.parametrize(
    "problem", [*NEVER, *SILENT, *map(answered, (*START_NOTHING, *START_MAYBE))], ids=name
)
def test_nothing_but_0_leads_a_start_out_of_unknown(problem: Problem) -> None:
    opening = opened("start", UNKNOWN)
    assert opening.session.id == UNKNOWN.id
    done = after(opening, problem)
    assert (done.state, done.open_attempt) == (State.UNKNOWN, True)
    assert done.failure == Failure.of(problem, Operation.START)


def test_0_leads_a_start_out_of_unknown() -> None:
    done = after(opened("start", UNKNOWN), None)
    assert (done.state, done.open_attempt, done.failure) == (State.RECORDING, False, None)


@pytest.mark.parametrize("last", [*NEVER, *map(answered, (30000404, 30000411))], ids=name)
def test_a_208_before_its_retry_keeps_a_start_open(last: Problem) -> None:
    opening = opened("start", None)
    between = answered_retry(opening.session, Intent.START, answered(30000208), LATER)
    assert between.state is State.STARTING
    (done,) = conclude(opening, sending(between, LATER), last, (), LATER)
    assert done.state is State.UNKNOWN


def test_a_404_before_its_retry_keeps_nothing_open() -> None:
    opening = opened("start", None)
    between = answered_retry(opening.session, Intent.START, answered(30000404), LATER)
    (done,) = conclude(opening, sending(between, LATER), answered(30000411), (), LATER)
    assert done.state is State.FAILED


# Start again.


@pytest.mark.parametrize(("newest", "is_open"), [(FAILED, False), (UNKNOWN, True)], ids=["failed", "unknown"])
def test_start_again_is_a_further_attempt_of_the_same_session(newest: Session, is_open: bool) -> None:
    opening = begin_start_again(newest.id, LATER)(newest)
    assert (opening.session.id, opening.session.state) == (newest.id, State.STARTING)
    assert opening.session.settings == newest.settings
    refused = after(opening, answered(30000411))
    assert refused.state is (State.UNKNOWN if is_open else State.FAILED)


@pytest.mark.parametrize("newest", [None, RECORDING, STOPPED, replace(FAILED, id="8")])
def test_only_a_failed_or_unknown_session_that_is_its_targets_newest_can_be_started_again(
    newest: Session | None,
) -> None:
    with pytest.raises(ValueError, match="can be started again"):
        begin_start_again("7", LATER)(newest)
