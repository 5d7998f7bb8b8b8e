"""Arms the next answers: any code, a delay, or a way to lose or spoil the answer."""

import asyncio
from contextlib import suppress
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gui.core.foundation.enums import UINT32_MAX
from gui.simulator.gateway import Arrival

LONGEST_DELAY: Final = 600.0


class Fault(StrEnum):
    """What happens to the answer on its way."""

    NONE = "none"
    DROP_BEFORE = "drop_before"
    """The connection is closed, and nothing took effect."""
    DROP_AFTER = "drop_after"
    """The connection is closed after the request took effect."""
    CUT = "cut"
    """Half of the answer arrives."""
    HTML_502 = "html_502"
    """A proxy's error page; nothing took effect."""
    EMPTY = "empty"
    """Status 200 and no body."""
    WRONG_SEQ = "wrong_seq"
    """The answer carries another request's ``uint32_seq``."""
    NOT_JSON = "not_json"
    """Status 200 and a body that is no JSON."""


_WITHOUT_EFFECT: Final = frozenset({Fault.DROP_BEFORE, Fault.HTML_502})


class Arm(BaseModel):
    """What is to happen to the next answers that match ``operation``, ``room`` and ``account``.

    :param times: how many answers.
    :param code: the code to answer; None leaves the service's own verdict, 0 is a success whatever
        that would be. Negative ones go into the head, 60000 … 99999 into a gateway envelope, all others
        into the body.
    :param unsigned: send a head code as an unsigned 32-bit integer.
    :param delay_s: seconds between the effect and the answer, 0 … 600.
    :param takes_effect: whether the service carries the request out. By default a code means it does not,
        and without a code the fault decides.
    :param message: the service's text; None leaves the usual one.
    :param file_ids: what a success gives as file ids; None leaves the service's own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    times: int = Field(default=1, ge=1, le=1_000_000)
    operation: Literal["start", "stop", "any"] = "any"
    room: int | None = None
    account: str | None = None
    code: Annotated[int, Field(ge=-5, le=UINT32_MAX)] | None = None
    unsigned: bool = False
    delay_s: float = Field(default=0.0, ge=0, le=LONGEST_DELAY)
    fault: Fault = Fault.NONE
    takes_effect: bool | None = None
    message: str | None = None
    file_ids: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.fault is Fault.DROP_BEFORE and self.takes_effect:
            raise ValueError("drop_before never takes effect: use drop_after")
        return self

    @property
    def effective(self) -> bool:
        """Whether the service carries the request out."""
        if self.takes_effect is not None:
            return self.takes_effect
        return not self.code and self.fault not in _WITHOUT_EFFECT

    def matches(self, arrival: Arrival) -> bool:
        """Whether this arm is meant for the request. ``any`` also means requests that can't be read."""
        return (
            self.operation in ("any", None if arrival.operation is None else arrival.operation.name.lower())
            and self.room in (None, arrival.room)
            and self.account in (None, arrival.account)
        )


UNARMED: Final = Arm()
"""No fault, no delay, the service's own verdict."""


class Faults:
    """The armed answers, first armed, first used."""

    def __init__(self) -> None:
        self._armed: list[tuple[Arm, int]] = []
        self._delays: set[asyncio.Event] = set()

    @property
    def armed(self) -> tuple[Arm, ...]:
        """What is still to come, each with the number of answers that are left."""
        return tuple(arm.model_copy(update={"times": left}) for arm, left in self._armed)

    def arm(self, arm: Arm) -> None:
        """Arm further answers, after those that are armed already."""
        self._armed.append((arm, arm.times))

    def disarm(self) -> None:
        """Let all answers be the service's own again."""
        self._armed.clear()

    def take(self, arrival: Arrival) -> Arm:
        """The arm that the request uses up; ``UNARMED`` for most."""
        for position, (arm, left) in enumerate(self._armed):
            if arm.matches(arrival):
                self._armed[position : position + 1] = [(arm, left - 1)] if left > 1 else []
                return arm
        return UNARMED

    async def delay(self, seconds: float) -> None:
        """Wait between effect and answer, until it is over or :meth:`hurry` ends it."""
        hurry = asyncio.Event()
        self._delays.add(hurry)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await hurry.wait()
        finally:
            self._delays.discard(hurry)

    def hurry(self) -> None:
        """End the delays that are going on."""
        for hurry in self._delays:
            hurry.set()
