"""Where requests of a profile go, and within which limits."""

import ipaddress
from dataclasses import dataclass, field
from typing import Final

from gui.core.foundation.enums import OVERRUN_HOURS

ANSWER_LIMIT_S: Final = 8.0
"""Time for the whole exchange; the gateway itself gives up within 3 s (PROTOCOL.md, "Transport")."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a profile allows; 0 is no limit.

    :param rate: requests a second, retries included.
    :param in_flight: requests that may wait for their answer at the same time.
    """

    rate: float = 0.0
    in_flight: int = 0


UNLIMITED: Final = Limits()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What of a profile makes a target: relay host (with a port that is not the default) and app id.

    :param limits: how fast its requests may follow each other.
    :param overrun_hours: how old a recording of it may get before it needs attention.
    """

    host: str
    sdk_app_id: int
    limits: Limits = field(default=UNLIMITED, compare=False)
    overrun_hours: int = field(default=OVERRUN_HOURS, compare=False)


def is_loopback(host: str) -> bool:
    """Whether the host is this computer: ``localhost``, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
