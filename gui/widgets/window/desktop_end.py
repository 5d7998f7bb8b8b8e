"""The end of the desktop's session: the panel saves what it remembers, asks nothing, and holds nothing up.

Linux ends programs by a signal (gui/core/foundation/ending_signals.py); macOS and Windows ask through Qt.
What came of recordings is durable already: only the window's own memory is still to be written.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QSessionManager

SAVING_S: Final = 1.0
"""How long the end of the session waits for a slow disk."""
_ENDS_S: Final = 60.0
"""Whoever ends the session may think better of it, and nobody tells: then closing asks again."""


class DesktopEnd(QObject):
    """Follows what the desktop says, as long as the window lives.

    :param remember: takes the sizes and columns of the window into its memory.
    :param save: writes the memory; called on a thread of its own.
    """

    def __init__(
        self, remember: Callable[[], None], save: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._remember = remember
        self._save = save
        self._ends_until = 0.0
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.commit)
            app.saveStateRequest.connect(self.stay_closed)

    @property
    def near(self) -> bool:
        """Whether the session is about to end: then nobody is there to be asked."""
        return time.monotonic() < self._ends_until

    def commit(self, _manager: QSessionManager | None = None) -> None:
        """The desktop is about to end programs: what is remembered has to be written when this returns."""
        self._ends_until = time.monotonic() + _ENDS_S
        self._remember()
        saving = threading.Thread(target=self._save, name="save at the desktop's end", daemon=True)
        saving.start()
        saving.join(SAVING_S)

    def stay_closed(self, manager: QSessionManager) -> None:
        """The next session does not open the panel: it would do so without the options of this start."""
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
