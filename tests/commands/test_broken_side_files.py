"""A broken file of profiles hides no recording: commands that send nothing work, and Practice goes on."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gui.cli import main
from gui.core.foundation.enums import Source
from gui.core.sessions.session import Target
from tests.support.broken_files import BROKEN
from tests.support.core.ledger import begin, end, opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a profile and one recording that is live."""
    data = tmp_path / "data"
    monkeypatch.setenv("RECORDING_PANEL_DATA_DIR", str(data))
    monkeypatch.setenv("RECORDING_PANEL_USER_SIG", "a-usersig")

    async def record() -> None:
        async with opened(data) as ledger:
            found = Target("relay.example", 1400000001, 7, "alice", Source.CAMERA)
            opening = await begin(ledger, found)
            await end(ledger, opening.session)

    asyncio.run(record())
    return data


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["--language", "en", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_of_profiles_does_not_hide_the_live_recording(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    spoil(folder / "profiles.json")
    status, out, err = ran(capsys, "sessions", "--json")
    assert (status, json.loads(out)["account"], err) == (0, "alice", "")
    table = tmp_path / "all.csv"
    assert ran(capsys, "sessions", "--all", "--export", str(table))[0] == 0
    assert "alice" in table.read_text(encoding="utf-8-sig")
    bundle = tmp_path / "one.zip"
    assert ran(capsys, "report", "1", "--output", str(bundle))[0] == 0
    assert bundle.stat().st_size


def test_a_recording_is_settled_though_the_file_of_profiles_is_broken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from gui.core.foundation.enums import State

    (folder / "profiles.json").write_text("{")

    async def unknown() -> None:
        from dataclasses import replace

        from tests.support.core.ledger import NOTE

        async with opened(folder) as ledger:
            await ledger.change("1", lambda session: replace(session, state=State.UNKNOWN), NOTE)

    asyncio.run(unknown())
    status, out, err = ran(capsys, "settle", "1", "ended", "--json")
    assert (status, json.loads(out)["state"], err) == (0, "stopped", "")


@pytest.mark.parametrize("arguments", [("profile", "list"), ("profile", "show", "Main"), ("doctor",)])
def test_whoever_only_looks_is_told_the_file_and_the_line_and_not_of_sending(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    (folder / "profiles.json").write_text('{"profiles": [\n {"name": "Main",}\n]}')
    status, out, err = ran(capsys, *arguments)
    assert status == 4
    assert f"{folder / 'profiles.json'}: no valid JSON at line 2" in out + err
    assert "put it aside" in out + err
    assert "nothing was sent" not in out + err


def test_nothing_is_sent_by_a_guess_while_the_profiles_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "profiles.json").write_text("[")
    start = ("start", "--room", "990001", "--account", "alice", "--file-name", "f", "--json")
    status, out, _ = ran(capsys, *start)
    told = json.loads(out)
    assert (status, told["outcome"], told["problem"]) == (4, "not_sent", "profile")


def test_practice_goes_on_while_the_profiles_cannot_be_read(
    folder: Path,
) -> None:
    (folder / "profiles.json").write_text("[")
    from gui.commands.context import Context
    from gui.commands.profiles import profile_choice

    assert profile_choice.profile_name(Context("en", "Practice", str(folder))) == ("Practice", "")


def test_a_ledger_that_cannot_be_read_is_told_of_without_a_word_about_sending(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "ledger.sqlite3"
    path.write_bytes(path.read_bytes()[:100] + b"\xa5" * 8000)
    for arguments in (
        ("sessions",),
        ("report", "1", "--output", str(folder / "r.zip")),
        ("settle", "1", "ended"),
    ):
        status, out, err = ran(capsys, *arguments)
        assert status == 4
        assert "is damaged" in err
        assert "nothing was sent" not in (out + err).lower()
