"""Who is at the desk: the name that the rows of the ledger carry, asked for before the first request."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.core.catalogue.errors import Activity
from gui.core.desktop.screen_lock import watch_screen_lock
from gui.core.foundation.enums import PRACTICE_NAME
from gui.widgets.controllers.desk.desk_watch import DeskWatch, known_minutes
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.welcome.name_dialog import NameDialog
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import DESK_MINUTES, WindowState

if TYPE_CHECKING:
    from gui.widgets.dialogs.who_is_here_dialog import WhoIsHereDialog

Act = Callable[[], object]
_MOST_NAMES: Final = 20


class OperatorController(QObject):
    """Nobody's login name is taken for theirs without their word.

    :param given: the administrator's word for who works here (RECORDING_PANEL_OPERATOR); empty for none.
    :param suggestion: stands in the question, to be confirmed or replaced.
    """

    changed = Signal(str)

    def __init__(
        self, window: MainWindow, bridge: Bridge, memory: WindowState, given: str, suggestion: str
    ) -> None:
        super().__init__(window)
        self.name = memory.text("operator") or given
        """Empty while nobody has said it."""
        self.suggestion = suggestion
        self._window = window
        self._bridge = bridge
        self._memory = memory
        self._dialog: NameDialog | WhoIsHereDialog | None = None
        self._waiting: list[tuple[Act, Act]] = []
        self._saves = 0
        self._desk = DeskWatch(self, known_minutes(memory.text(DESK_MINUTES)))
        bar = window.connection_bar
        bar.set_operators(filter(None, [self.name, *memory.texts("operators")]))
        bar.set_operator(self.name)
        bar.operator_chosen.connect(self.take)

    def get_ready(self) -> None:
        """The services are open."""
        self._bridge.set_operator(self.name)
        key, work = TaskKey("watch the screen's lock"), watch_screen_lock(self._desk.screen_locked)
        self._bridge.spawn(key, work, Activity.READ, TaskLife.BROKEN_OFF)

    @property
    def may_be_another(self) -> bool:
        """Whether somebody else may be at the desk than the name says."""
        return self._desk.may_be_another

    @property
    def asks_after(self) -> str:
        """After how many minutes of nothing it is asked anew who is there; or ``never``."""
        return self._desk.minutes

    def ask_after(self, minutes: str) -> None:
        """Ask after so many minutes from now on, or ``never`` but after a lock."""
        self._desk.minutes = known_minutes(minutes)

    def before(self, act: Act, dropped: Act = lambda: None) -> None:
        """Do what was asked for, once it is known who asks; anew where it may be somebody else by now.

        :param dropped: called where nobody gives a name.
        """
        if self.name and (not self.may_be_another or self._practises()):
            act()
            return
        self._waiting.append((act, dropped))
        if self._dialog is None:
            self._dialog = dialog = self._question()
            dialog.named.connect(self.take)
            dialog.finished.connect(self._answered)
            dialog.open()

    def take(self, name: str) -> None:
        """Somebody says who they are; it is kept for the next start as well."""
        self._desk.known()
        if name == self.name:
            return
        self.name = name
        known = [name, *(other for other in self._memory.texts("operators") if other != name)]
        self._memory.set("operators", known[:_MOST_NAMES])
        self._memory.set("operator", name)
        self._window.connection_bar.set_operator(name)
        if self._bridge.ready:
            self._bridge.set_operator(name)
            # Now: a panel that is killed must not ask again.
            self._saves += 1
            key = TaskKey("keep the operator", (self._saves,))
            work = asyncio.to_thread(self._memory.save)
            self._bridge.spawn(key, work, Activity.SAVE, TaskLife.BACKGROUND)
        self.changed.emit(name)

    def _question(self) -> "NameDialog | WhoIsHereDialog":
        if not self.name:
            return NameDialog(self.suggestion, self._asking())
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.dialogs.who_is_here_dialog import WhoIsHereDialog

        shared = self._window.session_list.model.shows_only
        others = [] if shared else [one for one in self._memory.texts("operators") if one != self.name]
        return WhoIsHereDialog(self.name, others, self._asking())

    def _practises(self) -> bool:
        """Whether nothing but Practice can be meant: nothing is recorded there, and nobody is asked."""
        sessions = self._window.session_list
        return sessions.model.profile == PRACTICE_NAME and not sessions.bar.search.text().strip()

    def _asking(self) -> QWidget:
        """Above the connection settings, where they ask; a question that is answered is about to go."""
        asking = QApplication.activeModalWidget()
        while isinstance(asking, AskDialog):
            asking = asking.parentWidget()
        return asking or self._window

    def _answered(self, result: int) -> None:
        self._dialog = None
        given = result == QDialog.DialogCode.Accepted
        waiting, self._waiting = self._waiting, []
        not_sent, done = self.tr("Nothing was sent: no name was given."), self._window.done
        if not given and waiting:
            self._window.say_done(not_sent)
        elif given and done.whole_text() == not_sent:
            # Now it goes: nobody must read any more that nothing was sent.
            done.set_whole_text("")
        for act, dropped in waiting:
            (act if given else dropped)()
