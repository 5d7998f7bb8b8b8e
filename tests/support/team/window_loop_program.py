"""A desk of a team in the window's own loop: TLS, wake-ups, claims, and a board that falls silent.

Usage: python -m tests.support.team.window_loop_program JSON   the password comes on standard input
"""

import asyncio
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gui.core.network.tls_context import context_for
from gui.core.team.board_login import BoardAddress, BoardLogin
from gui.core.team.claims import BoardUnreached, ClaimWon
from gui.widgets.runtime.event_loop import PanelEventLoop
from tests.support.team.board_proxy import board_proxy
from tests.support.team.desks import running_desk
from tests.support.waiting import until


async def run(login: BoardLogin, folder: Path) -> dict[str, float]:
    """How long things took, in seconds."""
    async with board_proxy(login.address.port) as proxy:
        address = replace(login.address, port=proxy.port)
        async with running_desk(replace(login, address=address), folder / "li.sqlite3", "LI") as li:
            await li.reached()
            assert li.state.hears_wake_ups
            began = time.monotonic()
            assert isinstance(await li.client.claims.claim("a", "{}"), ClaimWon)
            claimed_s = time.monotonic() - began
            await li.write("a")
            await asyncio.wait_for(li.client.copy.all_sent(), 5)
            proxy.stall()
            began = time.monotonic()
            assert isinstance(await li.client.claims.claim("b", "{}"), BoardUnreached)
            silent_s = time.monotonic() - began
            proxy.go_on()
            await until(lambda: li.state.reached)
            return {"claimed": claimed_s, "silent": silent_s}


def main() -> None:
    told = json.loads(sys.argv[1])
    address = BoardAddress("127.0.0.1", told["port"], told["database"], told["role"])
    login = BoardLogin(address, sys.stdin.readline().strip(), context_for(ca_file=Path(told["authority"])))
    with PanelEventLoop(QCoreApplication([])) as loop:
        print(json.dumps(loop.run_until_complete(run(login, Path(told["folder"])))))


if __name__ == "__main__":
    main()
