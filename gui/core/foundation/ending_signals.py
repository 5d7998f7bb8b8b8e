"""The signals that end a process in order: the terminal closed, Ctrl+C, the end of the desktop's session."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Final

from gui.core.foundation.system import SYSTEM

_ENDING: Final = ("SIGHUP", "SIGINT", "SIGTERM", "SIGBREAK")
"""By name: not every system has each. The last one is Windows' closed terminal."""


def ending_signals() -> tuple[signal.Signals, ...]:
    """Those that end this process. One that was ignored at its start stays ignored, as nohup wants it."""
    known = [signal.Signals[name] for name in _ENDING if name in signal.Signals.__members__]
    return tuple(number for number in known if signal.getsignal(number) is not signal.SIG_IGN)


def call_at_ending_signal(do: Callable[[], object]) -> None:
    """Let the running loop call something at each ending signal, from now on."""
    loop = asyncio.get_running_loop()
    for number in ending_signals():
        SYSTEM.add_signal_handler(loop, number, do)


@contextlib.contextmanager
def on_ending_signal(do: Callable[[], object]) -> Iterator[None]:
    """Let the running loop call something at each ending signal, for the length of a block.

    After the block they are ignored: what is left is to show how it ended, and the exit status with it.
    """
    loop, numbers = asyncio.get_running_loop(), ending_signals()
    for number in numbers:
        SYSTEM.add_signal_handler(loop, number, do)
    try:
        yield
    finally:
        for number in numbers:
            SYSTEM.remove_signal_handler(loop, number)
            signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def handled_ending_signals(do: Callable[[], object]) -> Iterator[None]:
    """Call something at each ending signal, for the length of a block, where the loop takes no signals.

    It is called between any two steps of Python's, so it may do next to nothing. After the block all is as
    it was.
    """

    def handle(_number: int, _frame: FrameType | None) -> None:
        do()

    before = [(number, signal.signal(number, handle)) for number in ending_signals()]
    try:
        yield
    finally:
        for number, handler in reversed(before):
            signal.signal(number, handler)
