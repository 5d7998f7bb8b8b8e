"""What can be done with the selected sessions of the list: one action each, for menu and keyboard."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.core.decisions import may_settle
from gui.core.plain_text import visible
from gui.core.session import Session
from gui.core.terms import State

STOPPABLE: Final = frozenset({State.STARTING, State.RECORDING, State.UNKNOWN})
"""A stop that is under way already is not asked for twice."""


class SessionActions(QObject):
    """Owns the actions, switches them by the selection, and says by signal what was chosen."""

    stop_chosen = Signal(list)
    start_again_chosen = Signal(str)
    guest_came_back_chosen = Signal(str)
    vod_chosen = Signal(list)
    handled_chosen = Signal(list)
    settle_chosen = Signal(list, object)
    """Ids, and the state that staff say they are in."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._selected: tuple[Session, ...] = ()
        self.stop = self._action(owner, self.tr("Stop recording"), "", self._stop)
        self.start_again = self._action(owner, self.tr("Start again"), "", self._start_again)
        self.guest_came_back = self._action(owner, self.tr("Guest came back"), "", self._guest_came_back)
        self.copy_target = self._action(owner, self.tr("Copy room and user"), "Ctrl+C", self._copy_target)
        self.copy_file_ids = self._action(owner, self.tr("Copy file ids"), "", self._copy_file_ids)
        self.copy_for_vod = self._action(owner, self.tr("Copy for VOD"), "", self._copy_for_vod)
        self.it_is_recording = self._action(
            owner, self.tr("It is recording…"), "", lambda: self._settle(State.RECORDING)
        )
        self.mark_as_ended = self._action(
            owner, self.tr("Mark as ended…"), "", lambda: self._settle(State.STOPPED)
        )
        self.mark_handled = self._action(owner, self.tr("Mark handled"), "", self._mark_handled)
        self.set_selected(())

    def set_selected(self, sessions: Sequence[Session]) -> None:
        """Switch each action by what the selected sessions allow."""
        self._selected = tuple(sessions)
        only = sessions[0].state if len(sessions) == 1 else None
        stoppable = len(self.stoppable())
        self.stop.setEnabled(stoppable > 0)
        # F8 is the window's; after the tab it is only named in the menu.
        self.stop.setText(f"{self._stop_words(stoppable)}\tF8")
        self.start_again.setEnabled(only in (State.FAILED, State.UNKNOWN))
        self.guest_came_back.setEnabled(only is State.RECORDING)
        self.copy_target.setEnabled(bool(sessions))
        self.copy_file_ids.setEnabled(any(s.file_ids for s in sessions))
        self.copy_for_vod.setEnabled(bool(sessions))
        self.mark_handled.setEnabled(bool(self._markable()))
        self.it_is_recording.setEnabled(bool(self._settleable(State.RECORDING)))
        self.mark_as_ended.setEnabled(bool(self._settleable(State.STOPPED)))

    def stoppable(self) -> list[str]:
        """Ids of the selected sessions that may still be recording."""
        return [s.id for s in self._selected if s.state in STOPPABLE]

    def fill(self, menu: QMenu) -> None:
        """Put all actions into a menu."""
        for group in (
            (self.stop, self.start_again, self.guest_came_back),
            (self.copy_target, self.copy_file_ids, self.copy_for_vod),
            (self.it_is_recording, self.mark_as_ended, self.mark_handled),
        ):
            menu.addActions(group)
            menu.addSeparator()

    def _action(self, owner: QWidget, words: str, keys: str, run: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        owner.addAction(action)
        return action

    def _stop_words(self, count: int) -> str:
        if count < 2:
            return self.tr("Stop recording")
        return self.tr("Stop {count} recordings").replace("{count}", str(count))

    def _markable(self) -> list[str]:
        """Live and unknown sessions are not put aside; a refused stop or a failure may be."""
        busy = (State.UNKNOWN, State.STARTING, State.STOPPING)
        return [s.id for s in self._selected if not s.handled and s.state not in busy]

    def _settleable(self, state: State) -> list[str]:
        return [s.id for s in self._selected if may_settle(s, state)]

    def _settle(self, state: State) -> None:
        self.settle_chosen.emit(self._settleable(state), state)

    def _stop(self) -> None:
        if ids := self.stoppable():
            self.stop_chosen.emit(ids)

    def _start_again(self) -> None:
        self.start_again_chosen.emit(self._selected[0].id)

    def _guest_came_back(self) -> None:
        self.guest_came_back_chosen.emit(self._selected[0].id)

    def _copy_target(self) -> None:
        lines = (f"{s.target.room}\t{visible(s.target.account)}" for s in self._selected)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _copy_file_ids(self) -> None:
        ids = (visible(file_id) for s in self._selected for file_id in s.file_ids)
        QGuiApplication.clipboard().setText("\n".join(ids))

    def _copy_for_vod(self) -> None:
        self.vod_chosen.emit([s.id for s in self._selected])

    def _mark_handled(self) -> None:
        self.handled_chosen.emit(self._markable())
