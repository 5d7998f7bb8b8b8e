"""A panel that is opened while the board is away: since when rows are, and what others have not seen."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gui.core.foundation.enums import Outcome, State
from gui.core.sessions.team_contact import TeamContact
from gui.core.team.team_memory import remembered
from gui.simulator.in_process import RunningSimulator
from tests.support.core.recorder_setup import START
from tests.support.team.desks import TeamBoard, another
from tests.support.team.panels import login_panel, team_panel
from tests.support.waiting import until

OTHER = replace(START, account="bob")


def nobody_there() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_opened_without_contact_it_says_since_when_rows_are_and_marks_what_is_seen_here_only(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    told: list[TeamContact] = []
    async with team_panel(board, tmp_path, "LI", simulator.url) as li:
        await li.reached()
        async with team_panel(board, tmp_path, "WANG", simulator.url, contact_changed=told.append) as wang:
            await until(lambda: any(one.here for contact in told for one in contact.desks.values()))
            assert (await wang.start()).outcome is Outcome.ACCEPTED
            # The board has it, and nobody needs to be told.
            await wang.team.client.copy.all_sent()
            assert told[-1].unseen == frozenset()
    gone_at, told = datetime.now(UTC), []
    away = another(board.login("WANG"), port=nobody_there())
    async with login_panel(
        away, tmp_path, "WANG", simulator.url, contact_changed=lambda one: told.append(one)
    ) as wang:
        await until(lambda: any(not contact.reached and contact.why for contact in told))
        contact = told[-1]
        assert contact.since is not None
        assert contact.since <= gone_at
        (of_li,) = contact.desks.values()
        assert of_li.heard_at is not None
        assert of_li.heard_at <= gone_at
        # What was sent before is no news.
        assert contact.others_do_not_see == 0
        result = await wang.start(OTHER)
        assert result.session is not None
        assert result.session.unreached
        alone = result.session.id
        await until(lambda: told[-1].unseen == {alone} and told[-1].others_do_not_see == 2)
    async with team_panel(
        board, tmp_path, "WANG", simulator.url, contact_changed=lambda one: told.append(one)
    ) as wang:
        await wang.sees(State.RECORDING, OTHER)
        await until(lambda: told[-1].reached)
        await wang.team.client.copy.all_sent()
        wang.team.attend({"1"})
        await until(lambda: told[-1].unseen == frozenset())
    assert remembered(tmp_path / "WANG").sent_row == 4


async def test_what_the_board_got_long_after_it_was_written_came_late_but_for_the_past_of_a_new_desk(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    async with team_panel(board, tmp_path, "LI", simulator.url) as li:
        await li.start()
        await li.team.client.copy.all_sent()
    await board.run("ALTER TABLE board.entry DISABLE TRIGGER never")
    await board.run("UPDATE board.entry SET received = received + interval '1 hour'")
    async with team_panel(board, tmp_path, "WANG", simulator.url) as wang:
        came_at = (await wang.sees(State.RECORDING)).came_at
        assert came_at is not None
        assert 3500 < (came_at - datetime.now(UTC)).total_seconds() < 3700
    await board.run("UPDATE board.member SET invited = clock_timestamp() WHERE code = 'LI'")
    async with team_panel(board, tmp_path, "CHEN", simulator.url) as chen:
        assert (await chen.sees(State.RECORDING)).came_at is None
