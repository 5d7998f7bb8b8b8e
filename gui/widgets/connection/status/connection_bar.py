"""The bar at the top: where starts go, whether the service answers, and who is at the desk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.connection.status.expiry_strip import ExpiryStrip
from gui.widgets.connection.status.practice_band import PracticeBand
from gui.widgets.controls.environment_badge import EnvironmentBadge
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.icons import set_icon, set_key_hint
from gui.widgets.style.kinds import Kind, set_kind

_CONNECT: Final = object()


class ConnectionBar(QWidget):
    """Emits what is chosen; shows what is passed to it.

    :ivar profile_chosen: with the profile's name, when staff chose another one.
    :ivar operator_chosen: with the name that rows of the ledger carry from now on.
    """

    profile_chosen = Signal(str)
    connect_account_requested = Signal()
    operator_chosen = Signal(str)
    codes_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._environments: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        self._current = ""
        self._operator = ""
        self.badge = EnvironmentBadge()
        self.profile = NoWheelCombo(self.tr("Profile"))
        self.reachability = ElidedLabel("", Tone.MUTED)
        self.near_endings = ElidedLabel("", Tone.MUTED)
        self.endings = ElidedLabel("", Tone.MUTED)
        self.ending = ExpiryStrip()
        self.operator = NoWheelCombo(self.tr("Operator"), least_characters=6)
        self.operator.setEditable(True)
        self.operator.setInsertPolicy(NoWheelCombo.InsertPolicy.NoInsert)
        self.codes = QPushButton(self.tr("Codes"))
        set_kind(self.codes, Kind.GHOST)
        set_icon(self.codes, "book-open")
        set_key_hint(self.codes, "F1")
        self.codes.setAccessibleName(self.tr("Error codes"))
        self.band = PracticeBand()
        self._lay_out()
        self._connect()
        self.set_profiles([])

    # Called by the window.

    def set_profiles(self, profiles: Sequence[tuple[str, str]], *, whole: bool = True) -> None:
        """Offer these profiles: name and environment (``production``, ``test``, ``practice``, ``other``).

        :param whole: False where there may be others that could not be read.
        """
        self._environments = {name: str(environment) for name, environment in profiles}
        self.profile.blockSignals(True)
        self.profile.clear()
        for name in self._environments:
            self.profile.addItem(name, name)
            self.profile.setItemData(self.profile.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        if profiles:
            self.profile.insertSeparator(self.profile.count())
        connect = self.tr("Connect an account…") if whole else self.tr("Open connection settings…")
        self.profile.addItem(connect, _CONNECT)
        self.profile.blockSignals(False)
        self.set_current(self._current)

    def set_colours(self, colours: Mapping[str, str]) -> None:
        """Each profile's own colour by its name, empty for none; comes before the profiles."""
        self._colours = dict(colours)

    def set_current(self, name: str) -> None:
        """Show a profile as the one in use; a name that is not offered shows none."""
        self._current = name if name in self._environments else ""
        environment = self._environments.get(self._current, "")
        self.profile.blockSignals(True)
        self.profile.setCurrentIndex(self.profile.findData(self._current) if self._current else -1)
        self.profile.blockSignals(False)
        self.profile.setToolTip(self._current)
        self.badge.set_environment(environment, self._colours.get(self._current, ""))
        self.band.setVisible(environment == "practice")

    def set_reachability(self, words: str, tone: Tone, why: str = "") -> None:
        """Whether the service answers, and when it did last.

        :param why: the reason and the remedy where it does not, as the text's tool tip.
        """
        self.reachability.set_tone(tone)
        self.reachability.set_whole_text(words, why)

    def set_endings(self, near: str, tone: Tone, others: str) -> None:
        """How long usersig and certificates last.

        :param near: what ends soon, or has ended, in the tone's colour; ``others`` have time.
        """
        self.near_endings.set_tone(tone)
        self.near_endings.set_whole_text(near)
        self.near_endings.setVisible(bool(near))
        self.endings.set_whole_text(others)

    def set_operator(self, name: str) -> None:
        """Who is at the desk."""
        self._operator = name
        if self.operator.findText(name) < 0 and name:
            self.operator.insertItem(0, name)
        self.operator.setCurrentText(name)

    def set_operators(self, names: Iterable[str]) -> None:
        """The names to choose from."""
        self.operator.clear()
        self.operator.addItems(list(dict.fromkeys(names)))
        self.set_operator(self._operator)

    # How it is made.

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(8)
        bar.addWidget(self.badge)
        bar.addWidget(self._label(self.profile))
        bar.addWidget(self.profile)
        bar.addWidget(self.reachability)
        bar.addWidget(self.near_endings)
        bar.addWidget(self.endings, 1)
        bar.addWidget(self._label(self.operator))
        bar.addWidget(self.operator)
        bar.addWidget(self.codes)
        for combo, widest in ((self.profile, 26), (self.operator, 18)):
            combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            combo.setMaximumWidth(combo.fontMetrics().averageCharWidth() * widest)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.band)
        layout.addWidget(self.ending)

    def _label(self, combo: NoWheelCombo) -> QLabel:
        label = QLabel(combo.accessibleName())
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(combo)
        return label

    def _connect(self) -> None:
        self.profile.currentIndexChanged.connect(self._profile_picked)
        self.operator.activated.connect(self._operator_picked)
        line = self.operator.lineEdit()
        assert line is not None
        line.setAccessibleName(self.operator.accessibleName())
        line.editingFinished.connect(self._operator_picked)
        self.codes.clicked.connect(self.codes_requested)

    # What happens in it.

    def _profile_picked(self) -> None:
        picked = self.profile.currentData()
        if picked is _CONNECT:
            self.set_current(self._current)
            self.connect_account_requested.emit()
        elif isinstance(picked, str) and picked != self._current:
            self.set_current(picked)
            self.profile_chosen.emit(picked)

    def _operator_picked(self) -> None:
        name = " ".join(self.operator.currentText().split())
        if name and name != self._operator:
            self.set_operator(name)
            self.operator_chosen.emit(name)
        else:
            self.operator.setCurrentText(self._operator)
