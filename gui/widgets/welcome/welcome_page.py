"""The page of the first start: a name, four ways to go on, and how the panel looks."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.controls.buttons import OncePressedButton, PrimaryButton
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.revealing_scroll import RevealingScroll
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL, TIGHT
from gui.widgets.style.text_size import scaled
from gui.widgets.welcome.look_row import LookRow
from gui.widgets.welcome.name_row import NameRow

_WIDEST: Final = 640
_NAME_WIDTH: Final = 360
_LOOK_WIDTH: Final = 520
_ROOMY: Final = 400
"""In a lower page all stands closer together, so that it is in sight at once."""


class WelcomePage(QWidget):
    """Emits what was asked for; sends nothing by itself."""

    named = Signal(str)
    """Somebody gave or confirmed their name."""
    practice_requested = Signal()
    """With the name given just before."""
    account_requested = Signal()
    import_requested = Signal()
    team_requested = Signal()
    left = Signal()
    """Back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = NameRow()
        self.look = LookRow()
        self.practise = PrimaryButton(self.tr("Practise now"))
        self.connect_account = OncePressedButton(self.tr("Connect an account…"))
        self.import_profiles = OncePressedButton(self.tr("Import profiles…"))
        self.join_team, self._team_words = OncePressedButton(), ToneLabel("", Tone.MUTED)
        self.back = QPushButton(self.tr("Back to the list"))
        self._heading = ToneLabel(self.tr("Good to have you here"))
        self._intro = ToneLabel(
            self.tr("Start and stop recordings of live rooms here, and see what became of each."), Tone.MUTED
        )
        set_type(self._heading, Type.HEADING)
        set_icon(self.practise, "play")
        set_icon(self.connect_account, "plug")
        set_icon(self.import_profiles, "download")
        set_icon(self.join_team, "user")
        set_kind(self.back, Kind.GHOST)
        for button in (
            self.practise,
            self.connect_account,
            self.import_profiles,
            self.join_team,
            self.back,
        ):
            button.setAccessibleName(button.text())
            button.setAutoDefault(True)
        self._lay_out()
        self.name.line.returnPressed.connect(self._confirm)
        self.name.line.editingFinished.connect(self._take_typed)
        self.practise.clicked.connect(self._practise)
        self.connect_account.clicked.connect(self.account_requested)
        self.import_profiles.clicked.connect(self.import_requested)
        self.join_team.clicked.connect(self.team_requested)
        self.back.clicked.connect(self.left)
        self.may_leave(False)
        self.show_team(in_team=False)

    def suggest(self, name: str) -> None:
        """The name as it is known, or as it may be."""
        self.name.suggest(name)

    def may_leave(self, may: bool) -> None:
        """Whether there is a list to go back to."""
        self.back.setVisible(may)

    def show_team(self, *, in_team: bool) -> None:
        """Whether this desk is in a team by now: there is none to join then."""
        button, words = self.join_team, self._team_words
        button.setText(self.tr("Team…") if in_team else self.tr("Join a team…"))
        words.setText(
            self.tr("This desk is in a team: what colleagues record shows in the list.")
            if in_team
            else self.tr("For one list with your colleagues. Your administrator has the invitation.")
        )
        button.setAccessibleName(button.text())
        button.setAccessibleDescription(words.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list, where there is one."""
        if event.key() == Qt.Key.Key_Escape and not self.back.isHidden():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less space between the parts of a low page."""
        super().resizeEvent(event)
        self._space(roomy=self.height() >= scaled(_ROOMY))

    def _confirm(self) -> None:
        if name := self.name.confirmed():
            self.named.emit(name)
            self.practise.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_typed(self) -> None:
        if self.name.typed:
            self.named.emit(self.name.name())

    def _practise(self) -> None:
        if name := self.name.confirmed():
            self.named.emit(name)
            self.practice_requested.emit()

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        column.addWidget(self._intro)
        self.name.setMaximumWidth(scaled(_NAME_WIDTH))
        column.addWidget(self.name)
        self._ways_on = self._ways()
        column.addLayout(self._ways_on)
        self.look.setMaximumWidth(scaled(_LOOK_WIDTH))
        column.addWidget(self.look)
        inner = QWidget()
        inner.setLayout(column)
        inner.setMaximumWidth(scaled(_WIDEST))
        column.setContentsMargins(0, 0, 0, 0)
        # From as far up as the space allows: a low window shows the name and the first way at once.
        content = QWidget()
        middle = QVBoxLayout(content)
        middle.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inner, 100)
        across.addStretch(1)
        middle.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(2)
        area = RevealingScroll(content)
        for part in (content, area.viewport()):
            part.setAutoFillBackground(True)
            part.setBackgroundRole(QPalette.ColorRole.Base)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._space(roomy=True)

    def _space(self, *, roomy: bool) -> None:
        self._column.setSpacing(MEDIUM if roomy else SMALL)
        self._ways_on.setVerticalSpacing(MEDIUM if roomy else TIGHT)

    def _ways(self) -> QGridLayout:
        ways = QGridLayout()
        ways.setHorizontalSpacing(LARGE)
        ways.setColumnStretch(1, 1)
        for row, (button, words) in enumerate(
            (
                (
                    self.practise,
                    self.tr("Starts alice in room 990001, in Practice: nothing is recorded."),
                ),
                (
                    self.connect_account,
                    self.tr("For real recordings. Your administrator has the address and the login."),
                ),
                (
                    self.import_profiles,
                    self.tr("From a file that a colleague has exported. Logins are not in it."),
                ),
                (self.join_team, ""),
            )
        ):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(words)
            label = self._team_words if button is self.join_team else ToneLabel(words, Tone.MUTED)
            ways.addWidget(button, row, 0)
            ways.addWidget(label, row, 1, Qt.AlignmentFlag.AlignVCenter)
        return ways
