"""The same over the ledger itself: what one panel does is in the other's list, search and history."""

import asyncio
import shutil
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.sessions.session import Session
from gui.core.team.board_login import BoardLogin
from gui.core.team.claims import ClaimHeld, ClaimWon
from gui.core.team.team_client import TeamClient
from tests.support.core.ledger import NOTE, NOW, begin, end, opened, stop_of, target
from tests.support.team.desks import QUICK, TeamBoard
from tests.support.waiting import until

ROOM = target(990001)


@dataclass
class Panel:
    """A ledger and the client of its team."""

    ledger: Ledger
    client: TeamClient
    changed: list[Session]

    async def start(self, room: int = 990001) -> Session:
        """A start that was accepted, with its claim."""
        key = target(room).key
        assert isinstance(await self.client.claims.claim(key, "{}"), ClaimWon)
        begun = (await begin(self.ledger, target(room))).session
        self.client.copy.wake()
        recording = replace(begun, state=State.RECORDING, accepted_at=NOW, confirmed_at=NOW)
        (recorded,) = await end(self.ledger, recording)
        await self.client.claims.conclude(key)
        return recorded

    async def sees(self, state: State, room: int = 990001) -> Session:
        """Wait until the newest session of a room is in that state here."""
        for _ in range(1000):
            found = await self.ledger.newest_of(target(room).key)
            if found is not None and found.state is state:
                return found
            await asyncio.sleep(0.005)
        raise AssertionError(f"{room} is never {state}")


@asynccontextmanager
async def panel(board: TeamBoard, folder: Path, code: str) -> AsyncIterator[Panel]:
    async with opened(folder) as ledger:
        identity = await ledger.desk()
        if identity is None:
            identity = DeskIdentity(uuid.uuid4().hex, code)
            await ledger.become_desk(identity)

        async def log_in() -> BoardLogin:
            return board.login(code)

        changed: list[Session] = []
        client = TeamClient(
            log_in,
            ledger,
            identity,
            "process",
            operator=lambda: code.title(),
            state_changed=lambda _state: None,
            sessions_changed=changed.extend,
            pacing=QUICK,
        )
        running = asyncio.create_task(client.run())
        try:
            await until(lambda: client.link.state.reached)
            yield Panel(ledger, client, changed)
        finally:
            running.cancel()
            await asyncio.wait([running])


async def test_a_start_at_one_desk_is_in_the_other_s_list_and_can_be_stopped_there(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with panel(board, tmp_path / "li", "LI") as li, panel(board, tmp_path / "wang", "WANG") as wang:
        await li.start()
        seen = await wang.sees(State.RECORDING)
        assert seen.operator == "Li"
        assert [one.id for one in await wang.ledger.open_sessions()] == [seen.id]
        assert isinstance(await wang.client.claims.claim(ROOM.key, "{}"), ClaimWon)
        assert isinstance(await li.client.claims.claim(ROOM.key, "{}"), ClaimHeld)
        stopping = (await wang.ledger.begin(ROOM.key, stop_of(ROOM), NOTE)).session
        await end(wang.ledger, replace(stopping, state=State.STOPPED, ended_at=NOW, file_ids=("f1",)))
        await wang.client.claims.conclude(ROOM.key)
        stopped = await li.sees(State.STOPPED)
        assert stopped.file_ids == ("f1",)
        assert isinstance(await li.client.claims.claim(ROOM.key, "{}"), ClaimWon)


async def test_what_was_there_before_the_team_and_is_open_is_shared_on_joining(
    board: TeamBoard, tmp_path: Path
) -> None:
    async with opened(tmp_path / "li") as ledger:
        for room in (990001, 990002):
            begun = (await begin(ledger, target(room))).session
            state = State.RECORDING if room == 990001 else State.STOPPED
            await end(ledger, replace(begun, state=state, accepted_at=NOW, confirmed_at=NOW))
    async with panel(board, tmp_path / "wang", "WANG") as wang, panel(board, tmp_path / "li", "LI") as li:
        await wang.sees(State.RECORDING, 990001)
        assert await wang.ledger.newest_of(target(990002).key) is None
        await li.start(990003)
        await wang.sees(State.RECORDING, 990003)


async def test_two_desks_that_acted_apart_show_the_same_once_together(
    board: TeamBoard, tmp_path: Path
) -> None:
    for code in ("li", "wang"):
        async with opened(tmp_path / code) as ledger:
            await ledger.become_desk(DeskIdentity(uuid.uuid4().hex, code.upper()))
            begun = (await begin(ledger, ROOM)).session
            await end(ledger, replace(begun, state=State.RECORDING, accepted_at=NOW, confirmed_at=NOW))
    async with panel(board, tmp_path / "li", "LI") as li, panel(board, tmp_path / "wang", "WANG") as wang:
        await li.sees(State.UNKNOWN)
        await wang.sees(State.UNKNOWN)
        await until(lambda: not li.client.copy.behind and not wang.client.copy.behind)
        # What was concluded from both is each desk's own, and never sent.
        assert await board.run("SELECT count(*) FROM board.entry WHERE kind = 'apart'") == [["0"]]


async def test_a_copied_folder_goes_on_as_another_desk(board: TeamBoard, tmp_path: Path) -> None:
    async with panel(board, tmp_path / "li", "LI") as li:
        await li.start(990001)
    shutil.copytree(tmp_path / "li", tmp_path / "copy")
    async with panel(board, tmp_path / "li", "LI") as li:
        await li.start(990002)
    async with panel(board, tmp_path / "copy", "LI") as copy, panel(board, tmp_path / "wang", "WANG") as wang:
        assert copy.client.own.renamed is not None
        await copy.start(990003)
        for room in (990001, 990002, 990003):
            await wang.sees(State.RECORDING, room)
        await copy.sees(State.RECORDING, 990002)
        assert len(await wang.ledger.sessions()) == 3
        assert len(await copy.ledger.sessions()) == 3
