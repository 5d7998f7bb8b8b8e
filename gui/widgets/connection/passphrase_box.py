"""The passphrase of a locked private key, and where it is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gui.widgets.connection.secret_field import SecretField
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import TIGHT


class PassphraseBox(QWidget):
    """Gives what was typed to :meth:`passphrase` alone, and forgets it on request."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._existing = False
        self._keychain = True
        name = self.tr("Passphrase of the key")
        self.field = SecretField(name)
        self.keep_it = QCheckBox(self.tr("Keep in the keychain"))
        self.keep_it.setAccessibleName(self.tr("Keep the passphrase in the keychain"))
        self.no_keychain = ToneLabel(
            self.tr(
                "This computer offers no keychain: the passphrase is forgotten when the panel is closed."
                " Your administrator can install one: gnome-keyring or KWallet."
            ),
            Tone.WARNING,
        )
        self.environment = ToneLabel(
            self.tr("An environment variable gives the passphrase now. It outranks what is given here."),
            Tone.WARNING,
        )
        self.row = HeadedField(name, self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        for widget in (self.row, self.keep_it, self.no_keychain, self.environment):
            layout.addWidget(widget)
        self.field.secret_changed.connect(self._edit)
        self.set_surroundings(keychain=True, environment=False)
        self.reset(existing=False)

    def reset(self, *, existing: bool) -> None:
        """Forget what was typed.

        :param existing: of a profile that may have its passphrase already.
        """
        self._existing = existing
        self.field.wipe()
        self.keep_it.setChecked(self._keychain)
        self.row.show_complaint("")
        self.show_verdict(None)

    def set_surroundings(self, *, keychain: bool, environment: bool) -> None:
        """Whether there is a keychain, and whether the environment gives a passphrase."""
        self._keychain = keychain
        self.keep_it.setEnabled(keychain)
        self.keep_it.setChecked(keychain)
        self.no_keychain.setVisible(not keychain)
        self.environment.setVisible(environment)

    def passphrase(self) -> str:
        """What was typed, whole: blanks belong to it. Empty to leave it as it is."""
        return self.field.text()

    def keep(self) -> bool:
        """Whether it goes into the keychain; else it is for this session only."""
        return self._keychain and self.keep_it.isChecked()

    def show_verdict(self, opens: bool | None) -> None:
        """Whether what was typed opens the key; None where nothing was typed or checked."""
        typed = self.passphrase()
        blank = self.tr("It begins or ends with a blank. Is that meant?") if typed != typed.strip() else ""
        wrong = self.tr("This passphrase does not open the key. Mind capital letters.")
        self.row.show_warning(" ".join(part for part in (wrong if opens is False else "", blank) if part))
        self.row.set_hint(self._hint(opens))

    def _hint(self, opens: bool | None) -> str:
        if opens:
            return self.tr("It opens the key.")
        if self.passphrase():
            return ""
        if self._existing:
            return self.tr("The key is locked. Empty: the passphrase that is kept already.")
        return self.tr("The key is locked. Your administrator knows its passphrase.")

    def _edit(self) -> None:
        self.row.show_complaint("")
        self.show_verdict(None)
        self.changed.emit()
