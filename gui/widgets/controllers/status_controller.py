"""Watches the profile in use: reachability, what ends when, storage balance used up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.widgets.controllers.balance_banner import BalanceBanner
from gui.widgets.controllers.expiry_watch import ExpiryWatch
from gui.widgets.controllers.reachability_watch import ReachabilityWatch
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile

_SECOND_MS = 1000


class StatusController(QObject):
    """Checks the clocks each second, so that a sleep or a clock that was set hides nothing."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self.validity = ExpiryWatch(window, bridge)
        self.reachability = ReachabilityWatch(window, bridge, self.validity.read)
        self.balance = BalanceBanner(window, bridge)
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._look)
        self._second.start()

    def use(self, profile: "Profile | None") -> None:
        """Another profile is in use, or none; or the same, changed."""
        self.reachability.use(profile)
        self.validity.use(profile)
        self.balance.use(profile.name if profile is not None else "")

    async def reach(self, profile: "Profile") -> None:
        """Make the profile's connection ahead of the first click.

        :raises Problem: never sent, for whatever keeps the profile from its relay.
        """
        try:
            await self.reachability.reach(profile)
        finally:
            await self.validity.read(profile)

    def _look(self) -> None:
        self.reachability.show()
        self.reachability.look()
        self.validity.show()
