"""Everything that is known of one session: facts, file ids, its ledger rows, its requests and answers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.ledger.attempt_log import tried
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.explanation import entry_of
from gui.core.presentation.session_details import Fact, asked_for, who_and_when
from gui.core.presentation.state_texts import shown, user_text
from gui.core.sessions.session import Session
from gui.widgets.controls.buttons import CopyButton, is_held_return
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.revealing_scroll import RevealingScroll
from gui.widgets.controls.theme import Tone
from gui.widgets.explain.attempts_view import AttemptsView
from gui.widgets.explain.ledger_rows import LedgerRows
from gui.widgets.style.fonts import Type, set_type

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact


class FactList(QWidget):
    """Two columns. A value that stays keeps its selection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[ToneLabel, ToneLabel]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these and no others."""
        while len(self._lines) < len(facts):
            self._add_line()
        for number, (name, value) in enumerate(self._lines):
            known = number < len(facts)
            name.setVisible(known)
            value.setVisible(known)
            if known:
                name.setText(facts[number].name)
                if value.text() != facts[number].value:
                    value.setText(facts[number].value)
                value.setToolTip(facts[number].exact)
                value.setAccessibleDescription(facts[number].exact)

    def texts(self) -> list[tuple[str, str]]:
        """What is shown."""
        return [(name.text(), value.text()) for name, value in self._lines if not name.isHidden()]

    def _add_line(self) -> None:
        name, value = ToneLabel(tone=Tone.MUTED), ToneLabel()
        name.setWordWrap(False)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for column, label in enumerate((name, value)):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label, len(self._lines), column)
        self._lines.append((name, value))


_FIRST_SIZE: Final = QSize(900, 620)


class SessionPage(QDialog):
    """Not modal; once closed it is gone. Sends nothing by itself."""

    start_again_requested = Signal(str)
    """Fill the form with this session's settings."""
    report_requested = Signal(str)

    def __init__(self, session: Session, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_first_size(self, _FIRST_SIZE)
        self._messages = messages
        self._session = session
        self._team: TeamContact | None = None
        self._catalogue = Catalogue(messages.language)
        self.heading, self.headline = ToneLabel(), ToneLabel()
        set_type(self.heading, Type.TITLE)
        set_type(self.headline, Type.STRONG)
        self.failure = FactList()
        self.facts, self.settings = FactList(), FactList()
        self.file_ids = FileIds()
        self.rows = LedgerRows(messages)
        self.attempts = AttemptsView()
        self.start_again = QPushButton(self.tr("Start again with these settings"))
        self.start_again.setToolTip(self.tr("Fills the form; nothing is sent until Start is pressed."))
        self.save_report = QPushButton(self.tr("Save report…"))
        self._lay_out()
        self.start_again.clicked.connect(lambda: self.start_again_requested.emit(self._session.id))
        self.save_report.clicked.connect(lambda: self.report_requested.emit(self._session.id))
        self.set_session(session)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The Return that opened it, held down, copies nothing."""
        if is_held_return(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    @property
    def session(self) -> Session:
        """As it is shown."""
        return self._session

    def set_session(self, session: Session) -> None:
        """Show the session as its newest ledger row has it."""
        self._session = session
        self.setWindowTitle(self._title())
        now, desk, keeper = datetime.now(UTC), "", ""
        words = shown(session, self._messages, now)
        if self._team is not None:
            # Not at the file's top: a desk without a team needs none of it.
            from gui.core.presentation.team_texts import in_team, who_text

            desk = self._team.code(session.desk)
            keeper = "" if session.taken_by is None else who_text(session, self._team, self._messages)
            words = in_team(words, session, self._team, self._messages, now)
        whose = fill(
            self.tr("{user} in room {room}"),
            user=user_text(session, self._messages),
            room=session.target.room,
        )
        self.heading.setText(whose)
        self.headline.setText(f"{words.mark} {words.text}")
        self.failure.set_facts(self._why(session))
        self.failure.setVisible(session.failure is not None)
        self.headline.set_tone(Tone(words.tone.value))
        self.facts.set_facts(who_and_when(session, self._messages, desk, keeper))
        self.settings.set_facts(asked_for(session, self._messages))
        self.file_ids.set_ids(session.file_ids)
        # Without any, the line below says so by itself.
        self._ids_heading.setVisible(bool(session.file_ids))

    def _title(self) -> str:
        """By the name that everyone in the team knows; without a team by the number in this list."""
        name = "" if self._team is None else self._team.names.get(self._session.id, "")
        if name:
            return fill(self.tr("Session {name}"), name=name)
        return fill(self.tr("Session #{number}"), number=self._session.id)

    def _why(self, session: Session) -> list[Fact]:
        """What the service's document says of its last failure."""
        if session.failure is None:
            return []
        entry = entry_of(session, self._catalogue.of(session.failure.problem()), self._messages)
        facts = [Fact(self.tr("Description"), entry.description), Fact(self.tr("Solution"), entry.solution)]
        return [fact for fact in facts if fact.value]

    def set_team(self, contact: "TeamContact | None") -> None:
        """What is known of the team; None without one."""
        self._team = contact
        self.set_session(self._session)

    def set_entries(self, entries: Sequence[LedgerRow]) -> None:
        """The session's ledger rows; rows of others are left out."""
        own = [entry for entry in entries if entry.session_id == self._session.id]
        self.rows.set_entries(own)
        self.attempts.set_attempts(tried(own), self._messages)
        # Here it has a tab of its own: there is nothing to open.
        self.attempts.toggle.setChecked(True)

    def confirm_saved(self, path: str) -> None:
        """Show that the report was written."""
        self.save_report.setText(self.tr("Report saved"))
        self.save_report.setToolTip(path)

    def _lay_out(self) -> None:
        facts, right = QHBoxLayout(), QVBoxLayout()
        facts.setSpacing(24)
        right.setSpacing(4)
        right.addWidget(self.settings)
        self._ids_heading = ToneLabel(self.tr("File ids"), Tone.MUTED)
        self._ids_heading.setWordWrap(False)
        right.addWidget(self._ids_heading)
        right.addWidget(self.file_ids)
        right.addStretch(1)
        facts.addWidget(self.facts, 1, Qt.AlignmentFlag.AlignTop)
        facts.addLayout(right, 1)
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("What happened"))
        tabs.addTab(self.rows, self.tr("Ledger rows"))
        # Its least height must not keep the page from fitting a small screen.
        tabs.addTab(RevealingScroll(_page(self.attempts)), self.tr("Requests and answers"))
        self.attempts.toggle.hide()
        self.attempts.toggle.setChecked(True)
        buttons = QDialogButtonBox()
        # Not the standard button: it would have a picture of its own.
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.start_again, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save_report, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.headline)
        column.addWidget(self.failure)
        column.addLayout(facts)
        column.addWidget(tabs, 1)
        column.addWidget(buttons)


def _page(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(6, 6, 6, 6)
    column.addWidget(widget)
    column.addStretch(1)
    return page


_MOST_SHOWN = 4
_ROW_ROOM = 6


class FileIds(QWidget):
    """A list with two buttons, or a text that there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[str, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("File ids"))
        self.list.setUniformItemSizes(True)
        self.list.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.none = ToneLabel(self.tr("No file ids"), Tone.MUTED)
        self.copy_one = CopyButton(self.tr("Copy the chosen file id"), label=self.tr("Copy"))
        self.copy_all = CopyButton(self.tr("Copy all file ids"), label=self.tr("Copy all"))
        width = max(self.copy_one.width(), self.copy_all.width())
        for button in (self.copy_one, self.copy_all):
            button.setFixedWidth(width)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.copy_one)
        buttons.addWidget(self.copy_all)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(buttons)
        self.list.currentRowChanged.connect(self._choose)

    def set_ids(self, file_ids: Sequence[str]) -> None:
        """Show file ids; the first one is chosen, or the one that was."""
        if self._ids == tuple(file_ids) and self.list.count():
            return
        chosen = max(0, self.list.currentRow())
        self._ids = tuple(file_ids)
        self.list.clear()
        self.list.addItems([visible(file_id) for file_id in file_ids])
        row = self.list.sizeHintForRow(0) if self._ids else 0
        shown = min(len(self._ids), _MOST_SHOWN)
        self.list.setFixedHeight(max(shown, 2) * row + 2 * self.list.frameWidth() + _ROW_ROOM)
        for part in (self.list, self.copy_one, self.copy_all):
            part.setVisible(bool(self._ids))
        self.none.setVisible(not self._ids)
        self.copy_all.set_copy("\n".join(visible(file_id) for file_id in self._ids))
        self.list.setCurrentRow(min(chosen, len(self._ids) - 1))
        self._choose(self.list.currentRow())

    def _choose(self, row: int) -> None:
        self.copy_one.set_copy(visible(self._ids[row]) if 0 <= row < len(self._ids) else "")
