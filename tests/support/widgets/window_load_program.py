"""The real window at a big desk: 100,000 sessions in the list, 500 of them live, and 200 answers a second.

Run as a process of its own, with the data folder and the relay's address as arguments. The starts go through
the real recorder, ledger and client; somebody works in the list meanwhile. Prints one JSON object.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest

from gui.app import Panel, WindowOptions
from gui.core.foundation.enums import State
from gui.core.protocol.request import StartRequest
from gui.core.sessions.session import Session
from gui.widgets.sessions.session_model import SessionModel
from tests.support.core.big_ledger import many_sessions
from tests.support.waiting import until
from tests.support.widgets.qt_program import print_what_comes_of

SESSIONS: Final = 100_000
LIVE: Final = 500
A_SECOND: Final = 200
FOR_S: Final = 4
ROOM: Final = 990007
PATIENCE_S: Final = 240.0
LATER: Final = 600
"""So many looks, twenty a second, for what comes late on a computer that is busy."""


def accounts() -> list[str]:
    """Whom the desk starts to record."""
    return [f"guest{number:04}" for number in range(A_SECOND * FOR_S)]


@dataclass
class Delays:
    """How long an event waits that comes at any millisecond: by the clock, and of the thread's own time."""

    clock: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)

    def add(self, gap: float, own: float) -> None:
        """The window's thread was away so long: every event of that time waited for the rest of it."""
        self.clock += [gap - passed for passed in range(int(gap) + 1)]
        self.own += [max(0.0, own - passed) for passed in range(int(gap) + 1)]

    def p99(self) -> dict[str, float]:
        """Delays in milliseconds that 99 of 100 events stay below."""
        return {
            "clock": round(sorted(self.clock)[int(len(self.clock) * 0.99)], 1),
            "own": round(sorted(self.own)[int(len(self.own) * 0.99)], 1),
        }


class Watch:
    """Beats each millisecond."""

    def __init__(self) -> None:
        self.delays = Delays()
        self._since = QElapsedTimer()
        self._cpu = 0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    async def of(self, work: Callable[[], Awaitable[None]]) -> dict[str, float]:
        """The delays while work goes on."""
        self.delays = Delays()
        self._since.start()
        self._cpu = time.thread_time_ns()
        self._timer.start()
        await work()
        self._timer.stop()
        return self.delays.p99()

    def _beat(self) -> None:
        cpu = time.thread_time_ns()
        self.delays.add(self._since.nsecsElapsed() / 1e6, (cpu - self._cpu) / 1e6)
        self._since.restart()
        self._cpu = cpu


class Desk:
    """What happens at it."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.list = panel.window.session_list
        self.took_s = 0.0

    async def quiet(self) -> None:
        """Nothing comes; somebody works in the list."""
        await self._work_in_list(asyncio.get_running_loop().create_task(asyncio.sleep(FOR_S / 2)))

    async def busy(self) -> None:
        """The answers come; somebody works in the list."""
        began = time.monotonic()
        await self._work_in_list(asyncio.get_running_loop().create_task(self._start_all()))
        self.took_s = time.monotonic() - began

    async def _start_all(self) -> None:
        recorder = self.panel.bridge.services.recorder
        began, tasks = time.monotonic(), []
        for number, account in enumerate(accounts()):
            await asyncio.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
            request = StartRequest(room=ROOM, account=account, file_name=f"{ROOM}_{account}")
            tasks.append(asyncio.create_task(recorder.start("Main", request)))
        await asyncio.gather(*tasks)

    async def _work_in_list(self, until: "asyncio.Task[None]") -> None:
        """Arrow keys, ten a second, as when staff look through the rows."""
        while not until.done():
            QTest.keyClick(self.list.table, Qt.Key.Key_Down)
            await asyncio.sleep(0.1)
        await until


async def run(folder: Path) -> dict[str, object]:
    """The whole of it."""
    panel = Panel(WindowOptions(folder, "en", "Li", "Main"))
    window, model = panel.window, panel.window.session_list.model
    life = asyncio.create_task(panel.run())
    await until(window.start_form.start_button.isEnabled, PATIENCE_S)
    # As if somebody had scrolled to the ledger's end.
    window.session_list.upsert_many(many_sessions(SESSIONS, live=LIVE))
    await until(lambda: not model.busy and model.rowCount() >= SESSIONS, PATIENCE_S)
    watch, desk = Watch(), Desk(panel)
    window.session_list.select([str(SESSIONS // 2)])
    desk.list.table.setFocus()
    quiet = await watch.of(desk.quiet)
    window.session_list.select([str(SESSIONS // 2)])
    busy = await watch.of(desk.busy)
    # What the recorder told last is still on its way to the list.
    for _ in range(LATER):
        if len(_recording(model)) == len(accounts()):
            break
        await asyncio.sleep(0.05)
    started = [model.session(str(SESSIONS + 1 + number)) for number in range(len(accounts()))]
    found = {
        "quiet": quiet,
        "busy": busy,
        "took_s": round(desk.took_s, 2),
        "recording": len(_recording(model)),
        "others": sorted({_words(one) for one in started if one is None or one.state is not State.RECORDING}),
        "live": len(model.live_sessions()),
        "rows": model.rowCount(),
        "current_is_below": int(desk.list.selected()[0].id) < SESSIONS // 2,
    }
    panel.actions.quit_requested.set()
    await life
    return found


def _recording(model: SessionModel) -> list[str]:
    """Ids of the desk's own starts that the list shows as recording."""
    return [
        one.id for one in model.live_sessions() if int(one.id) > SESSIONS and one.state is State.RECORDING
    ]


def _words(session: Session | None) -> str:
    """What became of a start, where that is not what was wanted."""
    failure = None if session is None else session.failure
    return f"{'not listed' if session is None else session.state} {failure}"


if __name__ == "__main__":
    print_what_comes_of(run)
