"""*This computer's clock is 5 min ahead of the team's*: told until it is right, or somebody closed it."""

from PySide6.QtCore import QObject

from gui.core.presentation.team_texts import own_clock_text
from gui.core.sessions.team_contact import TeamContact
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.controls.theme import Tone
from gui.widgets.window.main_window import MainWindow


class ClockNotice(QObject):
    """Lives as long as the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._messages = window.messages
        self.strip = NoticeStrip()
        window.notices.add(self.strip)
        self._said = ""

    def show(self, contact: TeamContact | None) -> None:
        """The team as it is known now; while it is not reached the clock can't be compared."""
        if contact is not None and not contact.reached:
            return
        text = "" if contact is None else own_clock_text(contact, self._messages)
        if text == self._said:
            # One that was closed was read.
            return
        self._said = text
        if text:
            self.strip.show_notice(f"▲ {text}", Tone.WARNING)
        else:
            self.strip.hide()
