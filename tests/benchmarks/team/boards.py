"""A board for measures, on a server of its own, and what that server takes of the computer."""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from gui.core.team import administration
from gui.core.team.board import BoardConnection
from tests.support.team.desks import TeamBoard, context_of
from tests.support.team.postgres import PostgresServer, postgres_server

DATABASE: Final = "team"
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PARENT, _OWN, _ENDED = 1, slice(11, 13), slice(13, 15)
"""Fields of a process behind its name: its parent, and what it and its ended children took."""


@contextmanager
def board_of(codes: Sequence[str], *, durable: bool) -> Iterator[TeamBoard]:
    """A board with these desks invited. Nobody connects to it: lines take :func:`copy_of` it.

    :param durable: whether the server waits for its disk, as a real one does.
    """
    settings = {"fsync": "on" if durable else "off", "max_connections": "120", "shared_buffers": "128MB"}
    with postgres_server(**settings) as server:
        server.sql(f"CREATE DATABASE {DATABASE}")
        made = TeamBoard(server, DATABASE, {}, context_of(server))

        async def make() -> None:
            await administration.init(made.admin, "The desk")
            for code in codes:
                made.desks[code] = await administration.invite(made.admin, code)

        asyncio.run(make())
        yield made


def copy_of(board: TeamBoard) -> TeamBoard:
    """A board of its own for one line."""
    return replace(board, database=board.server.new_database(board.database))


def processor_s(server: PostgresServer) -> float:
    """Seconds of a processor that the server took since it was started."""
    first = (server.data / "postmaster.pid").read_text().split()[0]
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        fields = _fields(folder)
        if folder.name == first:
            ticks += sum(map(int, fields[_OWN])) + sum(map(int, fields[_ENDED]))
        elif fields and fields[_PARENT] == first:
            ticks += sum(map(int, fields[_OWN]))
    return ticks / _TICKS


def _fields(folder: Path) -> list[str]:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        # It has ended meanwhile.
        return []


async def round_trip_ms(connection: BoardConnection) -> float:
    """Milliseconds of the shortest question."""
    began = time.perf_counter()
    await connection.row("SELECT 1 AS one")
    return (time.perf_counter() - began) * 1000


def sync_ms(descriptor: int) -> float:
    """Milliseconds until a page is on the disk."""
    began = time.perf_counter()
    os.write(descriptor, b"x" * 4096)
    os.fdatasync(descriptor)
    return (time.perf_counter() - began) * 1000


def p99(values: Sequence[float]) -> float:
    """The worst but the last hundredth."""
    return sorted(values)[int(len(values) * 0.99)]
