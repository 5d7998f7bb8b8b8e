"""The fields of one profile, each complaint at its field."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import comparable, plain_digits, without_invisible
from gui.widgets.connection.client_files import ClientFiles
from gui.widgets.connection.colour_field import ColourField
from gui.widgets.connection.connection_step import ConnectionStep
from gui.widgets.connection.credential_box import CredentialBox
from gui.widgets.connection.fold import Fold
from gui.widgets.connection.relay_field import RelayField
from gui.widgets.controls.fields.field_row import FieldRow
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.style.measures import MEDIUM, SMALL

if TYPE_CHECKING:
    from gui.core.connection.profile_setup import GivenSecrets
    from gui.core.profiles.profiles import Profile, ProfileComplaint

_NAME_LIMIT: Final = 200
_NUMBER_LIMIT: Final = 40
_ACCOUNT_FIELDS: Final = ("name", "url", "sdk_app_id", "identifier")
_NO_VALUES: dict[str, object] = {}


class ConnectionForm(QWidget):
    """Holds values, checks them, and emits their changes; others decide where they go.

    :param now: the wall clock, in seconds since 1970.
    """

    changed = Signal()

    def __init__(
        self, messages: Messages, now: Callable[[], float] = time.time, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._existing = False
        self._taken: frozenset[str] = frozenset()
        self._loaded = _NO_VALUES
        self._loading = False
        self._attempted = False
        self._make_fields(now)
        self._lay_out()
        for line in (self.name, self.app_id, self.identifier, *self.limits.values()):
            line.textChanged.connect(self._edit)
        self.relay.editTextChanged.connect(self._edit)
        self.files.changed.connect(self._edit)
        self.colour.currentIndexChanged.connect(self._edit)
        self.credential.changed.connect(self._edit)
        self.credential.owner_read.connect(self._take_owner)
        self.load(None, ())

    def load(self, profile: "Profile | None", taken: Collection[str]) -> None:
        """Show a profile, or empty fields for a new one, without complaints.

        :param taken: names that a new profile can't have.
        """
        self._loading = True
        self._existing = profile is not None
        self._taken = frozenset(map(comparable, taken))
        self._attempted = False
        self.name.setText(profile.name if profile else "")
        self.relay.set_url(profile.url if profile else "")
        self.app_id.setText(str(profile.sdk_app_id) if profile else "")
        self.identifier.setText(profile.identifier if profile else "")
        self.files.load(profile)
        self.colour.set_environment(self.relay.environment())
        self.colour.set_colour((profile.colour or "") if profile else "")
        for key, line in self.limits.items():
            line.setText(str(getattr(profile, key, "")))
        self.credential.reset(existing=self._existing)
        self._loading = False
        # An existing profile's name is its key: it stays.
        self.rows["name"].setVisible(not self._existing)
        self.certificates.set_open(any(self.files.values().values()))
        self.extras.set_open(False)
        self._loaded = self.values()
        self._show_complaints({})
        self._edit()

    def values(self) -> dict[str, object]:
        """The raw values by the names of ``profiles.new_profile``; empty fields are left out."""
        raw = {
            "name": without_invisible(self.name.text()),
            "url": self.relay.url(),
            "sdk_app_id": plain_digits(without_invisible(self.app_id.text())),
            "identifier": without_invisible(self.identifier.text()),
            **self.files.values(),
            "colour": self.colour.colour(),
            **{key: plain_digits(without_invisible(line.text())) for key, line in self.limits.items()},
        }
        return {key: value for key, value in raw.items() if value}

    def has_changes(self) -> bool:
        """Whether something would be lost by closing."""
        typed = self.credential.has_secret() or bool(self.files.passphrase.passphrase())
        return typed or self.values() != self._loaded

    def validate(self, *, for_saving: bool) -> FieldRow | None:
        """Show all that is wrong at once, with the focus on the first; later edits take it back.

        :return: the row of the first that is wrong.
        """
        self._attempted = True
        complaints = self._complaints()
        self._show_complaints(complaints)
        wrong = [row for key, row in self.rows.items() if key in complaints]
        if self.credential.validate(for_saving=for_saving):
            # It stands between the account and the files.
            before = sum(key in complaints for key in _ACCOUNT_FIELDS)
            wrong.insert(before, self.credential.secret_row)
        if not wrong:
            return None
        self._bring_up(wrong[0])
        return wrong[0]

    def show_refused(self, complaints: "Iterable[ProfileComplaint]") -> FieldRow | None:
        """Show what only came out when the values were used; later edits take it back.

        :return: the row of the first that is wrong.
        """
        words = self._texts(complaints)
        self._show_complaints(words)
        wrong = [row for key, row in self.rows.items() if key in words]
        if not wrong:
            return None
        self._bring_up(wrong[0])
        return wrong[0]

    def focus_first(self) -> None:
        """Bring the first field into focus."""
        (self.relay if self._existing else self.name).setFocus()

    def bring_up(self, field: str) -> FieldRow | None:
        """Open the part that a field is in, and give it the focus; None where there is no such field."""
        row = self.rows.get(field)
        if row is self.files.rows["passphrase"]:
            # Seen at once: that the key is locked is found a moment later.
            self.files.passphrase.show()
        if row is not None:
            self._bring_up(row)
        return row

    def _bring_up(self, row: FieldRow) -> None:
        """Open the part that a row is in, and give it the focus."""
        for fold in (self.certificates, self.extras):
            if fold.isAncestorOf(row):
                fold.set_open(True)
        row.focus_widget.setFocus()

    def _complaints(self) -> dict[str, str]:
        from gui.core.profiles.profiles import InvalidProfile, new_profile

        found: dict[str, str] = {}
        try:
            # Files are looked for once the values are used, off the window's thread.
            new_profile(self.values(), look_for_files=False)
        except InvalidProfile as err:
            found = self._texts(err.complaints)
        if not self._existing and comparable(without_invisible(self.name.text())) in self._taken:
            found["name"] = self.tr("There is already a profile of this name.")
        return found

    def _texts(self, complaints: "Iterable[ProfileComplaint]") -> dict[str, str]:
        found: dict[str, str] = {}
        for complaint in complaints:
            params = dict(complaint.params)
            if complaint.detail is not None:
                params["detail"] = complaint.detail.text(self._messages)
            text = self._messages.text(f"complaint.profile.{complaint.key}", **params)
            found.setdefault(complaint.field, visible(text))
        return found

    def _show_complaints(self, complaints: dict[str, str]) -> None:
        for key, row in self.rows.items():
            row.show_complaint(complaints.get(key, ""))

    def _edit(self) -> None:
        if self._loading:
            return
        self.colour.set_environment(self.relay.environment())
        values = self.values()
        self.credential.blockSignals(True)
        self.credential.set_owner(str(values.get("identifier", "")), str(values.get("sdk_app_id", "")))
        self.credential.blockSignals(False)
        if self._attempted:
            self._show_complaints(self._complaints())
        self.changed.emit()

    def _take_owner(self, identifier: str, sdk_app_id: str) -> None:
        """A usersig knows what it is for: less to type, nothing that was typed is touched."""
        if not self.identifier.text():
            self.identifier.setText(identifier)
        if not self.app_id.text():
            self.app_id.setText(sdk_app_id)

    def _make_fields(self, now: Callable[[], float]) -> None:
        self.name = _line(self.tr("Name"), self.tr("for example Main"), _NAME_LIMIT)
        self.relay = RelayField(self.tr("Relay address"))
        self.app_id = _line(self.tr("SDKAppID"), "1400000000", _NUMBER_LIMIT)
        self.identifier = _line(self.tr("Administrator"), self.tr("account, not a nickname"), _NAME_LIMIT)
        self.credential = CredentialBox(now)
        self.files = ClientFiles(self._messages)
        self.colour = ColourField(self.tr("Colour"))
        self.limits = {
            "rate_limit": _line(self.tr("Requests a second"), self.tr("20; 0 is no limit"), _NUMBER_LIMIT),
            "in_flight": _line(self.tr("Requests at once"), self.tr("16; 0 is no limit"), _NUMBER_LIMIT),
            "overrun_hours": _line(self.tr("Alarm after hours"), "6", _NUMBER_LIMIT),
        }

    def _lay_out(self) -> None:
        self.rows: dict[str, FieldRow] = {
            "name": HeadedField(self.tr("Name"), self.name),
            "url": HeadedField(self.tr("Relay address"), self.relay),
            "sdk_app_id": HeadedField(self.tr("SDKAppID"), self.app_id),
            "identifier": HeadedField(self.tr("Administrator"), self.identifier),
            **self.files.rows,
            "colour": HeadedField(self.tr("Colour"), self.colour),
            **{key: HeadedField(line.accessibleName(), line) for key, line in self.limits.items()},
        }
        where = ConnectionStep(1, self.tr("Where the requests go"))
        who = ConnectionStep(2, self.tr("Who sends them"))
        proof = ConnectionStep(3, self.tr("What proves it"))
        where.body.addLayout(_beside(self.rows["name"], self.rows["url"]))
        who.body.addLayout(_beside(self.rows["sdk_app_id"], self.rows["identifier"]))
        proof.body.addWidget(self.credential)
        more = QWidget()
        extras = QVBoxLayout(more)
        extras.setContentsMargins(0, 0, 0, 0)
        extras.setSpacing(SMALL)
        extras.addWidget(self.rows["colour"])
        extras.addLayout(_beside(*(self.rows[key] for key in self.limits)))
        self.certificates = Fold(self.tr("Certificates"), self.files)
        self.extras = Fold(self.tr("Limits and colour"), more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, SMALL, 0)
        layout.setSpacing(MEDIUM)
        for part in (where, who, proof, self.certificates, self.extras):
            layout.addWidget(part)


def _beside(*rows: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(MEDIUM)
    for row in rows:
        line.addWidget(row, 1)
    return line


def _line(name: str, placeholder: str, limit: int) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    line.setMaxLength(limit)
    return line


if TYPE_CHECKING:
    from gui.core.profiles.credentials import Credential


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """Values for ``profiles.new_profile``, and secrets. No secret is in any representation.

    :param credential: None leaves the profile's credential as it is.
    :param keep: into the keychain; else the credential is for this session only.
    :param passphrase: empty leaves what opens the private key as it is.
    :param keep_passphrase: as ``keep``, of the passphrase.
    """

    values: Mapping[str, object]
    credential: "Credential | None"
    keep: bool
    passphrase: str = field(default="", repr=False)
    keep_passphrase: bool = False

    def secrets(self) -> "GivenSecrets":
        """The secrets, as the core keeps or tries them."""
        from gui.core.connection.profile_setup import GivenSecrets

        return GivenSecrets(
            credential=self.credential,
            passphrase=self.passphrase,
            keep=self.keep,
            keep_passphrase=self.keep_passphrase,
        )
