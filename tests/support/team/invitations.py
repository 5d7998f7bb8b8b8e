"""Invitations to the board of a test."""

from pydantic import SecretStr

from gui.core.team.invitation import Invitation
from tests.support.team.desks import TeamBoard
from tests.support.team.postgres import HOST


def invitation(board: TeamBoard, code: str = "LI") -> Invitation:
    return Invitation(
        host=HOST,
        port=board.server.port,
        database=board.database,
        role=board.desks[code].role,
        authority=(board.server.folder / "ca.pem").read_text(),
        code=code,
        password=SecretStr(board.desks[code].password),
    )
