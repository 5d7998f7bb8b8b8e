"""Profiles on their way to another computer and from there, for the connection settings."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.core.foundation.messages import Messages
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge

if TYPE_CHECKING:
    from gui.widgets.connection.connection_dialog import ConnectionDialog


class ProfileTransfer(QObject):
    """Its methods are work that the controller runs, one at a time.

    :ivar changed: the profiles are others now.
    """

    changed = Signal(str)

    def __init__(self, bridge: Bridge, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._messages = messages

    # To another computer and from there.

    async def export(self, dialog: "ConnectionDialog", path: str) -> None:
        """Write the real profiles into a file, and say in the dialog what it leaves out.

        :raises Problem: where the file can't be written, or a profile holds a secret.
        """
        from gui.core.profiles.credentials import known_secrets
        from gui.core.profiles.transfer import export_profiles

        real = [profile for profile in self._bridge.profiles() if profile.environment.value != "practice"]
        secrets = await known_secrets(real)
        own = self._bridge.services.ledger.folder
        await asyncio.to_thread(export_profiles, Path(path), real, secrets, own)
        dialog.show_transfer(
            Tone.LIVE,
            [
                self.tr("✓ Exported, without any secret."),
                self.tr("Certificate files are copied by hand; usersig, key and passphrase are given anew."),
            ],
        )

    async def import_from(self, dialog: "ConnectionDialog", path: str) -> None:
        """Take the profiles of a file, all or none; its complaints are shown in the dialog.

        :raises Problem: where a file can't be read or written.
        """
        from gui.core.profiles.transfer import (
            Fate,
            InvalidImport,
            complaint_lines,
            import_profiles,
            note_lines,
        )

        try:
            notes = await asyncio.to_thread(import_profiles, Path(path), self._bridge.services.profiles)
        except InvalidImport as err:
            lines = complaint_lines(err.complaints, self._messages, Path(path).name)
            dialog.show_transfer(Tone.DANGER, [self.tr("✕ Nothing was imported."), *lines])
            return
        dialog.set_profiles(self._bridge.profiles())
        self.changed.emit("")
        came = [note.name for note in notes if note.fate in (Fate.ADDED, Fate.RENAMED)]
        if came:
            dialog.show_imported(came[0])
        dialog.show_transfer(Tone.LIVE, note_lines(notes, self._messages))
