"""The real window in a process of its own: success, refusal, TLS failure, a bug, the settings.

Arguments: the data folder, a file for what was seen, a file for the report. It ends by being killed, in the
middle of a request, once ``ready`` is on its standard output.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from gui.app import Panel, WindowOptions
from gui.core.catalogue.errors import Activity
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.protocol.request import start_request
from gui.core.security.redaction import log_to_stderr
from gui.core.sessions.session import Session
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife

_PATIENCE_S = 15.0
_OVER = (State.RECORDING, State.FAILED, State.UNKNOWN)


def texts_of(widget: QWidget) -> Iterator[str]:
    """All words of a widget, its parts and its actions, for the eye and for a screen reader."""
    for part in (widget, *widget.findChildren(QWidget)):
        for name in ("text", "toPlainText", "currentText", "placeholderText", "title"):
            # Of a field for a secret only its dots are on the screen.
            shown = "displayText" if name == "text" and isinstance(part, QLineEdit) else name
            give = getattr(part, shown, None)
            if callable(give):
                yield str(give())
        yield from (part.toolTip(), part.statusTip(), part.whatsThis(), part.windowTitle())
        yield from (part.accessibleName(), part.accessibleDescription())
        interface = QAccessible.queryAccessibleInterface(part)
        if interface is not None:
            yield from (
                interface.text(kind) for kind in QAccessible.Text if kind is not QAccessible.Text.UserText
            )
            spoken = interface.textInterface()
            if spoken is not None:
                yield spoken.text(0, spoken.characterCount())
        if isinstance(part, QTableView) and part.model() is not None:
            model = part.model()
            for row in range(model.rowCount()):
                yield from (str(model.index(row, column).data()) for column in range(model.columnCount()))
    yield from (action.text() for action in widget.findChildren(QAction))
    yield from (label.text() for label in widget.findChildren(QLabel))


class Visit:
    """What a support person does with the window, and what they see of it."""

    def __init__(self, panel: Panel, seen: Path, report: Path) -> None:
        self._panel = panel
        self._window = panel.window
        self._seen: list[str] = []
        self._seen_file = seen
        self._report = report

    async def go(self) -> None:
        """The whole visit; does not come back."""
        await self._until(self._window.start_form.start_button.isEnabled)
        await self._start("main", 990001, "alice")
        self._look()
        refused = await self._start("main", 990003, "dan")
        self._copy_everything()
        await self._save(refused)
        await self._start("tls", 990002, "carol")
        self._look()
        self._panel.bridge.spawn(TaskKey("bug"), self._bug(), Activity.READ, TaskLife.BACKGROUND)
        await self._until(self._window.bug.isVisible)
        self._window.bug.action_chosen.emit()
        self._look()
        self._window.show_codes()
        await self._settles()
        await self._use_the_settings()
        await self._start("typed", 990002, "erin")
        self._look()
        self._seen_file.write_text("\n".join(self._seen), encoding="utf-8")
        # The service keeps this one waiting: the process is killed meanwhile.
        self._panel.bridge.recordings.start(
            "main", start_request({"room": 990004, "account": "frank", "file_name": "x"})
        )
        await self._until(lambda: any(s.target.account == "frank" for s in self._sessions()))
        print("ready", flush=True)
        await asyncio.sleep(_PATIENCE_S)

    async def _start(self, profile: str, room: int, account: str) -> Session:
        request = start_request({"room": room, "account": account, "file_name": "x", "tags": ["t"]})
        self._panel.bridge.recordings.start(profile, request)

        def found() -> Session | None:
            known = (s for s in self._sessions() if s.target.account == account)
            return next((s for s in known if s.state in _OVER), None)

        await self._until(lambda: found() is not None)
        session = found()
        assert session is not None
        self._window.session_list.select([session.id])
        self._window.error_panel.attempts.toggle.setChecked(True)
        await self._settles()
        return session

    async def _use_the_settings(self) -> None:
        """A new connection with every kind of secret typed, looked at, tried, saved and exported."""
        dialog = self._settings_of("")
        form, known = dialog.form, self._panel.bridge.services.profiles.get("tls")
        form.name.setText("typed")
        form.relay.set_url(known.url)
        form.app_id.setText(str(known.sdk_app_id))
        form.identifier.setText(known.identifier)
        secret = os.environ["TEST_CANARY"]
        # Any usersig begins so.
        kind = form.credential.paste if secret.startswith("eJ") else form.credential.give_key
        kind.setChecked(True)
        form.credential.field.setText(secret)
        form.files.client_cert.set_path(os.environ["TEST_PKCS12"])
        form.certificates.set_open(True)
        await self._until(form.files.passphrase.isVisible)
        for passphrase in ("wrong", os.environ["TEST_PASSPHRASE"]):
            form.files.passphrase.field.setText(passphrase)
            self._look()
            dialog.check_button.click()
            await self._until(lambda: not dialog.check_list.running)
            self._look()
        if dialog.isVisible():
            # What was checked whole is saved by then.
            dialog.save_button.click()
        await self._until(lambda: not dialog.isVisible() or dialog.heading.whole_text() == "typed")
        self._look()
        dialog.close()
        dialog = self._settings_of("typed")
        await self._until(lambda: dialog.heading.whole_text() == "typed")
        dialog.pane.export_requested.emit(str(self._report.with_suffix(".profiles.json")))
        await self._until(lambda: "without any secret" in dialog.said.text())
        self._look()
        dialog.close()

    def _settings_of(self, name: str) -> ConnectionDialog:
        """Open the connection settings of a profile; empty for a new one."""
        self._panel.actions.profiles.open_settings(name)
        shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, ConnectionDialog))
        return next(dialog for dialog in shown if dialog.isVisible())

    async def _save(self, session: Session) -> None:
        window = self._window
        self._panel.bridge.reader.save_report(
            session.id, str(self._report), window.messages, window.catalogue
        )
        await self._until(self._report.exists)

    async def _bug(self) -> None:
        """An exception that holds what it should not."""
        profile = self._panel.bridge.services.profiles.get("main")
        usersig = await self._panel.bridge.services.connections.credentials.usersig(profile)
        credential = await self._panel.bridge.services.connections.credentials.find(profile)
        raise RuntimeError(f"https://relay/?usersig={usersig}&x=1 and {credential.secret} and {usersig}")

    def _copy_everything(self) -> None:
        panel = self._window.error_panel
        for step in Step:
            button = panel.steps.button(step)
            if button is not None and step.value.startswith("copy"):
                button.click()
                self._look()
        copies = panel.attempts.findChildren(QPushButton)
        next(button for button in copies if button.accessibleName() == "Copy as curl").click()
        self._look()

    def _look(self) -> None:
        for widget in QApplication.topLevelWidgets():
            self._seen += texts_of(widget)
        self._seen.append(QGuiApplication.clipboard().text())

    def _sessions(self) -> Iterable[Session]:
        return self._window.session_list.model.sessions()

    async def _settles(self) -> None:
        """Let everything that is under way come to its end, and be painted."""
        await self._until(lambda: not self._panel.bridge.busy)
        await asyncio.sleep(0.05)

    async def _until(self, there: Callable[[], bool]) -> None:
        give_up = time.monotonic() + _PATIENCE_S
        while not there():
            assert time.monotonic() < give_up
            await asyncio.sleep(0.02)


def main() -> None:
    """Open the window and pay it a visit."""
    data_dir, seen, report = map(Path, sys.argv[1:])
    log_to_stderr()
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    panel = Panel(WindowOptions(data_dir, "en", "Li", "main"))
    visit = Visit(panel, seen, report)

    async def both() -> None:
        await asyncio.gather(panel.run(), visit.go())

    with PanelEventLoop(app) as loop:
        loop.run_until_complete(both())


if __name__ == "__main__":
    main()
