"""Shows in the connection bar whether the relay of the profile in use can be reached.

Answers show it by themselves. While none come, the relay is asked for a handshake now and then: that sends
nothing, and the next click finds the connection proved.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Activity, LocalFailure, Problem
from gui.core.foundation.fill import fill
from gui.core.foundation.system import boot_seconds
from gui.core.network.reachability import Reachability, Route, reachability_text
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.connection.connections import Connections
    from gui.core.profiles.profiles import Profile

LOOK_EVERY_S: Final = 60.0
"""How often a handshake may be due; the client makes one only where its last proof is old."""
_OF_FILES: Final = frozenset(
    {
        LocalFailure.CERTIFICATE_FILE,
        LocalFailure.CERTIFICATE_EXPIRED,
        LocalFailure.CERTIFICATE_NOT_YET_VALID,
        LocalFailure.CERTIFICATE_KEY_MISMATCH,
    }
)
_TONES: Final = {
    Route.NOT_REACHABLE: Tone.DANGER,
    Route.NOT_TRUSTED: Tone.DANGER,
    Route.NO_ANSWER: Tone.WARNING,
}


class ReachabilityWatch(QObject):
    """Knows the profile in use; what is known of its relay belongs to the relay's client.

    :param renewed: awaited where a certificate, ours or the relay's, ends at another time than before.
    """

    def __init__(
        self, window: MainWindow, bridge: Bridge, renewed: "Callable[[Profile], Awaitable[None]]"
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._renewed = renewed
        self._profile: Profile | None = None
        self._connections: Connections | None = None
        self._trouble: Reachability | None = None
        self._ends: tuple[float | None, float | None] = (None, None)
        self._looked = boot_seconds()

    def use(self, profile: "Profile | None") -> None:
        """Another profile is in use, or none."""
        self._profile = profile
        self._trouble = None
        self._ends = (None, None)
        self._looked = boot_seconds()
        self.show()

    async def reach(self, profile: "Profile") -> None:
        """Make the profile's client, and shake hands.

        :raises Problem: never sent, for whatever keeps the profile from its relay.
        """
        self._connections = self._bridge.services.connections
        try:
            client = await self._connections.client(profile.name)
            await client.prove()
        except Problem as problem:
            if profile == self._profile:
                self._trouble = Reachability()
                self._trouble.failed(problem)
            raise
        finally:
            self.show()

    def show(self) -> None:
        """Show how it is now."""
        bar, now = self._window.connection_bar, boot_seconds()
        if self._profile is None:
            bar.set_reachability("", Tone.MUTED)
            return
        reachability = self._reachability(self._profile)
        words = reachability_text(reachability, self._window.messages, now)
        bar.set_reachability(words, _TONES.get(reachability.way(now), Tone.MUTED), self._why(reachability))

    def look(self) -> None:
        """Shake hands anew where that is due; the bar shows a failure, and the click that meets it."""
        now = boot_seconds()
        if self._profile is None or now - self._looked < LOOK_EVERY_S:
            return
        self._looked = now
        # One that could not be made may need its owner, such as a locked keychain: it waits for a click.
        connections = self._connections
        known = connections is not None and connections.reachability(self._profile.name) is not None
        if known or self._may_be_mended():
            self._begin_to_look(self._look)

    def look_now(self) -> None:
        """Shake hands anew because somebody asks, and tell what came of it."""
        self._begin_to_look(self._look_and_tell)

    def _begin_to_look(
        self, look: "Callable[[Profile, Connections], Coroutine[object, object, None]]"
    ) -> None:
        profile, connections = self._profile, self._connections
        if profile is not None and connections is not None:
            self._looked = boot_seconds()
            key, work = TaskKey("look at relay", (profile.name,)), look(profile, connections)
            self._bridge.spawn(key, work, Activity.CONNECT, TaskLife.BROKEN_OFF)

    async def _look_and_tell(self, profile: "Profile", connections: "Connections") -> None:
        await self._look(profile, connections, anew=True)
        if profile == self._profile:
            self.show()
            words = self._window.connection_bar.reachability.whole_text()
            self._window.say_done(fill(self.tr("Checked: {words}"), words=words))

    def _may_be_mended(self) -> bool:
        """Whether what keeps us from the relay is a file, which an administrator may replace meanwhile."""
        failure = None if self._trouble is None else self._trouble.failure
        return failure is not None and failure.word in _OF_FILES

    async def _look(self, profile: "Profile", connections: "Connections", *, anew: bool = False) -> None:
        try:
            client = await connections.client(profile.name)
            await client.prove(anew=anew)
        except Problem:
            return
        if profile != self._profile:
            return
        self._trouble = None
        self.show()
        ends = (client.own_expires, client.peer_expires)
        if ends != self._ends:
            self._ends = ends
            await self._renewed(profile)

    def _reachability(self, profile: "Profile") -> Reachability:
        known = None if self._connections is None else self._connections.reachability(profile.name)
        trouble = self._trouble
        if trouble is None or trouble.failed_at is None:
            return known or Reachability()
        since = known is not None and known.reached_at is not None and known.reached_at > trouble.failed_at
        return known if known is not None and since else trouble

    def _why(self, reachability: Reachability) -> str:
        if reachability.failure is None:
            return ""
        entry = self._window.catalogue.of(reachability.failure)
        return f"{entry.description} {entry.solution}"
