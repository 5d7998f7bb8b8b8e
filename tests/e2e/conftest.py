"""A simulator for all tests of this folder, and a panel of its own for each."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.e2e.command_line import LIMIT_S, ROOT, Panel, Service, eventually


@pytest.fixture(scope="session")
def _service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    port_file = tmp_path_factory.mktemp("simulator") / "port.json"
    command = [sys.executable, "-m", "gui.simulator", "--port-file", str(port_file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            eventually(lambda: port_file.exists() or process.poll() is not None)
            yield Service.of_port_file(port_file)
        finally:
            process.terminate()
            process.wait(LIMIT_S)


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
