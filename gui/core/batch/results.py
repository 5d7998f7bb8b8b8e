"""The result of each row of a batch, and the progress of the whole."""

import time
from collections import Counter
from dataclasses import dataclass
from typing import Final

from gui.core.batch.rows import BatchRow
from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Outcome
from gui.core.sessions.session import Session

_ENOUGH: Final = 5
"""Rows that have to be done before the time left is shown."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What came of one row.

    :param session: as it is now; None where none was touched.
    :param earlier: it was sent before this time, and not again.
    :param kept: it was sent in a run that is over, and its recording was left as it is this time.
    """

    row: BatchRow
    outcome: Outcome
    session: Session | None
    problem: Problem | None = None
    attempts: int = 0
    earlier: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a batch is. What was done before this time counts too.

    :param left: rows that have no result yet.
    :param seconds_left: None where it is not known yet.
    :param kept: rows of a run that is over whose recording was left as it is: nothing was sent for them.
    """

    total: int
    accepted: int
    refused: int
    unknown: int
    not_sent: int
    left: int
    seconds_left: float | None
    paused: bool
    kept: int = 0

    @property
    def done(self) -> int:
        """Rows that have their result."""
        return self.total - self.left


class Tally:
    """Counts results, and the time that they take; pauses do not count."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._counts: Counter[Outcome] = Counter()
        self._kept = 0
        self._done_now = 0
        self._active_s = 0.0
        self._since: float | None = None

    def start_clock(self) -> None:
        """Rows are being sent from now on."""
        self._since = time.monotonic()

    def stop_clock(self) -> None:
        """Nothing new is sent for now."""
        self._active_s, self._since = self._elapsed_s(), None

    def add(self, result: RowResult) -> None:
        """Count a result."""
        if result.kept:
            self._kept += 1
        else:
            self._counts[result.outcome] += 1
        self._done_now += not result.earlier

    def progress(self, *, paused: bool) -> BatchProgress:
        """How far it is now."""
        left = self._total - self._counts.total() - self._kept
        known = self._done_now >= _ENOUGH and not paused
        seconds = self._elapsed_s() / self._done_now * left if known else None
        return BatchProgress(
            self._total,
            self._counts[Outcome.ACCEPTED],
            self._counts[Outcome.REFUSED],
            self._counts[Outcome.UNKNOWN],
            self._counts[Outcome.NOT_SENT],
            left,
            seconds,
            paused,
            self._kept,
        )

    def _elapsed_s(self) -> float:
        running = 0.0 if self._since is None else time.monotonic() - self._since
        return self._active_s + running
