"""The log of one process: taken from Python's own logging, written on a thread of its own."""

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from gui.core.traces.log_lines import LineWriter, LogEntry
from gui.core.traces.old_logs import forget_oldest
from gui.core.traces.rotating_file import RotatingFile

MOST_WAITING: Final = 5000
"""Records that wait for a slow disk; what comes beyond that is counted, and left out."""
_AT_ONCE: Final = 200
_BYTES_AT_ONCE: Final = 200_000
_GATHER_S: Final = 0.02
"""So long its thread waits for further records: each that wakes it keeps whoever logged from working."""
_LAST_WORDS_S: Final = 2.0
_OURS: Final = logging.getLogger("gui")

log = logging.getLogger(__name__)


class ProcessLog(logging.Handler):
    """Takes what the panel logs from INFO on, and what libraries log from WARNING on.

    Whoever logs never waits: for no disk, no lock, and no other process. The thread begins with the first
    record; without one, no file is touched. As a context manager it takes records for the length of a block.

    :param kind: of the process; it stands in each line.
    :param place: where the folder is; asked on the log's thread.
    :param on_trouble: called on the log's thread, once, where nothing can be written.
    """

    def __init__(
        self, kind: str, place: Callable[[], Path], on_trouble: Callable[[OSError], None] | None = None
    ) -> None:
        super().__init__(logging.INFO)
        self._lines = LineWriter(kind)
        self._place = place
        self._on_trouble = on_trouble
        self._waiting: queue.SimpleQueue[LogEntry | Callable[[Path], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()
        self._left_out = 0
        self._level_before = _OURS.level

    def __enter__(self) -> Self:
        self._level_before = _OURS.level
        _OURS.setLevel(logging.INFO)
        logging.getLogger().addHandler(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def take(self, records: Iterable[logging.LogRecord]) -> None:
        """Records of before it was there."""
        for record in records:
            self.handle(record)

    def emit(self, record: logging.LogRecord) -> None:
        """See :class:`logging.Handler`, which calls it on one thread at a time."""
        if self._waiting.qsize() >= MOST_WAITING:
            self._left_out += 1
            return
        try:
            entry = LogEntry.of(record)
        except Exception as err:  # the values of a record may raise anything, and standard error tells of it
            words = f"a line that could not be made, line {record.lineno}: {type(err).__name__}"
            entry = LogEntry(record.created, record.levelname, record.name, words)
        self._put(entry)

    def do(self, work: Callable[[Path], None]) -> None:
        """Have something done on the log's thread, with the log's folder; nothing where there is none."""
        self._put(work)

    def close(self) -> None:
        """Take no more records, and wait for a moment until the last one is written."""
        logging.getLogger().removeHandler(self)
        _OURS.setLevel(self._level_before)
        thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            self._ending.set()
            thread.join(_LAST_WORDS_S)
        super().close()

    def _put(self, item: LogEntry | Callable[[Path], None]) -> None:
        self._waiting.put(item)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="log", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        sink = _Sink(self._place, self._on_trouble)
        goes_on = True
        while goes_on:
            lines = []
            items = [self._waiting.get()]
            self._ending.wait(_GATHER_S)
            with contextlib.suppress(queue.Empty):
                while len(items) < _AT_ONCE:
                    items.append(self._waiting.get_nowait())
            for item in items:
                if isinstance(item, LogEntry):
                    lines.append(self._lines.line(item))
                elif item is not None:
                    sink.do(item)
                else:
                    goes_on = False
            left_out, self._left_out = self._left_out, 0
            sink.write(lines, left_out, self._lines)


class _Sink:
    """The files, and what becomes of lines that they do not take. Lives on the log's thread."""

    def __init__(self, place: Callable[[], Path], on_trouble: Callable[[OSError], None] | None) -> None:
        self._place = place
        self._on_trouble = on_trouble
        self._file: RotatingFile | None = None
        self._lost = 0

    def do(self, work: Callable[[Path], None]) -> None:
        try:
            with self._no_matter():
                work(self._found().folder)
        except Exception:  # a bug in it must not be the end of the log
            log.exception("bug on the log's thread")

    def write(self, lines: list[bytes], left_out: int, writer: LineWriter) -> None:
        """Write the lines, after how many there should have been before them."""
        self._lost += left_out
        while lines:
            count = _fitting(lines)
            missing = writer.line(_missing(self._lost)) if self._lost else b""
            with self._no_matter(count):
                self._found().append(missing + b"".join(lines[:count]))
                self._lost = 0
            lines = lines[count:]

    def _found(self) -> RotatingFile:
        if self._file is None:
            folder = self._place()
            if not folder.is_dir():
                forget_oldest(folder)
            self._file = RotatingFile(folder)
        return self._file

    @contextlib.contextmanager
    def _no_matter(self, lines: int = 0) -> Iterator[None]:
        """The panel works on without a log: that is told once, and the next line is tried all the same."""
        try:
            yield
        except OSError as err:
            self._lost += lines
            tell, self._on_trouble = self._on_trouble, None
            if tell is not None:
                tell(err)


def _fitting(lines: list[bytes]) -> int:
    """How many of the lines are written at once, one at least."""
    whole = 0
    for number, line in enumerate(lines):
        whole += len(line)
        if number and whole > _BYTES_AT_ONCE:
            return number
    return len(lines)


def _missing(count: int) -> LogEntry:
    return LogEntry(time.time(), "WARNING", __name__, f"{count} lines before this one could not be written")
