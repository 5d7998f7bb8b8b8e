"""Two people of a team: Wang at a window, Li at another desk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gui.simulator.in_process import RunningSimulator
from tests.support.widgets.colleague import Colleague, colleague, join
from tests.support.widgets.window_driver import Staff, profile_for, window_at


@pytest.fixture
async def wang(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """Wang at a window whose data folder is a desk of the team."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder, operator="Wang") as person:
        await join(person)
        yield person


@pytest.fixture
async def li(tmp_path: Path, service: RunningSimulator) -> AsyncIterator[Colleague]:
    """Li at another desk."""
    async with colleague(tmp_path, service.url) as person:
        yield person
