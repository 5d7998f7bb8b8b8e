"""Writers that come at the same time share one durable commit.

What is queued while a commit is on its way to the disk goes into the next one, so that the disk is waited for
once for all of them. A write returns only after its commit is durable.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from threading import Lock
from typing import TypeVar, cast

from gui.core.ledger.rows import Write, WriteResult

T = TypeVar("T")
_Queued = tuple[Write, "asyncio.Future[object]"]


class GroupCommit:
    """The queue of writes in front of one thread. Used from one event loop.

    :param thread: runs one job after the other; reads go through it too.
    :param commit: carries writes out in their order, in one durable transaction; returns what came of each.
        An exception of its own concerns the whole transaction.
    """

    def __init__(self, thread: Executor, commit: Callable[[Sequence[Write]], Sequence[WriteResult]]) -> None:
        self._thread = thread
        self._commit = commit
        self._lock = Lock()
        self._queued: list[_Queued] = []

    async def write(self, work: Callable[[], T]) -> T:
        """Queue a write; returns once it is durable, or raises what it failed with.

        A cancel before it is carried out takes it back; later the write stands, and its result is dropped.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[object] = loop.create_future()
        with self._lock:
            self._queued.append((work, future))
            first = len(self._queued) == 1
        if first:
            self._thread.submit(self._drain, loop)
        return cast(T, await future)

    def _drain(self, loop: asyncio.AbstractEventLoop) -> None:
        """Runs on the thread: all that is queued by now, in one commit."""
        with self._lock:
            taken, self._queued = self._queued, []
        wanted = [(work, future) for work, future in taken if not future.cancelled()]
        if not wanted:
            return
        try:
            done = self._commit([work for work, _ in wanted])
        except Exception as err:
            done = [(None, err)] * len(wanted)
        # A loop that was closed meanwhile has nobody left to take the result.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_resolve, [future for _, future in wanted], done)


def _resolve(futures: Sequence["asyncio.Future[object]"], done: Sequence[WriteResult]) -> None:
    for future, (result, err) in zip(futures, done, strict=True):
        if future.cancelled():
            continue
        if err is None:
            future.set_result(result)
        else:
            future.set_exception(err)
