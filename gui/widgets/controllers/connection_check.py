"""Reads the certificate files of the connection settings, and tries the connection out."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import TYPE_CHECKING

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.messages import Messages
from gui.widgets.runtime.bridge import Bridge

if TYPE_CHECKING:
    from gui.core.connection.certificate_check import CertificateFiles
    from gui.core.connection.preflight import Finding
    from gui.widgets.connection.connection_dialog import ConnectionDialog
    from gui.widgets.connection.connection_form import ProfileDraft

Work = Callable[[], Coroutine[object, object, None]]


class ConnectionCheck:
    """Makes work that the controller runs; work that is no longer the newest shows nothing."""

    def __init__(self, bridge: Bridge, messages: Messages, catalogue: Catalogue) -> None:
        self._bridge = bridge
        self._messages = messages
        self._catalogue = catalogue
        self._check_number = 0
        self._look_number = 0

    def look(self, dialog: "ConnectionDialog", files: "CertificateFiles") -> Work:
        """Read the files on a thread, and show below them what is in them."""
        from gui.core.connection.certificate_check import look_at

        self._look_number += 1
        number = self._look_number

        async def work() -> None:
            seen = await asyncio.to_thread(look_at, files)
            # Others may stand in the form by now.
            if number == self._look_number and dialog.form.files.files() == files:
                dialog.form.files.show_look(seen)

        return work

    def check(self, dialog: "ConnectionDialog", draft: "ProfileDraft") -> Work:
        """Try the connection out without touching a recording; each finding is shown as it comes.

        The work raises InvalidProfile for values that no profile can have.
        """
        self._check_number += 1
        number = self._check_number

        async def work() -> None:
            whole = False
            try:
                async with aclosing(self._findings(draft)) as findings:
                    async for finding in findings:
                        if number != self._check_number:
                            return
                        self._show_finding(dialog, finding)
                whole = True
            finally:
                if number == self._check_number:
                    dialog.set_checking(False, whole=whole)

        return work

    async def _findings(self, draft: "ProfileDraft") -> "AsyncGenerator[Finding]":
        from gui.core.connection.profile_setup import try_out
        from gui.core.profiles.profiles import new_profile

        services = self._bridge.services
        profile = await asyncio.to_thread(new_profile, draft.values)
        trying = try_out(profile, draft.secrets(), services.connections.credentials, services.ledger.folder)
        async with aclosing(trying) as findings:
            async for finding in findings:
                yield finding

    def _show_finding(self, dialog: "ConnectionDialog", finding: "Finding") -> None:
        from gui.widgets.connection.preflight_lines import preflight_line

        dialog.add_check_line(preflight_line(finding, self._messages, self._catalogue))
        if finding.problem is not None and dialog.check_list.running:
            dialog.form.files.mark_passphrase(finding.problem)
