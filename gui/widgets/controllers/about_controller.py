"""*About this program*: the window is made when it is asked for, and its files are read on a thread."""

import asyncio
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Activity
from gui.core.foundation.support import support
from gui.widgets.controllers.notifications.notification_controller import NotificationController
from gui.widgets.controllers.traces.traces_controller import TracesController
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.widgets.dialogs.about_dialog import AboutDialog

log = logging.getLogger(__name__)


class AboutController(QObject):
    """One window for it, kept once it was opened; it needs no ledger."""

    def __init__(
        self,
        window: MainWindow,
        bridge: Bridge,
        traces: TracesController,
        notifications: NotificationController,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._traces = traces
        self._notifications = notifications
        self._dialog: AboutDialog | None = None
        window.about_requested.connect(self.show)

    def show(self) -> None:
        """Open it, or bring it to the front."""
        # Not at the file's top: nothing waits for a window that is seldom opened.
        from gui.widgets.dialogs.about_dialog import AboutDialog

        if self._dialog is None:
            self._dialog = AboutDialog(self._window)
            self._dialog.show_support(support())
            self._dialog.log_folder.clicked.connect(self._traces.open_log_folder)
            self._dialog.data_folder.clicked.connect(self._traces.open_data_folder)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        # Each time: a desktop's service may have come or gone.
        look = self._look(self._dialog)
        self._bridge.spawn(TaskKey("look for notifications"), look, Activity.READ, TaskLife.BROKEN_OFF)
        if not self._dialog.has_parts:
            self._bridge.spawn(
                TaskKey("read licences"), self._read(self._dialog), Activity.READ, TaskLife.BROKEN_OFF
            )

    async def _look(self, dialog: "AboutDialog") -> None:
        await self._notifications.look()
        dialog.show_trouble(self._notifications.notification_trouble())

    async def _read(self, dialog: "AboutDialog") -> None:
        from gui.core.foundation.licences import parts_with_texts
        from gui.core.foundation.own_program import own_version

        dialog.show_version(await asyncio.to_thread(own_version))
        try:
            dialog.show_parts(await asyncio.to_thread(parts_with_texts))
        except (OSError, ValueError, KeyError):
            # Such as after an upgrade under the open window.
            log.warning("the licences can't be read", exc_info=True)
            dialog.show_unreadable()
