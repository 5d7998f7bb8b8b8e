"""A real board for each test of the team, and a service that its desks send to."""

from collections.abc import AsyncIterator

import pytest

from gui.simulator.in_process import RunningSimulator, running_simulator
from tests.support.team.board_fixtures import board, empty, restored, server, template

__all__ = ["board", "empty", "restored", "server", "simulator", "template"]


@pytest.fixture
async def simulator() -> AsyncIterator[RunningSimulator]:
    """The service that all desks of a test send to."""
    async with running_simulator() as running:
        yield running
