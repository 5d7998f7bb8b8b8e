"""Where the window's socket lies: never where another user could have been first."""

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from gui.core.foundation.system import FileLock
from gui.widgets.window import socket_place
from gui.widgets.window.single_instance import SingleInstance
from gui.widgets.window.socket_place import NOTE, announced

BYTES = os.fsdecode(b"d-\xe9t\xe9")


@pytest.fixture(params=["x" * 120, BYTES], ids=["a long name", "bytes that are no UTF-8"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return tmp_path / str(request.param)


@pytest.fixture
def window(qapp: QApplication, folder: Path) -> Iterator[SingleInstance]:
    single = SingleInstance.claim(folder)
    assert single is not None
    single.open_socket()
    single.listen(lambda: True)
    yield single
    single.release()
    qapp.processEvents()


@pytest.mark.usefixtures("window")
def test_it_lies_in_a_folder_that_only_its_user_can_enter_and_whose_name_nobody_can_guess(
    folder: Path,
) -> None:
    path = announced(folder)
    assert path is not None
    parent = Path(path).parent.stat()
    assert (stat.S_IMODE(parent.st_mode), parent.st_uid) == (0o700, os.getuid())
    assert stat.S_IMODE((folder / NOTE).stat().st_mode) == 0o600


def test_it_lies_in_the_users_runtime_folder_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    run.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    monkeypatch.setattr(socket_place, "LONGEST_PATH", len(str(run)) + 60)
    first = next(socket_place.places(tmp_path / ("x" * 120)))
    assert Path(first.path).parent.parent == run


@pytest.mark.usefixtures("qapp")
def test_nothing_is_left_after_the_window_nor_after_a_killed_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks: list[FileLock | None] = []
    real = FileLock.acquire

    def acquire(path: Path) -> FileLock | None:
        locks.append(real(path))
        return locks[-1]

    monkeypatch.setattr(FileLock, "acquire", acquire)
    first = SingleInstance.claim(folder)
    assert first is not None
    first.open_socket()
    first.listen(lambda: True)
    path = announced(folder)
    assert path is not None
    # As after a kill: the lock is free, all else is still there.
    (lock,) = locks
    assert lock is not None
    lock.release()
    second = SingleInstance.claim(folder)
    assert second is not None
    second.open_socket()
    second.listen(lambda: True)
    again = announced(folder)
    assert again is not None
    assert again != path
    assert not Path(path).parent.exists()
    second.release()
    QCoreApplication.processEvents()
    assert not Path(again).parent.exists()
    assert not (folder / NOTE).exists()


def test_a_socket_of_another_user_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / socket_place.NAME
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert announced(tmp_path) == str(path)
        other = os.getuid() + 1
        monkeypatch.setattr(os, "getuid", lambda: other)
        assert announced(tmp_path) is None


@pytest.mark.parametrize("note", [b"", b"\xff\xfe", b"/etc/passwd", b"/" + b"x" * 5000, b"a\0b"])
def test_a_note_that_leads_nowhere_is_no_window(tmp_path: Path, note: bytes) -> None:
    (tmp_path / NOTE).write_bytes(note)
    assert announced(tmp_path) is None
