"""One window for a data folder: a second start raises the first, whatever became of an earlier one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from gui.core.foundation.system import FileLock
from gui.widgets.window.single_instance import SingleInstance, WindowBusy
from tests.support.panel_command import COMMAND
from tests.support.tree import ROOT
from tests.support.widgets.window_driver import window_at

PATIENCE_S = 30.0


@contextmanager
def a_start(folder: Path, patience_s: float = 5.0) -> Iterator["subprocess.Popen[str]"]:
    """Another process that claims the window, tells what came of it, and keeps what it got."""
    script = (
        "import sys, time; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "app = QCoreApplication([]); from gui.widgets.window.single_instance import SingleInstance;"
        f"it = SingleInstance.claim(Path(sys.argv[1]), {patience_s});"
        "it and (it.open_socket(), it.listen(lambda: True));"
        "print('window' if it else 'raised', flush=True); it and sys.exit(app.exec())"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def wait_for(process: "subprocess.Popen[str]", qapp: QApplication) -> int:
    """Let the window live until the other process is over."""
    give_up = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < give_up:
        qapp.processEvents()
        time.sleep(0.005)
    assert process.returncode is not None, "the second start never ended"
    return process.returncode


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return tmp_path / str(getattr(request, "param", "data"))


@contextmanager
def first_window(folder: Path, show: Callable[[], bool]) -> Iterator[SingleInstance]:
    first = SingleInstance.claim(folder)
    assert first is not None
    first.open_socket()
    first.listen(show)
    try:
        yield first
    finally:
        first.release()
        QCoreApplication.processEvents()


@pytest.mark.parametrize("folder", ["data", "数据 夹", "x" * 120], indirect=True)
def test_a_second_start_raises_the_first_and_opens_nothing(qapp: QApplication, folder: Path) -> None:
    shown: list[bool] = []

    def show() -> bool:
        shown.append(True)
        return True

    with first_window(folder, show), a_start(folder) as second:
        assert wait_for(second, qapp) == 0
        assert said(second) == "raised"
        assert shown == [True]


def test_another_data_folder_has_a_window_of_its_own(qapp: QApplication, tmp_path: Path) -> None:
    with first_window(tmp_path / "one", lambda: True), a_start(tmp_path / "other") as second:
        assert said(second) == "window"
        qapp.processEvents()


def test_after_a_kill_the_next_start_opens_at_once_though_the_socket_is_still_there(
    qapp: QApplication, folder: Path
) -> None:
    with a_start(folder) as killed:
        assert said(killed) == "window"
        killed.send_signal(signal.SIGKILL)
        killed.wait(PATIENCE_S)
    assert (folder / "window.socket").exists()
    began = time.monotonic()
    with first_window(folder, lambda: True), a_start(folder) as second:
        assert time.monotonic() - began < 1.0
        assert wait_for(second, qapp) == 0
        assert said(second) == "raised"


def test_a_start_while_the_first_window_is_closing_takes_its_place(qapp: QApplication, folder: Path) -> None:
    first = SingleInstance.claim(folder)
    assert first is not None
    first.open_socket()
    first.listen(lambda: False)
    with a_start(folder, 20.0) as second:
        until = time.monotonic() + 1.0
        while time.monotonic() < until:
            qapp.processEvents()
            time.sleep(0.005)
        assert second.poll() is None
        first.release()
        assert said(second) == "window"


def test_a_panel_that_does_not_answer_is_not_waited_for_for_ever(folder: Path) -> None:
    folder.mkdir()
    held = FileLock.acquire(folder / "window.lock")
    assert held is not None
    began = time.monotonic()
    # The same process: the lock belongs to the opened file, not to the process.
    with pytest.raises(WindowBusy):
        SingleInstance.claim(folder, 0.3)
    assert time.monotonic() - began < 3.0
    held.release()


def test_a_data_folder_that_is_a_file_is_told_in_the_window(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    single = SingleInstance.claim(tmp_path / "file")
    assert single is not None
    single.open_socket()
    single.listen(lambda: True)
    single.release()


async def test_a_raised_window_is_in_front_again_and_one_that_closes_is_not(data_folder: Path) -> None:
    async with window_at(data_folder) as staff:
        staff.window.setWindowState(Qt.WindowState.WindowMinimized)
        assert staff.panel.come_to_front()
        assert not staff.window.isMinimized()
        assert staff.window.isVisible()
        staff.panel.actions.quit_requested.set()
        assert not staff.panel.come_to_front()


def _window(folder: Path, stderr: int | None = None) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "RECORDING_PANEL_DATA_DIR": str(folder),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.Popen(COMMAND, cwd=ROOT, env=environment, stderr=stderr)


def test_the_installed_command_opens_one_window_and_the_second_start_is_over_at_once(folder: Path) -> None:
    with _window(folder) as first:
        try:
            give_up = time.monotonic() + PATIENCE_S
            while not (folder / "window.socket").exists() and time.monotonic() < give_up:
                time.sleep(0.02)
            with _window(folder, subprocess.PIPE) as second:
                _, words = second.communicate(timeout=PATIENCE_S)
                assert second.returncode == 0
                assert "The window is open already" in words.decode()
            assert first.poll() is None
            first.send_signal(signal.SIGTERM)
            assert first.wait(PATIENCE_S) == 0
            assert not (folder / "window.socket").exists()
        finally:
            first.kill()
