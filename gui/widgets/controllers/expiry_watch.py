"""Shows in the bar when usersig and certificates end; checks the clock each second."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.connection.expiry import Expiry
    from gui.core.profiles.profiles import Profile

_TONES: Final = {"calm": Tone.MUTED, "soon": Tone.WARNING, "now": Tone.DANGER, "over": Tone.DANGER}
_ORDER: Final = ("calm", "soon", "now", "over")
_LAST_DAY: Final = ("now", "over")


class ExpiryWatch(QObject):
    """Knows what of the profile in use ends when.

    :ivar clock: the wall clock, in seconds since 1970: a usersig ends by it, also while the computer sleeps.
    """

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self.clock: Callable[[], float] = time.time
        self._window = window
        self._bridge = bridge
        self._profile: Profile | None = None
        self._found: tuple[Expiry, ...] = ()
        self._last_day = False

    def use(self, profile: "Profile | None") -> None:
        """Another profile is in use, or none; nothing is known of it yet."""
        self._profile = profile
        self._found = ()
        self._last_day = False
        self.show()

    async def read(self, profile: "Profile") -> None:
        """Look up what ends when; sends nothing."""
        from gui.core.connection.expiry import expiries

        found = await expiries(profile, self._bridge.services.connections)
        if profile == self._profile:
            self._found = found
            self.show()

    def show(self) -> None:
        """Show how it is by the clock now."""
        bar = self._window.connection_bar
        if self._profile is None or not self._found:
            bar.set_endings("", Tone.MUTED, "")
            self._window.error_panel.shift.set_endings("", Tone.MUTED, "")
            bar.ending.clear()
            return
        from gui.core.connection.expiry import Ending, detail_text, short_text

        now, messages = self.clock(), self._window.messages
        urgencies = {validity: validity.urgency(now).value for validity in self._found}
        nearest = max(urgencies.values(), key=_ORDER.index)
        near = [one for one, urgency in urgencies.items() if urgency != "calm"]
        # What is missing ends at no time, but has to be seen like what ends soon.
        missing = [one for one in self._found if one.missing]
        tone = Tone.WARNING if missing and not near else _TONES[nearest]
        seen = [*missing, *near]
        # The relay's own certificate is others' care, until it is near its end.
        others = [one for one in self._found if one not in seen and one.what is not Ending.RELAY_CERTIFICATE]
        near_text, other_text, seen_text = (
            " · ".join(short_text(one, messages, now) for one in some) for some in (near, others, seen)
        )
        details = [text for one in self._found if (text := detail_text(one, messages, now))]
        # What is missing has a pill of its own in the bar.
        bar.set_endings(near_text, _TONES[nearest], other_text, "\n".join(details))
        self._window.error_panel.shift.set_endings(seen_text, tone, other_text)
        self._show_ending(near, nearest, now)

    def _show_ending(self, ending: "list[Expiry]", nearest: str, now: float) -> None:
        """The consequence, and the request; a banner from the last day on."""
        strip = self._window.connection_bar.ending
        if not ending or self._profile is None:
            self._last_day = False
            strip.clear()
            return
        from gui.core.connection.expiry import consequence, request_text

        messages = self._window.messages
        ending.sort(key=lambda validity: validity.ends_at or 0.0)
        text = "\n".join(f"▲ {consequence(validity, messages, now)}" for validity in ending)
        requests = [request_text(validity, self._profile, messages, now) for validity in ending]
        last_day = nearest in _LAST_DAY
        strip.show_ending(text, "\n\n".join(requests), _TONES[nearest], banner=last_day)
        # Nothing is announced while somebody else sees the screen.
        if last_day and not self._last_day and not self._window.session_list.model.shows_only:
            QApplication.alert(self._window)
        self._last_day = last_day
