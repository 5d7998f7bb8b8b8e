"""Several jobs over one connection, which end together."""

import asyncio
from collections.abc import Coroutine

from gui.core.catalogue.errors import Problem


async def together(*jobs: Coroutine[None, None, None]) -> None:
    """Run them until one ends, by an exception or not; the others are cancelled then.

    No TaskGroup: while it ends by an exception it swallows the cancellation of whoever waits for it, so that
    a panel that closes in the moment in which the board goes away would wait for ever.

    :raises Exception: a bug before a Problem: what the others met follows from the first.
    """
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    ended = [task.exception() for task in tasks if not task.cancelled()]
    failures = [failure for failure in ended if failure is not None]
    bugs = [failure for failure in failures if not isinstance(failure, Problem)]
    for failure in (*bugs, *failures):
        raise failure
