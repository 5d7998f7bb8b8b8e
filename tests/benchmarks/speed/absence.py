"""How long the window's thread is away from its events at a time: until Start can be pressed, and at work."""

import json
import statistics
import tempfile
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import count
from tests.benchmarks.speed.readiness import ended
from tests.benchmarks.speed.window_process import with_profile
from tests.support.widgets.offscreen_process import offscreen

ROUNDS: Final = 7
ROUNDS_AT_WORK: Final = 3
GOAL: Final = "<= 50"
UNTIL_READY: Final = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer, Qt
from gui.widgets.window import main_window
class Pulse(QObject):
    def __init__(self):
        super().__init__()
        self.gap = self.own = 0
        self.timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.beat)
    def begin(self):
        self.since, self.cpu = time.monotonic_ns(), time.thread_time_ns()
        self.timer.start()
    def beat(self):
        now, cpu = time.monotonic_ns(), time.thread_time_ns()
        self.gap, self.own = max(self.gap, now - self.since), max(self.own, cpu - self.cpu)
        self.since, self.cpu = now, cpu
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.EnabledChange and watched.isEnabled():
            self.beat()
            print(json.dumps([self.gap, self.own]), flush=True)
            os._exit(0)
        return False
class Window(main_window.MainWindow):
    pulse = None
    def paintEvent(self, event):
        super().paintEvent(event)
        if self.pulse is None:
            self.pulse = Pulse()
            self.start_form.start_button.installEventFilter(self.pulse)
            self.pulse.begin()
main_window.MainWindow = Window
from gui.cli import main
main(["--data-dir", sys.argv[1], "--profile", "Main"])
"""


def main() -> None:
    """The longest of all runs counts."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name, "data")
        with_profile(data, "http://127.0.0.1:9")
        ended(UNTIL_READY, str(data))
        found = [json.loads(ended(UNTIL_READY, str(data))) for _ in range(ROUNDS)]
        gap, own = (max(values) / 1e6 for values in zip(*found, strict=True))
        usual = statistics.median(one[0] for one in found) / 1e6
        count("absence until ready, the middle of the runs", round(usual, 1), "ms", goal="printed")
        count("absence until ready", round(gap, 1), "ms", goal=GOAL)
        count("absence until ready, own time", round(own, 1), "ms", goal=GOAL)
        at_work = 0.0
        for number in range(ROUNDS_AT_WORK):
            program = ("-m", "tests.support.widgets.event_latency_program", str(Path(name, f"work{number}")))
            longest: dict[str, float] = json.loads(offscreen(*program))
            at_work = max(at_work, *(value for phase, value in longest.items() if phase != "getting ready"))
        count("absence at work", at_work, "ms", goal=GOAL)


if __name__ == "__main__":
    main()
