"""Processes that ask for the same targets at the same moment, and one that is killed while it holds one."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from typing import Final

from gui.core.team import board as product
from gui.core.team.claims import CLAIM
from tests.support.team.desks import TeamBoard
from tests.support.tree import ROOT

_HEAD: Final = """
    import asyncio, json, multiprocessing, sys
    from pathlib import Path
    from gui.core.network.tls_context import context_for
    from gui.core.team import board, claims
    from gui.core.team.board_login import BoardAddress, BoardLogin

    told = json.loads(sys.argv[1])
    password = sys.stdin.readline().strip()

    async def connected():
        address = BoardAddress("127.0.0.1", told["port"], told["database"], told["role"])
        context = context_for(ca_file=Path(told["authority"]))
        return await board.connect(BoardLogin(address, password, context), limit_s=30)

    async def claim(connection, process, target):
        asked = (told["desk"], process, target, "{}", str(told["lease_s"]))
        return (await connection.row(claims.CLAIM, *asked, limit_s=30))["won"]
"""
_RACE: Final = """
    async def run(number, barrier, queue):
        connection = await connected()
        won = []
        for turn in range(told["rounds"]):
            # Everyone is there before anyone asks.
            barrier.wait(60)
            if await claim(connection, f"process {number}", f"turn {turn}"):
                won.append(turn)
        queue.put((number, won))
        await connection.close()

    def child(*given):
        asyncio.run(run(*given))

    fork = multiprocessing.get_context("fork")
    barrier, queue = fork.Barrier(told["processes"]), fork.SimpleQueue()
    children = [fork.Process(target=child, args=(n, barrier, queue)) for n in range(told["processes"])]
    for one in children:
        one.start()
    print(json.dumps([queue.get() for _ in children]), flush=True)
    for one in children:
        one.join()
"""
_HOLDER: Final = """
    async def main():
        connection = await connected()
        print(await claim(connection, "holder", "held"), flush=True)
        sys.stdin.read()

    asyncio.run(main())
"""
DESK: Final = "0" * 31 + "1"
ASK_AGAIN_S: Final = 0.002


def race(board: TeamBoard, *, processes: int, rounds: int) -> list[list[int]]:
    """Which processes got the target of each round."""
    running = _process(board, _RACE, processes=processes, rounds=rounds)
    try:
        winners: list[list[int]] = [[] for _ in range(rounds)]
        for number, won in json.loads(_line(running)):
            for turn in won:
                winners[turn].append(number)
        return winners
    finally:
        _end(running)


def killed_holder(board: TeamBoard, *, lease_s: float) -> float:
    """How long a target stays taken after the process that held it was killed."""
    holder = _process(board, _HOLDER, lease_s=lease_s)
    try:
        assert _line(holder) == "True"
        return asyncio.run(_until_claimed(board, holder))
    finally:
        _end(holder)


async def _until_claimed(board: TeamBoard, holder: "subprocess.Popen[str]") -> float:
    """Kill it, and ask again and again, over a line that is there before: what is measured is the wait."""
    connection = await product.connect(board.login("LI"))
    try:
        holder.kill()
        holder.wait()
        began = time.monotonic()
        while not (await connection.row(CLAIM, DESK, "another", "held", "{}", "15"))["won"]:
            assert time.monotonic() - began < 10
            await asyncio.sleep(ASK_AGAIN_S)
        return time.monotonic() - began
    finally:
        await connection.close()


def _process(
    board: TeamBoard, script: str, *, processes: int = 1, rounds: int = 0, lease_s: float = 15.0
) -> "subprocess.Popen[str]":
    role = board.desks["LI"].role
    board.sql(f"INSERT INTO board.desk (id, code, role) VALUES ('{DESK}', 'LI', '{role}')")
    told = {
        "port": board.server.port,
        "database": board.database,
        "role": role,
        "authority": str(board.server.folder / "ca.pem"),
        "desk": DESK,
        "processes": processes,
        "rounds": rounds,
        "lease_s": lease_s,
    }
    started = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_HEAD) + textwrap.dedent(script), json.dumps(told)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    assert started.stdin is not None
    started.stdin.write(board.desks["LI"].password + "\n")
    started.stdin.flush()
    return started


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _end(process: "subprocess.Popen[str]") -> None:
    """With its children."""
    if process.poll() is None:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
