"""When the panel sends a request once more by itself, and how long it waits before that.

The rules stand in NEXT_STEPS.md, "Automatic retries". A start is sent again only after an answer that is
marked so: nothing of it is under way then. Without an answer it is never sent again. A stop without a usable
answer is sent once more: stopping twice does no harm.
"""

import asyncio
import contextlib
import random
import time
from dataclasses import dataclass
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.catalogue.guidance import Retry
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation


@dataclass(frozen=True, slots=True)
class Pacing:
    """How often and how soon the panel tries again by itself. Tests shorten the waits.

    :param tries: requests in all, the first included.
    :param delay_s: seconds from an answer to the next try (PROTOCOL.md, "Behaviour of the service").
    :param jitter_s: up to this many seconds on top, so that thirty rooms do not retry at once.
    :param resend_s: seconds before a stop without a usable answer is sent once more.
    """

    tries: int = 3
    delay_s: float = 3.0
    jitter_s: float = 0.5
    resend_s: float = 1.0


DEFAULT_PACING: Final = Pacing()


def wait_before_next_try(
    problem: Problem | None, operation: Operation, pacing: Pacing, *, tries: int, resent: bool
) -> float | None:
    """Seconds until the next try; None where this answer is the last one.

    :param problem: the answer to the newest try; None where it was 0.
    :param tries: requests so far.
    :param resent: an earlier try of this stop had no usable answer, and it was sent once more already.
    """
    if problem is None:
        return None
    retry = for_problem(problem, operation).retry
    if retry in (Retry.DOCUMENTED, Retry.SLOWER) and tries < pacing.tries:
        return pacing.delay_s + random.uniform(0, pacing.jitter_s)
    if retry is Retry.ONCE_MORE and not resent:
        return pacing.resend_s
    return None


def asks_for_fewer(problem: Problem | None) -> bool:
    """An answer that asks for fewer requests (60007 and its kin); it comes to both operations alike."""
    return problem is not None and for_problem(problem, Operation.START).retry is Retry.SLOWER


def leaves_a_stop_open(problem: Problem) -> bool:
    """Whether a stop with this answer, or without one, may have taken effect."""
    return for_problem(problem, Operation.STOP).retry is Retry.ONCE_MORE


async def waited(seconds: float, ended: asyncio.Event) -> bool:
    """Wait; True once the time is over, False where ``ended`` was set first."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        # A timer may fire early: the monotonic clock decides.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(left):
                await ended.wait()
            return False
    return True
