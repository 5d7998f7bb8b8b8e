"""A simulator for all tests of this folder, and a panel of its own for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.e2e.command_line import Panel
from tests.support.panel_command import INSTALLED, WHY_NOT
from tests.support.simulator.service_process import Service, service_process


@pytest.fixture(scope="session")
def _service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service_process(tmp_path_factory.mktemp("simulator")) as running:
        yield running


@pytest.fixture
def service(_service: Service) -> Service:
    """The recording service, as on its first day."""
    _service.reset()
    return _service


@pytest.fixture
def empty_panel(tmp_path: Path) -> Panel:
    """The command line of somebody who has just installed it."""
    home = tmp_path / "home"
    home.mkdir()
    return Panel(tmp_path / "data", home)


@pytest.fixture
def panel(empty_panel: Panel, service: Service) -> Panel:
    """The command line with one real profile, ``main``, whose relay is the simulator."""
    empty_panel.add_profile("main", service.url)
    return empty_panel


@pytest.fixture
def keychain_panel(empty_panel: Panel, tmp_path: Path) -> Panel:
    """With a keychain, and nothing in the environment."""
    if INSTALLED:
        pytest.skip(WHY_NOT)
    del empty_panel.environment["RECORDING_PANEL_USER_SIG"]
    empty_panel.environment["PYTHON_KEYRING_BACKEND"] = "tests.support.keyrings.FileKeyring"
    empty_panel.environment["TEST_KEYRING"] = str(tmp_path / "keyring.json")
    return empty_panel
