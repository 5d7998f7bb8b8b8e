"""Watches the shown texts of the clock column for half a minute, against the clock that counts sleep.

Early is a text that claims more than has passed; drift is how far the moment of the step wanders from the
whole second, told per minute. Of several steps the least disturbed by other programs counts.
"""

import statistics
import time
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEventLoop

from gui.core.foundation.system import boot_seconds
from gui.widgets.sessions.session_columns import Column
from tests.benchmarks.big_list import application, shown_list
from tests.benchmarks.printing import count
from tests.support.session_samples import recording

WATCHED_S = 30
EDGE = 8
"""Steps at either end that are compared."""


def seconds_of(text: str) -> int:
    """``HH:MM:SS`` as a number."""
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def main() -> None:
    """Look at one cell each time that the view is told of it."""
    app = application()
    accepted = datetime.now(UTC) - timedelta(seconds=100.25)
    session = recording(1, accepted_at=accepted)
    began = boot_seconds() - (datetime.now(UTC) - accepted).total_seconds()
    view = shown_list([session])
    cell = view.model.index(0, Column.ELAPSED)
    steps: list[tuple[float, int]] = []

    def look() -> None:
        now, shown = boot_seconds(), seconds_of(str(cell.data()))
        if not steps or steps[-1][1] != shown:
            steps.append((now, shown))

    view.model.dataChanged.connect(look)
    until = time.monotonic() + WATCHED_S
    while time.monotonic() < until:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 1000)
    view.close()
    # The first step is when the watch began, not a whole second.
    steps = steps[1:]
    early = max(shown - (moment - began) for moment, shown in steps)
    late = [moment % 1 * 1000 for moment, _ in steps]
    drift = min(late[-EDGE:]) - min(late[:EDGE])
    per_minute = drift * 60 / (steps[-1][0] - steps[0][0])
    count("clock column: how far ahead of the truth at most", round(max(0.0, early), 3), "s", goal="0")
    count("clock column: seconds left out", steps[-1][1] - steps[0][1] + 1 - len(steps), "s", goal="0")
    count("clock column: drift in a minute", round(abs(per_minute), 3), "ms", goal="<= 5 ms")
    count("clock column: steps this long after the whole second", round(statistics.median(late), 3), "ms")
    del app


if __name__ == "__main__":
    main()
