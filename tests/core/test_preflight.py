"""The preflight on real sockets: each line, its light, and what is not tried any more after a red one."""

import datetime
import json
import ssl
import time
from email.utils import format_datetime
from pathlib import Path

import pytest

from gui.core.connections import Connections
from gui.core.credentials import PASSPHRASE_VARIABLE, SECRET_KEY_VARIABLE, USER_SIG_VARIABLE, Credential
from gui.core.errors import LocalFailure
from gui.core.keychain import Kind
from gui.core.preflight import PROBE_ROOM, Check, Finding, Light, preflight
from gui.core.profiles import Profiles, new_profile
from gui.core.usersig import make
from gui.core.validity import Ending, validities
from tests.core.certificate_files import DAY, NOW, PASSPHRASE, CertificateFiles
from tests.core.certificate_files import make as make_files
from tests.core.raw_server import Answer, Asked, RawServer, packet, raw_server

APP = 1400003984
GREEN, AMBER, RED = Light.GREEN, Light.AMBER, Light.RED


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (USER_SIG_VARIABLE, SECRET_KEY_VARIABLE, PASSPHRASE_VARIABLE):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> CertificateFiles:
    return make_files(tmp_path_factory.mktemp("certificates"))


def server_tls(files: CertificateFiles, days: int = 30) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ends = NOW + days * DAY + datetime.timedelta(hours=1)
    files.authority.issue_cert("127.0.0.1", not_before=NOW - DAY, not_after=ends).configure_cert(context)
    context.verify_mode = ssl.CERT_REQUIRED
    files.authority.configure_trust(context)
    return context


def refusing(ahead_s: float = 0) -> Answer:
    """A service that knows no such recording; its clock is so far ahead."""

    async def answer(asked: Asked) -> bytes | None:
        body = packet(asked.seq, result=30000410)
        date = format_datetime(
            datetime.datetime.fromtimestamp(time.time() + ahead_s, datetime.UTC), usegmt=True
        )
        head = f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    return answer


async def findings(
    folder: Path,
    server: RawServer,
    other: dict[str, object] | None = None,
    *,
    sig_days: float = 30,
    passphrase: str = "",
) -> list[Finding]:
    values = {"name": "Main", "url": server.url, "sdk_app_id": APP, "identifier": "admin", **(other or {})}
    profiles = Profiles(folder)
    profiles.add(new_profile(values))
    connections = Connections(profiles, folder)
    lasts = int(sig_days * 86400 + 600)
    sig = make(secret_key="key", identifier="admin", sdk_app_id=APP, now=time.time(), validity_s=lasts)
    connections.credentials.remember("Main", Credential(Kind.USERSIG, sig))
    if passphrase:
        connections.credentials.remember_passphrase("Main", passphrase)
    try:
        return [found async for found in preflight(profiles.get("Main"), connections)]
    finally:
        await connections.close()


def lights(found: list[Finding]) -> dict[Check, Light]:
    return {finding.check: finding.light for finding in found}


def ours(files: CertificateFiles, name: str = "desk") -> dict[str, object]:
    folder = files.folder
    return {
        "ca_file": folder / "ca.pem",
        "client_cert": folder / f"{name}.pem",
        "client_key": folder / f"{name}.key",
    }


async def test_every_line_is_green_and_says_how_many_days_are_left(
    tmp_path: Path, files: CertificateFiles
) -> None:
    async with raw_server(refusing(), tls=server_tls(files)) as server:
        found = await findings(tmp_path, server, ours(files))
        assert [(finding.check, finding.light) for finding in found] == [
            (Check.CERTIFICATE, GREEN),
            (Check.NAME, GREEN),
            (Check.CONNECTION, GREEN),
            (Check.TLS, GREEN),
            (Check.CREDENTIAL, GREEN),
            (Check.RELAY, GREEN),
            (Check.CLOCK, GREEN),
        ]
        days = {finding.check: finding.params.get("days") for finding in found}
        assert (days[Check.CERTIFICATE], days[Check.TLS], days[Check.CREDENTIAL]) == (29, 30, 30)
        (asked,) = server.asked
        head = json.loads(asked.body)["reqhead"]
        assert head["uint32_auth_key"] == PROBE_ROOM


async def test_what_ends_within_a_week_is_amber(tmp_path: Path, files: CertificateFiles) -> None:
    async with raw_server(refusing(), tls=server_tls(files, days=5)) as server:
        found = await findings(tmp_path, server, ours(files), sig_days=2)
    seen = lights(found)
    assert (seen[Check.TLS], seen[Check.CREDENTIAL], seen[Check.RELAY]) == (AMBER, AMBER, GREEN)


@pytest.mark.parametrize(("ahead_s", "key"), [(300, "clock_slow"), (-300, "clock_fast"), (20, "clock_right")])
async def test_the_clock_is_compared_with_the_answers_date(tmp_path: Path, ahead_s: float, key: str) -> None:
    async with raw_server(refusing(ahead_s)) as server:
        clock = (await findings(tmp_path, server))[-1]
    assert (clock.check, clock.key) == (Check.CLOCK, key)
    assert clock.light is (GREEN if key == "clock_right" else AMBER)


@pytest.mark.parametrize(
    ("name", "word"),
    [("late", LocalFailure.CERTIFICATE_EXPIRED), ("early", LocalFailure.CERTIFICATE_NOT_YET_VALID)],
)
async def test_a_client_certificate_that_can_not_be_used_is_red_and_nothing_is_sent(
    tmp_path: Path, files: CertificateFiles, name: str, word: LocalFailure
) -> None:
    async with raw_server(refusing(), tls=server_tls(files)) as server:
        found = await findings(tmp_path, server, ours(files, name))
        assert server.asked == []
    assert found[0].check is Check.CERTIFICATE
    assert found[0].problem is not None
    assert found[0].problem.word is word
    assert Check.RELAY not in lights(found)


async def test_a_missing_client_certificate_is_red_at_tls(tmp_path: Path, files: CertificateFiles) -> None:
    async with raw_server(refusing(), tls=server_tls(files)) as server:
        found = await findings(tmp_path, server, {"ca_file": files.folder / "ca.pem"})
        assert server.asked == []
    problem = {finding.check: finding.problem for finding in found}[Check.TLS]
    assert problem is not None
    assert problem.word is LocalFailure.CLIENT_CERTIFICATE


async def test_a_locked_key_opens_with_its_passphrase_only(tmp_path: Path, files: CertificateFiles) -> None:
    locked = {**ours(files), "client_key": files.folder / "locked.key"}
    async with raw_server(refusing(), tls=server_tls(files)) as server:
        found = await findings(tmp_path, server, locked, passphrase=PASSPHRASE)
        assert {finding.light for finding in found} == {GREEN}
        wrong = await findings(tmp_path, server, locked, passphrase="another one")
        assert wrong[0].problem is not None
        assert wrong[0].problem.word is LocalFailure.PASSPHRASE_WRONG


async def test_a_port_without_a_service_is_red_at_the_connection(tmp_path: Path) -> None:
    async with raw_server() as server:
        pass
    found = await findings(tmp_path, server)
    assert lights(found) == {Check.NAME: GREEN, Check.CONNECTION: RED, Check.CREDENTIAL: GREEN}


async def test_a_proxy_of_the_environment_is_used_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with raw_server() as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        server = RawServer(url="https://relay.example")
        found = await findings(tmp_path, server)
    assert found[0].check is Check.PROXY
    assert found[0].params == {"proxy": f"127.0.0.1:{proxy.port}"}
    assert Check.NAME not in lights(found)


async def test_the_bar_is_told_of_usersig_and_both_certificates(
    tmp_path: Path, files: CertificateFiles
) -> None:
    async with raw_server(refusing(), tls=server_tls(files)) as server:
        profiles = Profiles(tmp_path)
        values = {"name": "Main", "url": server.url, "sdk_app_id": APP, "identifier": "admin", **ours(files)}
        profiles.add(new_profile(values))
        connections = Connections(profiles, tmp_path)
        connections.credentials.remember("Main", Credential(Kind.SECRET_KEY, "any key"))
        await (await connections.client("Main")).prove()
        found = await validities(profiles.get("Main"), connections)
        await connections.close()
        assert server.asked == []
    days = {validity.what: validity.days(time.time()) for validity in found if validity.ends_at}
    assert days == {Ending.CERTIFICATE: 29, Ending.RELAY_CERTIFICATE: 30}
    assert [validity.ends_at for validity in found if validity.what is Ending.USERSIG] == [None]
