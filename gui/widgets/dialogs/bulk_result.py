"""What came of a request for several recordings: first the progress, then the sum, until it is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.core.foundation.enums import Outcome
from gui.core.foundation.fill import fill
from gui.core.sessions.session import Session
from gui.widgets.controls.buttons import set_words_with_key
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type


@dataclass(frozen=True, slots=True)
class KeptResult:
    """What is kept of one result.

    :param code: the service's number, where it refused.
    :param needless: not sent, because there is nothing left to ask for.
    :param profile: whose session it is; empty where that is not known.
    :param newer: needless because another row of its target is newer.
    """

    outcome: Outcome
    file_ids: int
    code: int | None = None
    needless: bool = False
    profile: str = ""
    newer: bool = False


class BulkResult(QFrame):
    """A bar below the list. A subclass gives the texts, and the buttons besides *Show*.

    The bar comes where rows were, and its buttons send at once: they take no press that was meant for those,
    and no second press of a double click. *Send no more* stands at one place for as long as requests are
    under way; the bar can't be closed meanwhile, for nothing else breaks them off.
    """

    show_requested = Signal(list)
    break_off_requested = Signal()
    """What is not sent yet is not to be sent."""
    closed = Signal()
    tells_of_one = True
    """Whether screen readers are told here of a result of one, too; else who asked for it tells them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results: dict[str, KeptResult | None] = {}
        self._open = 0
        self._broken_off = False
        self._again: set[str] = set()
        self._account: str | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.summary = ToneLabel()
        self.summary.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_type(self.summary, Type.STRONG)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self._buttons = QWidget()
        self._footing = Footing(self._buttons)
        self.show_rest = self.new_button()
        self.send_no_more = self._no_more_button()
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(self.tr("Close"))
        # Its place stays: a second press of *Send no more* must not close what came of it.
        policy = self.close_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.close_button.setSizePolicy(policy)
        self._row = self._lay_out()
        self.add_buttons(self.show_rest)
        self.show_rest.clicked.connect(lambda: self.show_requested.emit(self.rest()))
        self.close_button.clicked.connect(self._close)
        self.hide()

    def new_button(self) -> SteadyButton:
        """A button for :meth:`add_buttons`."""
        return SteadyButton(self._footing)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Further buttons, at the right of those that are there."""
        for button in buttons:
            self._row.addWidget(button)

    def name_parts(self, result: str, progress: str, close: str) -> None:
        """What a screen reader calls the bar, its progress, and the button that closes it."""
        self.setAccessibleName(result)
        self.progress.setAccessibleName(progress)
        self.close_button.setAccessibleName(close)

    def begin(self, session_ids: Iterable[str]) -> None:
        """Requests for these sessions are under way.

        Where all are part of the result already they go on in it; a finished result of others is replaced:
        its numbers would be of no press that somebody remembers.
        """
        ids = list(session_ids)
        goes_on = self.under_way or all(session_id in self.results for session_id in ids)
        if not goes_on:
            self.results.clear()
        self._again = {key for key in ids if self.results.get(key) is not None}
        self.results.update(dict.fromkeys(ids))
        self._open = sum(done is None for done in self.results.values())
        # These are wanted, whatever was broken off before.
        self._broken_off = False
        self._show()

    def set_result(
        self,
        session_id: str,
        outcome: Outcome,
        session: Session | None,
        code: int | None = None,
        *,
        needless: bool = False,
        newer: bool = False,
    ) -> None:
        """One request is over. Sessions that no :meth:`begin` named are ignored.

        :param session: as it is now; None where the request did not come as far as the list.
        """
        if session_id not in self.results:
            return
        self._open -= self.results[session_id] is None
        file_ids = 0 if session is None else len(session.file_ids)
        profile = "" if session is None else session.profile
        self.results[session_id] = KeptResult(outcome, file_ids, code, needless, profile, newer)
        self._show()
        if not self.under_way and (self.tells_of_one or len(self.results) > 1):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.summary.text()))

    def leave_out(self, session_ids: Iterable[str]) -> None:
        """Nothing is to be done about these any more."""
        gone = [session_id for session_id in session_ids if session_id in self.results]
        for session_id in gone:
            self._open -= self.results.pop(session_id) is None
        if gone and self.results:
            self._show()
        elif gone:
            self._close()

    def show_account(self, profile: str | None) -> None:
        """Whose recordings the list shows, None for all: results of another one say whose they are."""
        if profile != self._account:
            self._account = profile
            if self.results:
                self._show()

    def awaited(self) -> list[str]:
        """The sessions whose result is still to come."""
        return [key for key, done in self.results.items() if done is None]

    def knows(self, session_id: str) -> bool:
        """Whether a session is part of what is shown."""
        return session_id in self.results

    @property
    def under_way(self) -> bool:
        """Whether a request is still without its result."""
        return self._open > 0

    @property
    def broken_off(self) -> bool:
        """Whether somebody pressed *Send no more* since the last request was asked for."""
        return self._broken_off

    def take_over(self, former: Self) -> None:
        """Go on with the results of another bar, which told them in another language."""
        # A copy: for a moment answers reach both.
        self.results = dict(former.results)
        self._open, self._broken_off = former._open, former._broken_off
        self._again, self._account = set(former._again), former._account
        if self.results:
            self._show()

    # For the subclass.

    def progress_text(self, done: int, every: int) -> str:
        """How far it is."""
        raise NotImplementedError

    def sum_text(self) -> str:
        """What came of all."""
        raise NotImplementedError

    def show_buttons(self) -> None:
        """Switch the further buttons; called with each change."""
        raise NotImplementedError

    def of(self, *outcomes: Outcome) -> list[str]:
        """The sessions that ended so, in their order; those for which nothing was left to do are none."""
        return [
            key
            for key, done in self.results.items()
            if done is not None and done.outcome in outcomes and not done.needless
        ]

    def all_again(self, session_ids: Iterable[str]) -> bool:
        """Whether it is the second time for each: else the same words would look as if nothing was sent."""
        return self._again.issuperset(session_ids)

    def needless(self) -> int:
        """For how many there was nothing left to ask for, and no newer row."""
        return sum(done is not None and done.needless and not done.newer for done in self.results.values())

    def newer(self) -> int:
        """For how many a newer row is what there is to ask for."""
        return sum(done is not None and done.newer for done in self.results.values())

    def rest(self) -> list[str]:
        """Those that did not end as asked for, in their order."""
        return self.of(Outcome.REFUSED, Outcome.UNKNOWN, Outcome.NOT_SENT)

    def name(self, button: QPushButton, words: str, count: int) -> None:
        """Give a button its text with a number; without one it is hidden."""
        button.setText(fill(words, count=f"{count:,}"))
        button.setAccessibleName(button.text())
        button.setVisible(count > 0)

    # Inside.

    def _lay_out(self) -> QHBoxLayout:
        row, buttons = QHBoxLayout(), QHBoxLayout(self._buttons)
        row.addWidget(self.summary, 1)
        row.addWidget(self.send_no_more)
        row.addWidget(self._buttons)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        for layout in (row, buttons):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(6)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.progress)
        return buttons

    def _show(self) -> None:
        every = len(self.results)
        self.progress.setRange(0, max(1, every))
        self.progress.setValue(every - self._open)
        self.progress.setVisible(self.under_way)
        focus = QApplication.focusWidget()
        if self.under_way and focus is not None and self._buttons.isAncestorOf(focus):
            # Else Qt gives the focus to the inspector's first step: a second Return would press that.
            self.setFocus()
        if not self.under_way and self.send_no_more.hasFocus():
            self.setFocus()
        self.send_no_more.setVisible(self.under_way and every > 1)
        self.send_no_more.setEnabled(not self._broken_off)
        self._buttons.setVisible(not self.under_way)
        self.close_button.setVisible(not self.under_way)
        self.setVisible(True)
        if self.under_way:
            self.summary.setText(self._how_far(every))
            self.summary.set_tone(Tone.NEUTRAL)
            return
        # Only now: each of these reads all results.
        rest = len(self.rest())
        self.summary.setText(self._of_account() + self.sum_text())
        self.summary.set_tone(Tone.WARNING if rest else Tone.NEUTRAL)
        self.name(self.show_rest, self.tr("Show {count}"), rest)
        self.show_buttons()
        if self.hasFocus():
            (self.show_rest if rest else self.close_button).setFocus()

    def _no_more_button(self) -> SteadyButton:
        button = SteadyButton(Footing(self))
        set_words_with_key(button, self.tr("&Send no more"))
        button.setToolTip(self.tr("What is on its way is finished, the rest is not sent"))
        button.clicked.connect(self._break_off)
        return button

    def _break_off(self) -> None:
        if self.window().focusWidget() is self.send_no_more:
            # As above, and in a window that is only just becoming active: what can't be pressed any more
            # keeps no focus.
            self.setFocus()
        self._broken_off = True
        self._show()
        self.break_off_requested.emit()
        if self.under_way:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.summary.text()))

    def _how_far(self, every: int) -> str:
        if not self._broken_off:
            return self.progress_text(every - self._open, every)
        text = self.tr("Nothing more is sent: waiting for {count} answers", "", self._open)
        return fill(text, count=self._open)

    def _of_account(self) -> str:
        """*Practice · *, where the list shows another account by now, or those of all."""
        names = {done.profile for done in self.results.values() if done is not None and done.profile}
        if names <= {self._account}:
            return ""
        return "".join(f"{profile_name(name)} · " for name in sorted(names))

    def _close(self) -> None:
        self.results.clear()
        self._open = 0
        self._broken_off = False
        self.hide()
        self.closed.emit()
