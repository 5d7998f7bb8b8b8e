"""The words of undo: what a step would take back, and why something can't be."""

from PySide6.QtCore import QObject

from gui.core.foundation.enums import Operation, State
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.sessions.session import Session
from gui.widgets.controllers.undo.undo_steps import DecisionStep, FilterStep, FormStep, UndoStep
from gui.widgets.runtime.decisions import Decision

_LONGEST = 40


class UndoTexts(QObject):
    """Needs no state; a QObject for its translations."""

    def of(self, step: UndoStep, filter_name: str) -> str:
        """What a step would take back: *Undo: marked 990006 as recording*.

        :param filter_name: of the quick filter that is on.
        """
        if isinstance(step, DecisionStep):
            return self._of_decision(step.decision)
        if isinstance(step, FormStep):
            emptied = not step.after.room and not step.after.account
            return self.tr("Undo: cleared form") if emptied else self.tr("Undo: filled form")
        return self._of_filter(step, filter_name)

    def _of_decision(self, decision: Decision) -> str:
        sessions = decision.sessions
        if len(sessions) == 1:
            text = {
                State.RECORDING: self.tr("Undo: marked {room} as recording"),
                State.STOPPED: self.tr("Undo: marked {room} as ended"),
                None: self.tr("Undo: marked {room} as handled"),
            }[decision.state]
            return fill(text, room=sessions[0].target.room)
        count = len(sessions)
        text = {
            State.RECORDING: self.tr("Undo: marked {count} as recording", "", count),
            State.STOPPED: self.tr("Undo: marked {count} as ended", "", count),
            None: self.tr("Undo: marked {count} as handled", "", count),
        }[decision.state]
        return fill(text, count=f"{count:,}")

    def _of_filter(self, step: FilterStep, filter_name: str) -> str:
        if step.before[1] and not step.after[1]:
            return self.tr("Undo: cleared search")
        if step.before[1] != step.after[1]:
            return self.tr("Undo: search")
        return fill(self.tr("Undo: filter {name}"), name=filter_name)

    def refused(self, done: int, refused: int) -> str:
        """After an undo: whether somebody was quicker; empty where all of it is done."""
        if not refused:
            return ""
        if done:
            text = self.tr("{count} stay as they are: somebody has acted on them since.", "", refused)
            return fill(text, count=refused)
        return self.tr("Not undone: somebody has acted on it since.")

    def nothing(self) -> str:
        """There is no step."""
        return self.tr("Nothing to undo.")

    def request(self, operation: Operation, session: Session | None) -> str:
        """A request can't be undone: what can be done in its place, by what came of it."""
        if session is None or (operation is Operation.START and not session.live):
            return self.tr("A request can't be undone.")
        if operation is Operation.START:
            text = self.tr("A request can't be undone. To stop {user}: choose the row, press F8.")
        else:
            text = self._after_stop(session.state)
        return fill(text, user=visible(session.target.account, _LONGEST))

    def requests(self, operation: Operation) -> str:
        """Several requests that were begun together: no guest stands for all of them."""
        if operation is Operation.START:
            return self.tr("Requests can't be undone. To stop one: choose its row, press F8.")
        return self.tr("Requests can't be undone. To record one again: Ended, choose its row, Edit as new.")

    def _after_stop(self, state: State) -> str:
        """Nobody is to start again whoever is, or may be, recorded still."""
        if state is State.STOPPING:
            return self.tr("A request can't be undone. The stop of {user} is still without an answer.")
        if state is State.UNKNOWN:
            return self.tr("A request can't be undone. Whether {user} was stopped is not known yet.")
        if state in (State.RECORDING, State.STARTING):
            return self.tr("Nothing to undo: {user} was not stopped, and is still live.")
        return self.tr(
            "A request can't be undone. To record {user} again: Ended, choose the row, Edit as new."
        )
