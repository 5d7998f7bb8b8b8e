"""Where the panel is killed, and what its next start has to show."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.harness.crash_child import (
    MIGRATING_STEPS,
    OPENING_STEPS,
    RESCUE_STEPS,
    RETRY_STEPS,
    STEPS,
    WAITING_STEPS,
)
from tests.harness.crash_sweeps import SWEPT_STEPS

# What the next start of the panel has to show, by the step at which it was killed; None is no session.
_OPEN: Final = dict.fromkeys(STEPS, "unknown")
AFTER_START: Final[dict[str, str | None]] = {
    **_OPEN,
    "before_intent": None,
    "in_intent": None,
    "after_outcome": "recording",
    "in_retry_row": "unknown",
    "after_retry_row": "failed",
    "after_second_intent": "unknown",
}
AFTER_STOP: Final[dict[str, str | None]] = {
    **_OPEN,
    "before_intent": "recording",
    "in_intent": "recording",
    "after_outcome": "stopped",
    "in_retry_row": "unknown",
    "after_retry_row": "recording",
    "after_second_intent": "unknown",
}


WAITING: Final = "waiting starts"
LOCKS: Final = ("locks removed", "locks replaced")
MOVED: Final = "folder moved"


@dataclass(frozen=True)
class Plan:
    """One kill.

    :param way: ``start``, ``stop``, ``several starts``, ``several stops``, ``waiting starts`` (let through
        one at a time), ``opening``, ``migrating``, ``rescuing``; ``locks removed`` and ``locks replaced``
        under a start, and then the same start by another process; ``folder moved`` under waiting starts,
        which are not killed; from outside, whatever it is at: ``any time``, and
        ``python -m gui`` for one that no nursery forked.
    """

    way: str
    step: str
    nth: int = 1
    after_s: float | None = None


def plans(seed: int, several: int) -> Iterator[Plan]:
    """Without end: every step of every way in turn; then with the dice.

    :param several: how many operations are under way at once, where there are several.
    """
    dice = random.Random(seed)
    fixed = [Plan(way, step) for way in ("start", "stop") for step in (*STEPS, *RETRY_STEPS)]
    fixed += [Plan(WAITING, step, nth) for step in WAITING_STEPS for nth in (1, several - 1)]
    # The second of them has waited: it may have left, and is never found as one that did not.
    fixed += [Plan(WAITING, step, 2) for step in ("after_intent", "after_send")]
    fixed += [Plan("opening", step) for step in OPENING_STEPS]
    fixed += [Plan("migrating", step) for step in MIGRATING_STEPS]
    fixed += [Plan("rescuing", step) for step in RESCUE_STEPS]
    fixed += [Plan(LOCKS[number % 2], step) for number, step in enumerate(SWEPT_STEPS)]
    fixed.append(Plan(MOVED, "after_outcome"))
    for number in itertools.count():
        if number < len(fixed) or dice.random() < 0.4:
            yield fixed[number % len(fixed)]
        elif dice.random() < 0.4:
            yield Plan("any time", "", after_s=dice.uniform(0.0, 0.16))
        elif dice.random() < 0.1:
            yield Plan("python -m gui", "", after_s=dice.uniform(0.2, 1.2))
        elif dice.random() < 0.8:
            way = dice.choice(["several starts", "several stops", WAITING])
            yield Plan(way, dice.choice(STEPS), nth=dice.randint(1, several))
        else:
            yield Plan(dice.choice(["opening", "migrating"]), "in_schema", nth=dice.randint(1, 8))
