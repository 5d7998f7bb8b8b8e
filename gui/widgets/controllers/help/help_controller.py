"""The guide: its window is made when it is first asked for, and its files are read on a thread."""

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.core.catalogue.errors import Activity
from gui.core.presentation.help_pages import HelpPage
from gui.widgets.controllers.help.help_topics import page_for
from gui.widgets.controls.keys import Keys
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.widgets.help.help_window import HelpWindow

_SHORTCUT: Final = "guide_shortcut"

log = logging.getLogger(__name__)


class HelpController(QObject):
    """One window for it, kept once it was opened; it needs no ledger."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._guide: HelpWindow | None = None
        window.guide_requested.connect(self.show_for_focus)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        # An open question takes no keys for the window behind it.
        application.focusChanged.connect(self._take_keys_of)

    @property
    def guide(self) -> "HelpWindow | None":
        """The guide's window, once it was opened."""
        return self._guide

    def show_for_focus(self) -> None:
        """Open the guide at the page that belongs to where the focus is."""
        self.show(page_for(self._window, QApplication.focusWidget()))

    def show(self, page: HelpPage = HelpPage.START_HERE) -> None:
        """Open the guide at a page, or bring it to the front."""
        guide = self._made()
        guide.open_page(page)
        guide.show()
        guide.raise_()
        guide.activateWindow()
        if not guide.has_pages:
            self._bridge.spawn(TaskKey("read help"), self._read(guide), Activity.READ, TaskLife.BROKEN_OFF)

    def close(self) -> None:
        """The panel ends: the guide has no parent that would take it along."""
        if self._guide is not None:
            self._guide.close()
            self._guide.deleteLater()
            self._guide = None

    def _made(self) -> "HelpWindow":
        # Not at the file's top: nothing waits for a window that is seldom opened.
        from gui.widgets.help.help_window import HelpWindow

        if self._guide is not None and self._guide.language != self._window.messages.language:
            self.close()
        if self._guide is None:
            self._guide = HelpWindow(self._window.messages.language)
            self._guide.code_requested.connect(self._window.show_code)
            self._guide.codes_requested.connect(self._window.show_codes)
            self._guide.outside_requested.connect(self._show_outside)
        return self._guide

    def _show_outside(self, address: str) -> None:
        self._bridge.spawn(
            TaskKey("show address", (address,)), self._show(address), Activity.READ, TaskLife.BROKEN_OFF
        )

    async def _show(self, address: str) -> None:
        from gui.widgets.runtime.desktop_opener import show_address

        # Where nothing can show it, it stands there to be copied.
        await show_address(address)

    async def _read(self, guide: "HelpWindow") -> None:
        from gui.core.presentation.help_pages import read_help

        try:
            guide.set_pages(await asyncio.to_thread(read_help))
        except (OSError, ValueError):
            # Such as after an upgrade under the open window.
            log.warning("the help can't be read", exc_info=True)
            guide.show_unreadable()

    def _take_keys_of(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Each dialog that gets the focus opens the guide by the same keys."""
        dialog = None if now is None else now.window()
        if not isinstance(dialog, QDialog) or dialog is self._guide or dialog.property(_SHORTCUT):
            return
        dialog.setProperty(_SHORTCUT, True)
        QShortcut(QKeySequence(Keys.GUIDE), dialog).activated.connect(self.show_for_focus)
