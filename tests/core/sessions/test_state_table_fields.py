"""Field by field, what a request and its answer leave of a session that has seen a lot already."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, SdkType, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start, begin_start_again, begin_stop, begin_unless_live, sending
from gui.core.sessions.conclude import answered_retry, conclude, interrupted
from gui.core.sessions.session import EndedBy, Failure, Session
from gui.core.sessions.settle import handled, settled
from gui.core.sessions.state_table import Intent, Opening, Reaction, reaction_to
from tests.support.core.state_table import LATER, NEVER, NOW, SETTINGS, SILENT, TARGET, answered
from tests.support.core.told import english

EARLIER = NOW - timedelta(hours=2)
OTHER = StartOptions("second", ("b",), 7, SdkType.IOT, transcode=True, screenshot=True, watermark=True)
LOST = Failure.of(SILENT[0], Operation.STOP)
WORN = Session(
    TARGET,
    "Main",
    State.UNKNOWN,
    "Li",
    EARLIER,
    NOW,
    SETTINGS,
    id="7",
    row=3,
    first_row=1,
    operation=Operation.STOP,
    attempts=2,
    before_stop=State.STOPPED,
    accepted_at=EARLIER,
    confirmed_at=EARLIER,
    ended_at=EARLIER,
    ended_by=EndedBy.GUEST_LEFT,
    settled_by="Wang",
    file_ids=("a",),
    failure=LOST,
    ended_with=Failure.of(answered(30000413), Operation.STOP),
    handled=True,
    note="told the host",
    answered_at=EARLIER,
    overrun_hours=9,
    overrun_at=EARLIER,
)
ON_ITS_WAY = replace(WORN, state=State.STARTING, before_stop=None)


def asked(session: Session, operation: Operation, attempts: int, **changes: object) -> Session:
    """The session as it is written when a request is about to leave."""
    told = {"operation": operation, "attempts": attempts, "handled": False, "note": "", "changed_at": LATER}
    return replace(session, **{**told, **changes})  # type: ignore[arg-type]  # names of its fields


def concluded(opening: Opening, problem: Problem | None, ids: tuple[str, ...] = ()) -> Session:
    (done,) = conclude(opening, opening.session, problem, ids, LATER)
    return done


# What is asked.


def test_a_start_is_a_session_that_was_asked_for_now_with_its_profiles_limit() -> None:
    opening = begin_start(TARGET, "Main", OTHER, "Li", NOW, 9)(None)
    fresh = Session(TARGET, "Main", State.STARTING, "Li", NOW, NOW, OTHER, overrun_hours=9)
    assert opening == Opening(fresh, Intent.START)
    assert sending(fresh, LATER) == replace(fresh, attempts=1, changed_at=LATER)


@pytest.mark.parametrize("state", [State.UNKNOWN, State.STARTING, State.STOPPING])
def test_a_start_on_what_may_run_is_a_further_attempt_of_it_and_stays_open(state: State) -> None:
    opening = begin_start(TARGET, "Other", OTHER, "Zhao", LATER)(replace(WORN, state=state))
    expected = asked(WORN, Operation.START, 1, state=State.STARTING, open_attempt=True)
    assert opening.intent is Intent.START
    assert sending(opening.session, LATER) == replace(expected, settings=OTHER, profile="Other")


def test_a_start_on_a_recording_leaves_it_as_it_is_and_keeps_what_its_successor_is_to_be() -> None:
    opening = begin_start(TARGET, "Other", OTHER, "Zhao", LATER)(replace(WORN, state=State.RECORDING))
    expected = asked(WORN, Operation.START, 1, state=State.RECORDING)
    assert (sending(opening.session, LATER), opening.successor) == (expected, OTHER)


def test_a_stop_of_what_is_not_in_the_list_may_have_been_anything_before() -> None:
    opening = begin_stop(TARGET, "Main", SETTINGS, "Li", NOW)(None)
    fresh = Session(TARGET, "Main", State.STOPPING, "Li", NOW, NOW, SETTINGS, operation=Operation.STOP)
    assert opening == Opening(replace(fresh, before_stop=State.UNKNOWN, stopped_by="Li"), Intent.STOP)


@pytest.mark.parametrize(
    ("state", "before", "attempts"),
    [
        (State.UNKNOWN, State.UNKNOWN, 3),
        (State.RECORDING, State.RECORDING, 1),
        (State.STOPPED, State.STOPPED, 1),
    ],
)
def test_a_stop_remembers_what_the_session_was(state: State, before: State, attempts: int) -> None:
    opening = begin_stop(TARGET, "Other", OTHER, "Zhao", LATER)(replace(WORN, state=state))
    expected = asked(
        WORN, Operation.STOP, attempts, state=State.STOPPING, before_stop=before, stopped_by="Zhao"
    )
    assert (sending(opening.session, LATER), opening.intent) == (expected, Intent.STOP)


@pytest.mark.parametrize(
    ("state", "operation", "attempts"),
    [
        (State.UNKNOWN, Operation.STOP, 1),
        (State.UNKNOWN, Operation.START, 3),
        (State.FAILED, Operation.START, 3),
    ],
)
def test_start_again_counts_on_from_the_starts_before(
    state: State, operation: Operation, attempts: int
) -> None:
    newest = replace(WORN, state=state, operation=operation, open_attempt=state is not State.UNKNOWN)
    opening = begin_start_again("7", LATER)(newest)
    is_open = state is State.UNKNOWN
    expected = asked(newest, Operation.START, attempts, state=State.STARTING, open_attempt=is_open)
    assert (sending(opening.session, LATER), opening.intent) == (expected, Intent.START)


def test_who_starts_what_somebody_else_began_is_known_until_they_do_it_themselves() -> None:
    failed = replace(WORN, state=State.FAILED, operation=Operation.START, accepted_at=None)
    again = begin_start_again("7", LATER, "Zhao")(failed).session
    assert again.started_by == "Zhao"
    unknown = replace(again, state=State.UNKNOWN)
    assert begin_start(TARGET, "Main", OTHER, "Wang", LATER)(unknown).session.started_by == "Wang"
    assert begin_start_again("7", LATER, failed.operator)(unknown).session.started_by == ""
    # What was accepted already was accepted for who asked then.
    accepted = replace(unknown, accepted_at=NOW)
    assert begin_start_again("7", LATER, "Wang")(accepted).session.started_by == "Zhao"


def test_a_batch_that_meets_something_live_names_it() -> None:
    plan = begin_unless_live(begin_start(TARGET, "Main", SETTINGS, "Li", LATER))
    with pytest.raises(Problem) as caught:
        plan(replace(WORN, state=State.RECORDING))
    refused = caught.value
    assert (refused.delivery, refused.word) == (Delivery.NEVER_SENT, LocalFailure.ALREADY_LIVE)
    assert english(refused) == "session 7"
    assert plan(replace(WORN, state=State.STOPPED)).session.id == ""


def test_what_never_left_has_a_row_of_the_table_to_itself() -> None:
    assert {reaction_to(NEVER[0], intent) for intent in Intent} == {Reaction.NEVER_SENT}


# What is answered.


def test_0_to_a_start_wipes_away_everything_that_was_wrong() -> None:
    expected = replace(
        WORN,
        state=State.RECORDING,
        before_stop=None,
        accepted_at=LATER,
        confirmed_at=LATER,
        confirmed_row=3,
        answered_at=LATER,
        changed_at=LATER,
        ended_at=None,
        ended_by=None,
        ended_with=None,
        overrun_at=None,
        failure=None,
    )
    assert concluded(Opening(replace(WORN, open_attempt=True), Intent.START), None) == expected


@pytest.mark.parametrize(
    ("problem", "state", "answered_at"),
    [
        (answered(30000411), State.FAILED, LATER),
        (answered(30000415), State.UNKNOWN, LATER),
        (SILENT[0], State.UNKNOWN, EARLIER),
        (NEVER[0], State.FAILED, EARLIER),
    ],
)
def test_a_start_without_0_keeps_the_problem_and_the_time_of_the_last_answer(
    problem: Problem, state: State, answered_at: object
) -> None:
    done = concluded(Opening(WORN, Intent.START), problem)
    assert done.answered_at == answered_at
    failure = Failure.of(problem, Operation.START)
    expected = replace(WORN, state=state, open_attempt=state is State.UNKNOWN, before_stop=None)
    assert done == replace(expected, failure=failure, changed_at=LATER, answered_at=done.answered_at)


def test_0_to_a_stop_ends_the_session_now() -> None:
    stopping = replace(WORN, state=State.STOPPING, before_stop=State.RECORDING, open_attempt=True)
    expected = replace(
        stopping,
        state=State.STOPPED,
        open_attempt=False,
        before_stop=None,
        confirmed_at=LATER,
        confirmed_row=3,
        answered_at=LATER,
        changed_at=LATER,
        ended_at=LATER,
        ended_by=EndedBy.ANSWER,
        ended_with=None,
        file_ids=("a", "b"),
        failure=None,
    )
    assert concluded(Opening(stopping, Intent.STOP), None, ("a", "b", "b")) == expected


@pytest.mark.parametrize(
    ("before", "ended_at", "ended_by"),
    [
        (State.STOPPED, EARLIER, EndedBy.GUEST_LEFT),
        (State.RECORDING, LATER, EndedBy.ALREADY),
        (State.UNKNOWN, LATER, EndedBy.ALREADY),
    ],
)
def test_a_stop_that_finds_it_ended_moves_no_end_that_was_known(
    before: State, ended_at: object, ended_by: EndedBy
) -> None:
    stopping = replace(WORN, state=State.STOPPING, before_stop=before)
    done = concluded(Opening(stopping, Intent.STOP), answered(30000412))
    assert (done.ended_at, done.ended_by) == (ended_at, ended_by)
    assert done.ended_with == Failure.of(answered(30000412), Operation.STOP)
    assert (done.failure, done.confirmed_at, done.file_ids) == (None, LATER, ("a",))


def test_a_further_stop_that_is_answered_0_has_ended_it_now() -> None:
    stopping = replace(WORN, state=State.STOPPING, before_stop=State.STOPPED)
    done = concluded(Opening(stopping, Intent.STOP), None)
    assert (done.ended_at, done.ended_by, done.ended_with) == (LATER, EndedBy.ANSWER, None)


@pytest.mark.parametrize("before", [State.RECORDING, State.STOPPED, State.UNKNOWN, None])
def test_a_refused_stop_falls_back_and_forgets_what_it_fell_back_to(before: State | None) -> None:
    stopping = replace(WORN, state=State.STOPPING, before_stop=before)
    done = concluded(Opening(stopping, Intent.STOP), answered(30000404))
    state = before or State.UNKNOWN
    expected = replace(WORN, state=state, open_attempt=state is State.UNKNOWN, before_stop=None)
    failure = Failure.of(answered(30000404), Operation.STOP)
    assert done == replace(expected, failure=failure, changed_at=LATER, answered_at=LATER)


# Between two tries.


@pytest.mark.parametrize(
    ("problem", "is_open", "answered_at"),
    [
        (answered(30000404), False, LATER),
        (answered(30000208), True, LATER),
        (SILENT[0], True, EARLIER),
    ],
)
def test_between_two_tries_the_answer_is_noted_and_nothing_else(
    problem: Problem, is_open: bool, answered_at: object
) -> None:
    between = answered_retry(ON_ITS_WAY, Intent.START, problem, LATER)
    assert between.answered_at == answered_at
    failure = Failure.of(problem, Operation.START)
    noted = replace(ON_ITS_WAY, failure=failure, changed_at=LATER, answered_at=between.answered_at)
    assert between == replace(noted, open_attempt=is_open)
    open_before = replace(ON_ITS_WAY, open_attempt=True)
    assert answered_retry(open_before, Intent.START, problem, LATER).open_attempt


def test_a_panel_that_died_before_any_answer_was_interrupted() -> None:
    (done,) = interrupted(
        Opening(ON_ITS_WAY, Intent.START), ON_ITS_WAY, answered=False, waiting=False, now=LATER
    )
    assert done.failure == Failure(Delivery.NO_ANSWER, Operation.START, word=LocalFailure.INTERRUPTED)
    unanswered = replace(ON_ITS_WAY, failure=None)
    (done,) = interrupted(
        Opening(unanswered, Intent.START), unanswered, answered=True, waiting=False, now=LATER
    )
    assert done.state is State.UNKNOWN


# What a person decides.


def test_it_is_recording_forgets_the_end_and_who_settled_it_is_known() -> None:
    done = settled(replace(WORN, open_attempt=True), State.RECORDING, "Zhao", "heard them", LATER)
    expected = replace(WORN, state=State.RECORDING, settled_by="Zhao", note="heard them", failure=None)
    assert done == replace(expected, changed_at=LATER, ended_at=None, ended_by=None)


def test_marked_as_ended_ends_now_and_needs_no_more_attention() -> None:
    found = replace(WORN, open_attempt=True, handled=False)
    done = settled(found, State.STOPPED, "Zhao", "", LATER)
    expected = replace(WORN, state=State.STOPPED, settled_by="Zhao", note="", failure=None, handled=True)
    assert done == replace(expected, changed_at=LATER, ended_at=LATER, ended_by=EndedBy.MARKED)


def test_handled_changes_the_mark_the_note_and_the_time() -> None:
    done = handled(replace(WORN, handled=False), "called back", LATER)
    assert done == replace(WORN, note="called back", changed_at=LATER)
