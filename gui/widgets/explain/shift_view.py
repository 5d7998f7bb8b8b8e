"""What the shift looks like while no row is chosen: what is live, what needs attention, what ends soon."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.core.session_list.read_state import COUNT_OF, ReadState
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL


class _Fact(QWidget):
    """A count with its words, and a button that shows those rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count, self.words = ToneLabel(), ToneLabel()
        set_type(self.count, Type.HEADING)
        self.count.setWordWrap(False)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("000"))
        self.show_rows = QPushButton(self)
        set_kind(self.show_rows, Kind.GHOST)
        self.show_rows.setAutoDefault(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self.count)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_rows)

    def show_count(self, count: int, tone: Tone) -> None:
        """Show how many."""
        self.count.setText(f"{count:,}")
        self.count.set_tone(tone)
        self.show_rows.setEnabled(count > 0)

    def show_unknown(self) -> None:
        """Show that nobody knows how many."""
        self.count.setText(COUNT_OF[ReadState.UNREADABLE])
        self.count.set_tone(Tone.MUTED)
        self.show_rows.setEnabled(False)


class ShiftView(QWidget):
    """Counts come from the list, and what ends soon from the connection's bar."""

    attention_requested = Signal()
    live_requested = Signal()
    offered_requested = Signal()
    """What colleagues hand over, and was put off."""
    hand_over_requested = Signal()
    plan_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ToneLabel(self.tr("This shift"))
        set_type(self._title, Type.TITLE)
        self.attention, self.live = _Fact(), _Fact()
        self.attention.show_rows.setText(self.tr("Show"))
        self.attention.show_rows.setAccessibleName(self.tr("Show what needs attention"))
        self.attention.show_rows.clicked.connect(self.attention_requested)
        self.live.show_rows.setText(self.tr("Show"))
        self.live.show_rows.setAccessibleName(self.tr("Show what is live"))
        self.live.show_rows.clicked.connect(self.live_requested)
        self._is_offered = False
        self.ending, self.endings = ToneLabel(), ToneLabel("", Tone.MUTED)
        self.ending.hide()
        self.endings.hide()
        choose = ToneLabel(
            self.tr("Choose a row to see what is known of it, and what to do next."), Tone.MUTED
        )
        self.hand_over = QPushButton(self.tr("Hand over…"))
        self.hand_over.setToolTip(self.tr("What is open, as text for the next shift"))
        self.hand_over.setAutoDefault(True)
        self.hand_over.clicked.connect(self.hand_over_requested)
        self.plan = QPushButton(self.tr("Plan of the day…"))
        self.plan.setToolTip(self.tr("Who is to be recorded when, and who is late"))
        self.plan.setAutoDefault(True)
        self.plan.clicked.connect(self.plan_requested)
        self.planned = ToneLabel("", Tone.WARNING)
        """What of the plan needs attention: the rows of the list do not tell it."""
        self.planned.hide()
        self.facts = QWidget()
        """All that it says: hidden while somebody else sees the screen."""
        whole = QVBoxLayout(self)
        whole.addWidget(self.facts)
        self._column = column = QVBoxLayout(self.facts)
        for layout in (whole, column):
            layout.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for part in (self._title, self.attention, self.planned, self.live, self.ending, self.endings):
            column.addWidget(part)
        column.addSpacing(LARGE)
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.hand_over)
        row.addWidget(self.plan)
        column.addWidget(buttons)
        column.addSpacing(LARGE)
        column.addWidget(choose)
        column.addStretch(1)
        choose.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.set_counts(0, 0)

    @cached_property
    def offered(self) -> _Fact:
        """Made with the first offer: only a team has any."""
        fact = _Fact(self.facts)
        fact.show_rows.setText(self.tr("Show"))
        fact.show_rows.setAccessibleName(self.tr("Show what is handed to you"))
        fact.show_rows.clicked.connect(self.offered_requested)
        self._column.insertWidget(self._column.indexOf(self.live) + 1, fact)
        self.setTabOrder(self.live.show_rows, fact.show_rows)
        return fact

    def set_counts(self, attention: int, live: int, elsewhere: int = 0) -> None:
        """How many of the list need attention, how many are live, and how many in accounts not listed."""
        self.hand_over.setEnabled(True)
        self.attention.show_count(attention, Tone.WARNING if attention else Tone.MUTED)
        self.attention.words.setText(self.tr("need attention", "", attention))
        # What is live may also be unconfirmed: green is only what the service accepted.
        self.live.show_count(live, Tone.NEUTRAL if live else Tone.MUTED)
        more = self.tr("live, and %Ln in other profiles", "", elsewhere)
        self.live.words.setText(more if elsewhere else self.tr("live"))

    def show_no_counts(self) -> None:
        """The ledger was not read: nothing is told of the list, and nothing handed over from it."""
        self.hand_over.setEnabled(False)
        for fact, words in ((self.attention, self.tr("need attention", "", 0)), (self.live, self.tr("live"))):
            fact.show_unknown()
            fact.words.setText(words)

    def set_offered(self, count: int) -> None:
        """How many recordings a colleague hands over to who is here, who has put them off."""
        if not count and not self._is_offered:
            return
        self._is_offered = bool(count)
        self.offered.show_count(count, Tone.WARNING)
        self.offered.words.setText(self.tr("handed to you, not taken over yet", "", count))
        self.offered.setVisible(count > 0)

    def set_planned(self, count: int) -> None:
        """How many lines of the plan of the day need attention."""
        self.planned.setText(self.tr("%n of the plan of the day need attention", "", count) if count else "")
        self.planned.setVisible(bool(count))

    def set_endings(self, near: str, tone: Tone, others: str) -> None:
        """What of the account ends soon, in a tone; and what has time."""
        self.ending.set_tone(tone)
        for label, text in ((self.ending, near), (self.endings, others)):
            label.setText(text)
            label.setVisible(bool(text))
