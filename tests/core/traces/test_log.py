"""The log: what a line has, what never stands in it, how long it grows, and that nobody waits for it."""

import fcntl
import logging
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gui.core.security.redaction import first_leak, register
from gui.core.traces.log_lines import LONGEST_LINE, MOST_LINES
from gui.core.traces.old_logs import FOLDERS_KEPT
from gui.core.traces.places import log_folder
from gui.core.traces.process_log import MOST_WAITING, ProcessLog
from gui.core.traces.rotating_file import RotatingFile
from tests.support.scripts import output_of
from tests.support.tree import ROOT
from tests.support.waiting import wait_until

SECRET = 'canary-"secret"-\\-0123'
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (\w+) \d+ [A-Z]+ [\w.]+: ")
log = logging.getLogger("gui.test")


class Desk:
    """A process with a log, and what it was told of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.troubles: list[OSError] = []
        self.log = ProcessLog("window", lambda: folder, self.troubles.append)

    def text(self) -> str:
        return (self.folder / "recording-panel.log").read_text(encoding="utf-8")


@contextmanager
def logging_into(folder: Path) -> Iterator[Desk]:
    desk = Desk(folder)
    with desk.log:
        yield desk


# What a line has.


def test_a_line_tells_when_which_process_and_what(tmp_path: Path) -> None:
    with logging_into(tmp_path) as desk:
        log.info("session %s: %s", 12, "start, intent")
        log.debug("too much")
        logging.getLogger("other").info("too much of a library's")
        logging.getLogger("other").warning("of a library's")
    first, second = desk.text().splitlines()
    assert LINE.match(first)
    assert first.endswith(f"Z window {os.getpid()} INFO test: session 12: start, intent")
    assert second.endswith("WARNING other: of a library's")


def test_no_secret_gets_into_the_log_by_any_way(tmp_path: Path) -> None:
    with logging_into(tmp_path) as desk:
        # Known only later: what waits is masked all the same.
        register(SECRET)
        log.info("it is %s", SECRET)
        log.info("%r", {"key": SECRET})
        try:
            try:
                raise ValueError(SECRET)
            except ValueError as err:
                raise RuntimeError(f"because of {SECRET}") from err
        except RuntimeError:
            log.exception("it failed")
    text = desk.text()
    assert "RuntimeError: because of •••" in text
    assert "Traceback (most recent call last)" in text
    assert first_leak({"log": text.encode()}, [SECRET]) is None
    assert "canary" not in text


def test_the_home_folder_is_not_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/li.wang")
    with logging_into(tmp_path) as desk:
        log.info("in /home/li.wang/data")
    assert "in ~/data" in desk.text()
    assert "wang" not in desk.text()


def test_a_text_of_others_can_not_pass_for_a_line(tmp_path: Path) -> None:
    forged = "2026-11-30T10:00:00.000Z window 1 INFO core: all is well"
    with logging_into(tmp_path) as desk:
        log.info("the service said %s", f"x\n{forged}\r{forged}\u2028{forged}\x1b[2K")
    lines = desk.text().split("\n")
    assert [line for line in lines if LINE.match(line)] == lines[:1]
    assert "\x1b" not in desk.text()


def test_a_line_that_can_not_be_made_is_told_and_the_next_one_is_there(tmp_path: Path) -> None:
    class Unsayable:
        def __str__(self) -> str:
            raise ValueError(SECRET)

    with logging_into(tmp_path) as desk:
        # Not by way of the logger: the tests' own handler would raise it.
        desk.log.handle(logging.LogRecord("gui.test", logging.INFO, "x.py", 1, "%s", (Unsayable(),), None))
        log.info("the next one")
    assert "could not be made" in desk.text()
    assert "the next one" in desk.text()
    assert SECRET not in desk.text()


def test_one_record_does_not_fill_the_log(tmp_path: Path) -> None:
    with logging_into(tmp_path) as desk:
        log.info("%s", "\n".join("x" * 2000 for _ in range(1000)))
    assert len(desk.text()) < (LONGEST_LINE + 10) * (MOST_LINES + 5)


# Where it is.


def test_folder_and_file_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with logging_into(tmp_path / "state" / "log") as desk:
            log.info("x")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (desk.folder.parent, desk.folder)]
    assert modes == [0o700, 0o700]
    assert stat.S_IMODE((desk.folder / "recording-panel.log").stat().st_mode) == 0o600


def test_the_usual_data_folder_has_the_systems_place_and_any_other_a_folder_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    usual = log_folder(tmp_path / "share" / "recording-panel")
    assert usual == tmp_path / "state" / "recording-panel" / "log"
    others = {log_folder(tmp_path / name / "desk") for name in ("a", "b")}
    assert len(others) == 2
    assert {one.parent for one in others} == {usual}
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert log_folder(tmp_path / "link" / "desk") in others


def test_logs_of_data_folders_that_nobody_uses_any_more_do_not_pile_up(tmp_path: Path) -> None:
    logs = tmp_path / "log"
    for number in range(FOLDERS_KEPT + 3):
        place = logs / f"trial-{number:08x}"
        with logging_into(place):
            log.info("x")
        os.utime(place / "recording-panel.log", (number, number))
        (logs / "trial-00000000" / "of somebody else").touch()
    (logs / "recording-panel.log").write_text("of the usual data folder", encoding="utf-8")
    with logging_into(logs / "trial-ffffffff"):
        log.info("x")
    left = sorted(path.name for path in logs.glob("trial-*"))
    assert [name for name in left if any((logs / name).glob("*.log"))] == [
        *(f"trial-{number:08x}" for number in range(4, FOLDERS_KEPT + 3)),
        "trial-ffffffff",
    ]
    assert (logs / "recording-panel.log").exists()
    assert [path.name for path in (logs / "trial-00000000").iterdir()] == ["of somebody else"]


def test_nothing_is_made_where_nothing_is_logged(tmp_path: Path) -> None:
    with logging_into(tmp_path / "log"):
        pass
    assert not (tmp_path / "log").exists()


# How long it grows.


def test_it_never_grows_beyond_its_files_and_keeps_the_newest_lines_whole(tmp_path: Path) -> None:
    files = RotatingFile(tmp_path, size=1000, files=3)
    lines = [f"line {number:04d} {'x' * (number % 70)}\n".encode() for number in range(500)]
    for line in lines:
        files.append(line)
    kept = list(reversed(files.newest_first()))
    assert len(kept) == 3
    assert all(path.stat().st_size <= 1000 for path in kept)
    whole = b"".join(path.read_bytes() for path in kept)
    assert whole.endswith(b"".join(lines[-20:]))
    assert whole in b"".join(lines)


WRITER = """
import sys
from pathlib import Path
from gui.core.traces.rotating_file import RotatingFile
files = RotatingFile(Path(sys.argv[1]), size=int(sys.argv[3]), files=5)
for number in range(200):
    files.append(f"{sys.argv[2]} {number:04d} {'x' * 40}\\n".encode())
"""


@pytest.mark.parametrize("size", [1_000_000, 4000])
def test_several_processes_write_whole_lines_and_lose_none(tmp_path: Path, size: int) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, str(size)], cwd=ROOT)
        for name in "abc"
    ]
    assert [process.wait(30) for process in processes] == [0, 0, 0]
    files = RotatingFile(tmp_path).newest_first()
    assert all(path.stat().st_size <= size for path in files)
    found = [line for path in reversed(files) for line in path.read_text().splitlines()]
    assert all(re.fullmatch(r"[abc] \d{4} x{40}", line) for line in found)
    for name in "abc":
        numbers = [int(line.split()[1]) for line in found if line[0] == name]
        # Each process's own lines are the last ones of it, in their order, without a gap.
        assert numbers == list(range(200 - len(numbers), 200))
    assert len(found) == 600 if size > 100_000 else 4 * size // 48 - 20 < len(found) < 600


# That nobody waits for it, whatever becomes of it.


def test_whoever_logs_does_not_wait_for_a_process_that_holds_the_log(tmp_path: Path) -> None:
    with (tmp_path / "log.lock").open("w") as held, logging_into(tmp_path) as desk:
        fcntl.flock(held, fcntl.LOCK_EX)
        began = time.monotonic()
        for number in range(1000):
            log.info("line %d", number)
        took = time.monotonic() - began
        fcntl.flock(held, fcntl.LOCK_UN)
        wait_until(lambda: (tmp_path / "recording-panel.log").exists())
    assert took < 0.5
    assert len(desk.text().splitlines()) == 1000


def test_what_a_slow_disk_does_not_take_is_counted_and_left_out(tmp_path: Path) -> None:
    with (tmp_path / "log.lock").open("w") as held, logging_into(tmp_path) as desk:
        fcntl.flock(held, fcntl.LOCK_EX)
        log.info("the first one")
        time.sleep(0.1)
        for number in range(MOST_WAITING + 300):
            log.info("line %d", number)
        fcntl.flock(held, fcntl.LOCK_UN)
        wait_until(lambda: "could not be written" in (desk.text() if any(tmp_path.glob("*.log")) else ""))
    assert re.search(r"\b\d{3} lines before this one could not be written", desk.text())


def test_a_folder_that_can_not_be_used_is_told_once_and_used_as_soon_as_it_can(tmp_path: Path) -> None:
    place = tmp_path / "log"
    place.write_text("in the way", encoding="utf-8")
    with logging_into(place) as desk:
        log.info("lost")
        wait_until(lambda: bool(desk.troubles))
        log.info("lost, too")
        time.sleep(0.1)
        place.unlink()
        log.info("back")
    assert len(desk.troubles) == 1
    text = desk.text()
    assert "2 lines before this one could not be written" in text
    assert text.splitlines()[-1].endswith("back")


FULL = """
import logging, resource, signal, sys
from pathlib import Path
from gui.core.traces.process_log import ProcessLog
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
# As a full disk does: it takes so many bytes, and a part of a line, and no more.
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, resource.RLIM_INFINITY))
told = []
with ProcessLog("window", lambda: Path(sys.argv[1]), told.append):
    for number in range(100):
        logging.getLogger("gui.x").info("line %d", number)
print(len(told))
"""


def test_a_full_disk_is_told_once_and_takes_no_half_of_a_line(tmp_path: Path) -> None:
    assert output_of(FULL, tmp_path) == "1"
    files = list(tmp_path.glob("*.log"))
    text = "".join(path.read_text() for path in files)
    assert text == "" or text.endswith("\n")


def test_records_of_before_the_log_are_taken_over(tmp_path: Path) -> None:
    script = """
        import logging, sys
        from pathlib import Path
        from gui.core.security.masked_process import masked_process
        from gui.core.traces.window_traces import WindowTraces
        with masked_process():
            logging.getLogger("gui.app").warning("before there was a log")
            traces = WindowTraces(
                Path(sys.argv[1]), finds_crashes=False, on_crash=print, on_trouble=print
            )
            traces.close()
    """
    assert output_of(script, tmp_path) == ""
    text = (log_folder(tmp_path) / "recording-panel.log").read_text()
    assert text.splitlines()[0].endswith("WARNING app: before there was a log")
    assert text.count("before there was a log") == 1
