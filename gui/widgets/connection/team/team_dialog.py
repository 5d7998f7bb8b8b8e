"""*Team…*: an invitation is taken, looked at and joined; or the team that this desk is in is shown."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui.core.foundation.messages import Messages
from gui.widgets.connection.team.invitation_page import InvitationPage
from gui.widgets.connection.team.joining_page import RETURN_MS, JoiningPage
from gui.widgets.connection.team.member_page import MemberPage
from gui.widgets.connection.team.team_facts import TeamFacts
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.labels import ResultLine, ToneLabel
from gui.widgets.controls.revealing_scroll import RevealingScroll
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import LARGE, SMALL

_FIRST_SIZE: Final = QSize(600, 470)
_LEAST_SIZE: Final = QSize(420, 260)
PATIENCE_MS: Final = 2500
"""It takes longer only where a server or the keychain lets it wait."""


class TeamDialog(QDialog):
    """Opened with ``open()``; once closed it is gone. Talks to no disk, keychain or network.

    :ivar invitation: its ``text_given`` and ``file_given`` are answered with :meth:`show_invitation` or
        :meth:`show_refused`.
    :ivar joining: its ``join_requested`` is answered with :meth:`show_member` or :meth:`show_refused`.
    :ivar member: asks to leave, and to go to work.
    """

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Team"))
        self.setAcceptDrops(True)
        self.heading = ToneLabel()
        set_type(self.heading, Type.TITLE)
        self.invitation = InvitationPage()
        self.joining = JoiningPage(messages)
        self.member = MemberPage()
        self._pages = QStackedWidget()
        pages: tuple[QWidget, ...] = (self.invitation, self.joining, self.member)
        self._places = {page: RevealingScroll(page) for page in pages}
        self.said = ResultLine()
        self.other = QPushButton(self.tr("Another invitation"))
        self.join = QPushButton(self.tr("Join"))
        self.close_button = QPushButton(self.tr("Close"))
        set_kind(self.join, Kind.PRIMARY)
        self.other.clicked.connect(lambda _checked=False: self.ask_for_invitation())
        self.join.clicked.connect(lambda _checked=False: self.joining.join())
        self.close_button.clicked.connect(lambda _checked=False: self.reject())
        self._stood = QElapsedTimer()
        self._waiting = ""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_what_is_waited_for)
        self._lay_out()
        self.ask_for_invitation()

    @property
    def shows_member(self) -> bool:
        """Whether the team that this desk is in is shown."""
        return self._shown() is self.member

    def ask_for_invitation(self) -> None:
        """Show the place for an invitation."""
        self.invitation.take_text()
        self._show(self.invitation, self.tr("Join a team"))
        self.invitation.field.setFocus()

    def show_invitation(self, facts: TeamFacts, operator: str) -> None:
        """What was given is an invitation: show what it says, and ask who is at this desk."""
        self._show(self.joining, self.tr("Join this team? Nothing has left this computer yet."))
        self.joining.show_invitation(facts, operator)

    def show_member(self, facts: TeamFacts, *, at_work: bool) -> None:
        """This desk is in a team."""
        self.member.show_team(facts)
        self.member.set_at_work(at_work)
        self._show(self.member, self.tr("The team of this desk"))
        (self.close_button if at_work else self.member.work).setFocus()

    def set_busy(self, words: str) -> None:
        """Something is under way, told by these words; empty: it is over."""
        self._waiting = words
        for one in (*self._places, self.join, self.other):
            one.setEnabled(not words)
        if words:
            self.say(Tone.MUTED, [words])
            self._patience.start()
        else:
            self._patience.stop()

    def show_refused(self, text: str) -> None:
        """It can't be done, and why."""
        self.set_busy("")
        self.say(Tone.DANGER, [f"✕ {text}"])
        if self._shown() is self.invitation:
            self.invitation.field.setFocus()
        elif self._shown() is self.joining:
            self.heading.setText(self.tr("Not joined"))
            self.join.setFocus()

    def say(self, tone: Tone, lines: Iterable[str]) -> None:
        """Show lines above the buttons; none takes them back."""
        self.said.show_lines(tone, lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the focus, once its page has stood for a moment.

        No button is the default one: Return in a field joins nothing.
        """
        button = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(button, QPushButton):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() and self._stood.hasExpired(RETURN_MS):
            button.click()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """An invitation may be dropped wherever on the dialog, as long as one is asked for."""
        if self._takes(event):
            event.acceptProposedAction()
            self.invitation.drop.mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        self.invitation.drop.mark(False)
        super().dragLeaveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Likewise."""
        if self._takes(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file, or the text itself."""
        self.invitation.drop.mark(False)
        if not self._takes(event):
            return
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        if urls:
            self.invitation.file_given.emit(urls[0].toLocalFile())
        else:
            self.invitation.give_text(event.mimeData().text())

    def done(self, result: int) -> None:
        """Nothing that was pasted outlives the open dialog."""
        self.invitation.take_text()
        super().done(result)

    def _takes(self, event: QDropEvent) -> bool:
        if self._shown() is not self.invitation or self._waiting:
            return False
        urls = event.mimeData().urls()
        return (len(urls) == 1 and urls[0].isLocalFile()) if urls else event.mimeData().hasText()

    def _shown(self) -> QWidget:
        return next(page for page, place in self._places.items() if place is self._pages.currentWidget())

    def _show(self, page: QWidget, heading: str) -> None:
        self.set_busy("")
        self.say(Tone.NEUTRAL, ())
        self.heading.setText(heading)
        self._stood.start()
        self._pages.setCurrentWidget(self._places[page])
        for button in (self.other, self.join):
            button.setVisible(page is self.joining)

    def _show_what_is_waited_for(self) -> None:
        words = self.tr("It takes long. Look for a window in which the keychain asks for its password.")
        self.say(Tone.WARNING, [self._waiting, words])

    def _lay_out(self) -> None:
        for place in self._places.values():
            self._pages.addWidget(place)
        buttons = QHBoxLayout()
        buttons.setSpacing(SMALL)
        for button in (self.other, self.join, self.close_button):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.join)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(SMALL)
        column.addWidget(self.heading)
        column.addWidget(self._pages, 1)
        column.addWidget(self.said)
        column.addLayout(buttons)
        self.setMinimumSize(_LEAST_SIZE)
        set_first_size(self, _FIRST_SIZE)
