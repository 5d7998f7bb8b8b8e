"""The window's traces: what their thread finds comes to the window's as a signal."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.core.traces.window_traces import WindowTraces


class RunTraces(QObject):
    """Lives from the first paint to the end of the window."""

    crash_found = Signal(object)
    """The newest earlier run that crashed, as :class:`gui.core.traces.runs.EndedRun`."""
    trouble_met = Signal(object)
    """The OSError for which nothing can be logged; once."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._traces: WindowTraces | None = None

    def begin(self, data_folder: Path, *, finds_crashes: bool) -> None:
        """Begin the log; all that takes time is done on its own thread."""
        self._traces = WindowTraces(
            data_folder,
            finds_crashes=finds_crashes,
            on_crash=self.crash_found.emit,
            on_trouble=self.trouble_met.emit,
        )

    def tell_versions(self) -> None:
        """Log what the panel runs on."""
        if self._traces is not None:
            self._traces.tell_versions()

    def close(self) -> None:
        """The window ended in order. Blocks for a moment."""
        if self._traces is not None:
            self._traces.close()
            self._traces = None
