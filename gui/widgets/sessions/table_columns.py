"""The columns of the list: how each is painted, how wide it is at first, and what is kept of them."""

from typing import Final

from PySide6.QtCore import QByteArray, QItemSelectionModel, QObject, Qt
from PySide6.QtWidgets import QTableView

from gui.widgets.sessions.row_stop import RowStop
from gui.widgets.sessions.rows_in_place.attended_rows import AttendedRows
from gui.widgets.sessions.session_columns import AT_FIRST_HIDDEN, RIGHT, Column
from gui.widgets.sessions.session_model import SessionModel
from gui.widgets.sessions.table_cells.cell_delegate import CellDelegate
from gui.widgets.sessions.table_cells.fitted_texts import FittedTexts
from gui.widgets.sessions.table_cells.row_delegate import RowDelegate
from gui.widgets.sessions.table_cells.state_delegate import StateDelegate
from gui.widgets.style.kinds import set_inset
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL, TIGHT

AUTOMATIC: Final = frozenset[int]({Column.PROFILE, Column.TEAM})
"""Shown only while rows of several profiles are listed, or of a team: nobody chooses them."""
_STATE_VERSION: Final = b"2\n"
_CHOSEN_VERSION: Final = b"3\n"
"""Of a state in which somebody chose whether *File name* is shown."""
_SAMPLES: Final = {
    Column.PROFILE: "Production",
    Column.ROOM: "1000001",
    Column.USER: "student_01",
    Column.TIME: "asked Yesterday 20:38",
    Column.ELAPSED: "Elapsed ▲",
    Column.FILES: "Files ▲",
    Column.NOTE: "Note ▲",
    Column.FILE_NAME: "10001_alice_20251122_100000",
    Column.OPERATOR: "Wang Li",
    Column.NUMBER: "#1000000",
    Column.TEAM: "Wang Li · WANG",
}
"""Texts for which the columns have room at first."""
_STATE_SAMPLE: Final = ("Recording", "stop refused 30000404")
_LEAST_STATE: Final = ("Unconfirmed start", "")
_LEAST_STATE_OF_TEAM: Final = ("Recording", "at 20:38")
"""Of a team, while colleagues are not reached."""
_LEAST: Final = {
    Column.TIME: ("before 20:38", MEDIUM),
    Column.ELAPSED: ("00:00:00", SMALL),
    Column.FILES: ("Files", MEDIUM),
    Column.ROOM: ("1000001", SMALL),
    Column.USER: ("student_01", SMALL),
    Column.TEAM: ("Wang · WA", SMALL),
}
"""What stays in sight where not all columns fit."""
_LEAST_TEAM: Final = "Li …"
"""What is left of *Team* in the narrowest list: no other column goes out of sight for it."""
_LEAST_CLOCK: Final = "… 20:38"
"""What is left of *Time* there: the day goes before the name of a colleague."""
_STOP_SAMPLE: Final = "⦿ Stop student"
_NOTE_SAMPLE: Final = "meant to go on until noon"
"""What *Note* has room for before *File name* comes."""


class TableColumns(QObject):
    """Belongs to one table, before that has its model.

    :param row: height of a row without a day's line.
    :param stop: the button that stands over the end of a row.
    :param attended: whether somebody is about to press in the list.
    """

    def __init__(
        self, table: QTableView, model: SessionModel, row: int, stop: RowStop, attended: AttendedRows
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._attended = table, model, attended
        self._asked_for: tuple[object, ...] = ()
        self._wanted: dict[Column, int] = {}
        self._least: dict[Column, int] = {}
        self._fitting = self._chosen = self._names_hidden = self._restoring = self._team = False
        texts = FittedTexts(table)
        self._states = StateDelegate(table, texts, row, stop)
        table.setItemDelegateForColumn(Column.STATE, self._states)
        left, right = (CellDelegate(table, texts, row, stop, right=end) for end in (False, True))
        self._letters = self._width_of_letters()
        for column in set(Column) - {Column.STATE}:
            table.setItemDelegateForColumn(column, right if column in RIGHT else left)
        # Where not all fits, day and hour stay in sight.
        times = FittedTexts(table, Qt.TextElideMode.ElideLeft)
        clock = CellDelegate(table, times, row, stop)
        table.setItemDelegateForColumn(Column.TIME, clock)
        self._texts: tuple[FittedTexts, ...] = (texts, times)
        self._delegates: tuple[RowDelegate, ...] = (self._states, left, right, clock)

    def set_row_height(self, row: int) -> None:
        """Rows are another height from now on."""
        for delegate in self._delegates:
            delegate.set_row_height(row)

    def take_font(self) -> None:
        """The table has another font: each column keeps the characters that it has room for."""
        for texts in self._texts:
            texts.take_font()
        before, self._letters = self._letters, self._width_of_letters()
        table = self._table
        widths = {column: table.columnWidth(column) for column in Column} | self._wanted
        self._measure()
        for column, width in widths.items():
            wanted = round(width * self._letters / before)
            if column in self._wanted:
                self._wanted[column] = wanted
            if not table.isColumnHidden(column):
                self._set_width(column, wanted)

    def _width_of_letters(self) -> int:
        return self._table.fontMetrics().horizontalAdvance(_STOP_SAMPLE)

    def _measure(self) -> None:
        metrics = self._table.fontMetrics()
        for column, (sample, spare) in _LEAST.items():
            self._least[column] = metrics.horizontalAdvance(sample) + spare
        # The last to give up room: what it says decides what to do.
        self._least[Column.STATE] = self._states.width_of(*_LEAST_STATE)
        self._stop_room = metrics.horizontalAdvance(_STOP_SAMPLE) + 2 * LARGE
        self._clock_room = metrics.horizontalAdvance(_LEAST_CLOCK) + MEDIUM
        self._team_room = metrics.horizontalAdvance(_LEAST_TEAM) + SMALL
        self._state_of_team = self._states.width_of(*_LEAST_STATE_OF_TEAM)
        self._note_room = metrics.horizontalAdvance(_NOTE_SAMPLE) + MEDIUM

    def shape(self) -> None:
        """Widths and order at first; the table has its model."""
        table, header, rows = self._table, self._table.horizontalHeader(), self._table.verticalHeader()
        # On the table's own they would ask each cell whether it is selected: 2 s for 100,000 selected rows.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        rows.setSelectionModel(QItemSelectionModel(self._model, rows))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LARGE)
        # Above the state's mark.
        set_inset(header, MEDIUM - TIGHT)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setAccessibleName(self.tr("Columns"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        metrics = table.fontMetrics()
        for column, sample in _SAMPLES.items():
            table.setColumnWidth(column, metrics.horizontalAdvance(sample) + MEDIUM)
        table.setColumnWidth(Column.STATE, self._states.width_of(*_STATE_SAMPLE) + SMALL)
        self._measure()
        self._take_widths()
        header.sectionResized.connect(self._resized)
        for column in AT_FIRST_HIDDEN:
            self._hide(column, True)
        table.setSortingEnabled(True)
        for changed in (
            self._model.counts_changed,
            self._model.elsewhere_changed,
            self._model.arranged,
            self._attended.changed,
        ):
            changed.connect(self._follow_profiles)

    def fit(self) -> None:
        """Where not all columns fit, the day, then spare room, then the state's details are given up.

        In the narrowest list of a team *Note* gives up its room first: whose a row is says more, and *Stop
        alice* then covers that of its own row alone.
        """
        if self._restoring:
            return
        self._show_file_names()
        header, last = self._table.horizontalHeader(), self._last()
        shown = [column for column in Column if not self._table.isColumnHidden(column) and column is not last]
        over = sum(self._wanted.get(column, header.sectionSize(column)) for column in shown)
        # *Stop alice* is to cover no text but the last column's.
        head = 0 if last is None else header.sectionSizeHint(last)
        room, leasts = max(head, self._stop_room), dict(self._least)
        if Column.TEAM in shown:
            leasts[Column.STATE] = max(leasts[Column.STATE], self._state_of_team)
        over += room - self._table.viewport().width()
        to_give = sum(max(0, self._wanted[one] - least) for one, least in leasts.items() if one in shown)
        if last is Column.NOTE and Column.TEAM in shown and over > to_give:
            over -= room - head
            leasts[Column.TIME] = self._clock_room
        for column, least in leasts.items():
            if column in shown:
                width = max(least, self._wanted[column] - max(0, over))
                over -= max(0, self._wanted[column] - width)
                self._set_width(column, min(width, self._wanted[column]))
        if over > 0 and Column.TEAM in shown:
            self._set_width(Column.TEAM, max(self._team_room, self._least[Column.TEAM] - over))

    def show_team(self, shown: bool) -> None:
        """Whether rows tell whose they are: there are others' among them."""
        header = self._table.horizontalHeader()
        self._team = shown
        if self._table.isColumnHidden(Column.TEAM) is not shown:
            return
        last = header.count() - 1
        if header.visualIndex(Column.TEAM) == last:
            # Nobody has put it there.
            header.moveSection(last, header.visualIndex(Column.NOTE))
        self._hide(Column.TEAM, not shown)
        self.fit()

    def state(self) -> QByteArray:
        """Order, widths, visibility and sorting of the columns, to be kept."""
        for column, width in self._wanted.items():
            if not self._table.isColumnHidden(column):
                self._set_width(column, width)
        if not self._chosen:
            self._hide(Column.FILE_NAME, True)
        version = _CHOSEN_VERSION if self._chosen else _STATE_VERSION
        kept = QByteArray(version) + self._table.horizontalHeader().saveState()
        self.fit()
        return kept

    def restore(self, state: QByteArray) -> bool:
        """Take a kept state; False (and nothing changed) for one that is not ours."""
        versions = (_STATE_VERSION, _CHOSEN_VERSION)
        if not any(state.startsWith(QByteArray(version)) for version in versions):
            return False
        # A scroll bar that comes with the widths resizes the list: fitted now, they would be lost for good.
        self._fitting = self._restoring = True
        taken = self._table.horizontalHeader().restoreState(state.sliced(len(_STATE_VERSION)))
        self._fitting = False
        self._names_hidden = self._table.isColumnHidden(Column.FILE_NAME)
        self._chosen = not self._names_hidden or state.startsWith(QByteArray(_CHOSEN_VERSION))
        self._take_widths()
        self._restoring = False
        self._hide(Column.TEAM, not self._team)
        self._show_profiles()
        self.fit()
        return taken

    def _follow_profiles(self) -> None:
        """What comes by itself moves no head of a column under the hand; a new search or account does.

        But where all accounts are listed, no row stands there without its account, were it only for a moment:
        the same room and user may be live in two.
        """
        if self._model.arranging:
            return
        asked_for = self._model.profile, self._model.search_text, self._model.quick_filter
        header = self._table.horizontalHeader()
        untold = self._model.profile is None and self._model.lists_several_profiles
        if asked_for != self._asked_for or untold or not (self._attended.attended or header.underMouse()):
            self._asked_for = asked_for
            self._show_profiles()

    def _show_profiles(self) -> None:
        several = self._model.lists_several_profiles
        self._model.show_profiles(several)
        if self._table.isColumnHidden(Column.PROFILE) is several:
            self._table.setColumnHidden(Column.PROFILE, not several)
            self.fit()

    def _show_file_names(self) -> None:
        """On a wide list the file name as well, unless somebody chose; only as the list's size changes."""
        if self._chosen:
            return
        table, name = self._table, Column.FILE_NAME
        others = [one for one in Column if one not in (name, Column.NOTE) and not table.isColumnHidden(one)]
        needed = sum(self._wanted.get(one, table.columnWidth(one)) for one in others) + self._note_room
        needed += table.fontMetrics().horizontalAdvance(_SAMPLES[name]) + MEDIUM + self._stop_room
        fits = needed <= table.viewport().width()
        if fits is table.isColumnHidden(name):
            if not table.isColumnHidden(Column.NOTE):
                # Alone at the end it has what is left.
                self._set_width(Column.NOTE, self._note_room if fits else LARGE)
            self._hide(name, not fits)

    def _hide(self, column: Column, hidden: bool) -> None:
        self._fitting = True
        self._table.setColumnHidden(column, hidden)
        self._fitting = False
        self._names_hidden = self._table.isColumnHidden(Column.FILE_NAME)

    def _last(self) -> Column | None:
        """The last one that is shown: it has what the others leave."""
        header = self._table.horizontalHeader()
        order = sorted(Column, key=header.visualIndex)
        return next((one for one in reversed(order) if not header.isSectionHidden(one)), None)

    def _take_widths(self) -> None:
        widths = {column: self._table.columnWidth(column) for column in self._least}
        # A hidden one has none; it keeps what it is to have.
        self._wanted.update({column: width for column, width in widths.items() if width})

    def _set_width(self, column: Column, width: int) -> None:
        if width != self._table.columnWidth(column):
            self._fitting = True
            self._table.setColumnWidth(column, width)
            self._fitting = False

    def _resized(self, section: int, _before: int, width: int) -> None:
        """Somebody wants another width, or a column shown or hidden."""
        if section == Column.FILE_NAME and not self._fitting:
            self._chosen |= self._table.isColumnHidden(Column.FILE_NAME) is not self._names_hidden
        if section in self._least and width and not self._fitting and Column(section) is not self._last():
            self._wanted[Column(section)] = width
