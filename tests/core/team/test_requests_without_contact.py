"""Starts, stops and decisions while the board is away, and what is shown once there is contact again."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.ledger.rows import Note
from gui.core.protocol.request import StartRequest
from gui.core.sessions.session import EndedBy, Session
from gui.core.sessions.settle import settled
from gui.simulator.in_process import RunningSimulator
from tests.support.core.recorder_setup import STOP
from tests.support.team.board_proxy import BoardProxy, board_proxy
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import TeamPanel, team_panel
from tests.support.waiting import until

OTHER = StartRequest(room=990001, account="bob", file_name="lesson")
LIMIT_S = 0.25
LEAVE_S = 0.2
"""A machine that is busy with other tests gets leave."""


@asynccontextmanager
async def li_behind_a_proxy_and_wang(
    board: TeamBoard, folder: Path, url: str
) -> AsyncIterator[tuple[BoardProxy, TeamPanel, TeamPanel]]:
    async with (
        board_proxy(board.server.port) as proxy,
        team_panel(board, folder, "LI", url, port=proxy.port) as li,
        team_panel(board, folder, "WANG", url) as wang,
    ):
        yield proxy, li, wang


async def cut_off(proxy: BoardProxy, panel: TeamPanel) -> None:
    """No contact, and that is known."""
    proxy.stall()
    proxy.cut()
    await until(lambda: not panel.team.client.link.state.reached)


def sent(simulator: RunningSimulator) -> list[str | None]:
    return [entry.operation for entry in simulator.record]


async def test_while_the_board_is_known_to_be_away_a_start_leaves_at_once_and_others_see_it_later(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with li_behind_a_proxy_and_wang(board, tmp_path, simulator.url) as (proxy, li, wang):
        await cut_off(proxy, li)
        began = time.monotonic()
        result = await li.start()
        assert time.monotonic() - began < LEAVE_S
        assert result.outcome is Outcome.ACCEPTED
        assert result.session is not None
        assert result.session.unreached
        assert await wang.newest() is None
        proxy.go_on()
        seen = await wang.sees(State.RECORDING)
        assert seen.unreached
        assert seen.operator == "Li"
        assert (await wang.recorder.stop_session(seen.id)).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("how", [BoardProxy.stall, BoardProxy.drop_packets])
async def test_a_board_that_falls_silent_holds_one_start_up_for_a_quarter_of_a_second_and_no_other(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator, how: object
) -> None:
    assert callable(how)
    async with li_behind_a_proxy_and_wang(board, tmp_path, simulator.url) as (proxy, li, wang):
        how(proxy)
        began = time.monotonic()
        result = await li.start()
        assert time.monotonic() - began < LIMIT_S + LEAVE_S
        assert result.session is not None
        assert result.session.unreached
        began = time.monotonic()
        stop = await li.recorder.stop("Main", STOP)
        assert time.monotonic() - began < LEAVE_S
        assert stop.outcome is Outcome.ACCEPTED
        proxy.go_on()
        await wang.sees(State.STOPPED)


async def test_a_process_that_has_just_begun_asks_before_its_first_start(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with (
        team_panel(board, tmp_path, "LI", simulator.url, reached=False, fetches=False) as li,
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        li.claims.limit_s = 2.0
        result = await li.start()
        assert result.session is not None
        assert not result.session.unreached
        await wang.sees(State.RECORDING)


async def test_where_nobody_knows_yet_whether_the_board_is_there_one_start_waits_a_quarter_of_a_second(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with board_proxy(board.server.port) as proxy:
        proxy.stall()
        async with team_panel(board, tmp_path, "LI", simulator.url, port=proxy.port, reached=False) as li:
            began = time.monotonic()
            assert (await li.start()).outcome is Outcome.ACCEPTED
            assert time.monotonic() - began < LIMIT_S + LEAVE_S
            began = time.monotonic()
            assert (await li.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED
            assert time.monotonic() - began < LEAVE_S


async def test_what_was_started_without_contact_by_a_process_that_is_over_is_sent_by_the_next_one(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with board_proxy(board.server.port) as proxy:
        port = proxy.port
    async with team_panel(board, tmp_path, "LI", simulator.url, port=port, reached=False) as li:
        assert (await li.start()).outcome is Outcome.ACCEPTED
    async with (
        team_panel(board, tmp_path, "LI", simulator.url),
        team_panel(board, tmp_path, "WANG", simulator.url) as wang,
    ):
        assert (await wang.sees(State.RECORDING)).unreached


async def test_a_board_that_goes_while_a_start_is_on_its_way_gets_the_answer_later(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with li_behind_a_proxy_and_wang(board, tmp_path, simulator.url) as (proxy, li, wang):
        simulator.arm(operation="start", delay_s=0.3)
        running = asyncio.create_task(li.start())
        await wang.sees(State.STARTING)
        await cut_off(proxy, li)
        result = await running
        assert result.outcome is Outcome.ACCEPTED
        assert result.session is not None
        assert not result.session.unreached
        proxy.go_on()
        await wang.sees(State.RECORDING)
        # The claim ended with the answer's row.
        assert (await wang.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED


@asynccontextmanager
async def started_twice(
    board: TeamBoard, folder: Path, url: str
) -> AsyncIterator[tuple[BoardProxy, TeamPanel, TeamPanel]]:
    """Li's start was accepted, Wang's answered by *already recording*; both know of both by now."""
    async with (
        board_proxy(board.server.port) as proxy,
        team_panel(board, folder, "LI", url, port=proxy.port) as li,
        team_panel(board, folder, "WANG", url, port=proxy.port) as wang,
    ):
        proxy.stall()
        proxy.cut()
        await until(lambda: not (li.team.client.link.state.reached or wang.team.client.link.state.reached))
        assert (await li.start()).outcome is Outcome.ACCEPTED
        # The service tells that it records already, by 30000415: nobody knows whose.
        assert (await wang.start()).outcome is Outcome.UNKNOWN
        proxy.go_on()
        for panel in (li, wang):
            await panel.reached()
            await panel.lists(("alice", State.UNKNOWN), ("alice", State.UNKNOWN))
            assert all(one.apart for one in await panel.ledger.open_sessions())
        yield proxy, li, wang


async def whose(panel: TeamPanel) -> dict[str, Session]:
    """The sessions by who began them."""
    return {one.operator: one for one in await panel.ledger.sessions()}


async def test_two_desks_that_started_the_same_apart_show_both_unconfirmed_and_one_stop_ends_both(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with started_twice(board, tmp_path, simulator.url) as (_proxy, li, wang):
        stop = await wang.recorder.stop("Main", STOP)
        assert stop.outcome is Outcome.ACCEPTED
        for panel in (li, wang):
            await panel.lists()
            known = await panel.ledger.sessions()
            assert {one.state for one in known} == {State.STOPPED}
            # One of both has the files; the other one says with which it ended, and nobody looks for its own.
            (with_files,) = (one for one in known if one.file_ids)
            (along,) = (one for one in known if not one.file_ids)
            # The one that recorded: whoever was refused was asked for last.
            assert with_files.operator == "Li"
            assert (along.ended_by, along.companion and along.companion.operator) == (
                EndedBy.ALONG,
                with_files.operator,
            )
            assert not any(one.needs_attention(one.changed_at) for one in known)


async def test_a_person_s_word_on_what_was_started_twice_is_one_on_both_and_is_taken_back_on_both(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with started_twice(board, tmp_path, simulator.url) as (_proxy, li, wang):
        asked = (await whose(wang))["Wang"]
        decided = await wang.recorder.settle(asked.id, State.RECORDING, "asked the guest")
        # The start that was accepted goes on; the other one is no recording of its own.
        assert decided.operator == "Li"
        for panel in (li, wang):
            await panel.lists(("alice", State.RECORDING))
            told = (await whose(panel))["Wang"]
            assert (told.state, told.ended_by) == (State.STOPPED, EndedBy.SAME)
            assert told.companion is not None
            assert told.companion.operator == "Li"
            assert not told.needs_attention(told.changed_at)
        await wang.recorder.undo(decided.id, decided.row)
        for panel in (li, wang):
            await panel.lists(("alice", State.UNKNOWN), ("alice", State.UNKNOWN))
            assert all(one.apart for one in await panel.ledger.open_sessions())
        await li.recorder.settle((await whose(li))["Li"].id, State.RECORDING)
        await wang.lists(("alice", State.RECORDING))
        stop = await wang.recorder.stop_session((await whose(wang))["Li"].id)
        assert stop.outcome is Outcome.ACCEPTED
        for panel in (li, wang):
            await panel.lists()
            known = await whose(panel)
            assert known["Li"].file_ids
            assert not any(one.needs_attention(one.changed_at) for one in known.values())


async def test_marked_as_ended_by_hand_neither_of_two_starts_is_live_and_no_file_is_looked_for_twice(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with started_twice(board, tmp_path, simulator.url) as (proxy, li, wang):
        await cut_off(proxy, li)
        own = (await whose(li))["Li"]
        # What is said of it is said of a colleague's as well: that waits for contact.
        with pytest.raises(Problem) as refused:
            await li.recorder.settle(own.id, State.STOPPED)
        assert refused.value.word is LocalFailure.TEAM
        proxy.go_on()
        await li.reached()
        await li.recorder.settle(own.id, State.STOPPED)
        for panel in (li, wang):
            await panel.lists()
            known = await whose(panel)
            assert (known["Li"].ended_by, known["Wang"].ended_by) == (EndedBy.MARKED, EndedBy.ALONG)
            assert not any(one.needs_attention(one.changed_at) for one in known.values())


async def test_a_stop_ends_what_else_is_live_of_its_target_however_it_came_to_be_so(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    """A panel of before settled one of two alone."""
    async with started_twice(board, tmp_path, simulator.url) as (_proxy, li, wang):
        now = datetime.now(UTC)
        own, note = (await whose(li))["Li"], Note("settled", "Li", now)
        await li.ledger.change(own.id, lambda one: settled(one, State.RECORDING, "Li", "", now), note)
        await li.team.changed()
        await wang.lists(("alice", State.RECORDING), ("alice", State.UNKNOWN))
        assert (await wang.recorder.stop_session((await whose(wang))["Li"].id)).outcome is Outcome.ACCEPTED
        for panel in (li, wang):
            await panel.lists()


async def test_a_desk_without_contact_that_still_shows_it_recording_learns_of_its_end(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with li_behind_a_proxy_and_wang(board, tmp_path, simulator.url) as (proxy, li, wang):
        await wang.start()
        await li.sees(State.RECORDING)
        await cut_off(proxy, li)
        await wang.recorder.stop("Main", STOP)
        assert (await li.sees(State.RECORDING)).live
        proxy.go_on()
        assert (await li.sees(State.STOPPED)).file_ids
        assert not (await li.sees(State.STOPPED)).apart


async def test_of_two_desks_that_stop_it_apart_both_show_it_stopped_with_the_files_of_the_first(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with li_behind_a_proxy_and_wang(board, tmp_path, simulator.url) as (proxy, li, wang):
        await wang.start()
        seen = await li.sees(State.RECORDING)
        await cut_off(proxy, li)
        first = await wang.recorder.stop("Main", STOP)
        assert first.session is not None
        # A stop is always sent.
        late = await li.recorder.stop_session(seen.id)
        assert late.session is not None
        assert late.session.ended_by is EndedBy.ALREADY
        proxy.go_on()
        await li.reached()
        for panel in (li, wang):
            await until_files(panel, first.session.file_ids)
            assert (await panel.sees(State.STOPPED)).ended_by is EndedBy.ANSWER


async def until_files(panel: TeamPanel, files: tuple[str, ...]) -> None:
    give_up = time.monotonic() + 10
    while (found := await panel.newest()) is None or found.file_ids != files:
        assert time.monotonic() < give_up
        await asyncio.sleep(0.01)


async def test_without_contact_one_s_own_recordings_are_settled_and_those_of_others_are_not(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with li_behind_a_proxy_and_wang(board, tmp_path, simulator.url) as (proxy, li, wang):
        simulator.arm(operation="start", fault="drop_after", times=2)
        await wang.start()
        theirs = await li.sees(State.UNKNOWN)
        ours = (await li.start(OTHER)).session
        assert ours is not None
        await cut_off(proxy, li)
        with pytest.raises(Problem) as refused:
            await li.recorder.settle(theirs.id, State.STOPPED)
        assert refused.value.word is LocalFailure.TEAM
        assert "no contact with colleagues" in str(refused.value.detail)
        with pytest.raises(Problem):
            await li.recorder.mark_handled(theirs.id, "seen to")
        assert (await li.sees(State.UNKNOWN)).row == theirs.row
        await li.recorder.settle(ours.id, State.STOPPED)
        proxy.go_on()
        await wang.sees(State.STOPPED, OTHER)
        await li.reached()
        await li.recorder.settle(theirs.id, State.STOPPED)
        await wang.sees(State.STOPPED)
