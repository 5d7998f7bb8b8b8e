"""Settings to a file, and from one: what would change is shown before anything does."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gui.core.catalogue.errors import Activity
from gui.core.catalogue.system_errors import reason_of
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controllers.settings.preferences import Preference
from gui.widgets.controls.ask_dialog import ask
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.settings.setting import told as told_setting
from gui.widgets.window.settings_file import NewerSettings, NoSettings, read_settings, write_settings

if TYPE_CHECKING:
    from gui.widgets.window.main_window import MainWindow

_NAME: Final = "recording-panel-settings.json"


class SettingsTransfer(QObject):
    """Files are read and written on a thread."""

    told = Signal(str, object)
    """What came of it, and its tone."""

    def __init__(self, window: "MainWindow", bridge: Bridge, preferences: Sequence[Preference]) -> None:
        super().__init__(window)
        self._window, self._bridge, self._preferences = window, bridge, preferences
        self._number = 0

    def ask_where_to_save(self) -> None:
        """*Export settings…*."""
        if self._window.shared_screen.keeps_hidden():
            return
        dialog = self._dialog(self.tr("Export settings"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(_NAME)
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def ask_what_to_read(self) -> None:
        """*Import settings…*."""
        if self._window.shared_screen.keeps_hidden():
            return
        dialog = self._dialog(self.tr("Import settings"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._read)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(_asker(self._window), title)
        dialog.setNameFilter(self.tr("Settings (*.json)"))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _save(self, path: str) -> None:
        values = {one.key: one.now() for one in self._preferences}

        async def work() -> None:
            try:
                await asyncio.to_thread(write_settings, Path(path), values)
            except OSError as err:
                self._tell_trouble(self.tr("The file can't be written ({why})."), err)
            else:
                self.told.emit(fill(self.tr("Settings saved: {path}"), path=visible(path)), Tone.LIVE)

        self._spawn("export settings", work())

    def _read(self, path: str) -> None:
        async def work() -> None:
            try:
                found = await asyncio.to_thread(read_settings, Path(path))
            except OSError as err:
                self._tell_trouble(self.tr("The file can't be read ({why})."), err)
            except NewerSettings:
                words = self.tr("This file is of a newer version of the panel. Nothing was changed.")
                self.told.emit(words, Tone.WARNING)
            except NoSettings:
                self.told.emit(self.tr("This is no file of settings. Nothing was changed."), Tone.WARNING)
            else:
                self._offer(found)

        self._spawn("import settings", work())

    def _offer(self, found: Mapping[str, str]) -> None:
        """What this version does not know is left out; a value that is none is told, and nothing changes."""
        known = [one for one in self._preferences if one.key in found]
        wrong = [one for one in known if found[one.key] not in one.values]
        if wrong:
            text = self.tr("This version does not know the file's value for {setting}. Nothing was changed.")
            self.told.emit(fill(text, setting=told_setting(wrong[0].title)), Tone.WARNING)
            return
        changes = [one for one in known if found[one.key] != one.now()]
        if not changes:
            self.told.emit(self.tr("All settings are as in the file already."), Tone.NEUTRAL)
            return
        arrow = self.tr("{setting}: {before} → {after}")
        lines = [
            fill(
                arrow,
                setting=told_setting(one.title),
                before=told_setting(one.values.get(one.now(), one.now())),
                after=told_setting(one.values[found[one.key]]),
            )
            for one in changes
        ]

        def change() -> None:
            for one in changes:
                one.choose(found[one.key])
            self.told.emit(self.tr("The settings were changed."), Tone.LIVE)

        ask(
            _asker(self._window),
            self.tr("Change these settings?"),
            "\n".join(lines),
            yes=self.tr("Change them"),
            go_on=change,
        )

    def _tell_trouble(self, text: str, err: OSError) -> None:
        why = visible(reason_of(err, self._window.messages), 200)
        self.told.emit(fill(text, why=why), Tone.DANGER)

    def _spawn(self, work: str, todo: Coroutine[object, object, None]) -> None:
        self._number += 1
        self._bridge.spawn(TaskKey(work, (self._number,)), todo, Activity.SAVE, TaskLife.BACKGROUND)


def _asker(window: "MainWindow") -> QWidget:
    """The page, where it is what somebody works in."""
    return QApplication.activeWindow() or window
