"""A data folder's team, at work as long as its services are open."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.sessions.session import Session
from gui.core.sessions.team_contact import TeamContact
from gui.core.team.board_link import BoardState, LinkPacing
from gui.core.team.board_login import BoardLogin
from gui.core.team.contact import ContactWatch
from gui.core.team.membership import Membership
from gui.core.team.request_claims import RequestClaims
from gui.core.team.team_client import TeamClient

LAST_ROWS_S: Final = 2.0
"""How long a process that ends sends what it wrote; later its folder's next one does."""


@asynccontextmanager
async def team_at_work(
    membership: Membership,
    ledger: Ledger,
    *,
    operator: Callable[[], str],
    board_changed: Callable[[BoardState], None],
    sessions_changed: Callable[[Sequence[Session]], None],
    fetches: bool,
    contact_changed: Callable[[TeamContact], None] | None = None,
    sessions_known: Callable[[Sequence[Session]], None] | None = None,
    pacing: LinkPacing | None = None,
) -> AsyncIterator[RequestClaims]:
    """Connect, copy rows and ask for targets within the block; nothing waits for the board here.

    :param contact_changed: hears who is there; a command needs nobody to look.
    :param sessions_known: as of :class:`TeamClient`.
    :param fetches: off for a command, which sends its own rows alone.
    :raises Problem: where the ledger can't be read or written.
    """
    identity = await ledger.desk()
    if identity is None:
        # It joined before its ledger was restored: the team knows it by a new name from now on.
        identity = DeskIdentity(uuid.uuid4().hex, membership.code)
        await ledger.become_desk(identity)
    owner = await ledger.owner()
    watch: ContactWatch | None = None

    def changed(state: BoardState) -> None:
        board_changed(state)
        if watch is not None:
            watch.look()

    client = TeamClient(
        membership.login,
        ledger,
        identity,
        owner.partition(".")[0],
        operator=operator,
        state_changed=changed,
        sessions_changed=sessions_changed,
        pacing=pacing,
        fetches=fetches,
        joined_s=membership.joined_s,
        sessions_known=sessions_known,
    )
    claims = RequestClaims(client, owner, ledger.has_ended)
    if contact_changed is not None:
        watch = ContactWatch(client, ledger, ledger.folder, operator, contact_changed)
        claims.attend, claims.told = watch.attend, watch.wrote
    running = [asyncio.create_task(client.run(), name="team")]
    if watch is not None:
        running.append(asyncio.create_task(watch.run(), name="team's contact"))
    for one in running:
        one.add_done_callback(_tell_bug)
    try:
        yield claims
        if claims.wrote:
            await _send_last_rows(client)
    finally:
        for one in running:
            one.cancel()
        await asyncio.wait(running)


def unusable(problem: Problem) -> Membership:
    """A place in some team that can't be read: as which desk, the ledger knows at best."""

    async def login() -> BoardLogin:
        raise problem

    return Membership("", login)


async def _send_last_rows(client: TeamClient) -> None:
    link = client.link
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LAST_ROWS_S):
            await link.known.wait()
            if link.connection is not None and not link.connection.late and link.state.refuses is None:
                await client.copy.all_sent()


def _tell_bug(running: asyncio.Task[None]) -> None:
    """Starts and stops go on; whoever owns the loop shows it."""
    if not running.cancelled() and (bug := running.exception()) is not None:
        running.get_loop().call_exception_handler({"message": "the team's part ended", "exception": bug})
