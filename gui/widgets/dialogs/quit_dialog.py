"""Asks before the window closes over live recordings."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.presentation.state_texts import user_text
from gui.core.sessions.session import Session
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone

_LISTED: Final = 5


class QuitDialog(AskDialog):
    """Shows that closing stops no recording. Return quits, Escape stays.

    :param live: the sessions that are live.
    :param also: what else the closing means; empty for nothing.
    :param places: the profiles of the live sessions.
    :param named: whether rooms, users and counts may be seen; not on a shared screen.
    """

    quit_confirmed = Signal()

    def __init__(
        self,
        live: Sequence[Session],
        messages: Messages,
        parent: QWidget | None = None,
        *,
        also: str = "",
        places: Sequence[Place] = (),
        named: bool = True,
    ) -> None:
        super().__init__(parent)
        self.show_places(*places)
        self._messages = messages
        # As for several: whoever sees a shared screen is not told how many there are.
        count = len(live) if named else 2
        yes = self.tr("Keep them running and quit", "", count) if live else self.tr("Quit")
        follows = self.tr(
            "Closing the window stops no recording. You find them here again at the next start.",
            "",
            count,
        )
        headline = self.tr("Recordings are live") if live and not named else self._headline(len(live))
        self.ask(self.tr("Quit"), headline, yes, follows if live else "")
        self.waiting = ToneLabel(
            self._waiting(live) if named else self._waiting_uncounted(live, also), Tone.WARNING
        )
        self.waiting.setVisible(bool(self.waiting.text()))
        self.names = ToneLabel(self._names(live) if named else "", Tone.MUTED)
        self.names.setVisible(bool(self.names.text()))
        self.also = ToneLabel(also if named else "", Tone.WARNING)
        self.also.setVisible(bool(self.also.text()))
        for widget in (self.also, self.waiting, self.names):
            self.body.addWidget(widget)
        self.set_default(self.yes)

    def accept(self) -> None:
        """Keep them running, and quit."""
        super().accept()
        self.quit_confirmed.emit()

    def _headline(self, count: int) -> str:
        if not count:
            return self.tr("A batch is under way")
        return fill(self.tr("{count} recordings are live", "", count), count=f"{count:,}")

    def _waiting(self, live: Sequence[Session]) -> str:
        turns = sum(session.waits_for_its_turn for session in live)
        asked = sum(session.state in (State.STARTING, State.STOPPING) for session in live) - turns
        lines = []
        if asked:
            text = self.tr("Still waiting for an answer: {count}. The window closes once it is here.")
            lines.append(fill(text, count=asked))
        if turns:
            text = self.tr(
                "Waiting for their turn: {count}. What is not sent by then is told at the next start."
            )
            lines.append(fill(text, count=turns))
        return "\n".join(lines)

    def _waiting_uncounted(self, live: Sequence[Session], also: str) -> str:
        """The same without a number; the rest can be seen once the screen is no longer shared."""
        turns = any(session.waits_for_its_turn for session in live)
        lines = []
        if any(
            session.state in (State.STARTING, State.STOPPING) and not session.waits_for_its_turn
            for session in live
        ):
            lines.append(self.tr("Answers are still on their way. The window closes once they are here."))
        if turns or also:
            lines.append(self.tr("Some requests may not be sent. End the shared screen to see which."))
        return "\n".join(lines)

    def _names(self, live: Sequence[Session]) -> str:
        text = self.tr("Room {room}: {user}")
        if len({session.profile for session in live}) > 1:
            # The same room and user may be live in two accounts, one of them Practice.
            text = self.tr("{profile} · room {room}: {user}")
        lines = [
            fill(
                text,
                room=session.target.room,
                user=user_text(session, self._messages),
                profile=profile_name(session.profile, 40),
            )
            for session in live[:_LISTED]
        ]
        if len(live) > _LISTED:
            lines.append(fill(self.tr("and {count} more"), count=f"{len(live) - _LISTED:,}"))
        return "\n".join(lines)
