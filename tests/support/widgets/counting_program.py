"""Counts what the real window does at rest, and what 300 operations leave behind in its process.

Run as a process of its own, with the data folder as its argument: nothing of the tests is counted. Prints one
JSON object.
"""

import asyncio
import gc
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.app import Panel, WindowOptions
from gui.core.protocol.request import StartRequest
from tests.support.core.ledger_thread import LedgerThread, watched_connections
from tests.support.waiting import until
from tests.support.widgets.qt_program import print_what_comes_of

ROOM: Final = 990007
PROFILE: Final = "Main"
AT_ONCE: Final = 15
WARM_UP: Final = 9
"""Rounds of as many starts and stops as go at once. Caches of the libraries have a limit: they are filled."""
ROUNDS: Final = 10
AT_REST_S: Final = 2
PATIENCE_S: Final = 30.0
LOOKS: Final = 60
"""So many, ten a second, at timers that run out by themselves, such as that of a line that fades."""


def accounts() -> list[str]:
    """Whom the program records."""
    return [f"guest{number:02}" for number in range(AT_ONCE)]


@dataclass
class Events(QObject):
    """Counts what Qt hands out to anybody in the process."""

    timers: int = 0
    wakes: int = 0
    painted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Nothing is kept from anybody."""
        kind = event.type()
        if kind == QEvent.Type.Timer:
            self.timers += 1
        elif kind >= QEvent.Type.User:
            self.wakes += 1
        elif kind == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.painted[f"{type(watched.parent()).__name__}/{watched.objectName()}"] += 1
        return False


class Desk:
    """The window, and what is counted of it."""

    def __init__(self, panel: Panel, ledger: LedgerThread) -> None:
        self._panel, self._ledger = panel, ledger
        self._signals = 0
        self._at_rest = 0
        self._model = panel.window.session_list.model
        self._model.dataChanged.connect(self._count)

    async def at_rest(self) -> dict[str, object]:
        """What happens in a second in which nobody does anything."""
        app = QApplication.instance()
        assert app is not None
        events, commits, self._signals = Events(), self._ledger.commits, 0
        app.installEventFilter(events)
        await asyncio.sleep(AT_REST_S)
        app.removeEventFilter(events)
        running = sorted(type(timer.parent()).__name__ for timer in self._timers() if timer.isActive())
        self._at_rest = len(running)
        return {
            "running": running,
            "timers": events.timers / AT_REST_S,
            "wakes": events.wakes / AT_REST_S,
            "signals": self._signals / AT_REST_S,
            "painted": {name: count / AT_REST_S for name, count in events.painted.items()},
            "commits": self._ledger.commits - commits,
        }

    async def work(self, rounds: int) -> None:
        """So many rounds of starts, and of stops of what they began."""
        recordings, model = self._panel.bridge.recordings, self._model
        for _ in range(rounds):
            for account in accounts():
                recordings.start(PROFILE, StartRequest(room=ROOM, account=account, file_name="lesson"))
            await self._over()
            own = [one.id for one in model.live_sessions() if one.target.room == ROOM]
            assert len(own) == AT_ONCE, f"{len(own)} are recorded"
            recordings.stop_sessions(own)
            await self._over()

    async def there_is(self) -> dict[str, int]:
        """What the process holds, once all that is under way is over; and the commits since the last time."""
        for _ in range(LOOKS):
            await asyncio.sleep(0.1)
            if self._runs_as_at_rest():
                break
        commits = self._ledger.commits
        self._ledger.statements.clear()
        gc.collect()
        blocks = sys.getallocatedblocks()
        files, sockets = _descriptors()
        return {
            "blocks": blocks,
            "commits": commits,
            "threads": len(threading.enumerate()),
            "tasks": len(asyncio.all_tasks()),
            "timers": len(self._timers()),
            "descriptors": files,
            "sockets": sockets,
            "objects of Qt": sum(1 + len(top.findChildren(QObject)) for top in self._tops()),
        }

    def _tops(self) -> list[QObject]:
        return [*QApplication.topLevelWidgets(), self._panel.bridge]

    def _timers(self) -> set[QTimer]:
        return {timer for top in self._tops() for timer in top.findChildren(QTimer)}

    def _runs_as_at_rest(self) -> bool:
        return sum(timer.isActive() for timer in self._timers()) <= self._at_rest

    async def _over(self) -> None:
        await until(lambda: not self._panel.bridge.busy, PATIENCE_S)
        # What the recorder told last is still on its way to the list.
        self._panel.bridge.listener.flush()

    def _count(self) -> None:
        self._signals += 1


def _descriptors() -> tuple[int, int]:
    """Open files, and sockets; the one that looks is closed by then, and not there."""
    there = list(Path("/proc/self/fd").iterdir())
    kinds = [str(one.readlink()) for one in there if one.is_symlink()]
    sockets = sum(kind.startswith("socket:") for kind in kinds)
    return len(kinds) - sockets, sockets


async def run(folder: Path) -> dict[str, object]:
    """The whole of it."""
    # A cursor that blinks is Qt's own.
    QApplication.setCursorFlashTime(0)
    with watched_connections() as ledger:
        panel = Panel(WindowOptions(folder, "en", "Li", PROFILE))
        life = asyncio.create_task(panel.run())
        await until(panel.window.start_form.start_button.isEnabled, PATIENCE_S)
        desk = Desk(panel, ledger)
        # What is made behind the first paint, and looks at what it finds.
        await asyncio.sleep(1)
        at_rest = await desk.at_rest()
        await desk.work(WARM_UP)
        # Twice: who looks at Qt's objects for the first time makes some of Python's.
        await desk.there_is()
        before = await desk.there_is()
        await desk.work(ROUNDS)
        after = await desk.there_is()
        panel.actions.quit_requested.set()
        await life
    return {"at rest": at_rest, "before": before, "after": after}


if __name__ == "__main__":
    print_what_comes_of(run)
