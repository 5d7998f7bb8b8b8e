"""The window's tasks: what is asked twice is done once, and what the end of the panel does with each."""

import asyncio
from collections.abc import Callable

import pytest

from gui.core.catalogue.errors import Activity, Delivery, LocalFailure, Problem
from gui.widgets.runtime.owned_tasks import OwnedTasks, TaskKey, TaskLife

ONE, OTHER = TaskKey("start session", ("1",)), TaskKey("start session", ("2",))
AWAITED = [TaskLife.OPERATION, TaskLife.BACKGROUND]


class Work:
    """Goes on until it is let go, and notes how it ended."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.began = 0
        self.ended: list[str] = []

    async def run(self) -> None:
        """One run of it."""
        self.began += 1
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.ended.append("cancelled")
            raise
        self.ended.append("done")


@pytest.fixture
def problems() -> list[tuple[Problem, Activity]]:
    return []


@pytest.fixture
def tasks(problems: list[tuple[Problem, Activity]]) -> OwnedTasks:
    return OwnedTasks(lambda problem, activity: problems.append((problem, activity)), pytest.fail)


def beginning(tasks: OwnedTasks, work: Work) -> Callable[[TaskKey, TaskLife], bool]:
    return lambda key, life: tasks.spawn(key, work.run(), Activity.START, life)


# Keys.


async def test_work_that_is_under_way_is_not_begun_a_second_time(tasks: OwnedTasks) -> None:
    work = Work()
    begin = beginning(tasks, work)
    assert begin(ONE, TaskLife.OPERATION)
    # Before the first await: the second click comes in the same turn of the loop.
    assert not begin(ONE, TaskLife.OPERATION)
    assert begin(OTHER, TaskLife.OPERATION)
    await asyncio.sleep(0)
    assert work.began == 2
    work.go_on.set()
    await tasks.close(wait_s=1.0)
    assert work.ended == ["done", "done"]


async def test_what_is_pressed_in_the_moment_in_which_work_ends_counts(tasks: OwnedTasks) -> None:
    work = Work()
    work.go_on.set()
    begin = beginning(tasks, work)
    assert begin(ONE, TaskLife.OPERATION)
    # The work is over, and the loop has not yet told anybody so.
    await asyncio.sleep(0)
    assert work.ended == ["done"]
    assert begin(ONE, TaskLife.OPERATION)
    await tasks.close(wait_s=1.0)
    assert work.ended == ["done", "done"]
    assert not tasks.busy


async def test_a_name_with_a_space_in_it_passes_for_no_other(tasks: OwnedTasks) -> None:
    work = Work()
    begin = beginning(tasks, work)
    assert begin(TaskKey("start", ("Main 1", 2, "eve")), TaskLife.OPERATION)
    assert begin(TaskKey("start", ("Main", 1, "2 eve")), TaskLife.OPERATION)
    work.go_on.set()
    await tasks.close(wait_s=1.0)


# Lives.


@pytest.mark.parametrize("life", TaskLife)
async def test_only_what_staff_asked_for_makes_the_panel_busy(tasks: OwnedTasks, life: TaskLife) -> None:
    work = Work()
    beginning(tasks, work)(ONE, life)
    assert tasks.busy is (life is TaskLife.OPERATION)
    work.go_on.set()
    await tasks.close(wait_s=1.0)
    assert not tasks.busy


@pytest.mark.parametrize("life", AWAITED)
async def test_the_end_of_the_panel_waits_for_operations_and_for_short_work(
    tasks: OwnedTasks, life: TaskLife
) -> None:
    work = Work()
    beginning(tasks, work)(ONE, life)
    closing = asyncio.create_task(tasks.close(wait_s=5.0))
    await asyncio.sleep(0.01)
    assert work.ended == []
    work.go_on.set()
    await closing
    assert work.ended == ["done"]


@pytest.mark.parametrize("life", AWAITED)
async def test_the_end_of_the_panel_waits_no_longer_than_it_was_told(
    tasks: OwnedTasks, life: TaskLife
) -> None:
    work = Work()
    beginning(tasks, work)(ONE, life)
    await tasks.close(wait_s=0.01)
    assert work.ended == ["cancelled"]


async def test_the_end_of_the_panel_breaks_looking_and_reading_off_at_once(tasks: OwnedTasks) -> None:
    reading, start = Work(), Work()
    beginning(tasks, reading)(ONE, TaskLife.BROKEN_OFF)
    beginning(tasks, start)(OTHER, TaskLife.OPERATION)
    closing = asyncio.create_task(tasks.close(wait_s=5.0))
    await asyncio.sleep(0.01)
    assert reading.ended == ["cancelled"]
    assert start.ended == []
    start.go_on.set()
    await closing
    assert start.ended == ["done"]


@pytest.mark.parametrize("life", TaskLife)
async def test_nothing_new_is_begun_once_the_panel_closes(tasks: OwnedTasks, life: TaskLife) -> None:
    work = Work()
    await tasks.close(wait_s=0.0)
    assert not beginning(tasks, work)(ONE, life)
    await asyncio.sleep(0)
    assert work.began == 0
    tasks.open()
    work.go_on.set()
    assert beginning(tasks, work)(ONE, life)
    await asyncio.sleep(0.01)
    assert work.ended == ["done"]


# How they end.


async def test_a_failure_is_told_with_what_it_interrupted(
    tasks: OwnedTasks, problems: list[tuple[Problem, Activity]]
) -> None:
    refused = Problem(Delivery.NEVER_SENT, word=LocalFailure.FILE)

    async def refuse() -> None:
        raise refused

    tasks.spawn(ONE, refuse(), Activity.SAVE, TaskLife.BACKGROUND)
    await tasks.close(wait_s=1.0)
    assert problems == [(refused, Activity.SAVE)]
