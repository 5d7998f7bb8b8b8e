"""Waiting until something holds: no test waits for a time that it guessed."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

PATIENCE_S: Final = 10.0
LOOK_EVERY_S: Final = 0.002


async def until(holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Let the loop go on until something holds; fail where it does not in time."""
    give_up = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < give_up, "it never came to hold"
        await asyncio.sleep(LOOK_EVERY_S)


def wait_until(holds: Callable[[], bool], patience_s: float = 30.0) -> None:
    """The same for what other processes do, and without a loop."""
    give_up = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < give_up, "it never came to hold"
        time.sleep(0.01)
