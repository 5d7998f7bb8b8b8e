"""A guest who came back, and a panel that died."""

from dataclasses import replace

import pytest

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Operation, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import sending
from gui.core.sessions.conclude import answered_retry, conclude, interrupted
from gui.core.sessions.session import EndedBy, Failure, Session
from gui.core.sessions.state_table import Intent, Opening
from tests.support.core.state_table import (
    ENDED,
    FAILED,
    GONE,
    LATER,
    NEVER,
    NOTHING_AT_ALL,
    NOW,
    RECORDING,
    SETTINGS,
    SILENT,
    TARGET,
    UNKNOWN,
    UNSURE,
    answered,
    name,
    opened,
)

LOST = Failure.of(SILENT[0], Operation.STOP)
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


@pytest.mark.parametrize("code", GONE)
def test_a_guest_who_is_gone_after_a_208_makes_no_failed_session_because_it_may_have_begun(code: int) -> None:
    opening = opened("start", RECORDING)
    between = answered_retry(opening.session, Intent.START, answered(30000208), LATER)
    (old,) = conclude(opening, between, answered(code), (), LATER)
    assert (old.state, old.open_attempt) == (State.UNKNOWN, True)
    assert old.failure == Failure.of(answered(code), Operation.START)


WORN = replace(
    RECORDING, attempts=2, overrun_hours=9, answered_at=NOW, file_ids=("a",), failure=LOST, note="n"
)
OTHER = StartOptions("second", ("b",))


@pytest.mark.parametrize("successor", [OTHER, None])
def test_0_ends_the_old_session_now_and_the_new_one_is_as_it_was_asked_for(
    successor: StartOptions | None,
) -> None:
    opening = Opening(WORN, Intent.GUEST_CAME_BACK, successor)
    old, new = conclude(opening, WORN, None, (), LATER)
    ended = replace(WORN, state=State.STOPPED, ended_at=LATER, ended_by=EndedBy.GUEST_LEFT, failure=None)
    assert old == replace(ended, changed_at=LATER, answered_at=LATER)
    asked = Session(TARGET, "Main", State.RECORDING, "Li", LATER, LATER, successor or SETTINGS, attempts=2)
    answered_now = replace(asked, accepted_at=LATER, confirmed_at=LATER, answered_at=LATER)
    assert new == replace(answered_now, overrun_hours=9)


def test_a_guest_who_is_gone_leaves_the_old_session_open_without_the_problem() -> None:
    opening = Opening(WORN, Intent.GUEST_CAME_BACK, OTHER)
    old, new = conclude(opening, WORN, answered(30000410), (), LATER)
    unknown = replace(WORN, state=State.UNKNOWN, open_attempt=True, failure=None)
    assert old == replace(unknown, changed_at=LATER, answered_at=LATER)
    refused = Session(TARGET, "Main", State.FAILED, "Li", LATER, LATER, OTHER, attempts=2, overrun_hours=9)
    failure = Failure.of(answered(30000410), Operation.START)
    assert new == replace(refused, failure=failure, answered_at=LATER)


def test_already_recording_confirms_it_and_every_other_answer_leaves_it_with_the_problem() -> None:
    opening = Opening(WORN, Intent.GUEST_CAME_BACK, OTHER)
    (same,) = conclude(opening, WORN, answered(30000415), (), LATER)
    confirmed = replace(WORN, failure=None, confirmed_at=LATER, confirmed_row=WORN.row)
    assert same == replace(confirmed, answered_at=LATER, changed_at=LATER)
    (same,) = conclude(opening, replace(WORN, open_attempt=True), NEVER[0], (), LATER)
    assert same == replace(WORN, failure=Failure.of(NEVER[0], Operation.START), changed_at=LATER)


# The panel died.


@pytest.mark.parametrize("newest", [None, UNKNOWN, FAILED])
@pytest.mark.parametrize("what", ["start", "stop"])
def test_what_was_on_its_way_when_the_panel_died_is_unknown(what: str, newest: Session | None) -> None:
    opening = opened(what, newest)
    (done,) = interrupted(opening, opening.session, answered=False, waiting=False, now=LATER)
    assert done.state is State.UNKNOWN


def test_a_stop_of_a_recording_and_a_guest_that_came_back_are_unknown_when_the_panel_died() -> None:
    for what in ("start", "stop"):
        opening = opened(what, RECORDING)
        (done,) = interrupted(opening, opening.session, answered=False, waiting=False, now=LATER)
        assert done.state is State.UNKNOWN


def test_a_panel_that_died_while_it_counted_down_had_its_answer() -> None:
    opening = opened("start", None)
    between = answered_retry(opening.session, Intent.START, answered(30000404), LATER)
    (done,) = interrupted(opening, between, answered=True, waiting=False, now=LATER)
    assert (done.state, done.failure) == (State.FAILED, Failure.of(answered(30000404), Operation.START))


def test_a_panel_that_died_while_it_counted_down_after_a_lost_stop_leaves_unknown() -> None:
    opening = opened("stop", RECORDING)
    lost = sending(answered_retry(opening.session, Intent.STOP, SILENT[0], LATER), LATER)
    refused = answered_retry(lost, Intent.STOP, answered(30000404), LATER)
    (done,) = interrupted(opening, refused, answered=True, waiting=False, now=LATER)
    assert done.state is State.UNKNOWN
