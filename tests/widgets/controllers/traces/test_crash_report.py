"""A window that crashed is told of by the next one, which saves a report of it where staff want it."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gui.core.security.redaction import first_leak
from gui.core.traces.places import log_folder
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from tests.support.panel_command import COMMAND, checkout_only
from tests.support.tree import ROOT
from tests.support.waiting import wait_until
from tests.support.widgets.window_driver import Staff, profile_for, window_at

USERSIG = "canary-usersig-5bd2850fff3e"


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def run_files(folder: Path) -> list[Path]:
    return list(log_folder(folder).glob("run-*.txt"))


def window_that_ends_by(number: signal.Signals, folder: Path) -> None:
    """A window in a process of its own."""
    with subprocess.Popen(
        [*COMMAND, "--data-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        # Its first line is written: from here on a crash goes into it.
        wait_until(lambda: any(path.stat().st_size for path in run_files(folder)))
        process.send_signal(number)
        process.wait(30)


async def told_crash(staff: Staff) -> NoticeStrip:
    await staff.until(lambda: staff.panel.actions.traces.crashed is not None, "the crash is told")
    notice = staff.panel.actions.traces.crashed
    assert notice is not None
    await staff.sees_notice(notice)
    return notice


def contents(bundle: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(bundle) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_a_fatal_signal_is_told_once_and_goes_into_a_report(
    data_folder: Path, service: RunningSimulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECORDING_PANEL_USER_SIG", USERSIG)
    profile_for(data_folder, service.url)
    window_that_ends_by(signal.SIGSEGV, data_folder)
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice")
        notice = await told_crash(staff)
        assert notice.text.startswith("▲ The panel ended unexpectedly (")
        staff.clicks(notice.action)
        await staff.saves_as(tmp_path / "report.zip")
        await staff.until(lambda: not notice.told, "it is done with")
    files = contents(tmp_path / "report.zip")
    (crash,) = (content for name, content in files.items() if name.startswith("crash/"))
    assert b"Fatal Python error: Segmentation fault" in crash
    log = files["log/recording-panel.log"]
    assert b"session 1: start, answer: accepted" in log
    assert b"an earlier run crashed" in log
    assert b"it runs on python " in log
    assert "python" in json.loads(files["versions.json"])
    assert first_leak(files, [USERSIG]) is None
    assert b"alice" not in b"".join(files.values())
    async with window_at(data_folder) as staff:
        await staff.settles()
        assert staff.panel.actions.traces.crashed is None
    assert run_files(data_folder) == []


async def test_a_kill_and_the_crash_of_another_data_folders_window_alarm_nobody(
    data_folder: Path, tmp_path: Path
) -> None:
    window_that_ends_by(signal.SIGABRT, tmp_path / "other")
    window_that_ends_by(signal.SIGKILL, data_folder)
    log = log_folder(data_folder) / "recording-panel.log"
    async with window_at(data_folder) as staff:
        await staff.until(lambda: "it runs on" in log.read_text(), "everything was looked at")
        assert staff.panel.actions.traces.crashed is None
    assert "an earlier run was ended from outside" in log.read_text()
    assert len(run_files(tmp_path / "other")) == 1


BROKEN = """
import sys
import gui.app
from gui.core.security.redaction import register
class Broken:
    def __init__(self, *_):
        register("canary-secret")
        raise RuntimeError("it can't be made with canary-secret")
gui.app.MainWindow = Broken
from gui.cli import main
sys.exit(main(["--data-dir", sys.argv[1]]))
"""


def window_that_ends_by_an_exception(folder: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BROKEN, str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert b"RuntimeError" in ended.stderr


@checkout_only
async def test_an_exception_that_ends_the_window_is_told_by_the_next_one(
    data_folder: Path, tmp_path: Path
) -> None:
    window_that_ends_by_an_exception(data_folder)
    async with window_at(data_folder) as staff:
        staff.clicks((await told_crash(staff)).action)
        await staff.saves_as(tmp_path / "report.zip")
    files = contents(tmp_path / "report.zip")
    (crash,) = (content for name, content in files.items() if name.startswith("crash/"))
    assert "RuntimeError: it can't be made with •••" in crash.decode()
    assert b"canary" not in b"".join(files.values())


def in_the_way(folder: Path) -> None:
    folder.write_text("in the way", encoding="utf-8")


async def test_a_report_can_be_saved_where_the_ledger_can_not_be_opened(
    data_folder: Path, tmp_path: Path
) -> None:
    in_the_way(data_folder)
    async with window_at(data_folder, wait=False) as staff:
        await staff.until(staff.window.trouble.isVisible, "the trouble is told")
        staff.panel.actions.traces.save_report()
        await staff.saves_as(tmp_path / "report.zip")
    assert (
        b"the services can't be opened: ledger"
        in contents(tmp_path / "report.zip")["log/recording-panel.log"]
    )
