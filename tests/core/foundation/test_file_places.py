"""Files that people name: no pipe is waited for, and nothing of the panel's own is written over."""

import os
import socket
from pathlib import Path

import pytest

from gui.core.foundation.file_places import InputFile, NoPlainFile, OwnFile, check_place, read_plain_file


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "batches").mkdir(parents=True)
    (folder / "ledger.sqlite3").write_bytes(b"ledger")
    return folder


def test_a_pipe_a_device_and_a_socket_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for path in (tmp_path / "pipe", tmp_path / "link", tmp_path / "socket", Path(os.devnull)):
            with pytest.raises(NoPlainFile):
                read_plain_file(path, 10)
            with pytest.raises(NoPlainFile):
                check_place(path)
    with pytest.raises(IsADirectoryError):
        read_plain_file(tmp_path, 10)


def test_nothing_of_the_panel_s_own_is_written_over_by_any_name_or_link(own: Path, tmp_path: Path) -> None:
    (tmp_path / "soft.csv").symlink_to(own / "ledger.sqlite3")
    (tmp_path / "hard.csv").hardlink_to(own / "ledger.sqlite3")
    (tmp_path / "folder").symlink_to(own)
    names = (
        "data/ledger.sqlite3",
        "data/presets.json",
        "data/rescue.lock",
        "data/last-watched",
        "data/batches/x.csv",
        "data/../data/profiles.json",
    )
    for name in (*names, "soft.csv", "hard.csv", "folder/ledger.sqlite3"):
        with pytest.raises(OwnFile):
            check_place(tmp_path / name, own)
    check_place(own / "new.csv", own)
    assert (own / "ledger.sqlite3").read_bytes() == b"ledger"


def test_the_batch_file_itself_takes_no_results(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"b")
    (tmp_path / "c.csv").symlink_to("b.csv")
    with pytest.raises(InputFile):
        check_place(tmp_path / "c.csv", None, [tmp_path / "b.csv"])


def test_a_name_is_as_long_as_the_system_takes_it_in_bytes(tmp_path: Path) -> None:
    check_place(tmp_path / f"{'会' * 83}.csv")
    for path in (tmp_path / f"{'会' * 90}.csv", tmp_path / "gone" / "x.csv", tmp_path):
        with pytest.raises(OSError, match=r"too long|No such|directory"):
            check_place(path)
    assert list(tmp_path.iterdir()) == []


def test_a_person_s_own_partial_file_beside_it_stays(tmp_path: Path) -> None:
    (tmp_path / "out.json.partial").write_text("mine")
    check_place(tmp_path / "out.json")
    assert [path.name for path in tmp_path.iterdir()] == ["out.json.partial"]
