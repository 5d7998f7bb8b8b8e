"""The report bundle: what is in it, and that no secret gets out in any form."""

import asyncio
import base64
import json
import stat
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.connection.connections import Connections
from gui.core.connection.preflight import Finding
from gui.core.foundation.enums import Operation, Source, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.profiles.profiles import PRACTICE, Profile, Profiles
from gui.core.protocol.start_options import StartOptions
from gui.core.reports import report_bundle
from gui.core.reports.report_bundle import row_fields
from gui.core.security import keychain
from gui.core.security.keychain import CredentialKind
from gui.core.security.redaction import first_leak, forms
from gui.core.services import Services, open_services
from gui.core.sessions.session import Failure, Session, Target
from tests.support.core.silent_listener import SilentListener
from tests.support.core.told import english

SECRET = 'canary"+/=\\é secret'
WORDS = (Messages("en"), Catalogue("en"))


@pytest.fixture
async def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Services]:
    """A data folder with one failed session of Practice, ``1``; the environment has a secret key."""
    monkeypatch.setenv("RECORDING_PANEL_SECRET_KEY", SECRET)
    monkeypatch.setattr(keychain, "load", _no_keychain)
    async with open_services(tmp_path / "data", SilentListener(), operator="Li") as opened:
        await add_session(opened, "record not found")
        yield opened


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is not looked at, for which Practice's service would be started."""

    async def nothing(*_given: object, **_options: object) -> AsyncIterator[Finding]:
        found: tuple[Finding, ...] = ()
        for one in found:
            yield one

    monkeypatch.setattr(report_bundle, "preflight", nothing)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def _no_keychain(_profile: str) -> tuple[CredentialKind, str] | None:
    raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CREDENTIAL)


def parts(services: Services) -> tuple[Ledger, Profiles, Connections]:
    return services.ledger, services.profiles, services.connections


async def add_session(services: Services, words: str, detail: dict[str, object] | None = None) -> Session:
    now = SystemClock().now()
    target = Target("127.0.0.1", PRACTICE.sdk_app_id, 10004, "dan", Source.CAMERA)
    failure = Failure(Delivery.ANSWERED, Operation.START, code=30000411, message=words)
    settings = StartOptions("10004_dan")
    session = Session(target, PRACTICE.name, State.FAILED, "Li", now, now, settings, failure=failure)
    kept = detail or {
        "request": '{"reqhead": {"uint32_seq": 881}}',
        "random": 7,
        "status": 200,
        "answer": '{"rspbody": {}}',
        "milliseconds": {"queued": 0, "written": 2, "connected": 4, "sent": 5, "answered": 31},
    }
    return await services.ledger.add(session, Note("answer", "Li", now, detail=kept))


async def test_a_bundle_holds_text_rows_packets_versions_profile_and_what_was_checked(
    services: Services, tmp_path: Path
) -> None:
    output = tmp_path / "report.zip"
    await report_bundle.save_report(*parts(services), "1", output, *WORDS)
    with zipfile.ZipFile(output) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(files) == {
        "report.txt",
        "ledger.json",
        "versions.json",
        "profile.json",
        "preflight.json",
        "packets/01-start-request.json",
        "packets/01-start-answer.txt",
        "packets/01-start-curl.txt",
    }
    assert "30000411" in files["report.txt"]
    (row,) = json.loads(files["ledger.json"])
    assert row["detail"]["milliseconds"]["answered"] == 31
    assert row["after"]["failure"]["code"] == 30000411
    assert json.loads(files["profile.json"])["name"] == "Practice"
    assert {"python", "system", "httpx", "pydantic"} <= set(json.loads(files["versions.json"]))
    checks = {found["check"]: found["light"] for found in json.loads(files["preflight.json"])}
    assert checks == {"credential": "green", "relay": "not run"}
    assert "$USERSIG" in files["packets/01-start-curl.txt"]
    assert stat.S_IMODE(output.stat().st_mode) == 0o600


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(
    "form",
    [
        SECRET,
        quote(SECRET, safe=""),
        quote(SECRET, safe="").replace("%2", "%2").lower(),
        base64.b64encode(SECRET.encode()).decode(),
        base64.urlsafe_b64encode(b"user:" + SECRET.encode()).decode(),
        json.dumps(SECRET),
        json.dumps(json.dumps(SECRET, ensure_ascii=False), ensure_ascii=False),
    ],
    ids=["plain", "url", "url in lower case", "base64", "base64 behind a user", "json", "json in json"],
)
async def test_a_bundle_that_would_hold_a_secret_is_not_written(
    services: Services, tmp_path: Path, form: str
) -> None:
    session = await add_session(services, f"you sent {form}")
    output = tmp_path / "report.zip"
    output.write_bytes(b"an earlier one")
    with pytest.raises(Problem) as refused:
        await report_bundle.save_report(*parts(services), session.id, output, *WORDS)
    assert refused.value.word is LocalFailure.SECRET_IN_REPORT
    assert english(refused.value) in ("report.txt", "ledger.json")
    assert output.read_bytes() == b"an earlier one"
    assert names_in(tmp_path) == ["data", "report.zip"]


@pytest.mark.usefixtures("unchecked")
async def test_a_secret_that_only_the_keychain_knows_is_looked_out_for(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def keeps(_profile: str) -> tuple[CredentialKind, str] | None:
        return CredentialKind.USERSIG, "kept-usersig"

    monkeypatch.setattr(keychain, "load", keeps)
    session = await add_session(services, "kept-usersig is bad")
    with pytest.raises(Problem) as refused:
        await report_bundle.save_report(*parts(services), session.id, tmp_path / "report.zip", *WORDS)
    assert refused.value.word is LocalFailure.SECRET_IN_REPORT
    assert "kept-usersig" not in f"{refused.value}{english(refused.value)}"


async def test_a_report_of_a_profile_that_is_gone_says_so(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_name: str) -> Profile:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE)

    monkeypatch.setattr(services.profiles, "get", gone)
    await report_bundle.save_report(*parts(services), "1", tmp_path / "report.zip", *WORDS)
    with zipfile.ZipFile(tmp_path / "report.zip") as archive:
        assert json.loads(archive.read("profile.json"))["missing"] is True
        assert "not run" in archive.read("preflight.json").decode()


@pytest.mark.usefixtures("unchecked")
async def test_a_report_that_can_not_be_written_names_the_file_and_leaves_nothing(
    services: Services, tmp_path: Path
) -> None:
    output = tmp_path / "missing" / "report.zip"
    with pytest.raises(Problem) as refused:
        await report_bundle.save_report(*parts(services), "1", output, *WORDS)
    assert refused.value.word is LocalFailure.FILE
    assert str(output) in english(refused.value)


@pytest.mark.usefixtures("unchecked")
async def test_an_existing_report_is_replaced(services: Services, tmp_path: Path) -> None:
    output = tmp_path / "report.zip"
    output.write_bytes(b"an earlier one")
    await report_bundle.save_report(*parts(services), "1", output, *WORDS)
    assert zipfile.is_zipfile(output)
    assert names_in(tmp_path) == ["data", "report.zip"]


def test_every_way_in_which_base64_may_lie_is_found() -> None:
    for before in range(5):
        content = base64.b64encode(b"x" * before + b"a secret key" + b"yz")
        assert first_leak({"a": content}, ["a secret key"]) == "a", before


def test_a_text_that_is_too_short_is_not_looked_for() -> None:
    assert forms("key") == frozenset()
    assert first_leak({"a": b"key"}, ["key"]) is None


async def test_there_is_no_report_of_a_session_that_is_not_there(services: Services, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no session 77"):
        await report_bundle.save_report(*parts(services), "77", tmp_path / "report.zip", *WORDS)
    assert names_in(tmp_path) == ["data"]


async def test_what_the_check_of_the_connection_found_is_told_with_its_problem(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECORDING_PANEL_SECRET_KEY")
    output = tmp_path / "report.zip"
    real = services.profiles.get("Practice")
    monkeypatch.setattr(services.profiles, "get", lambda _name: replace(real, name="Main"))
    await report_bundle.save_report(*parts(services), "1", output, *WORDS)
    with zipfile.ZipFile(output) as archive:
        checks = {found["check"]: found for found in json.loads(archive.read("preflight.json"))}
    assert (checks["credential"]["light"], checks["credential"]["why"]) == ("red", "credential")


async def test_a_check_that_takes_too_long_does_not_hold_the_report_up(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(*_given: object, **_options: object) -> AsyncIterator[object]:
        await asyncio.sleep(30)
        yield None

    monkeypatch.setattr(report_bundle, "preflight", endless)
    monkeypatch.setattr(report_bundle, "CHECK_LIMIT_S", 0.05)
    output = tmp_path / "report.zip"
    await report_bundle.save_report(*parts(services), "1", output, *WORDS)
    with zipfile.ZipFile(output) as archive:
        checks = [found["check"] for found in json.loads(archive.read("preflight.json"))]
    assert checks == ["the rest", "relay"]


@pytest.mark.usefixtures("unchecked")
async def test_a_report_that_fails_halfway_leaves_no_part_of_it(services: Services, tmp_path: Path) -> None:
    output = tmp_path / "report.zip"
    output.mkdir()
    with pytest.raises(Problem) as refused:
        await report_bundle.save_report(*parts(services), "1", output, *WORDS)
    assert refused.value.word is LocalFailure.FILE
    assert names_in(tmp_path) == ["data", "report.zip"]


@pytest.mark.parametrize("detail", ["no JSON", "[" * 100_000])
async def test_a_row_whose_detail_is_damaged_is_given_as_it_is(services: Services, detail: str) -> None:
    (entry,) = await services.ledger.entries("1")
    assert row_fields(replace(entry, detail=detail))["detail"] == detail
