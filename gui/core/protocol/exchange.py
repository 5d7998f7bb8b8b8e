"""The course of one request on its way, for its outcome, its row and the timeline. Knows no HTTP."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

ANSWER_KEPT: Final = 64 * 1024
"""How many characters of an answer the ledger keeps."""


def _nothing() -> None:
    """Nothing keeps it back."""


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
    content_type: str = ""
    content_encoding: str = ""
    answer: bytes = b""
    """The answer's body; what came of it where the rest did not."""
    encoding: str = "utf-8"
    """The codec that makes text of the answer."""
    text: str = ""
    """The answer as text, as much of it as is kept: holds no secret."""
    beginning: bytes = b""
    """What the answer began with, its head included, as it came."""
    cut: bool = False
    """The connection ended before the answer did."""
    garbled: bool = False
    """What came could not be parsed."""
    before_first_byte: Callable[[], None] = _nothing
    """Called once its connection is there, right before it leaves; raises where it may not any more."""

    @property
    def may_have_left(self) -> bool:
        """From the moment that a connection was there, a byte may have left."""
        return self.connected is not None

    @property
    def whole(self) -> bool:
        """Whether an answer came to its end."""
        return self.answered is not None

    @property
    def waited_ms(self) -> int:
        """From sending to the answer; 0 where there was none."""
        began = self.began if self.sent is None else self.sent
        return 0 if self.answered is None else round((self.answered - began) * 1000)

    def milliseconds(self) -> dict[str, int]:
        """The steps reached, in milliseconds since the request was begun."""
        steps = {"connected": self.connected, "sent": self.sent, "answered": self.answered}
        return {name: round((at - self.began) * 1000) for name, at in steps.items() if at is not None}
