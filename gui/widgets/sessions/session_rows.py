"""The rows of the session list as Qt sees them: put in, moved and taken out one by one, or arranged anew."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.core.foundation.messages import Messages
from gui.core.session_list.filter_sort import Arrangement, Rule
from gui.core.session_list.index import Change, SessionIndex
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.runtime.slices import Slices
from gui.widgets.sessions.session_columns import Column, sort_keys

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact
    from gui.widgets.sessions.session_cells import SessionCells
    from gui.widgets.sessions.table_cells.row_texts import SearchTexts

Role = Qt.ItemDataRole
RUNS_AT_ONCE: Final = 16
"""New sessions that belong to more places than this are arranged with all the others."""
_COLUMNS: Final = len(Column)
ARRANGED_AT_ONCE: Final = 16_384
"""A list of up to this many sessions is arranged at once; a longer one in slices."""

_Index = QModelIndex | QPersistentModelIndex


class SessionRows(QAbstractTableModel):
    """The shown sessions, each change announced to the view; nothing resets them."""

    arranged = Signal()
    """Filter or order changed: what is shown may be all new."""
    held_changed = Signal(int)
    """How many rows no longer fit the filter, and only stay because the list is held."""

    def __init__(self, messages: Messages, clock: ElapsedClock, parent: QObject | None) -> None:
        super().__init__(parent)
        self.clock = clock
        self._messages = messages
        self._index = SessionIndex(lambda session: self._search_texts.of(session), clock.moment)
        self._arranging, self._loading, self._freeing = Slices(self), Slices(self), Slices(self)
        self._done_with: list[Arrangement] = []
        self._held = 0
        self._has_cells = False

    @cached_property
    def _cells(self) -> "SessionCells":
        # Not at the file's top: the first paint, which has no row, does not wait for what rows say.
        from gui.widgets.sessions.session_cells import SessionCells

        self._has_cells = True
        return SessionCells(self._messages, self.clock, self._index)

    def _forget_cells(self) -> None:
        """What any cell says may have changed."""
        if self._has_cells:
            self._cells.forget_all()

    @cached_property
    def _search_texts(self) -> "SearchTexts":
        from gui.widgets.sessions.table_cells.row_texts import SearchTexts

        return SearchTexts(self._messages, self.clock)

    @property
    def arranging(self) -> bool:
        """Whether a new filter or order is being worked out; what is shown is by the former one."""
        return self._arranging.busy

    # Qt's questions.

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Shown sessions."""
        return 0 if parent.isValid() else len(self._index.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """All columns, hidden ones too."""
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: _Index, role: int = Role.DisplayRole) -> object:
        """Qt's question for one aspect of one cell."""
        # Most of what Qt asks for has no answer: checked first.
        if not self._cells.answers(role) or not index.isValid():
            return None
        return self._cells.answer(self._index.shown[index.row()], index.column(), role)

    @property
    def by_time(self) -> bool:
        """Whether the rows stand in the order of their days."""
        keys_of = self._index.rule.keys_of
        return keys_of is None or keys_of is sort_keys(Column.TIME)

    def day_at(self, row: int) -> date:
        """The local day that a row's *Time* is of."""
        return date.fromtimestamp(self._index.store.began[self._index.shown[row]])

    def tick(self, first_visible: int, last_visible: int, *, elapsed: bool = True) -> None:
        """A second has passed: the running cells between two rows change, no other.

        :param elapsed: whether the column of the elapsed times is shown.
        """
        last = min(last_visible, self.rowCount() - 1)
        if not 0 <= first_visible <= last:
            return
        shown = list(enumerate(self._index.shown[first_visible : last + 1], start=first_visible))
        live = self._index.live if elapsed else {}
        for column, ticking in ((Column.ELAPSED, live), (Column.STATE, self._cells.progress)):
            rows = [number for number, slot in shown if slot in ticking]
            if rows:
                # One signal for all of them: each costs more than a cell that is painted in vain.
                self._cells_changed(rows[0], rows[-1], column, column)

    def day_has_changed(self) -> None:
        """*Today* is another day: what the cells say of days is worked out anew."""
        self._forget_cells()
        if self.rowCount():
            self._cells_changed(0, self.rowCount() - 1, Column(0), Column(_COLUMNS - 1))

    @property
    def team(self) -> "TeamContact | None":
        """What is known of the team; None without one."""
        return self._cells.team if self._has_cells else None

    def set_team(self, contact: "TeamContact | None") -> None:
        """Tell the rows of a team's desks by who they are, and by whether they are reached."""
        words = self._index.store.desk_words
        words.clear()
        if contact is not None:
            words.update({desk: one.code.casefold() for desk, one in contact.desks.items()})
            words[""] = contact.own.code.casefold()
        reached = contact is not None and contact.reached
        desks = contact.desks.items() if contact is not None and reached else ()
        self._index.store.here = frozenset(desk for desk, one in desks if one.here)
        self._take_as_own(frozenset() if contact is None else contact.former)
        self._cells.team = contact
        self._cells.forget_all()
        if self.rowCount():
            self._cells_changed(0, self.rowCount() - 1, Column.STATE, Column.TEAM)

    def _take_as_own(self, former: frozenset[str]) -> None:
        """What these desks have is this desk's from now on, and nothing else is."""
        store = self._index.store
        if former == store.former:
            return
        store.former = former
        for session in store.to_put_again():
            self._put(session)

    def set_at_it(self, session_id: str, operator: str) -> None:
        """Which colleague is stopping a recording; empty for nobody."""
        slot = self._index.find(session_id)
        if slot is None or self._cells.at_it.get(slot, "") == operator:
            return
        self._cells.at_it[slot] = operator
        self._cells.forget(slot)
        number = self._index.position(slot)
        if number is not None:
            self._cells_changed(number, number, Column.STATE, Column.STATE)

    def set_seen(self, session_id: str) -> None:
        """Somebody has read a recording as it is: no mark tells any more that it came late."""
        slot = self._index.find(session_id)
        session = None if slot is None else self._index.store.session(slot)
        if slot is None or session is None or session.came_at is None:
            return
        self._cells.seen[slot] = session.row
        self._cells.forget(slot)
        number = self._index.position(slot)
        if number is not None:
            self._cells_changed(number, number, Column.STATE, Column.STATE)

    def at_it(self, session_id: str) -> str:
        """Which colleague is stopping a recording; empty for nobody that is known."""
        slot = self._index.find(session_id)
        return "" if slot is None else self._cells.at_it.get(slot, "")

    def hold(self, holding: bool) -> None:
        """While held, a row that leaves the filter stays in the list."""
        self._index.holding = holding

    def release(self) -> None:
        """Take out the rows that only stayed because the list was held."""
        for number in reversed(self._index.leaving()):
            self._apply(Change(self._index.shown[number], number, None))
        self._tell_held()

    def _tell_held(self) -> None:
        held = len(self._index.leaving())
        if held != self._held:
            self._held = held
            self.held_changed.emit(held)

    # Changes, announced to the view.

    def _put(self, session: Session) -> None:
        self.clock.see(session)
        change = self._index.put(session)
        if change is not None:
            self._cells.forget(change.slot)
            self._apply(change)
            self._tell_held()

    def _apply(self, change: Change) -> None:
        none, before, after = QModelIndex(), change.before, change.after
        if before is None and after is None:
            self._index.move(change)
        elif before is None and after is not None:
            self.beginInsertRows(none, after, after)
            self._index.move(change)
            self.endInsertRows()
        elif after is None and before is not None:
            self.beginRemoveRows(none, before, before)
            self._index.move(change)
            self.endRemoveRows()
        elif before is not None and after is not None:
            if before != after:
                # Qt counts the target with the moved row still in its old place.
                self.beginMoveRows(none, before, before, none, after + (after > before))
                self._index.move(change)
                self.endMoveRows()
            self._cells_changed(after, after, Column(0), Column(_COLUMNS - 1))

    def _cells_changed(self, first: int, last: int, left: Column, right: Column) -> None:
        self.dataChanged.emit(self.index(first, left), self.index(last, right))

    # Many sessions come.

    def _insert_waiting(self) -> None:
        runs = self._index.runs()
        if len(runs) > RUNS_AT_ONCE:
            self._index.unplaced = True
            return
        for place, slots in runs:
            self.beginInsertRows(QModelIndex(), place, place + len(slots) - 1)
            self._index.shown[place:place] = slots
            self.endInsertRows()

    # Everything is arranged anew.

    def _arrange(self, rule: Rule) -> None:
        dropped = self._index.arranging
        arrangement = self._index.arrange(rule)
        # What comes meanwhile would only have to be put right.
        self._loading.hold(True)
        self._arranging.run(arrangement.steps(), self._swap, at_once=arrangement.size <= ARRANGED_AT_ONCE)
        if dropped is not None:
            self._let_go(dropped)

    def _swap(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old, done_with = self._index.shown, self._index.arranging
        self._index.swap()
        self._forget_cells()
        kept = self.persistentIndexList()
        self.changePersistentIndexList(kept, [self._moved(index, old) for index in kept])
        self.layoutChanged.emit()
        self._loading.hold(False)
        self._tell_held()
        self.arranged.emit()
        if done_with is not None:
            self._let_go(done_with)

    def _let_go(self, arrangement: Arrangement) -> None:
        self._done_with.append(arrangement)
        if not self._freeing.busy:
            self._freeing.run_later(self._free())

    def _free(self) -> Iterator[None]:
        while self._done_with:
            yield from self._done_with.pop().let_go()

    def _moved(self, index: QModelIndex, old: Sequence[int]) -> QModelIndex:
        number = self._index.position(old[index.row()])
        return QModelIndex() if number is None else self.index(number, index.column())
