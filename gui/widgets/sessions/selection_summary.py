"""What several selected sessions have in common: grouped by failure, with what can be done about all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.core.foundation.enums import State
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.presentation.state_groups import StateGroups
from gui.core.sessions.bulk_retry import Summary
from gui.widgets.controls.copied_sign import CopiedSign
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.foot_bar import FootBar
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.revealing_scroll import RevealingScroll, keep_place_of_bar
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.theme import Tone
from gui.widgets.sessions.selection_parts import (
    AccountChoice,
    AccountPart,
    BulkStep,
    DecideButtons,
    FailureRows,
    GroupRow,
    counted,
    headline,
)
from gui.widgets.sessions.state_rows import StateRows
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL

_STOP_KEY: Final = "F8"
_STOPPABLE: Final = (State.STARTING, State.RECORDING, State.UNKNOWN)
_FIRST_SIZE: Final = QSize(460, 540)
_LEAST_SIZE: Final = QSize(300, 120)


class SelectionSummary(QWidget):
    """Stands in the inspector's place while more than one row is selected; *Stop 12* is at its foot.

    Rows of several accounts are summed up for each by itself, and nothing is asked of two at once.
    """

    start_again_requested = Signal()
    handled_requested = Signal()
    recording_requested = Signal()
    ended_requested = Signal()
    copy_requested = Signal()
    copy_file_ids_requested = Signal()
    export_requested = Signal()
    stop_requested = Signal()
    select_requested = Signal(list)
    """Ids of one group: the others are to be left alone."""
    of_account_requested = Signal(BulkStep, str)
    """What is to be done with the rows of one account, where those of several are selected."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._footing = Footing(self)
        self._count = 0
        self.headline, self.counts = ToneLabel(), ToneLabel("", Tone.MUTED)
        self.origin = ToneLabel("", Tone.MUTED)
        set_type(self.headline, Type.TITLE)
        self.decide = DecideButtons(self._footing)
        self.start_again, self.handled = self.decide[BulkStep.START_AGAIN], self.decide[BulkStep.HANDLED]
        self.recording, self.ended = self.decide[BulkStep.RECORDING], self.decide[BulkStep.ENDED]
        self.copy, self.export = self._button("copy"), self._button("download")
        self.copy.setText(self.tr("Copy"))
        self.copy_file_ids = self._button("copy")
        self.copy_file_ids.setText(self.tr("Copy file ids"))
        self.copy_file_ids.setToolTip(self.tr("A table with heads: file id, room, user, name and times"))
        self.export.setText(self.tr("Export…"))
        self.stays = ElidedLabel("", Tone.MUTED)
        self.foot = FootBar(self.stays, self)
        self.states = StateRows(self)
        self.failures = FailureRows(self._footing, self)
        self.failures.chosen.connect(self.select_requested)
        self.accounts: list[AccountPart] = []
        """One for each account, where rows of several are selected."""
        self._lay_out()
        for button, signal in (
            (self.start_again, self.start_again_requested),
            (self.handled, self.handled_requested),
            (self.recording, self.recording_requested),
            (self.ended, self.ended_requested),
            (self.copy, self.copy_requested),
            (self.copy_file_ids, self.copy_file_ids_requested),
            (self.export, self.export_requested),
            (self.foot.stop, self.stop_requested),
        ):
            button.clicked.connect(signal)
        for button in (self.copy, self.copy_file_ids):
            CopiedSign(button)

    def show_summary(
        self,
        summary: Summary,
        may: Mapping[str, int],
        states: StateGroups | None = None,
        stay_live: str = "",
        *,
        practice: bool = False,
    ) -> None:
        """Show what is selected.

        :param may: for how many ``start_again``, ``handled``, ``recording`` and ``ended`` are possible;
            ``file_ids``: whether there are any.
        :param states: what is selected by state, with the guests' names.
        :param stay_live: which recordings go on whatever is done with these.
        :param practice: they are of Practice, beside rows of other accounts.
        """
        self._meant(summary.count)
        self._show_alone(alone=True)
        self.headline.setText(headline(summary))
        self.headline.set_tone(Tone.PRACTICE if practice else Tone.NEUTRAL)
        self.counts.setText(counted(summary))
        self.origin.setVisible(states is not None)
        if states is not None:
            self.origin.setText(states.origin())
            self.states.show_groups(states, practice=practice)
        self.decide.show_counts(may)
        self.copy_file_ids.setVisible(may["file_ids"] > 0)
        self._show_stop(summary.states, stay_live)
        self.failures.show_groups(summary.groups(), practice=practice)

    def show_accounts(self, accounts: Sequence[AccountChoice], *, file_ids: bool) -> None:
        """Show what is selected of several accounts, each by itself."""
        count = sum(account.summary.count for account in accounts)
        self._meant(count)
        self._show_alone(alone=False)
        words = self.tr("{count} selected in {profiles} profiles")
        self.headline.setText(fill(words, count=f"{count:,}", profiles=len(accounts)))
        self.headline.set_tone(Tone.NEUTRAL)
        self.copy_file_ids.setVisible(file_ids)
        while len(self.accounts) < len(accounts):
            part = AccountPart(self._footing, self)
            part.chosen.connect(self.select_requested)
            part.requested.connect(self.of_account_requested)
            self.accounts.append(part)
            self._parts.addWidget(part)
        for number, part in enumerate(self.accounts):
            part.setVisible(number < len(accounts))
            if number < len(accounts):
                part.show_account(accounts[number])
        states = sum((account.summary.states for account in accounts), Counter[State]())
        stops = {account.place.profile: _stoppable(account.summary.states) for account in accounts}
        each = " · ".join(f"{profile_name(name, 40)} {many:,}" for name, many in stops.items() if many)
        self._show_stop(states, fill(self.tr("Asked for each profile: {profiles}"), profiles=each))

    def groups(self) -> Sequence[GroupRow]:
        """The failures that are shown, the most frequent first."""
        return self.failures.rows()

    def sizeHint(self) -> QSize:
        return _FIRST_SIZE

    def minimumSizeHint(self) -> QSize:
        return _LEAST_SIZE

    def _button(self, icon: str) -> SteadyButton:
        button = SteadyButton(self._footing)
        set_icon(button, icon)
        return button

    def _lay_out(self) -> None:
        page, buttons = QWidget(), QWidget()
        flow = FlowLayout(buttons, spacing=SMALL)
        for button in (*self.decide.values(), self.copy_file_ids, self.export, self.copy):
            button.setAccessibleName(button.text())
            flow.addWidget(button)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(LARGE)
        column = QVBoxLayout(page)
        column.setSpacing(SMALL)
        for part in (self.headline, self.counts, self.origin, buttons, self.states):
            column.addWidget(part)
        column.addWidget(self.failures)
        column.addLayout(self._parts)
        column.addStretch(1)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        body = RevealingScroll(page, self)
        # The bar stands in the margin.
        column.setContentsMargins(LARGE, MEDIUM, max(0, LARGE - keep_place_of_bar(body)), SMALL)
        whole.addWidget(body, 1)
        whole.addWidget(self.foot)
        self.foot.come_last(self)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def _meant(self, count: int) -> None:
        """Another choice: a click that was begun before is not for these."""
        if count != self._count:
            self._count = count
            self._footing.restart()

    def _show_alone(self, *, alone: bool) -> None:
        """The parts of one account's rows, or those of several."""
        for part in (self.counts, self.origin, self.states, self.failures, *self.decide.values()):
            part.setVisible(alone)
        if alone:
            for account in self.accounts:
                account.hide()

    def _show_stop(self, states: Mapping[State, int], beside: str) -> None:
        """:param beside: what stands at the left of a stop."""
        count = _stoppable(states)
        words = fill(self.tr("Stop {count}"), count=f"{count:,}") if count else ""
        name = fill(self.tr("Stop {count} recordings", "", count), count=f"{count:,}") if count else ""
        self.foot.show_stop(words, name, _STOP_KEY)
        stopping = states.get(State.STOPPING, 0)
        told = self.tr("{count} are being stopped already", "", stopping)
        going = fill(told, count=f"{stopping:,}") if stopping else ""
        self.stays.set_whole_text(beside if count and beside else going)
        # Nothing stands below it: no band where there is nothing to say and nothing to stop.
        self.foot.setVisible(bool(count or stopping))


def _stoppable(states: Mapping[State, int]) -> int:
    return sum(states.get(state, 0) for state in _STOPPABLE)
