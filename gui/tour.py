"""The guided run: takes the window through the whole job by its real buttons, and leaves screenshots.

Used where there is no screen, for the pictures of the README, and as a first check on a new machine.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from gui.core.foundation.enums import State
from gui.core.sessions.session import Session
from gui.widgets.controllers.window_controller import WindowController
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.window.main_window import MainWindow

PATIENCE_S: Final = 30.0
SIZE: Final = (1280, 720)
_POLL_S: Final = 0.02
_SETTLE_S: Final = 0.3

_ALICE: Final = ("990001", "alice")
_CAROL: Final = ("990002", "carol")
_FRANK: Final = ("990004", "frank")
_DAN: Final = ("990003", "dan")


class TourFailed(Exception):  # noqa: N818 - it names what happened
    """Something that the tour waited for did not come."""


class Tour:
    """Goes through start, refusal, code list and stop on the Practice profile."""

    def __init__(self, window: MainWindow, actions: WindowController, folder: Path) -> None:
        self._window = window
        self._actions = actions
        self._folder = folder

    async def run(self) -> int:
        """The whole job; returns the exit status and prints what happened."""
        self._window.showNormal()
        self._window.resize(*SIZE)
        self._print(f"Tour of the window. Screenshots go to {self._folder}")
        try:
            # Before the folder: where a library is missing, none is left behind.
            self._listen()
            self._make_folder()
            await self._choose_practice()
            await self._start_some()
            await self._see_a_refusal()
            await self._look_a_code_up()
            await self._stop_all()
        except TourFailed as err:
            self._window.grab().save(str(self._folder / "failed.png"))
            self._print(f"FAILED: {err}")
            return 1
        self._print(f"Done: started, refused, explained and stopped. Screenshots: {self._folder}")
        return 0

    async def _choose_practice(self) -> None:
        form = self._window.start_form
        await self._until(form.start_button.isEnabled, "Start can be pressed")
        if self._actions.profiles.current != "Practice":
            self._actions.profiles.choose("Practice")

    async def _start_some(self) -> None:
        form = self._window.start_form
        await self._type_target(*_ALICE)
        QTest.keyClicks(form.fields.tags.findChild(QLineEdit) or form.fields.tags, "lecture,autumn,")
        await asyncio.sleep(_SETTLE_S)
        self._picture("start")
        self._press(form.start_button)
        await self._reached(_ALICE, State.RECORDING)
        for target in (_CAROL, _FRANK):
            await self._type_target(*target)
            QTest.keyClick(form.fields.account, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await self._reached(target, State.RECORDING)
        await asyncio.sleep(1.0)
        self._picture("live")
        self._print("Started alice by mouse, carol and frank by keyboard: the service accepted all three.")

    async def _see_a_refusal(self) -> None:
        await self._type_target(*_DAN)
        self._press(self._window.start_form.start_button)
        session = await self._reached(_DAN, State.FAILED)
        code = session.failure.code if session.failure is not None else None
        await asyncio.sleep(_SETTLE_S)
        self._picture("refusal")
        self._print(f"A start for dan, whose camera is off, was refused with {code} and explained.")

    async def _look_a_code_up(self) -> None:
        QTest.keyClick(self._window, Qt.Key.Key_F1)
        await self._until(lambda: self._window.code_reference is not None, "the code list opens")
        reference = self._window.code_reference
        assert reference is not None
        QTest.keyClicks(reference.focusWidget(), "30000415")
        await asyncio.sleep(_SETTLE_S)
        self._picture("codes", reference)
        reference.close()
        self._print("F1 opened the code list; 30000415 was found by typing.")

    async def _stop_all(self) -> None:
        live = [session.id for session in self._window.session_list.model.live_sessions()]
        self._window.session_list.select(live)
        self._window.activateWindow()
        await self._until(self._window.isActiveWindow, "the window has the focus")
        QTest.keyClick(self._window.session_list.table, Qt.Key.Key_F8)
        dialog = await self._dialog()
        await asyncio.sleep(_SETTLE_S)
        self._picture("stop", dialog)
        self._press(dialog.yes)
        for target in (_ALICE, _CAROL, _FRANK):
            await self._reached(target, State.STOPPED)
        await asyncio.sleep(_SETTLE_S)
        self._picture("stopped")
        self._print("F8 stopped all three; the service gave their file ids.")

    async def _type_target(self, room: str, account: str) -> None:
        fields = self._window.start_form.fields
        for field, text in ((fields.room, room), (fields.account, account)):
            field.selectAll()
            QTest.keyClicks(field, text)
        await asyncio.sleep(0)

    async def _reached(self, target: tuple[str, str], state: State) -> Session:
        """The target's newest session, once it is in that state."""

        def newest() -> Session | None:
            model = self._window.session_list.model
            found = [s for s in model.sessions() if (str(s.target.room), s.target.account) == target]
            return max(found, key=lambda s: s.first_row, default=None)

        def there() -> bool:
            session = newest()
            return session is not None and session.state is state

        await self._until(there, f"{target[1]} in {target[0]} is {state}")
        session = newest()
        assert session is not None
        return session

    async def _dialog(self) -> StopDialog:
        await self._until(lambda: self._window.findChild(StopDialog) is not None, "the stop is confirmed")
        dialog = self._window.findChild(StopDialog)
        assert dialog is not None
        await self._until(lambda: dialog.takes_presses, "the question has stood for a moment")
        return dialog

    async def _until(self, there: Callable[[], bool], what: str) -> None:
        give_up = time.monotonic() + PATIENCE_S
        while not there():
            if time.monotonic() > give_up:
                raise TourFailed(f"waited {PATIENCE_S:.0f} s in vain until {what}")
            await asyncio.sleep(_POLL_S)

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as err:
            raise TourFailed(f"{self._folder} can't be used: {err.strerror}") from err

    def _listen(self) -> None:
        """Open a socket as a window's own start does: it needs libraries that nothing else here needs."""
        from PySide6.QtNetwork import QLocalServer

        with tempfile.TemporaryDirectory(prefix="recording-panel-") as folder:
            server = QLocalServer()
            if not server.listen(f"{folder}/socket"):
                raise TourFailed(f"a window's socket can't be opened: {server.errorString()}")
            server.close()

    def _press(self, button: QPushButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _picture(self, name: str, widget: QWidget | None = None) -> None:
        path = self._folder / f"{name}.png"
        if not (widget or self._window).grab().save(str(path)):
            raise TourFailed(f"{path} can't be written")

    def _print(self, text: str) -> None:
        print(text, flush=True)
