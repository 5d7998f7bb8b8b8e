"""Undo of what a person decided: the session is as it was, and only while nothing else has happened."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note, Untouched
from gui.core.sessions.session import DecisionRefused, Failure, Session
from gui.core.sessions.settle import handled, may_undo, settled, undone
from tests.support.core.concluded_sessions import answered as answered_code
from tests.support.core.course_of_a_target import FIRST, Asked, Decided, follow_course, target
from tests.support.core.ledger import opened
from tests.support.core.state_table import FAILED, LATER, RECORDING, STOPPED, UNKNOWN, answered, session

NO_ANSWER = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
CAME = st.sampled_from([None, NO_ANSWER, answered_code(30000411), answered_code(30000201)])
COURSE = st.lists(
    st.builds(Asked, st.sampled_from(["start", "start_again", "stop"]), CAME), min_size=1, max_size=6
)
DECISION = st.sampled_from(["recording", "stopped", "handled"])
LATER_EVENT = st.one_of(
    st.builds(Asked, st.sampled_from(["start", "stop"]), CAME),
    st.builds(Decided, st.just("handled"), st.just("1")),
)
STOP_REFUSED = replace(RECORDING, failure=Failure.of(answered(30000404), Operation.STOP))


@pytest.mark.parametrize(
    ("before", "state"),
    [(UNKNOWN, State.RECORDING), (UNKNOWN, State.STOPPED), (STOP_REFUSED, State.STOPPED)],
)
def test_a_settled_session_is_as_it_was_before_but_for_its_rows(before: Session, state: State) -> None:
    decided = replace(settled(before, state, "Wang", "asked the host", LATER), row=before.row + 1)
    assert may_undo("settled", before, decided)
    assert undone(decided, before) == replace(before, row=decided.row)


@pytest.mark.parametrize("before", [FAILED, STOP_REFUSED, STOPPED])
def test_a_handled_session_is_as_it_was_before_but_for_its_rows(before: Session) -> None:
    decided = replace(handled(before, "told them", LATER), row=before.row + 1)
    assert may_undo("handled", before, decided)
    assert undone(decided, before) == replace(before, row=decided.row)


def test_nothing_but_a_decision_of_a_person_can_be_undone() -> None:
    for kind in ("intent", "answer", "retry", "withdrawn", "interrupted", "overrun", "moved", "undone"):
        assert not may_undo(kind, UNKNOWN, RECORDING)


def test_what_stood_before_a_row_that_is_lost_does_not_come_back() -> None:
    lost = session(State.STARTING)
    assert not may_undo("settled", lost, settled(UNKNOWN, State.RECORDING, "Wang", "", LATER))
    assert not may_undo("handled", lost, handled(FAILED, "", LATER))


# In the ledger, whatever has happened before.


async def take_back(ledger: Ledger, decided: Session, before: Session) -> Session:
    note = Note("undone", "Wang", FIRST)
    return await ledger.change(decided.id, lambda found: undone(found, before), note, Untouched(decided.row))


async def decide(ledger: Ledger, course: Sequence[Asked], decision: str) -> tuple[Session, Session] | None:
    """The target's newest session before a decision and after it; None where it may not be made."""
    await follow_course(ledger, course)
    before = await ledger.newest_of(target("alice").key)
    told = [] if before is None else await follow_course(ledger, [Decided(decision, before.id)])
    return (before, told[0]) if before is not None and told else None


@settings(max_examples=25, deadline=None)
@given(COURSE, DECISION)
def test_undo_gives_the_same_session_but_for_its_row_number(course: list[Asked], decision: str) -> None:
    async def run(folder: Path) -> None:
        async with opened(folder) as ledger:
            made = await decide(ledger, course, decision)
            if made is None:
                return
            before, decided = made
            back = await take_back(ledger, decided, before)
            assert back == replace(before, row=decided.row + 1)
            assert await ledger.session(before.id) == back
            assert [row.kind for row in await ledger.entries(before.id)][-1] == "undone"

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


@settings(max_examples=25, deadline=None)
@given(COURSE, DECISION, LATER_EVENT)
def test_after_any_change_by_another_process_undo_is_refused_and_writes_nothing(
    course: list[Asked], decision: str, later: Asked | Decided
) -> None:
    async def run(folder: Path) -> None:
        async with opened(folder) as ledger, opened(folder) as another:
            made = await decide(ledger, course, decision)
            if made is None or not await follow_course(another, [later]):
                return
            before, decided = made
            last = await ledger.last_row()
            with pytest.raises(DecisionRefused):
                await take_back(ledger, decided, before)
            assert await ledger.last_row() == last

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))
