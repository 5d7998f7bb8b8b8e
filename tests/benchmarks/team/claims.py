"""Claims: how long one takes, that one of many wins, and how long a dead holder keeps its target."""

import asyncio
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Final

from gui.core.team.claims import ClaimWon
from tests.benchmarks.printing import count, show
from tests.benchmarks.team.boards import copy_of, round_trip_ms, sync_ms
from tests.support.team.desks import TeamBoard, team_desk
from tests.support.team.race import killed_holder, race

CLAIMS: Final = 400
PROCESSES: Final = 20
ROUNDS: Final = 1000
LEASE_S: Final = 8.0


def claim(board: TeamBoard) -> None:
    """A claim in the panel's own way, against a round trip and a page on the disk."""
    with tempfile.TemporaryDirectory() as name:
        took, floors = asyncio.run(_claims(copy_of(board), Path(name)))
    show("team: claim", took, floors, "ms", "<= 2")


async def _claims(board: TeamBoard, folder: Path) -> tuple[list[float], list[float]]:
    took, floors = [], []
    with (folder / "floor").open("wb", buffering=0) as file:
        async with team_desk(board, folder) as desk:
            await desk.reached()
            connection = desk.client.link.connection
            assert connection is not None
            for number in range(CLAIMS):
                floors.append(await round_trip_ms(connection) + sync_ms(file.fileno()))
                began = perf_counter()
                answer = await desk.client.claims.claim(f"target {number}", "{}")
                took.append((perf_counter() - began) * 1000)
                assert isinstance(answer, ClaimWon)
                await desk.client.claims.conclude(f"target {number}")
    return took, floors


def many_ask(board: TeamBoard) -> None:
    """Processes that ask for the same target at the same moment."""
    winners = race(copy_of(board), processes=PROCESSES, rounds=ROUNDS)
    one = sum(len(won) == 1 for won in winners)
    name = f"team: race of {PROCESSES} processes, rounds of {ROUNDS} with one winner"
    count(name, one, "rounds", goal=f"{ROUNDS}")


def holder_dies(board: TeamBoard) -> None:
    """Until others get the target of a process that was killed."""
    show(
        "team: kill -9 of a holder", [killed_holder(copy_of(board), lease_s=LEASE_S)], [LEASE_S], "s", "<= 1"
    )
