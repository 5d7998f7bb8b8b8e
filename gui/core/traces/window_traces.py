"""What a window leaves behind: its log, and a file of its run that tells the next start of a crash."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gui.core.foundation.versions import versions
from gui.core.security.masked_process import earliest_records, faults_go_to
from gui.core.traces.places import log_folder
from gui.core.traces.process_log import ProcessLog
from gui.core.traces.runs import EndedRun, Run, ended_runs, keep_last_words

log = logging.getLogger(__name__)


class WindowTraces:
    """Touches no file on the thread that makes it.

    :param finds_crashes: those of earlier runs, and has its own found by a later one.
    :param on_crash: called on the log's thread with the newest earlier run that crashed.
    :param on_trouble: called on the log's thread, once, where nothing can be written.
    """

    def __init__(
        self,
        data_folder: Path,
        *,
        finds_crashes: bool,
        on_crash: Callable[[EndedRun], None],
        on_trouble: Callable[[OSError], None],
    ) -> None:
        self._on_crash = on_crash
        self._run: Run | None = None
        self._log = ProcessLog("window", partial(log_folder, data_folder), on_trouble)
        self._log.__enter__()
        self._log.take(earliest_records())
        log.info("the window began")
        if finds_crashes:
            self._log.do(self._begin)

    def tell_versions(self) -> None:
        """Log what the panel runs on, once nothing waits for it: the versions are read from files."""
        self._log.do(lambda _folder: log.info("it runs on %s", _versions()))

    def close(self) -> None:
        """The window ended in order. Blocks for a moment."""
        log.info("the window ended")
        # First of all: what it would write from here on would go into a file that is another one's.
        faults_go_to(None)
        self._log.close()
        if self._run is not None:
            self._run.end()
            self._run = None

    def _begin(self, folder: Path) -> None:
        crash: EndedRun | None = None
        try:
            for ended in ended_runs(folder):
                log.info("an earlier run %s", "was ended from outside" if ended.crash is None else "crashed")
                crash = crash if ended.crash is None else ended
            self._run = Run.begin(folder)
            faults_go_to(self._run)
        except OSError as err:
            # Such as a file system without locks: there may be a log all the same.
            log.info("a crash of this run will not be found: %s", err.strerror)
        if crash is not None:
            self._on_crash(crash)


def _versions() -> str:
    return ", ".join(f"{name} {version}" for name, version in versions().items())


def keep_crash(data_folder: Path, text: str) -> None:
    """An exception ends the window: keep its traceback, where it can be kept, for the next start to find."""
    try:
        keep_last_words(log_folder(data_folder), text)
    except OSError as err:
        log.warning("the crash can't be kept: %s", err.strerror)
