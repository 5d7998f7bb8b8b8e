"""What the window reads of the ledger on request: a session's course, each code's history, a report."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity, Catalogue
from gui.core.foundation.messages import Messages
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife

if TYPE_CHECKING:
    from gui.widgets.runtime.bridge import Bridge


class LedgerReader(QObject):
    """Each method says whether its task was begun: False where it is under way, or there is no ledger."""

    course_loaded = Signal(str, object)
    """A session's id, and its rows with what led up to it."""
    report_saved = Signal(str, str)
    """A session's id, and the path of its report."""
    code_history_loaded = Signal(object)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._read_again: set[str] = set()

    def load_course(self, session_id: str) -> bool:
        """Read a session's rows and what led up to it; they come with ``course_loaded``."""

        async def work() -> None:
            wanted = True
            while wanted:
                self._read_again.discard(session_id)
                self.course_loaded.emit(session_id, await self._bridge.services.ledger.course(session_id))
                wanted = session_id in self._read_again

        if not self._bridge.ready:
            # Shown above the list; a row's own text is worth more than a second report.
            return False
        # A row may be written while the earlier ones are being read.
        self._read_again.add(session_id)
        key = TaskKey("read course", (session_id,))
        return self._bridge.spawn(key, work(), Activity.READ, TaskLife.BACKGROUND)

    def save_report(self, session_id: str, path: str, messages: Messages, catalogue: Catalogue) -> bool:
        """Write a session's report bundle; trouble ends as a problem that names the file."""

        async def work() -> None:
            from gui.core.reports.report_bundle import save_report

            services = self._bridge.services
            await save_report(
                services.ledger,
                services.profiles,
                services.connections,
                session_id,
                Path(path),
                messages,
                catalogue,
            )
            self.report_saved.emit(session_id, path)

        key = TaskKey("save report", (session_id,))
        return self._bridge.spawn(key, work(), Activity.SAVE, TaskLife.BACKGROUND)

    def load_code_history(self) -> bool:
        """Read what happened with each code here; it comes with ``code_history_loaded``."""

        async def work() -> None:
            self.code_history_loaded.emit(await self._bridge.services.ledger.code_history())

        if not self._bridge.ready:
            # The codes can be read before, or without, a ledger.
            return False
        return self._bridge.spawn(TaskKey("read code history"), work(), Activity.READ, TaskLife.BACKGROUND)
