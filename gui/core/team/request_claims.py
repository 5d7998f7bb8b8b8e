"""Claims as the recorder asks for them: its Team, for a desk that is in one."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Operation
from gui.core.ledger.rows import Busy
from gui.core.sessions.claimed import Claimed
from gui.core.sessions.session import PRACTICE_KEYS, target_of
from gui.core.team.claims import BoardUnreached, ClaimAnswer, ClaimHeld, ClaimWon
from gui.core.team.team_client import TeamClient

_LONGEST_NAME: Final = 80
_LONGEST_BODY: Final = 4096
_WORDS: Final = {Operation.START: "start", Operation.STOP: "stop", None: "decide"}
_AT_IT: Final = {"start": "team.starting", "stop": "team.stopping", "decide": "team.deciding"}
_LIKEWISE: Final = {"start": "team.starting_too", "stop": "team.stopping_too"}


def _nobody_looks() -> None:
    pass


def _nobody_is_told(_session_ids: Collection[str]) -> None:
    pass


@dataclass(slots=True)
class RequestClaims:
    """Asks the board for each request of this process, and tells it of each one's end.

    :param owner: this process, as its ledger calls it; ``has_ended`` tells of another one of this desk.
    :ivar wrote: whether anything of this process has to go to the board.
    """

    client: TeamClient
    owner: str
    has_ended: Callable[[str], Awaitable[bool]]
    wrote: bool = field(default=False, init=False)
    attend: Callable[[Collection[str]], None] = field(default=_nobody_is_told, init=False)
    """Told which recordings are open at this desk; a command has none open."""
    told: Callable[[], None] = field(default=_nobody_looks, init=False)
    """Told that rows were written; nobody looks at those of a command."""

    async def claim(self, target_key: str, operation: Operation | None, operator: str) -> Claimed:
        """Ask for a target.

        :raises Busy: where another desk is at it, or another process of this one that lives.
        :raises Problem: where the ledger can't tell that.
        """
        if target_key.startswith(PRACTICE_KEYS):
            # Another service at each desk: nobody else can be at it.
            return Claimed()
        self.wrote = True
        if self.client.claims.known_away:
            return Claimed(unreached=True)
        word = _WORDS[operation]
        asked = {"asks": word, "operator": operator, "at": datetime.now(UTC).isoformat(), "owner": self.owner}
        try:
            answer = await self._asked(target_key, json.dumps(asked, ensure_ascii=False))
        except Problem:
            raise
        except Exception as bug:  # of the team's part: it keeps nobody from starting and stopping
            _tell(bug)
            return Claimed(unreached=True)
        if isinstance(answer, ClaimHeld):
            raise Busy("", _told(answer, word, target_key))
        return _claimed(answer)

    def holds(self, target_key: str) -> bool:
        """Whether a byte may still leave."""
        return self.client.claims.holds(target_key)

    async def renew(self, target_key: str) -> bool:
        """Whether a further try may be sent."""
        return await self.client.claims.renew(target_key)

    async def conclude(self, target_key: str, process: str = "") -> None:
        """The rows that end it are in the ledger."""
        if target_key.startswith(PRACTICE_KEYS):
            return
        self.wrote = True
        if process:
            self.client.claims.conclude_of(process, target_key)
            return
        try:
            await self.client.claims.conclude(target_key)
        except Exception as bug:  # of the team's part: what came of the request stands
            _tell(bug)

    async def changed(self) -> None:
        """Rows were written."""
        self.wrote = True
        self.client.copy.wake_soon()
        self.told()

    async def _asked(self, target_key: str, body: str) -> ClaimAnswer:
        answer = await self.client.claims.claim(target_key, body)
        if isinstance(answer, ClaimHeld) and await self._freed(target_key, answer):
            answer = await self.client.claims.claim(target_key, body)
        return answer

    async def _freed(self, target_key: str, held: ClaimHeld) -> bool:
        """Free what a process of this desk holds that died before its intent was written: it left no row."""
        owner = _fields(held.body).get("owner")
        if held.desk != self.client.own.identity.id or not isinstance(owner, str):
            return False
        if owner == self.owner or not await self.has_ended(owner):
            return False
        self.client.claims.conclude_of(owner.partition(".")[0], target_key)
        return True


def _tell(bug: Exception) -> None:
    """Whoever owns the loop shows it."""
    told = {"message": "the team could not be asked", "exception": bug}
    asyncio.get_running_loop().call_exception_handler(told)


def _claimed(answer: ClaimWon | BoardUnreached) -> Claimed:
    if isinstance(answer, BoardUnreached):
        return Claimed(unreached=True)
    lost = answer.lost
    return Claimed() if lost is None else Claimed(lost_desk=lost.desk, lost_body=lost.body[:_LONGEST_BODY])


def _told(held: ClaimHeld, wanted: str, target_key: str) -> Detail:
    """Who is at which recording, and whether that is what was wanted anyway."""
    asks = _fields(held.body).get("asks")
    doing = asks if isinstance(asks, str) and asks in _AT_IT else "decide"
    key = _LIKEWISE.get(doing, _AT_IT[doing]) if doing == wanted else _AT_IT[doing]
    who = held.operator[:_LONGEST_NAME] or held.code
    target = target_of(target_key)
    user, code = target.account[:_LONGEST_NAME], held.code[:_LONGEST_NAME]
    return Detail(key, {"who": who, "code": code, "user": user, "room": target.room})


def _fields(body: str) -> dict[str, object]:
    """Of a claim's body, which another desk wrote as it liked."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
