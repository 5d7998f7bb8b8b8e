"""From an answer's last byte until its row is painted, against one ``dataChanged`` and that row's paint."""

import asyncio
import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject
from PySide6.QtWidgets import QTableView, QWidget

from tests.benchmarks.printing import show
from tests.benchmarks.speed.timed_desk import PATIENCE_S, TimedDesk, at_timed_desk
from tests.support.waiting import until

STARTS: Final = 100
WARM_UP: Final = 5


class Painted(QObject):
    """In front of a table's paint events: when each was over, and how many rows were live by then.

    :ivar changed: the same of the list's changes.
    """

    def __init__(self, desk: TimedDesk, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._model = desk.panel.window.session_list.model
        self.over: list[tuple[int, int]] = []
        self.changed: list[tuple[int, int]] = []
        self._model.dataChanged.connect(self._note_change)
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let it be painted first."""
        if event.type() != QEvent.Type.Paint:
            return False
        self._viewport.removeEventFilter(self)
        QCoreApplication.sendEvent(watched, event)
        ended = time.monotonic_ns()
        self._viewport.installEventFilter(self)
        self.over.append((ended, len(self._model.live_sessions())))
        return True

    def _note_change(self) -> None:
        self.changed.append((time.monotonic_ns(), len(self._model.live_sessions())))

    def forget(self) -> None:
        """What was so far is of no interest."""
        self.over.clear()
        self.changed.clear()

    def changed_with(self, live: int) -> int:
        """When the list was told of the row that makes them so many."""
        return next(at for at, count in self.changed if count == live)

    async def first_with(self, live: int) -> int:
        """When the first paint with so many live rows was over."""
        await until(lambda: any(count == live for _, count in self.over), PATIENCE_S)
        return next(ended for ended, count in self.over if count == live)


async def measure(desk: TimedDesk) -> None:
    """A start and the floor in turns, on the row that the start made."""
    sessions = desk.panel.window.session_list
    table, model = sessions.table, sessions.model
    painted = Painted(desk, table.viewport())
    answers, floors, told = [], [], []
    for number in range(1, STARTS + WARM_UP + 1):
        await desk.fill_in()
        painted.forget()
        desk.click()
        ended = await painted.first_with(number)
        # Only now: a thread that reads would be in the way of the paint.
        await desk.arrived_ns()
        answers.append((ended - desk.answered_ns) / 1e6)
        told.append((painted.changed_with(number) - desk.answered_ns) / 1e6)
        await desk.started()
        await asyncio.sleep(0.05)
        newest = max(model.live_sessions(), key=lambda session: session.row)
        row = model.row_of(newest.id)
        assert row is not None
        floors.append(await _floor_ms(table, painted, model.index(row, 0)))
    del painted
    show("answer to changed row, unpainted", told[WARM_UP:], floors[WARM_UP:], "ms", "printed")
    show("answer to painted row", answers[WARM_UP:], floors[WARM_UP:], "ms", "<= 1.5")


async def _floor_ms(table: QTableView, painted: Painted, first: QModelIndex) -> float:
    assert table.visualRect(first).intersects(table.viewport().rect()), "the new row is not in view"
    model = first.model()
    painted.forget()
    began = time.monotonic_ns()
    model.dataChanged.emit(first, model.index(first.row(), model.columnCount() - 1))
    await until(lambda: bool(painted.over), PATIENCE_S)
    return (painted.over[0][0] - began) / 1e6


if __name__ == "__main__":
    at_timed_desk(measure)
