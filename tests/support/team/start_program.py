"""A start of a desk in a team as a process of its own, which may kill itself at one of its steps.

Usage: python -m tests.support.team.start_program JSON   the password comes on standard input

The steps are laid around what the recorder asks of its team, in this process alone.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gui.core.foundation.enums import Operation
from gui.core.network.tls_context import context_for
from gui.core.recording.ports import Team
from gui.core.sessions.claimed import Claimed
from gui.core.team.board_login import BoardAddress, BoardLogin
from tests.harness.tracing import MARK
from tests.support.core.recorder_setup import START
from tests.support.team.board_proxy import board_proxy
from tests.support.team.desks import TeamBoard
from tests.support.team.panels import login_panel
from tests.support.tree import ROOT

STEPS: Final = ("claimed", "intent_written", "outcome_written")
SITUATIONS: Final = ("there", "away", "hanging")


@dataclass
class DyingTeam:
    """Kills this process once a step is done.

    :param dies_at: one of STEPS; anything else lets it live.
    """

    team: Team
    dies_at: str

    async def claim(self, target_key: str, operation: Operation | None, operator: str) -> Claimed:
        claimed = await self.team.claim(target_key, operation, operator)
        self._done("claimed")
        return claimed

    def holds(self, target_key: str) -> bool:
        return self.team.holds(target_key)

    async def renew(self, target_key: str) -> bool:
        return await self.team.renew(target_key)

    async def conclude(self, target_key: str, process: str = "") -> None:
        self._done("outcome_written")
        await self.team.conclude(target_key, process)

    async def changed(self) -> None:
        self._done("intent_written")
        await self.team.changed()

    def _done(self, step: str) -> None:
        if step == self.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Started:
    """A start that is over, in one way or another."""

    status: int
    out: str

    @property
    def fields(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.out)
        return found


async def started(
    board: TeamBoard,
    folder: Path,
    code: str,
    url: str,
    *,
    dies_at: str = "",
    situation: str = "there",
    under: Sequence[str] = (),
) -> Started:
    """Run it to its end.

    :param folder: what the desks' folders are in.
    :param under: a command that runs it, such as strace.
    """
    told = {
        "port": board.server.port,
        "database": board.database,
        "role": board.desks[code].role,
        "authority": str(board.server.folder / "ca.pem"),
        "folder": str(folder),
        "code": code,
        "url": url,
        "dies_at": dies_at,
        "situation": situation,
    }
    process = await asyncio.create_subprocess_exec(
        *(*under, sys.executable, "-m", "tests.support.team.start_program", json.dumps(told)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    out, _err = await process.communicate(board.desks[code].password.encode() + b"\n")
    assert process.returncode is not None
    return Started(process.returncode, out.decode())


async def run(login: BoardLogin, told: dict[str, str]) -> None:
    def dying(team: Team) -> Team:
        return DyingTeam(team, told["dies_at"])

    folder, situation = Path(told["folder"]), told["situation"]
    async with board_proxy(login.address.port) as proxy:
        near = replace(login, address=replace(login.address, port=proxy.port))
        if situation == "away":
            proxy.stall()
            proxy.cut()
        async with login_panel(near, folder, told["code"], told["url"], around_team=dying) as panel:
            if situation == "away":
                panel.claims.link.known.set()
            else:
                await panel.reached()
            if situation == "hanging":
                proxy.stall()
            result = await panel.start(replace(START, file_name=MARK))
            assert result.session is not None
            print(json.dumps({"state": result.session.state.value, "unreached": result.session.unreached}))


def main() -> None:
    told = json.loads(sys.argv[1])
    address = BoardAddress("127.0.0.1", told["port"], told["database"], told["role"])
    login = BoardLogin(address, sys.stdin.readline().strip(), context_for(ca_file=Path(told["authority"])))
    asyncio.run(run(login, told))


if __name__ == "__main__":
    main()
