"""The credential of a profile: a usersig, a secret key, or what there is already; and where it is kept."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.connection.secret_field import SecretField
from gui.widgets.connection.secret_verdict import SecretVerdict
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import MEDIUM, SMALL, TIGHT

if TYPE_CHECKING:
    from gui.core.profiles.credentials import Credential

_LONGEST: Final = 16 * 1024
"""More is neither a usersig nor a key: it is not parsed."""
_VERDICT_LINES: Final = 2
"""Kept free, so that what is found in a credential moves nothing."""


class CredentialBox(QWidget):
    """Gives its secret to :meth:`credential` alone, and forgets it on request.

    :ivar owner_read: a usersig's identifier and SDKAppID, once it could be decoded.
    """

    changed = Signal()
    owner_read = Signal(str, str)

    def __init__(self, now: Callable[[], float] = time.time, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._identifier = ""
        self._sdk_app_id = ""
        self._attempted = False
        self._keychain = True
        self._given, self._mended = ("", True), ""
        self.paste = QRadioButton(self.tr("Paste a usersig"))
        self.give_key = QRadioButton(self.tr("Give the secret key"))
        self.as_it_is = QRadioButton()
        self.source = ToneLabel("", Tone.MUTED)
        self.field = SecretField(self.tr("Usersig"))
        self.verdict = SecretVerdict(now)
        self.all_the_same = QCheckBox(self.tr("Use it all the same"))
        self.in_keychain = QRadioButton(self.tr("Keep in the keychain"))
        self.this_session = QRadioButton(self.tr("This session only"))
        self.no_keychain = ToneLabel(
            self.tr(
                "This computer offers no keychain: the credential is forgotten when the panel is closed."
                " Your administrator can install one: gnome-keyring or KWallet."
            ),
            Tone.WARNING,
        )
        self.environment = ToneLabel(
            self.tr("An environment variable gives the credential now. It outranks what is given here."),
            Tone.WARNING,
        )
        self._kind: QAbstractButton | None = None
        self._group_of_kinds = self._group(self.paste, self.give_key, self.as_it_is)
        self._group(self.in_keychain, self.this_session)
        self._lay_out()
        for choice in (self.paste, self.give_key, self.as_it_is):
            choice.toggled.connect(self._choose)
        self.field.secret_changed.connect(self._edit)
        self.all_the_same.toggled.connect(self._edit_choice)
        self.in_keychain.toggled.connect(self._edit_choice)
        self.set_surroundings(keychain=True, environment=False)
        self.reset(existing=False)

    def reset(self, *, existing: bool) -> None:
        """Forget what was given; an existing profile's credential is left as it is at first."""
        self._attempted = False
        self.forget_secret()
        self._name_the_third_choice(existing=existing)
        (self.as_it_is if existing else self.paste).setChecked(True)
        (self.in_keychain if self._keychain else self.this_session).setChecked(True)
        self._choose()

    def ask_for_it(self) -> None:
        """Ready for one to be pasted, where none is being given."""
        if self.as_it_is.isChecked():
            self.paste.setChecked(True)
        self.field.setFocus()

    def set_surroundings(self, *, keychain: bool, environment: bool) -> None:
        """Whether there is a keychain, and whether the environment gives a credential."""
        # Not asked of the button: it is disabled with the whole form while something is saved.
        self._keychain = keychain
        self.in_keychain.setEnabled(keychain)
        if not keychain:
            # Nobody's edit: what was found wrong meanwhile stays shown.
            with QSignalBlocker(self.in_keychain):
                self.this_session.setChecked(True)
        self.no_keychain.setVisible(not keychain)
        self.environment.setVisible(environment)

    def set_owner(self, identifier: str, sdk_app_id: str) -> None:
        """What a usersig has to fit."""
        self._identifier, self._sdk_app_id = identifier, sdk_app_id
        self._judge()

    def forget_secret(self) -> None:
        """Empty the field for good."""
        self.field.wipe()
        self.all_the_same.setChecked(False)

    def has_secret(self) -> bool:
        """Whether something was given and not yet forgotten."""
        return bool(self.field.text())

    def keep(self) -> bool:
        """Whether it goes into the keychain; else it is for this session only."""
        return self.in_keychain.isChecked() and not self.as_it_is.isChecked()

    def credential(self) -> "Credential | None":
        """What was given; None to leave it as it is."""
        from gui.core.profiles.credentials import Credential
        from gui.core.security.keychain import CredentialKind

        secret = self._secret()
        if self.as_it_is.isChecked() or not secret:
            return None
        return Credential(
            CredentialKind.USERSIG if self.paste.isChecked() else CredentialKind.SECRET_KEY, secret
        )

    def validate(self, *, for_saving: bool) -> bool:
        """Show what stands in the way; an unfit one may be checked, but not saved by mistake.

        :return: whether something does.
        """
        self._attempted = for_saving
        self.secret_row.show_complaint(self._complaint(for_saving=for_saving))
        return bool(self.secret_row.complaint)

    def _complaint(self, *, for_saving: bool) -> str:
        if self.as_it_is.isChecked():
            return ""
        if not self._secret():
            missing = self.tr("Paste the usersig, or choose “{other}”.")
            if not self.paste.isChecked():
                missing = self.tr("Give the secret key, or choose “{other}”.")
            return fill(missing, other=self.as_it_is.text())
        if for_saving and not self.verdict.fits and not self.all_the_same.isChecked():
            return self.tr("Not saved: it does not fit. Paste another one, or tick “Use it all the same”.")
        return ""

    def _secret(self) -> str:
        """What was given, put right; read once for each edit, for a paste may be long."""
        given = (self.field.text(), self.paste.isChecked())
        if given != self._given:
            self._given, self._mended = given, self._put_right(given[0])
        return self._mended

    def _put_right(self, given: str) -> str:
        """As on the command line: without line breaks, quotation marks and unseen characters."""
        from gui.core.security.pasted_secret import read_secret_key, read_usersig

        if len(given) > _LONGEST:
            return given
        if not self.paste.isChecked():
            return read_secret_key(given)[0]
        read = read_usersig(given)
        # What can't be decoded is judged, and perhaps used, without what no usersig has.
        return read.text if read.decoded is not None else "".join(self.field.secret().split())

    def _choose(self) -> None:
        given = not self.as_it_is.isChecked()
        kind = self._group_of_kinds.checkedButton()
        if kind is not self._kind:
            # What was given as the one kind is never shown, kept or sent as the other.
            self._kind = kind
            self.forget_secret()
        name = self.tr("Usersig") if self.paste.isChecked() else self.tr("Secret key")
        self.field.setAccessibleName(name)
        self.secret_row.label.setText(name)
        self.secret_row.setVisible(given)
        self.below.setVisible(given)
        self.source.setVisible(not given)
        self._edit()

    def _edit(self) -> None:
        with QSignalBlocker(self.all_the_same):
            self.all_the_same.setChecked(False)
        decoded_owner = self._judge()
        if decoded_owner is not None:
            self.owner_read.emit(*decoded_owner)
        self._edit_choice()

    def _edit_choice(self) -> None:
        self.secret_row.show_complaint(self._complaint(for_saving=True) if self._attempted else "")
        self.changed.emit()

    def _judge(self) -> tuple[str, str] | None:
        secret = self._secret()
        decoded = None
        if not secret or self.as_it_is.isChecked():
            self.verdict.clear()
        elif self.paste.isChecked():
            decoded = self.verdict.judge_usersig(secret, self._identifier, self._sdk_app_id)
        else:
            self.verdict.judge_key(secret)
        self.all_the_same.setVisible(not self.verdict.fits)
        self.secret_row.set_hint(self._what_was_mended(secret, self.field.text().strip()))
        self.secret_row.describe(self.verdict.words.text())
        return None if decoded is None else (decoded.identifier, str(decoded.sdk_app_id))

    def _what_was_mended(self, secret: str, given: str) -> str:
        if not secret or secret == given:
            return ""
        letters = iter(given)
        if all(letter in letters for letter in secret):
            return self.tr("Line breaks, blanks or quotation marks were left out.")
        # Plain base64, percent signs, full-width letters.
        return self.tr("It was written in another way; it is used as the service wants it.")

    def _name_the_third_choice(self, *, existing: bool) -> None:
        """A new connection has nothing that could be left."""
        text = self.tr("Leave it as it is") if existing else self.tr("Give none here")
        self.as_it_is.setText(text)
        self.as_it_is.setAccessibleName(text)
        kept = self.tr("Used is what it has: of the keychain, of this session, or of the environment.")
        none = self.tr("Used is what the environment gives. A usersig or key can be given here later.")
        self.source.setText(kept if existing else none)

    def _group(self, *choices: QRadioButton) -> QButtonGroup:
        group = QButtonGroup(self)
        for choice in choices:
            group.addButton(choice)
            choice.setAccessibleName(choice.text())
        return group

    def _lay_out(self) -> None:
        self.all_the_same.setAccessibleName(self.all_the_same.text())
        self.secret_row = HeadedField(self.tr("Usersig"), self.field)
        policy = self.verdict.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.verdict.setSizePolicy(policy)
        self.verdict.setMinimumHeight(_VERDICT_LINES * self.fontMetrics().lineSpacing())
        policy = self.all_the_same.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.all_the_same.setSizePolicy(policy)
        self.below = QWidget()
        below = QVBoxLayout(self.below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(TIGHT)
        for widget in (
            self.verdict,
            _flow(self.in_keychain, self.this_session, self.all_the_same),
            self.no_keychain,
        ):
            below.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        for widget in (
            _flow(self.paste, self.give_key, self.as_it_is),
            self.environment,
            self.source,
            self.secret_row,
            self.below,
        ):
            layout.addWidget(widget)


def _flow(*widgets: QWidget) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, spacing=MEDIUM)
    for widget in widgets:
        flow.addWidget(widget)
    return row
