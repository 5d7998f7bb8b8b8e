"""The window's owned tasks, each under a key: what is under way is not begun a second time.

An expected failure ends as a Problem with the activity it interrupted, anything else as a bug.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine
from typing import Final

from gui.core.catalogue.errors import Activity, Problem
from gui.core.security.redaction import masked

_NOT_AWAITED: Final = ("_poll", "_warm", "_check", "_history", "_save_sessions")
"""Work that the end of the panel breaks off: nobody waits for what comes of it."""

log = logging.getLogger(__name__)


class OwnedTasks:
    """Lives on one event loop.

    :param on_problem: called with each Problem that ends a task, and its activity.
    :param on_bug: called with the masked traceback of any other exception.
    """

    def __init__(
        self, on_problem: Callable[[Problem, Activity], None], on_bug: Callable[[str], None]
    ) -> None:
        self._on_problem = on_problem
        self._on_bug = on_bug
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._closing = False

    @property
    def busy(self) -> bool:
        """Whether an operation is under way; keys that begin with ``_`` are work that nobody asked for."""
        return any(not key.startswith("_") and not task.done() for key, task in self._tasks.items())

    def open(self) -> None:
        """Take work on again, after a close."""
        self._closing = False

    def spawn(self, key: str, work: Coroutine[object, object, None], activity: Activity) -> bool:
        """Run work as an owned task; False (and nothing run) where that key is busy, or the panel closes."""
        before = self._tasks.get(key)
        # One that is done is forgotten a moment later: what staff press within that moment counts.
        if (before is not None and not before.done()) or self._closing:
            work.close()
            return False
        task = asyncio.get_running_loop().create_task(self._guarded(work, activity), name=key)
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._forget(key, done, work))
        return True

    async def close(self, *, wait_s: float) -> None:
        """Take nothing more on, wait for what is under way for some seconds, then cancel the rest."""
        self._closing = True
        for key, task in self._tasks.items():
            if key.startswith(_NOT_AWAITED):
                task.cancel()
        if waiting := set(self._tasks.values()):
            _, late = await asyncio.wait(waiting, timeout=wait_s)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)

    async def _guarded(self, work: Coroutine[object, object, None], activity: Activity) -> None:
        try:
            await work
        except Problem as problem:
            self._on_problem(problem, activity)
        except Exception:
            # A bug: never swallowed, never the end of the window.
            text = masked(traceback.format_exc())
            log.error("bug in an owned task\n%s", text)
            self._on_bug(text)

    def _forget(self, key: str, done: "asyncio.Task[None]", work: Coroutine[object, object, None]) -> None:
        # Cancelled before its first step, it would be left unawaited.
        work.close()
        if self._tasks.get(key) is done:
            del self._tasks[key]
