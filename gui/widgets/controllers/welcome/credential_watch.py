"""Shows in the bar that the profile in use has no credential, before the first start fails for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Activity, LocalFailure, Problem
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile


class CredentialWatch(QObject):
    """Looks once a profile is chosen or changed, and after each start; the keychain is asked on a thread."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._bar = window.connection_bar
        self._bridge = bridge
        self._profile: Profile | None = None
        self._looks = 0
        # Another program may have given one meanwhile.
        bridge.recordings.started.connect(self._look_again)

    def use(self, profile: "Profile | None") -> None:
        """Another profile is in use, or the same was changed: nothing is known of it yet."""
        self._profile = profile
        self._bar.show_missing_credential(False)
        self._begin()

    def _look_again(self) -> None:
        if not self._bar.no_credential.isHidden():
            self._begin()

    def _begin(self) -> None:
        profile = self._profile
        if profile is None or profile.environment.value == "practice":
            return
        self._looks += 1
        key = TaskKey("look for the credential", (self._looks,))
        self._bridge.spawn(key, self._look(profile), Activity.CONNECT, TaskLife.BROKEN_OFF)

    async def _look(self, profile: "Profile") -> None:
        missing = False
        try:
            await self._bridge.services.connections.credentials.find(profile)
        except Problem as problem:
            # A keychain that is locked or slow may well have one.
            missing = problem.word is LocalFailure.CREDENTIAL
        if profile == self._profile:
            self._bar.show_missing_credential(missing)
