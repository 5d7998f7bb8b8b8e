"""The error panel: what happened, who can fix it, what to do now, and what to say."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Self, assert_never

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.core.catalogue.errors import Activity, Catalogue, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.explanation import Explanation
from gui.core.sessions.did_you_mean import Suggestion
from gui.core.sessions.offered_steps import OfferedStep, steps_without_session
from gui.core.sessions.session import Session, Target
from gui.widgets.explain.error_details import ErrorDetails
from gui.widgets.explain.error_header import ErrorHeader
from gui.widgets.explain.inspected import Inspected
from gui.widgets.explain.inspector_frame import InspectorFrame
from gui.widgets.explain.progress_line import ProgressLine
from gui.widgets.explain.questions import Questions
from gui.widgets.explain.shift_view import ShiftView
from gui.widgets.explain.step_buttons import StepButtons
from gui.widgets.explain.stop_offer import StopOffer
from gui.widgets.explain.suggestions_line import SuggestionsLine

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress
    from gui.core.sessions.team_contact import TeamContact
    from gui.widgets.explain.keeper_line import KeeperLine

_SENDING: Final = (Step.START_AGAIN, Step.GUEST_CAME_BACK)
"""They go through the session's own profile, whichever is chosen above."""


class ErrorPanel(InspectorFrame):
    """Explains the selected session, or a problem that touched none.

    Steps that only copy a text are done here (``copied``, ``text_copied``), and those that settle a session
    ask for the reason here (``settle_requested``); all others are for the window (``step_chosen``). Each
    session shown asks once for its ledger rows (``attempts_wanted``), which come back through
    :meth:`set_attempts`.
    """

    step_chosen = Signal(str, object)
    stop_requested = Signal(str)
    """A session's id: the question comes first."""
    copied = Signal(str)
    text_copied = Signal(str)
    handled_requested = Signal(str, str)
    settle_requested = Signal(str, object, str)
    """A session's id, the state that staff give it, and why; the reason may be empty."""
    attempts_wanted = Signal(str)
    suggestion_chosen = Signal(str, object)
    retry_cancelled = Signal(str)
    waiting_ended = Signal(str)
    keeper_step_chosen = Signal(str, object)
    """A session's id, and what is to be done about whose it is."""

    def __init__(
        self,
        messages: Messages | None = None,
        catalogue: Catalogue | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        messages = messages or Messages()
        self._known = Inspected(messages, catalogue or Catalogue(messages.language))
        self._places: dict[str, str] = {}
        self.keeper: KeeperLine | None = None
        """Whose the session is; None before there is a team."""
        self._stop = StopOffer(self.foot)
        self.header = ErrorHeader()
        self.steps = StepButtons(self.foot.stop)
        self.suggestions = SuggestionsLine()
        self.progress = ProgressLine()
        self.questions = Questions(self)
        self.details = ErrorDetails(messages.language)
        self.shift = ShiftView()
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
        later: Session | None = None,
    ) -> None:
        """Show a session; None empties the panel. The same session again keeps focus, selection and attempts.

        :param now: the time in UTC, the computer's own if it is not given.
        :param newest: whether it is its target's newest session; no older one can be started again.
        :param later: the later recording of its target that is live, where it is itself unknown.
        """
        before, known = self._known.session, self._known
        known.messages, known.catalogue = messages or known.messages, catalogue or known.catalogue
        same = known.take_session(session, now, newest=newest, later=later)
        if not same:
            self.questions.close_all()
            self.suggestions.set_suggestions((), "")
            self.attempts.toggle.setChecked(False)
            self.steps.stand_anew()
            self.body.to_top()
        self._refresh()
        if session is not None and (not same or session != before):
            self.attempts_wanted.emit(session.id)

    def problem(self) -> Problem | None:
        """The failure that is shown, of a session or of none."""
        return self._known.problem

    def show_problem(
        self, problem: Problem, activity: Activity, target: Target | None = None, count: int = 1
    ) -> None:
        """Show a problem that touched no session, and what it interrupted."""
        explained = self._known.take_failure(problem, activity, target, count)
        self.questions.close_all()
        self.suggestions.set_suggestions((), "")
        self._show(explained, steps_without_session(problem, activity.operation), ())

    def set_attempts(self, session_id: str, entries: Sequence[LedgerRow]) -> None:
        """The rows of the shown session, and of the failed ones that led up to it: they show how often."""
        if self._known.is_about(session_id):
            self._known.take_rows(entries)
            self._refresh()

    def set_suggestions(self, session_id: str, suggestions: Sequence[Suggestion]) -> None:
        """*Did you mean*, for a session that was not found; see ``core.sessions.did_you_mean``."""
        session = self._known.session
        if session is not None and session.id == session_id:
            self.suggestions.set_suggestions(suggestions, session.profile)

    def set_progress(self, session_id: str, progress: "Progress | None") -> None:
        """What an operation of a session is doing; None at its end."""
        if self._known.is_about(session_id):
            self._known.progress = progress
            self.progress.set_progress(progress, self._known.progress_text)

    def set_other_places(self, places: Mapping[str, str]) -> None:
        """Of each profile but the chosen one: what a step that sends through it is to say."""
        self._places = dict(places)
        self._refresh()

    def set_team(self, contact: "TeamContact | None") -> None:
        """What is known of the team; None without one."""
        self._known.team = contact
        if self.keeper is None and contact is not None:
            # Not at the file's top: a desk without a team has none.
            from gui.widgets.explain.keeper_line import KeeperLine

            self.keeper = KeeperLine()
            # Below the steps: what a colleague does moves none of them.
            self.lead_column.insertWidget(self.lead_column.indexOf(self.steps) + 1, self.keeper)
            self.keeper.chosen.connect(lambda step: self.keeper_step_chosen.emit(self.session_id(), step))
            QWidget.setTabOrder(self.steps.more, self.keeper.button)
        self._refresh()

    def session_id(self) -> str:
        """The shown session's id; empty where there is none."""
        return self._known.session_id

    def code_key(self) -> str:
        """The catalogue key of what is explained; empty where nothing is."""
        found = self._known.problem
        return "" if found is None else self._known.catalogue.of(found).key

    def press_default(self) -> bool:
        """What Return on a text does; False where there is no first step, or it still counts down.

        It presses the first step, but for a stop, which is asked for first, and for a start that may record
        twice: Return on a text may be meant for anything, so the button gets the focus, and a further press.
        """
        if self.steps.default is Step.STOP_AGAIN:
            return self._stop.ask()
        button = self.steps.ready_default()
        if button is None:
            return False
        if self._known.start_may_record_twice and self.steps.default is Step.START_AGAIN:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.body.reveal(button)
        else:
            button.click()
        return True

    def take_over(self, former: Self) -> None:
        """Go on with what another panel asks and has open; its session is shown by then."""
        known = former._known
        if known.session is None and known.failure is not None:
            self.show_problem(*known.failure)
        if former.session_id() == self.session_id():
            self.questions.take_over(former.questions)
            self.attempts.toggle.setChecked(former.attempts.toggle.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        focus = self.focusWidget()
        if pressed and isinstance(focus, QAbstractButton):
            # Never another button than the one that has the focus.
            focus.click()
        # Over the open sheet nobody sees what would be pressed.
        elif not pressed or self.attempts.isVisible() or not self.press_default():
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "header"):
            self.header.repaint_tone()

    def _lay_out(self) -> None:
        # What is under way stands where the first step will stand.
        for part in (self.header, self.progress, self.steps, *self.questions.bars, self.shift):
            self.lead_column.addWidget(part)
        self.lead_column.addStretch(1)
        self.texts_column.addWidget(self.details)
        self.texts_column.addStretch(1)
        self.details.place_below_cards(self.suggestions)
        # From the list the first step is next; the sentence and *Handled* come behind the steps.
        order = (self.steps.more, self.header.handled, self.header.headline, self.header.code)
        for before, behind in pairwise(order):
            QWidget.setTabOrder(before, behind)
        self.foot.come_last(self)

    def _connect(self) -> None:
        self.steps.chosen.connect(self._on_step)
        for part in (self.steps, self.questions):
            # What has become of it stands at the top; on its way elsewhere the focus may have scrolled.
            part.focus_lost.connect(self.body.to_top)
        self._stop.asked.connect(lambda: self.stop_requested.emit(self.session_id()))
        self._stop.again.connect(lambda: self._on_step(Step.STOP_AGAIN))
        self._stop.focus_lost.connect(self.steps.focus_lost)
        self.header.handled_pressed.connect(self.questions.ask_handled)
        self.questions.opened.connect(self._reveal)
        self.questions.handled_bar.confirmed.connect(self._on_handled)
        self.questions.settle_bar.settled.connect(self._on_settled)
        self.questions.restart_bar.confirmed.connect(self._on_restart)
        self.suggestions.chosen.connect(lambda one: self.suggestion_chosen.emit(self.session_id(), one))
        self.progress.cancelled.connect(lambda: self.retry_cancelled.emit(self.session_id()))
        self.progress.waiting_ended.connect(lambda: self.waiting_ended.emit(self.session_id()))
        self.details.copied.connect(self.copied)
        self.details.text_copied.connect(self.text_copied)
        self.attempts.text_copied.connect(self.text_copied)

    def _refresh(self) -> None:
        known, session = self._known, self._known.session
        if session is not None:
            self.questions.close_unfit(session)
            self._show(known.explained(session), *known.offers(session))
        elif known.failure is None:
            self._show(None, (), ())

    def _show(
        self, explained: Explanation | None, steps: Sequence[OfferedStep], more: Sequence[OfferedStep]
    ) -> None:
        known, session = self._known, self._known.session
        for part in (self.header, self.details):
            part.setVisible(explained is not None)
        self.attempts.toggle.setVisible(session is not None)
        self.shift.setVisible(explained is None)
        # Without a failure Enter sends nothing by accident.
        self._show_steps(steps, more, first_is_default=explained is not None and explained.entry is not None)
        self.progress.set_progress(known.progress, known.progress_text)
        self.attempts.set_attempts(known.attempts, known.messages)
        if self.keeper is not None:
            self.keeper.show_words(known.keeper_words())
        if explained is None:
            return
        self.header.show_explained(explained, may_handle=known.may_handle)
        self.details.show_entry(
            explained.entry, explained.message, explained.also, of_service=explained.of_service
        )
        self.details.show_known(explained.known, () if session is None else session.file_ids, explained.exact)
        said, asked = known.words_in_other_language(explained)
        self.details.words.set_texts(
            (explained.say, said), (explained.ask, asked), practice=explained.practice
        )

    def _show_steps(
        self, steps: Sequence[OfferedStep], more: Sequence[OfferedStep], *, first_is_default: bool
    ) -> None:
        known, session = self._known, self._known.session
        self.steps.setVisible(bool(steps or more))
        # The service knows the target alone: a stop would end the later recording.
        self.steps.set_stop_label(self._stop.show_for(None if known.later else session, steps))
        place = "" if session is None else self._places.get(session.profile, "")
        places = dict.fromkeys(_SENDING, place) if place else {}
        self.steps.set_steps(steps, more, known.messages, first_is_default=first_is_default, places=places)
        self.steps.set_hint(known.hint(steps))

    def _on_step(self, step: Step) -> None:
        match step:
            case Step.IT_IS_RECORDING:
                self.questions.ask_why(State.RECORDING)
            case Step.MARK_AS_ENDED:
                self.questions.ask_why(State.STOPPED)
            case Step.COPY_QUESTION | Step.COPY_ADMIN_REQUEST | Step.COPY_REPORT | Step.COPY_FOR_VOD:
                self._copy(step)
            case Step.GUEST_CAME_BACK:
                self.questions.ask_restart()
            case (
                Step.EDIT_AS_NEW | Step.START_AGAIN | Step.STOP_AGAIN | Step.SAVE_REPORT | Step.OPEN_SETTINGS
            ):
                self.step_chosen.emit(self.session_id(), step)
            case _:
                assert_never(step)

    def _copy(self, step: Step) -> None:
        text = self._known.text_of(step)
        QGuiApplication.clipboard().setText(text)
        self.steps.confirm_copied(step)
        self.copied.emit(step.value)
        self.text_copied.emit(text)

    def _reveal(self, part: QWidget) -> None:
        """Bring what asks into view, once it has its place."""
        QTimer.singleShot(0, self, lambda: self.body.reveal(part))

    def _on_settled(self, state: State, reason: str) -> None:
        if self._known.session is not None:
            self.settle_requested.emit(self.session_id(), state, reason)

    def _on_restart(self) -> None:
        self.step_chosen.emit(self.session_id(), Step.GUEST_CAME_BACK)

    def _on_handled(self, note: str) -> None:
        if self._known.session is not None:
            self.handled_requested.emit(self.session_id(), note)
