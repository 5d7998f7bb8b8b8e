"""What the recorder tells, a moment later and in order, as the bridge's signals.

The recorder tells of an intent right before it sends: drawing waits, the request does not.
"""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

from gui.core.session import Session

if TYPE_CHECKING:
    from gui.core.pursuit import Progress
    from gui.widgets.bridge import Bridge

DELAY_MS: Final = 8
"""Less than one frame; what comes within it is drawn together."""


class BridgeListener(QObject):
    """Holds what it is told for a few milliseconds, or until :meth:`flush`."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._told: deque[Callable[[], None]] = deque()
        self._soon = QTimer(self, interval=DELAY_MS, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._soon.timeout.connect(self.flush)

    def session_changed(self, session: Session) -> None:
        """A session as its newest row has it."""
        self._tell(partial(self._bridge.session_changed.emit, session))

    def progress_changed(self, session_id: str, progress: "Progress | None") -> None:
        """What an operation is doing; None at its end."""
        self._tell(partial(self._bridge.progress_changed.emit, session_id, progress))

    def flush(self) -> None:
        """Pass everything on now: what follows from it must not come before it."""
        while self._told:
            self._told.popleft()()
        self._soon.stop()

    def _tell(self, emit: Callable[[], None]) -> None:
        self._told.append(emit)
        if not self._soon.isActive():
            self._soon.start()
