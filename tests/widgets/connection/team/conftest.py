"""A real board for a window that joins its team.

Not beside the tests of a desk without a team, which are loaded with nothing of one.
"""

from tests.support.team.board_fixtures import board, restored, server, template

__all__ = ["board", "restored", "server", "template"]
