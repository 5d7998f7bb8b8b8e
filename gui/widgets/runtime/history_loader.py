"""Older sessions of the ledger, page by page: the newest are there at once, the rest on demand."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity
from gui.core.sessions.session import Session
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife

if TYPE_CHECKING:
    from gui.core.ledger.ledger import Ledger

PAGE: Final = 1000
"""Sessions that are read at once: some thirty milliseconds of the ledger's thread."""

Spawn = Callable[[TaskKey, Coroutine[object, object, None], Activity, TaskLife], bool]


@dataclass(frozen=True, slots=True)
class HistoryProgress:
    """How much of the ledger the list has.

    :param loaded: of the newest sessions without a gap; ``total`` that the ledger had when it was asked last.
    :param complete: whether the list has every session.
    """

    loaded: int
    total: int
    loading: bool
    complete: bool


class HistoryLoader(QObject):
    """Reads on while somebody wants more; one page at a time, decoded on the ledger's thread.

    :param spawn: runs the work as an owned task.
    """

    page_loaded = Signal(object)
    """Sessions for the list; whoever takes them confirms it by :meth:`page_taken`."""
    complete_since = Signal(object)
    """From when on the list has every session; None: it has all of them."""
    progressed = Signal(object)
    """:class:`HistoryProgress`, also at the end of the work."""

    def __init__(self, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spawn = spawn
        self._ledger: Ledger | None = None
        self._before: int | None = None
        self._back_to: datetime | None = None
        self._loaded = self._total = self._pages_wanted = 0
        self._all_wanted: date | None = None
        self._loading = self._ended = self._everything = False
        self._given = self._runs = 0
        self._took, self._idle = asyncio.Event(), asyncio.Event()

    def begin(self, ledger: "Ledger", newest: Sequence[Session], total: int) -> None:
        """The list has the newest sessions of the ledger.

        :param newest: in this order; ``total`` that the ledger has.
        """
        self._ledger, self._before, self._back_to = ledger, None, None
        self._loaded, self._total = len(newest), total
        self._ended = self._loaded >= total
        self._take_note(newest)
        self.complete_since.emit(None if self._ended else self._back_to)
        self._emit_progress()

    def end(self) -> None:
        """The ledger is closed."""
        self._ledger = None

    @property
    def progress(self) -> HistoryProgress:
        """How much the list has now."""
        total = max(self._total, self._loaded)
        return HistoryProgress(self._loaded, total, self._loading, self._ended and not self._loading)

    def load_page(self) -> None:
        """One more page, where none is on its way."""
        if not self._loading:
            self._pages_wanted = 1
            self._work_on()

    def load_all(self, back_to: date = date.min) -> None:
        """Everything; or back to a day, in this computer's time zone."""
        self._all_wanted = back_to
        if self._wants_more():
            self._work_on()

    def page_taken(self) -> None:
        """The list has a page that came with ``page_loaded``."""
        self._given -= 1
        self._took.set()

    def rest(self) -> None:
        """What was asked for by :meth:`load_all` is no longer wanted."""
        self._all_wanted = None

    def stop(self) -> None:
        """No more than the page that is on its way, whoever wanted it."""
        self._all_wanted, self._pages_wanted, self._everything = None, 0, False

    async def come_to_rest(self) -> None:
        """As :meth:`stop`, and wait until the list has what was on its way."""
        self.stop()
        if self._loading:
            await self._idle.wait()

    async def everything(self) -> bool:
        """Load all of it and wait for the list to have it; False where that was stopped or failed."""
        self._everything = True
        try:
            self._work_on()
            if self._loading:
                await self._idle.wait()
        finally:
            self._everything = False
        return self._ended

    def _work_on(self) -> None:
        if self._ledger is not None and not self._ended and not self._loading:
            self._loading = True
            self._idle.clear()
            self._runs += 1
            # A run that is over may not be forgotten yet: each has a key of its own.
            key, work = TaskKey("read history", (self._runs,)), self._load(self._ledger)
            self._loading = self._spawn(key, work, Activity.READ, TaskLife.BROKEN_OFF)
            self._emit_progress()

    def _wants_more(self) -> bool:
        if self._ended or self._everything:
            return not self._ended
        if self._all_wanted is not None and self._back_to is not None:
            if self._back_to.astimezone().date() >= self._all_wanted:
                return True
            self._all_wanted = None
        return self._pages_wanted > 0

    async def _load(self, ledger: "Ledger") -> None:
        try:
            self._total = await ledger.count()
            while self._wants_more():
                await self._load_page(ledger)
                if not self._wants_more():
                    # Meanwhile somebody may want more.
                    await self._taken(but=0)
        finally:
            self._loading = False
            self._idle.set()
            self.complete_since.emit(None if self._ended else self._back_to)
            self._emit_progress()

    async def _load_page(self, ledger: "Ledger") -> None:
        page = await ledger.sessions(limit=PAGE, before=self._before)
        self._pages_wanted = max(0, self._pages_wanted - 1)
        # A row that can't be read leaves a page short: that alone is not the end.
        last = int(page[-1].id) if page else 0
        self._ended = len(page) < PAGE and not await ledger.sessions(limit=1, before=last)
        self._given += 1
        self.page_loaded.emit(page)
        # Progress is emitted once the list has the page: it takes the page before while this one waits.
        await self._taken(but=1)
        self.complete_since.emit(self._back_to)
        self._take_note(page)
        self._loaded += len(page)
        self._emit_progress()

    async def _taken(self, *, but: int) -> None:
        while self._given > but:
            self._took.clear()
            await self._took.wait()

    def _take_note(self, page: Sequence[Session]) -> None:
        if page:
            self._before = int(page[-1].id)
            oldest = min(session.asked_at for session in page)
            self._back_to = oldest if self._back_to is None else min(oldest, self._back_to)

    def _emit_progress(self) -> None:
        self.progressed.emit(self.progress)
