"""From a start to its arrival at the service: with the board near, away and silent, against no team at all.

The service is a process of its own; both read the same monotonic clock. They are asked in turns, each as
often behind one as behind another: whoever comes behind the one near the board pays for what that leaves.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Final

from gui.core.protocol.request import StartRequest
from gui.core.recording.recorder import Recorder
from gui.core.team.board import BoardConnection
from gui.core.team.board_link import LinkPacing
from gui.core.team.claims import CLAIM, CLAIM_LIMIT_S
from tests.benchmarks.printing import count, show
from tests.benchmarks.team.boards import copy_of, round_trip_ms
from tests.support.core.recorder_setup import desk
from tests.support.simulator.service_process import Service, service_process
from tests.support.team.board_proxy import BoardProxy, board_proxy
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import TeamPanel, team_panel

ROOM: Final = 990007
STARTS: Final = 120
SILENT_STARTS: Final = 8
WARM_UP: Final = 5
PROFILE: Final = "Main"
USUAL: Final = LinkPacing()
"""Heartbeats and polls as a panel has them."""


@dataclass
class Ways:
    """Milliseconds of each start, and of the round trips and bare claims of the same moments."""

    alone: list[float]
    near: list[float]
    away: list[float]
    round_trips: list[float]
    claims: list[float]
    silent: list[float]
    after_silence: list[float]


@dataclass
class Starter:
    """Starts somebody new each time.

    :ivar known: the service's number of the last request.
    """

    service: Service
    known: int = 0
    people: int = 0

    async def start(self, recorder: Recorder) -> float:
        """Milliseconds from here to the service."""
        self.people += 1
        account = f"person{self.people}"
        await asyncio.to_thread(self.service.enter, ROOM, account)
        began = time.monotonic_ns()
        result = await recorder.start(PROFILE, StartRequest(room=ROOM, account=account, file_name="way"))
        assert result.problem is None, result.problem
        arrived = await asyncio.to_thread(self.service.control, f"record?after={self.known}")
        self.known = int(arrived[-1]["number"])
        return (int(arrived[0]["monotonic_ns"]) - began) / 1e6


def start_way(board: TeamBoard) -> None:
    """In one run, so that noise meets all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with service_process(folder) as service:
            ways = asyncio.run(_measured(copy_of(board), folder, Starter(service)))
    trip, claimed = (statistics.median(_quick(took)) for took in (ways.round_trips, ways.claims))
    for what, took, goal in (
        ("board near, less a round trip", [one - trip for one in ways.near], "<= 1.1"),
        ("board near, less a bare claim", [one - claimed for one in ways.near], "printed"),
        ("board known away", ways.away, "<= 1.02"),
    ):
        show(f"team: start's way, {what}", _quick(took), _quick(ways.alone), "ms", goal)
    longest = max(ways.silent) - statistics.median(ways.alone)
    goal = f"<= {CLAIM_LIMIT_S * 1000 + 10:.0f}"
    count("team: start's way, packets dropped, the longest more", round(longest, 1), "ms", goal=goal)
    show("team: start's way, the next one", _quick(ways.after_silence), _quick(ways.alone), "ms", "printed")


def _quick(values: Sequence[float]) -> list[float]:
    """The quicker half, whose median other programs of the computer move less."""
    return sorted(values)[: (len(values) + 1) // 2]


async def _measured(board: TeamBoard, folder: Path, starter: Starter) -> Ways:
    ways = Ways([], [], [], [], [], [], [])
    url = starter.service.url
    async with AsyncExitStack() as stack:
        alone = (await stack.enter_async_context(desk(folder / "alone", url=url))).recorder
        near = await stack.enter_async_context(team_panel(board, folder, "LI", url, link_pacing=USUAL))
        away = (await stack.enter_async_context(_away(board, folder, url))).recorder
        connection, own = near.claims.link.connection, near.claims.own.identity
        assert connection is not None
        for recorder in (alone, near.recorder, away):
            for _ in range(WARM_UP):
                await starter.start(recorder)
        panels = (alone, ways.alone), (near.recorder, ways.near), (away, ways.away)
        orders = tuple(permutations(panels))
        for number in range(STARTS):
            for recorder, took in orders[number % len(orders)]:
                if recorder is near.recorder:
                    ways.round_trips.append(await round_trip_ms(connection))
                    ways.claims.append(await _bare_claim_ms(connection, own.id, number))
                took.append(await starter.start(recorder))
        await _without_packets(board, folder, starter, ways)
    return ways


async def _bare_claim_ms(connection: BoardConnection, desk: str, number: int) -> float:
    """Milliseconds of the statement alone, for a target that nobody wants."""
    began = time.perf_counter()
    await connection.row(CLAIM, desk, "bare", f"bare {number}", "{}", "1")
    return (time.perf_counter() - began) * 1000


@asynccontextmanager
async def _away(board: TeamBoard, folder: Path, url: str) -> AsyncIterator[TeamPanel]:
    """A panel that knows that its board is away."""
    async with board_proxy(board.server.port) as proxy:
        proxy.stall()
        async with team_panel(
            board, folder, "WANG", url, port=proxy.port, reached=False, link_pacing=USUAL
        ) as panel:
            panel.claims.link.known.set()
            yield panel


async def _without_packets(board: TeamBoard, folder: Path, starter: Starter, ways: Ways) -> None:
    """The line falls silent under a panel: its first start finds that out, the next one knows."""
    url = starter.service.url
    async with board_proxy(board.server.port) as proxy:
        for _ in range(SILENT_STARTS):
            proxy.go_on()
            async with team_panel(board, folder, "CHEN", url, port=proxy.port, link_pacing=USUAL) as panel:
                await starter.start(panel.recorder)
                await _all_sent(panel, proxy)
                ways.silent.append(await starter.start(panel.recorder))
                ways.after_silence.append(await starter.start(panel.recorder))


async def _all_sent(panel: TeamPanel, proxy: BoardProxy) -> None:
    await panel.team.client.copy.all_sent()
    proxy.drop_packets()
