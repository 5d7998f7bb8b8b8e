"""Sessions in a few hundred bytes: what is taken is given back, whatever is in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import UINT32_MAX, Operation, SdkType, Source, State
from gui.core.protocol.start_options import ON_OFF, StartOptions
from gui.core.session_list.store import NOWHERE, Sessions, SessionStore
from gui.core.sessions.session import Companion, EndedBy, Failure, Session, Target
from tests.support.session_samples import recording, refused, stopped

TEXTS = st.text(max_size=20)
TIMES = st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
MAYBE_TIMES = st.none() | TIMES
FAILURES = st.none() | st.builds(
    Failure,
    st.sampled_from(Delivery),
    st.sampled_from(Operation),
    st.none() | st.integers(-5, UINT32_MAX),
    st.none() | st.sampled_from(LocalFailure),
    TEXTS,
)
SESSIONS = st.builds(
    Session,
    target=st.builds(
        Target, TEXTS, st.integers(0), st.integers(0, UINT32_MAX), TEXTS, st.sampled_from(Source)
    ),
    profile=TEXTS,
    state=st.sampled_from(State),
    operator=TEXTS,
    asked_at=TIMES,
    changed_at=TIMES,
    settings=st.builds(
        StartOptions,
        TEXTS,
        st.lists(TEXTS, max_size=3).map(tuple),
        st.none() | st.integers(0, UINT32_MAX),
        st.sampled_from(SdkType),
        **dict.fromkeys(ON_OFF, st.booleans()),
    ),
    id=st.integers(0, 10**9).map(str),
    row=st.integers(0, 2**60),
    first_row=st.integers(0, 2**60),
    operation=st.sampled_from(Operation),
    attempts=st.integers(0, 10),
    before_stop=st.none() | st.sampled_from(State),
    open_attempt=st.booleans(),
    accepted_at=MAYBE_TIMES,
    confirmed_at=MAYBE_TIMES,
    ended_at=MAYBE_TIMES,
    ended_by=st.none() | st.sampled_from(EndedBy),
    settled_by=TEXTS,
    file_ids=st.lists(TEXTS, max_size=3).map(tuple),
    failure=FAILURES,
    ended_with=FAILURES,
    confirmed_row=st.integers(0, 2**60),
    handled=st.booleans(),
    note=TEXTS,
    answered_at=MAYBE_TIMES,
    overrun_hours=st.integers(1, 100),
    overrun_at=MAYBE_TIMES,
)


def words(session: Session) -> tuple[str, str]:
    """As a store wants them: the file name first."""
    name = session.settings.file_name.replace("\n", " ").casefold()
    return f"{name}\n{session.target.room}", session.state.value


def store_of(*sessions: Session) -> SessionStore:
    store = SessionStore(words)
    store.age([store.put(session) for session in sessions])
    return store


@settings(max_examples=200, deadline=None)
@given(st.lists(SESSIONS, min_size=1, max_size=4, unique_by=lambda session: session.id))
def test_a_session_comes_back_as_it_was_taken(sessions: list[Session]) -> None:
    store = store_of(*sessions)
    found = [store.session(store.find(session.id)) for session in sessions]
    assert found == sessions
    assert [type(one.state) for one in found] == [State] * len(found)


def test_every_field_of_a_session_is_kept() -> None:
    whole = stopped(7, "a", "b", note="n", overrun_at=datetime(2025, 1, 1, tzinfo=UTC), handled=True)
    of_team = replace(
        whole, desk="li", unreached=True, newer=True, companion=Companion("Wang", whole.asked_at)
    )
    for session in (whole, of_team):
        assert store_of(session).session(0) == session


def test_a_session_that_is_not_here_is_nowhere() -> None:
    store = store_of(recording(5))
    assert [store.find(unknown) for unknown in ("4", "6", "99999999999", "-5", "", "five")] == [NOWHERE] * 6


def test_sessions_stand_by_age_in_whatever_order_they_came() -> None:
    store = store_of(recording(3), recording(9))
    store.age([store.put(session) for session in (recording(1), recording(7), recording(20))])
    store.age([store.put(recording(8))])
    assert Sessions(store, store.by_age).ids() == ["1", "3", "7", "8", "9", "20"]


def test_what_many_sessions_share_is_kept_once() -> None:
    store = store_of(*(stopped(number, "a") for number in range(1, 50)))
    assert len(store.kinds) == 1


def test_a_choice_of_sessions_is_counted_without_putting_one_together() -> None:
    store = store_of(recording(1), refused(2), stopped(3, "a"), recording(4))
    chosen = Sessions(store, (0, 1, 2, 3))
    assert chosen.ids(lambda kind: kind.state is State.RECORDING) == ["1", "4"]
    assert chosen.count_of(lambda kind: kind.state is State.FAILED) == 1
    assert {kind.state for kind in chosen.kinds()} == {State.RECORDING, State.FAILED, State.STOPPED}
    assert chosen.have_files()
    assert [session.id for session in reversed(chosen[1:])] == ["4", "3", "2"]


def test_a_changed_session_keeps_its_slot_and_its_age() -> None:
    first = recording(1)
    store = store_of(first, recording(2))
    slot = store.put(replace(first, row=9, changed_at=first.changed_at + timedelta(minutes=1), note="later"))
    assert (slot, store.row(slot), store.session(slot).note) == (0, 9, "later")
    assert Sessions(store, store.by_age).ids() == ["1", "2"]
