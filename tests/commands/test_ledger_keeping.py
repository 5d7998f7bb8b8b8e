"""``ledger backup``, ``restore`` and ``prune``: what they say, what they ask, and their exit statuses."""

import asyncio
import os
import pty
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from gui.cli import main
from gui.core.ledger.keeping import workplace
from tests.support.core.ledger import opened
from tests.support.core.months_of_recordings import STAY, accounts, two_months
from tests.support.e2e.command_line import Panel

LEDGER = "ledger.sqlite3"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = tmp_path / "data"
    monkeypatch.setenv("RECORDING_PANEL_DATA_DIR", str(data))
    return data


@pytest.fixture
def filled(folder: Path) -> Path:
    asyncio.run(two_months(folder))
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.backup"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: str | Path, language: str = "en") -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["--language", language, "ledger", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ran


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Somebody sits at a terminal, and types this."""
    with ExitStack() as stack:

        def type_in(text: str) -> None:
            ours, theirs = pty.openpty()
            stack.callback(os.close, ours)
            os.write(ours, f"{text}\n".encode())
            monkeypatch.setattr(sys, "stdin", stack.enter_context(os.fdopen(theirs, encoding="utf-8")))

        yield type_in
        monkeypatch.undo()


def test_the_group_alone_prints_its_help(run: Run) -> None:
    status, out, err = run()
    assert (status, err) == (0, "")
    assert all(name in out for name in ("backup", "restore", "prune"))


# Backup.


def test_a_backup_is_made_once_and_replaced_when_that_is_asked_for(
    filled: Path, file: Path, run: Run
) -> None:
    status, out, err = run("backup", file)
    assert (status, err) == (0, "")
    assert out.startswith("Backup of 11 recordings")
    assert str(file) in out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    status, _, err = run("backup", file)
    assert (status, err) == (2, f"FILE: {file} is there already. Choose another name, or add --replace.\n")
    assert run("backup", file, "--replace")[0] == 0
    status, _, err = run("backup", filled / LEDGER, "--replace", language="zh_CN")
    assert status == 2
    assert err == f"FILE：{filled / LEDGER} 属于面板自己的文件，请另选位置。\n"


def test_where_there_is_nothing_yet_it_is_said(folder: Path, file: Path, run: Run) -> None:
    status, _, err = run("backup", file)
    assert status == 4
    assert "nothing to back up" in err
    assert run("prune", "--before", "2026-01-01", "--yes")[0] == 0
    assert run("restore", file, "--yes")[0] == 2
    assert not folder.exists()
    assert not file.exists()


def test_a_backup_that_finds_no_room_names_the_argument_and_what_to_do(
    filled: Path, file: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=0))
    status, _, err = run("backup", file)
    assert status == 4
    assert err.startswith(f"FILE: {file}: the copy needs 1 MiB, and 0 MiB are free.")
    assert "Free some space" in err
    assert not file.exists()
    assert filled.exists()


def test_a_damaged_record_is_told_as_such_and_the_command_that_mends_it_is_named(
    filled: Path, file: Path, run: Run
) -> None:
    (filled / LEDGER).write_bytes((filled / LEDGER).read_bytes()[:100] + b"\xa5" * 8000)
    status, _, err = run("backup", file)
    assert status == 4
    assert "doctor --move-damaged-ledger" in err
    assert not file.exists()


# Prune.


def test_months_are_removed_after_a_yes_only(filled: Path, run: Run, answer: Callable[[str], None]) -> None:
    prune = ("prune", "--before", "2026-02-17")
    status, out, err = run(*prune)
    assert status == 2
    assert "Over before 2026-02-01, 00:00 local time: 5 recordings (rows: 13)." in out
    assert "4 older recordings stay:" in out
    assert "  live: Recording" in out
    assert "user carol" in out
    assert err == "Nothing was changed: there is no terminal to ask on. Add --yes.\n"
    answer("n")
    status, _, err = run(*prune)
    assert status == 4
    assert err.startswith("Remove this for good?")
    assert err.endswith("[y/N]\nNothing was changed.\n")
    assert len(asyncio.run(accounts(filled))) == 11
    answer("是")
    status, out, _ = run(*prune, language="zh_CN")
    assert status == 0
    assert "已删除 5 个录制（13 行）。" in out
    assert asyncio.run(accounts(filled)) == list(STAY)
    assert run(*prune)[0] == 0


def test_the_copies_that_are_kept_are_named_and_go_when_that_is_asked_for(
    filled: Path, file: Path, run: Run
) -> None:
    assert run("backup", file)[0] == 0
    assert run("restore", file, "--yes")[0] == 0
    (kept,) = filled.glob(f"{LEDGER}.replaced-*")
    shutil.copy(file, filled / "mine")
    _, out, _ = run("prune", "--before", "2026-02", "--yes")
    assert f"Add --with-kept-copies to remove them as a whole:\n  {kept}\n" in out
    assert f"remove them yourself:\n  {filled / 'mine'}\n" in out
    _, out, _ = run("prune", "--before", "2026-02", "--yes", "--with-kept-copies")
    assert out.endswith("Removed: 1 copy.\n")
    assert not kept.exists()
    assert (filled / "mine").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("prune", "--before", "monday"), "--before: monday is no date."),
        (("prune", "--before", "2999-01-01"), "--before: 2999-01-01 has not come yet."),
        (("restore", "none"), "No such file or directory. Nothing was changed."),
    ],
)
def test_wrong_values_are_told_by_the_argument(
    filled: Path, run: Run, arguments: tuple[str, ...], words: str
) -> None:
    status, _, err = run(*arguments, "--yes")
    assert status == 2
    assert words in err
    assert len(asyncio.run(accounts(filled))) == 11


# Restore.


def test_a_backup_is_put_back_after_a_yes_only(
    filled: Path, file: Path, run: Run, answer: Callable[[str], None]
) -> None:
    assert run("backup", file)[0] == 0
    assert run("prune", "--before", "2026-02", "--yes")[0] == 0
    status, out, err = run("restore", file)
    assert (status, "11 recordings" in out, "--yes" in err) == (2, True, True)
    answer("")
    assert run("restore", file)[0] == 4
    assert asyncio.run(accounts(filled)) == list(STAY)
    status, out, _ = run("restore", file, "--yes")
    assert status == 0
    (kept,) = filled.glob(f"{LEDGER}.replaced-*")
    assert f"The record that was there is kept: {kept}" in out
    assert len(asyncio.run(accounts(filled))) == 11


def test_what_becomes_unconfirmed_is_counted_before_it_is_asked(
    filled: Path, file: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("backup", file)[0] == 0
    (filled / LEDGER).write_bytes(b"torn")
    status, out, _ = run("restore", file, "--yes")
    assert status == 0
    assert "The present record can't be read." in out
    assert "1 recording becomes unconfirmed" in out
    monkeypatch.setenv("RECORDING_PANEL_DATA_DIR", str(filled.parent / "new"))
    # Where nothing is replaced, nothing has to be asked.
    assert run("restore", file)[0] == 0


# Beside a window.


def test_while_a_window_has_the_record_open_it_is_backed_up_and_neither_replaced_nor_pruned(
    filled: Path, file: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workplace, "WAIT_S", 0.1)

    async def beside_a_window() -> None:
        async with opened(filled):
            assert (await asyncio.to_thread(run, "backup", file))[0] == 0
            for refused in (("restore", file), ("prune", "--before", "2026-02")):
                status, _, err = await asyncio.to_thread(run, *refused, "--yes")
                assert status == 4
                assert f"another panel or command has it open (process {os.getpid()})" in err

    asyncio.run(beside_a_window())
    assert len(asyncio.run(accounts(filled))) == 11


def test_a_real_command_backs_up_and_prunes_a_real_folder(filled: Path, file: Path, tmp_path: Path) -> None:
    (home := tmp_path / "home").mkdir()
    panel = Panel(filled, home)
    assert panel.run("ledger", "backup", str(file)).status == 0
    told = panel.run("ledger", "prune", "--before", "2026-02", "--yes")
    assert (told.status, told.err) == (0, "")
    assert asyncio.run(accounts(filled)) == list(STAY)
