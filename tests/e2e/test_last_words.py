"""Whatever a process of the panel writes by itself is masked, and it leaves no core dump."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.e2e.command_line import LIMIT_S, Panel
from tests.support.panel_command import COMMAND
from tests.support.tree import ROOT
from tests.support.waiting import wait_until

SECRET = 'canary-"secret"-\\-0123'
BEGIN = f"""
import asyncio, gc, logging, sys, threading, warnings
from gui.core.security.masked_process import masked_process
from gui.core.security.redaction import register
SECRET = {SECRET!r}
register(SECRET)
def fail(): raise ValueError(f"the key is {{SECRET}}", SECRET)
class Dropped:
    def __del__(self): fail()
class Unsayable:
    def __str__(self): fail()
async def forgotten():
    task = asyncio.get_running_loop().create_task(soon())
    await asyncio.wait({{task}})
    del task
    gc.collect()
async def soon(): fail()
async def callback():
    asyncio.get_running_loop().call_soon(fail)
    await asyncio.sleep(0.05)
with masked_process():
"""
WAYS = {
    "log": "logging.getLogger('httpx').warning('POST %s', SECRET)",
    "log with a traceback": "try: fail()\n    except ValueError: logging.exception('it failed')",
    "a line that can't be logged": "logging.warning('%s', Unsayable())",
    "warning": "warnings.warn(SECRET)",
    "thread": "t = threading.Thread(target=fail); t.start(); t.join()",
    "no place to raise": "d = Dropped(); del d",
    "task that nobody awaits": "asyncio.run(forgotten())",
    "callback of the loop": "asyncio.run(callback())",
    "exception that nobody caught": "sys.excepthook(ValueError, ValueError(SECRET), None)",
}
QT = """
    from gui import app
    from PySide6.QtCore import qInstallMessageHandler, qWarning
    qInstallMessageHandler(app.log_qt)
    qWarning(f"a style sheet with {SECRET}")
"""


def said(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=LIMIT_S
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_secret_is_masked_on_every_way_out(way: str) -> None:
    told = said(f"{BEGIN}    {way}\n")
    assert "•••" in told
    assert "canary" not in told


def test_what_qt_says_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    told = said(f"{BEGIN}{QT}")
    assert "WARNING gui.app: Qt: a style sheet with •••" in told
    assert "canary" not in told


def test_a_crash_in_a_library_leaves_names_of_functions_and_no_values() -> None:
    crash = "from gui.core.foundation.system import no_core_dumps; no_core_dumps(); ctypes.string_at(0)"
    told = said(f"{BEGIN}    import ctypes; held = SECRET; {crash}\n")
    assert "Fatal Python error: Segmentation fault" in told
    assert "canary" not in told


def core_limits(pid: int) -> list[str]:
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    found = re.search(r"^Max core file size +(\S+) +(\S+)", limits, re.MULTILINE)
    assert found is not None
    return [found[1], found[2]]


@pytest.mark.parametrize("command", ["window", "simulator"])
def test_a_running_panel_can_leave_no_core_dump(panel: Panel, tmp_path: Path, command: str) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard == 0:
        pytest.skip("this computer writes no core dumps anyway")
    arguments = ["--port", "0", "--port-file", str(tmp_path / "port")]
    given = ["simulator", *arguments] if command == "simulator" else []
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    try:
        process = subprocess.Popen(
            [*COMMAND, *given],
            env={**panel.environment, "QT_QPA_PLATFORM": "offscreen"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
    there = tmp_path / "port" if command == "simulator" else panel.data_dir / "ledger.sqlite3"
    try:
        wait_until(there.exists)
        assert core_limits(process.pid) == ["0", "0"]
    finally:
        process.terminate()
        out, _ = process.communicate(timeout=LIMIT_S)
    assert out.count(b"Traceback") == 0
