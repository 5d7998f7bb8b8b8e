"""Nothing of Python's own keeps the window's thread waiting for long: neither threads nor the collector."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SWITCH_S: Final = 0.001
"""How long a thread that computes may keep the window's waiting."""


@contextmanager
def short_pauses() -> Iterator[None]:
    """Threads hand over sooner to the window's than Python lets them; at the end all is as it was."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_S)
    try:
        yield
    finally:
        gc.unfreeze()
        sys.setswitchinterval(before)


def start_collecting() -> None:
    """What is there now stays, garbage too: a full collection on any thread stops them all for 45 ms."""
    gc.freeze()
    gc.enable()
