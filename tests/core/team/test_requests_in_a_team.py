"""Starts, stops and decisions of several panels with contact: one at a time is at work on a recording."""

import asyncio
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.endpoint import Limits
from gui.core.protocol.request import StartRequest
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.retries import Pacing
from gui.core.sessions.progress import Phase
from gui.core.team.claims import ClaimWon
from gui.simulator.in_process import RunningSimulator
from tests.support.core.recorder_setup import START, STOP
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import TeamPanel, team_panel
from tests.support.waiting import until

ALICE = "the recording of alice in room 990001"
OTHER = StartRequest(room=990001, account="bob", file_name="lesson")
SLOW_S = 0.3
EXPIRED = "UPDATE board.claim SET until = clock_timestamp() - interval '1 s'"


def sent(simulator: RunningSimulator) -> list[str | None]:
    return [entry.operation for entry in simulator.record]


def said(result: OperationResult) -> str:
    assert result.problem is not None
    return str(result.problem.detail)


async def starting(panel: TeamPanel, simulator: RunningSimulator) -> "asyncio.Task[OperationResult]":
    """A start whose request has arrived, and is not answered yet."""
    simulator.arm(operation="start", delay_s=SLOW_S)
    before = len(simulator.record)
    running = asyncio.create_task(panel.start())
    await until(lambda: len(simulator.record) > before)
    return running


async def test_of_two_people_who_start_the_same_at_once_one_does_and_the_other_reads_who(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        simulator.arm(operation="start", delay_s=SLOW_S)
        both = await asyncio.gather(li.start(), wang.start())
        lost = min(both, key=lambda result: result.outcome is Outcome.ACCEPTED)
        assert {result.outcome for result in both} == {Outcome.ACCEPTED, Outcome.NOT_SENT}
        assert lost.problem is not None
        assert lost.problem.word is LocalFailure.BUSY
        assert said(lost) in {
            f"{who.title()} ({who}) is starting {ALICE}: nothing to do" for who in ("LI", "WANG")
        }
        assert sent(simulator) == ["start"]
        for panel in (li, wang):
            # Nothing red is left of the race, and both have the one recording.
            await panel.sees(State.RECORDING)
            assert [one.state for one in await panel.ledger.sessions()] == [State.RECORDING]


async def test_whoever_starts_a_recording_that_a_colleague_stops_is_told_so(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        await li.start()
        await wang.sees(State.RECORDING)
        simulator.arm(operation="stop", delay_s=SLOW_S)
        stopping = asyncio.create_task(li.recorder.stop("Main", STOP))
        await until(lambda: sent(simulator) == ["start", "stop"])
        assert (
            said(await wang.start())
            == f"Li (LI) is stopping {ALICE}; wait for the answer, then look at its row"
        )
        assert said(await wang.recorder.stop("Main", STOP)) == f"Li (LI) is stopping {ALICE}: nothing to do"
        assert (await stopping).outcome is Outcome.ACCEPTED
        assert sent(simulator) == ["start", "stop"]


async def test_a_stop_of_what_a_colleague_is_starting_waits_for_that_answer(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        running = await starting(li, simulator)
        refused = await wang.recorder.stop("Main", STOP)
        assert said(refused) == f"Li (LI) is starting {ALICE}; wait for the answer, then look at its row"
        await running
        assert (await wang.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED
        assert sent(simulator) == ["start", "stop"]


async def test_a_colleague_s_recording_is_stopped_and_its_files_are_in_both_lists(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        await li.start()
        seen = await wang.sees(State.RECORDING)
        stop = await wang.recorder.stop_session(seen.id)
        assert stop.outcome is Outcome.ACCEPTED
        stopped = await li.sees(State.STOPPED)
        assert stop.session is not None
        assert stopped.file_ids == stop.session.file_ids != ()


async def test_what_a_colleague_did_a_moment_ago_is_known_before_it_is_decided_what_to_send(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        # A command fetches nothing but what its claim asks for.
        team_panel(board, tmp_path, "WANG", simulator.url, fetches=False) as wang,
    ):
        await li.start()
        assert await wang.newest() is None
        again = await wang.recorder.start("Main", START, unless_live=True)
        assert again.problem is not None
        assert again.problem.word is LocalFailure.ALREADY_LIVE
        assert sent(simulator) == ["start"]


async def test_a_start_whose_turn_comes_after_a_colleague_s_did_the_same_is_not_sent_and_alarms_nobody(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        wang.relays.limits = Limits(in_flight=1)
        simulator.arm(operation="start", account="alice", delay_s=SLOW_S)
        first = asyncio.create_task(wang.start())
        await until(lambda: wang.heard.is_in(Phase.ANSWER))
        waiting = asyncio.create_task(wang.start(OTHER))
        await until(lambda: wang.heard.is_in(Phase.QUEUED))
        assert (await li.start(OTHER)).outcome is Outcome.ACCEPTED
        await first
        late = await waiting
        assert (late.outcome, late.problem and late.problem.word) == (
            Outcome.NOT_SENT,
            LocalFailure.ALREADY_LIVE,
        )
        assert sent(simulator) == ["start", "start"]
        for panel in (li, wang):
            await panel.lists(("alice", State.RECORDING), ("bob", State.RECORDING))


async def test_a_start_again_whose_turn_comes_after_a_colleague_s_was_over_writes_over_none_of_its_files(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        simulator.arm(operation="start", account="bob", code=30000411)
        refused = (await wang.start(OTHER)).session
        assert refused is not None
        await wang.recorder.mark_handled(refused.id, "told the guest")
        seen = await li.sees(State.FAILED, OTHER)
        gate = asyncio.Event()

        async def held_up() -> RelayClient:
            await gate.wait()
            return wang.relays.one

        wang.relays.limits, wang.relays.connect = Limits(in_flight=1), held_up
        first = asyncio.create_task(wang.start())
        await until(lambda: wang.heard.is_in(Phase.ANSWER))
        waiting = asyncio.create_task(wang.recorder.start_again(refused.id))
        await until(lambda: wang.heard.is_in(Phase.QUEUED))
        assert (await li.recorder.start_again(seen.id)).outcome is Outcome.ACCEPTED
        stopped = (await li.recorder.stop_session(seen.id)).session
        assert stopped is not None
        gate.set()
        await first
        late = await waiting
        assert (late.outcome, late.problem and late.problem.word) == (
            Outcome.NOT_SENT,
            LocalFailure.ALREADY_LIVE,
        )
        for panel in (li, wang):
            assert (await panel.sees(State.STOPPED, OTHER)).file_ids == stopped.file_ids != ()


async def test_a_computer_that_slept_before_the_request_left_sends_nothing(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        slept, usual = [0.0], li.claims.clock
        li.claims.clock = lambda: usual() + slept[0]

        async def asleep() -> object:
            await board.run(EXPIRED)
            assert isinstance(await wang.claims.claim(li.target_key(), "{}"), ClaimWon)
            slept[0] = 16.0
            return li.relays.one

        li.relays.connect = asleep  # type: ignore[assignment]  # the client that it returns is the usual one
        result = await li.start()
        assert result.outcome is Outcome.NOT_SENT
        assert said(result).startswith("this computer slept")
        assert sent(simulator) == []
        assert result.session is not None
        assert await li.kinds(result.session.id) == ["intent", "answer"]
        # Nothing failed for good, but somebody has to look: it was wanted.
        assert [one.state for one in await li.ledger.open_sessions()] == [State.FAILED]


async def test_a_start_whose_claim_was_lost_between_two_tries_is_not_tried_again(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    slow = Pacing(tries=3, delay_s=0.3, jitter_s=0.0)
    async with (
        team_panel(board, tmp_path, "LI", simulator.url, pacing=slow) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        simulator.arm(operation="start", code=30000208, times=2)
        running = asyncio.create_task(li.start())
        await until(lambda: li.heard.is_in(Phase.RETRY))
        await board.run(EXPIRED)
        assert isinstance(await wang.claims.claim(li.target_key(), "{}"), ClaimWon)
        result = await running
        assert result.problem is not None
        assert (result.problem.code, result.attempts) == (30000208, 1)
        assert sent(simulator) == ["start"]


async def test_a_start_that_is_tried_again_keeps_others_out_meanwhile(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    slow = Pacing(tries=3, delay_s=0.3, jitter_s=0.0)
    async with (
        team_panel(board, tmp_path, "LI", simulator.url, pacing=slow) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        simulator.arm(operation="start", code=30000208)
        running = asyncio.create_task(li.start())
        await until(lambda: li.heard.is_in(Phase.RETRY))
        assert said(await wang.start()) == f"Li (LI) is starting {ALICE}: nothing to do"
        assert (await running).outcome is Outcome.ACCEPTED
        assert sent(simulator) == ["start", "start"]


async def test_who_goes_on_after_a_desk_that_fell_silent_keeps_what_that_one_was_about_to_do(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        assert isinstance(await li.claims.claim(li.target_key(), '{"asks": "start"}'), ClaimWon)
        await board.run(EXPIRED)
        result = await wang.start()
        assert result.session is not None
        (intent, *_) = await wang.ledger.entries(result.session.id)
        assert '"body": "{\\"asks\\": \\"start\\"}"' in intent.detail


async def test_a_late_answer_of_a_desk_whose_claim_another_took_leaves_the_recording_unconfirmed(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        running = await starting(li, simulator)
        await board.run(EXPIRED)
        assert (await wang.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED
        # The answer came, and its row is kept: it follows its own request alone.
        assert (await running).outcome is Outcome.ACCEPTED
        for panel in (li, wang):
            found = await panel.sees(State.UNKNOWN)
            assert {one.state for one in found.apart} == {State.RECORDING, State.STOPPED}


async def test_nobody_settles_what_a_colleague_is_at_work_on(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        running = await starting(li, simulator)
        seen = await wang.sees(State.STARTING)
        with pytest.raises(Problem) as refused:
            await wang.recorder.settle(seen.id, State.STOPPED)
        assert refused.value.word is LocalFailure.BUSY
        await running


async def test_what_a_silent_desk_left_open_is_settled_by_a_colleague_and_its_late_answer_contradicts_that(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        running = await starting(li, simulator)
        seen = await wang.sees(State.STARTING)
        await board.run(EXPIRED)
        await wang.recorder.settle(seen.id, State.STOPPED, "the guest says that it ended")
        await running
        for panel in (li, wang):
            await panel.sees(State.UNKNOWN)


async def test_what_is_settled_taken_back_or_seen_to_at_one_desk_is_so_at_the_others(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        simulator.arm(operation="start", fault="drop_after")
        await li.start()
        seen = await wang.sees(State.UNKNOWN)
        decided = await wang.recorder.settle(seen.id, State.STOPPED)
        await li.sees(State.STOPPED)
        await wang.recorder.undo(seen.id, decided.row)
        await li.sees(State.UNKNOWN)
