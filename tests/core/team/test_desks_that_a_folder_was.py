"""A folder that was restored is another desk; what it had as the former one is its own."""

import shutil
from dataclasses import replace
from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.presentation.hand_over_words import is_mine
from gui.core.reports.team_fields import names_of
from gui.core.sessions.team_contact import TeamContact
from gui.core.team import board as product
from gui.simulator.in_process import RunningSimulator
from tests.support.core.recorder_setup import START
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import team_panel
from tests.support.waiting import until

LOST = replace(START, account="bob")
A_WHILE_AGO = "UPDATE board.desk SET seen = clock_timestamp() - interval '1 min' WHERE code = 'LI'"


async def works_on_behind_a_backup(board: TeamBoard, folder: Path, simulator: RunningSimulator) -> str:
    """Li's desk starts a recording, is backed up, and starts another one; returns its id."""
    async with team_panel(board, folder, "LI", simulator.url) as li:
        await li.start()
        await li.team.client.copy.all_sent()
    shutil.copytree(folder / "LI", folder / "backup")
    async with team_panel(board, folder, "LI", simulator.url) as li:
        await li.start(LOST)
        await li.team.client.copy.all_sent()
        return li.team.client.own.identity.id


async def test_what_a_restored_folder_lost_comes_back_as_its_own_and_its_former_desk_is_no_colleague(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    told: list[TeamContact] = []
    await works_on_behind_a_backup(board, tmp_path, simulator)
    shutil.rmtree(tmp_path / "LI")
    shutil.copytree(tmp_path / "backup", tmp_path / "LI")
    # A moment ago somebody was at that desk: it might be the folder that this one is a copy of.
    async with team_panel(board, tmp_path, "LI", simulator.url, contact_changed=told.append) as li:
        found = await li.sees(State.RECORDING, LOST)
        await until(lambda: bool(told and told[-1].desks))
        assert told[-1].own.code == "LI-2"
        assert found.keeper.desk in told[-1].desks
        assert told[-1].former == frozenset()
        await board.run(A_WHILE_AGO)
        li.team.attend({"1"})
        await until(lambda: told[-1].former == {found.keeper.desk})
        assert is_mine(found, told[-1])
        assert (told[-1].desks, told[-1].code(found.keeper.desk)) == ({}, "LI-2")
        await until(lambda: (tmp_path / "LI" / "team-desks.json").exists())
    async with team_panel(board, tmp_path, "LI", simulator.url) as li:
        names = await names_of(li.ledger, await li.ledger.sessions())
        assert names is not None
        # Everybody calls it by its former desk's name.
        assert names.is_mine(found)
        assert names.shown(found) == "LI-2"


async def test_a_folder_restored_from_before_its_desk_left_brings_no_dead_desk_back(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    desk = await works_on_behind_a_backup(board, tmp_path, simulator)
    login = await product.connect(board.login("LI"))
    await login.rows("SELECT board.leave($1) AS done", desk)
    await login.close()
    shutil.rmtree(tmp_path / "LI")
    shutil.copytree(tmp_path / "backup", tmp_path / "LI")
    told: list[TeamContact] = []
    async with (
        team_panel(board, tmp_path, "LI", simulator.url) as li,
        team_panel(board, tmp_path, "WANG", simulator.url, contact_changed=told.append) as wang,
    ):
        await until(lambda: li.team.client.own.identity.code == "LI-2")
        wang.team.attend({"1"})
        await until(lambda: bool(told and told[-1].desks))
        assert {one.code: one.left for one in told[-1].desks.values()} == {"LI": True, "LI-2": False}
        assert told[-1].size == 2
