"""Removing a profile on the command line while live recordings hang on it."""

import asyncio
from pathlib import Path

import pytest

from gui.cli import main
from gui.core.foundation.enums import Source
from gui.core.ledger.ledger import Ledger
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.sessions.session import Session, Target
from tests.support.core.ledger import begin, end, opened, sql

APP = 1400000001


def add(folder: Path, name: str, host: str = "relay.example") -> None:
    values = {"name": name, "url": f"https://{host}", "sdk_app_id": APP, "identifier": "admin"}
    Profiles(folder).add(new_profile(values))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``Main`` has a live recording; ``Second`` leads to the same relay and app, ``Else`` does not."""
    data = tmp_path / "data"
    monkeypatch.setenv("RECORDING_PANEL_DATA_DIR", str(data))

    async def record() -> None:
        async with opened(data) as ledger:
            opening = await begin(ledger, Target("relay.example", APP, 7, "alice", Source.CAMERA))
            await end(ledger, opening.session)

    asyncio.run(record())
    add(data, "Main")
    add(data, "Else", "elsewhere.example")
    return data


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["--language", "en", *arguments])
    said = capsys.readouterr()
    return status, said.out + said.err


def names(folder: Path) -> list[str]:
    found = Profiles(folder)
    found.load()
    return [profile.name for profile in found.all()]


def session(folder: Path) -> Session:
    async def read() -> Session:
        ledger = Ledger(folder)
        try:
            await ledger.open()
            (found,) = await ledger.sessions()
            return found
        finally:
            await ledger.close()

    return asyncio.run(read())


def test_a_profile_with_a_live_recording_stays_and_the_ways_out_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(folder, "Second")
    status, said = ran(capsys, "profile", "remove", "Main")
    assert status == 2
    assert "1 live recording" in said
    assert "alice" in said
    assert "Stop it first" in said
    assert "--move-to NAME, with Second" in said
    assert "Main" in names(folder)


@pytest.mark.usefixtures("folder")
def test_where_no_other_profile_leads_there_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = ran(capsys, "profile", "remove", "Main")
    assert status == 2
    assert "no other profile leads to the same relay and app" in said


def test_it_is_removed_once_another_profile_carries_the_recording_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(folder, "Second")
    status, said = ran(capsys, "profile", "remove", "Main", "--move-to", "Second")
    assert (status, "go on with “Second”: 1" in said) == (0, True)
    assert "Main" not in names(folder)
    assert session(folder).profile == "Second"


@pytest.mark.parametrize("other", ["Else", "Practice", "Main", "nobody"])
def test_recordings_are_not_moved_to_a_profile_that_leads_elsewhere(
    folder: Path, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    status, said = ran(capsys, "profile", "remove", "Main", "--move-to", other)
    assert (status, "does not lead to the relay and app" in said) == (2, True)
    assert "Main" in names(folder)
    assert session(folder).profile == "Main"


def test_one_without_live_recordings_goes_as_before(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, "profile", "remove", "Else")[0] == 0
    assert "Else" not in names(folder)


def test_nothing_is_removed_while_nobody_can_tell_what_hangs_on_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "ledger.sqlite3"
    sql(folder, "PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(path.read_bytes()[:100] + b"\xa5" * 8000)
    status, said = ran(capsys, "profile", "remove", "Main")
    assert (status, "is damaged" in said) == (4, True)
    assert "Main" in names(folder)


def test_a_folder_without_a_ledger_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECORDING_PANEL_DATA_DIR", str(tmp_path))
    add(tmp_path, "Main")
    assert ran(capsys, "profile", "remove", "Main")[0] == 0
    assert not (tmp_path / "ledger.sqlite3").exists()
