"""``ledger backup``, ``restore`` and ``prune`` as real processes, with what they say in both languages."""

import asyncio
import os
import pty
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support.core.ledger import opened
from tests.support.core.months_of_recordings import STAY, accounts, two_months
from tests.support.e2e.command_line import LIMIT_S, Panel
from tests.support.panel_command import COMMAND

LEDGER = "ledger.sqlite3"


@pytest.fixture
def filled(empty_panel: Panel) -> Panel:
    asyncio.run(two_months(empty_panel.data_dir))
    empty_panel.environment["TZ"] = os.environ.get("TZ", "")
    if not empty_panel.environment["TZ"]:
        del empty_panel.environment["TZ"]
    return empty_panel


@pytest.fixture
def file(filled: Panel) -> Path:
    return filled.data_dir.parent / "desk.backup"


def answered(panel: Panel, answer: str, *arguments: str) -> tuple[int, str]:
    """The command on a terminal, on which somebody types an answer."""
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=panel.data_dir.parent,
        env=panel.environment,
        stdin=theirs,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    return done.returncode, done.stderr.decode()


def test_the_group_alone_prints_its_help(empty_panel: Panel) -> None:
    told = empty_panel.run("ledger")
    assert told.status == 0
    assert all(name in told.out for name in ("backup", "restore", "prune"))
    assert told.err == ""


def test_a_backup_is_made_once_and_replaced_when_that_is_asked_for(filled: Panel, file: Path) -> None:
    done = filled.run("ledger", "backup", str(file))
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Backup of 11 recordings")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = filled.run("ledger", "backup", str(file))
    assert again.status == 2
    assert again.err == f"FILE: {file} is there already. Choose another name, or add --replace.\n"
    assert filled.run("ledger", "backup", str(file), "--replace").status == 0
    own = filled.run("ledger", "backup", str(filled.data_dir / LEDGER), "--replace", "--language", "zh_CN")
    assert own.status == 2
    assert own.err.startswith("FILE：")


def test_where_there_is_nothing_yet_it_is_said(empty_panel: Panel) -> None:
    nothing = empty_panel.run("ledger", "backup", str(empty_panel.data_dir.parent / "b"))
    assert nothing.status == 4
    assert "nothing to back up" in nothing.err
    assert empty_panel.run("ledger", "prune", "--before", "2026-01-01", "--yes").status == 0
    assert not empty_panel.data_dir.exists()


def test_months_are_removed_after_a_yes_only(filled: Panel) -> None:
    prune = ("ledger", "prune", "--before", "2026-02-17")
    shown = filled.run(*prune)
    assert shown.status == 2
    assert "Over before 2026-02-01, 00:00 local time: 5 recordings (rows: 13)." in shown.out
    assert "4 older recordings stay:" in shown.out
    assert "  live: Recording" in shown.out
    assert "user carol" in shown.out
    assert "Add --yes." in shown.err
    assert answered(filled, "n", *prune) == (4, _asked("Nothing was changed.\n"))
    assert len(asyncio.run(accounts(filled.data_dir))) == 11
    assert answered(filled, "y", *prune) == (0, _asked(""))
    assert asyncio.run(accounts(filled.data_dir)) == list(STAY)
    assert filled.run(*prune).status == 0


def _asked(then: str) -> str:
    question = (
        "Remove this for good? Nothing brings it back but a backup (recording-panel ledger backup FILE)."
    )
    return f"{question} [y/N]\n{then}"


def test_a_backup_is_put_back_and_the_copies_go_with_the_months(filled: Panel, file: Path) -> None:
    assert filled.run("ledger", "backup", str(file)).status == 0
    assert filled.run("ledger", "prune", "--before", "2026-02", "--yes").status == 0
    assert filled.run("ledger", "restore", str(file)).status == 2
    done = filled.run("ledger", "restore", str(file), "--yes")
    assert done.status == 0
    (kept,) = filled.data_dir.glob(f"{LEDGER}.replaced-*")
    assert f"The record that was there is kept: {kept}" in done.out
    assert len(asyncio.run(accounts(filled.data_dir))) == 11
    told = filled.run("ledger", "prune", "--before", "2026-02", "--yes", "--with-kept-copies")
    assert str(kept) in told.out
    assert told.out.endswith("Removed: 1 copy.\n")
    assert not kept.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("prune", "--before", "monday"), "--before: monday is no date."),
        (("prune", "--before", "2999-01-01"), "--before: 2999-01-01 has not come yet."),
        (("restore", "none"), "No such file or directory. Nothing was changed."),
    ],
)
def test_wrong_values_are_told_by_the_argument(filled: Panel, arguments: tuple[str, ...], words: str) -> None:
    told = filled.run("ledger", *arguments, "--yes")
    assert told.status == 2
    assert words in told.err
    assert "Traceback" not in told.err


def test_while_a_window_has_the_record_open_it_is_backed_up_and_neither_replaced_nor_pruned(
    filled: Panel, file: Path
) -> None:
    async def beside_a_window() -> None:
        async with opened(filled.data_dir):
            assert (await asyncio.to_thread(filled.run, "ledger", "backup", str(file))).status == 0
            for refused in (("restore", str(file)), ("prune", "--before", "2026-02")):
                told = await asyncio.to_thread(filled.run, "ledger", *refused, "--yes")
                assert told.status == 4
                assert f"(process {os.getpid()})" in told.err

    asyncio.run(beside_a_window())
    assert len(asyncio.run(accounts(filled.data_dir))) == 11
