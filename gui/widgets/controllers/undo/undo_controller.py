"""Undo by its named link or Ctrl+Z: what staff decided, cleared or filtered; never a request."""

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from gui.core.foundation.enums import Operation
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.undo.undo_steps import (
    DecisionStep,
    Filter,
    FormStep,
    RequestStep,
    UndoStep,
    UndoSteps,
)
from gui.widgets.controllers.undo.undo_texts import UndoTexts
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.decisions import Decision
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.start_fields import EMPTY
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress


class UndoController(QObject):
    """Lives as long as the window. Made after the controllers that carry out what it undoes."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._link = window.undo_link
        self._steps, self._texts = UndoSteps(), UndoTexts(self)
        self._filter: Filter = (window.session_list.bar.filter(), window.session_list.bar.search.text())
        self._under_way: dict[str, Operation] = {}
        self._undoing = False
        self._offered: UndoStep | None = None
        bridge.recordings.decided.connect(self._decided)
        bridge.recordings.undone.connect(self._undone)
        bridge.session_changed.connect(self._session_changed)
        bridge.progress_changed.connect(self._progress_changed)
        profiles.chosen.connect(self._show)
        window.start_form.refilled.connect(self._refilled)
        window.start_form.fields.changed.connect(self._show)
        window.session_list.filtered.connect(self._filtered)
        self._link.pressed.connect(self._undo_offered)

    def take_over(self, former: Self) -> None:
        """Go on with what can be undone in a former window."""
        self._steps, self._filter = former._steps, former._filter
        self._under_way = former._under_way
        self._show()

    # What can be undone.

    def _decided(self, decision: Decision) -> None:
        if not any(isinstance(step, DecisionStep) and step.decision is decision for step in self._steps):
            self._push(DecisionStep(decision))
        self._show()

    def _refilled(self, before: FormValues) -> None:
        after = self._window.start_form.values()
        if not self._undoing and before not in (after, EMPTY):
            self._push(FormStep(before, after, self._profiles.current))
        self._show()

    def _filtered(self, quick: QuickFilter, text: str, chosen: bool) -> None:
        before, self._filter = self._filter, (quick, text)
        if chosen and not self._undoing:
            self._steps.filtered(before, self._filter)
        self._show()

    def _push(self, step: UndoStep | RequestStep) -> None:
        self._link.show_message("")
        self._steps.push(step)

    def _session_changed(self, session: Session) -> None:
        decisions = [step.decision for step in self._steps if isinstance(step, DecisionStep)]
        for decision in decisions:
            decision.see(session)
        if decisions:
            self._show()

    def _progress_changed(self, session_id: str, progress: "Progress | None") -> None:
        """A request of this window; its retries are no further ones."""
        if progress is None:
            self._under_way.pop(session_id, None)
        elif self._under_way.get(session_id) is not progress.operation:
            self._under_way[session_id] = progress.operation
            self._push(RequestStep(session_id, progress.operation, len(self._under_way) > 1))
            self._show()

    # What is offered.

    def _lasts(self, step: UndoStep) -> bool:
        """Whether it can be undone now or later."""
        if isinstance(step, DecisionStep):
            return bool(step.decision.sessions)
        if isinstance(step, FormStep):
            elsewhere = step.profile != self._profiles.current
            return elsewhere or step.after == self._window.start_form.values()
        return True

    def _stands(self, step: UndoStep) -> bool:
        """Whether it can be undone now: it would overwrite nothing that came since."""
        if isinstance(step, DecisionStep):
            return True
        if isinstance(step, FormStep):
            return step.profile == self._profiles.current
        return step.after == self._filter

    def _newest(self) -> UndoStep | None:
        self._steps.keep(self._lasts)
        return self._steps.newest(self._stands)

    def _show(self) -> None:
        step = self._offered = self._newest()
        if step is None:
            self._link.show_step("")
            return
        bar = self._window.session_list.bar
        text = self._texts.of(step, bar.button(bar.filter()).accessibleName())
        self._link.show_step(text, by_key=self._steps.last(self._stands) is step)

    # Undoing.

    @property
    def typing(self) -> bool:
        """Whether the focus is in a field to type in: there Ctrl+Z is the field's own."""
        focus = QApplication.focusWidget()
        return isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit) and not focus.isReadOnly()

    def undo_by_key(self) -> None:
        """Take back what came last, or say why it can't be."""
        if self.typing or not self._link.isVisible():
            return
        self._steps.keep(self._lasts)
        last = self._steps.last(self._stands)
        if isinstance(last, RequestStep):
            session = self._window.session_list.model.session(last.session_id)
            if last.among_others:
                self._link.show_message(self._texts.requests(last.operation))
            else:
                self._link.show_message(self._texts.request(last.operation, session))
        elif last is None:
            self._link.show_message(self._texts.nothing())
        else:
            self._undo_newest()

    def _undo_offered(self) -> None:
        # What the link names, and nothing else.
        if self._offered is self._newest():
            self._undo_newest()
        self._show()

    def _undo_newest(self) -> None:
        step = self._newest()
        if step is None:
            return
        self._steps.remove(step)
        self._link.show_message("")
        self._undoing = True
        if isinstance(step, DecisionStep):
            self._bridge.recordings.undo(step.decision)
        elif isinstance(step, FormStep):
            self._window.start_form.fill(step.before)
        else:
            quick, text = step.before
            bar = self._window.session_list.bar
            bar.set_filter(quick)
            bar.search.setText(text)
        self._undoing = False
        self._show()

    def _undone(self, done: int, refused: int) -> None:
        self._link.show_message(self._texts.refused(done, refused))
