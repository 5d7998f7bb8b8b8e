"""*Open log folder*, *Open data folder*, and what a crash left: told once, and saved where staff want it."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from gui.core.catalogue.errors import Activity
from gui.core.catalogue.system_errors import reason_of
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time, wall_now
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.traces.runs import EndedRun


class TracesController(QObject):
    """Lives as long as the window; its notices are made when there is something to tell.

    :ivar crashed: tells of a crash; None until there is one.
    :ivar told: tells of a folder that can't be shown, or a log that can't be written; None likewise.
    """

    def __init__(self, window: MainWindow, bridge: Bridge, data_folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._data_folder = data_folder
        self._to_copy = ""
        self._crash: EndedRun | None = None
        self.crashed: NoticeStrip | None = None
        self.told: NoticeStrip | None = None

    def open_log_folder(self) -> None:
        """*Open log folder*; where nothing can show it, a notice has its path."""
        self._bridge.spawn(
            TaskKey("open log folder"), self._open_log_folder(), Activity.READ, TaskLife.BROKEN_OFF
        )

    def open_data_folder(self) -> None:
        """*Open data folder*, likewise."""
        words = self.tr("Nothing here can show a folder. The data folder is {path}")
        work = self._open(self._data_folder, words)
        self._bridge.spawn(TaskKey("open data folder"), work, Activity.READ, TaskLife.BROKEN_OFF)

    def save_report(self) -> None:
        """*Save a report…*: which file the log, and what crashes left, go into."""
        if self._window.shared_screen.keeps_hidden():
            return
        dialog = QFileDialog(self._window, self.tr("Save a report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.setNameFilter(self.tr("Report (*.zip)"))
        dialog.selectFile(f"recording-panel-{date.today().isoformat()}.zip")
        dialog.fileSelected.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_crash(self, crash: "EndedRun") -> None:
        """Tell that an earlier run crashed, and offer a report of it."""
        self._crash = crash
        if self.crashed is None:
            self.crashed = NoticeStrip()
            self.crashed.action_chosen.connect(self.save_report)
            self._window.notices.add(self.crashed)
        when = local_time(datetime.fromtimestamp(crash.at, UTC), wall_now(), self._window.messages)
        text = self.tr("The panel ended unexpectedly ({when}). A report helps its makers; nothing is sent.")
        self.crashed.show_notice(f"▲ {fill(text, when=when)}", Tone.WARNING, self.tr("Save a report…"))

    def take_over(self, former: Self) -> None:
        """Tell once more of a crash that a former window still told of."""
        if former._crash is not None and former.crashed is not None and former.crashed.told:
            self.show_crash(former._crash)

    def show_trouble(self, err: OSError) -> None:
        """Tell that there is no log; everything else goes on."""
        why = visible(reason_of(err, self._window.messages), 200)
        self._tell(fill(self.tr("No log can be written ({why}). The panel works on without one."), why=why))

    async def _open_log_folder(self) -> None:
        from gui.core.traces.places import log_folder

        try:
            folder = await asyncio.to_thread(log_folder, self._data_folder)
        except OSError as err:
            self.show_trouble(err)
            return
        await self._open(folder, self.tr("Nothing here can show a folder. The log is in {path}"))

    async def _open(self, folder: Path, words: str) -> None:
        from gui.widgets.runtime.desktop_opener import show_folder

        if not await show_folder(folder):
            self._to_copy = str(folder)
            self._tell(fill(words, path=visible(str(folder))), self.tr("Copy the path"))

    def _save(self, path: str) -> None:
        work = self._saved(Path(path))
        self._bridge.spawn(TaskKey("save crash report"), work, Activity.SAVE, TaskLife.BACKGROUND)

    async def _saved(self, path: Path) -> None:
        from gui.core.reports.crash_report import save_crash_report

        profiles = self._bridge.services.profiles if self._bridge.ready else None
        await save_crash_report(self._data_folder, path, profiles)
        if self.crashed is not None:
            self.crashed.hide()
        self._window.say_done(fill(self.tr("Report saved: {path}"), path=visible(str(path))))

    def _tell(self, text: str, action: str = "") -> None:
        if self.told is None:
            self.told = NoticeStrip()
            self.told.action_chosen.connect(self._copy)
            self._window.notices.add(self.told)
        self.told.show_notice(f"○ {text}", Tone.NEUTRAL, action)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._to_copy)
        self._window.say_done(self.tr("Path copied"))
