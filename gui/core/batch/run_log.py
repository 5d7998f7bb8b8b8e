"""The runs of one batch, in a small file that only grows: ``batches/<id>.jsonl`` in the data folder.

It holds which run is the last one and where in the ledger its rows begin. What came of each row is in the
ledger alone. The file is durable before the run's first intent, and holds no request.
"""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_system_error
from gui.core.foundation.enums import Operation
from gui.core.foundation.files import make_folder, shared_rights
from gui.core.foundation.json_file import parsed
from gui.core.foundation.system import SYSTEM, FileLock

_MARKS: Final = ("ended", "reopened")


@dataclass(frozen=True, slots=True)
class LoggedRun:
    """One run of a batch, resumptions included.

    :param number: from 1; *start over* makes the next one.
    :param after: the ledger's newest row when it began.
    :param source: where the file was, for people.
    :param ended: it is not offered again: it came to its end, or a person gave it up.
    :param over: it came to its end, and no row is left to be sent.
    """

    number: int
    after: int
    at: str
    operation: Operation
    profile: str
    rows: int
    source: str
    ended: bool = False
    over: bool = False


class BatchRuns:
    """The file of one batch. Every method blocks.

    Methods raise Problem ``file``, never sent, where the file can't be read or written.
    """

    def __init__(self, folder: Path, batch: str) -> None:
        self.path = folder / "batches" / f"{batch}.jsonl"
        self._lock: FileLock | None = None

    def take(self) -> bool:
        """Keep every other process from running the batch; False where one does. Ends with the process."""
        try:
            make_folder(self.path.parent)
            self._lock = FileLock.acquire(self.path.with_suffix(".lock"))
        except OSError as err:
            raise of_system_error(err, self.path, LocalFailure.FILE) from err
        return self._lock is not None

    def release(self) -> None:
        """Let others run the batch."""
        if self._lock is not None:
            self._lock.release(remove=True)
            self._lock = None

    def last(self) -> LoggedRun | None:
        """The last run, None where there was none."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as err:
            raise self._problem(err) from err
        # A power cut can tear the last line only.
        found = [fields for line in lines if (fields := _fields(line))]
        began = [fields for fields in found if "after" in fields]
        if not began:
            return None
        run = began[-1]
        marks = [
            (name, fields) for fields in found for name in _MARKS if fields.get(name) == run.get("number")
        ]
        name, last = marks[-1] if marks else ("", {})
        ended = name == "ended"
        try:
            return LoggedRun(
                int(str(run["number"])),
                int(str(run["after"])),
                str(run["at"]),
                Operation(int(str(run["operation"]))),
                str(run["profile"]),
                int(str(run["rows"])),
                str(run["source"]),
                ended,
                ended and last.get("over") is True,
            )
        except (KeyError, ValueError) as err:
            raise self._problem(err) from err

    def begin(self, run: LoggedRun) -> None:
        """Write a run down, durably."""
        self._append(
            {
                "number": run.number,
                "after": run.after,
                "at": run.at,
                "operation": int(run.operation),
                "profile": run.profile,
                "rows": run.rows,
                "source": run.source,
            }
        )

    def end(self, number: int, *, over: bool = False) -> None:
        """Every row of the run has its result, or a person gave it up: it is not offered again.

        :param over: no row of it is left to be sent.
        """
        self._append({"ended": number, "over": True} if over else {"ended": number})

    def reopen(self, number: int) -> None:
        """A run that had ended goes on."""
        self._append({"reopened": number})

    def _append(self, fields: Mapping[str, object]) -> None:
        # A new line first: a torn one of before stays alone.
        text = "\n" + json.dumps(fields, ensure_ascii=False) + "\n"
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | SYSTEM.BINARY, 0o600)
            try:
                self._share(descriptor)
                os.write(descriptor, text.encode("utf-8", "backslashreplace"))
                SYSTEM.sync(descriptor)
            finally:
                os.close(descriptor)
            SYSTEM.sync_folder(self.path.parent)
        except OSError as err:
            raise self._problem(err) from err

    def _share(self, descriptor: int) -> None:
        """On a desk that shares its folder, another one resumes the batch: the file is theirs, too."""
        with contextlib.suppress(OSError):
            if not os.fstat(descriptor).st_size:
                SYSTEM.set_mode(descriptor, 0o600 | shared_rights(self.path.parent) & 0o060)

    def _problem(self, err: Exception) -> Problem:
        detail = Detail("system", {"why": str(err)}, str(self.path))
        return Problem(Delivery.NEVER_SENT, word=LocalFailure.FILE, detail=detail)


def cut_runs(folder: Path) -> tuple[tuple[str, LoggedRun], ...]:
    """Batches that did not come to their end and are not running, the newest first: for *resume?*."""
    found = []
    for path in (folder / "batches").glob("*.jsonl"):
        runs = BatchRuns(folder, path.stem)
        try:
            run = runs.last()
            if run is None or run.ended or not runs.take():
                continue
        except Problem:
            continue
        runs.release()
        found.append((path.stem, run))
    return tuple(sorted(found, key=lambda pair: pair[1].at, reverse=True))


def _fields(line: str) -> dict[str, object]:
    try:
        fields = parsed(line)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
