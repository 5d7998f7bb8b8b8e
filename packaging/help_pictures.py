"""Takes the pictures of the guide in one language: parts of the window, on Practice and on a simulator.

Argument: the language. ``packaging/take-screenshots --help-pictures`` calls it for each; the pictures go
where the guide reads them, ``resources/help/<language>/pictures``.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from failure_pictures import AT_ONCE, Pictures, small
from production_relay import production_relay
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.app import Panel, WindowOptions
from gui.core.catalogue.guidance import Step
from gui.core.foundation.paths import RESOURCES
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.security.keychain import CredentialKind, store
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.style.themes import current_theme
from gui.widgets.window.translations import translate
from tests.support.file_keychain import file_keychain

NARROW: Final = (760, 700)
"""The guide's page is as wide: its pictures are shown in their own size."""
WIDE: Final = (1280, 720)
_SETTLE_S: Final = 0.6
_BATCH_FILE: Final = Path(tempfile.gettempdir()) / "lesson_1.csv"
_MOST_COLOURS: Final = 64
_BATCH: Final = "room,account,file_name\n" + "".join(
    f"990007,student{number:02},lesson_1_student{number:02}\n" for number in range(1, 6)
)


class HelpPictures(Pictures):
    """Brings the window into each state that the guide tells of."""

    def __init__(self, panel: Panel, service: RunningSimulator, folder: Path) -> None:
        super().__init__(panel, service, folder)
        self._kept = folder

    async def take(self) -> None:
        """All of them, one after the other."""
        await self._until(self._window.start_form.start_button.isEnabled)
        await self._on_practice()
        await self._on_the_relay()
        await self._dialogs()

    async def _on_practice(self) -> None:
        await self._choose_profile("Practice")
        await self._size(NARROW)
        for room, account in ((990001, "alice"), (990002, "carol"), (990003, "dan")):
            await self._start(room, account, "Practice")
        self._window.session_list.select([self._session("alice").id])
        fields = self._window.start_form.fields
        fields.room.setText("990004")
        fields.account.setText("frank")
        await asyncio.sleep(_SETTLE_S)
        self._keep("window", self._window)
        self._keep("form", self._window.start_form)

    async def _on_the_relay(self) -> None:
        await self._choose_profile("Main")
        await self._size(WIDE)
        await self._start(990001, "alice")
        await self._start(990003, "dan")
        self._service.arm(operation="start", account="carol", fault="drop_after")
        await self._start(990002, "carol")
        # Until no step counts down any more.
        await asyncio.sleep(3.5)
        for name, account in (("failure", "dan"), ("unconfirmed", "carol")):
            self._window.session_list.select([self._session(account).id])
            await asyncio.sleep(_SETTLE_S)
            self._keep(name, self._window.below)
        self._window.session_list.select([self._session("alice").id])
        await asyncio.sleep(_SETTLE_S)
        button = self._window.error_panel.steps.button(Step.GUEST_CAME_BACK)
        assert button is not None
        button.click()
        await asyncio.sleep(_SETTLE_S)
        self._keep("guest-came-back", self._window.below, upper=330)

    async def _dialogs(self) -> None:
        self._window.session_list.select([self._session("alice").id])
        await self._dialog("stop", self._window.session_list.table.actions_of_selection.stop.trigger)
        await self._dialog("connection", self._open_connection)
        await self._dialog("batch", self._open_batch)

    def _open_connection(self) -> None:
        self._window.connection_bar.connect_account_requested.emit()
        dialog = self._window.findChild(ConnectionDialog)
        assert dialog is not None
        dialog.resize(860, 640)
        form = dialog.form
        form.name.setText("Studio")
        form.relay.set_url("https://openapi.tim.qq.com")
        form.app_id.setText("1400000001")
        form.identifier.setText("admin")

    def _open_batch(self) -> None:
        _BATCH_FILE.write_text(_BATCH, encoding="utf-8")
        self._window.session_list.bar.batch.click()
        dialog = self._panel.actions.batches.dialog
        assert dialog is not None
        dialog.resize(760, 560)
        dialog.file_page.file.set_path(str(_BATCH_FILE))

    async def _dialog(self, name: str, opened: Callable[[], object]) -> None:
        before = {one for one in QApplication.topLevelWidgets() if one.isVisible()}
        opened()
        await asyncio.sleep(2 * _SETTLE_S)
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible() and dialog not in before:
                self._keep(name, dialog)
                # What was entered for the picture is not asked about.
                dialog.done(QDialog.DialogCode.Rejected)
        _BATCH_FILE.unlink(missing_ok=True)

    async def _choose_profile(self, name: str) -> None:
        self._panel.actions.profiles.choose(name)
        await self._until(lambda: self._window.connection_bar.current == name)
        await self._until(self._window.start_form.start_button.isEnabled)

    async def _size(self, size: tuple[int, int]) -> None:
        # Twice: only as the inspector goes below the list can the window be that narrow.
        for _ in range(2):
            self._window.resize(*size)
            await asyncio.sleep(_SETTLE_S / 2)

    def _keep(self, name: str, widget: QWidget, upper: int = 0) -> None:
        image = widget.grab(QRect(0, 0, widget.width(), upper or widget.height())).toImage()
        framed = _framed(image)
        picture = small(framed, _MOST_COLOURS)
        picture.save(str(self._kept / f"{name}.png"), "PNG", 0)  # type: ignore[call-overload]  # the stubs say bytes


def _framed(image: QImage) -> QImage:
    """With a line round it: a part of a window has no edge of its own."""
    painter = QPainter(image)
    painter.setPen(QColor(current_theme().roles.edge))
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return image


async def _run(data: Path, folder: Path, language: str) -> None:
    async with production_relay(data) as (service, profile):
        Profiles(data).add(new_profile(profile))
        await store("Main", CredentialKind.USERSIG, "pictures")
        panel = Panel(WindowOptions(data, language, "Li", "Main", pacing=AT_ONCE))
        panel.window.showNormal()
        running = asyncio.create_task(panel.run())
        await panel.window.painted()
        await HelpPictures(panel, service, folder).take()
        panel.actions.quit_requested.set()
        await running


def main() -> None:
    """Open the window, bring it into each state, take the pictures."""
    language = sys.argv[1]
    folder = RESOURCES / "help" / language / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    # A caret is there or not by chance.
    application.setCursorFlashTime(0)
    application.setQuitOnLastWindowClosed(False)
    translators = translate(application, language)
    apply_theme(application)
    with ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(file_keychain(Path(data) / "keychain.json"))
        loop = stack.enter_context(PanelEventLoop(application))
        loop.run_until_complete(_run(Path(data), folder, language))
    del translators


if __name__ == "__main__":
    main()
