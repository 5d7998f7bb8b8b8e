"""How long a profile's usersig and certificates are good for, and what follows when they end."""

import asyncio
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.connection.connections import Connections
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.network.certificate_files import end_of
from gui.core.profiles.profiles import Environment, Profile
from gui.core.security import usersig
from gui.core.security.keychain import CredentialKind

DAY_S: Final = 24 * 3600
SOON_S: Final = 7 * DAY_S
"""From here on it is amber."""
NOW_S: Final = DAY_S
"""From here on it is red."""


class Ending(StrEnum):
    """What ends; its text is ``validity.short.<value>`` on the bar, else ``validity.what.<value>``."""

    USERSIG = "usersig"
    CERTIFICATE = "certificate"
    RELAY_CERTIFICATE = "relay_certificate"


class Urgency(StrEnum):
    """How near the end is."""

    CALM = "calm"
    SOON = "soon"
    NOW = "now"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Expiry:
    """One thing's end.

    :param ends_at: seconds since 1970; None where it is not known, or there is no end.
    :param renews: the panel itself makes it anew in time.
    :param missing: there is none, so nothing can be sent.
    """

    what: Ending
    ends_at: float | None
    renews: bool = False
    missing: bool = False

    def days(self, now: float) -> int:
        """Whole days that are left; 0 on the last one and after it."""
        return max(0, math.floor(((self.ends_at or now) - now) / DAY_S))

    def urgency(self, now: float) -> Urgency:
        """Amber for the last 7 days, red for the last 24 hours and after them."""
        if self.ends_at is None or self.ends_at - now > SOON_S:
            return Urgency.CALM
        if self.ends_at <= now:
            return Urgency.OVER
        return Urgency.SOON if self.ends_at - now > NOW_S else Urgency.NOW


async def expiries(profile: Profile, connections: Connections) -> tuple[Expiry, ...]:
    """What of a profile comes to an end; sends nothing. An end that can't be read is returned as not known.

    The relay's own certificate is known once the relay was reached.
    """
    if profile.environment is Environment.PRACTICE:
        return ()
    found = [await _of_usersig(profile, connections)]
    try:
        client = await connections.client(profile.name)
    except Problem:
        # The request, or the preflight, that meets it reports why; the certificate may have expired.
        return (*found, *await _of_file(profile, connections))
    ends = ((Ending.CERTIFICATE, client.own_expires), (Ending.RELAY_CERTIFICATE, client.peer_expires))
    return (*found, *(Expiry(what, at) for what, at in ends if at is not None))


async def _of_usersig(profile: Profile, connections: Connections) -> Expiry:
    try:
        credential = await connections.credentials.find(profile)
        if credential.kind is CredentialKind.SECRET_KEY:
            return Expiry(Ending.USERSIG, None, renews=True)
        return Expiry(Ending.USERSIG, usersig.decode(credential.secret).expires_at)
    except (Problem, ValueError) as err:
        none = isinstance(err, Problem) and err.word is LocalFailure.CREDENTIAL
        return Expiry(Ending.USERSIG, None, missing=none)


async def _of_file(profile: Profile, connections: Connections) -> tuple[Expiry, ...]:
    if profile.client_cert is None:
        return ()
    try:
        try:
            end = await asyncio.to_thread(end_of, profile.client_cert, None)
        except Problem as problem:
            if problem.word is not LocalFailure.PASSPHRASE_MISSING:
                raise
            passphrase = await connections.credentials.passphrase(profile.name)
            end = await asyncio.to_thread(end_of, profile.client_cert, passphrase)
    except Problem:
        return (Expiry(Ending.CERTIFICATE, None),)
    return (Expiry(Ending.CERTIFICATE, end.timestamp()),)


def short_text(validity: Expiry, messages: Messages, now: float) -> str:
    """A short text for the connection bar."""
    what = messages.text(f"validity.short.{validity.what}")
    if validity.missing:
        return messages.text("validity.missing", what=what)
    if validity.ends_at is None:
        return messages.text("validity.renews" if validity.renews else "validity.not_known", what=what)
    urgency = validity.urgency(now)
    if urgency is Urgency.OVER:
        return messages.text("validity.over", what=what)
    if urgency is Urgency.NOW:
        return messages.text("validity.ends", what=what, when=_when(validity.ends_at, now, messages))
    return messages.count("validity.days", validity.days(now), what=what)


def detail_text(validity: Expiry, messages: Messages, now: float) -> str:
    """The technical word and the moment; empty where the end is not known."""
    if validity.ends_at is None:
        return ""
    what = messages.text(f"validity.what.{validity.what}")
    return messages.text("validity.ends", what=what, when=_when(validity.ends_at, now, messages))


def consequence(validity: Expiry, messages: Messages, now: float) -> str:
    """What follows, and who can help; empty while there is time."""
    urgency = validity.urgency(now)
    if validity.ends_at is None or urgency is Urgency.CALM:
        return ""
    what = messages.text(f"validity.what.{validity.what}")
    help_text = messages.text(f"validity.help.{validity.what}")
    if urgency is Urgency.OVER:
        return messages.text("validity.consequence_over", what=what, help=help_text)
    when = _when(validity.ends_at, now, messages)
    return messages.text("validity.consequence", what=what, when=when, help=help_text)


def request_text(validity: Expiry, profile: Profile, messages: Messages, now: float) -> str:
    """What the administrator is asked for, with the facts that they need. It holds no secret."""
    assert validity.ends_at is not None
    over = validity.urgency(now) is Urgency.OVER
    what = messages.text(f"validity.what.{validity.what}")
    utc = datetime.fromtimestamp(validity.ends_at, UTC)
    facts = {
        "what": what,
        "ends": f"{_local(validity.ends_at)} ({utc:%Y-%m-%d %H:%M} UTC)",
        "profile": visible(profile.name),
        "host": profile.host,
        "app": str(profile.sdk_app_id),
        "identifier": visible(profile.identifier),
    }
    lines = [messages.text("renewal.over" if over else "renewal.soon", what=what)]
    lines += [
        messages.text("copied.line", name=messages.text(f"renewal.{name}"), value=value)
        for name, value in facts.items()
    ]
    return "\n".join([*lines, messages.text(f"renewal.do.{validity.what}")])


def _when(ends_at: float, now: float, messages: Messages) -> str:
    """By the clock on the wall: today, tomorrow, or the date."""
    end, today = datetime.fromtimestamp(ends_at), datetime.fromtimestamp(now).date()
    clock = f"{end:%H:%M}"
    if end.date() == today:
        return messages.text("validity.today", time=clock)
    if end.date() == today + timedelta(days=1):
        return messages.text("validity.tomorrow", time=clock)
    return messages.text("validity.date", date=f"{end:%Y-%m-%d}", time=clock)


def _local(at: float) -> str:
    return f"{datetime.fromtimestamp(at):%Y-%m-%d %H:%M}"
