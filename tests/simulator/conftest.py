"""A service for each test, and somebody who calls it."""

from collections.abc import AsyncIterator

import pytest

from gui.simulator.in_process import RunningSimulator, running_simulator
from tests.support.simulator.relay_caller import Caller


@pytest.fixture
async def simulator() -> AsyncIterator[RunningSimulator]:
    async with running_simulator() as running:
        yield running


@pytest.fixture
async def caller(simulator: RunningSimulator) -> AsyncIterator[Caller]:
    async with Caller(simulator.url, token=simulator.control_token) as calling:
        yield calling
