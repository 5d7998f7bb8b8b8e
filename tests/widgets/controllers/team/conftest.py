"""A real board for a window that joins its team."""

from tests.support.team.board_fixtures import board, restored, server, template

__all__ = ["board", "restored", "server", "template"]
