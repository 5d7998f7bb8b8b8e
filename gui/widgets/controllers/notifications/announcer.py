"""Tells screen readers what came of a single start or stop; of several their result tells, once."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from gui.core.catalogue.errors import Activity, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.foundation.fill import fill
from gui.core.presentation.explanation import title_of
from gui.core.presentation.headlines import headline_of_problem
from gui.core.presentation.state_texts import shown, user_text
from gui.core.sessions.session import Session
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.recording.operation_request import OperationResult

_STOP: Final = "stop"
_Politeness = QAccessible.AnnouncementPoliteness


class Announcer(QObject):
    """Success waits until the reader has finished its sentence; anything else comes at once."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        bridge.recordings.started.connect(self._started)
        bridge.recordings.stop_finished.connect(self._stopped)
        bridge.problem_raised.connect(self._problem_raised)

    def _started(self, result: "OperationResult") -> None:
        session = result.session
        if session is None or not self._may_tell(session):
            return
        if result.outcome is Outcome.ACCEPTED:
            text = self.tr("Recording accepted: {user} in room {room}")
            self._tell(self._filled(text, session), _Politeness.Polite)
        elif session.state is not State.RECORDING:
            # *Guest came back* that changed nothing: the status line tells of it.
            self._tell_refusal(
                shown(session, self._window.messages, session.changed_at).short, session, result
            )

    def _stopped(self, _session_id: str, result: "OperationResult") -> None:
        session, messages = result.session, self._window.messages
        if session is None or not self._may_tell(session) or len(self._window.stop_result.results) > 1:
            return
        if result.outcome is Outcome.ACCEPTED:
            state = shown(session, messages, session.changed_at)
            plain = self.tr("{state}: {user} in room {room}")
            text = self.tr("{state}: {user} in room {room}, {details}") if state.details else plain
            details = self.tr(", ").join(state.details)
            self._tell(self._filled(text, session, state=state.short, details=details), _Politeness.Polite)
        elif (problem := _problem_of(result)) is not None:
            self._tell_refusal(messages.text(f"headline.{_STOP}_{problem.delivery}"), session, result)

    def _problem_raised(self, problem: Problem, activity: Activity) -> None:
        """A start or stop that touched no session."""
        if activity in (Activity.START, Activity.STOP):
            state = headline_of_problem(problem, activity, self._window.messages)
            reason, description = self._why(problem)
            text = fill(
                self.tr("{state}, {reason}. {description}"),
                state=state,
                reason=reason,
                description=description,
            )
            self._tell(text, _Politeness.Assertive)

    def _tell_refusal(self, state: str, session: Session, result: "OperationResult") -> None:
        problem = _problem_of(result)
        if problem is None:
            return
        reason, description = self._why(problem)
        text = self.tr("{state}: {user} in room {room}, {reason}. {description}")
        words = self._filled(text, session, state=state, reason=reason, description=description)
        self._tell(words, _Politeness.Assertive)

    def _why(self, problem: Problem) -> tuple[str, str]:
        """The code, or what is the matter in a few words; and what it means."""
        entry = self._window.catalogue.of(problem)
        return title_of(entry, self._window.messages), entry.description

    def _filled(self, text: str, session: Session, **values: object) -> str:
        user = user_text(session, self._window.messages)
        return fill(text, user=user, room=session.target.room, **values)

    def _may_tell(self, session: Session) -> bool:
        """Somebody else may hear it, too, while the screen is shared."""
        model = self._window.session_list.model
        return not model.shows_only or model.row_of(session.id) is not None

    def _tell(self, text: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
        event = QAccessibleAnnouncementEvent(self._window, text)
        event.setPoliteness(politeness)
        QAccessible.updateAccessibility(event)


def _problem_of(result: "OperationResult") -> Problem | None:
    failure = None if result.session is None else result.session.failure
    return result.problem or (None if failure is None else failure.problem())
