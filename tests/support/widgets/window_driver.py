"""The real window on a real service, with a support person in front of it who clicks, types and reads."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import Shiboken, isValid

from gui.app import Panel, WindowOptions
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.foundation.times import local_time, wall_now
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.recording.retries import Pacing
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.notices.notice import Notice
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.runtime.event_loop import Pump
from gui.widgets.sessions.session_columns import Column
from tests.support.widgets.start_form_driver import type_letters

APP: Final = 1400000001
AT_ONCE: Final = Pacing(tries=3, delay_s=0.0, jitter_s=0.0, resend_s=0.0)
COUNTED: Final = Pacing(tries=3, delay_s=30.0, jitter_s=0.0, resend_s=30.0)
PATIENCE_S: Final = 8.0
CTRL: Final = Qt.KeyboardModifier.ControlModifier
_LAYOUTS: Final = 5
"""As deep as what comes and goes is nested: each lays out what is in it."""
_POLL_S: Final = 0.002
_NOT_OURS: Final = ("Dummy", "practice")
D = TypeVar("D", bound=QWidget)


class Staff:
    """A support person at the window: what they do is a click or a key, what they see is on the screen."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.looks_again()
        self.bug_expected = False

    def looks_again(self) -> None:
        """Another language has brought another window."""
        self.window = self.panel.window
        self.form = self.window.start_form
        self.fields = self.form.fields
        self.sessions = self.window.session_list
        self.error = self.window.error_panel
        self.result = self.window.stop_result

    # What they do.

    def types(self, field: QWidget, text: str) -> None:
        """Click into a field, and type over what is there."""
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        type_letters(field, text)

    def types_target(self, room: int | str, account: str) -> None:
        """Fill in whom to record."""
        self.types(self.fields.room, str(room))
        self.types(self.fields.account, account)

    def clicks(self, button: QWidget) -> None:
        """Click what can be seen and clicked."""
        assert button.isVisible(), "there is no such button to be seen"
        assert button.isEnabled(), "the button can't be pressed"
        # What has just come is laid out behind this moment; before that it may have no height to be hit at.
        for _ in range(_LAYOUTS):
            if not button.rect().isEmpty():
                break
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        assert not button.rect().isEmpty(), "the button has no room"
        # A wide check box or radio button can be pressed at its left only.
        at = QPoint(min(10, button.width() // 2), button.height() // 2)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def keys_in(self, text: str) -> None:
        """Type where the focus is, without the mouse."""
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)

    def presses(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, keys)

    def chooses_in(self, combo: QComboBox, letters: str) -> None:
        """By keyboard: open a list, type the beginning of a choice, Return."""
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_Space)
        assert combo.view().isVisible(), "the list is open"
        QTest.keyClicks(combo.view(), letters)
        QTest.keyClick(combo.view(), Qt.Key.Key_Return)

    def clicks_start(self) -> None:
        """Press *Start recording*."""
        self.clicks(self.form.start_button)

    def clicks_step(self, step: Step) -> None:
        """Press one of the error panel's next steps."""
        button = self.error.steps.button(step)
        assert button is not None, f"{step} is not offered, but {self.error.steps.steps()}"
        self.clicks(button)

    def settles_as(self, step: Step, reason: str = "") -> None:
        """*It is recording* or *Mark as ended*: the button, perhaps why, Return."""
        self.clicks_step(step)
        self.keys_in(reason)
        self.presses(Qt.Key.Key_Return)

    def clicks_rows(self, *accounts: str) -> None:
        """Choose the rows of these users."""
        table = self.sessions.table
        keys = Qt.KeyboardModifier.NoModifier
        for account in accounts:
            row = self.sessions.model.row_of(self.session(account).id)
            assert row is not None, f"{account} is not in the list"
            at = QPoint(table.visualRect(self.sessions.model.index(row, Column.ROOM)).center())
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, at)
            keys = CTRL

    async def starts(self, room: int, account: str, becomes: State = State.RECORDING) -> Session:
        """Start a recording, which the service accepts unless it is to become something else."""
        self.types_target(room, account)
        self.clicks_start()
        await self.sees(account, becomes)
        await self.settles()
        return self.session(account)

    async def stops(self, account: str) -> None:
        """Choose a row, F8, Return."""
        self.clicks_rows(account)
        self.presses(Qt.Key.Key_F8)
        await self.asked(StopDialog)
        self.presses(Qt.Key.Key_Return)
        await self.is_back()

    # What they see.

    def session(self, account: str) -> Session:
        """A user's newest session in the list."""
        found = [s for s in self.sessions.model.sessions() if s.target.account == account]
        assert found, f"nothing is known of {account}"
        return max(found, key=lambda session: session.first_row)

    def cell(self, account: str, column: Column) -> str:
        """What stands in a user's row."""
        row = self.sessions.model.row_of(self.session(account).id)
        assert row is not None, f"{account} is not in the list"
        return str(self.sessions.model.index(row, column).data())

    def state(self, account: str) -> str:
        """The words for a user's recording."""
        return self.cell(account, Column.STATE)

    def said(self) -> list[str]:
        """Every line of words in the form."""
        return [label.text() for label in self.form.findChildren(ToneLabel) if label.isVisible()]

    def said_to_be_sent(self) -> str:
        """The line above Start."""
        return next(text for text in self.said() if text.startswith("Will send:"))

    def texts_in(self, widget: QWidget) -> list[str]:
        """Every line of words in a dialog."""
        return [label.text() for label in widget.findChildren(ToneLabel) if label.isVisible()]

    def pending(self) -> list[str]:
        """The lines below Start about starts under way."""
        return [label.text() for label in self.form.pending.findChildren(ToneLabel) if label.isVisible()]

    def pending_button(self, words: str) -> QPushButton:
        """A button below Start."""
        buttons = [b for b in self.form.pending.findChildren(QPushButton) if b.isVisible()]
        found = [button for button in buttons if button.text() == words]
        assert found, f"no {words!r} among {[button.text() for button in buttons]}"
        return found[0]

    def explained(self) -> tuple[str, str, str]:
        """Code, description and solution, as the error panel shows them."""
        header, details = self.error.header, self.error.details
        parts = (header.code, details.description, details.solution)
        assert all(part.isVisible() for part in parts), "the error panel explains nothing"
        return header.code.text(), details.description.text(), details.solution.text()

    def ended(self, account: str) -> bool:
        """Whether a user's newest session is there, with nothing under way."""
        known = [s for s in self.sessions.model.sessions() if s.target.account == account]
        return bool(known) and self.session(account).state not in (State.STARTING, State.STOPPING)

    def attention(self) -> str:
        """The words on the quick filter for what needs attention."""
        return self.sessions.bar.button(QuickFilter.NEEDS_ATTENTION).text()

    def bug(self) -> str:
        """The details that the notice of a bug offers to copy."""
        self.window.bug.action.click()
        return QApplication.clipboard().text()

    async def sees_notice(self, notice: Notice) -> None:
        """Wait until a notice is there; *more* leads to it where a graver one is shown."""
        await self.until(lambda: notice.told, "there is something to tell")
        for _ in range(10):
            if not notice.isVisible():
                self.clicks(self.window.notices.more)
        assert notice.isVisible()

    async def sees(self, account: str, state: State) -> Session:
        """Wait until a user's newest session is in that state."""

        def there() -> bool:
            known = [s for s in self.sessions.model.sessions() if s.target.account == account]
            return bool(known) and max(known, key=lambda s: s.first_row).state is state

        await self.until(there, f"{account} is {state}")
        return self.session(account)

    async def asked(self, kind: type[D]) -> D:
        """The question of that kind, once it is open and has the focus."""
        await self.until(lambda: isinstance(QApplication.activeWindow(), kind), f"a {kind.__name__} opens")
        found = QApplication.activeWindow()
        assert isinstance(found, kind)
        if isinstance(found, AskDialog):
            await self.until(lambda: found.takes_presses, "it has stood for long enough to be read")
        return found

    async def answers(self, words: str) -> None:
        """Press a button of the open question, and see it close."""
        found: list[tuple[AskDialog, QAbstractButton]] = []

        def there() -> bool:
            boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, AskDialog)]
            ready = [box for box in boxes if box.takes_presses]
            buttons = [(box, one) for box in ready for one in (box.yes, box.cancel)]
            found[:] = [(box, one) for box, one in buttons if one.text() == words]
            return bool(found)

        await self.until(there, f"{words!r} can be pressed")
        ((box, button),) = found
        self.clicks(button)
        await self.until(lambda: not isValid(box) or not box.isVisible(), "the question is closed")
        await self._has_focus(QApplication.activeModalWidget() or self.window)

    async def saves_as(self, path: Path) -> None:
        """Fill in the file dialog that is open."""
        chooser = await self.asked(QFileDialog)
        name, buttons = chooser.findChild(QLineEdit, "fileNameEdit"), chooser.findChild(QDialogButtonBox)
        assert name is not None
        assert buttons is not None
        name.setText(str(path))
        self.clicks(buttons.button(QDialogButtonBox.StandardButton.Save))
        await self.until(path.exists, "the file is written")

    async def is_back(self) -> None:
        """Wait until every question is closed, and the window has the focus again."""
        await self.until(lambda: QApplication.activeModalWidget() is None, "every question is closed")
        await self._has_focus(self.window)

    async def _has_focus(self, window: QWidget) -> None:
        # Offscreen there is no window manager that would do so.
        window.activateWindow()
        await self.until(window.isActiveWindow, "the window has the focus again")

    def time_of(self, when: datetime) -> str:
        """A moment as the window tells it: shortly after midnight with yesterday's name."""
        return local_time(when, wall_now(), self.window.messages)

    async def until(self, there: Callable[[], bool], what: str) -> None:
        """Wait until something can be seen."""
        give_up = time.monotonic() + PATIENCE_S
        while not there():
            seen = isValid(self.window) and self.window.bug.isVisible()
            assert self.bug_expected or not seen, self.bug()
            assert time.monotonic() < give_up, f"waited in vain until {what}"
            await asyncio.sleep(_POLL_S)

    async def settles(self) -> None:
        """Let everything that is under way come to its end."""
        await self.until(lambda: not self.panel.bridge.busy, "nothing is under way")
        await asyncio.sleep(0.02)


@asynccontextmanager
async def window_at(
    folder: Path,
    *,
    profile: str | None = None,
    operator: str = "Li",
    pacing: Pacing = AT_ONCE,
    wait: bool = True,
    language: str = "en",
    suggested: str = "",
    after: Panel | None = None,
) -> AsyncIterator[Staff]:
    """The panel as a person opens it; closed at the end, and nothing of it may stay behind.

    :param operator: who works here by the administrator's word; empty for nobody.
    :param wait: until Start can be pressed.
    :param suggested: the login name.
    :param after: a panel that was closed so that its desk leaves its team.
    """
    before = asyncio.all_tasks(), set(threading.enumerate())
    options = WindowOptions(folder, language, operator, profile, pacing=pacing, suggested_operator=suggested)
    panel = Panel(options) if after is None else after.anew_outside_team()
    life = asyncio.create_task(panel.run(), name="panel")
    staff = Staff(panel)
    try:
        panel.window.activateWindow()
        await staff.until(lambda: panel.window.isActiveWindow() or life.done(), "the window is there")
        if wait:
            await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        yield staff
        assert staff.bug_expected or not panel.window.bug.isVisible(), staff.bug()
    finally:
        panel.actions.quit_requested.set()
        status = await life
        still_open = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        panel.bridge.deleteLater()
        panel.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert status == 0
    assert not still_open
    assert not isValid(panel.window)
    await _nothing_left(*before)


async def _nothing_left(tasks: set[asyncio.Task[object]], threads: set[threading.Thread]) -> None:
    def left() -> list[object]:
        running = asyncio.all_tasks() - tasks - {asyncio.current_task()}
        alive = [t for t in set(threading.enumerate()) - threads if not t.name.startswith(_NOT_OURS)]
        return [*running, *alive]

    for _ in range(1000):
        if left():
            await asyncio.sleep(_POLL_S)
    assert not left(), f"left behind: {left()}"
    # Of all that Qt and Python share: a walk over every object of the process takes a tenth of a second.
    timers = [t for t in Shiboken.getAllValidWrappers() if isinstance(t, QTimer) and t.isActive()]
    timers = [timer for timer in timers if not isinstance(timer.parent(), Pump)]
    assert not timers, f"still ticking: {[(timer.parent(), timer.interval()) for timer in timers]}"


def profile_for(folder: Path, url: str, name: str = "Main") -> None:
    """Write a profile into a data folder, as the connection settings do."""
    profiles = Profiles(folder)
    profiles.load()
    profiles.add(new_profile({"name": name, "url": url, "sdk_app_id": APP, "identifier": "admin"}))
