"""The window is opened anew, and its desk leaves the team before its list is read: nobody has it open."""

from pathlib import Path

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Problem
from gui.widgets.controls.theme import Tone
from gui.widgets.window.main_window import MainWindow


class LeavingTeam(QObject):
    """Made once staff have said so, for one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._said, self._tone = "", Tone.NEUTRAL

    async def leave(self, folder: Path, operator: str) -> None:
        """Leave; where that fails the desk is still in its team, and can be told to leave again."""
        from gui.core.presentation.team_texts import left_sentences, refusal_text
        from gui.core.team import membership

        window, messages = self._window, self._window.messages
        window.banner.show_notice(f"○ {self.tr('Leaving the team…')}", Tone.NEUTRAL, may_close=False)
        try:
            left = await membership.leave(folder, operator)
        except Problem as problem:
            self._tone, self._said = Tone.WARNING, f"▲ {refusal_text(problem, messages, window.catalogue)}"
        else:
            part, stays = left.part, left.password_stays
            said = left_sentences(part.sessions, part.gone, part.kept, messages, password_stays=stays)
            self._said = f"✓ {messages.sentences(*said)}"
            self._tone = Tone.WARNING if stays else Tone.LIVE
        window.banner.hide()

    def tell(self) -> None:
        """Say what came of it, once the list is there."""
        self._window.banner.show_notice(self._said, self._tone)

    def take_back(self) -> None:
        """The desk is in a team again: that it is in none is true no more. What else was told stays."""
        if self._window.banner.text == self._said:
            self._window.banner.hide()
