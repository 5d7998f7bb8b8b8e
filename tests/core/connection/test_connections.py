"""One client a profile: kept, made anew where the profile has changed, never under a request's feet."""

import asyncio
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.connection import connections
from gui.core.connection.connections import Connections
from gui.core.profiles.credentials import Credential
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.protocol.endpoint import Endpoint
from gui.core.protocol.wire import Accepted
from gui.core.security.keychain import CredentialKind
from tests.support.core.relay_client import send
from tests.support.network.certificate_files import DAY, NOW
from tests.support.network.certificate_files import make as make_files
from tests.support.network.raw_server import Asked, http, packet, raw_server


def profiles(folder: Path, url: str, **other: object) -> Profiles:
    made = Profiles(folder)
    values = {"name": "Main", "url": url, "sdk_app_id": 1400003984, "identifier": "admin"}
    made.add(new_profile({**values, **other}))
    return made


async def test_a_client_is_kept_until_its_profile_changes_and_a_request_on_the_old_one_goes_on(
    tmp_path: Path,
) -> None:
    arrived = asyncio.Event()

    async def slowly(asked: Asked) -> bytes:
        arrived.set()
        await asyncio.sleep(0.1)
        return http(packet(asked.seq))

    async with raw_server(slowly) as server:
        known = profiles(tmp_path, server.url)
        connections = Connections(known, tmp_path)
        connections.credentials.remember("Main", Credential(CredentialKind.USERSIG, "a-usersig"))
        first = await connections.client("Main")
        assert await connections.client("Main") is first
        sending = asyncio.create_task(send(first))
        await arrived.wait()
        known.add(new_profile({**asdict(known.get("Main")), "identifier": "other"}))
        second = await connections.client("Main")
        assert second is not first
        assert await sending == Accepted()
        assert await send(second) == Accepted()
        await connections.close()
    assert ["identifier=other" in asked.target for asked in server.asked] == [False, True]
    assert all(json.loads(asked.body) for asked in server.asked)


async def test_what_a_profile_lacks_is_never_sent(tmp_path: Path) -> None:
    authority = tmp_path / "ca.pem"
    authority.write_text("no certificate", encoding="utf-8")
    known = profiles(tmp_path, "https://relay.example:8443", ca_file=str(authority))
    connections = Connections(known, tmp_path)
    assert connections.endpoint("Main") == Endpoint("relay.example:8443", 1400003984)
    for name, word in (("Main", LocalFailure.CERTIFICATE_FILE), ("Nobody", LocalFailure.PROFILE)):
        with pytest.raises(Problem) as caught:
            await connections.client(name)
        assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, word)
    await connections.close()


async def test_a_certificate_that_is_renewed_in_its_place_is_used_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = make_files(tmp_path)
    ours = {"client_cert": tmp_path / "ours.pem", "client_key": tmp_path / "ours.key"}
    for kind in ("pem", "key"):
        shutil.copy(tmp_path / f"desk.{kind}", tmp_path / f"ours.{kind}")
    known = profiles(tmp_path, "https://127.0.0.1:1", **ours)
    used = Connections(known, tmp_path)
    first = await used.client("Main")
    first.reachability.answered(80)
    longer = files.authority.issue_cert("desk@example.org", not_after=NOW + 300 * DAY)
    longer.cert_chain_pems[0].write_to_path(tmp_path / "ours.pem")
    # Files are looked at now and then only.
    assert await used.client("Main") is first
    monkeypatch.setattr(connections, "FILES_EVERY_S", 0.0)
    # Half copied: the key still belongs to the old one.
    assert await used.client("Main") is first
    longer.private_key_pem.write_to_path(tmp_path / "ours.key")
    second = await used.client("Main")
    assert first.own_expires is not None
    assert second.own_expires is not None
    assert second.own_expires - first.own_expires > 200 * 86_400
    assert used.reachability("Main") is first.reachability is second.reachability
    assert await used.client("Main") is second
    (tmp_path / "ours.pem").unlink()
    assert await used.client("Main") is second
    await used.close()
    assert used.reachability("Main") is None
