"""A guest who came back, and a panel that died."""

import pytest

from gui.core.conclusions import answered_retry, conclude, interrupted
from gui.core.errors import Problem
from gui.core.plans import sending
from gui.core.session import EndedBy, Failure, Session
from gui.core.terms import Operation, State
from gui.core.transitions import Intent
from tests.unit.transition_table import (
    ENDED,
    FAILED,
    GONE,
    LATER,
    NEVER,
    NOTHING_AT_ALL,
    RECORDING,
    SETTINGS,
    SILENT,
    UNKNOWN,
    UNSURE,
    answered,
    name,
    opened,
)

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
