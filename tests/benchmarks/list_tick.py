"""A second passes: what the clock column costs in a list of 1,000,000 sessions, against one of 1,000.

All of the 25 sessions in view are live; a tick counts until its cells are painted.
"""

from PySide6.QtWidgets import QApplication

from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.widgets.sessions.second_ticker import SecondTicker
from gui.widgets.sessions.session_list import SessionList
from tests.benchmarks.big_list import VISIBLE, application, shown_list, took_ms
from tests.benchmarks.printing import show
from tests.support.core.big_ledger import many_sessions
from tests.support.session_samples import HandClock
from tests.support.widgets.lone_widget import discard

FEW, MANY = 1_000, 1_000_000
TICKS = 120


def ticks_ms(view: SessionList, hand: HandClock) -> list[float]:
    """Each tick, painted."""
    ticker = view.table.findChild(SecondTicker)
    assert ticker is not None
    # By hand, so that no second of the real clock is in between.
    ticker.set_active(False)

    def tick() -> None:
        ticker.ticked.emit()
        QApplication.processEvents()

    took = []
    for _ in range(TICKS):
        hand.sleep(1)
        took.append(took_ms(tick))
    return took


def list_of(count: int, hand: HandClock) -> SessionList:
    """The newest 500 are live."""
    return shown_list(many_sessions(count, live=500), ElapsedClock(hand.now, hand.seconds))


def main() -> None:
    """The small list before and after the big one, so that noise meets both."""
    app = application()
    hand = HandClock()
    few, many = list_of(FEW, hand), list_of(MANY, hand)
    assert few.table.rowAt(few.table.viewport().height() - 1) == VISIBLE - 1
    floor, big = [], []
    for _ in range(3):
        floor += ticks_ms(few, hand)
        big += ticks_ms(many, hand)
    show("tick of the clock at 1,000,000 rows, 25 in view", big, floor, "ms", "<= 1.2, and <= 2 ms")
    discard(few)
    discard(many)
    del app


if __name__ == "__main__":
    main()
