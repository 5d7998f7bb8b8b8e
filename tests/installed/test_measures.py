"""How big the bundle is, and how quick, against an empty window and against the checkout."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.installed.bare_bundle import make_bare_bundle
from tests.support.installed.figures import Figure, best_of_each, compared
from tests.support.installed.packages import bundle, deb, megabytes
from tests.support.installed.screen import Screen, screen
from tests.support.tree import ROOT

# What PyInstaller adds to the empty window's bundle from the system differs from machine to machine: 143 to
# 155 MB were seen. The goal holds for the least.
MOST_OF_BARE = 0.9
# What else the machine does must not fail a good package: the goals are shown, the tests allow a tenth more.
GOAL_TO_WINDOW, MOST_TO_WINDOW = 1.1, 1.2
GOAL_TO_EXPLAIN, MOST_TO_EXPLAIN = 1.2, 1.3
EXPLAIN_ROUNDS = 25
WINDOW_ROUNDS = 9


CHECKOUT = (sys.executable, "-m", "gui")


def bundled() -> tuple[str]:
    """The bundle's command."""
    return (str(bundle() / "recording-panel"),)


def explain_s(command: Sequence[str], environment: dict[str, str]) -> float:
    began = time.monotonic()
    subprocess.run(
        [*command, "explain", "30000411"], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True
    )
    return time.monotonic() - began


def window_s(command: Sequence[str], environment: dict[str, str], shown: Screen, data: Path) -> float:
    words = [*command, "--profile", "Practice", "--data-dir", str(data)]
    began = time.monotonic()
    with subprocess.Popen(words, env={**environment, "DISPLAY": shown.display}, cwd=ROOT) as window:
        try:
            shown.wait_for_window("Recording panel")
            return time.monotonic() - began
        finally:
            window.kill()


def test_it_is_no_bigger_than_an_empty_window_packed_by_defaults(tmp_path: Path, figure: Figure) -> None:
    subprocess.run(["dpkg-deb", "--extract", deb(), tmp_path / "deb"], check=True)
    bare = megabytes(make_bare_bundle(tmp_path))
    sizes = {".deb": megabytes(tmp_path / "deb/usr/lib"), "bundle": megabytes(bundle())}
    for name, size in sizes.items():
        figure(f"program of the {name} against an empty window", compared(size, bare, "MB", MOST_OF_BARE))
    assert [name for name, size in sizes.items() if size > MOST_OF_BARE * bare] == []


def test_a_code_is_explained_as_quickly_as_from_the_checkout(
    environment: dict[str, str], figure: Figure
) -> None:
    ours, theirs = best_of_each(
        lambda: explain_s(bundled(), environment),
        lambda: explain_s(CHECKOUT, environment),
        EXPLAIN_ROUNDS,
    )
    figure("explain: bundle against checkout", compared(ours, theirs, "s", GOAL_TO_EXPLAIN))
    assert ours <= MOST_TO_EXPLAIN * theirs


def test_the_window_comes_as_quickly_as_from_the_checkout(
    environment: dict[str, str], figure: Figure, tmp_path: Path
) -> None:
    del environment["QT_QPA_PLATFORM"]
    with screen() as shown:
        ours, theirs = best_of_each(
            lambda: window_s(bundled(), environment, shown, tmp_path / "data"),
            lambda: window_s(CHECKOUT, environment, shown, tmp_path / "data"),
            WINDOW_ROUNDS,
        )
    figure("process to window: bundle against checkout", compared(ours, theirs, "s", GOAL_TO_WINDOW))
    assert ours <= MOST_TO_WINDOW * theirs
