"""``recording-panel --tour`` takes the window through the whole job, and leaves its pictures."""

import struct
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.e2e.command_line import Panel

PICTURES = {"start", "live", "refusal", "codes", "stop", "stopped"}
WINDOW = (1280, 720)


def size(picture: Path) -> tuple[int, int]:
    """Width and height, from the head of a PNG file."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_the_tour_does_the_whole_job_and_leaves_six_pictures(empty_panel: Panel, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    tour = empty_panel.run("--tour", "--tour-folder", str(folder), QT_QPA_PLATFORM="offscreen")
    assert tour.status == 0, tour.err
    assert str(folder) in tour.out
    assert "Traceback" not in tour.err
    pictures = {picture.stem: picture for picture in folder.iterdir()}
    assert pictures.keys() == PICTURES
    for name in ("start", "live", "refusal", "stopped"):
        assert size(pictures[name]) == WINDOW
        # An empty window of that size has less than 10 KB.
        assert pictures[name].stat().st_size > 40_000
    for name in ("codes", "stop"):
        width, height = size(pictures[name])
        assert 300 < width <= WINDOW[0]
        assert 150 < height <= WINDOW[1]
    # Everything that it started it stopped; what was refused stays to be read.
    assert [(session["account"], session["state"]) for session in empty_panel.sessions()] == [
        ("dan", "failed")
    ]


def test_a_tour_that_cannot_leave_its_pictures_says_so(empty_panel: Panel, tmp_path: Path) -> None:
    in_the_way = tmp_path / "pictures"
    in_the_way.write_text("a file")
    tour = empty_panel.run("--tour", "--tour-folder", str(in_the_way), QT_QPA_PLATFORM="offscreen")
    assert tour.status != 0
    assert str(in_the_way) in tour.out + tour.err
    assert "Traceback" not in tour.err


def test_the_tour_leaves_the_users_own_list_as_it_was(empty_panel: Panel, tmp_path: Path) -> None:
    del empty_panel.environment["RECORDING_PANEL_DATA_DIR"]
    # Short: a socket's path is.
    with TemporaryDirectory(prefix="tour-") as temporary:
        where = {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": temporary}
        tour = empty_panel.run("--tour", "--tour-folder", str(tmp_path / "pictures"), **where)
        left = [path.name for path in Path(temporary).iterdir()]
    made = list(empty_panel.data_dir.parent.rglob("ledger.sqlite3"))
    listed = empty_panel.run("sessions", "--all")

    assert tour.status == 0, tour.err
    assert {picture.stem for picture in (tmp_path / "pictures").iterdir()} == PICTURES
    assert (listed.status, listed.err) == (0, "")
    assert "This computer knows of no recordings yet." in listed.out
    # Neither here nor in the user's own folder is anything left of it.
    assert (left, made) == ([], [])
