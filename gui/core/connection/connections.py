"""One relay client a profile, made when first needed: credential, TLS context and Practice's own service."""

import asyncio
import ssl
import time
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.connection.practice_service import PracticeService
from gui.core.network.reachability import Reachability
from gui.core.network.relay_client import RelayClient
from gui.core.network.tls_context import context_for
from gui.core.profiles.credentials import Credentials
from gui.core.profiles.profiles import Environment, Profile, Profiles
from gui.core.protocol.endpoint import Endpoint, Limits

FILES_EVERY_S: Final = 5.0
"""How often to check whether certificate files were replaced in their place."""
_Stamps = tuple[tuple[int, int] | None, ...]


class Connections:
    """The recorder's relays. Blocking work (TLS set-up, keychain, a process to start) is done on threads."""

    def __init__(self, profiles: Profiles, data_dir: Path) -> None:
        self.credentials = Credentials()
        self._profiles = profiles
        self._practice = PracticeService(data_dir)
        self._clients: dict[str, tuple[Profile, str, RelayClient]] = {}
        self._retired: list[RelayClient] = []
        self._making = asyncio.Lock()
        self._limits: dict[str, Limits] = {}
        self._files: dict[str, tuple[float, _Stamps]] = {}

    def limit(self, profile: str, limits: Limits) -> None:
        """Other limits than the profile's own, from now on, in this process."""
        self._limits[profile] = limits

    def endpoint(self, profile: str) -> Endpoint:
        """The profile's endpoint.

        :raises Problem: ``profile`` where there is none of that name.
        """
        found = self._profiles.get(profile)
        limits = self._limits.get(profile) or Limits(found.rate_limit, found.in_flight)
        return Endpoint(found.host, found.sdk_app_id, limits, found.overrun_hours)

    async def client(self, profile: str) -> RelayClient:
        """The profile's client; made anew where the profile, its files, or Practice's address, has changed.

        :raises Problem: never sent, for whatever the profile lacks.
        """
        found = self._profiles.get(profile)
        async with self._making:
            practice = found.environment is Environment.PRACTICE
            url = await asyncio.to_thread(self._practice.url) if practice else found.url
            known = self._clients.get(profile)
            if known is not None and known[:2] == (found, url):
                return await self._with_present_files(found, url, known[2])
            if known is not None:
                # Requests may still be under way on it; its idle connections end by themselves.
                self._retired.append(known[2])
            stamps = await asyncio.to_thread(_stamps, found)
            client = await self._make(found, url)
            self._clients[profile] = (found, url, client)
            self._files[profile] = (time.monotonic(), stamps)
            return client

    async def _with_present_files(self, profile: Profile, url: str, client: RelayClient) -> RelayClient:
        """The same client, or a new one: an administrator may renew a certificate in its place."""
        looked, before = self._files[profile.name]
        if not any(before) or time.monotonic() - looked < FILES_EVERY_S:
            return client
        now = await asyncio.to_thread(_stamps, profile)
        self._files[profile.name] = (time.monotonic(), before)
        if now == before:
            return client
        try:
            fresh = await self._make(profile, url)
        except Problem:
            # Half copied, perhaps: the old ones are in use until the new ones can be.
            return client
        # It is the same relay: what is known of its reachability still holds.
        fresh.reachability = client.reachability
        self._retired.append(client)
        self._clients[profile.name] = (profile, url, fresh)
        self._files[profile.name] = (time.monotonic(), now)
        return fresh

    def renew(self, profile: str) -> None:
        """Make the profile's client anew next time: its files or secrets may have changed in their place."""
        known = self._clients.pop(profile, None)
        if known is not None:
            # Requests may still be under way on it.
            self._retired.append(known[2])

    def reachability(self, profile: str) -> Reachability | None:
        """The reachability of the profile's relay; None before its first client."""
        known = self._clients.get(profile)
        return None if known is None else known[2].reachability

    async def close(self) -> None:
        """Close every client, and give up the share in Practice's service."""
        for client in (*self._retired, *(client for _, _, client in self._clients.values())):
            await client.close()
        self._retired.clear()
        self._clients.clear()
        self._practice.release()

    async def _make(self, profile: Profile, url: str) -> RelayClient:
        async def usersig() -> str:
            return await self.credentials.usersig(profile)

        context = await self._context(profile) if urlsplit(url).scheme == "https" else None
        return RelayClient(
            url,
            sdk_app_id=profile.sdk_app_id,
            identifier=profile.identifier,
            usersig=usersig,
            context=context,
        )

    async def _context(self, profile: Profile) -> ssl.SSLContext:
        files = (profile.ca_file, profile.client_cert, profile.client_key)
        try:
            return await asyncio.to_thread(context_for, *files)
        except Problem as problem:
            if problem.word is not LocalFailure.PASSPHRASE_MISSING:
                raise
        passphrase = await self.credentials.passphrase(profile.name)
        return await asyncio.to_thread(context_for, *files, passphrase)


def _stamps(profile: Profile) -> _Stamps:
    return tuple(_stamp(path) for path in (profile.ca_file, profile.client_cert, profile.client_key))


def _stamp(path: Path | None) -> tuple[int, int] | None:
    try:
        found = None if path is None else path.stat()
    except (OSError, ValueError):
        return None
    return None if found is None else (found.st_mtime_ns, found.st_size)
