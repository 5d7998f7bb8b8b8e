"""Everything that is known of one session: facts, file ids, its ledger rows, its requests and answers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.core.attempts import tried
from gui.core.journal_rows import Entry
from gui.core.messages import Messages
from gui.core.session import Session
from gui.core.session_facts import asked_for, who_and_when
from gui.core.session_words import shown
from gui.widgets.attempts_view import AttemptsView
from gui.widgets.fact_list import FactList
from gui.widgets.file_ids import FileIds
from gui.widgets.ledger_rows import LedgerRows
from gui.widgets.theme import Tone
from gui.widgets.tone_label import ToneLabel

_FIRST_SIZE: Final = (900, 620)


class SessionPage(QDialog):
    """Not modal; once closed it is gone. Sends nothing by itself."""

    start_again_requested = Signal(str)
    """Fill the form with this session's settings."""
    report_requested = Signal(str)

    def __init__(self, session: Session, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Session #{number}").replace("{number}", session.id))
        self.resize(*_FIRST_SIZE)
        self._messages = messages
        self._session = session
        self.headline = ToneLabel()
        font = self.headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self.headline.setFont(font)
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

    @property
    def session(self) -> Session:
        """As it is shown."""
        return self._session

    def set_session(self, session: Session) -> None:
        """Show the session as its newest ledger row has it."""
        self._session = session
        words = shown(session, self._messages, datetime.now(UTC))
        self.headline.setText(f"{words.mark} {words.text}")
        self.headline.set_tone(Tone(words.tone.value))
        self.facts.set_facts(who_and_when(session, self._messages))
        self.settings.set_facts(asked_for(session, self._messages))
        self.file_ids.set_ids(session.file_ids)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """The session's ledger rows; rows of others are left out."""
        own = [entry for entry in entries if entry.session_id == self._session.id]
        self.rows.set_entries(own)
        self.attempts.set_attempts(tried(own), self._messages)
        # Here it has a tab of its own: there is nothing to open.
        self.attempts.toggle.setChecked(True)

    def confirm_saved(self, path: str) -> None:
        """Say that the report was written."""
        self.save_report.setText(self.tr("Report saved"))
        self.save_report.setToolTip(path)

    def _lay_out(self) -> None:
        facts, right = QHBoxLayout(), QVBoxLayout()
        facts.setSpacing(24)
        right.setSpacing(4)
        right.addWidget(self.settings)
        heading = ToneLabel(self.tr("File ids"), Tone.MUTED)
        heading.setWordWrap(False)
        right.addSpacing(6)
        right.addWidget(heading)
        right.addWidget(self.file_ids)
        right.addStretch(1)
        facts.addWidget(self.facts, 1, Qt.AlignmentFlag.AlignTop)
        facts.addLayout(right, 1)
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("What happened"))
        tabs.addTab(self.rows, self.tr("Ledger rows"))
        tabs.addTab(_page(self.attempts), self.tr("Requests and answers"))
        self.attempts.toggle.hide()
        self.attempts.toggle.setChecked(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.addButton(self.start_again, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save_report, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.headline)
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
