"""Requests that were asked for together are broken off together: what has not left is not sent."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Outcome, State
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.request import StartRequest
from gui.core.recording.bulk import Bulk
from gui.core.recording.operation_request import OperationResult
from gui.core.sessions.state_table import Opening
from tests.support.core.queued_starts import ONE_AT_A_TIME, known, on_its_way, queued
from tests.support.core.recorder_setup import START, STOP, Desk, desk, in_flight
from tests.support.waiting import until


def start_of(account: str) -> StartRequest:
    return StartRequest(room=START.room, account=account, file_name="lesson")


def withdrawn(result: OperationResult) -> bool:
    problem = result.problem
    return (
        result.outcome is Outcome.NOT_SENT and problem is not None and problem.word is LocalFailure.WITHDRAWN
    )


async def left_as_it_was(it: Desk, kinds: list[str]) -> None:
    """Alice's recording, session 1: live, with these rows after those of its start."""
    session = await known(it, "1")
    assert (session.state, session.failure) == (State.RECORDING, None)
    assert (await it.kinds("1"))[2:] == kinds
    assert it.sent == ["start"]


async def test_what_comes_to_its_turn_later_is_not_begun_and_has_no_row(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        bulk, session = Bulk(), await it.started()
        bulk.break_off()
        assert withdrawn(await it.recorder.stop_session(session.id, bulk=bulk))
        assert withdrawn(await it.recorder.stop("Main", STOP, bulk=bulk))
        await left_as_it_was(it, [])


async def test_what_waits_for_a_slot_has_no_row_either(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        bulk, session = Bulk(), await it.started()
        it.relays.limits = ONE_AT_A_TIME
        it.simulator.arm(operation="start", account="bob", delay_s=0.3)
        first = asyncio.create_task(it.recorder.start("Main", start_of("bob")))
        await until(lambda: len(it.simulator.record) == 2)
        stopping = asyncio.create_task(it.recorder.stop_session(session.id, bulk=bulk))
        await until(lambda: queued(it) == [session.id])
        bulk.break_off()
        assert withdrawn(await asyncio.wait_for(stopping, 0.2))
        await first
        assert it.sent == ["start", "start"]
        assert (await it.kinds("1"))[2:] == []


async def test_though_its_turn_came_at_once_it_is_not_sent_while_its_intent_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        bulk, session = Bulk(), await it.started()
        begin = it.ledger.begin

        async def begun_and_broken_off(*given: Any, **named: Any) -> Opening:
            opening = await begin(*given, **named)
            bulk.break_off()
            return opening

        monkeypatch.setattr(it.ledger, "begin", begun_and_broken_off)
        assert withdrawn(await it.recorder.stop_session(session.id, bulk=bulk))
        await left_as_it_was(it, ["intent", "withdrawn"])
        assert in_flight(tmp_path) == 0


async def test_what_has_no_connection_yet_is_not_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        bulk, session, asked = Bulk(), await it.started(), asyncio.Event()

        async def never_ready() -> RelayClient:
            asked.set()
            await asyncio.sleep(30)
            raise AssertionError("it is given up before")

        it.relays.connect = never_ready
        stopping = asyncio.create_task(it.recorder.stop_session(session.id, bulk=bulk))
        await asked.wait()
        bulk.break_off()
        assert withdrawn(await asyncio.wait_for(stopping, 2))
        await left_as_it_was(it, ["intent", "withdrawn"])


async def test_a_stop_that_waits_for_its_start_is_not_sent_after_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        bulk = Bulk()
        it.simulator.arm(operation="start", delay_s=0.2)
        starting = asyncio.create_task(it.recorder.start("Main", START))
        await until(lambda: len(it.simulator.record) == 1)
        stopping = asyncio.create_task(it.recorder.stop("Main", STOP, bulk=bulk))
        await asyncio.sleep(0)
        bulk.break_off()
        assert withdrawn(await stopping)
        assert (await starting).outcome is Outcome.ACCEPTED
        await left_as_it_was(it, [])


async def test_an_answer_on_its_way_counts_and_nothing_is_sent_once_more(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        bulk, session = Bulk(), await it.started()
        it.simulator.arm(operation="stop", code=30000404, delay_s=0.2)
        stopping = asyncio.create_task(it.recorder.stop_session(session.id, bulk=bulk))
        await until(lambda: len(it.simulator.record) == 2)
        bulk.break_off()
        assert (await stopping).outcome is Outcome.REFUSED
        assert it.sent == ["start", "stop"]


async def test_what_is_broken_off_frees_its_slot_for_the_next(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        bulk = Bulk()
        first = await on_its_way(it)
        waiting = [
            asyncio.create_task(it.recorder.start("Main", start_of(f"user{n}"), bulk=bulk)) for n in range(3)
        ]
        await until(lambda: len(queued(it)) == 3)
        bulk.break_off()
        assert all(map(withdrawn, await asyncio.gather(*waiting)))
        await first
        assert (await it.recorder.start("Main", start_of("late"))).outcome is not Outcome.NOT_SENT
        assert it.sent == ["start", "start"]
