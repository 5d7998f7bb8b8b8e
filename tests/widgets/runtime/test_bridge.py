"""The door between window and core: what is asked twice is done once."""

import asyncio

from gui.core.catalogue.errors import Activity
from gui.widgets.runtime.bridge import Bridge


async def test_work_that_is_under_way_is_not_begun_a_second_time() -> None:
    bridge, done, go_on = Bridge(), [0], asyncio.Event()

    async def work() -> None:
        done[0] += 1
        await go_on.wait()

    assert bridge.spawn("start 1", work(), Activity.START)
    # Before the first await: the second click comes in the same turn of the loop.
    assert not bridge.spawn("start 1", work(), Activity.START)
    assert bridge.spawn("start 2", work(), Activity.START)
    await asyncio.sleep(0)
    assert done == [2]
    go_on.set()
    await bridge.close(wait_s=1.0)
    assert not bridge.busy
    assert done == [2]


async def test_what_is_pressed_in_the_moment_in_which_work_ends_counts() -> None:
    bridge, done = Bridge(), [0]

    async def work() -> None:
        done[0] += 1

    assert bridge.spawn("batch", work(), Activity.START)
    # The work is over, and the loop has not yet told anybody so.
    await asyncio.sleep(0)
    assert done == [1]
    assert bridge.spawn("batch", work(), Activity.START)
    await bridge.close(wait_s=1.0)
    assert done == [2]
    assert not bridge.busy


async def test_nothing_new_is_begun_once_the_panel_closes() -> None:
    bridge, done = Bridge(), []

    async def work() -> None:
        done.append(True)

    await bridge.close(wait_s=0.0)
    assert not bridge.spawn("start 1", work(), Activity.START)
    await asyncio.sleep(0)
    assert done == []
