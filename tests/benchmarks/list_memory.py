"""What a session costs in the list: everything that Python keeps for it, and the view's own."""

import gc
import tracemalloc
from dataclasses import replace
from pathlib import Path

from gui.core.sessions.session import Session
from tests.benchmarks.big_list import application, settle, shown_list
from tests.benchmarks.printing import count
from tests.support.core.big_ledger import many_sessions
from tests.support.widgets.lone_widget import discard

SESSIONS = 100_000
GOAL = "<= 600"


def strangers() -> list[Session]:
    """The worst case: everybody was recorded once, each in a room of their own."""
    return [
        replace(
            session,
            target=replace(session.target, room=10000 + int(session.id), account=f"guest{session.id:>07}"),
        )
        for session in many_sessions(SESSIONS)
    ]


def resident() -> int:
    """Bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def main() -> None:
    """By the system's count, then by Python's own; each into a new list."""
    app = application()
    first = shown_list(many_sessions(100))
    before = resident()
    first.upsert_many(many_sessions(SESSIONS))
    settle(first)
    gc.collect()
    count("memory per session of a list of 100,000", (resident() - before) / SESSIONS, "bytes", goal=GOAL)
    discard(first)
    known = strangers()
    second = shown_list(known[:100])
    tracemalloc.start()
    second.upsert_many(known)
    settle(second)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    count("the same, each in a room of their own", kept / SESSIONS, "bytes", goal=GOAL)
    discard(second)
    del app


if __name__ == "__main__":
    main()
