"""The preflight on real sockets: each line, its light, and what is not tried any more after a red one."""

import datetime
import json
import ssl
import time
from email.utils import format_datetime
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure
from gui.core.connection.connections import Connections
from gui.core.connection.expiry import Ending, Expiry, expiries
from gui.core.connection.finding_texts import finding_text
from gui.core.connection.preflight import PROBE_ROOM, Check, Finding, Light, preflight
from gui.core.foundation.messages import Messages
from gui.core.network.certificate_files import end_of
from gui.core.profiles.credentials import (
    Credential,
)
from gui.core.profiles.profiles import PRACTICE, Profiles, new_profile
from gui.core.security.keychain import CredentialKind
from gui.core.security.usersig import make
from tests.support.core.told import english
from tests.support.network.certificate_files import DAY, GOOD, NOW, PASSPHRASE, PAST, CertificateFiles
from tests.support.network.connect_proxy import RELAY, ConnectProxy, connect_proxy
from tests.support.network.raw_server import Answer, Asked, RawServer, http, packet, raw_server

APP = 1400003984
GREEN, AMBER, RED = Light.GREEN, Light.AMBER, Light.RED


def server_tls(files: CertificateFiles, days: int = 30, host: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ends = NOW + days * DAY + datetime.timedelta(hours=1)
    files.authority.issue_cert(host, not_before=NOW - DAY, not_after=ends).configure_cert(context)
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
    lasts = int(sig_days * 86400 + 900)
    sig = make(secret_key="key", identifier="admin", sdk_app_id=APP, now=time.time(), validity_s=lasts)
    connections.credentials.remember("Main", Credential(CredentialKind.USERSIG, sig))
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


@pytest.mark.usefixtures("taken_at_once")
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


@pytest.mark.usefixtures("taken_at_once")
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


@pytest.mark.usefixtures("taken_at_once")
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


async def through_proxy(
    folder: Path, files: CertificateFiles, monkeypatch: pytest.MonkeyPatch, password: str = "canary"
) -> tuple[list[Finding], ConnectProxy]:
    tls = server_tls(files, host=RELAY)
    async with (
        raw_server(refusing(), tls=tls) as server,
        connect_proxy(server.port, login="a:canary") as proxy,
    ):
        monkeypatch.setenv("https_proxy", proxy.with_login("a", password))
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        return await findings(folder, RawServer(url=f"https://{RELAY}"), ours(files)), proxy


@pytest.mark.usefixtures("taken_at_once")
async def test_through_a_proxy_every_line_is_there_and_the_handshake_is_with_the_relay_itself(
    tmp_path: Path, files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, proxy = await through_proxy(tmp_path, files, monkeypatch)
    assert [(finding.check, finding.light) for finding in found] == [
        (Check.CERTIFICATE, GREEN),
        (Check.PROXY, GREEN),
        (Check.TLS, GREEN),
        (Check.CREDENTIAL, GREEN),
        (Check.RELAY, GREEN),
        (Check.CLOCK, GREEN),
    ]
    assert found[1].params == {"proxy": f"127.0.0.1:{proxy.port}"}
    assert found[2].params == {"days": 30}
    assert "canary" not in repr(found)


async def test_a_proxy_that_refuses_is_red_and_says_what_it_answered(
    tmp_path: Path, files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, proxy = await through_proxy(tmp_path, files, monkeypatch, "canary-wrong")
    assert lights(found) == {Check.CERTIFICATE: GREEN, Check.PROXY: RED, Check.CREDENTIAL: GREEN}
    problem = {finding.check: finding.problem for finding in found}[Check.PROXY]
    assert problem is not None
    assert english(problem) == f"127.0.0.1:{proxy.port}: 407 Proxy Authentication Required"


@pytest.mark.parametrize("code", [60006, 60010, 60021, 70001, 70009, 70013, 70052])
async def test_a_gateways_refusal_is_red_with_its_code_which_has_a_remedy(tmp_path: Path, code: int) -> None:
    async def refuse(_asked: Asked) -> bytes:
        envelope = {"ActionStatus": "FAIL", "ErrorCode": code, "ErrorInfo": "its own words"}
        return http(json.dumps(envelope).encode())

    async with raw_server(refuse) as server:
        found = await findings(tmp_path, server)
    (relay,) = [finding for finding in found if finding.check is Check.RELAY]
    assert (relay.light, relay.problem and relay.problem.code) == (RED, code)
    assert relay.problem is not None
    assert len(Catalogue("en").of(relay.problem).solution) > 20


@pytest.mark.parametrize("answer", [http(b"<html>", status="502 Bad Gateway"), http(b"{"), None])
async def test_a_lost_answer_to_the_test_request_speaks_of_no_recording(
    tmp_path: Path, answer: bytes | None
) -> None:
    async def say(_asked: Asked) -> bytes | None:
        return answer

    async with raw_server(say) as server:
        found = await findings(tmp_path, server)
    (relay,) = [finding for finding in found if finding.check is Check.RELAY]
    assert (relay.light, relay.key) == (RED, "relay_no_answer")
    assert relay.problem is not None
    assert relay.problem.delivery is Delivery.NO_ANSWER
    assert "No recording is concerned" in Messages("en").text(f"preflight.{relay.key}")
    assert "administrator" in Messages("en").text(f"preflight.{relay.key}_remedy")


@pytest.mark.parametrize("stage", ["good", "good_soon"])
@pytest.mark.parametrize("what", ["usersig", "certificate", "relay_certificate"])
def test_one_day_is_no_days(what: str, stage: str) -> None:
    def said(days: int, language: str) -> str:
        finding = Finding(Check.CREDENTIAL, Light.AMBER, f"{what}_{stage}", {"days": days})
        return finding_text(finding, Messages(language))

    assert " 1 day" in said(1, "en") or " 1 more day" in said(1, "en")
    assert "days" not in said(1, "en")
    assert " days" in said(2, "en")
    assert " 1 天" in said(1, "zh_CN")


@pytest.mark.usefixtures("taken_at_once")
@pytest.mark.parametrize(("hours", "key"), [(20, "today"), (2 * 24, "soon"), (8 * 24, "")])
async def test_the_last_day_is_told_in_hours_and_with_what_follows(
    tmp_path: Path, files: CertificateFiles, hours: int, key: str
) -> None:
    async with raw_server(refusing(), tls=server_tls(files)) as server:
        found = await findings(tmp_path, server, ours(files), sig_days=hours / 24)
    (credential,) = [finding for finding in found if finding.check is Check.CREDENTIAL]
    assert credential.key.endswith(f"_{key}" if key else "_good")
    if key == "today":
        words = finding_text(credential, Messages("en"))
        assert "20 hours: after that you can neither start nor stop" in words
        assert "administrator" in words


async def test_the_bar_is_told_of_usersig_and_both_certificates(
    tmp_path: Path, files: CertificateFiles
) -> None:
    async with raw_server(refusing(), tls=server_tls(files)) as server:
        profiles = Profiles(tmp_path)
        values = {"name": "Main", "url": server.url, "sdk_app_id": APP, "identifier": "admin", **ours(files)}
        profiles.add(new_profile(values))
        connections = Connections(profiles, tmp_path)
        connections.credentials.remember("Main", Credential(CredentialKind.SECRET_KEY, "any key"))
        await (await connections.client("Main")).prove()
        found = await expiries(profiles.get("Main"), connections)
        await connections.close()
        assert server.asked == []
    days = {validity.what: validity.days(time.time()) for validity in found if validity.ends_at}
    assert days == {Ending.CERTIFICATE: 29, Ending.RELAY_CERTIFICATE: 30}
    assert [validity.ends_at for validity in found if validity.what is Ending.USERSIG] == [None]


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [("late.pem", None), ("only.der", None), ("open.p12", None), ("locked.p12", PASSPHRASE)],
)
def test_the_end_of_a_certificate_is_read_whether_it_is_over_or_not(
    files: CertificateFiles, name: str, passphrase: str | None
) -> None:
    span = PAST if name == "late.pem" else GOOD
    assert abs(end_of(files.folder / name, passphrase) - span[1]) < datetime.timedelta(seconds=1)


@pytest.mark.parametrize("name", ["locked.p12", "nonsense.pem", "gone.pem"])
async def test_an_end_that_can_not_be_read_is_not_known_and_sends_nothing(
    tmp_path: Path, files: CertificateFiles, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    kept = tmp_path / name
    kept.write_bytes((files.folder / "locked.p12").read_bytes() if name == "locked.p12" else b"nonsense")
    values = {"name": "Main", "url": "https://127.0.0.1:1", "sdk_app_id": APP, "identifier": "admin"}
    profiles = Profiles(tmp_path)
    profiles.add(new_profile({**values, "client_cert": kept}))
    if name == "gone.pem":
        kept.unlink()
    connections = Connections(profiles, tmp_path)
    connections.credentials.remember("Main", Credential(CredentialKind.USERSIG, "no usersig at all"))
    found = await expiries(profiles.get("Main"), connections)
    assert found == (Expiry(Ending.USERSIG, None), Expiry(Ending.CERTIFICATE, None))


async def test_practice_has_nothing_that_ends(tmp_path: Path) -> None:
    assert await expiries(PRACTICE, Connections(Profiles(tmp_path), tmp_path)) == ()
