"""Long work of the window's thread, cut in slices of a few milliseconds between which events are handled."""

import time
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer

SLICE_S: Final = 0.008


class Slices(QObject):
    """Does one piece of work at a time; a new one takes the place of the earlier one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._done: Callable[[], None] = lambda: None
        self._held = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(lambda: self._go_on(SLICE_S))

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._steps is not None

    def run(self, steps: Iterator[None], done: Callable[[], None], *, at_once: bool = False) -> None:
        """Take all steps, then emit the end; the first slice is now.

        :param at_once: all of them now.
        """
        self._steps, self._done = steps, done
        self._soon.stop()
        self._go_on(None if at_once else SLICE_S)

    def run_later(self, steps: Iterator[None]) -> None:
        """Take all steps, once nothing else is to be done."""
        self._steps, self._done = steps, lambda: None
        self._soon.start()

    def stop(self) -> None:
        """Give up what is under way; its end is not told."""
        self._steps = None
        self._soon.stop()

    def hold(self, holding: bool) -> None:
        """Let the work rest, or go on."""
        self._held = holding
        if self.busy and not holding:
            self._soon.start()

    def _go_on(self, seconds: float | None) -> None:
        steps, until = self._steps, time.monotonic() + (seconds or 0)
        if steps is None or self._held:
            return
        for _ in steps:
            if seconds is not None and time.monotonic() >= until:
                self._soon.start()
                return
        self._steps = None
        self._done()
