"""A desk's eight hours, time compressed: 50,000 starts and stops in the real window, with 500 live rows.

Each start makes a row, each second of the eight hours ticks. Watched is what has to stay as it is after the
warm-up: memory, file descriptors, timers, threads, tasks. How many operations is the program's argument.
"""

import asyncio
import gc
import os
import sys
import tempfile
import threading
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.app import Panel, WindowOptions
from gui.core.foundation.enums import Outcome
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.protocol.request import StartRequest
from gui.core.sessions.session import Session
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.sessions.second_ticker import SecondTicker
from tests.benchmarks.list_memory import resident
from tests.benchmarks.printing import count, show
from tests.support.simulator.service_process import Service, service_process
from tests.support.waiting import until

APP: Final = 1400000000
ROOM: Final = 990007
PROFILE: Final = "Main"
OPERATIONS: Final = 50_000
LIVE: Final = 500
AT_ONCE: Final = 16
SECONDS: Final = 8 * 3600
SAMPLES: Final = 20
WARM_UP: Final = 5
"""Of the samples; what comes behind these has to stay."""
ROW_BYTES: Final = 600
"""What a session may cost in the list (list_memory.py)."""
PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process holds at one moment."""

    rows: int
    memory: int
    descriptors: int
    timers: int
    threads: int
    tasks: int
    objects: int


class Day:
    """The desk, and who is recorded at it."""

    def __init__(self, panel: Panel, operations: int) -> None:
        self.panel = panel
        self.samples: list[Sample] = []
        self._left = operations
        self._model = panel.window.session_list.model
        self._waiting = deque(f"guest{number:04}" for number in range(2 * LIVE))
        self._live: deque[Session] = deque()

    async def run(self) -> None:
        """As many operations as are wanted, and the eight hours' ticks between them."""
        await self._many(LIVE, starts=True)
        step, ticks = self._left // SAMPLES, SECONDS // SAMPLES
        for _ in range(SAMPLES):
            await self._some_hours(step, ticks)
            self.samples.append(await self._sample())

    async def _some_hours(self, operations: int, ticks: int) -> None:
        done, ticker = 0, self.panel.window.session_list.table.findChild(SecondTicker)
        assert ticker is not None
        while done < operations:
            some = min(2 * AT_ONCE, operations - done)
            await self._many(some // 2, starts=False)
            await self._many(some - some // 2, starts=True)
            done += some
            for _ in range(ticks * some // operations):
                ticker.ticked.emit()
                await asyncio.sleep(0)
            QTest.keyClick(self.panel.window.session_list.table, Qt.Key.Key_Down)

    async def _many(self, number: int, *, starts: bool) -> None:
        """So many starts or stops, a few at a time."""
        while number:
            some = min(number, AT_ONCE)
            await asyncio.gather(*(self._start() if starts else self._stop() for _ in range(some)))
            number -= some

    async def _start(self) -> None:
        account = self._waiting.popleft()
        request = StartRequest(room=ROOM, account=account, file_name=f"{ROOM}_{account}")
        result = await self.panel.bridge.services.recorder.start(PROFILE, request)
        assert result.outcome is Outcome.ACCEPTED, repr(result.problem)
        assert result.session is not None
        self._live.append(result.session)

    async def _stop(self) -> None:
        session = self._live.popleft()
        result = await self.panel.bridge.services.recorder.stop_session(session.id)
        assert result.outcome is Outcome.ACCEPTED, repr(result.problem)
        self._waiting.append(session.target.account)

    async def _sample(self) -> Sample:
        """Once everything is shown, and what is to be deleted is gone."""
        await until(
            lambda: not self._model.busy and len(self._model.live_sessions()) == len(self._live), PATIENCE_S
        )
        await asyncio.sleep(1.0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        window, bridge = self.panel.window, self.panel.bridge
        timers = [*window.findChildren(QTimer), *bridge.findChildren(QTimer)]
        return Sample(
            rows=len(self._model.sessions()),
            memory=resident(),
            descriptors=len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - only how many
            timers=len(timers),
            threads=max(threading.active_count(), len(os.listdir("/proc/self/task"))),  # noqa: PTH208
            tasks=len(asyncio.all_tasks()),
            objects=len(window.findChildren(QObject)),
        )


def tell(samples: list[Sample], operations: int) -> None:
    """The last samples against those right after the warm-up: the middle of three each."""
    count("day: operations", operations, "operations", goal=f">= {OPERATIONS}")
    behind = [asdict(sample) for sample in samples[WARM_UP:]]

    def ends(name: str) -> tuple[list[float], list[float]]:
        values = [float(sample[name]) for sample in behind]
        return values[-3:], values[:3]

    last, first = ends("memory")
    megabyte = 1024**2
    show("day: memory", [one / megabyte for one in last], [one / megabyte for one in first], "MB", "flat")
    lists, before = ends("rows")
    of_rows = ROW_BYTES * (sorted(lists)[1] - sorted(before)[1])
    name = "day: memory of the process but for the list's new rows"
    show(name, [(one - of_rows) / megabyte for one in last], [one / megabyte for one in first], "MB", "flat")
    for name, words in (
        ("descriptors", "file descriptors"),
        ("timers", "timers"),
        ("threads", "threads"),
        ("tasks", "tasks"),
        ("objects", "objects of Qt's below the window"),
    ):
        show(f"day: {words}", *ends(name), "", "flat")


def _prepare(service: Service, folder: Path) -> None:
    for number in range(2 * LIVE):
        service.enter(ROOM, f"guest{number:04}")
    profile = {"name": PROFILE, "url": service.url, "sdk_app_id": APP, "identifier": "admin"}
    Profiles(folder).add(new_profile({**profile, "rate_limit": 0}))


async def _lived(panel: Panel, operations: int) -> list[Sample]:
    living = asyncio.create_task(panel.run())
    await until(panel.window.start_form.start_button.isEnabled, PATIENCE_S)
    day = Day(panel, operations)
    try:
        await day.run()
    finally:
        panel.actions.quit_requested.set()
        await living
    return day.samples


def main() -> None:
    """Start the service, open the window, work."""
    operations = int(sys.argv[1]) if len(sys.argv) > 1 else OPERATIONS
    os.environ["RECORDING_PANEL_USER_SIG"] = "benchmark"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "data")
        with service_process(Path(name)) as service:
            _prepare(service, folder)
            app = QApplication([])
            app.setQuitOnLastWindowClosed(False)
            apply_theme(app)
            panel = Panel(WindowOptions(folder, "en", "bench", PROFILE))
            with PanelEventLoop(app) as loop:
                samples = loop.run_until_complete(_lived(panel, operations))
            panel.bridge.deleteLater()
            panel.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for sample in samples:
        print(sample, file=sys.stderr)
    tell(samples, operations)


if __name__ == "__main__":
    main()
