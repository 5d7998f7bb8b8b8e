"""The presets of the start form: read at the start, saved and removed one by one."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Activity
from gui.core.profiles.preset import Preset
from gui.core.profiles.presets import Presets
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.start_form.start_form import StartForm


class PresetController(QObject):
    """Lives as long as the window. Files are read and written on a thread."""

    def __init__(self, form: StartForm, bridge: Bridge) -> None:
        super().__init__(form)
        self._form = form
        self._bridge = bridge
        self._number = 0
        self._turn = asyncio.Lock()
        form.preset_saved.connect(self._save)
        form.preset_removed.connect(self._remove)

    def load(self) -> None:
        """Show the presets that there are."""
        self._begin(lambda: asyncio.to_thread(self._presets().load), Activity.READ)

    def _save(self, name: str, preset: Preset) -> None:
        self._begin(lambda: asyncio.to_thread(self._presets().put, name, preset), Activity.SAVE)

    def _remove(self, name: str) -> None:
        self._begin(lambda: asyncio.to_thread(self._presets().remove, name), Activity.SAVE)

    def _presets(self) -> Presets:
        return Presets(self._bridge.services.ledger.folder)

    def _begin(self, work: Callable[[], Awaitable[Mapping[str, Preset]]], activity: Activity) -> None:
        """Changes run one by one; the result of an earlier one must not undo a later one on the screen."""
        self._number += 1
        number = self._number

        async def in_turn() -> None:
            async with self._turn:
                presets = await work()
            if number == self._number:
                self._form.set_presets(presets)

        self._bridge.spawn(TaskKey("change presets", (number,)), in_turn(), activity, TaskLife.BACKGROUND)
