"""Keystrokes in the search field and sorting, at 100,000 sessions, against an index in plain Python; and the
longest time that the window's thread is away from its events at 1,000,000.

The floor, in the same run: a list of sessions, each beside its ready-made lower-case text, searched and
sorted by one expression. The list's own figures include Qt's part, up to the view's knowing of the new order.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from tests.benchmarks.big_list import Beats, application, settle, shown_list, took_ms
from tests.benchmarks.printing import count as show_count
from tests.benchmarks.printing import show
from tests.support.core.big_ledger import many_sessions
from tests.support.widgets.lone_widget import discard

SESSIONS, VERY_MANY = 100_000, 1_000_000
WANTED = ("10731", "student03", "2025", "li", "nobody", "30000415")
ROUNDS = 5
ROWS = count(100_000_000)


@dataclass(slots=True)
class PlainRow:
    """A session of the plain index."""

    text: str
    session: Session


Key = Callable[[PlainRow], Any]
COLUMNS: Final[dict[Column, Key]] = {
    Column.ROOM: lambda row: row.session.target.room,
    Column.USER: lambda row: row.session.target.account.casefold(),
    Column.TIME: lambda row: (row.session.accepted_at or row.session.asked_at).timestamp(),
    Column.FILE_NAME: lambda row: row.session.settings.file_name.casefold(),
}


def plain_row(session: Session) -> PlainRow:
    """Everything that can be searched for in one text, in lower case."""
    target, settings = session.target, session.settings
    words = (target.room, target.account, settings.file_name, *settings.tags, session.state, session.profile)
    ends = (session.operator, f"#{session.id} {session.asked_at:%Y-%m-%d %H:%M}", *session.file_ids)
    return PlainRow(" ".join(map(str, words + ends)).casefold(), session)


def plain_hits(rows: Sequence[PlainRow], word: str) -> list[PlainRow]:
    """Rows that have a word."""
    return [row for row in rows if word in row.text]


def plain_order(rows: Sequence[PlainRow], key: Key) -> list[PlainRow]:
    """Rows in a column's order."""
    return sorted(rows, key=key)


def as_typed(word: str) -> Iterator[str]:
    """What stands in the search field after each key."""
    return (word[:end] for end in range(1, len(word) + 1))


@dataclass(slots=True)
class Took:
    """Milliseconds: of each key in the search field, of a word put in whole, of sorting by a column."""

    typed: list[float] = field(default_factory=list)
    pasted: list[float] = field(default_factory=list)
    sorted: list[float] = field(default_factory=list)


def plain_ms(rows: Sequence[PlainRow], took: Took) -> None:
    """Searching and sorting the plain index."""
    for word in WANTED:
        took.typed += [took_ms(partial(plain_hits, rows, part)) for part in as_typed(word)]
        took.pasted.append(took_ms(partial(plain_hits, rows, word)))
    took.sorted += [took_ms(partial(plain_order, rows, key)) for key in COLUMNS.values()]


def arranged_ms(view: SessionList, change: Callable[[], None]) -> float:
    """Until the view has been told of the new arrangement; drawing it is not counted."""
    ended: list[int] = []
    told = view.model.arranged.connect(lambda: ended.append(time.thread_time_ns()))
    began = time.thread_time_ns()
    change()
    settle(view)
    view.model.arranged.disconnect(told)
    return (ended[0] - began) / 1e6


def list_ms(view: SessionList, took: Took) -> None:
    """Searching and sorting the list."""
    model, table = view.model, view.table

    def search(text: str) -> float:
        return arranged_ms(view, partial(model.set_filter, QuickFilter.ALL, text))

    for word in WANTED:
        took.typed += [search(part) for part in as_typed(word)]
        search("")
        took.pasted.append(search(word))
        search("")
    order = Qt.SortOrder.AscendingOrder
    for column in COLUMNS:
        took.sorted.append(arranged_ms(view, partial(table.sortByColumn, column, order)))
        arranged_ms(view, lambda: table.sortByColumn(-1, order))


def measure_ratio() -> None:
    """Floor and list in turns."""
    rows = [plain_row(session) for session in many_sessions(SESSIONS, live=500)]
    view = shown_list(many_sessions(SESSIONS, live=500))
    floor, value = Took(), Took()
    for _ in range(ROUNDS):
        plain_ms(rows, floor)
        list_ms(view, value)
    show("a keystroke in the search field, 100,000 sessions", value.typed, floor.typed, "ms", "<= 1.3")
    show("a word put in whole, 100,000 sessions", value.pasted, floor.pasted, "ms", "printed, not asserted")
    show("sorting by a column, 100,000 sessions", value.sorted, floor.sorted, "ms", "<= 1.3")
    discard(view)


def a_busy_minute(view: SessionList) -> Iterator[None]:
    """What staff do while sessions change, one thing after the other."""
    table, search = view.table, view.bar.search
    for column in (*COLUMNS, Column.STATE, -1):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            table.sortByColumn(column, order)
            yield
    for word in ("10731", "student03", "li"):
        for character in word:
            # The next key comes before the list is arranged for the one before.
            QTest.keyClicks(search, character)
            yield
        while view.model.busy:
            yield
        search.clear()
        yield
    for quick in (QuickFilter.ENDED, QuickFilter.NEEDS_ATTENTION, QuickFilter.LIVE, QuickFilter.ALL):
        view.bar.set_filter(quick)
        yield
    bar = table.verticalScrollBar()
    for part in range(20):
        bar.setValue(bar.maximum() * part // 20)
        yield
    bar.setValue(0)


def watch(beats: Beats, name: str) -> None:
    """Print the longest gaps, of the thread's own time and by the clock."""
    beats.stop()
    show_count(f"{name}: longest block", round(max(beats.own), 1), "ms", goal="<= 50 ms")
    show_count(f"{name}: longest block, other programs counted", round(max(beats.gaps), 1), "ms")


def measure_blocks() -> None:
    """Load, then work with the list while 200 sessions a second change."""
    beats, view = Beats(), shown_list(())
    beats.start()
    view.upsert_many(many_sessions(VERY_MANY, live=500))
    settle(view)
    watch(beats, "loading 1,000,000 sessions")
    gc.collect()
    changing = [view.model.session_at(row * 1999) for row in range(500)]
    beats.start()
    due = time.monotonic()
    for number, _ in enumerate(a_busy_minute(view)):
        busy_until = time.monotonic() + 0.2
        while time.monotonic() < busy_until:
            QApplication.processEvents()
            if time.monotonic() >= due:
                due += 0.005
                view.upsert(replace(changing[number * 7 % 500], row=next(ROWS), note=f"{due:.3f}"))
    while view.model.busy:
        QApplication.processEvents()
    watch(beats, "filtering, sorting, scrolling, changing 1,000,000 sessions")
    discard(view)


def main() -> None:
    """Both."""
    app = application()
    measure_ratio()
    measure_blocks()
    del app


if __name__ == "__main__":
    main()
