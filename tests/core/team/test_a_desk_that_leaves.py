"""A desk that is gone, or leaves the team: the others see that nobody looks after its recordings there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.sessions.team_contact import TeamContact
from gui.core.team import board as product
from gui.simulator.in_process import RunningSimulator
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import TeamPanel, team_panel
from tests.support.waiting import until

LONG_AGO = "UPDATE board.desk SET seen = clock_timestamp() - interval '10 min' WHERE code = 'LI'"


def look(panel: TeamPanel, times: list[int]) -> None:
    """Look at once who is there, and not only after seconds."""
    times.append(len(times))
    panel.team.attend({f"9{len(times)}"})


async def test_what_a_desk_that_is_gone_or_has_left_looked_after_is_as_of_when_it_was_heard_of(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    told: list[TeamContact] = []
    looks: list[int] = []
    async with team_panel(board, tmp_path, "WANG", simulator.url, contact_changed=told.append) as wang:
        await until(lambda: bool(told))

        def last() -> TeamContact:
            look(wang, looks)
            return told[-1]

        async with team_panel(board, tmp_path, "LI", simulator.url) as li:
            await li.start()
            seen = await wang.sees(State.RECORDING)
            desk = li.team.client.own.identity.id
            await until(lambda: last().desks.get(desk) is not None and last().desks[desk].here)
            assert not last().is_stale(seen)
            assert (last().here, last().size) == (2, 2)
        # Li's computer is off.
        await board.run(LONG_AGO)
        await until(lambda: last().is_stale(seen))
        at = last().as_of(seen)
        assert at is not None
        assert abs(datetime.now(UTC) - timedelta(minutes=10) - at) < timedelta(minutes=1)
        assert (last().here, last().size) == (1, 2)
        # It is told by the desk itself that it leaves.
        login = await product.connect(board.login("LI"))
        await login.rows("SELECT board.leave($1) AS done", desk)
        await login.close()
        await until(lambda: last().size == 1)
        assert last().is_stale(seen)
        left_at = last().as_of(seen)
        assert left_at is not None
        assert datetime.now(UTC) - left_at < timedelta(minutes=1)
