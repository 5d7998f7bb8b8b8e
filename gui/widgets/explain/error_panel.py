"""The error panel: what happened, who can fix it, what to do now, and what to say."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.core.catalogue.errors import Activity, Catalogue, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import AttemptRecord, tried
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.clipboard_texts import problem_text, step_text
from gui.core.presentation.explanation import Explanation, explain_problem, explain_session
from gui.core.presentation.state_texts import shown
from gui.core.sessions.did_you_mean import Suggestion
from gui.core.sessions.offered_steps import (
    OfferedStep,
    more_steps_for,
    problem_of,
    steps_for,
    steps_without_session,
)
from gui.core.sessions.session import Session, Target
from gui.core.sessions.settle import may_settle
from gui.widgets.controls.reason_bar import ReasonBar
from gui.widgets.explain.attempts_view import AttemptsView
from gui.widgets.explain.error_details import ErrorDetails
from gui.widgets.explain.error_header import ErrorHeader
from gui.widgets.explain.progress_line import ProgressLine
from gui.widgets.explain.settle_bar import HandledBar, SettleBar
from gui.widgets.explain.step_buttons import StepButtons
from gui.widgets.explain.suggestions_line import SuggestionsLine
from gui.widgets.style.measures import SMALL

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress

_FIRST_HEIGHT = 280


class ErrorPanel(QScrollArea):
    """Explains the selected session, or a problem that touched none.

    Steps that only copy a text are done here (``copied``, ``text_copied``), and those that settle a session
    ask for the reason here (``settle_requested``); all others are for the window (``step_chosen``). Each
    session shown asks once for its ledger rows (``attempts_wanted``), which come back through
    :meth:`set_attempts`.
    """

    step_chosen = Signal(str, object)
    copied = Signal(str)
    text_copied = Signal(str)
    handled_requested = Signal(str, str)
    settle_requested = Signal(str, object, str)
    """A session's id, the state that staff give it, and why; the reason may be empty."""
    attempts_wanted = Signal(str)
    suggestion_chosen = Signal(str, object)
    retry_cancelled = Signal(str)
    waiting_ended = Signal(str)

    def __init__(
        self,
        messages: Messages | None = None,
        catalogue: Catalogue | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._messages = messages or Messages()
        self._catalogue = catalogue or Catalogue(self._messages.language)
        self._session: Session | None = None
        self._problem: tuple[Problem, Activity] | None = None
        self._progress: Progress | None = None
        self._attempts: tuple[AttemptRecord, ...] = ()
        self._course: tuple[AttemptRecord, ...] = ()
        self._now, self._newest = datetime.now(UTC), True
        self.header = ErrorHeader()
        self.steps = StepButtons()
        self.suggestions = SuggestionsLine()
        self.progress = ProgressLine()
        self.handled_bar, self.settle_bar = HandledBar(), SettleBar()
        self.details = ErrorDetails()
        self.attempts = AttemptsView()
        self._empty = QLabel(self.tr("Choose a row to see what is known of it, and what to do next."))
        self._lay_out()
        self._connect()
        self.show_session(None)

    def show_session(
        self,
        session: Session | None,
        messages: Messages | None = None,
        catalogue: Catalogue | None = None,
        now: datetime | None = None,
        *,
        newest: bool = True,
    ) -> None:
        """Show a session; None empties the panel. The same session again keeps focus, selection and attempts.

        :param now: the time in UTC, the computer's own if it is not given.
        :param newest: whether it is its target's newest session; no older one can be started again.
        """
        same = session is not None and self._session is not None and session.id == self._session.id
        newer = not same or session != self._session
        self._messages = messages or self._messages
        self._catalogue = catalogue or self._catalogue
        self._now, self._newest = now or datetime.now(UTC), newest
        self._session, self._problem = session, None
        if not same:
            self._attempts, self._course, self._progress = (), (), None
            self._ask_nothing()
            self.suggestions.set_suggestions((), "")
            self.verticalScrollBar().setValue(0)
        self._refresh()
        if session is not None and newer:
            self.attempts_wanted.emit(session.id)

    def show_problem(
        self, problem: Problem, activity: Activity, target: Target | None = None, count: int = 1
    ) -> None:
        """Show a problem that touched no session, and what it interrupted."""
        self._now = datetime.now(UTC)
        self._session, self._problem = None, (problem, activity)
        self._attempts, self._course, self._progress = (), (), None
        self._ask_nothing()
        self.suggestions.set_suggestions((), "")
        explained = explain_problem(problem, activity, self._messages, self._catalogue, target, count)
        self._show(explained, steps_without_session(problem, activity.operation), ())

    def set_attempts(self, session_id: str, entries: Sequence[LedgerRow]) -> None:
        """The rows of the shown session, and of the failed ones that led up to it: they show how often."""
        if self._session is not None and self._session.id == session_id:
            self._course = tried(entries)
            self._attempts = tried(entry for entry in entries if entry.session_id == session_id)
            self._refresh()

    def set_suggestions(self, session_id: str, suggestions: Sequence[Suggestion]) -> None:
        """*Did you mean*, for a session that was not found; see ``core.sessions.did_you_mean``."""
        if self._session is not None and self._session.id == session_id:
            self.suggestions.set_suggestions(suggestions, self._session.profile)

    def set_progress(self, session_id: str, progress: "Progress | None") -> None:
        """What an operation of a session is doing; None at its end."""
        if self._session is not None and self._session.id == session_id:
            self._progress = progress
            self.progress.set_progress(progress, self._progress_text)

    def session_id(self) -> str:
        """The shown session's id; empty where there is none."""
        return "" if self._session is None else self._session.id

    def code_key(self) -> str:
        """The catalogue key of what is explained; empty where nothing is."""
        found = self._problem if self._session is None else problem_of(self._session)
        return "" if found is None else self._catalogue.of(found[0]).key

    def press_default(self) -> bool:
        """Press the first step as Enter does; False where there is none, or it still counts down."""
        return self.steps.press_default()

    def sizeHint(self) -> QSize:
        return QSize(900, _FIRST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.press_default():
            event.accept()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "header"):
            self.header.repaint_tone()

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The page has nothing to press: its fields and buttons take the focus.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        asking = self.handled_bar, self.settle_bar
        for part in (self.header, self.steps, self.suggestions, self.progress, *asking):
            column.addWidget(part)
        column.addWidget(self.details)
        column.addWidget(self.attempts)
        column.addWidget(self._empty, 1)
        column.addStretch(1)
        self.setWidget(page)
        page.setBackgroundRole(QPalette.ColorRole.Base)

    def _connect(self) -> None:
        self.steps.chosen.connect(self._on_step)
        self.header.handled_pressed.connect(self._ask_handled)
        self.handled_bar.confirmed.connect(self._on_handled)
        self.settle_bar.settled.connect(self._on_settled)
        self.suggestions.chosen.connect(lambda one: self.suggestion_chosen.emit(self.session_id(), one))
        self.progress.cancelled.connect(lambda: self.retry_cancelled.emit(self.session_id()))
        self.progress.waiting_ended.connect(lambda: self.waiting_ended.emit(self.session_id()))
        self.details.copied.connect(self.copied)
        self.details.text_copied.connect(self.text_copied)
        self.attempts.text_copied.connect(self.text_copied)

    def _refresh(self) -> None:
        session = self._session
        if session is None:
            if self._problem is None:
                self._show(None, (), ())
            return
        if self.settle_bar.isVisible() and not may_settle(session, self.settle_bar.state):
            # An answer came while the reason was being typed.
            self._ask_nothing()
        explained = explain_session(session, self._messages, self._catalogue, self._now, self._course)
        steps = steps_for(session, self._now, newest=self._newest)
        self._show(explained, steps, more_steps_for(session, self._now, newest=self._newest))

    def _show(
        self, explained: Explanation | None, steps: Sequence[OfferedStep], more: Sequence[OfferedStep]
    ) -> None:
        session = self._session
        for part in (self.header, self.details):
            part.setVisible(explained is not None)
        self.attempts.setVisible(session is not None)
        self._empty.setVisible(explained is None)
        failed = explained is not None and explained.entry is not None
        self.steps.setVisible(bool(steps or more))
        # Without a failure Enter sends nothing by accident.
        self.steps.set_steps(steps, more, self._messages, first_is_default=failed)
        self.progress.set_progress(self._progress, self._progress_text)
        self.attempts.set_attempts(self._attempts, self._messages)
        if explained is None:
            return
        self.header.show_explained(explained, may_handle=self._may_handle())
        self.details.show_entry(explained.entry, explained.message, explained.also)
        self.details.show_known(explained.known, () if session is None else session.file_ids)
        self.details.words.set_texts(explained.say, explained.ask)

    def _may_handle(self) -> bool:
        session = self._session
        if session is None or session.handled or session.state is State.UNKNOWN:
            return False
        return session.needs_attention(self._now)

    def _progress_text(self, progress: "Progress") -> str:
        session = self._session
        return "" if session is None else shown(session, self._messages, self._now, progress).text

    def _on_step(self, step: Step) -> None:
        match step:
            case Step.IT_IS_RECORDING:
                self._ask_why(State.RECORDING)
            case Step.MARK_AS_ENDED:
                self._ask_why(State.STOPPED)
            case Step.COPY_QUESTION | Step.COPY_ADMIN_REQUEST | Step.COPY_REPORT | Step.COPY_FOR_VOD:
                self._copy(step)
            case (
                Step.EDIT_AS_NEW
                | Step.START_AGAIN
                | Step.STOP_AGAIN
                | Step.GUEST_CAME_BACK
                | Step.SAVE_REPORT
                | Step.OPEN_SETTINGS
            ):
                self.step_chosen.emit(self.session_id(), step)
            case _:
                assert_never(step)

    def _copy(self, step: Step) -> None:
        text = self._text_of(step)
        QGuiApplication.clipboard().setText(text)
        self.steps.confirm_copied(step)
        self.copied.emit(step.value)
        self.text_copied.emit(text)

    def _text_of(self, step: Step) -> str:
        """What a step copies."""
        session, words = self._session, self._messages
        if session is None:
            if step is Step.COPY_REPORT and self._problem is not None:
                return problem_text(*self._problem, words, self._catalogue, self._now)
            return ""
        return step_text(step, session, words, self._catalogue, self._attempts)

    def _ask_nothing(self) -> None:
        for bar in (self.handled_bar, self.settle_bar):
            bar.hide()

    def _ask_why(self, state: State) -> None:
        self._ask_nothing()
        self.settle_bar.ask_for(state)
        self._reveal(self.settle_bar)

    def _ask_handled(self) -> None:
        self._ask_nothing()
        self.handled_bar.ask()
        self._reveal(self.handled_bar)

    def _reveal(self, bar: ReasonBar) -> None:
        """Bring what asks for a reason into view, once it has its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(bar.note, 0, SMALL))

    def _on_settled(self, state: State, reason: str) -> None:
        if self._session is not None:
            self.settle_requested.emit(self._session.id, state, reason)

    def _on_handled(self, note: str) -> None:
        if self._session is not None:
            self.handled_requested.emit(self._session.id, note)
