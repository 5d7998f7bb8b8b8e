"""A data folder joins a team: once, by an invitation. After a kill at any step the same call goes on.

The order: the new password is kept, then the server learns it, then the folder's file, then the ledger. So
the same invitation works again on this computer until all is done, and on no other one.
"""

import asyncio
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.travelling_row import FORM
from gui.core.security import keychain
from gui.core.security.redaction import register
from gui.core.sessions.session import Session
from gui.core.team import board, scram
from gui.core.team.board_failures import PASSING, BoardLost, TeamProblem
from gui.core.team.board_login import BoardLogin
from gui.core.team.board_rows import text, whole
from gui.core.team.catching_up import catch_up
from gui.core.team.invitation import Invitation
from gui.core.team.own_desk import OwnDesk, come_back, former_desk
from gui.core.team.own_password import change_password
from gui.core.team.settings import TeamSettings, joined_team, keep_joined
from gui.core.team.team_login import keychain_name, login_with, password_of_environment

SHARED_DAYS: Final = 30
"""Of the others' past, what a desk that joins fetches, and all that is still open."""
COPY_LIMIT_S: Final = 20.0
_NOT_WANTED: Final = """
WITH wanted AS (
    SELECT e.home_desk, e.home_number FROM board.entry AS e GROUP BY e.home_desk, e.home_number
    HAVING max(e.received) >= clock_timestamp() - make_interval(days => $1::text::int)
        OR (array_agg(e.open ORDER BY e.received DESC, e.row DESC))[1]),
first AS (
    SELECT e.desk, min(e.row) AS row FROM board.entry AS e JOIN wanted AS w
        ON (w.home_desk, w.home_number) = (e.home_desk, e.home_number) GROUP BY e.desk)
SELECT d.id, coalesce(f.row - 1, (SELECT max(e.row) FROM board.entry AS e WHERE e.desk = d.id), 0) AS row
FROM board.desk AS d LEFT JOIN first AS f ON f.desk = d.id
"""
"""Of each desk the last row before the first one that is wanted."""


@dataclass(frozen=True, slots=True)
class Entered:
    """This folder is a desk of the team from now on; no row of others was copied yet.

    :param kept: as of :class:`Joined`.
    :param known: what is here again of this desk's own of before: it is no news.
    """

    identity: DeskIdentity
    login: BoardLogin
    kept: bool
    known: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it.

    :param code: what the desk is called; another one than in the invitation where that was in use already.
    :param kept: whether the keychain has the password; False where the environment gives it.
    :param complete: whether all rows were copied both ways; the panel goes on with the rest.
    """

    code: str
    place: str
    kept: bool
    complete: bool


async def refuse_second_team(folder: Path, ledger: Ledger, invitation: Invitation) -> None:
    """A folder is one desk of one team.

    :raises TeamProblem: where it joined one already, or its rows are those of some desk.
    """
    joined, desk = await asyncio.to_thread(joined_team, folder), await ledger.desk()
    if joined is not None and desk is not None:
        values = {"code": desk.code}
        raise TeamProblem(Detail("team.joined_already", values, joined.address.place))
    if joined is not None and joined.address != invitation.address:
        values = {"code": joined.code}
        raise TeamProblem(Detail("team.joined_already", values, joined.address.place))
    if joined is None and desk is not None:
        raise TeamProblem(Detail("team.folder_of_a_desk", {"code": desk.code}, str(folder)))


async def join(
    folder: Path, ledger: Ledger, invitation: Invitation, *, everything: bool, operator: str
) -> Joined:
    """Join, and copy rows both ways for a while. Raises as :func:`enter` does."""
    entered = await enter(folder, ledger, invitation, everything=everything, operator=operator)
    settings = await asyncio.to_thread(joined_team, folder)
    joined_s = 0.0 if settings is None else settings.joined_s
    done = await catch_up(ledger, entered.login, entered.identity, operator, COPY_LIMIT_S, joined_s=joined_s)
    return Joined(done.identity.code, invitation.address.place, entered.kept, done.complete)


async def enter(
    folder: Path, ledger: Ledger, invitation: Invitation, *, everything: bool, operator: str
) -> Entered:
    """Join; whoever has the team at work copies rows then.

    :param everything: share what this folder did before as well, and fetch all that the others have.
    :raises TeamProblem: saying why not; Problem of ledger or keychain likewise.
    """
    await refuse_second_team(folder, ledger, invitation)
    try:
        login = await _login(invitation)
        await _look(login)
    except BoardLost as lost:
        if lost.key not in PASSING:
            raise
        raise BoardLost(Detail("team.join_later", {"server": invitation.address.server})) from lost
    login, kept = await _with_own_password(invitation, login)
    settings: TeamSettings = invitation.settings
    joined_s = await _board_clock_s(login)
    await asyncio.to_thread(keep_joined, folder, settings.model_copy(update={"joined_s": joined_s}))
    skipped = {} if everything else await _not_wanted(login)
    identity, known = await _come_back(ledger, login, settings.role, skipped)
    if identity is None:
        identity = DeskIdentity(uuid.uuid4().hex, settings.code)
        await ledger.become_desk(identity, after=0 if everything else None)
    await ledger.skip_rows({desk: row for desk, row in skipped.items() if desk != identity.id})
    return Entered(await _known_as(ledger, login, identity, operator), login, kept, known)


async def _board_clock_s(login: BoardLogin) -> float:
    connection = await board.connect(login)
    try:
        found = await connection.row("SELECT extract(epoch FROM clock_timestamp())::float8 AS now")
    finally:
        await connection.close()
    now = found["now"]
    return now if isinstance(now, float) else 0.0


async def _known_as(ledger: Ledger, login: BoardLogin, identity: DeskIdentity, operator: str) -> DeskIdentity:
    """As the board calls the desk; where it can't say, it does once it is reached again."""
    own = OwnDesk(ledger, identity, lambda: operator)
    with suppress(Problem):
        connection = await board.connect(login)
        try:
            await own.watermark(connection)
        finally:
            await connection.close()
    return own.identity


async def _come_back(
    ledger: Ledger, login: BoardLogin, role: str, skipped: Mapping[str, int]
) -> tuple[DeskIdentity | None, tuple[Session, ...]]:
    """As the desk that this folder was before it left this team, and what came back."""
    connection = await board.connect(login)
    try:
        former = await former_desk(connection, ledger, role)
        if former is None:
            return None, ()
        known = await come_back(connection, ledger, former, skipped.get(former.identity.id, 0))
        return former.identity, known
    finally:
        await connection.close()


async def _login(invitation: Invitation) -> BoardLogin:
    """By the invitation, or by the password that this computer has instead since it was broken off."""
    login = await login_with(invitation, invitation.password.get_secret_value())
    try:
        await _try(login)
    except BoardLost as refused:
        if refused.key != "team.wrong_password":
            raise
        for password in (password_of_environment(), await _kept_password(invitation)):
            if password:
                second = await login_with(invitation, password)
                with suppress(BoardLost):
                    await _try(second)
                    return second
        detail = Detail("team.invitation_used", {"code": invitation.code}, invitation.address.place)
        raise TeamProblem(detail) from refused
    return login


async def _kept_password(invitation: Invitation) -> str:
    try:
        return await keychain.load_team_password(keychain_name(invitation)) or ""
    except Problem:
        return ""


async def _try(login: BoardLogin) -> None:
    connection = await board.connect(login)
    await connection.close()


async def _look(login: BoardLogin) -> None:
    """Before anything is changed: whether this panel can read the board."""
    connection = await board.connect(login)
    try:
        team = await connection.row("SELECT form, least_form FROM board.team")
        if whole(team, "least_form") > FORM:
            raise TeamProblem(Detail("team.newer", where=login.address.place))
    finally:
        await connection.close()


async def _with_own_password(invitation: Invitation, login: BoardLogin) -> tuple[BoardLogin, bool]:
    """The password of the environment, or a random one that the keychain has before the server."""
    given = password_of_environment()
    password = given or scram.new_password()
    register(password)
    if not given:
        try:
            await keychain.store_team_password(keychain_name(invitation), password)
        except Problem as problem:
            if problem.word is not LocalFailure.CREDENTIAL:
                raise
            raise TeamProblem(Detail("team.no_keychain")) from problem
    if password == login.password:
        return login, not given
    return await change_password(login, password), not given


async def _not_wanted(login: BoardLogin) -> dict[str, int]:
    connection = await board.connect(login)
    try:
        found = await connection.rows(_NOT_WANTED, str(SHARED_DAYS))
    finally:
        await connection.close()
    return {text(one, "id"): whole(one, "row") for one in found if whole(one, "row") > 0}
