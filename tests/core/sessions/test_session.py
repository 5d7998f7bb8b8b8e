"""What one recording is: its name in the ledger, its files, its age, and whether it needs somebody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Outcome, SdkType, Source, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import EndedBy, Failure, Session, Target
from tests.support.session_samples import NOW, ago, answered, recording, refused, sample, stopped, unconfirmed

SECOND = timedelta(seconds=1)


def test_a_target_has_one_name_in_every_ledger() -> None:
    """Another spelling would make the panel forget what is under way in a ledger of an earlier version."""
    target = Target("relay.example:8443", 1400000001, 10001, "王芳", Source.SCREEN)
    assert target.key == '["relay.example:8443", 1400000001, 10001, "王芳", 1]'


def test_the_words_that_ledgers_hold_stay_as_they_are() -> None:
    assert [way.value for way in EndedBy] == ["answer", "already", "marked", "guest_left", "along", "same"]
    assert [state.value for state in State] == [
        *("starting", "recording", "stopping", "stopped", "failed", "unknown"),
    ]
    assert [outcome.value for outcome in Outcome] == ["accepted", "refused", "unknown", "not_sent"]


def test_a_session_that_was_only_asked_for_knows_nothing_else() -> None:
    """What an older ledger's row does not tell is taken from here."""
    target = Target("relay.example", 1400000001, 10001, "alice", Source.CAMERA)
    session = Session(target, "Main", State.STARTING, "Li", NOW, NOW)
    assert session.settings == StartOptions(
        "", (), None, SdkType.NORMAL, transcode=False, screenshot=False, watermark=False
    )
    assert (session.id, session.row, session.first_row, session.attempts) == ("", 0, 0, 0)
    assert (session.operation, session.overrun_hours) == (Operation.START, 6)
    assert (session.open_attempt, session.handled) == (False, False)
    assert (session.settled_by, session.note, session.file_ids) == ("", "", ())
    unknown = (session.before_stop, session.accepted_at, session.confirmed_at, session.ended_at)
    assert unknown == (None, None, None, None)
    rest = (session.ended_by, session.failure, session.ended_with, session.answered_at, session.overrun_at)
    assert rest == (None, None, None, None, None)


def test_a_failure_is_the_problem_without_its_traceback_and_becomes_it_again() -> None:
    problem = Problem(Delivery.ANSWERED, code=30000411, message="record not found")
    failure = Failure.of(problem, Operation.STOP)
    assert failure == Failure(Delivery.ANSWERED, Operation.STOP, 30000411, None, "record not found")
    again = failure.problem()
    assert (again.delivery, again.code, again.word) == (Delivery.ANSWERED, 30000411, None)
    assert again.message == "record not found"
    lost = Failure(Delivery.NO_ANSWER, Operation.START, word=LocalFailure.TIMEOUT)
    assert (lost.problem().word, lost.problem().message) == (LocalFailure.TIMEOUT, "")


@pytest.mark.parametrize("state", State)
def test_live_is_what_may_be_recording(state: State) -> None:
    expected = {State.STARTING, State.RECORDING, State.STOPPING, State.UNKNOWN}
    assert sample(1, state).live is (state in expected)


# Files.


@pytest.mark.parametrize(
    ("state", "ended_by", "accepted_at", "perhaps_never"),
    [
        (State.STOPPED, EndedBy.ALREADY, None, True),
        (State.STOPPED, EndedBy.ANSWER, None, False),
        (State.STOPPED, EndedBy.ALREADY, NOW, False),
        (State.UNKNOWN, EndedBy.ALREADY, None, False),
    ],
)
def test_what_had_ended_and_was_never_accepted_was_perhaps_never_recorded(
    state: State, ended_by: EndedBy, accepted_at: object, perhaps_never: bool
) -> None:
    session = sample(1, state, ended_by=ended_by, accepted_at=accepted_at)
    assert session.perhaps_never_recorded is perhaps_never


def test_files_are_known_and_missing_of_what_is_stopped_only() -> None:
    assert (stopped(1, "f").files_known, stopped(1, "f").files_missing) == (True, False)
    assert (stopped(1).files_known, stopped(1).files_missing) == (False, True)
    running = recording(1, file_ids=("f",))
    assert (running.files_known, running.files_missing) == (False, False)
    assert not recording(1).files_missing


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (timedelta(), 1),
        (timedelta(minutes=91), 1),
        (timedelta(minutes=91) + SECOND, 2),
        (timedelta(minutes=181), 2),
        (timedelta(minutes=181) + SECOND, 3),
    ],
)
def test_a_file_is_expected_for_each_90_minutes_give_or_take_one(length: timedelta, expected: int) -> None:
    assert replace(stopped(1), accepted_at=NOW - length).files_expected == expected


def test_one_file_is_expected_where_the_length_is_not_known() -> None:
    assert stopped(1, minutes=600, ended_at=None).files_expected == 1
    assert replace(stopped(1, minutes=600), accepted_at=None).files_expected == 1


# Age.


def test_a_recording_may_get_as_old_as_its_limit_and_no_older() -> None:
    session = recording(1, minutes=0, overrun_hours=2)
    assert session.overrun_limit == timedelta(hours=2)
    assert not session.overrun(NOW + timedelta(hours=2))
    assert session.overrun(NOW + timedelta(hours=2) + SECOND)


def test_what_a_person_said_is_recording_counts_from_when_it_was_asked_for() -> None:
    session = sample(1, State.RECORDING, asked_at=ago(hours=7))
    assert session.overrun(NOW)
    assert not replace(session, accepted_at=ago(hours=5)).overrun(NOW)


def test_a_mark_stays_while_it_is_recording_and_means_nothing_afterwards() -> None:
    assert recording(1, overrun_at=NOW).overrun(NOW)
    assert not sample(1, State.UNKNOWN, overrun_at=NOW, accepted_at=ago(hours=9)).overrun(NOW)


# Attention.

OLD = {"minutes": 600.0}
QUIET = [
    recording(1),
    stopped(1, "f"),
    sample(1, State.STARTING),
    sample(1, State.STOPPING, failure=answered(30000404)),
    sample(1, State.STARTING, failure=answered(30000208)),
    refused(1, handled=True),
    stopped(1, handled=True),
    recording(1, handled=True, **OLD),
]
LOUD = [
    unconfirmed(1),
    unconfirmed(1, handled=True),
    refused(1),
    recording(1, failure=answered(30000404, Operation.STOP)),
    stopped(1, "f", failure=answered(30000404, Operation.STOP)),
    stopped(1),
    sample(1, State.STOPPED, ended_by=EndedBy.ALREADY, file_ids=("f",)),
    recording(1, **OLD),
]


@pytest.mark.parametrize("session", QUIET, ids=lambda session: session.state)
def test_what_goes_its_way_or_was_handled_needs_nobody(session: Session) -> None:
    assert session.needs_attention(NOW) is False


@pytest.mark.parametrize("session", LOUD, ids=lambda session: session.state)
def test_what_is_unknown_failed_incomplete_or_too_old_needs_somebody(session: Session) -> None:
    assert session.needs_attention(NOW) is True


def test_a_start_waits_for_its_turn_until_its_first_request_leaves() -> None:
    wanted = sample(1, State.STARTING, attempts=0)
    assert wanted.waits_for_its_turn
    assert not replace(wanted, attempts=1).waits_for_its_turn
    assert not replace(wanted, state=State.FAILED).waits_for_its_turn


def test_taken_back_is_a_start_that_staff_withdrew_before_it_was_sent() -> None:
    withdrawn = Failure(Delivery.NEVER_SENT, Operation.START, word=LocalFailure.WITHDRAWN)
    taken_back = sample(1, State.FAILED, failure=withdrawn)
    assert taken_back.taken_back
    assert not replace(taken_back, state=State.RECORDING).taken_back
    assert not replace(taken_back, failure=None).taken_back
    ended = replace(withdrawn, word=LocalFailure.PANEL_ENDED)
    assert not replace(taken_back, failure=ended).taken_back


def test_its_length_is_what_the_clock_of_the_boot_says() -> None:
    assert stopped_after(10 * SECOND).length_s == 10.0
    assert replace(stopped_after(11 * SECOND), lasted_s=10.5).length_s == 10.5


def test_a_wall_clock_that_was_set_back_makes_no_length_below_nothing() -> None:
    assert stopped_after(0 * SECOND).length_s == 0.0
    assert stopped_after(-5 * SECOND).length_s == 0.0


def stopped_after(length: timedelta) -> Session:
    session = sample(1, State.STOPPED, ended_by=EndedBy.ANSWER)
    return replace(session, accepted_at=NOW, ended_at=NOW + length, lasted_s=None)
