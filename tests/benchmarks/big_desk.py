"""A big desk: how long events wait in the real window, with 100,000 sessions and 500 live ones in the list,
while 200 answers a second come through recorder, ledger and client; against the same window without them.

Of 100 events 99 wait no longer; counted is the time that the window's thread itself was at work.
"""

import tempfile
from pathlib import Path

from tests.benchmarks.printing import count, show
from tests.support.widgets.window_load import run_big_desk
from tests.support.widgets.window_load_program import accounts

ROUNDS = 3


def main() -> None:
    """Each round a window of its own."""
    rounds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            rounds.append(run_big_desk(Path(name)))
    assert all(found["recording"] == len(accounts()) for found in rounds)
    for kind, words in (("own", ""), ("clock", ", other programs counted")):
        busy = [found["busy"][kind] for found in rounds]
        quiet = [found["quiet"][kind] for found in rounds]
        show(f"big desk: delay of an event at p99{words}", busy, quiet, "ms", "<= 16 ms")
    rates = [len(accounts()) / found["took_s"] for found in rounds]
    count("big desk: answers in a second", round(min(rates), 1), "answers/s", goal=">= 190")


if __name__ == "__main__":
    main()
