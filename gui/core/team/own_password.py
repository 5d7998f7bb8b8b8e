"""A desk's own password on the board."""

from dataclasses import replace

from gui.core.team import board, scram
from gui.core.team.board_login import BoardLogin


async def change_password(login: BoardLogin, password: str) -> BoardLogin:
    """Have another password from now on; the old one is dead. The server gets a verifier.

    :raises TeamProblem: where the board is not reached, or the login is not good any more.
    """
    connection = await board.connect(login)
    try:
        await connection.run(f"ALTER ROLE CURRENT_USER PASSWORD '{scram.verifier(password)}'")
    finally:
        await connection.close()
    return replace(login, password=password)
