"""Backups put back and months removed, with the logs of the batches whose rows are in the ledger.

What a batch sent is in the ledger alone: without those rows its file would send them once more. So rows of a
batch that may go on are never taken away, and the log of one that is over goes with its rows. Blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gui.core.batch.run_log import BatchRuns, LoggedRun
from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.catalogue.system_errors import of_system_error
from gui.core.ledger.keeping.prune import PrunePlan, look_before_prune, prune
from gui.core.ledger.keeping.restore import BatchMark, Restored, RestorePlan, look_before_restore, restore


@dataclass(frozen=True, slots=True)
class MonthsPlan:
    """What a removal of months takes, or took.

    :param logs: batches whose logs go with their rows.
    """

    plan: PrunePlan
    logs: tuple[Path, ...]


def look_before_removal(folder: Path, before: datetime) -> MonthsPlan:
    """What :func:`remove_months` would take; changes nothing. Raises as that does."""
    plan = look_before_prune(folder, before, _going_on(folder))
    return MonthsPlan(plan, tuple(runs.path for runs, _ in _old(folder, before)))


def remove_months(folder: Path, before: datetime, *, with_copies: bool = False) -> MonthsPlan:
    """Remove what is over and older than the begin of a month, and the logs of its batches.

    :raises Problem: as :func:`gui.core.ledger.keeping.prune.prune` does; ``file`` for a log.
    """
    plan = prune(folder, before, _going_on(folder), with_copies=with_copies)
    return MonthsPlan(plan, tuple(runs.path for runs, _ in _old(folder, before) if _removed(runs)))


def look_before_putting_back(folder: Path, file: Path) -> RestorePlan:
    """What :func:`put_back` would do; changes nothing. Raises as that does."""
    return look_before_restore(folder, file, _marks(folder))


def put_back(folder: Path, file: Path, operator: str, now: datetime) -> Restored:
    """Put a backup in the ledger's place; given up batches that lose rows by that are new batches then.

    :raises Problem: as :func:`gui.core.ledger.keeping.restore.restore` does; ``file`` for a log.
    """
    marks = _marks(folder)
    for lost in look_before_restore(folder, file, marks).cut_short:
        _removed(BatchRuns(folder, lost.batch))
    return restore(folder, file, operator, now, _marks(folder))


def _runs(folder: Path) -> Iterator[tuple[BatchRuns, LoggedRun]]:
    for path in sorted((folder / "batches").glob("*.jsonl")):
        runs = BatchRuns(folder, path.stem)
        try:
            last = runs.last()
        except Problem:
            # A file that nobody can read resumes nothing, and may be mended: it stays.
            continue
        if last is not None:
            yield runs, last


def _going_on(folder: Path) -> tuple[tuple[str, int], ...]:
    return tuple((runs.path.stem, last.number) for runs, last in _runs(folder) if not last.ended)


def _marks(folder: Path) -> tuple[BatchMark, ...]:
    return tuple(
        BatchMark(runs.path.stem, last.number, last.after, last.source, given_up=last.ended)
        for runs, last in _runs(folder)
        if not last.over
    )


def _old(folder: Path, before: datetime) -> Iterator[tuple[BatchRuns, LoggedRun]]:
    for runs, last in _runs(folder):
        if last.ended and _began(last) < before:
            yield runs, last


def _began(run: LoggedRun) -> datetime:
    try:
        began = datetime.fromisoformat(run.at)
    except ValueError:
        began = datetime.now()
    return began.astimezone()


def _removed(runs: BatchRuns) -> bool:
    """Remove a log, unless the batch runs."""
    if not runs.take():
        return False
    try:
        runs.path.unlink(missing_ok=True)
    except OSError as err:
        raise of_system_error(err, runs.path, LocalFailure.FILE) from err
    finally:
        runs.release()
    return True
