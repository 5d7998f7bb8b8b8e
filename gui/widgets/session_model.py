"""The session list as Qt sees it: rows are put in, moved and taken out one by one; nothing resets it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.core.durations import ElapsedClock
from gui.core.messages import Messages
from gui.core.session import Session
from gui.core.session_words import Shown, shown
from gui.core.terms import State
from gui.widgets import theme
from gui.widgets.session_columns import Column, cell_text, haystack, sort_key
from gui.widgets.session_index import Change, QuickFilter, Row, SessionIndex
from gui.widgets.state_mark import state_mark

if TYPE_CHECKING:
    from gui.core.pursuit import Progress

Role = Qt.ItemDataRole
SESSION_ROLE: Final = Role.UserRole
"""The cell's :class:`Session`."""
BULK: Final = 64
"""From so many changed sessions on, the list is arranged once instead of row by row."""

_Index = QModelIndex | QPersistentModelIndex


class SessionModel(QAbstractTableModel):
    """All sessions, with a filter and an order of its own (no proxy).

    The newest session stands first, and keeps its place while it changes.
    """

    counts_changed = Signal(object)
    """``dict[QuickFilter, int]``."""
    arranged = Signal()
    """Filter or order changed: what is shown may be all new."""

    def __init__(
        self, messages: Messages, clock: ElapsedClock | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.clock = ElapsedClock() if clock is None else clock
        self._messages = messages
        self._index = SessionIndex(self._haystack, self.clock.moment)
        self._counts = self._index.counts()
        self._text = ""

    # What the list knows.

    def upsert(self, session: Session) -> None:
        """Take a session as its newest ledger row has it; an older row than the known one is ignored."""
        self._put(session)
        for failed in self._index.superseded(session):
            self._put(failed)
        self._tell_counts()

    def upsert_many(self, sessions: Iterable[Session]) -> None:
        """Take several sessions at once, as at start-up."""
        many = list(sessions)
        if len(many) < BULK:
            for session in many:
                self.upsert(session)
            return
        for session in many:
            self.clock.see(session)
        self._rearrange(lambda: self._index.load(many))
        self._tell_counts()

    def set_progress(self, session_id: str, progress: "Progress | None") -> None:
        """What the session's operation is doing; None once it is over."""
        row = self._index.find(session_id)
        if row is None:
            return
        row.progress = progress
        number = self._index.position(row)
        if number is not None:
            self._cells_changed(number, number, Column.STATE, Column.STATE)

    def session(self, session_id: str) -> Session | None:
        """A session by its id, shown or not."""
        row = self._index.find(session_id)
        return None if row is None else row.session

    def session_at(self, row: int) -> Session:
        """The session that stands in a row."""
        return self._index.shown[row].session

    def row_of(self, session_id: str) -> int | None:
        """The row in which a session stands; None where the filter hides it."""
        row = self._index.find(session_id)
        return None if row is None else self._index.position(row)

    def shown_of(self, session: Session) -> Shown:
        """The session's state in words, as the list shows it."""
        row = self._index.find(session.id)
        return shown(session, self._messages, self.clock.moment(session), row.progress if row else None)

    def counts(self) -> dict[QuickFilter, int]:
        """How many sessions each quick filter has."""
        return self._index.counts()

    def live_sessions(self) -> tuple[Session, ...]:
        """The sessions that are live, whatever the filter."""
        return tuple(row.session for row in self._index.live.values())

    def sessions(self) -> tuple[Session, ...]:
        """Every session that is loaded, the oldest first, whatever the filter."""
        return self._index.sessions()

    def newest_accepted(self, room: str) -> Session | None:
        """The newest session of a room whose start was accepted, of those that are loaded."""
        return self._index.newest_accepted(room)

    def is_newest(self, session: Session) -> bool:
        """Whether a session is its target's newest: only that one can be started again."""
        return self._index.is_newest(session)

    def oldest(self) -> Session | None:
        """The session that began first, of those that are loaded."""
        return self._index.oldest()

    # What is shown.

    @property
    def quick_filter(self) -> QuickFilter:
        """The quick filter that applies while no text is searched for."""
        return self._index.filter

    @property
    def search_text(self) -> str:
        """The text that is searched for."""
        return self._text

    def set_filter(self, quick: QuickFilter, text: str = "") -> None:
        """Show what the quick filter selects; a text searches all states and profiles instead."""
        if (quick, text) == (self._index.filter, self._text):
            return
        self._text = text
        self._rearrange(lambda: self._index.set_filter(quick, text))
        self.arranged.emit()

    def hold(self, holding: bool) -> None:
        """While held, a row that leaves the filter stays in the list."""
        self._index.holding = holding

    def release(self) -> None:
        """Take out the rows that only stayed because the list was held."""
        for number in reversed(self._index.leaving()):
            self._apply(Change(self._index.shown[number], number, None))

    def tick(self, first_visible: int, last_visible: int) -> None:
        """A second has passed: the running cells between two rows change, no other."""
        last = min(last_visible, self.rowCount() - 1)
        if not 0 <= first_visible <= last:
            return
        rows = self._index.shown[first_visible : last + 1]
        if any(row.session.live for row in rows):
            self._cells_changed(first_visible, last, Column.SINCE, Column.SINCE)
        for number, row in enumerate(rows, start=first_visible):
            if row.progress is not None:
                self._cells_changed(number, number, Column.STATE, Column.STATE)

    def notice_overrun(self) -> None:
        """Look which recordings have come to need attention by their age; once a minute is plenty."""
        for session in self._index.aged():
            self._put(session)
        self._tell_counts()

    # Qt's questions.

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Shown sessions."""
        return 0 if parent.isValid() else len(self._index.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """All columns, hidden ones too."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Role.DisplayRole) -> object:
        """Qt's question for one aspect of one cell."""
        if not index.isValid():
            return None
        row, column = self._index.shown[index.row()], Column(index.column())
        if role == Role.DisplayRole:
            return self._cell(row, column)
        if role == SESSION_ROLE:
            return row.session
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return self._cell(row, column)
        if role == Role.ForegroundRole:
            return self._color(row, column)
        if role == Role.DecorationRole and column is Column.STATE:
            return state_mark(self._words(row).mark, self._tone(row), theme.is_dark())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Vertical:
            return None
        return self._header(Column(section)) if role == Role.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the newest first."""
        key_of = None if column < 0 else sort_key(Column(column))
        descending = order is Qt.SortOrder.DescendingOrder
        self._rearrange(lambda: self._index.set_order(key_of, descending=descending))
        self.arranged.emit()

    def _header(self, column: Column) -> str:
        return {
            Column.STATE: self.tr("State"),
            Column.ROOM: self.tr("Room"),
            Column.USER: self.tr("User"),
            Column.SINCE: self.tr("Since start"),
            Column.FILES: self.tr("Files"),
            Column.NOTE: self.tr("Note"),
            Column.PROFILE: self.tr("Profile"),
            Column.FILE_NAME: self.tr("File name"),
        }[column]

    # Cells.

    def _cell(self, row: Row, column: Column) -> str:
        times = self._index.times(row.session) if column is Column.STATE else 0
        if times > 1:
            return f"{self._words(row).text} · {self._messages.text('headline.count', count=times)}"
        now, seconds = self.clock.moment(row.session), self.clock.seconds(row.session)
        return cell_text(column, row.session, self._words(row), self._messages, now, seconds)

    def _words(self, row: Row) -> Shown:
        return shown(row.session, self._messages, self.clock.moment(row.session), row.progress)

    def _color(self, row: Row, column: Column) -> object:
        if column is Column.STATE:
            return theme.tone_color(self._tone(row))
        quiet = column in (Column.NOTE, Column.PROFILE) or not (row.session.live or row.attention)
        return theme.tone_color(theme.Tone.MUTED) if quiet else None

    def _tone(self, row: Row) -> theme.Tone:
        if row.session.state is State.FAILED and not row.attention:
            # Cleared by a later success, or a later failure like it stands for it.
            return theme.Tone.MUTED
        return theme.Tone(self._words(row).tone.value)

    def _haystack(self, session: Session) -> str:
        return haystack(session, shown(session, self._messages, self.clock.moment(session)))

    # Changes, announced to the view.

    def _put(self, session: Session) -> None:
        self.clock.see(session)
        change = self._index.put(session)
        if change is not None:
            self._apply(change)

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
            self._cells_changed(after, after, Column(0), Column(len(Column) - 1))

    def _rearrange(self, change: Callable[[], None]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self._index.shown
        change()
        self._index.arrange()
        kept = self.persistentIndexList()
        self.changePersistentIndexList(kept, [self._moved(index, old) for index in kept])
        self.layoutChanged.emit()

    def _moved(self, index: QModelIndex, old: list[Row]) -> QModelIndex:
        number = self._index.position(old[index.row()])
        return QModelIndex() if number is None else self.index(number, index.column())

    def _cells_changed(self, first: int, last: int, left: Column, right: Column) -> None:
        self.dataChanged.emit(self.index(first, left), self.index(last, right))

    def _tell_counts(self) -> None:
        counts = self._index.counts()
        if counts != self._counts:
            self._counts = counts
            self.counts_changed.emit(counts)
