"""How a run of the window ended is told from the file that it leaves: none, a crash, or a kill."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gui.core.security.redaction import register
from gui.core.traces.runs import (
    CRASHES_KEPT,
    Run,
    crash_files,
    crash_text,
    ended_runs,
    keep_last_words,
)
from tests.support.tree import ROOT

RUN = """
import sys, time
from pathlib import Path
from gui.core.security.masked_process import faults_go_to, masked_process
from gui.core.foundation.system import no_core_dumps
from gui.core.traces.runs import Run
no_core_dumps()
with masked_process():
    run = Run.begin(Path(sys.argv[1]))
    faults_go_to(run)
    print("began", flush=True)
    time.sleep(60)
"""


def ended_by(folder: Path, number: signal.Signals) -> None:
    """A run in a process of its own, that ends by a signal."""
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"began\n"
        assert ended_runs(folder) == [], "it still runs"
        process.send_signal(number)
        process.wait(20)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS])
def test_a_fatal_signal_is_a_crash_with_the_last_words_of_the_interpreter(
    tmp_path: Path, number: signal.Signals
) -> None:
    before = time.time()
    ended_by(tmp_path, number)
    (found,) = ended_runs(tmp_path)
    assert before - 1 < found.at < time.time() + 1
    assert found.crash is not None
    assert "Fatal Python error" in crash_text(found.crash)
    assert ended_runs(tmp_path) == [], "it is told once"
    assert crash_files(tmp_path) == [found.crash]


def test_a_kill_is_no_crash(tmp_path: Path) -> None:
    ended_by(tmp_path, signal.SIGKILL)
    (found,) = ended_runs(tmp_path)
    assert found.crash is None
    assert list(tmp_path.iterdir()) == []


def test_an_end_in_order_leaves_nothing(tmp_path: Path) -> None:
    run = Run.begin(tmp_path)
    assert ended_runs(tmp_path) == []
    run.end()
    assert list(tmp_path.iterdir()) == []


def test_an_exception_that_ends_the_window_is_a_crash_without_secrets(tmp_path: Path) -> None:
    register("canary-secret")
    keep_last_words(tmp_path, "Traceback …\nValueError: the key is canary-secret\n")
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "canary" not in path.read_text()
    (found,) = ended_runs(tmp_path)
    assert found.crash is not None
    assert "the key is •••" in crash_text(found.crash)


def test_crashes_do_not_pile_up(tmp_path: Path) -> None:
    for number in range(CRASHES_KEPT + 3):
        keep_last_words(tmp_path, f"crash {number}")
        ended_runs(tmp_path)
        time.sleep(0.002)
    assert ended_runs(tmp_path) == []
    texts = [crash_text(path) for path in crash_files(tmp_path)]
    assert len(texts) == CRASHES_KEPT
    assert texts[-1].endswith(f"crash {CRASHES_KEPT + 2}\n")


def test_a_folder_that_is_not_there_has_no_ended_runs(tmp_path: Path) -> None:
    assert ended_runs(tmp_path / "nowhere") == []
