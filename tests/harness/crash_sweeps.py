"""What is done to the data folder of a panel while it is at work: its locks go, or the whole folder does."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.support.panel_command import COMMAND

SWEPT_STEPS: Final = ("after_intent", "after_connect", "after_send", "after_answer")
"""Between the intent and the outcome: the process holds an operation."""


def _locks_removed(folder: Path) -> None:
    shutil.rmtree(folder / "processes")


def _locks_replaced(folder: Path) -> None:
    for lock in (folder / "processes").iterdir():
        lock.unlink()
        lock.touch()


def _moved(folder: Path) -> None:
    folder.rename(folder.with_name(f"{folder.name}.moved"))


SWEEPS: Final[dict[str, Callable[[Path], None]]] = {
    "locks removed": _locks_removed,
    "locks replaced": _locks_replaced,
    "folder moved": _moved,
}


class SweepPoint:
    """Sweeps the folder when its step is reached for the n-th time.

    :param second: a command that is run right after it, as another process; the panel is killed then. Its
        exit status goes into the file ``output``. None lets the panel go on.
    """

    def __init__(
        self, sweep: str, folder: Path, step: str, nth: int, second: list[str] | None, output: Path
    ) -> None:
        self._sweep = SWEEPS[sweep]
        self._folder = folder
        self._step = step
        self._left = nth
        self._second = second
        self._output = output

    def reached(self, step: str) -> None:
        if step != self._step:
            return
        self._left -= 1
        if self._left:
            return
        self._sweep(self._folder)
        if self._second is not None:
            command = [*COMMAND, *self._second]
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            self._output.write_text(str(done.returncode), encoding="ascii")
            os.kill(os.getpid(), signal.SIGKILL)
