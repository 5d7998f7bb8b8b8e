"""Rows of each desk reach the board and every other desk, once, in order, whatever happens between."""

from pathlib import Path

from tests.support.team.desks import TeamBoard, team_desk


async def test_what_one_desk_writes_is_at_the_other_at_once(board: TeamBoard, tmp_path: Path) -> None:
    async with team_desk(board, tmp_path, "LI") as li, team_desk(board, tmp_path, "WANG") as wang:
        await li.reached()
        await wang.reached()
        row = await li.write("a")
        await wang.has(li, [row])
        back = await wang.write("a", "stopping")
        await li.has(wang, [back])
        assert [one.state.value for one in wang.changed] == ["starting"]
