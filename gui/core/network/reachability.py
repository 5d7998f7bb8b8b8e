"""Whether a relay can be reached: from its last answer, or from why there was none.

What was never asked is not known, and what was found long ago may no longer be so.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.messages import Messages
from gui.core.foundation.system import boot_seconds

FRESH_S: Final = 15 * 60
"""How long the relay counts as reachable after it was last reached."""
_MINUTE_S: Final = 60
_HOUR_S: Final = 3600
_DAY_S: Final = 24 * 3600
_NOT_REACHED: Final = frozenset(
    {
        LocalFailure.NAME_RESOLUTION,
        LocalFailure.CONNECT,
        LocalFailure.PROXY,
        LocalFailure.PROXY_LOGIN,
        LocalFailure.PROXY_SETTING,
    }
)


class Route(StrEnum):
    """How the connection to the relay went, the last time; ``contact.<value>`` is its text."""

    NOT_ASKED = "not_asked"
    REACHABLE = "reachable"
    LONG_AGO = "long_ago"
    NO_ANSWER = "no_answer"
    NOT_REACHABLE = "not_reachable"
    NOT_TRUSTED = "not_trusted"


@dataclass(slots=True)
class Reachability:
    """Filled by the relay client. Times are seconds of the clock that goes on in sleep (``boot_seconds``).

    :ivar reached_at: when a connection last came about, or an answer came.
    :ivar answered_at: when the last answer came; ``took_ms`` how long it took, from sending.
    :ivar failed_at: when a connection or an answer last failed to come; ``failure`` why.
    """

    reached_at: float | None = None
    answered_at: float | None = None
    took_ms: int | None = None
    failed_at: float | None = None
    failure: Problem | None = None

    def reached(self) -> None:
        """A connection came about, and the relay took it."""
        self.reached_at, self.failed_at, self.failure = boot_seconds(), None, None

    def answered(self, took_ms: int) -> None:
        """An answer came that could be used."""
        self.reached()
        self.answered_at, self.took_ms = self.reached_at, took_ms

    def failed(self, problem: Problem) -> None:
        """The connection, or the answer, did not come."""
        self.failed_at, self.failure = boot_seconds(), problem

    def way(self, now: float) -> Route:
        """The reachability, as far as it is known at that moment of ``boot_seconds``."""
        if self.failure is not None:
            return _way_of(self.failure)
        if self.reached_at is None:
            return Route.NOT_ASKED
        return Route.REACHABLE if now - self.reached_at <= FRESH_S else Route.LONG_AGO


def reachability_text(reachability: Reachability, messages: Messages, now: float) -> str:
    """A short text for the connection bar.

    :param now: the present moment of ``boot_seconds``.
    """
    way = reachability.way(now)
    why = ""
    if reachability.failure is not None and reachability.failure.word is not None:
        why = messages.text(f"short.{reachability.failure.word.value}")
    parts = [messages.text(f"contact.{way}", why=why) if way is not Route.LONG_AGO else ""]
    if reachability.answered_at is not None:
        age = age_text(now - reachability.answered_at, messages)
        key = "contact.answered" if reachability.failure is None else "contact.answered_before"
        parts.append(messages.text(key, age=age, ms=reachability.took_ms or 0))
    elif way is not Route.NOT_ASKED:
        parts.append(messages.text("contact.never_answered"))
    return " · ".join(part for part in parts if part)


def age_text(seconds: float, messages: Messages) -> str:
    """A length of time in its largest whole unit; a negative one is 0 s."""
    whole = max(0, int(seconds))
    for unit, length in (("days", _DAY_S), ("hours", _HOUR_S), ("minutes", _MINUTE_S)):
        if whole >= length:
            return messages.text(f"contact.{unit}", number=whole // length)
    return messages.text("contact.seconds", number=whole)


def _way_of(problem: Problem) -> Route:
    if problem.delivery is Delivery.NO_ANSWER:
        return Route.NO_ANSWER
    return Route.NOT_REACHABLE if problem.word in _NOT_REACHED else Route.NOT_TRUSTED
