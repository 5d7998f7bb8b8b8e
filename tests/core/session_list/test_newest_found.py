"""The newest sessions with some words, step by step; and only among those that were found before."""

from datetime import UTC, datetime

from gui.core.session_list.index import FOUND_AT_ONCE, SessionIndex
from gui.core.session_list.store import Sessions
from gui.core.sessions.session import Session
from tests.support.core.big_ledger import many_sessions

MANY = 2 * FOUND_AT_ONCE + 5


def index_of(count: int) -> SessionIndex:
    index = SessionIndex(
        lambda one: (f"{one.settings.file_name}\n{one.target.room} {one.target.account}", one.state.value),
        lambda _session: datetime.now(UTC),
    )
    index.add(many_sessions(count, live=3))
    return index


def found(
    index: SessionIndex, *needles: tuple[str, ...], most: int = 8, within: Sessions | None = None
) -> Sessions:
    return list(index.newest_found(needles, most, within))[-1]


def numbers(sessions: Sessions) -> list[int]:
    return [int(one.id) for one in sessions]


def test_the_newest_come_first_and_no_more_than_are_wanted() -> None:
    index = index_of(50)
    newest = found(index, ("student",), most=5)
    assert len(newest) == 5
    assert numbers(newest) == sorted(numbers(newest), reverse=True)


def test_a_few_that_are_near_need_one_step_and_what_is_not_there_all_of_them() -> None:
    index = index_of(MANY)
    assert len(list(index.newest_found([("student",)], 3))) == 1
    assert len(list(index.newest_found([("nobody",)], 3))) == 3


def test_a_word_of_another_language_finds_by_what_sessions_share() -> None:
    index = index_of(50)
    recording = found(index, ("录制中", "recording"))
    assert len(recording) == 3
    assert {one.state.value for one in recording} == {"recording"}
    assert len(found(index, ("录制中",))) == 0


def test_among_those_that_were_found_the_order_stays() -> None:
    index = index_of(200)
    before = found(index, ("student0",), most=200)
    within = found(index, ("student03",), most=200, within=before)
    assert numbers(within) == numbers(found(index, ("student03",), most=200))
    assert len(within) > 0
    one: Session = within[0]
    assert "student03" in one.target.account
