"""No test of the core leaves anything running."""

import asyncio
import inspect
from collections.abc import AsyncIterator

import pytest


@pytest.fixture(autouse=True)
def nothing_is_left_running(request: pytest.FixtureRequest) -> None:
    """Only where a test runs in a loop: the others need none."""
    if inspect.iscoroutinefunction(getattr(request.node, "function", None)):
        request.getfixturevalue("no_task_is_left")


@pytest.fixture
async def no_task_is_left() -> AsyncIterator[None]:
    yield
    left = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
    # The simulator lets a delay that nobody waits for any more come to its end.
    left = {task for task in left if "aiohttp/web_" not in repr(task)}
    if left:
        # A connection that is being closed needs a moment.
        _, left = await asyncio.wait(left, timeout=0.5)
    assert not left


@pytest.fixture
def taken_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For servers that take us: nobody listens for long whether they would rather not."""
    monkeypatch.setattr("gui.core.network.relay_client.PROBE_WAIT_S", 0.02)
