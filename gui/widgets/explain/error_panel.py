"""The error panel: what happened, who can fix it, what to do now, and what to say."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Self, assert_never

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.core.catalogue.errors import Activity, Catalogue, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import AttemptRecord, tried
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.clipboard_texts import problem_text, step_text
from gui.core.presentation.customer_texts import question, sentence
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
from gui.widgets.explain.error_details import ErrorDetails
from gui.widgets.explain.error_header import ErrorHeader
from gui.widgets.explain.inspector_frame import InspectorFrame
from gui.widgets.explain.progress_line import ProgressLine
from gui.widgets.explain.questions import Questions
from gui.widgets.explain.shift_view import ShiftView
from gui.widgets.explain.step_buttons import StepButtons
from gui.widgets.explain.step_hint import step_hint
from gui.widgets.explain.stop_offer import StopOffer
from gui.widgets.explain.suggestions_line import SuggestionsLine
from gui.widgets.explain.word_cards import OTHER_LANGUAGE

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress
    from gui.core.sessions.team_contact import TeamContact
    from gui.widgets.explain.keeper_line import KeeperLine

_DECIDING: Final = (Step.IT_IS_RECORDING, Step.MARK_AS_ENDED)
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
        self._messages = messages or Messages()
        self._catalogue = catalogue or Catalogue(self._messages.language)
        self._session: Session | None = None
        self._problem: tuple[Problem, Activity] | None = None
        self._progress: Progress | None = None
        self._attempts: tuple[AttemptRecord, ...] = ()
        self._course: tuple[AttemptRecord, ...] = ()
        self._now, self._newest = datetime.now(UTC), True
        self._later: Session | None = None
        self._shown_at = time.monotonic()
        self._places: dict[str, str] = {}
        self._team: TeamContact | None = None
        self.keeper: KeeperLine | None = None
        """Whose the session is; None before there is a team."""
        self._stop = StopOffer(self.foot)
        self.header = ErrorHeader()
        self.steps = StepButtons(self.foot.stop)
        self.suggestions = SuggestionsLine()
        self.progress = ProgressLine()
        self.questions = Questions(self)
        self.details = ErrorDetails(self._messages.language)
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
        same = session is not None and self._session is not None and session.id == self._session.id
        newer = not same or session != self._session
        self._messages = messages or self._messages
        self._catalogue = catalogue or self._catalogue
        self._now, self._newest, self._later = now or datetime.now(UTC), newest, later
        self._shown_at = time.monotonic()
        self._session, self._problem = session, None
        if not same:
            self._attempts, self._course, self._progress = (), (), None
            self.questions.close_all()
            self.suggestions.set_suggestions((), "")
            self.attempts.toggle.setChecked(False)
            self.steps.stand_anew()
            self.body.to_top()
        self._refresh()
        if session is not None and newer:
            self.attempts_wanted.emit(session.id)

    def problem(self) -> Problem | None:
        """The failure that is shown, of a session or of none."""
        found = self._problem if self._session is None else problem_of(self._session)
        return None if found is None else found[0]

    def show_problem(
        self, problem: Problem, activity: Activity, target: Target | None = None, count: int = 1
    ) -> None:
        """Show a problem that touched no session, and what it interrupted."""
        self._now = datetime.now(UTC)
        self._session, self._problem = None, (problem, activity)
        self._attempts, self._course, self._progress = (), (), None
        self.questions.close_all()
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

    def set_other_places(self, places: Mapping[str, str]) -> None:
        """Of each profile but the chosen one: what a step that sends through it is to say."""
        self._places = dict(places)
        self._refresh()

    def set_team(self, contact: "TeamContact | None") -> None:
        """What is known of the team; None without one."""
        self._team = contact
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
        return "" if self._session is None else self._session.id

    def code_key(self) -> str:
        """The catalogue key of what is explained; empty where nothing is."""
        found = self.problem()
        return "" if found is None else self._catalogue.of(found).key

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
        if self._may_record_twice():
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.body.reveal(button)
        else:
            button.click()
        return True

    def take_over(self, former: Self) -> None:
        """Go on with what another panel asks and has open; its session is shown by then."""
        if former._session is None and former._problem is not None:
            self.show_problem(*former._problem)
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
        session = self._session
        if session is None:
            if self._problem is None:
                self._show(None, (), ())
            return
        self.questions.close_unfit(session)
        anew = self._later is not None
        explained = explain_session(
            session,
            self._messages,
            self._catalogue,
            self._now,
            self._course,
            recorded_anew=anew,
            team=self._team,
        )
        # A redraw, such as for attempts that came, begins no wait anew.
        now = self._now + timedelta(seconds=time.monotonic() - self._shown_at)
        steps, more = (
            tuple(
                one for one in make(session, now, newest=self._newest, recorded_anew=anew) if self._may(one)
            )
            for make in (steps_for, more_steps_for)
        )
        self._show(explained, steps, more)

    @property
    def _waits_for_team(self) -> bool:
        """Whether the session is a colleague's, and they can't be reached: nobody marks it until they are."""
        session, team = self._session, self._team
        return session is not None and bool(session.desk) and team is not None and not team.reached

    def _may(self, offer: OfferedStep) -> bool:
        return not (self._waits_for_team and offer.step in _DECIDING)

    def _show(
        self, explained: Explanation | None, steps: Sequence[OfferedStep], more: Sequence[OfferedStep]
    ) -> None:
        session = self._session
        for part in (self.header, self.details):
            part.setVisible(explained is not None)
        self.attempts.toggle.setVisible(session is not None)
        self.shift.setVisible(explained is None)
        failed = explained is not None and explained.entry is not None
        self.steps.setVisible(bool(steps or more))
        # The service knows the target alone: a stop would end the later recording.
        self.steps.set_stop_label(self._stop.show_for(None if self._later else session, steps))
        # Without a failure Enter sends nothing by accident.
        place = "" if session is None else self._places.get(session.profile, "")
        places = dict.fromkeys(_SENDING, place) if place else {}
        self.steps.set_steps(steps, more, self._messages, first_is_default=failed, places=places)
        waits = self._waits_for_team
        self.steps.set_hint(step_hint(session, steps, self._later, self._messages, self._now, waits=waits))
        self.progress.set_progress(self._progress, self._progress_text)
        self.attempts.set_attempts(self._attempts, self._messages)
        self._show_keeper()
        if explained is None:
            return
        self.header.show_explained(explained, may_handle=self._may_handle())
        self.details.show_entry(
            explained.entry, explained.message, explained.also, of_service=explained.of_service
        )
        self.details.show_known(explained.known, () if session is None else session.file_ids, explained.exact)
        self._show_words(explained)

    def _show_keeper(self) -> None:
        if self.keeper is None:
            return
        from gui.core.presentation.hand_over_words import KeeperWords, keeper_words

        session, team, words = self._session, self._team, KeeperWords()
        if session is not None and team is not None:
            words = keeper_words(session, team, self._messages, self._now, newest=self._newest)
        self.keeper.show_words(words)

    def _show_words(self, explained: Explanation) -> None:
        """What to ask and to say, in both languages: guests and customers speak either."""
        session = self._session
        other = Messages(OTHER_LANGUAGE[self._messages.language])
        asked, said = "", ""
        if session is not None:
            asked = question(session, other) if explained.ask else ""
            said = sentence(session, other, self._now) if explained.say else ""
        self.details.words.set_texts(
            (explained.say, said), (explained.ask, asked), practice=explained.practice
        )

    def _may_record_twice(self) -> bool:
        """Whether the first step sends a start while an earlier one of the session may have taken effect."""
        session = self._session
        unknown = session is not None and session.state is State.UNKNOWN
        return unknown and self.steps.default is Step.START_AGAIN

    def _may_handle(self) -> bool:
        session = self._session
        if session is None or session.handled or session.state is State.UNKNOWN or session.newer:
            return False
        return not self._waits_for_team and session.needs_attention(self._now)

    def _progress_text(self, progress: "Progress") -> str:
        session = self._session
        return "" if session is None else shown(session, self._messages, self._now, progress).text

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

    def _reveal(self, part: QWidget) -> None:
        """Bring what asks into view, once it has its place."""
        QTimer.singleShot(0, self, lambda: self.body.reveal(part))

    def _on_settled(self, state: State, reason: str) -> None:
        if self._session is not None:
            self.settle_requested.emit(self._session.id, state, reason)

    def _on_restart(self) -> None:
        self.step_chosen.emit(self.session_id(), Step.GUEST_CAME_BACK)

    def _on_handled(self, note: str) -> None:
        if self._session is not None:
            self.handled_requested.emit(self._session.id, note)
