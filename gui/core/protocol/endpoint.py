"""Where requests of a profile go, and within which limits."""

import contextlib
import ipaddress
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from gui.core.foundation.enums import OVERRUN_HOURS

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
"""The port of an address that names none, by its scheme."""
_NAME_LIMIT: Final = 253
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?")
"""Names with an underscore are no host names, yet some networks have them."""
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")


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


def ascii_host(text: str) -> str:
    """A host as it goes over the wire: an address in its usual form, or a name by IDNA (UTS 46, IDNA 2008).

    Full-width letters, capitals, ideographic dots and the dot at the end are one and the same host.

    :raises ValueError: for what can be neither a host name nor an address.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u3002", ".").lower().removesuffix(".")
    if (address := _address(plain)) is not None:
        return str(address)
    if not plain.isascii():
        # Its tables take 10 ms to load.
        import idna

        plain = idna.encode(plain, uts46=True).decode("ascii")
    labels = plain.split(".")
    if len(plain) > _NAME_LIMIT or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("not a host name")
    if _NUMBER.fullmatch(labels[-1]):
        # The system reads 127.1 or 2130706433 as an address, others do not.
        raise ValueError("not an address")
    return plain


def is_loopback(host: str) -> bool:
    """Whether the host is this computer: ``localhost``, 127.0.0.0/8 or ::1, in whatever spelling."""
    with contextlib.suppress(ValueError):
        host = ascii_host(host)
    address = _address(host)
    if address is None:
        return host == "localhost"
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
