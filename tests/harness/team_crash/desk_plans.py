"""Where a desk of a team is killed, and what its sessions may be afterwards."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.harness.crash_child import RETRY_STEPS, STEPS

CLAIM_STEPS: Final = ("before_claim", "in_claim", "after_claim")
NO_INTENT: Final = (*CLAIM_STEPS, "before_intent", "in_intent")
"""Nothing of the request is in the ledger by then."""
OPEN_STEPS: Final = STEPS[STEPS.index("after_intent") : STEPS.index("after_outcome")]
"""The intent is in the ledger, and no outcome."""
RELEASE_STEPS: Final = ("before_conclude", "before_release", "in_release", "after_release")
"""The outcome is in the ledger."""
UPLOAD_STEPS: Final = ("before_upload", "in_upload", "after_upload")
FETCH_STEPS: Final = ("before_fetch", "in_fetch", "after_fetch", "before_take", "in_take", "after_take")
OPENING_STEPS: Final = ("before_register", "in_register", "after_register", "before_heads", "after_heads")
SEVERAL: Final = 3


@dataclass(frozen=True)
class DeskPlan:
    """One kill of the desk LI.

    :param way: ``start``; ``stop``; ``stop another's``; ``settle``; ``several starts``; ``race`` with another
        desk that starts the same; ``suspended``: a start that sleeps until another desk took its claim;
        ``away``: a start without the board; ``backlog``: what was started so is sent; ``apart``: what two
        desks started so comes together; ``catch-up``: rows of another desk come; ``live``: they come one by
        one, while a window is open; ``recovery``: the start after a kill is killed as well.
    :param after_s: from outside, at that moment; there is no step then.
    """

    way: str
    step: str
    nth: int = 1
    after_s: float | None = None

    @property
    def states(self) -> frozenset[str] | None:
        """What a session that LI began, or was stopping, may be afterwards; None for whatever is true."""
        table = _AFTER.get(self.way)
        if table is None or self.after_s is not None:
            return None
        return table.get(self.step)

    @property
    def reached(self) -> bool:
        """Whether the killed process reaches the board."""
        return self.way != "away"

    @property
    def is_alone(self) -> bool:
        """Whether one request at most may come to the service."""
        return self.way != "apart"

    @property
    def may_be_unknown(self) -> bool:
        """Whether what was killed had a request on its way, or several desks had."""
        return self.way not in ("backlog", "catch-up", "live")


def _states(before: str, after: str) -> dict[str, frozenset[str]]:
    return {
        **dict.fromkeys(NO_INTENT, frozenset({before})),
        **dict.fromkeys(OPEN_STEPS, frozenset({"unknown"})),
        # Rows are sent beside the request.
        **dict.fromkeys(UPLOAD_STEPS, frozenset({"unknown", after})),
        **dict.fromkeys(("after_outcome", *RELEASE_STEPS), frozenset({after})),
    }


_AFTER: Final = {
    "start": _states("", "recording"),
    "stop": _states("recording", "stopped"),
    "stop another's": _states("recording", "stopped"),
    "settle": {},
}
OF_A_REQUEST: Final = (*CLAIM_STEPS, *STEPS, *UPLOAD_STEPS, *RELEASE_STEPS)


def _fixed() -> list[DeskPlan]:
    found = [DeskPlan(way, step) for way in ("start", "stop", "stop another's") for step in OF_A_REQUEST]
    found += [DeskPlan("start", step) for step in (*RETRY_STEPS, "before_renew", "in_renew", "after_renew")]
    found += [DeskPlan("stop another's", step) for step in FETCH_STEPS]
    settled = (*CLAIM_STEPS, "before_change", "in_change", "before_conclude", *RELEASE_STEPS)
    found += [DeskPlan("settle", step) for step in settled]
    found += [DeskPlan("several starts", step, nth) for step in OF_A_REQUEST for nth in (1, SEVERAL)]
    found += [DeskPlan("race", step) for step in OF_A_REQUEST]
    found += [
        DeskPlan("suspended", step) for step in ("before_outcome", "in_outcome", "after_outcome", "in_upload")
    ]
    found += [DeskPlan("away", step) for step in STEPS]
    found += [
        DeskPlan("backlog", step, nth)
        for step in (*OPENING_STEPS, *UPLOAD_STEPS)
        for nth in ((1, 2) if step in UPLOAD_STEPS else (1,))
    ]
    found += [DeskPlan("apart", step) for step in (*OPENING_STEPS, *UPLOAD_STEPS, *FETCH_STEPS)]
    for way in ("catch-up", "live"):
        found += [DeskPlan(way, step, nth) for step in FETCH_STEPS for nth in (1, 2)]
    found += [
        DeskPlan("recovery", step)
        for step in ("before_outcome", "after_outcome", *RELEASE_STEPS[1:], *OPENING_STEPS[:3])
    ]
    return found


_STEPS: Final = _fixed()
WAYS: Final = tuple(dict.fromkeys(plan.way for plan in _STEPS))
_ONLY_AT_STEPS: Final = ("settle", "suspended", "recovery")


def desk_plans(seed: int, ways: tuple[str, ...] = WAYS) -> Iterator[DeskPlan]:
    """Without end: each step of these ways once, in an order of the dice; then any moment, too."""
    dice = random.Random(seed)
    fixed = [plan for plan in _STEPS if plan.way in ways]
    dice.shuffle(fixed)
    at_any_moment = [way for way in ways if way not in _ONLY_AT_STEPS]
    for number in itertools.count():
        if number < len(fixed) or not at_any_moment or dice.random() < 0.5:
            yield fixed[number % len(fixed)]
        else:
            yield DeskPlan(dice.choice(at_any_moment), "", after_s=dice.uniform(0.0, 0.4))
