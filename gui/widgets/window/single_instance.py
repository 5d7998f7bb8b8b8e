"""One window for a data folder: a second start raises the first. The command line needs no lock.

The lock decides; it is free as soon as its process is gone, however that ended. The socket only carries
the request to show the window, so one that a killed panel left behind does no harm.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QObject

from gui.core.foundation.system import FileLock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from gui.widgets.window.socket_place import OpenSocket

PATIENCE_S: Final = 15.0
"""How long a second start waits for a first one that is just opening, or just closing."""
_POLL_S: Final = 0.1
_CONNECT_MS: Final = 500
_ANSWER_MS: Final = 3000
_RAISED: Final = b"raised"

log = logging.getLogger(__name__)


class WindowBusy(Exception):  # noqa: N818 - it names what happened
    """Another process has the data folder's window, and did not show it."""


class SingleInstance(QObject):
    """This process's right to the data folder's window; keep it until the window is closed."""

    def __init__(self, folder: Path, lock: FileLock | None) -> None:
        super().__init__()
        self._folder = folder
        self._lock = lock
        self._server: QLocalServer | None = None
        self._socket: OpenSocket | None = None
        self._show: Callable[[], bool] = lambda: False

    @classmethod
    def claim(cls, folder: Path, patience_s: float = PATIENCE_S) -> Self | None:
        """The right to open the window; None where another process has it, whose window was raised.

        Blocks for a moment: call it before there is a window.

        :raises WindowBusy: where another process has it, and its window was not raised.
        """
        give_up = time.monotonic() + patience_s
        while True:
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                lock = FileLock.acquire(folder / "window.lock")
            except OSError:
                # The window shows that a folder can't be written, where there is space for the reason.
                return cls(folder, None)
            if lock is not None:
                return cls(folder, lock)
            if _raise_first(folder):
                return None
            if time.monotonic() > give_up:
                raise WindowBusy(str(folder))
            time.sleep(_POLL_S)

    def open_socket(self) -> None:
        """Make the place to which later starts come; blocks for a moment: call it off the window's thread."""
        if self._lock is None:
            return
        from gui.widgets.window.socket_place import open_socket

        try:
            self._socket = open_socket(self._folder)
        except OSError as err:
            log.warning("a second start can't raise this window: %s", err)

    def listen(self, show: Callable[[], bool]) -> None:
        """Take the requests of later starts, after :meth:`open_socket`.

        :param show: shows the window; False while it is closing: the later start then waits for its place.
        """
        # Not at the file's top: the first paint need not wait for it.
        from PySide6.QtNetwork import QLocalServer

        if self._socket is None:
            return
        self._show = show
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._answer)
        place, number = self._socket
        if not (self._server.listen(place.path) if number is None else self._server.listen(number)):
            log.warning("a second start can't raise this window: %s", self._server.errorString())

    def show_by(self, show: Callable[[], bool]) -> None:
        """Another window of this process takes the requests from now on; as of :meth:`listen`."""
        self._show = show

    def release(self) -> None:
        """The window is gone."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._socket is not None:
            self._socket.place.withdraw()
            self._socket = None
        if self._lock is not None:
            # The file stays: one that is removed may be waited for, and then there would be two.
            self._lock.release()
            self._lock = None

    def _answer(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            if self._show():
                caller.write(_RAISED)
            caller.disconnectFromServer()


def _raise_first(folder: Path) -> bool:
    """Ask the window that has the folder to show itself; False where it does not answer."""
    from PySide6.QtNetwork import QLocalSocket

    from gui.widgets.window.socket_place import announced

    path = announced(folder)
    if path is None:
        return False
    socket = QLocalSocket()
    socket.connectToServer(path)
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    if socket.bytesAvailable() < len(_RAISED):
        socket.waitForReadyRead(_ANSWER_MS)
    raised = socket.readAll().data() == _RAISED
    socket.abort()
    return raised
