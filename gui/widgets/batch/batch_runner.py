"""Checks, runs and saves batches for the window, as owned tasks of the bridge.

One batch runs at a time; it goes on whether its window is open or not.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure, Problem, panel_bug
from gui.core.catalogue.system_errors import of_file
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife

if TYPE_CHECKING:
    from gui.core.batch.precheck import Wish
    from gui.core.batch.results import RowResult
    from gui.core.batch.run import BatchRequest, BatchRun

TOLD_EVERY_MS: Final = 150
"""How long results are gathered: hundreds come in a second."""


class BatchRunner(QObject):
    """Lives as long as the window. Files are read and written on threads."""

    checked = Signal(object)
    """A :class:`Checked`, of the wish that was asked for last."""
    check_refused = Signal(object)
    """The Problem for which that could not be checked."""
    began = Signal(object, object)
    """The BatchRequest that runs from now on, and its results of before."""
    advanced = Signal(object, object)
    """A BatchProgress, and the results that came since the last one."""
    ended = Signal(object)
    """It is over; the Problem that ended it early, or None."""
    saved = Signal(str)
    save_refused = Signal(object)
    """The Problem for which a file could not be written."""
    cut_found = Signal(object)
    """The batches that were cut, the newest first, where there are any."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._wish: Wish | None = None
        self._run: BatchRun | None = None
        self._came: list[RowResult] = []
        self._given_up = False
        self._closing = False
        self._beat = QTimer(self, interval=TOLD_EVERY_MS)
        self._beat.timeout.connect(self._emit_progress)

    @property
    def running(self) -> bool:
        """Whether a batch is under way."""
        return self._run is not None

    def check(self, wish: "Wish") -> None:
        """Check a file; only the newest wish is answered."""
        self._wish = wish
        self._bridge.spawn(TaskKey("check batch"), self._check(), Activity.READ, TaskLife.BROKEN_OFF)

    def run(self, wanted: "BatchRequest") -> bool:
        """Run a batch; False where one is under way, or the panel closes."""
        return self._bridge.spawn(
            TaskKey("run batch"), self._carry_out(wanted), Activity.START, TaskLife.OPERATION
        )

    def pause(self) -> None:
        """Hand no further row over."""
        if self._run is not None:
            self._run.pause()

    def go_on(self) -> None:
        """After a pause."""
        if self._run is not None:
            self._run.resume()

    def cancel(self) -> None:
        """A person ends the batch: nothing more is sent, what is in flight is finished and written."""
        self._given_up = True
        if self._run is not None:
            self._run.cancel()

    def drain(self) -> None:
        """The panel closes: as a cancel, but the batch is offered for resumption."""
        self._closing = True
        if self._run is not None:
            self._run.cancel()

    def look_for_cut(self) -> None:
        """Find batches that did not come to their end."""
        key = TaskKey("find cut batches")
        self._bridge.spawn(key, self._find_cut(), Activity.READ, TaskLife.BROKEN_OFF)

    def export(
        self, path: str, wanted: "BatchRequest", results: "Sequence[RowResult]", catalogue: Catalogue
    ) -> None:
        """Write a result table; ``saved`` is emitted when it is there."""

        async def text() -> str:
            from gui.core.batch.result_table import result_table, told_of_team

            team = await told_of_team(self._bridge.services.ledger, results)
            values = (results, wanted.batch.operation, wanted.profile, catalogue, team)
            return await asyncio.to_thread(result_table, *values)

        self._spawn_saving(path, text)

    def save_template(self, path: str) -> None:
        """Write a batch file to fill in."""

        async def text() -> str:
            from gui.core.batch.rows import TEMPLATE

            return TEMPLATE

        self._spawn_saving(path, text)

    def _spawn_saving(self, path: str, text: Callable[[], Awaitable[str]]) -> None:
        key = TaskKey("write batch file", (path,))
        self._bridge.spawn(key, self._save(path, text), Activity.SAVE, TaskLife.BACKGROUND)

    # The tasks.

    async def _check(self) -> None:
        from gui.core.batch.precheck import check_file

        services, wish = self._bridge.services, None
        while wish is not self._wish and self._wish is not None:
            wish = self._wish
            try:
                checked = await check_file(services.ledger, services.connections, wish)
            except Problem as problem:
                if wish is self._wish:
                    self.check_refused.emit(problem)
            except Exception as bug:
                # Told by the owner of this task; the dialog must not wait for ever.
                self.check_refused.emit(panel_bug(bug, may_have_left=False))
                raise
            else:
                if wish is self._wish:
                    self.checked.emit(checked)

    async def _carry_out(self, wanted: "BatchRequest") -> None:
        from gui.core.batch.earlier_results import offer_no_more
        from gui.core.batch.run import opened_batch

        services = self._bridge.services
        ledger, recorder, connections = services.ledger, services.recorder, services.connections
        self._given_up = False
        ended_by: Problem | None = None
        bugs: list[Exception] = []
        try:
            async with opened_batch(ledger, recorder, connections, wanted) as run:
                await self._drive(run, wanted)
                ended_by = run.ended_by
                bugs = run.bugs
                if self._given_up:
                    await offer_no_more(ledger.folder, run.name, run.run_number)
        except Problem as problem:
            ended_by = problem
        except BaseException:
            ended_by = Problem(Delivery.NO_ANSWER, word=LocalFailure.INTERRUPTED)
            raise
        finally:
            self._run = None
            self._bridge.listener.flush()
            self.ended.emit(ended_by)
        if bugs:
            # Each row that it struck has its outcome: the owner of this task tells of it, and logs it.
            raise bugs[0]

    async def _drive(self, run: "BatchRun", wanted: "BatchRequest") -> None:
        self._run = run
        self._came.clear()
        run.listener = self._note
        self.began.emit(wanted, run.results)
        self.advanced.emit(run.progress, ())
        if self._given_up or self._closing:
            run.cancel()
        self._beat.start()
        try:
            await run.run()
        finally:
            self._beat.stop()
            self._emit_progress()

    def _note(self, result: "RowResult | None") -> None:
        if result is not None:
            self._came.append(result)

    def _emit_progress(self) -> None:
        if self._run is not None:
            came, self._came = self._came, []
            self.advanced.emit(self._run.progress, came)

    async def _find_cut(self) -> None:
        from gui.core.batch.earlier_results import cut_batches

        found = await cut_batches(self._bridge.services.ledger)
        if found:
            self.cut_found.emit(found)

    async def _save(self, path: str, text: Callable[[], Awaitable[str]]) -> None:
        from gui.core.batch.result_table import save_table

        own = self._bridge.services.ledger.folder
        try:
            await asyncio.to_thread(save_table, Path(path), await text(), own)
        except OSError as err:
            self.save_refused.emit(of_file(err, Path(path)))
        else:
            self.saved.emit(path)
