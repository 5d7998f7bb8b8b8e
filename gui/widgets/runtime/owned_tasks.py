"""The window's owned tasks, each under a key: what is under way is not begun a second time.

Whoever begins one says by its life what the end of the panel does with it. An expected failure ends as a
Problem with the activity it interrupted, anything else as a bug.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum

from gui.core.catalogue.errors import Activity, Problem
from gui.core.security.redaction import masked

log = logging.getLogger(__name__)


class TaskLife(StrEnum):
    """What the end of the panel does with a task, and whether staff are told to wait for it."""

    OPERATION = "operation"
    """A request or a decision of staff: it makes the panel busy, and the end waits for it."""
    BACKGROUND = "background"
    """Short work, or the saving of a file: the end waits for it, but the panel is not busy."""
    BROKEN_OFF = "broken_off"
    """Looking, reading and checking, perhaps without an end of its own: the end of the panel cancels it."""


@dataclass(frozen=True, slots=True)
class TaskKey:
    """Names one task; two tasks of equal keys are never under way at the same time.

    :param work: what is done, such as ``start``.
    :param subject: to what; its parts are compared one by one, so no name can pass for another.
    """

    work: str
    subject: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Owned:
    task: "asyncio.Task[None]"
    life: TaskLife


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
        self._tasks: dict[TaskKey, _Owned] = {}
        self._closing = False

    @property
    def busy(self) -> bool:
        """Whether an operation is under way."""
        return bool(self._operations())

    async def operations_over(self) -> None:
        """Wait until no operation is under way."""
        while running := self._operations():
            await asyncio.wait(running)

    def open(self) -> None:
        """Take work on again, after a close."""
        self._closing = False

    def spawn(
        self, key: TaskKey, work: Coroutine[object, object, None], activity: Activity, life: TaskLife
    ) -> bool:
        """Run work as an owned task; False (and nothing run) where that key is busy, or the panel closes."""
        before = self._tasks.get(key)
        # One that is done is forgotten a moment later: what staff press within that moment counts.
        if (before is not None and not before.task.done()) or self._closing:
            work.close()
            return False
        task = asyncio.get_running_loop().create_task(self._guarded(key, work, activity), name=str(key))
        self._tasks[key] = _Owned(task, life)
        task.add_done_callback(lambda done: self._forget(key, done, work))
        return True

    async def break_off(self, *, but: frozenset[str]) -> None:
        """What looks and reads ends now, and what saves is awaited; operations go on.

        :param but: the kinds of work that go on as well.
        """
        own = [(key, one) for key, one in self._tasks.items() if key.work not in but]
        for _key, owned in own:
            if owned.life is TaskLife.BROKEN_OFF:
                owned.task.cancel()
        if ending := {one.task for _key, one in own if one.life is not TaskLife.OPERATION}:
            await asyncio.wait(ending)

    async def close(self, *, wait_s: float) -> None:
        """Take nothing more on, wait for what is under way, then cancel the rest.

        :param wait_s: for how many seconds it waits, 0 or more.
        """
        self._closing = True
        for owned in self._tasks.values():
            if owned.life is TaskLife.BROKEN_OFF:
                owned.task.cancel()
        if waiting := {owned.task for owned in self._tasks.values()}:
            _, late = await asyncio.wait(waiting, timeout=wait_s)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)

    def _operations(self) -> "set[asyncio.Task[None]]":
        owned = self._tasks.values()
        return {one.task for one in owned if one.life is TaskLife.OPERATION and not one.task.done()}

    async def _guarded(self, key: TaskKey, work: Coroutine[object, object, None], activity: Activity) -> None:
        try:
            await work
        except Problem as problem:
            log.info("%s ended: %s", key.work, problem)
            self._on_problem(problem, activity)
        except Exception:
            # A bug: never swallowed, never the end of the window.
            text = masked(traceback.format_exc())
            log.error("bug in an owned task\n%s", text)
            self._on_bug(text)

    def _forget(
        self, key: TaskKey, done: "asyncio.Task[None]", work: Coroutine[object, object, None]
    ) -> None:
        # Cancelled before its first step, it would be left unawaited.
        work.close()
        owned = self._tasks.get(key)
        if owned is not None and owned.task is done:
            del self._tasks[key]
