"""Work in a process of its own that is killed at any of its steps: each file that it opens, makes or moves.

The steps are Python's own audit events, so nothing is laid into the product.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from typing import Final

_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_STEPS: Final = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.copyfile", "sqlite3.connect"}
)
_FORK: Final = multiprocessing.get_context("fork")


def steps_of(work: Callable[[], object]) -> int:
    """How many steps a work has when nobody kills it; it is done then."""
    there, here = _FORK.Pipe(duplex=False)

    def counted() -> None:
        found = 0

        def step() -> None:
            nonlocal found
            found += 1

        _watch(step)
        work()
        here.send(found)

    child = _FORK.Process(target=counted)
    child.start()
    child.join()
    assert child.exitcode == 0
    return int(there.recv())


def killed_at(work: Callable[[], object], step: int) -> bool:
    """Kill a work by SIGKILL right before its n-th step; False where it was done before."""

    def dying() -> None:
        left = step

        def one() -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        _watch(one)
        work()

    child = _FORK.Process(target=dying)
    child.start()
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return child.exitcode != 0


def killed_after(work: Callable[[], object], seconds: float) -> bool:
    """Kill a work by SIGKILL once so much time has gone by; False where it was done before."""
    child = _FORK.Process(target=work)
    child.start()
    child.join(seconds)
    child.kill()
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return child.exitcode != 0


def _watch(step: Callable[[], None]) -> None:
    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STEPS:
            step()
        elif event == "open":
            flags = arguments[2] if len(arguments) > 2 else 0
            if isinstance(flags, int) and flags & _WRITES:
                step()

    sys.addaudithook(hook)
