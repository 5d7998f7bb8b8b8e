"""One session changes in a list of 100,000, and the view has drawn it; against a list of 1,000."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from random import Random

from PySide6.QtWidgets import QApplication

from gui.core.sessions.session import Session
from gui.widgets.sessions.session_list import SessionList
from tests.benchmarks.big_list import application, shown_list, took_ms
from tests.benchmarks.printing import show
from tests.support.core.big_ledger import many_sessions

FEW, MANY = 1_000, 100_000
CHANGES = 300
ROWS = count(10_000_000)


def changes_ms(view: SessionList, which: Callable[[], Session]) -> list[float]:
    """Each change of a session, drawn."""

    def change(session: Session) -> None:
        view.upsert(session)
        QApplication.processEvents()

    took = []
    for number in range(CHANGES):
        changed = replace(which(), row=next(ROWS), note=f"change {number}")
        took.append(took_ms(partial(change, changed)))
    return took


def main() -> None:
    """Anywhere in the list, and in view."""
    app = application()
    few, many = (shown_list(many_sessions(number, live=500)) for number in (FEW, MANY))
    random = Random(1)

    def one_of(view: SessionList, rows: int) -> Session:
        return view.model.session_at(random.randrange(rows))

    for words, in_few, in_many in (("one session", FEW, MANY), ("one session in view", 20, 20)):
        floor = changes_ms(few, partial(one_of, few, in_few))
        changed = changes_ms(many, partial(one_of, many, in_many))
        show(f"{words} changes, list of 100,000", changed, floor, "ms", "<= 1 ms")
    few.close()
    many.close()
    del app


if __name__ == "__main__":
    main()
