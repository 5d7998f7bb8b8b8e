"""How a desk proves who it is: by the environment's password, else by the keychain's, over verified TLS."""

import asyncio
import os
import ssl

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.network.tls_context import context_trusting
from gui.core.profiles.credentials import TEAM_PASSWORD_VARIABLE
from gui.core.protocol.endpoint import is_loopback
from gui.core.security import keychain
from gui.core.security.redaction import register
from gui.core.team.board_failures import TeamProblem
from gui.core.team.board_login import BoardLogin
from gui.core.team.settings import BoardPlace


def password_of_environment() -> str:
    """RECORDING_PANEL_TEAM_PASSWORD, which outranks the keychain; empty where it is not set."""
    given = os.environ.get(TEAM_PASSWORD_VARIABLE, "")
    register(given)
    return given


def keychain_name(board: BoardPlace) -> str:
    """What the keychain calls this desk's password."""
    return f"{board.role}@{board.address.place}"


async def login_of(board: BoardPlace) -> BoardLogin:
    """The login of a desk, as it is now.

    :raises TeamProblem: where there is no password; Problem of the keychain where that can't be asked.
    """
    password = password_of_environment()
    if not password:
        try:
            password = await keychain.load_team_password(keychain_name(board)) or ""
        except Problem as problem:
            if problem.word is not LocalFailure.CREDENTIAL:
                raise
    if not password:
        raise TeamProblem(Detail("team.no_password", {"role": board.address.who}, board.address.place))
    register(password)
    return await login_with(board, password)


async def login_with(board: BoardPlace, password: str) -> BoardLogin:
    """A login by a password; its context is made on a thread.

    :raises Problem: where the authority can't be used.
    """
    return BoardLogin(board.address, password, await asyncio.to_thread(_context, board))


def _context(board: BoardPlace) -> ssl.SSLContext | None:
    if not board.authority and is_loopback(board.host):
        return None
    try:
        return context_trusting(board.authority)
    except Problem as problem:
        raise TeamProblem(Detail("team.authority_unusable", where=board.address.place)) from problem
