"""How long a profile's usersig and certificates are good for, and what follows when they end."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from gui.core import usersig
from gui.core.connections import Connections
from gui.core.errors import Problem
from gui.core.keychain import Kind
from gui.core.messages import Messages
from gui.core.profiles import Environment, Profile

DAY_S: Final = 24 * 3600
SOON_S: Final = 7 * DAY_S
"""From here on it is amber."""
NOW_S: Final = DAY_S
"""From here on it is red."""


class Ending(StrEnum):
    """What comes to an end; ``validity.what.<value>`` are its words."""

    USERSIG = "usersig"
    CERTIFICATE = "certificate"
    RELAY_CERTIFICATE = "relay_certificate"


class Urgency(StrEnum):
    """How near the end is."""

    CALM = "calm"
    SOON = "soon"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Validity:
    """One thing's end.

    :param ends_at: seconds since 1970; None where it is made anew in time by the panel itself.
    """

    what: Ending
    ends_at: float | None

    def days(self, now: float) -> int:
        """Whole days that are left; 0 on the last one and after it."""
        return max(0, math.floor(((self.ends_at or now) - now) / DAY_S))

    def urgency(self, now: float) -> Urgency:
        """Amber for the last 7 days, red for the last 24 hours."""
        if self.ends_at is None or self.ends_at - now > SOON_S:
            return Urgency.CALM
        return Urgency.SOON if self.ends_at - now > NOW_S else Urgency.NOW


async def validities(profile: Profile, connections: Connections) -> tuple[Validity, ...]:
    """What of a profile comes to an end; sends nothing. What can't be read is left out.

    The relay's own certificate is known once the relay was reached.
    """
    if profile.environment is Environment.PRACTICE:
        return ()
    found = []
    try:
        credential = await connections.credentials.find(profile)
        if credential.kind is Kind.SECRET_KEY:
            found.append(Validity(Ending.USERSIG, None))
        else:
            found.append(Validity(Ending.USERSIG, usersig.decode(credential.secret).expires_at))
    except (Problem, ValueError):
        # Told by the request, or the preflight, that meets it.
        found = []
    try:
        client = await connections.client(profile.name)
    except Problem:
        return tuple(found)
    ends = ((Ending.CERTIFICATE, client.own_expires), (Ending.RELAY_CERTIFICATE, client.peer_expires))
    return (*found, *(Validity(what, at) for what, at in ends if at is not None))


def short_words(validity: Validity, messages: Messages, now: float) -> str:
    """A few words for the connection bar."""
    what = messages.text(f"validity.what.{validity.what}")
    if validity.ends_at is None:
        return messages.text("validity.renews", what=what)
    if validity.ends_at <= now:
        return messages.text("validity.over", what=what)
    if validity.urgency(now) is Urgency.NOW:
        return messages.text("validity.ends", what=what, when=_when(validity.ends_at, now, messages))
    return messages.text("validity.days", what=what, days=validity.days(now))


def consequence(validity: Validity, messages: Messages, now: float) -> str:
    """What follows, and who can help; empty while there is time."""
    if validity.ends_at is None or validity.urgency(now) is Urgency.CALM:
        return ""
    what = messages.text(f"validity.what.{validity.what}")
    if validity.ends_at <= now:
        return messages.text("validity.consequence_over", what=what)
    return messages.text("validity.consequence", what=what, when=_when(validity.ends_at, now, messages))


def _when(ends_at: float, now: float, messages: Messages) -> str:
    """By the clock on the wall: today, tomorrow, or the date."""
    end, today = datetime.fromtimestamp(ends_at), datetime.fromtimestamp(now).date()
    clock = f"{end:%H:%M}"
    if end.date() == today:
        return messages.text("validity.today", time=clock)
    if end.date() == today + timedelta(days=1):
        return messages.text("validity.tomorrow", time=clock)
    return f"{end:%Y-%m-%d} {clock}"
