"""Whatever staff type, sort and filter while sessions come and change: the list is the one made anew."""

from collections.abc import Callable, Iterable, Iterator
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.core.session_list.filter_sort import QuickFilter, Rule
from gui.core.sessions.session import Session
from gui.widgets.sessions import session_rows
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_model import SessionModel
from tests.support.session_samples import HandClock
from tests.support.widgets.session_list_driver import MESSAGES, any_session, elapsed, ids, settle

pytestmark = pytest.mark.usefixtures("short_steps")

SEARCHES = (
    "",
    "b",
    "bo",
    "bob",
    "bob 1",
    "1 bob",
    "o",
    "al",
    "alice",
    "recording",
    "rec",
    "car bo",
    "nobody",
)
COLUMNS = (-1, Column.ROOM, Column.USER, Column.STATE, Column.TIME, Column.ELAPSED)
ORDERS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
AT_FIRST, DOINGS, BUSY_STEPS = 120, 60, 300


@pytest.fixture(autouse=True)
def few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few newcomers are put in one by one."""
    monkeypatch.setattr(session_rows, "RUNS_AT_ONCE", 3)


class Desk:
    """Staff at a list; each of its methods is something that may happen at any moment."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.model = SessionModel(MESSAGES, elapsed(HandClock()))
        self._row, self._number = 0, 0
        self._came: list[Session] = []
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self.page_comes(AT_FIRST)
        settle(self.model)

    def page_comes(self, count: int = 40) -> None:
        first, self._number = self._number + 1, self._number + count
        made = [any_session(self.random, number, row=number) for number in range(first, self._number + 1)]
        self._row = max(self._row, self._number)
        self.model.upsert_many(self._noted(made))

    def session_changes(self) -> None:
        self._row += 1
        self._changes(self.random.randint(1, self._number))

    def session_comes(self) -> None:
        self._number += 1
        self._row = max(self._row, self._number) + 1
        self._changes(self._number)

    def types(self) -> None:
        self.model.set_filter(self.model.quick_filter, self.random.choice(SEARCHES))

    def filters(self) -> None:
        self.model.set_filter(self.random.choice(list(QuickFilter)), self.model.search_text)

    def sorts(self) -> None:
        self._sorted_by = self.random.choice(COLUMNS), self.random.choice(ORDERS)
        self.model.sort(*self._sorted_by)

    def waits(self) -> None:
        for _ in range(self.random.randint(1, 6)):
            QApplication.processEvents()

    def _changes(self, number: int) -> None:
        session = any_session(self.random, number, row=self._row)
        self._came.append(session)
        self.model.upsert(session)

    def _noted(self, sessions: Iterable[Session]) -> Iterator[Session]:
        """In the order in which the list takes them."""
        for session in sessions:
            self._came.append(session)
            yield session

    def made_anew(self) -> SessionModel:
        """Another list that everything came to as to this one, and that is filtered and sorted only then."""
        anew = SessionModel(MESSAGES, elapsed(HandClock()))
        for session in self._came:
            anew.upsert(session)
        settle(anew)
        anew.set_filter(self.model.quick_filter, self.model.search_text)
        anew.sort(*self._sorted_by)
        settle(anew)
        return anew


@pytest.mark.parametrize("seed", range(40))
def test_the_list_is_the_one_that_would_be_made_anew(seed: int) -> None:
    desk = Desk(seed)
    doings: list[Callable[[], None]] = [
        *(desk.types, desk.types, desk.types, desk.filters, desk.sorts),
        *(desk.session_changes, desk.session_changes, desk.session_comes, desk.page_comes),
        *(desk.waits, desk.waits, desk.waits, desk.waits),
    ]
    for _ in range(DOINGS):
        desk.random.choice(doings)()
    # Once more, with something between each two steps up to the last.
    desk.sorts()
    for _ in range(BUSY_STEPS):
        desk.random.choice((desk.session_changes, desk.session_comes))()
        QApplication.processEvents()
        if not desk.model.busy:
            break
    settle(desk.model)
    shown = ids(desk.model)
    assert shown == ids(desk.made_anew())
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    ("before", "after", "narrows"),
    [
        (("10",), ("107",), True),
        (("07",), ("107",), True),
        (("bob",), ("bob", "1"), True),
        (("bob", "1"), ("12", "bobby"), True),
        (("107",), ("10",), False),
        (("bob", "1"), ("bob",), False),
        (("bob",), ("alice",), False),
        ((), ("1",), False),
        (("1",), (), False),
    ],
)
def test_only_a_search_that_finds_nothing_new_narrows(
    before: tuple[str, ...], after: tuple[str, ...], narrows: bool
) -> None:
    assert Rule(needles=after).narrows(Rule(needles=before)) is narrows


def test_another_order_is_looked_at_as_a_whole() -> None:
    by_room = Rule(needles=("10",), descending=True)
    assert not Rule(needles=("107",)).narrows(by_room)
