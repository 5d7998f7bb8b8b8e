"""No test of the core leaves anything running."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from gui.core.network import relay_client


@pytest.fixture(autouse=True)
async def nothing_is_left_running() -> AsyncIterator[None]:
    yield
    left = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
    # The simulator lets a delay that nobody waits for any more come to its end.
    left = {task for task in left if "aiohttp/web_" not in repr(task)}
    if left:
        # A connection that is being closed needs a moment.
        _, left = await asyncio.wait(left, timeout=0.5)
    assert not left


@pytest.fixture
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_client, "ANSWER_LIMIT_S", 0.4)
    monkeypatch.setattr(relay_client, "CONNECT_LIMIT_S", 0.2)
