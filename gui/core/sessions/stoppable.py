"""Which recordings a stop may be asked for."""

from typing import Final

from gui.core.foundation.enums import State

STOPPABLE: Final = frozenset({State.STARTING, State.RECORDING, State.UNKNOWN})
"""A stop that is under way here is not asked for twice."""


def stoppable(state: State, desk: str) -> bool:
    """Whether a recording may be going on that a stop would end.

    :param desk: the desk of the team that began it, empty for this one. Whether another desk's stop goes on
        can't be told from here: a further one is always possible.
    """
    return state in STOPPABLE or (state is State.STOPPING and bool(desk))
