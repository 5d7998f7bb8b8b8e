"""The rows of the page of settings, each with the control that changes it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy

from gui.widgets.controllers.settings.ledger_backup import LedgerBackup
from gui.widgets.controllers.settings.preferences import Preference
from gui.widgets.controllers.settings.record_commands import RecordCommands
from gui.widgets.controllers.settings.settings_transfer import SettingsTransfer
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.settings.setting import QT_TRANSLATE_NOOP, Setting, SettingGroup, told
from gui.widgets.style.kinds import pad
from gui.widgets.style.measures import CONTROL

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.window.main_window import MainWindow

_LONGEST_NAME = 80


class SettingList(QObject):
    """Made with the page."""

    told = Signal(str, object)
    """What came of a button, and its tone."""

    def __init__(self, window: "MainWindow", bridge: Bridge, controllers: "WindowController") -> None:
        super().__init__(window)
        self._window, self._controllers = window, controllers
        self._transfer = SettingsTransfer(window, bridge, controllers.settings.preferences)
        self._backup = LedgerBackup(window, bridge)
        self._commands = RecordCommands(window, bridge)
        for one in (self._transfer, self._backup, self._commands):
            one.told.connect(self.told)

    def settings(self) -> list[Setting]:
        """All rows, in the order of the page."""
        return [
            self._name(),
            *(self._choice(one) for one in self._controllers.settings.preferences),
            self._accounts(),
            self._copies(),
            *self._closed_record(),
            *self._folders(),
            *self._carrying(),
        ]

    def _name(self) -> Setting:
        bar, line = self._window.connection_bar, QLineEdit()
        line.setMaxLength(_LONGEST_NAME)
        line.setFixedHeight(CONTROL)
        pad(line)

        def take() -> None:
            name = " ".join(line.text().split())
            if name and name != bar.operator.currentText():
                bar.set_operator(name)
                bar.operator_chosen.emit(name)
            line.setText(bar.operator.currentText())

        line.editingFinished.connect(take)
        return Setting(
            name="your_name",
            group=SettingGroup.DESK,
            title=QT_TRANSLATE_NOOP("Settings", "Your name"),
            hint=QT_TRANSLATE_NOOP("Settings", "Goes into the record of what you do."),
            more=QT_TRANSLATE_NOOP("Settings", "operator who"),
            control=line,
            show=lambda: None if line.hasFocus() else line.setText(bar.operator.currentText()),
        )

    def _choice(self, preference: Preference) -> Setting:
        combo = NoWheelCombo(told(preference.title))
        for value, words in preference.values.items():
            combo.addItem(told(words), value)
        # Not activated: assistive technology changes the index alone.
        combo.currentIndexChanged.connect(lambda row: preference.choose(str(combo.itemData(row))))

        def show() -> None:
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(preference.now()))
            combo.blockSignals(False)

        return Setting(
            name=preference.key,
            group=preference.group,
            title=preference.title,
            hint=preference.hint,
            more=preference.more,
            trouble=preference.trouble,
            control=combo,
            show=show,
        )

    def _accounts(self) -> Setting:
        profiles = self._controllers.profiles
        return Setting(
            name="accounts",
            group=SettingGroup.ACCOUNTS,
            title=QT_TRANSLATE_NOOP("Settings", "Profiles and their limits"),
            hint=QT_TRANSLATE_NOOP("Settings", "Relay, login, certificates, when a recording is too long."),
            more=QT_TRANSLATE_NOOP("Settings", "profile connection overrun usersig"),
            control=_button(
                QT_TRANSLATE_NOOP("Settings", "Connection settings…"),
                lambda: profiles.open_settings(profiles.current),
            ),
        )

    def _copies(self) -> Setting:
        return Setting(
            name="backup",
            group=SettingGroup.KEEPING,
            title=QT_TRANSLATE_NOOP("Settings", "Backup of the record"),
            hint=QT_TRANSLATE_NOOP("Settings", "A copy in a file; work goes on meanwhile."),
            more=QT_TRANSLATE_NOOP("Settings", "ledger copy save keep"),
            control=_button(QT_TRANSLATE_NOOP("Settings", "Back up…"), self._backup.ask_where),
        )

    def _closed_record(self) -> list[Setting]:
        """What needs the panel closed."""
        months = _button(QT_TRANSLATE_NOOP("Settings", "How much stays"))
        months.setMenu(self._commands.months())
        return [
            Setting(
                name="restore",
                group=SettingGroup.KEEPING,
                title=QT_TRANSLATE_NOOP("Settings", "Restore a backup"),
                hint=QT_TRANSLATE_NOOP(
                    "Settings", "By a command, once the panel is closed. What it replaces is kept."
                ),
                more=QT_TRANSLATE_NOOP("Settings", "ledger copy bring put back"),
                control=_button(
                    QT_TRANSLATE_NOOP("Settings", "Choose a backup…"), self._commands.ask_which_backup
                ),
            ),
            Setting(
                name="prune",
                group=SettingGroup.KEEPING,
                title=QT_TRANSLATE_NOOP("Settings", "Remove old months"),
                hint=QT_TRANSLATE_NOOP(
                    "Settings",
                    "By a command, once the panel is closed. Live recordings stay.",
                ),
                more=QT_TRANSLATE_NOOP("Settings", "ledger prune delete clean history privacy"),
                control=months,
            ),
        ]

    def _folders(self) -> list[Setting]:
        traces = self._controllers.traces
        return [
            Setting(
                name="data_folder",
                group=SettingGroup.KEEPING,
                title=QT_TRANSLATE_NOOP("Settings", "Data folder"),
                hint=QT_TRANSLATE_NOOP("Settings", "The record, profiles and settings of this computer."),
                more=QT_TRANSLATE_NOOP("Settings", "files place"),
                control=_button(QT_TRANSLATE_NOOP("Settings", "Open data folder"), traces.open_data_folder),
            ),
            Setting(
                name="log_folder",
                group=SettingGroup.KEEPING,
                title=QT_TRANSLATE_NOOP("Settings", "Log folder"),
                hint=QT_TRANSLATE_NOOP("Settings", "What the program did, without names and secrets."),
                more=QT_TRANSLATE_NOOP("Settings", "files traces fault"),
                control=_button(QT_TRANSLATE_NOOP("Settings", "Open log folder"), traces.open_log_folder),
            ),
        ]

    def _carrying(self) -> list[Setting]:
        return [
            Setting(
                name="export",
                group=SettingGroup.CARRYING,
                title=QT_TRANSLATE_NOOP("Settings", "Carry to another desk"),
                hint=QT_TRANSLATE_NOOP("Settings", "A file without names, profiles and logins."),
                more=QT_TRANSLATE_NOOP("Settings", "export save file"),
                control=_button(
                    QT_TRANSLATE_NOOP("Settings", "Export settings…"), self._transfer.ask_where_to_save
                ),
            ),
            Setting(
                name="import",
                group=SettingGroup.CARRYING,
                title=QT_TRANSLATE_NOOP("Settings", "Take over from another desk"),
                hint=QT_TRANSLATE_NOOP("Settings", "What would change is shown first."),
                more=QT_TRANSLATE_NOOP("Settings", "import read file"),
                control=_button(
                    QT_TRANSLATE_NOOP("Settings", "Import settings…"), self._transfer.ask_what_to_read
                ),
            ),
        ]


def _button(words: str, pressed: Callable[[], object] = lambda: None) -> QPushButton:
    button = QPushButton(told(words))
    button.setAccessibleName(told(words))
    button.setAutoDefault(False)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda _checked=False: pressed())
    return button
