"""Fields for the certificate files of a profile, and the passphrase of a locked key; asks for their check."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.widgets.connection.passphrase_box import PassphraseBox
from gui.widgets.controls.fields.file_field import FileField
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone

if TYPE_CHECKING:
    from gui.core.connection.certificate_check import CertificateCheck, CertificateFiles
    from gui.core.profiles.profiles import Profile

_PAUSE_MS: Final = 250
"""After the last key; a path is not checked letter by letter."""
_KINDS: Final = "*.pem *.crt *.cer *.key *.p12 *.pfx"


class ClientFiles(QWidget):
    """Reads no file: it asks for a check, and shows what was found.

    :ivar look_wanted: a ``CertificateFiles``, a moment after an edit; answered with :meth:`show_look`.
    """

    changed = Signal()
    look_wanted = Signal(object)

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._loading = False
        kinds = fill(self.tr("Certificates and keys ({kinds});;All files (*)"), kinds=_KINDS)
        self.ca_file = FileField(self.tr("CA file"), kinds)
        self.client_cert = FileField(self.tr("Client certificate"), kinds)
        self.client_key = FileField(self.tr("Client key"), kinds)
        self.client_cert.line.setPlaceholderText(".pem  .crt  .p12  .pfx")
        self.client_key.line.setPlaceholderText(self.tr("not for .p12 and .pfx: they hold their key"))
        self.passphrase = PassphraseBox()
        self.rows = {
            "ca_file": HeadedField(self.tr("CA file"), self.ca_file, self.ca_file.line),
            "client_cert": HeadedField(
                self.tr("Client certificate"), self.client_cert, self.client_cert.line
            ),
            "client_key": HeadedField(self.tr("Client key"), self.client_key, self.client_key.line),
            "passphrase": self.passphrase.row,
        }
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask_for_a_look)
        self._lay_out()
        for file in self._files().values():
            file.changed.connect(self._edit)
        self.passphrase.changed.connect(self._edit)

    def load(self, profile: "Profile | None") -> None:
        """Show a profile's files, or none, and forget the passphrase."""
        self._loading = True
        for key, file in self._files().items():
            path = getattr(profile, key, None)
            file.set_path("" if path is None else str(path))
        self.passphrase.reset(existing=profile is not None)
        self._loading = False
        self._pause.stop()
        self.show_look(None)
        if self.client_cert.path() or self.ca_file.path():
            self._pause.start()

    def values(self) -> dict[str, str]:
        """The paths by their fields."""
        return {key: file.path() for key, file in self._files().items()}

    def show_look(self, look: "CertificateCheck | None") -> None:
        """What was seen of the files as they stand in the fields; None: nothing yet."""
        for key in self._files():
            self.rows[key].show_warning(self._problem(key, look))
            self.rows[key].set_hint("")
        if look is None:
            self.passphrase.setVisible(bool(self.passphrase.passphrase()))
            return
        self.passphrase.setVisible(look.locked)
        typed = bool(self.passphrase.passphrase())
        self.passphrase.show_verdict("passphrase" not in look.problems if typed and look.locked else None)
        if look.expires_at is not None:
            until = self.tr("Its key fits. Good until {day}.")
            self.rows["client_cert"].set_hint(fill(until, day=f"{look.expires_at:%Y-%m-%d}"))

    def mark_passphrase(self, problem: Problem) -> None:
        """A check missed the passphrase, or it did not open the key; other problems are shown elsewhere."""
        if problem.word in (LocalFailure.PASSPHRASE_MISSING, LocalFailure.PASSPHRASE_WRONG):
            self.passphrase.show()
            self.passphrase.row.show_complaint(self._messages.text(f"complaint.profile.{problem.word}"))

    def _problem(self, key: str, look: "CertificateCheck | None") -> str:
        problem = None if look is None else look.problems.get(key)
        if problem is None:
            return ""
        detail = visible(words_of(problem, self._messages), 200)
        return self._messages.text(f"complaint.profile.{problem.word}", detail=detail)

    def _files(self) -> dict[str, FileField]:
        return {"ca_file": self.ca_file, "client_cert": self.client_cert, "client_key": self.client_key}

    def _edit(self) -> None:
        if self._loading:
            return
        if not self.client_cert.path() and self.passphrase.passphrase():
            # It belongs to no key any more.
            self.passphrase.field.wipe()
        self._pause.start()
        self.changed.emit()

    def _ask_for_a_look(self) -> None:
        self.look_wanted.emit(self.files())

    def files(self) -> "CertificateFiles":
        """What stands in the fields, for a check."""
        from gui.core.connection.certificate_check import CertificateFiles

        ca_file, cert, key = (Path(path) if path else None for path in self.values().values())
        return CertificateFiles(ca_file, cert, key, self.passphrase.passphrase())

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(ToneLabel(self.tr("Only if your administrator gave you such files:"), Tone.MUTED))
        for key in self._files():
            layout.addWidget(self.rows[key])
        layout.addWidget(self.passphrase)
