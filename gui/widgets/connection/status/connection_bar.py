"""The bar at the top: where starts go, whether the service answers, and who is at the desk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.connection.status.bar_room import LEAST_OPERATOR, BarRoom
from gui.widgets.connection.status.environment_edge import EnvironmentEdge
from gui.widgets.connection.status.expiry_strip import ExpiryStrip
from gui.widgets.connection.status.icon_mark import IconMark
from gui.widgets.connection.status.missing_credential import MissingCredential
from gui.widgets.connection.status.profile_pill import ProfilePill
from gui.widgets.connection.status.switch import Switch
from gui.widgets.controls.buttons import MenuButton
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.fields.opened_combo import OpenedCombo
from gui.widgets.controls.keys import Keys
from gui.widgets.controls.labels import PartsLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.icons import set_icon, set_key_hint
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, MEDIUM, SMALL

if TYPE_CHECKING:
    from gui.widgets.connection.status.contact_line import ContactLine

_CONNECT: Final = object()
_PLUGS: Final = {Tone.DANGER: "wifi-off"}
_WIDEST_OPERATOR: Final = 18
"""Characters, at most."""


class ConnectionBar(QWidget):
    """Emits what is chosen; shows what is passed to it.

    :ivar profile_chosen: with the profile's name, when staff chose another one.
    :ivar operator_chosen: with the name that rows of the ledger carry from now on.
    """

    profile_chosen = Signal(str)
    connect_account_requested = Signal()
    operator_chosen = Signal(str)
    codes_requested = Signal()
    paste_requested = Signal()
    """A credential for the profile in use, which has none."""
    profile_shown = Signal(str)
    """The profile in use is another one now, by whomever; empty for none."""
    all_accounts_changed = Signal(bool)
    """Whether the list shows the rows of every profile, and not of the chosen one only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._environments: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        self._current = ""
        self._whole = self._shows_others = True
        self._operator = ""
        self.edge = EnvironmentEdge()
        self.profile = ProfilePill(self.tr("Profile"))
        self.all_accounts = Switch(self.tr("All accounts"))
        self.all_accounts.setToolTip(
            self.tr("List the recordings of every profile, not only of the chosen one")
        )
        self.reachability = PartsLabel("", Tone.MUTED)
        self.near_endings = PartsLabel("", Tone.MUTED)
        self.endings = PartsLabel("", Tone.MUTED)
        self.ending = ExpiryStrip()
        self.operator = OpenedCombo(self.tr("Operator"), least_characters=LEAST_OPERATOR)
        self.operator.setEditable(True)
        self.operator.setInsertPolicy(OpenedCombo.InsertPolicy.NoInsert)
        self.no_credential = MissingCredential()
        self.codes = QPushButton(self.tr("Codes"))
        set_kind(self.codes, Kind.GHOST)
        set_key_hint(self.codes, "F1")
        self.codes.setAccessibleName(self.tr("Error codes"))
        self.menu = MenuButton("")
        set_kind(self.menu, Kind.GHOST)
        set_icon(self.menu, "menu")
        self.menu.setFixedWidth(CONTROL)
        self.menu.setAccessibleName(self.tr("Menu"))
        self.menu.setToolTip(fill(self.tr("Menu ({keys})"), keys=Keys.MENU))
        self._plug, self._key, self._user = IconMark("plug"), IconMark("key-round"), IconMark("user")
        self._row = QHBoxLayout()
        words = (self.reachability, self.near_endings, self.endings)
        self._room = BarRoom(
            self, self._row, self._plug, words, self.no_credential, self._user, self.operator
        )
        self._lay_out()
        self._connect()
        self._room.take_icon(self.codes, "book-open")
        self.set_profiles([])

    @property
    def current(self) -> str:
        """The profile in use; empty for none."""
        return self._current

    @property
    def without_account(self) -> bool:
        """Whether there is nothing but Practice, as at the first start."""
        return self._whole and set(self._environments.values()) == {"practice"}

    # Called by the window.

    def set_profiles(self, profiles: Sequence[tuple[str, str]], *, whole: bool = True) -> None:
        """Offer these profiles: name and environment (``production``, ``test``, ``practice``, ``other``).

        :param whole: False where there may be others that could not be read.
        """
        self._whole = whole
        self._environments = {name: str(environment) for name, environment in profiles}
        self._fill()
        self.set_current(self._current)

    def show_others(self, shown: bool) -> None:
        """Whether the list of profiles names those that are not in use, too; not on a shared screen."""
        self._shows_others = shown
        self._fill()

    def set_colours(self, colours: Mapping[str, str]) -> None:
        """Each profile's own colour by its name, empty for none; comes before the profiles."""
        self._colours = dict(colours)

    def set_current(self, name: str) -> None:
        """Show a profile as the one in use; a name that is not offered shows none."""
        self._current = name if name in self._environments else ""
        environment = self._environments.get(self._current, "")
        if not self._shows_others:
            # It holds nothing but the one that was in use before.
            self._fill()
        self._select_current()
        self.profile.setToolTip(profile_name(self._current))
        colour = self._colours.get(self._current, "")
        self.profile.set_environment(environment, colour)
        self.edge.set_environment(environment, colour)
        self.profile_shown.emit(self._current)

    def set_reachability(self, words: str, tone: Tone, why: str = "") -> None:
        """Whether the service answers, and when it did last.

        :param why: the reason and the remedy where it does not, as the text's tool tip.
        """
        self.reachability.set_tone(tone)
        self.reachability.set_whole_text(words, why)
        self._plug.show_icon(_PLUGS.get(tone, "plug"), tone)
        self._room.show_reachability(self.width())

    def show_missing_credential(self, missing: bool) -> None:
        """Whether the profile in use is known to have none."""
        self.no_credential.setVisible(missing)
        self._room.fit(self.width())

    def show_contact(self, sentences: Sequence[str], short: str, why: str = "") -> None:
        """That colleagues are not reached; nothing while they are, or without a team.

        :param sentences: the first is the one to be told; ``short`` stands for it in little room.
        :param why: the reason and the remedy, as its tool tip.
        """
        contact = self._room.contact
        if contact is None:
            from gui.widgets.connection.status.contact_line import ContactLine

            self._room.contact = contact = ContactLine()
            self._row.insertWidget(self._row.indexOf(self.no_credential), contact)
        contact.show_sentences(sentences, short, why)
        self._room.fit(self.width())

    @property
    def contact(self) -> "ContactLine | None":
        """What says that colleagues are not reached; None before there is a team."""
        return self._room.contact

    def set_endings(self, near: str, tone: Tone, others: str, details: str = "") -> None:
        """How long usersig and certificates last.

        :param near: what ends soon, or has ended, in the tone's colour; ``others`` have time.
        :param details: when each of them ends, as the texts' tool tip.
        """
        self.near_endings.set_tone(tone)
        self.near_endings.set_whole_text(near, details)
        self.near_endings.setVisible(bool(near))
        self.endings.set_whole_text(others, details)
        self._key.show_icon("key-round", tone if near else Tone.MUTED)
        self._key.setVisible(bool(near or others))
        self._room.keep_words(self.width())

    def set_operator(self, name: str) -> None:
        """Who is at the desk."""
        self._operator = name
        if self.operator.findText(name) < 0 and name:
            self.operator.insertItem(0, name)
        self.operator.setCurrentText(name)
        line = self.operator.lineEdit()
        if line is not None and not line.hasFocus():
            # A name that is too long shows its beginning, not its end.
            line.home(False)

    def set_operators(self, names: Iterable[str]) -> None:
        """The names to choose from."""
        self.operator.clear()
        self.operator.addItems(list(dict.fromkeys(names)))
        self.set_operator(self._operator)

    # How it is made.

    def _lay_out(self) -> None:
        self._row.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        self._row.setSpacing(SMALL)
        self._row.addWidget(self.profile)
        self._row.addWidget(self.all_accounts)
        for part in (self.no_credential, self._plug, self.reachability, self._key, self.near_endings):
            self._row.addWidget(part)
        self._row.addWidget(self.endings, 1)
        self._row.addWidget(self.codes)
        self._row.addWidget(self._user)
        self._row.addWidget(self.operator)
        self._row.addWidget(self.menu)
        self.operator.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.operator.setMaximumWidth(self.operator.fontMetrics().averageCharWidth() * _WIDEST_OPERATOR)
        for combo in (self.profile, self.operator):
            self._name(combo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.edge)
        layout.addLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _name(self, combo: NoWheelCombo) -> None:
        """A label that names a choice for screen readers; everybody else sees what it is."""
        label = QLabel(combo.accessibleName(), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(combo)
        label.setFixedSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """Without icons and words: they go where there is little room."""
        return QSize(self._room.least_width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window icons give way to the words."""
        super().resizeEvent(event)
        self._room.fit(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        """Larger text has less room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._room.fit(self.width())

    def add_button(self, button: QPushButton, icon: str) -> None:
        """Take in a button of another part of the window, before the codes."""
        self._room.take_icon(button, icon)
        self._row.insertWidget(self._row.indexOf(self.codes), button)
        QWidget.setTabOrder(self.all_accounts, button)
        QWidget.setTabOrder(button, self.codes)

    def _connect(self) -> None:
        self.profile.currentIndexChanged.connect(self._profile_picked)
        self.operator.activated.connect(self._operator_picked)
        line = self.operator.lineEdit()
        assert line is not None
        line.setAccessibleName(self.operator.accessibleName())
        line.setPlaceholderText(self.tr("Name"))
        line.editingFinished.connect(self._operator_picked)
        self.codes.clicked.connect(self.codes_requested)
        self.no_credential.paste.clicked.connect(self.paste_requested)
        self.all_accounts.toggled.connect(self.all_accounts_changed)

    def _fill(self) -> None:
        """The profiles to choose from, and what stands below them."""
        names = [name for name in self._environments if self._shows_others or name == self._current]
        self.profile.blockSignals(True)
        self.profile.clear()
        for name in names:
            shown = profile_name(name)
            self.profile.addItem(shown, name)
            self.profile.setItemData(self.profile.count() - 1, shown, Qt.ItemDataRole.ToolTipRole)
        if names:
            self.profile.insertSeparator(self.profile.count())
        if self._shows_others:
            connect = self.tr("Connect an account…") if self._whole else self.tr("Open connection settings…")
            self.profile.addItem(connect, _CONNECT)
        else:
            self.profile.addItem(self.tr("Hidden while the screen is shared"))
            model = self.profile.model()
            assert isinstance(model, QStandardItemModel)
            # Readable as all else, but neither a choice nor a name.
            model.item(self.profile.count() - 1).setSelectable(False)
            self.profile.setItemData(self.profile.count() - 1, self.font(), Qt.ItemDataRole.FontRole)
        self._select_current()

    def _select_current(self) -> None:
        self.profile.blockSignals(True)
        self.profile.setCurrentIndex(self.profile.findData(self._current) if self._current else -1)
        self.profile.blockSignals(False)

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
