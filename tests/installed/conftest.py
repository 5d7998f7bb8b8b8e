"""Tests of built packages: packaging/package-test builds and runs them, packaging/test leaves them alone."""

from pathlib import Path

import pytest

from tests.support.installed.figures import Figure, line
from tests.support.installed.packages import FOLDER, home_environment

collect_ignore_glob = [] if FOLDER else ["test_*.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured, whether or not it was good enough."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                terminalreporter.write_line(line(name, value))


@pytest.fixture
def figure(record_property: Figure) -> Figure:
    """Keeps what was measured, for the end of the run."""
    return record_property


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of somebody new."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """Of that person, without a screen."""
    return home_environment(home)
