"""The team of a desk that has none: grants everything, and does nothing."""

from typing import Final

from gui.core.foundation.enums import Operation
from gui.core.sessions.claimed import Claimed

_GRANTED: Final = Claimed()


class AloneTeam:
    """Nobody else asks for the targets of this desk."""

    async def claim(self, _target_key: str, _operation: Operation | None, _operator: str) -> Claimed:
        """See :meth:`Team.claim`."""
        return _GRANTED

    def holds(self, _target_key: str) -> bool:
        """See :meth:`Team.holds`."""
        return True

    async def renew(self, _target_key: str) -> bool:
        """See :meth:`Team.renew`."""
        return True

    async def conclude(self, _target_key: str, _process: str = "") -> None:
        """See :meth:`Team.conclude`."""

    async def changed(self) -> None:
        """See :meth:`Team.changed`."""


ALONE: Final = AloneTeam()
