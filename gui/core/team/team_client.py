"""This process in its team: link, copying and claims, put together."""

from collections.abc import Awaitable, Callable, Sequence

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.sessions.session import Session
from gui.core.team.board_copy import BeforeJoining, BoardCopy
from gui.core.team.board_link import BoardLink, BoardState, LinkPacing
from gui.core.team.board_login import BoardLogin
from gui.core.team.claims import Claims
from gui.core.team.own_desk import OwnDesk
from gui.core.team.ports import TeamLedger


class TeamClient:
    """Runs as one task; what others ask of it never waits long for the board.

    :param login: asked for at each connect; it makes the TLS context on a thread.
    :param process: this process, as its rows in the ledger name it.
    :param operator: who is at the desk.
    :param state_changed: hears whether the board is reached.
    :param sessions_changed: hears what rows of others changed.
    :param fetches: off for a command: the window of its folder has the rows of others.
    :param joined_s: when this folder joined, in seconds of the board's clock: what the board had by then is
        no news; 0 where nobody knows.
    :param sessions_known: hears what such rows changed, right before ``sessions_changed`` does.
    """

    def __init__(
        self,
        login: Callable[[], Awaitable[BoardLogin]],
        ledger: TeamLedger,
        identity: DeskIdentity,
        process: str,
        *,
        operator: Callable[[], str],
        state_changed: Callable[[BoardState], None],
        sessions_changed: Callable[[Sequence[Session]], None],
        pacing: LinkPacing | None = None,
        fetches: bool = True,
        joined_s: float = 0.0,
        sessions_known: Callable[[Sequence[Session]], None] | None = None,
    ) -> None:
        self.own = OwnDesk(ledger, identity, operator)
        self.link = BoardLink(login, state_changed, pacing)
        before = BeforeJoining(joined_s, sessions_known or (lambda _sessions: None))
        self.copy = BoardCopy(self.link, ledger, self.own, sessions_changed, before, fetches=fetches)
        self.claims = Claims(self.link, self.copy, self.own, process)

    async def run(self) -> None:
        """Until cancelled."""
        await self.link.run(self.copy, self.claims)
