"""A stop that meets a start which waits or is on its way: taken back, waited for, or sent all the same."""

import asyncio
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.ledger.rows import Busy
from gui.core.sessions.progress import Phase
from gui.core.sessions.session import Session
from tests.support.core.locked_ledger import holding
from tests.support.core.queued_starts import (
    OTHER,
    STOP_OTHER,
    again_behind,
    behind,
    known,
    on_its_way,
    queued,
    refused,
)
from tests.support.core.recorder_setup import desk
from tests.support.waiting import until


async def test_a_stop_of_a_failed_target_whose_start_waits_takes_that_back_and_is_not_sent(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await refused(it)
        first, again = await again_behind(it)
        stop = await it.recorder.stop("Main", STOP_OTHER)
        assert stop.problem is not None
        assert (stop.outcome, stop.problem.word) == (Outcome.NOT_SENT, LocalFailure.DROPPED)
        assert stop.session == await known(it, "1")
        await asyncio.gather(first, again)
        assert len(it.sent) == 2


async def test_a_stop_of_a_recording_whose_guest_came_back_and_waits_is_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.recorder.start("Main", OTHER)
        first = await on_its_way(it)
        again = asyncio.create_task(it.recorder.guest_came_back("1"))
        await until(lambda: queued(it) == ["1"])
        stop = await it.recorder.stop("Main", STOP_OTHER)
        assert stop.outcome is Outcome.ACCEPTED
        await asyncio.gather(first, again)
        assert again.result().session is None
        assert it.sent == ["start", "start", "stop"]


async def test_a_stop_that_waited_for_a_guest_who_is_gone_is_sent_for_the_recording_that_may_run(
    tmp_path: Path,
) -> None:
    """The answer makes a new session that failed, and it is the newest; the old one may still run."""
    async with desk(tmp_path) as it:
        await it.recorder.start("Main", OTHER)
        it.simulator.arm(operation="start", account="bob", code=30000411, delay_s=0.2)
        again = asyncio.create_task(it.recorder.guest_came_back("1"))
        await until(lambda: it.heard.is_in(Phase.ANSWER))
        stop = await it.recorder.stop("Main", STOP_OTHER)
        refused = (await again).session
        assert refused is not None
        assert (refused.id, refused.state) == ("2", State.FAILED)
        assert stop.session is not None
        assert (stop.session.id, stop.session.state) == ("1", State.STOPPED)
        assert it.sent == ["start", "start", "stop"]


async def test_a_stop_whose_start_was_taken_back_while_the_ledger_cannot_be_read_is_not_sent_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreadable(_key: str) -> Session | None:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER)

    async with desk(tmp_path) as it:
        await refused(it)
        first, again = await again_behind(it)
        monkeypatch.setattr(it.ledger, "newest_of", unreadable)
        stop = await it.recorder.stop("Main", STOP_OTHER)
        assert stop.problem is not None
        assert (stop.outcome, stop.session, stop.problem.word) == (
            Outcome.NOT_SENT,
            None,
            LocalFailure.LEDGER,
        )
        await asyncio.gather(first, again)


async def test_a_stop_takes_the_waiting_start_of_its_target_back_and_says_that_it_was_not_needed(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        stop = await it.recorder.stop("Main", STOP_OTHER)
        assert (await second).outcome is Outcome.NOT_SENT
        assert stop.problem is not None
        assert (stop.outcome, stop.problem.word) == (Outcome.NOT_SENT, LocalFailure.DROPPED)
        await first
        assert it.sent == ["start"]


async def test_a_second_stop_of_a_target_whose_first_one_waits_is_busy_at_once(tmp_path: Path) -> None:
    """A stop that waits has no row: nothing but this process knows of it."""
    async with desk(tmp_path) as it:
        first = await on_its_way(it, delay_s=0.6)
        waiting = asyncio.create_task(it.recorder.stop("Main", STOP_OTHER))
        await until(lambda: bool(queued(it)))
        second = await it.recorder.stop("Main", STOP_OTHER)
        assert isinstance(second.problem, Busy)
        assert (second.outcome, second.problem.session_id) == (Outcome.NOT_SENT, "")
        assert not first.done()
        await asyncio.gather(first, waiting)
        assert it.sent == ["start", "stop"]


@pytest.mark.usefixtures("short_lock_wait")
async def test_a_stop_that_takes_a_waiting_start_back_while_the_ledger_is_held_is_not_sent(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        first, second = await behind(it)
        with holding(tmp_path):
            stop = await it.recorder.stop("Main", STOP_OTHER)
        assert stop.problem is not None
        assert (stop.outcome, stop.problem.word) == (Outcome.NOT_SENT, LocalFailure.DROPPED)
        await asyncio.gather(first, second)
        assert it.sent == ["start"]
