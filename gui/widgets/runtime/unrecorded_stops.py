"""Stops that are sent without a record, because the ledger can't be written or is not at its place."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity, Problem, panel_bug
from gui.core.foundation.enums import Outcome
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife

if TYPE_CHECKING:
    from gui.core.protocol.request import StopRequest
    from gui.core.recording.operation_request import OperationResult


class UnrecordedStops(QObject):
    """Sends them through the open services' connections, or through its own where there are none.

    :ivar folder: the data folder with the profiles; None until the services could not be opened.
    """

    finished = Signal(str, object)
    """The key that a stop was given, and its OperationResult: what came of it is nowhere else."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.folder: Path | None = None
        self._bridge = bridge

    def send(self, key: str, profile: str, request: "StopRequest", operator: str) -> bool:
        """Send one; False where it is under way already, or the panel closes."""

        async def work() -> None:
            from gui.core.recording.operation_request import OperationResult

            try:
                result = await self._stop(profile, request, operator)
            except Problem as problem:
                result = OperationResult(Outcome.NOT_SENT, None, problem)
            except Exception as bug:  # told beside the recording, which else would be "Stopping…" for good
                unknown = panel_bug(bug, may_have_left=True)
                self.finished.emit(key, OperationResult(Outcome.UNKNOWN, None, unknown, bug=bug))
                raise
            self.finished.emit(key, result)
            if result.bug is not None:
                raise result.bug

        task = TaskKey("stop unrecorded", (key,))
        return self._bridge.spawn(task, work(), Activity.STOP, TaskLife.OPERATION)

    async def _stop(self, profile: str, request: "StopRequest", operator: str) -> "OperationResult":
        from gui.core.foundation.system import SystemClock
        from gui.core.recording.unrecorded_stop import stop_unrecorded
        from gui.core.services import open_connections

        try:
            connections = self._bridge.services.connections
        except Problem:
            if self.folder is None:
                raise
            async with open_connections(self.folder) as own:
                return await stop_unrecorded(own, SystemClock(), profile, request, operator)
        return await stop_unrecorded(connections, SystemClock(), profile, request, operator)
