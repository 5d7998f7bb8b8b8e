"""Who has a recording open at another desk: told while it is open there, and gone with them."""

from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.sessions.team_contact import TeamContact
from gui.simulator.in_process import RunningSimulator
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import TeamPanel, team_panel
from tests.support.waiting import until

LONG_AGO = "UPDATE board.desk SET seen = clock_timestamp() - interval '9 s' WHERE code = 'LI'"


def look(panel: TeamPanel, times: list[int]) -> None:
    """Look at once who is there, and not only after seconds: what is open here has changed."""
    times.append(len(times))
    panel.team.attend({f"9{len(times)}"})


async def test_a_colleague_who_has_a_recording_open_is_named_until_it_is_closed_or_they_are_gone(
    board: TeamBoard, tmp_path: Path, simulator: RunningSimulator
) -> None:
    told: list[TeamContact] = []
    looks: list[int] = []
    async with team_panel(board, tmp_path, "WANG", simulator.url, contact_changed=told.append) as wang:
        async with team_panel(
            board, tmp_path, "LI", simulator.url, contact_changed=lambda _contact: None
        ) as li:
            own = (await li.start()).session
            seen = await wang.sees(State.RECORDING)
            assert own is not None

            async def wang_sees(names: tuple[str, ...]) -> None:
                def there() -> bool:
                    look(wang, looks)
                    return bool(told) and told[-1].looking.get(seen.id, ()) == names

                await until(there)

            await wang_sees(())
            li.team.attend({own.id})
            await wang_sees(("Li",))
            # It is no row of anybody's ledger.
            assert await wang.kinds(seen.id) == ["intent", "answer"]
            li.team.attend(())
            await wang_sees(())
            li.team.attend({own.id})
            await wang_sees(("Li",))
        await board.run(LONG_AGO)
        await wang_sees(())
