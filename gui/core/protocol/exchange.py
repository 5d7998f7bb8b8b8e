"""The course of one request on its way, for its outcome, its row and the timeline. Knows no HTTP."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Exchange:
    """One request's course, filled while it is under way, so that it is known after any failure.

    Times are seconds of the monotonic clock; None where that step was not reached.
    """

    began: float = field(default_factory=time.monotonic)
    connected: float | None = None
    sent: float | None = None
    answered: float | None = None
    reused: bool = False
    status: int | None = None
    date: str = ""
    answer: bytes = b""

    @property
    def may_have_left(self) -> bool:
        """From the moment that a connection was there, a byte may have left."""
        return self.connected is not None

    @property
    def waited_ms(self) -> int:
        """From sending to the answer; 0 where there was none."""
        began = self.began if self.sent is None else self.sent
        return 0 if self.answered is None else round((self.answered - began) * 1000)

    def milliseconds(self) -> dict[str, int]:
        """The steps reached, in milliseconds since the request was begun."""
        steps = {"connected": self.connected, "sent": self.sent, "answered": self.answered}
        return {name: round((at - self.began) * 1000) for name, at in steps.items() if at is not None}
