"""Prints that a command is still at work, when it has printed nothing else for a while."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Final, TypeVar

from gui.commands import output
from gui.commands.context import Context

SILENCE_S: Final = 0.9
T = TypeVar("T")


async def with_heartbeat(context: Context, items: AsyncIterator[T]) -> AsyncIterator[T]:
    """The same items; a line on standard error for each second without one."""
    while True:
        began = time.monotonic()
        coming = asyncio.ensure_future(anext(items, None))
        try:
            while not (await asyncio.wait({coming}, timeout=SILENCE_S))[0]:
                seconds = round(time.monotonic() - began)
                output.print_error(context.text("cli.still_checking", seconds=seconds))
        finally:
            coming.cancel()
        item = coming.result()
        if item is None:
            return
        yield item
