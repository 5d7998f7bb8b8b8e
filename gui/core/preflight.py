"""Whether a profile can reach its relay, told without touching any recording. Prints nothing."""

import asyncio
import secrets
import time
import urllib.request
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from gui.core import usersig
from gui.core.connection_failures import failure_word, is_loopback
from gui.core.connections import Connections
from gui.core.errors import Delivery, Problem
from gui.core.keychain import Kind
from gui.core.profiles import Environment, Profile
from gui.core.relay import CONNECT_LIMIT_S, Exchange
from gui.core.request import StopRequest
from gui.core.terms import UINT32_MAX
from gui.core.wire import Nonces

PROBE_ROOM: Final = UINT32_MAX
"""A room that nobody uses; the account is a fresh one each time."""
PATH_PROVED: Final = frozenset({30000403, 30000410, 30000411, 30000412, 30000413})
"""Refusals of a stop for a recording that can't be there: gateway, account and service have all said yes."""
_SOON_S: Final = 7 * 24 * 3600


class Light(StrEnum):
    """How a check went. Only red keeps the panel from working."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Check(StrEnum):
    """What is looked at, in this order; ``preflight.check.<value>`` are its words."""

    NAME = "name"
    CONNECTION = "connection"
    CREDENTIAL = "credential"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    :param key: ``preflight.<key>`` is its message, empty where the problem says it all.
    :param problem: why it is red.
    """

    check: Check
    light: Light
    key: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)
    problem: Problem | None = None


async def preflight(profile: Profile, connections: Connections) -> AsyncIterator[Finding]:
    """Check name, connection, credential, and one harmless stop; what can't go on is not tried."""
    reachable = True
    if _resolved_here(profile):
        name = await _name(profile)
        reachable = name.light is not Light.RED
        yield name
    if reachable and urlsplit(profile.url).scheme == "https":
        connection = await _connection(profile, connections)
        reachable = connection.light is not Light.RED
        yield connection
    credential = await _credential(profile, connections)
    yield credential
    if reachable and credential.light is not Light.RED:
        yield await _relay(profile, connections)


def _red(check: Check, problem: Problem) -> Finding:
    return Finding(check, Light.RED, problem=problem)


def _resolved_here(profile: Profile) -> bool:
    """False for Practice, whose address is known once it runs, and where a proxy looks names up."""
    if profile.environment is Environment.PRACTICE:
        return False
    parts = urlsplit(profile.url)
    host = parts.hostname or ""
    proxied = parts.scheme in urllib.request.getproxies() and not urllib.request.proxy_bypass(host)
    return is_loopback(host) or not proxied


async def _name(profile: Profile) -> Finding:
    host = urlsplit(profile.url).hostname or ""
    try:
        async with asyncio.timeout(CONNECT_LIMIT_S):
            await asyncio.get_running_loop().getaddrinfo(host, None)
    except (OSError, UnicodeError) as err:
        word, message = failure_word(err)
        return _red(Check.NAME, Problem(Delivery.NEVER_SENT, word=word, message=message))
    return Finding(Check.NAME, Light.GREEN, "name_found", {"host": host})


async def _connection(profile: Profile, connections: Connections) -> Finding:
    try:
        client = await connections.client(profile.name)
        await client.prove()
    except Problem as problem:
        return _red(Check.CONNECTION, problem)
    return Finding(Check.CONNECTION, Light.GREEN, "connected")


async def _credential(profile: Profile, connections: Connections) -> Finding:
    if profile.environment is Environment.PRACTICE:
        return Finding(Check.CREDENTIAL, Light.GREEN, "credential_not_needed")
    try:
        credential = await connections.credentials.find(profile)
    except Problem as problem:
        return _red(Check.CREDENTIAL, problem)
    if credential.kind is Kind.SECRET_KEY:
        return Finding(Check.CREDENTIAL, Light.GREEN, "secret_key_found")
    return _usersig(profile, credential.secret)


def _usersig(profile: Profile, text: str) -> Finding:
    """What a usersig says of itself. The relay has the last word, so nothing here is red."""
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
    light = Light.AMBER if left < _SOON_S else Light.GREEN
    return Finding(Check.CREDENTIAL, light, "usersig_fits", {"days": int(left // 86400)})


async def _relay(profile: Profile, connections: Connections) -> Finding:
    nonces = Nonces.fresh()
    request = StopRequest(room=PROBE_ROOM, account=f"preflight-{secrets.token_hex(4)}")
    try:
        client = await connections.client(profile.name)
        await client.send(request.packet(profile.sdk_app_id, nonces), nonces.random, Exchange())
    except Problem as problem:
        if problem.code in PATH_PROVED:
            return Finding(Check.RELAY, Light.GREEN, "relay_answered", {"code": problem.code})
        return _red(Check.RELAY, problem)
    return Finding(Check.RELAY, Light.AMBER, "relay_accepted")
