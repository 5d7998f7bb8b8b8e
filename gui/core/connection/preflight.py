"""Checks whether a profile can reach its relay, without touching any recording. Prints nothing."""

import logging
import secrets
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem, panel_bug
from gui.core.connection.connections import Connections
from gui.core.connection.expiry import DAY_S, NOW_S, SOON_S, Ending, Expiry
from gui.core.foundation.enums import UINT32_MAX
from gui.core.network.addresses import AddressInfo, connect, look_up
from gui.core.network.dialling import limited
from gui.core.network.failure_classification import DialStep, never_sent
from gui.core.network.limits import CONNECT_LIMIT_S
from gui.core.network.relay_client import RelayClient
from gui.core.profiles.profiles import Environment, Profile
from gui.core.protocol.endpoint import DEFAULT_PORTS
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.request import StopRequest
from gui.core.protocol.wire import Nonces
from gui.core.security import usersig
from gui.core.security.keychain import CredentialKind

PROBE_ROOM: Final = UINT32_MAX
"""A room that nobody uses; the account is a fresh one each time."""
PATH_PROVED: Final = frozenset({30000403, 30000410, 30000411, 30000412, 30000413})
"""Refusals of a stop for a recording that can't be there: the checks of account and service are passed."""
CLOCK_TOLERANCE_S: Final = 60
"""Seconds that are no matter: the Date header is whole seconds, and the answer was under way."""
_SETTINGS_PROBLEMS: Final = frozenset(
    {
        LocalFailure.CERTIFICATE_FILE,
        LocalFailure.TEMPORARY_FILE,
        LocalFailure.CERTIFICATE_EXPIRED,
        LocalFailure.CERTIFICATE_NOT_YET_VALID,
        LocalFailure.CERTIFICATE_KEY_MISMATCH,
        LocalFailure.PASSPHRASE_MISSING,
        LocalFailure.PASSPHRASE_WRONG,
        LocalFailure.KEYCHAIN,
        LocalFailure.KEYCHAIN_LOCKED,
        LocalFailure.KEYCHAIN_SLOW,
    }
)
"""What keeps a client certificate from being used."""
_PROXY_PROBLEMS: Final = frozenset({LocalFailure.PROXY, LocalFailure.PROXY_LOGIN, LocalFailure.PROXY_SETTING})

log = logging.getLogger(__name__)


class Light(StrEnum):
    """How a check went. Only red keeps the panel from working."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Check(StrEnum):
    """The checks, in this order; ``preflight.check.<value>`` is the text of each."""

    CERTIFICATE = "certificate"
    PROXY = "proxy"
    NAME = "name"
    CONNECTION = "connection"
    TLS = "tls"
    CREDENTIAL = "credential"
    RELAY = "relay"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    :param key: ``preflight.<key>`` is its message, empty where the problem's text is enough. With a problem,
        ``preflight.<key>_remedy`` is what to do.
    :param problem: why it is red.
    """

    check: Check
    light: Light
    key: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)
    problem: Problem | None = None


async def preflight(
    profile: Profile, connections: Connections, *, send: bool = True
) -> AsyncIterator[Finding]:
    """Check the connection to the relay, the credential, and one harmless stop; ends at the first dead end.

    Each step has a limit of its own: 3 s for name, connection and TLS each, 8 s for the answer, 20 s for a
    keychain that asks its owner.

    :param send: False leaves the stop out: then nothing is sent to the service.
    """
    last = Check.CONNECTION
    try:
        async for finding in _findings(profile, connections, send=send):
            last = finding.check
            why = "" if finding.problem is None else f", {finding.problem}"
            log.info("check of profile %r: %s is %s%s", profile.name, last, finding.light, why)
            yield finding
    except Exception as bug:  # a bug with one profile must not end the look at the others
        log.exception("the check of profile %r was broken off", profile.name)
        yield _red(last, panel_bug(bug, may_have_left=send and last is Check.CREDENTIAL))


async def _findings(profile: Profile, connections: Connections, *, send: bool) -> AsyncIterator[Finding]:
    client: RelayClient | None = None
    direct = True
    try:
        client = await connections.client(profile.name)
    except Problem as problem:
        # Behind a proxy that can't be used, the direct way says nothing.
        direct = problem.word not in _PROXY_PROBLEMS
        yield _red(_check_of(problem), problem)
    reachable = client is not None
    if direct:
        async for finding in _way(profile, client):
            reachable = reachable and finding.light is not Light.RED
            yield finding
    credential = await _credential(profile, connections)
    yield credential
    if send and client is not None and reachable and credential.light is not Light.RED:
        async for finding in _relay(profile, client):
            yield finding


def _check_of(problem: Problem) -> Check:
    if problem.word in _PROXY_PROBLEMS:
        return Check.PROXY
    return Check.CERTIFICATE if problem.word in _SETTINGS_PROBLEMS else Check.CONNECTION


async def _way(profile: Profile, client: RelayClient | None) -> AsyncIterator[Finding]:
    """Everything up to the moment where a request could be sent."""
    if client is not None and client.own_expires is not None:
        yield _ends(Check.CERTIFICATE, Expiry(Ending.CERTIFICATE, client.own_expires))
    if client is not None and client.proxy:
        async for finding in _through_proxy(client):
            yield finding
        return
    if profile.environment is Environment.PRACTICE:
        # Its address is known once it runs.
        return
    parts = urlsplit(profile.url)
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    host = parts.hostname or ""
    name, addresses = await _name(host, port)
    yield name
    if name.light is Light.RED:
        return
    connection = await _connection(host, port, addresses)
    yield connection
    if client is not None and connection.light is not Light.RED and parts.scheme == "https":
        yield await _tls(client)


async def _through_proxy(client: RelayClient) -> AsyncIterator[Finding]:
    """The proxy looks names up, and connects; the handshake is with the relay itself."""
    tls = await _tls(client)
    if tls.problem is not None and tls.problem.word in _PROXY_PROBLEMS:
        yield _red(Check.PROXY, tls.problem)
        return
    yield Finding(Check.PROXY, Light.GREEN, "proxy_used", {"proxy": client.proxy})
    yield tls


def _ends(check: Check, validity: Expiry) -> Finding:
    """Green while there is time. A certificate that has ended is another check's problem."""
    return _lasting(check, validity.what, (validity.ends_at or 0.0) - time.time())


def _lasting(check: Check, what: Ending, left_s: float) -> Finding:
    """Days, or the hours of the last one; amber for the last 7 days."""
    light, stage = (Light.AMBER, "good_soon") if left_s <= SOON_S else (Light.GREEN, "good")
    left: Mapping[str, int] = {"days": int(left_s // DAY_S)}
    if left_s <= NOW_S:
        stage, left = "good_today", {"hours": max(0, int(left_s // 3600))}
    return Finding(check, light, f"{what}_{stage}", left)


def _red(check: Check, problem: Problem) -> Finding:
    return Finding(check, Light.RED, problem=problem)


async def _name(host: str, port: int) -> tuple[Finding, Sequence[AddressInfo]]:
    try:
        async with limited(CONNECT_LIMIT_S):
            addresses = await look_up(host, port)
    except OSError as err:
        return _red(Check.NAME, never_sent(err)), ()
    return Finding(Check.NAME, Light.GREEN, "name_found", {"host": host}), addresses


async def _connection(host: str, port: int, addresses: Sequence[AddressInfo]) -> Finding:
    began = time.monotonic()
    try:
        async with limited(CONNECT_LIMIT_S) as progress:
            progress.step = DialStep.CONNECTION
            connected = await connect(addresses)
    except OSError as err:
        return _red(Check.CONNECTION, never_sent(err))
    took = round((time.monotonic() - began) * 1000)
    connected.close()
    return Finding(Check.CONNECTION, Light.GREEN, "connected", {"host": host, "port": port, "ms": took})


async def _tls(client: RelayClient) -> Finding:
    try:
        await client.prove()
    except Problem as problem:
        return _red(Check.TLS, problem)
    if client.peer_expires is None:
        return Finding(Check.TLS, Light.GREEN, "tls_trusted")
    return _ends(Check.TLS, Expiry(Ending.RELAY_CERTIFICATE, client.peer_expires))


async def _credential(profile: Profile, connections: Connections) -> Finding:
    if profile.environment is Environment.PRACTICE:
        return Finding(Check.CREDENTIAL, Light.GREEN, "credential_not_needed")
    try:
        credential = await connections.credentials.find(profile)
    except Problem as problem:
        return _red(Check.CREDENTIAL, problem)
    if credential.kind is CredentialKind.SECRET_KEY:
        return Finding(Check.CREDENTIAL, Light.GREEN, "secret_key_found")
    return _usersig(profile, credential.secret)


def _usersig(profile: Profile, text: str) -> Finding:
    """The fields of the usersig. The relay alone decides on it, so nothing here is red."""
    try:
        decoded = usersig.decode(text)
    except ValueError:
        return Finding(Check.CREDENTIAL, Light.AMBER, "usersig_not_decodable")
    if decoded.identifier != profile.identifier:
        params = {"identifier": decoded.identifier, "expected": profile.identifier}
        return Finding(Check.CREDENTIAL, Light.AMBER, "usersig_other_identifier", params)
    if decoded.sdk_app_id != profile.sdk_app_id:
        apps = {"app": decoded.sdk_app_id, "expected": profile.sdk_app_id}
        return Finding(Check.CREDENTIAL, Light.AMBER, "usersig_other_app", apps)
    left = decoded.expires_at - time.time()
    if left <= 0:
        return Finding(Check.CREDENTIAL, Light.AMBER, "usersig_expired")
    if decoded.made_at > time.time() + usersig.AHEAD_S:
        return Finding(Check.CREDENTIAL, Light.AMBER, "usersig_not_yet")
    return _lasting(Check.CREDENTIAL, Ending.USERSIG, left)


async def _relay(profile: Profile, client: RelayClient) -> AsyncIterator[Finding]:
    """A stop for a recording that can't be there, and the clock that its answer shows."""
    nonces, exchange = Nonces.fresh(), Exchange()
    request = StopRequest(room=PROBE_ROOM, account=f"preflight-{secrets.token_hex(4)}")
    try:
        await client.send(request.packet(profile.sdk_app_id, nonces), nonces.random, exchange)
    except Problem as problem:
        took = exchange.milliseconds().get("answered", 0)
        if problem.code in PATH_PROVED:
            yield Finding(Check.RELAY, Light.GREEN, "relay_answered", {"code": problem.code, "ms": took})
        elif problem.delivery is Delivery.NO_ANSWER:
            # The problem's own text mentions a recording that may have started: there is none here.
            yield Finding(Check.RELAY, Light.RED, "relay_no_answer", problem=problem)
        else:
            yield _red(Check.RELAY, problem)
    else:
        yield Finding(Check.RELAY, Light.AMBER, "relay_accepted")
    clock = _clock(exchange.date, time.time())
    if clock is not None:
        yield clock


def _clock(date: str, now: float) -> Finding | None:
    """This computer's clock beside the answer's Date header (RFC 9110, whole seconds); None without one."""
    try:
        theirs = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError):
        return None
    ahead = round(now - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)).timestamp())
    if abs(ahead) <= CLOCK_TOLERANCE_S:
        return Finding(Check.CLOCK, Light.GREEN, "clock_right")
    key = "clock_fast" if ahead > 0 else "clock_slow"
    return Finding(Check.CLOCK, Light.AMBER, key, {"seconds": abs(ahead)})
