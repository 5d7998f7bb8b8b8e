"""A list that was open all along shows what one shows that is opened now and reads the ledger."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.sessions.session_model import SessionModel
from tests.support.core.concluded_sessions import answered
from tests.support.core.course_of_a_target import ACCEPTED, Asked, Decided, follow_course
from tests.support.core.ledger import opened
from tests.support.session_samples import HandClock
from tests.support.widgets.session_list_driver import MESSAGES, elapsed, ids

NO_ANSWER = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
NEVER_SENT = Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT)
NOT_FOUND = answered(30000411)
ALREADY_ENDED = answered(30000412)
REFUSED = answered(30000201)

CAME = st.sampled_from([ACCEPTED, NOT_FOUND, NO_ANSWER, REFUSED, ALREADY_ENDED, NEVER_SENT])
EVENTS = st.one_of(
    st.builds(Asked, st.just("start"), CAME),
    st.builds(Asked, st.just("stop"), CAME),
    st.builds(
        Asked, st.sampled_from(["start", "stop", "start_again"]), CAME, st.sampled_from(["alice", "bob"])
    ),
    st.builds(
        Decided,
        st.sampled_from(["recording", "stopped", "handled", "undone"]),
        st.sampled_from(["1", "2", "3"]),
    ),
)


def a_list() -> SessionModel:
    return SessionModel(MESSAGES, elapsed(HandClock()))


def followed_and_loaded(course: Sequence[Asked | Decided]) -> tuple[SessionModel, SessionModel]:
    """The list that saw every row, and one that is opened at the end: what is open first, then everything."""
    followed, loaded = a_list(), a_list()

    async def run(folder: Path) -> None:
        async with opened(folder) as ledger:
            for session in await follow_course(ledger, course):
                followed.upsert(session)
            loaded.upsert_many(await ledger.open_sessions())
            loaded.upsert_many(await ledger.sessions())

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))
    return followed, loaded


def shown(model: SessionModel) -> dict[QuickFilter, list[str]]:
    """Which sessions each quick filter shows, from the top."""
    found = {}
    for quick in QuickFilter:
        model.set_filter(quick)
        found[quick] = ids(model)
    return found


def needing(course: Sequence[Asked | Decided]) -> list[str]:
    """The sessions that need attention, the newest first, in either list."""
    followed, loaded = followed_and_loaded(course)
    every = shown(followed)
    assert shown(loaded) == every
    return every[QuickFilter.NEEDS_ATTENTION]


@settings(max_examples=80, deadline=None)
@example([Asked("start", NOT_FOUND), Asked("start"), Asked("stop", NO_ANSWER)])
@example([Asked("start", NO_ANSWER), Decided("recording", "1"), Decided("undone", "1")])
@given(st.lists(EVENTS, min_size=4, max_size=12))
def test_whatever_happened_the_open_list_and_one_loaded_anew_show_the_same(
    course: list[Asked | Decided],
) -> None:
    followed, loaded = followed_and_loaded(course)

    assert loaded.counts() == followed.counts()
    assert shown(loaded) == shown(followed)
    newest = [
        [session.id for session in each.sessions() if each.is_newest(session)] for each in (loaded, followed)
    ]
    assert newest[0] == newest[1]


@pytest.mark.parametrize("stop", [NO_ANSWER, NEVER_SENT, REFUSED, NOT_FOUND])
def test_a_failure_that_a_success_has_cleared_does_not_come_back_when_the_stop_goes_wrong(
    stop: Problem,
) -> None:
    assert needing([Asked("start", NOT_FOUND), Asked("start"), Asked("stop", stop)]) == ["2"]


def test_a_start_that_failed_after_a_success_stays_when_staff_write_a_note_on_the_older_session() -> None:
    ended = [Asked("start"), Asked("stop")]
    assert needing([*ended, Asked("start", NOT_FOUND), Decided("handled", "1")]) == ["2"]


def test_a_failure_that_was_handled_by_mistake_needs_attention_again() -> None:
    mistaken: list[Asked | Decided] = [Asked("start", NOT_FOUND), Decided("handled", "1")]
    assert needing(mistaken) == []
    assert needing([*mistaken, Decided("undone", "1")]) == ["1"]


def test_a_stop_that_succeeds_clears_the_refused_return_of_its_guest() -> None:
    returned = [Asked("start"), Asked("start", NOT_FOUND)]
    assert needing(returned) == ["2", "1"]
    assert needing([*returned, Asked("stop")]) == []
    assert needing([*returned, Asked("stop"), Asked("stop", REFUSED)]) == ["3"]
