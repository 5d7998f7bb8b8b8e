"""Tests of built packages: packaging/package-test builds and runs them, packaging/test leaves them alone."""

from pathlib import Path

import pytest

from tests.support.installed.packages import FOLDER, home_environment

collect_ignore_glob = [] if FOLDER else ["test_*.py"]


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
