"""A batch: every row once, at a pace, with pause and cancel; a cut one goes on where it was."""

import asyncio
from pathlib import Path

import pytest

from gui.core.batch.results import BatchProgress
from gui.core.batch.run import UNSENT_IN_A_ROW, BatchRun, Choice
from gui.core.batch.run_log import BatchRuns, cut_runs
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.endpoint import Endpoint, Limits
from gui.core.protocol.request import StartRequest
from tests.support.core.batches import ROOM, batch_of, fill, opened, ran
from tests.support.core.queued_starts import on_its_way, queued
from tests.support.core.recorder_setup import APP, COUNTED, Desk, desk
from tests.support.waiting import until

ACCEPTED, REFUSED = Outcome.ACCEPTED, Outcome.REFUSED
UNKNOWN, NOT_SENT = Outcome.UNKNOWN, Outcome.NOT_SENT


def limit(it: Desk, monkeypatch: pytest.MonkeyPatch, rate: float = 0.0, in_flight: int = 0) -> None:
    limited = Endpoint(it.relays.host, APP, Limits(rate, in_flight))
    monkeypatch.setattr(it.relays, "endpoint", lambda _profile: limited)


def accounts(it: Desk) -> list[str | None]:
    return sorted((entry.account for entry in it.simulator.record), key=str)


async def test_every_row_is_sent_once_and_its_result_is_told_in_the_files_order(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(account="student03", code=30000411, times=1)
        async with opened(it, batch_of(20)) as run:
            told: list[int] = []
            run.listener = lambda result: told.append(result.row.line) if result else None
            await run.run()
        assert [result.row.line for result in run.results] == list(range(2, 22))
        assert sorted(told) == list(range(2, 22))
        assert [result.outcome for result in run.results].count(ACCEPTED) == 19
        assert run.results[2].outcome is REFUSED
        assert run.progress == BatchProgress(20, 19, 1, 0, 0, 0, run.progress.seconds_left, False)
        assert accounts(it) == [f"student{number:02}" for number in range(1, 21)]


async def test_a_batch_of_stops_ends_what_a_batch_of_starts_began(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await ran(it, batch_of(20))
        assert set(await ran(it, batch_of(20, Operation.STOP))) == {ACCEPTED}
        assert it.simulator.recordings == ()


async def test_the_same_file_again_sends_nothing_and_tells_what_is_known(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(account="student02", code=30000411)
        it.simulator.arm(account="student03", fault="drop_after")
        before = await ran(it, batch_of(5))
        async with opened(it, batch_of(5)) as run:
            assert run.to_send == 0
            await run.run()
        assert (
            [result.outcome for result in run.results]
            == before
            == [ACCEPTED, REFUSED, UNKNOWN, ACCEPTED, ACCEPTED]
        )
        assert all(result.earlier for result in run.results)
        assert run.results[1].problem is not None
        assert run.results[1].problem.code == 30000411
        assert len(it.sent) == 5


async def test_only_the_refused_rows_are_sent_again_when_asked_for(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(account="student02", code=30000411)
        it.simulator.arm(account="student03", fault="drop_after")
        assert await ran(it, batch_of(5)) == [ACCEPTED, REFUSED, UNKNOWN, ACCEPTED, ACCEPTED]
        assert await ran(it, batch_of(5), Choice.FAILED) == [ACCEPTED, ACCEPTED, UNKNOWN, ACCEPTED, ACCEPTED]
        assert accounts(it)[-1] == "student05"
        assert [account for account in accounts(it) if account == "student02"] == ["student02"] * 2
        assert len(it.sent) == 6


async def test_again_starts_over_and_the_new_run_is_the_one_that_counts(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await ran(it, batch_of(3))
        await ran(it, batch_of(3, Operation.STOP))
        assert await ran(it, batch_of(3), Choice.AGAIN) == [ACCEPTED] * 3
        assert it.sent == ["start"] * 3 + ["stop"] * 3 + ["start"] * 3
        async with opened(it, batch_of(3)) as run:
            assert (run.run_number, run.to_send) == (2, 0)


async def test_what_is_live_already_is_not_started_a_second_time(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.recorder.start("Main", StartRequest(room=ROOM, account="student01", file_name="by hand"))
        async with opened(it, batch_of(2)) as run:
            await run.run()
        assert [result.outcome for result in run.results] == [NOT_SENT, ACCEPTED]
        assert run.results[0].problem is not None
        assert run.results[0].problem.word is LocalFailure.ALREADY_LIVE
        assert len(it.sent) == 2


async def test_a_cancel_finishes_what_is_in_flight_and_the_rest_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        limit(it, monkeypatch, in_flight=4)
        it.simulator.arm(operation="start", delay_s=0.2, times=4)
        async with opened(it, batch_of(20)) as run:
            running = asyncio.create_task(run.run())
            await until(lambda: len(it.sent) == 4)
            run.cancel()
            await running
        outcomes = [result.outcome for result in run.results]
        assert outcomes == [ACCEPTED] * 4 + [NOT_SENT] * 16
        assert run.ended_by is not None
        assert len(it.sent) == 4
        assert [found.rows for _, found in cut_runs(tmp_path)] == [20]
        assert await ran(it, batch_of(20)) == [ACCEPTED] * 20
        assert accounts(it) == [f"student{number:02}" for number in range(1, 21)]
        assert cut_runs(tmp_path) == ()


async def test_a_cancel_takes_back_what_waits_for_its_turn_and_ends_countdowns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, COUNTED) as it:
        limit(it, monkeypatch, rate=2)
        it.simulator.arm(operation="start", code=30000208)
        async with opened(it, batch_of(20)) as run:
            running = asyncio.create_task(run.run())
            await until(lambda: len(it.sent) == 2)
            await asyncio.sleep(0.1)
            run.cancel()
            await asyncio.wait_for(running, 2)
        assert sorted(result.outcome for result in run.results) == sorted(
            [UNKNOWN, ACCEPTED] + [NOT_SENT] * 18
        )


async def test_no_longer_waiting_leaves_what_was_sent_unknown(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", delay_s=5, times=3)
        async with opened(it, batch_of(3)) as run:
            running = asyncio.create_task(run.run())
            await until(lambda: len(it.sent) == 3)
            running.cancel()
            await asyncio.sleep(0)
            running.cancel()
            await running
        assert [result.outcome for result in run.results] == [UNKNOWN] * 3
        assert {session.state for session in await it.ledger.sessions()} == {State.UNKNOWN}


async def test_a_pause_hands_nothing_over_and_then_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        limit(it, monkeypatch, in_flight=2)
        async with opened(it, batch_of(20)) as run:
            run.listener = lambda result: run.pause() if result and run.progress.done == 5 else None
            running = asyncio.create_task(run.run())
            await until(lambda: run.progress.paused)
            await asyncio.sleep(0.1)
            seen = len(it.sent)
            assert 5 <= seen <= 7
            assert run.progress.left == 20 - seen
            assert run.progress.seconds_left is None
            await asyncio.sleep(0.1)
            assert len(it.sent) == seen
            run.resume()
            await running
        assert {result.outcome for result in run.results} == {ACCEPTED}
        assert len(it.sent) == 20


async def test_the_profiles_rate_holds_and_the_time_left_follows_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        limit(it, monkeypatch, rate=10, in_flight=16)
        told: list[float] = []

        def listen(run: BatchRun) -> None:
            left = run.progress.seconds_left
            if left is not None and run.progress.done == 11:
                told.append(left)

        async with opened(it, batch_of(20)) as run:
            run.listener = lambda _result: listen(run)
            began = asyncio.get_running_loop().time()
            await run.run()
            took = asyncio.get_running_loop().time() - began
        assert took >= 0.9
        assert len(told) == 1
        assert 0.2 < told[0] < 3


async def test_trouble_that_all_rows_share_ends_the_batch(tmp_path: Path) -> None:
    async def no_client() -> RelayClient:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CREDENTIAL)

    async with desk(tmp_path) as it:
        ready, it.relays.connect = it.relays.connect, no_client
        fill(it, 100)
        async with opened(it, batch_of(100)) as run:
            await run.run()
        assert {result.outcome for result in run.results} == {NOT_SENT}
        assert run.ended_by is not None
        assert run.ended_by.word is LocalFailure.CREDENTIAL
        assert len(await it.ledger.sessions()) < 100
        it.relays.connect = ready
        assert await ran(it, batch_of(100)) == [ACCEPTED] * 100
        assert len(it.sent) == 100


async def test_a_network_that_is_down_ends_the_batch_after_a_while(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.simulator.close()
        async with opened(it, batch_of(100)) as run:
            await run.run()
        assert {result.outcome for result in run.results} == {NOT_SENT}
        assert UNSENT_IN_A_ROW <= len(await it.ledger.sessions()) < 100


async def test_a_batch_of_stops_whose_starts_still_wait_takes_every_start_back(tmp_path: Path) -> None:
    """Each row has its own reason not to be sent: it is no trouble that ends the batch."""
    count = UNSENT_IN_A_ROW + 5
    async with desk(tmp_path) as it:
        fill(it, count)
        first = await on_its_way(it, delay_s=2.0)
        requests = [row.request for row in batch_of(count).rows]
        starts = [
            asyncio.create_task(it.recorder.start("Main", request))
            for request in requests
            if isinstance(request, StartRequest)
        ]
        await until(lambda: len(queued(it)) == count)
        async with opened(it, batch_of(count, Operation.STOP)) as run:
            await run.run()
        assert run.ended_by is None
        problems = [result.problem for result in run.results]
        assert [found.word for found in problems if found is not None] == [LocalFailure.DROPPED] * count
        assert {result.outcome for result in await asyncio.gather(*starts)} == {NOT_SENT}
        await first
        assert it.sent == ["start"]


async def test_a_second_process_on_the_same_batch_is_told_so(tmp_path: Path) -> None:
    async with desk(tmp_path) as it, opened(it, batch_of(2)):
        with pytest.raises(Problem) as caught:
            async with opened(it, batch_of(2)):
                pass
        assert caught.value.word is LocalFailure.BUSY


async def test_a_file_of_runs_that_a_power_cut_tore_is_still_read(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await ran(it, batch_of(3))
        (path,) = (tmp_path / "batches").glob("*.jsonl")
        path.write_text(path.read_text() + '{"number": 2, "aft')
        assert await ran(it, batch_of(3)) == [ACCEPTED] * 3
        assert len(it.sent) == 3
        await ran(it, batch_of(3), Choice.AGAIN)
        assert len(it.sent) == 6
        last = BatchRuns(tmp_path, path.stem).last()
        assert last is not None
        assert last.number == 2


async def test_a_bug_that_strikes_every_row_leaves_every_row_unsent_and_is_kept_to_be_told(
    tmp_path: Path,
) -> None:
    async def broken() -> RelayClient:
        raise KeyError("a bug")

    async with desk(tmp_path) as it:
        it.relays.connect = broken
        async with opened(it, batch_of(5)) as run:
            await run.run()
        assert {result.outcome for result in run.results} == {NOT_SENT}
        assert {result.problem.word for result in run.results if result.problem} == {LocalFailure.PANEL_BUG}
        assert [type(bug) for bug in run.bugs] == [KeyError] * 5
        assert it.sent == []
