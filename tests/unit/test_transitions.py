"""The table of states, row by row. The codes stand here by hand, as the documents group them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gui.core.errors import Delivery, LocalFailure, Problem
from gui.core.session import EndedBy, Failure, Session, Settings, Target
from gui.core.terms import Operation, Outcome, SdkType, Source, State
from gui.core.transitions import (
    Intent,
    Opening,
    answered_retry,
    conclude,
    handled,
    interrupted,
    may_settle,
    outcome_of,
    plan_start,
    plan_start_again,
    plan_stop,
    sending,
    settled,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
TARGET = Target("relay.example", 1400000001, 10001, "alice", Source.CAMERA)
SETTINGS = Settings(file_name="lesson", tags=("a",))

NEVER = [Problem(Delivery.NEVER_SENT, word=word) for word in (LocalFailure.CONNECT, LocalFailure.TLS)]
SILENT = [
    Problem(Delivery.NO_ANSWER, word=word)
    for word in (
        LocalFailure.TIMEOUT,
        LocalFailure.CONNECTION_LOST,
        LocalFailure.HTTP_STATUS,
        LocalFailure.UNUSABLE_ANSWER,
        LocalFailure.CANCELLED,
        LocalFailure.INTERRUPTED,
    )
]
GONE = (30000403, 30000410, 30000411)
ENDED = (30000412, 30000413)
UNSURE = (60008, 60013, 70169, 70500)
START_MAYBE = (30000208, *range(30000301, 30000306), 30000415, -3, *UNSURE)
STOP_MAYBE = (*GONE, 30000415, *UNSURE)
NOTHING_AT_ALL = (
    *range(30000000, 30000005),
    *(30000201, 30000202, 30000203, 30000207, 30000401, 30000402, 30000404),
    *range(30000405, 30000410),
    *(30000414, 1, 2, -1, -2, -4, -5),
    *(60002, 60004, 60007, 60010, 60014, 60015, 60021, 70001, 70050, 70107, 70402, 80001, 90001),
    *(3, 999, 30009999, 70032, 70346, 4294967290),
)
START_NOTHING = (*NOTHING_AT_ALL, *GONE, *ENDED)
STOP_NOTHING = (*NOTHING_AT_ALL, 30000208, *range(30000301, 30000306), -3)


def answered(code: int) -> Problem:
    return Problem(Delivery.ANSWERED, code=code, message="m")


def name(problem: object) -> str:
    return str(problem.code or problem.word) if isinstance(problem, Problem) else str(problem)


def session(state: State, **other: object) -> Session:
    base = Session(TARGET, "Main", state, "Li", NOW, NOW, SETTINGS, id="7", row=3, first_row=1)
    return replace(base, **other)  # type: ignore[arg-type]  # the tests' own keywords


RECORDING = session(State.RECORDING, accepted_at=NOW, confirmed_at=NOW)
UNKNOWN = session(State.UNKNOWN, open_attempt=True)
STOPPED = session(State.STOPPED, accepted_at=NOW, ended_at=NOW, ended_by=EndedBy.ANSWER, file_ids=("a", "b"))
FAILED = session(State.FAILED, failure=Failure.of(answered(30000411), Operation.START))


def opened(plan_of: str, newest: Session | None) -> Opening:
    plan = (plan_start if plan_of == "start" else plan_stop)(TARGET, "Main", SETTINGS, "Li", LATER)
    opening = plan(newest)
    return replace(opening, session=sending(opening.session, LATER))


def after(
    opening: Opening, problem: Problem | None, ids: tuple[str, ...] = (), *, resent: bool = False
) -> Session:
    return conclude(opening, opening.session, problem, ids, LATER, resent=resent)[0]


# A start of something that is not in the list, or is over.


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
    opening = plan_start_again(newest.id, LATER)(newest)
    assert (opening.session.id, opening.session.state) == (newest.id, State.STARTING)
    assert opening.session.settings == newest.settings
    refused = after(opening, answered(30000411))
    assert refused.state is (State.UNKNOWN if is_open else State.FAILED)


@pytest.mark.parametrize("newest", [None, RECORDING, STOPPED, replace(FAILED, id="8")])
def test_only_a_failed_or_unknown_session_that_is_its_targets_newest_can_be_started_again(
    newest: Session | None,
) -> None:
    with pytest.raises(ValueError, match="can be started again"):
        plan_start_again("7", LATER)(newest)


# Stops.


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
    for resent in (True, False):
        (done,) = conclude(opening, between, last, (), LATER, resent=resent)
        assert done.state is State.UNKNOWN


def test_412_after_a_lost_stop_means_stopped_with_its_file_ids_lost() -> None:
    opening = opened("stop", RECORDING)
    between = sending(answered_retry(opening.session, Intent.STOP, SILENT[0], LATER), LATER)
    (done,) = conclude(opening, between, answered(30000412), (), LATER, resent=True)
    assert done.state is State.STOPPED
    assert done.files_missing


# Guest came back.

GUEST = [
    (answered(30000415), State.RECORDING, None, False),
    *((answered(code), State.UNKNOWN, State.FAILED, False) for code in GONE),
    *((problem, State.UNKNOWN, None, True) for problem in SILENT),
    *((problem, State.RECORDING, None, True) for problem in NEVER),
    *(
        (answered(code), State.RECORDING, None, True)
        for code in (*NOTHING_AT_ALL, *ENDED, 30000208, 30000301)
    ),
    *((answered(code), State.RECORDING, None, True) for code in (-3, *UNSURE)),
]


@pytest.mark.parametrize(
    ("problem", "old", "new", "with_problem"), GUEST, ids=[name(row[0]) for row in GUEST]
)
def test_guest_came_back(problem: Problem, old: State, new: State | None, with_problem: bool) -> None:
    opening = opened("start", RECORDING)
    assert (opening.intent, opening.session.state) == (Intent.GUEST_CAME_BACK, State.RECORDING)
    done = conclude(opening, opening.session, problem, (), LATER)
    assert [one.state for one in done] == ([old] if new is None else [old, new])
    assert (done[0].failure is not None) is with_problem
    assert done[0].accepted_at == RECORDING.accepted_at


def test_guest_came_back_and_0_ends_the_old_session_and_begins_a_new_one() -> None:
    old, new = conclude(opened("start", RECORDING), opened("start", RECORDING).session, None, (), LATER)
    assert (old.state, old.ended_by, old.file_ids) == (State.STOPPED, EndedBy.GUEST_LEFT, ())
    assert (new.state, new.id, new.accepted_at) == (State.RECORDING, "", LATER)
    assert new.settings == SETTINGS


def test_the_new_session_of_a_guest_who_is_not_found_carries_the_refusal() -> None:
    opening = opened("start", RECORDING)
    _old, new = conclude(opening, opening.session, answered(30000411), (), LATER)
    assert new.failure == Failure.of(answered(30000411), Operation.START)


# The panel died.


@pytest.mark.parametrize("newest", [None, UNKNOWN, FAILED])
@pytest.mark.parametrize("what", ["start", "stop"])
def test_what_was_on_its_way_when_the_panel_died_is_unknown(what: str, newest: Session | None) -> None:
    opening = opened(what, newest)
    (done,) = interrupted(opening, opening.session, answered=False, now=LATER)
    assert done.state is State.UNKNOWN


def test_a_stop_of_a_recording_and_a_guest_that_came_back_are_unknown_when_the_panel_died() -> None:
    for what in ("start", "stop"):
        opening = opened(what, RECORDING)
        (done,) = interrupted(opening, opening.session, answered=False, now=LATER)
        assert done.state is State.UNKNOWN


def test_a_panel_that_died_while_it_counted_down_had_its_answer() -> None:
    opening = opened("start", None)
    between = answered_retry(opening.session, Intent.START, answered(30000404), LATER)
    (done,) = interrupted(opening, between, answered=True, now=LATER)
    assert (done.state, done.failure) == (State.FAILED, Failure.of(answered(30000404), Operation.START))


def test_a_panel_that_died_while_it_counted_down_after_a_lost_stop_leaves_unknown() -> None:
    opening = opened("stop", RECORDING)
    lost = sending(answered_retry(opening.session, Intent.STOP, SILENT[0], LATER), LATER)
    refused = answered_retry(lost, Intent.STOP, answered(30000404), LATER)
    (done,) = interrupted(opening, refused, answered=True, now=LATER)
    assert done.state is State.UNKNOWN


# A person's decision.


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
    other = Settings(file_name="second", sdk_type=SdkType.IOT)
    opening = plan_start(TARGET, "Other", other, "Wang", LATER)(UNKNOWN)
    assert (opening.session.settings, opening.session.profile) == (other, "Other")
    assert opening.session.operator == "Li"


def test_handled_is_a_mark_that_a_new_request_takes_away() -> None:
    done = handled(FAILED, "told the host", LATER)
    assert not done.needs_attention(LATER)
    assert plan_start_again(done.id, LATER)(done).session.handled is False


def test_unknown_needs_attention_handled_or_not() -> None:
    assert handled(UNKNOWN, "", LATER).needs_attention(LATER)


@pytest.mark.parametrize(("hours", "overrun"), [(5.9, False), (6.1, True)])
def test_a_recording_that_runs_too_long_needs_attention(hours: float, overrun: bool) -> None:
    assert RECORDING.needs_attention(NOW + timedelta(hours=hours)) is overrun
