"""What a stop becomes, row by row of the table of states."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Operation, State
from gui.core.sessions.begin import sending
from gui.core.sessions.conclude import answered_retry, conclude
from gui.core.sessions.session import EndedBy, Failure, Session
from gui.core.sessions.state_table import Intent
from tests.support.core.state_table import (
    ENDED,
    FAILED,
    LATER,
    NEVER,
    NOW,
    RECORDING,
    SILENT,
    STOP_MAYBE,
    STOP_NOTHING,
    STOPPED,
    UNKNOWN,
    UNSURE,
    after,
    answered,
    name,
    opened,
)


def test_a_stop_answered_0_is_stopped_with_its_file_ids() -> None:
    done = after(opened("stop", RECORDING), None, ("x", "y"))
    assert (done.state, done.file_ids) == (State.STOPPED, ("x", "y"))
    assert (done.ended_at, done.ended_by) == (LATER, EndedBy.ANSWER)
    assert not done.files_missing


def test_a_stop_answered_0_without_file_ids_is_stopped_with_a_warning() -> None:
    assert after(opened("stop", RECORDING), None).files_missing


@pytest.mark.parametrize(("minutes", "expected"), [(1, 1), (90, 1), (91, 1), (92, 2), (180, 2), (270, 3)])
def test_a_stop_with_fewer_files_than_its_duration_calls_for_is_a_warning(
    minutes: int, expected: int
) -> None:
    done = replace(STOPPED, ended_at=NOW + timedelta(minutes=minutes))
    assert done.files_expected == expected
    assert replace(done, file_ids=("f",) * (expected - 1)).files_missing
    assert not replace(done, file_ids=("f",) * expected).files_missing


@pytest.mark.parametrize("code", ENDED)
def test_a_stop_answered_412_or_413_is_stopped_and_had_already_ended(code: int) -> None:
    done = after(opened("stop", RECORDING), answered(code))
    assert (done.state, done.ended_by, done.failure) == (State.STOPPED, EndedBy.ALREADY, None)
    assert not done.perhaps_never_recorded


@pytest.mark.parametrize("code", ENDED)
def test_known_file_ids_are_never_emptied_by_a_further_stop(code: int) -> None:
    done = after(opened("stop", STOPPED), answered(code))
    assert (done.state, done.file_ids) == (State.STOPPED, ("a", "b"))
    assert (done.ended_at, done.ended_by) == (STOPPED.ended_at, STOPPED.ended_by)


def test_a_further_stop_with_file_ids_adds_them_to_the_known_ones() -> None:
    assert after(opened("stop", STOPPED), None, ("b", "c")).file_ids == ("a", "b", "c")


@pytest.mark.parametrize("newest", [None, UNKNOWN], ids=["not in the list", "unknown"])
def test_412_where_no_start_was_ever_accepted_is_perhaps_never_recorded(newest: Session | None) -> None:
    done = after(opened("stop", newest), answered(30000412))
    assert done.state is State.STOPPED
    assert done.perhaps_never_recorded
    assert done.needs_attention(LATER)


BEFORE = [
    (RECORDING, State.RECORDING),
    (UNKNOWN, State.UNKNOWN),
    (None, State.UNKNOWN),
    (FAILED, State.UNKNOWN),
]
BEFORE_IDS = ["recording", "unknown", "not in the list", "failed counts as not in the list"]


@pytest.mark.parametrize(("newest", "before"), BEFORE, ids=BEFORE_IDS)
@pytest.mark.parametrize("problem", [*NEVER, *map(answered, STOP_NOTHING)], ids=name)
def test_a_refused_or_unsent_stop_leaves_what_it_was_before_with_the_problem(
    newest: Session | None, before: State, problem: Problem
) -> None:
    done = after(opened("stop", newest), problem)
    assert done.state is before
    assert done.open_attempt is (before is State.UNKNOWN)
    assert done.failure == Failure.of(problem, Operation.STOP)
    assert done.needs_attention(LATER)


@pytest.mark.parametrize(("newest", "before"), BEFORE, ids=BEFORE_IDS)
@pytest.mark.parametrize("problem", [*SILENT, *map(answered, STOP_MAYBE)], ids=name)
def test_a_stop_whose_effect_nobody_knows_is_unknown(
    newest: Session | None, before: State, problem: Problem
) -> None:
    assert before is not State.STOPPED
    done = after(opened("stop", newest), problem)
    assert (done.state, done.open_attempt) == (State.UNKNOWN, True)


def test_a_stop_of_something_not_in_the_list_is_a_session_of_its_own() -> None:
    opening = opened("stop", None)
    assert (opening.session.id, opening.session.state) == ("", State.STOPPING)
    assert opening.session.operation is Operation.STOP


@pytest.mark.parametrize("last", [*NEVER, *SILENT, *map(answered, (30000404, 30000201, 70001))], ids=name)
@pytest.mark.parametrize("first", [*SILENT[:3], *map(answered, UNSURE)], ids=name)
def test_a_stop_that_was_sent_once_more_never_falls_back_to_recording(first: Problem, last: Problem) -> None:
    opening = opened("stop", RECORDING)
    between = sending(answered_retry(opening.session, Intent.STOP, first, LATER), LATER)
    (done,) = conclude(opening, between, last, (), LATER)
    assert done.state is State.UNKNOWN


def test_412_after_a_lost_stop_means_stopped_with_its_file_ids_lost() -> None:
    opening = opened("stop", RECORDING)
    between = sending(answered_retry(opening.session, Intent.STOP, SILENT[0], LATER), LATER)
    (done,) = conclude(opening, between, answered(30000412), (), LATER)
    assert done.state is State.STOPPED
    assert done.files_missing
