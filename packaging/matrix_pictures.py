"""Takes pictures of every screen in one language, theme and scale, and makes one contact sheet of them.

Arguments: the folder, and the language. ``packaging/take-screenshots --matrix`` calls it for each of them.
"""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from failure_pictures import AT_ONCE, Pictures
from production_relay import production_relay
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from gui.app import Panel, WindowOptions
from gui.core.foundation.enums import State
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.sessions.session import Session
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.window.translations import translate

Sizes = Sequence[tuple[int, int]]
SIZES: Final = ((1280, 720), (960, 500), (750, 700), (1920, 1040))
AT_SCALE: Final = {1.0: SIZES, 1.5: ((1280, 660),), 2.0: ((960, 500),)}
"""What is left of a screen of 1080 lines at 150 % and at 200 %."""
SCREEN: Final = {
    "name": "pictures",
    "x": 0,
    "y": 0,
    "width": 1936,
    "height": 1080,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}
_LIVE: Final = 12
_CELL: Final = QSize(640, 400)
_COLUMNS: Final = 4
_GAP: Final = 8
_BATCH: Final = (
    "room,account,file_name\n990001,alice,lesson_1_alice\n990002,carol,lesson_1_carol\n"
    "990007,student01,lesson_1_student01\n990007,student02,lesson_1_student02\n"
)


class Matrix(Pictures):
    """Takes the window through its states, and pictures each of them in each size.

    :cvar settle_s: how long a screen is let alone before its picture is taken.
    :cvar offered_s: after this a step that counts down can be pressed.
    """

    settle_s = 0.4
    offered_s = 3.0

    def __init__(self, panel: Panel, service: RunningSimulator, folder: Path) -> None:
        super().__init__(panel, service, folder)
        self.names: list[str] = []

    async def take(self) -> None:
        """All of them, one after the other."""
        await self._until(self._window.start_form.start_button.isEnabled)
        await self._cause()
        await self._states()
        await self._dialogs()
        await self._rooms()
        await self._elsewhere()

    async def _cause(self) -> None:
        numbers = [f"student{number:02}" for number in range(1, _LIVE + 3)]
        for account in ("alice", "grace", *numbers):
            room = {"alice": 990001, "grace": 990005}.get(account, 990007)
            await self._start(room, account)
        await self._stop(numbers[0])
        self._service.arm(operation="stop", account=numbers[1], file_ids=())
        await self._stop(numbers[1])
        self._service.arm(operation="stop", account="grace", code=30000405, message="room server error")
        await self._stop("grace")
        self._service.arm(operation="start", account="carol", fault="drop_after")
        await self._start(990002, "carol")
        for _ in range(3):
            await self._start(990003, "dan")
        self._choose("dan")
        await self._shots("retry-countdown", sizes=SIZES[:1])

    async def _stop(self, account: str) -> None:
        before = self._session(account).state
        self._panel.bridge.recordings.stop_sessions([self._session(account).id])
        await self._until(lambda: self._panel.bridge.busy or self._session(account).state is not before)
        await self._until(lambda: not self._panel.bridge.busy)

    async def _states(self) -> None:
        await asyncio.sleep(self.offered_s)
        for name, account in (
            ("refused-start", "dan"),
            ("unconfirmed-start", "carol"),
            ("live", "alice"),
            ("refused-stop", "grace"),
            ("stopped", "student01"),
            ("stopped-without-files", "student02"),
        ):
            self._choose(account)
            await self._shots(name)
        self._choose("dan")
        self._window.error_panel.attempts.toggle.setChecked(True)
        await self._shots("attempts")
        self._window.error_panel.attempts.toggle.setChecked(False)
        self._window.session_list.select([one.id for one in self._sessions()[:_LIVE]])
        await self._shots("twelve-selected")
        self._window.session_list.table.clear()
        await self._shots("nothing-selected")

    async def _dialogs(self) -> None:
        actions = self._window.session_list.table.actions_of_selection
        live = [one.id for one in self._sessions() if one.state is State.RECORDING]
        self._window.session_list.select(live[:1])
        await self._dialog("dialog-stop-1", actions.stop.trigger)
        self._window.session_list.select(live[:_LIVE])
        await self._dialog("dialog-stop-12", actions.stop.trigger)
        self._choose("carol")
        await self._dialog("dialog-settle", actions.mark_as_ended.trigger)
        self._choose("dan", every=True)
        await self._dialog("dialog-retry", actions.start_again.trigger)
        self._choose("dan")
        await self._dialog("session-page", actions.details.trigger)
        await self._dialog("dialog-quit", self._window.close)
        await self._dialog("dialog-stop-another", self._window.session_list.bar.stop_other.click)
        bar = self._window.connection_bar
        await self._dialog("dialog-connection", bar.connect_account_requested.emit)
        await self._dialog(
            "dialog-connection-of-one", lambda: self._panel.actions.profiles.open_settings("Main")
        )
        await self._dialog("codes", self._window.show_codes)
        await self._dialog("batch-empty", self._window.session_list.bar.batch.click)
        await self._dialog("batch-file", self._open_file)

    async def _rooms(self) -> None:
        """What the menu opens."""
        run = self._panel.actions.actions.list.run
        for name in ("palette", "keys", "settings", "guide", "plan", "hand_over", "about"):
            await self._dialog(name, partial(run, name))
        run("welcome")
        await self._shots("welcome")
        self._window.session_list.bar.search.setFocus()

    def _open_file(self) -> None:
        path = self._folder / "batch.csv"
        path.write_text(_BATCH, encoding="utf-8")
        self._window.session_list.bar.batch.click()
        dialog = self._panel.actions.batches.dialog
        assert dialog is not None
        dialog.file_page.file.set_path(str(path))

    async def _elsewhere(self) -> None:
        self._panel.actions.profiles.choose("Practice")
        await self._until(lambda: self._window.connection_bar.current == "Practice")
        await self._start(990001, "bob", "Practice")
        await self._start(990003, "dan", "Practice")
        self._choose("dan")
        await self._shots("practice")
        self._window.connection_bar.all_accounts.setChecked(True)
        await self._shots("all-accounts")

    def _sessions(self) -> list[Session]:
        return list(self._window.session_list.model.sessions())

    def _choose(self, account: str, *, every: bool = False) -> None:
        self._window.resize(*SIZES[2])
        found = [one.id for one in self._sessions() if one.target.account == account]
        self._window.session_list.select(found if every else [self._session(account).id])

    async def _shots(self, name: str, *, sizes: Sequence[tuple[int, int]] = SIZES) -> None:
        scale = self._window.devicePixelRatioF()
        for width, height in sizes if scale == 1 else AT_SCALE[scale]:
            # Twice: only as the inspector goes below the list can the window be that narrow.
            for _ in range(2):
                self._window.resize(width, height)
                await asyncio.sleep(self.settle_s / 2)
            self._keep(f"{name}-{width}x{height}", self._window)

    async def _dialog(self, name: str, opened: Callable[[], object]) -> None:
        self._window.resize(*SIZES[0])
        before = {one for one in QApplication.topLevelWidgets() if one.isVisible()}
        opened()
        await asyncio.sleep(2 * self.settle_s)
        for dialog in QApplication.topLevelWidgets():
            if dialog.isVisible() and dialog not in before:
                self._keep(name, dialog)
                dialog.close()
        await asyncio.sleep(0)

    def _keep(self, name: str, widget: QWidget) -> None:
        widget.grab().toImage().save(str(self._folder / f"{name}.png"))
        self.names.append(name)


def contact_sheet(folder: Path, names: list[str]) -> None:
    """All pictures on one page, small, with their names below."""
    rows = -(-len(names) // _COLUMNS)
    high = _CELL.height() + 2 * _GAP + 16
    sheet = QImage(_COLUMNS * (_CELL.width() + _GAP), rows * high, QImage.Format.Format_RGB32)
    sheet.fill(QColor(128, 128, 128))
    painter = QPainter(sheet)
    for at, name in enumerate(names):
        image = QImage(str(folder / f"{name}.png"))
        image.setDevicePixelRatio(1)
        if image.width() > _CELL.width() or image.height() > _CELL.height():
            image = image.scaled(
                _CELL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        where = QPoint(at % _COLUMNS * (_CELL.width() + _GAP), at // _COLUMNS * high)
        painter.drawImage(where, image)
        painter.drawText(QRect(where + QPoint(0, _CELL.height()), QSize(_CELL.width(), 20)), name)
    painter.end()
    sheet.save(f"{folder}.png")


async def _run(data: Path, folder: Path, language: str) -> None:
    async with production_relay(data) as (service, profile):
        Profiles(data).add(new_profile(profile))
        panel = Panel(WindowOptions(data, language, "Li", "Main", pacing=AT_ONCE))
        panel.window.showNormal()
        panel.window.resize(*SIZES[0])
        running = asyncio.create_task(panel.run())
        await panel.window.painted()
        matrix = Matrix(panel, service, folder)
        try:
            await matrix.take()
        finally:
            contact_sheet(folder, matrix.names)
            panel.actions.quit_requested.set()
            await running


def main() -> None:
    """Open the window, bring it into each state, take the pictures."""
    folder, language = Path(sys.argv[1]), sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["RECORDING_PANEL_USER_SIG"] = "pictures"
    screen = folder / "screen.json"
    # The offscreen platform's own screen is too small for the dialogs.
    screen.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    translators = translate(application, language)
    apply_theme(application)
    with tempfile.TemporaryDirectory() as data, PanelEventLoop(application) as loop:
        loop.run_until_complete(_run(Path(data), folder, language))
    del translators


if __name__ == "__main__":
    main()
