"""What a person decides, what an outcome tells, and what needs attention."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Operation, Outcome, SdkType, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start, begin_start_again
from gui.core.sessions.session import EndedBy, Failure, Session
from gui.core.sessions.settle import handled, may_settle, settled
from gui.core.sessions.state_table import Intent, outcome_of
from tests.support.core.state_table import (
    FAILED,
    LATER,
    NEVER,
    NOW,
    RECORDING,
    SILENT,
    STOPPED,
    TARGET,
    UNKNOWN,
    after,
    answered,
    opened,
    session,
)


@pytest.mark.parametrize(
    ("found", "as_recording", "as_ended"),
    [
        (UNKNOWN, True, True),
        (RECORDING, False, False),
        (replace(RECORDING, failure=Failure.of(answered(30000404), Operation.STOP)), False, True),
        (replace(RECORDING, failure=Failure.of(NEVER[0], Operation.STOP)), False, True),
        (replace(RECORDING, failure=Failure.of(answered(30000404), Operation.START)), False, False),
        (FAILED, False, False),
        (STOPPED, False, False),
        (session(State.STARTING), False, False),
        (session(State.STOPPING), False, False),
    ],
)
def test_where_a_person_may_decide(found: Session, as_recording: bool, as_ended: bool) -> None:
    assert may_settle(found, State.RECORDING) is as_recording
    assert may_settle(found, State.STOPPED) is as_ended
    for state, allowed in ((State.RECORDING, as_recording), (State.STOPPED, as_ended)):
        if not allowed:
            with pytest.raises(ValueError, match="can't be marked"):
                settled(found, state, "Wang", "", LATER)
    assert not may_settle(found, State.FAILED)
    assert not may_settle(found, State.UNKNOWN)


def test_who_decided_when_and_why_is_kept() -> None:
    done = settled(replace(UNKNOWN, file_ids=("a",)), State.STOPPED, "Wang", "asked the host", LATER)
    assert (done.state, done.ended_at, done.ended_by) == (State.STOPPED, LATER, EndedBy.MARKED)
    assert (done.settled_by, done.note, done.operator) == ("Wang", "asked the host", "Li")
    assert done.file_ids == ("a",)
    assert not done.needs_attention(LATER)


def test_it_is_recording_closes_the_open_attempt() -> None:
    done = settled(UNKNOWN, State.RECORDING, "Wang", "", LATER)
    assert (done.state, done.open_attempt, done.failure) == (State.RECORDING, False, None)


def test_the_words_for_what_staff_want_stay_as_ledgers_hold_them() -> None:
    assert [intent.value for intent in Intent] == ["start", "stop", "guest_came_back"]


# Outcomes, attempts, attention.


@pytest.mark.parametrize(
    ("problem", "operation", "outcome"),
    [
        (None, Operation.START, Outcome.ACCEPTED),
        (None, Operation.STOP, Outcome.ACCEPTED),
        (answered(30000412), Operation.STOP, Outcome.ACCEPTED),
        (answered(30000413), Operation.STOP, Outcome.ACCEPTED),
        (answered(30000412), Operation.START, Outcome.REFUSED),
        (answered(30000411), Operation.START, Outcome.REFUSED),
        (answered(30000411), Operation.STOP, Outcome.UNKNOWN),
        (answered(30000415), Operation.START, Outcome.UNKNOWN),
        (answered(30000208), Operation.START, Outcome.UNKNOWN),
        (answered(30000208), Operation.STOP, Outcome.REFUSED),
        (answered(60008), Operation.STOP, Outcome.UNKNOWN),
        (SILENT[0], Operation.START, Outcome.UNKNOWN),
        (NEVER[0], Operation.STOP, Outcome.NOT_SENT),
    ],
)
def test_an_outcome_tells_of_the_request_not_of_the_session(
    problem: Problem | None, operation: Operation, outcome: Outcome
) -> None:
    assert outcome_of(problem, operation) is outcome


def test_attempts_add_up_while_a_session_stays_unknown_and_begin_anew_with_another_operation() -> None:
    first = after(opened("start", None), SILENT[0])
    again = opened("start", replace(first, id="7"))
    assert again.session.attempts == 2
    stop = opened("stop", replace(after(again, SILENT[0]), id="7"))
    assert stop.session.attempts == 1


def test_a_further_start_of_an_unknown_session_goes_by_what_is_asked_now() -> None:
    other = StartOptions(file_name="second", sdk_type=SdkType.IOT)
    opening = begin_start(TARGET, "Other", other, "Wang", LATER)(UNKNOWN)
    assert (opening.session.settings, opening.session.profile) == (other, "Other")
    assert opening.session.operator == "Li"


def test_handled_is_a_mark_that_a_new_request_takes_away() -> None:
    done = handled(FAILED, "told the host", LATER)
    assert not done.needs_attention(LATER)
    assert begin_start_again(done.id, LATER)(done).session.handled is False


def test_unknown_needs_attention_handled_or_not() -> None:
    assert handled(UNKNOWN, "", LATER).needs_attention(LATER)


@pytest.mark.parametrize(("hours", "overrun"), [(5.9, False), (6.1, True)])
def test_a_recording_that_runs_too_long_needs_attention(hours: float, overrun: bool) -> None:
    assert RECORDING.needs_attention(NOW + timedelta(hours=hours)) is overrun


@pytest.mark.parametrize(
    ("confirmed", "row", "expected"),
    [(None, 0, 0), (None, 5, 0), (NOW, 5, 5), (NOW, 0, 1)],
    ids=["never", "no proof is left", "by its answer", "written by an older panel"],
)
def test_after_which_row_the_service_proved_something(
    confirmed: datetime | None, row: int, expected: int
) -> None:
    assert replace(RECORDING, confirmed_at=confirmed, confirmed_row=row).succeeded_row == expected


def test_an_unconfirmed_stop_does_not_take_back_that_the_start_succeeded() -> None:
    begun = replace(opened("stop", RECORDING).session, confirmed_row=2)
    assert after(replace(opened("stop", RECORDING), session=begun), SILENT[0]).succeeded_row == 2
