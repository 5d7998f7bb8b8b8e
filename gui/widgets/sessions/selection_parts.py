"""What the summary of several selected rows is made of: buttons, failures, and a part for each account."""

from collections import UserDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.core.foundation.enums import PRACTICE_NAME, State
from gui.core.foundation.fill import fill
from gui.core.presentation.state_groups import StateGroups
from gui.core.sessions.bulk_retry import SameFailure, Summary
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.profile_chip import Place, ProfileChip
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.theme import Tone
from gui.widgets.sessions.state_rows import StateRows
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon
from gui.widgets.style.measures import HAIR, MEDIUM, SMALL

_SHOWN: Final = 8
"""Ways to fail that are listed."""
_LIVE: Final = (State.STARTING, State.RECORDING, State.STOPPING, State.UNKNOWN)


class SelectionWords:
    """The context of these texts. A plural is collected from a call of ``tr``, not of ``translate``."""

    @staticmethod
    def tr(text: str, comment: str = "", count: int = -1) -> str:
        """The text in the window's language, in the form for that many; -1 where nothing is counted."""
        return QCoreApplication.translate("SelectionWords", text, comment, count)


class BulkStep(StrEnum):
    """What can be done with several rows at once, besides a stop."""

    START_AGAIN = "start_again"
    HANDLED = "handled"
    RECORDING = "recording"
    ENDED = "ended"


_ICONS: Final = {
    BulkStep.START_AGAIN: "rotate-cw",
    BulkStep.HANDLED: "check",
    BulkStep.RECORDING: "check",
    BulkStep.ENDED: "",
}


@dataclass(slots=True)
class AccountChoice:
    """What is selected of one account.

    :ivar may: for how many each decision is possible.
    :ivar stay_live: which recordings of it go on whatever is done with these.
    """

    place: Place
    summary: Summary
    states: StateGroups
    may: Mapping[str, int] = field(default_factory=dict)
    stay_live: str = ""


def headline(summary: Summary) -> str:
    """*12 selected, 9 of them live*."""
    live = sum(summary.states[state] for state in _LIVE)
    if live:
        words = SelectionWords.tr("{count} selected, {live} of them live")
    else:
        words = SelectionWords.tr("{count} selected")
    return fill(words, count=f"{summary.count:,}", live=f"{live:,}")


def counted(summary: Summary) -> str:
    """*3 not started · 9 recording*."""
    parts = []
    for states, words in (
        ((State.FAILED,), SelectionWords.tr("{count} not started")),
        ((State.UNKNOWN,), SelectionWords.tr("{count} unconfirmed")),
        ((State.RECORDING,), SelectionWords.tr("{count} recording")),
        (
            (State.STARTING, State.STOPPING),
            SelectionWords.tr("{count} under way"),
        ),
        ((State.STOPPED,), SelectionWords.tr("{count} stopped")),
    ):
        count = sum(summary.states[state] for state in states)
        if count:
            parts.append(fill(words, count=f"{count:,}"))
    return " · ".join(parts)


class DecideButtons(UserDict[BulkStep, SteadyButton]):
    """A button for each decision; one that is possible for none is hidden."""

    def __init__(self, footing: Footing) -> None:
        super().__init__({decision: SteadyButton(footing) for decision in BulkStep})
        for decision, button in self.items():
            set_icon(button, _ICONS[decision])

    def show_counts(self, may: Mapping[str, int], account: str = "") -> None:
        """Show for how many each is possible.

        :param account: whose rows they are for; a screen reader names it with the words.
        """
        recording = may[BulkStep.RECORDING]
        for decision, words in (
            (BulkStep.START_AGAIN, SelectionWords.tr("Start {count} again…")),
            (BulkStep.HANDLED, SelectionWords.tr("Mark {count} as handled")),
            (
                BulkStep.RECORDING,
                SelectionWords.tr("{count} are recording…", "", recording),
            ),
            (BulkStep.ENDED, SelectionWords.tr("Mark {count} as ended…")),
        ):
            button = self[decision]
            button.setText(fill(words, count=f"{may[decision]:,}"))
            button.setAccessibleName(" · ".join(filter(None, (button.text(), account))))
            button.setVisible(may[decision] > 0)


class FailureRows(QWidget):
    """The ways to fail, the most frequent first; hidden while there is none."""

    chosen = Signal(list)

    def __init__(self, footing: Footing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._footing = footing
        self._rows: list[GroupRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(MEDIUM)
        self.rest = ToneLabel("", Tone.MUTED)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SMALL)
        whole.addLayout(self._column)
        whole.addWidget(self.rest)

    def rows(self) -> "Sequence[GroupRow]":
        """The failures that are shown."""
        return [row for row in self._rows if not row.isHidden()]

    def show_groups(self, groups: "Sequence[SameFailure]", *, practice: bool) -> None:
        """Show the first of them, and how many more there are."""
        listed, left = groups[:_SHOWN], len(groups) - _SHOWN
        while len(self._rows) < len(listed):
            row = GroupRow(self._footing)
            row.chosen.connect(self.chosen)
            self._rows.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(listed))
            if number < len(listed):
                row.show_group(listed[number], alone=len(listed) == 1, practice=practice)
        words = SelectionWords.tr("and {count} other failures", "", max(0, left))
        self.rest.setText(fill(words, count=left))
        self.rest.setVisible(left > 0)
        self.setVisible(bool(groups))


class AccountPart(QWidget):
    """The selected rows of one account, where rows of several are selected; those of Practice are violet."""

    chosen = Signal(list)
    requested = Signal(BulkStep, str)
    """What is to be done with them, and whose they are."""

    def __init__(self, footing: Footing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profile = ""
        self.chip = ProfileChip(Place("other", ""), self)
        self.headline, self.counts, self.origin = ToneLabel(), ToneLabel("", Tone.MUTED), ToneLabel()
        self.origin.set_tone(Tone.MUTED)
        set_type(self.headline, Type.STRONG)
        self.decide = DecideButtons(footing)
        self.states, self.failures = StateRows(self), FailureRows(footing, self)
        self.failures.chosen.connect(self.chosen)
        self.stays = ElidedLabel("", Tone.MUTED)
        for decision, button in self.decide.items():
            button.clicked.connect(partial(self._request, decision))
        self._buttons = buttons = QWidget()
        flow = FlowLayout(buttons, spacing=SMALL)
        for button in self.decide.values():
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        # A row of its own: a profile's name may be long.
        column.addWidget(self.chip)
        for part in (
            self.headline,
            self.counts,
            self.origin,
            buttons,
            self.states,
            self.failures,
            self.stays,
        ):
            column.addWidget(part)

    def show_account(self, account: AccountChoice) -> None:
        """Show what is selected of an account."""
        self.profile = account.place.profile
        practice = self.profile == PRACTICE_NAME
        self.chip.show_place(account.place)
        self.headline.setText(headline(account.summary))
        self.headline.set_tone(Tone.PRACTICE if practice else Tone.NEUTRAL)
        self.counts.setText(counted(account.summary))
        self.origin.setText(account.states.origin())
        self.decide.show_counts(account.may, profile_name(self.profile, 40))
        self._buttons.setVisible(any(account.may[decision] for decision in BulkStep))
        self.states.show_groups(account.states, practice=practice)
        self.failures.show_groups(account.summary.groups(), practice=practice)
        self.stays.set_whole_text(account.stay_live)
        self.stays.setVisible(bool(account.stay_live))

    def _request(self, decision: BulkStep) -> None:
        self.requested.emit(decision, self.profile)


class GroupRow(QWidget):
    """One way to fail: how often, what it is, who can fix it, what to do."""

    chosen = Signal(list)

    def __init__(self, footing: Footing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self.title, self.who, self.solution = ToneLabel(), ToneLabel(), ToneLabel("", Tone.MUTED)
        set_type(self.title, Type.STRONG)
        self.only = SteadyButton(footing)
        self.only.clicked.connect(lambda: self.chosen.emit(self._ids))
        for label in (self.title, self.who, self.solution):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(HAIR)
        for label in (self.title, self.who, self.solution):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addLayout(words, 1)
        row.addWidget(self.only, 0, Qt.AlignmentFlag.AlignTop)

    def show_group(self, group: SameFailure, *, alone: bool, practice: bool) -> None:
        """Show a group; ``alone`` where there is no other group."""
        self._ids = group.ids
        count = f"{len(group.ids):,}"
        parts = [group.title, group.description, self.tr("unconfirmed") if group.open else ""]
        self.title.setText(f"{count} × " + " · ".join(part for part in parts if part))
        self.title.set_tone(Tone.PRACTICE if practice else self._tone(group))
        self.who.setText(fill(self.tr("Who can fix it: {who}"), who=group.who))
        self.solution.setText(group.solution)
        only = self.tr("Only this one") if len(group.ids) == 1 else self.tr("Only these {count}")
        self.only.setText(fill(only, count=count))
        self.only.setAccessibleName(self.only.text())
        self.only.setVisible(not alone)

    def _tone(self, group: SameFailure) -> Tone:
        """What nobody has to mend is no reason to be alarmed."""
        if group.calm:
            return Tone.MUTED
        return Tone.WARNING if group.open else Tone.DANGER
