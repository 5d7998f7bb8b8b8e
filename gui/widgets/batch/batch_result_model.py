"""The rows of a batch with what came of each, with a filter and an order of its own."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Outcome, Source
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.theme import Tone, tone_color

if TYPE_CHECKING:
    from gui.core.batch.results import RowResult
    from gui.core.batch.rows import BatchRow

Role = Qt.ItemDataRole
_Index = QModelIndex | QPersistentModelIndex
TONES: Final = {
    Outcome.ACCEPTED: Tone.LIVE,
    Outcome.REFUSED: Tone.DANGER,
    Outcome.UNKNOWN: Tone.WARNING,
    Outcome.NOT_SENT: Tone.DANGER,
}
MARKS: Final = {Outcome.ACCEPTED: "●", Outcome.REFUSED: "✕", Outcome.UNKNOWN: "?", Outcome.NOT_SENT: "✕"}
_URGENCY: Final = (Outcome.UNKNOWN, Outcome.REFUSED, Outcome.NOT_SENT, Outcome.ACCEPTED)


class ResultColumn(IntEnum):
    """The columns, from the left."""

    LINE = 0
    ROOM = 1
    USER = 2
    OUTCOME = 3
    CODE = 4
    DESCRIPTION = 5
    WHAT_TO_DO = 6


class BatchResultModel(QAbstractTableModel):
    """Results come in by the dozen; the shown rows are arranged once for each dozen at most."""

    def __init__(self, messages: Messages, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._catalogue = catalogue
        self._rows: Sequence[BatchRow] = ()
        self._results: dict[int, RowResult] = {}
        self._counts: Counter[Outcome] = Counter()
        self._place_of_line: dict[int, int] = {}
        self._shown: list[int] = []
        self._filter: Outcome | None = None
        self._column, self._descending = ResultColumn.LINE, False

    def set_rows(self, rows: "Sequence[BatchRow]") -> None:
        """Another batch."""
        self.beginResetModel()
        self._rows = rows
        self._results = {}
        self._counts.clear()
        self._place_of_line = {row.line: place for place, row in enumerate(rows)}
        self._shown = self._arranged()
        self.endResetModel()

    def put(self, results: "Iterable[RowResult]") -> None:
        """What came of some rows."""
        places = []
        for result in results:
            place = self._place_of_line[result.row.line]
            if place in self._results:
                self._counts[self._results[place].outcome] -= 1
            self._results[place] = result
            self._counts[result.outcome] += 1
            places.append(place)
        if not places:
            return
        if self._filter is None and self._column is ResultColumn.LINE and not self._descending:
            last = len(ResultColumn) - 1
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), last))
        else:
            self._rearrange()

    def results(self) -> "tuple[RowResult, ...]":
        """All results that there are, in the file's order."""
        return tuple(self._results[place] for place in sorted(self._results))

    def result_at(self, row: int) -> "RowResult | None":
        """What came of the row that is shown there."""
        return self._results.get(self._shown[row])

    def counts(self) -> Counter[Outcome]:
        """How many rows ended in each way."""
        return Counter(self._counts)

    def set_filter(self, outcome: Outcome | None) -> None:
        """Show the rows that ended so; None shows all."""
        self._filter = outcome
        self._rearrange()

    def cells(self, row: int) -> tuple[str, ...]:
        """All cells of a shown row."""
        return tuple(self._cell(self._shown[row], column) for column in ResultColumn)

    # Qt's questions.

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(ResultColumn)

    def data(self, index: _Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        place, column = self._shown[index.row()], ResultColumn(index.column())
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self._cell(place, column)
        result = self._results.get(place)
        if role == Role.ForegroundRole and (result is None or column is ResultColumn.OUTCOME):
            return tone_color(Tone.MUTED if result is None else TONES[result.outcome])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or role != Role.DisplayRole:
            return None
        return {
            ResultColumn.LINE: self.tr("Line"),
            ResultColumn.ROOM: self.tr("Room"),
            ResultColumn.USER: self.tr("User"),
            ResultColumn.OUTCOME: self.tr("Outcome"),
            ResultColumn.CODE: self.tr("Code"),
            ResultColumn.DESCRIPTION: self.tr("Description"),
            ResultColumn.WHAT_TO_DO: self.tr("What to do"),
        }[ResultColumn(section)]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; -1 is the file's order."""
        self._column = ResultColumn.LINE if column < 0 else ResultColumn(column)
        self._descending = order is Qt.SortOrder.DescendingOrder
        self._rearrange()

    # Inside.

    def outcome_text(self, outcome: Outcome | None) -> str:
        """An outcome as staff read it."""
        if outcome is None:
            return self.tr("waiting")
        return {
            Outcome.ACCEPTED: self.tr("Accepted"),
            Outcome.REFUSED: self.tr("Refused"),
            Outcome.UNKNOWN: self.tr("Unknown"),
            Outcome.NOT_SENT: self.tr("Not sent"),
        }[outcome]

    def _cell(self, place: int, column: ResultColumn) -> str:
        row, result = self._rows[place], self._results.get(place)
        match column:
            case ResultColumn.LINE:
                return str(row.line)
            case ResultColumn.ROOM:
                return str(row.request.room)
            case ResultColumn.USER:
                user = visible(row.request.account, 80)
                return self._messages.text("headline.screen", user=user) if _screen(row) else user
            case ResultColumn.OUTCOME:
                mark = "○" if result is None else MARKS[result.outcome]
                return f"{mark} {self.outcome_text(None if result is None else result.outcome)}"
        return "" if result is None else self._of_result(result, column)

    def _of_result(self, result: "RowResult", column: ResultColumn) -> str:
        problem = result.problem
        if problem is None:
            ids = () if result.session is None else result.session.file_ids
            return visible(" ".join(ids), 200) if column is ResultColumn.DESCRIPTION else ""
        if column is ResultColumn.CODE:
            # A local failure has no number, and its description is enough.
            return "" if problem.code is None else str(problem.code)
        entry = self._catalogue.of(problem)
        return entry.description if column is ResultColumn.DESCRIPTION else entry.solution

    def _arranged(self) -> list[int]:
        wanted = self._filter
        places: Iterable[int] = range(len(self._rows))
        if wanted is not None:
            places = [p for p in sorted(self._results) if self._results[p].outcome is wanted]
        return sorted(places, key=self._key(), reverse=self._descending)

    def _key(self) -> Callable[[int], tuple[object, ...]]:
        match self._column:
            case ResultColumn.LINE:
                return lambda place: (place,)
            case ResultColumn.ROOM:
                return lambda place: (self._rows[place].request.room, place)
            case ResultColumn.OUTCOME:
                return lambda place: (self._urgency(place), place)
            case ResultColumn.CODE:
                return lambda place: (self._code(place), place)
        column = self._column
        return lambda place: (self._cell(place, column).casefold(), place)

    def _urgency(self, place: int) -> int:
        result = self._results.get(place)
        return len(_URGENCY) if result is None else _URGENCY.index(result.outcome)

    def _code(self, place: int) -> int:
        result = self._results.get(place)
        problem = None if result is None else result.problem
        return 0 if problem is None or problem.code is None else problem.code

    def _rearrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old, self._shown = self._shown, self._arranged()
        numbers = {place: number for number, place in enumerate(self._shown)}
        for index in self.persistentIndexList():
            number = numbers.get(old[index.row()], -1)
            moved = QModelIndex() if number < 0 else self.index(number, index.column())
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()


def _screen(row: "BatchRow") -> bool:
    return row.request.source is Source.SCREEN
