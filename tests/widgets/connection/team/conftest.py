"""A real board for a window that joins its team. Not where a desk without a team is looked at: it loads one."""

from tests.support.team.board_fixtures import board, restored, server, template

__all__ = ["board", "restored", "server", "template"]
