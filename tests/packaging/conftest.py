"""The single file is made once for all tests of it."""

from pathlib import Path

import pytest

from tests.support.single_file import single_file


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return single_file(tmp_path_factory.mktemp("one") / "work", 0o022)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "somebody's home"
    folder.mkdir()
    return folder
