"""What the inspector asks in place before a decision or a start on purpose: one question at a time."""

from functools import partial
from typing import Self

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gui.core.foundation.enums import State
from gui.core.sessions.session import Session
from gui.core.sessions.settle import may_settle
from gui.widgets.explain.restart_bar import RestartBar
from gui.widgets.explain.settle_bar import HandledBar, SettleBar


class Questions(QObject):
    """Owns the bars; the panel puts them below the steps, none of which moves when a question opens."""

    opened = Signal(object)
    """The part to bring into view."""
    focus_lost = Signal()
    """The question that had the focus is answered or taken back: the focus belongs elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.handled_bar, self.settle_bar, self.restart_bar = HandledBar(), SettleBar(), RestartBar()
        self.bars: tuple[QWidget, ...] = (self.handled_bar, self.settle_bar, self.restart_bar)
        for bar in (self.handled_bar, self.settle_bar, self.restart_bar):
            bar.closing.connect(partial(self._give_focus_away, bar))

    def close_all(self) -> None:
        """Ask nothing any more."""
        for bar in self.bars:
            self._give_focus_away(bar)
            bar.hide()

    def close_unfit(self, session: Session) -> None:
        """An answer came while a person was asked: what no longer fits the session is not asked."""
        if self.settle_bar.isVisible() and not may_settle(session, self.settle_bar.state):
            self.close_all()
        if session.state is not State.RECORDING:
            self._give_focus_away(self.restart_bar)
            self.restart_bar.hide()

    def ask_why(self, state: State) -> None:
        """Why the session gets that state."""
        self.close_all()
        self.settle_bar.ask_for(state)
        self.opened.emit(self.settle_bar.note)

    def ask_handled(self) -> None:
        """What was done about it."""
        self.close_all()
        self.handled_bar.ask()
        self.opened.emit(self.handled_bar.note)

    def take_over(self, former: Self) -> None:
        """Ask what another one asks, with what was typed."""
        for bar, other in ((self.handled_bar, former.handled_bar), (self.settle_bar, former.settle_bar)):
            if not other.isHidden():
                self.ask_handled() if bar is self.handled_bar else self.ask_why(former.settle_bar.state)
                bar.note.setText(other.note.text())
        if not former.restart_bar.isHidden():
            self.ask_restart()

    def ask_restart(self) -> None:
        """Whether a start is meant."""
        self.close_all()
        self.restart_bar.ask()
        self.opened.emit(self.restart_bar)

    def _give_focus_away(self, bar: QWidget) -> None:
        """Qt gives the focus of what is hidden to whatever comes next, where a second Return would press."""
        focus = QApplication.focusWidget()
        if focus is not None and bar.isVisible() and bar.isAncestorOf(focus):
            self.focus_lost.emit()
