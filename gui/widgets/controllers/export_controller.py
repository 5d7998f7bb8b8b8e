"""*Export*: which sessions, into which file, how far it is, and what came of it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QFileDialog

from gui.core.catalogue.errors import Activity
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.history_loader import HistoryProgress
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.sessions.export_menu import ExportMenu
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.sessions.session import Session

_IDS_AT_ONCE: Final = 5000
"""Ids that are made in one slice: a few milliseconds."""
_ARRANGED_S: Final = 0.02


class ExportController(QObject):
    """One export at a time. Lives as long as the window."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._sessions = window.session_list
        self._cancelled = self._running = self._reading_on = False
        self._runs = 0
        self.menu = ExportMenu(self._sessions, window)
        self.menu.selection_chosen.connect(lambda: self._ask_where(all_shown=False))
        self.menu.shown_chosen.connect(lambda: self._ask_where(all_shown=True))
        self._sessions.bar.set_export_menu(self.menu)
        self._sessions.table.menus.append(self.menu)
        self._sessions.saving.action_chosen.connect(self._cancel)
        bridge.history.progressed.connect(self._older_came)

    @property
    def busy(self) -> bool:
        """Whether an export is under way."""
        return self._running

    def _ask_where(self, *, all_shown: bool) -> None:
        if self._window.shared_screen.keeps_hidden():
            return
        table = self.tr("Table for Excel and others (*.csv)")
        lines = self.tr("JSON Lines for scripts (*.jsonl)")
        dialog = QFileDialog(self._window, self.tr("Export sessions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([table, lines])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("jsonl" if chosen == lines else "csv")
        )
        dialog.selectFile(f"recordings-{date.today().isoformat()}.csv")
        dialog.fileSelected.connect(lambda path: self._begin(Path(path), all_shown=all_shown))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin(self, path: Path, *, all_shown: bool) -> None:
        if self._running:
            return
        self._cancelled = False
        self._runs += 1
        # A run that is over may not be forgotten yet: each has a key of its own.
        key, work = TaskKey("export sessions", (self._runs,)), self._run(path, all_shown=all_shown)
        self._running = self._bridge.spawn(key, work, Activity.SAVE, TaskLife.BROKEN_OFF)
        self._sessions.bar.export.setEnabled(not self._running)

    def _cancel(self) -> None:
        self._cancelled = True
        if self._reading_on:
            self._bridge.history.stop()

    async def _run(self, path: Path, *, all_shown: bool) -> None:
        from gui.core.reports.session_export import of_ids

        count: int | None = None
        try:
            ledger = self._bridge.services.ledger
            if all_shown and not await self._all_here():
                return
            ids = await self._ids(all_shown=all_shown)
            count = await self._save(of_ids(ledger, ids), path, len(ids))
        finally:
            self._running = self._reading_on = False
            self._sessions.bar.export.setEnabled(True)
            self._show_end(path, count)

    async def _all_here(self) -> bool:
        """What the filter means may not be loaded yet: the rest of the ledger is read first."""
        if not self._sessions.complete and self._sessions.bar.reaches_back():
            self._reading_on = True
            self._older_came(self._bridge.history.progress)
            here = await self._bridge.history.everything()
            self._reading_on = False
            if not here:
                return False
        while self._sessions.model.busy and not self._cancelled:  # noqa: ASYNC110 - it has no signal for its rest
            await asyncio.sleep(_ARRANGED_S)
        return not self._cancelled

    async def _ids(self, *, all_shown: bool) -> list[str]:
        """As they stand in the list now, whatever changes in it from here on."""
        model = self._sessions.model
        chosen = self._sessions.table.selected_sessions
        wanted = model.sessions_at([range(model.rowCount())]) if all_shown else chosen()
        found: list[str] = []
        for start in range(0, len(wanted), _IDS_AT_ONCE):
            found += wanted[start : start + _IDS_AT_ONCE].ids()
            await asyncio.sleep(0)
        return found

    async def _save(self, slices: "AsyncIterator[Sequence[Session]]", path: Path, total: int) -> int | None:
        from gui.core.reports.session_export import export, fields_of_team

        def written(count: int) -> None:
            self._show_work(self.tr("Exporting… {done} of {total}"), count, total)

        written(0)
        catalogue = self._window.catalogue
        ledger = self._bridge.services.ledger
        return await export(
            slices,
            path,
            catalogue,
            own_folder=ledger.folder,
            team=await fields_of_team(ledger),
            written=written,
            cancelled=lambda: self._cancelled,
        )

    def _older_came(self, progress: HistoryProgress) -> None:
        if self._reading_on:
            text = self.tr("Export: reading older sessions first… {done} of {total}")
            self._show_work(text, progress.loaded, progress.total)

    def _show_work(self, text: str, done: int, total: int) -> None:
        here = QLocale()
        words = fill(text, done=here.toString(done), total=here.toString(total))
        self._sessions.saving.show_work(words, self.tr("Cancel"), done, total)

    def _show_end(self, path: Path, count: int | None) -> None:
        line = self._sessions.saving
        if count is None:
            line.hide()
            return
        text = fill(
            self.tr("{done} sessions exported: {path}", "", count),
            done=QLocale().toString(count),
            path=visible(str(path)),
        )
        line.show_text(f"✓ {text}", tone=Tone.LIVE, may_close=True)
        line.announce()
