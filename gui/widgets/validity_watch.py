"""What the bar says of the last days of usersig and certificate, and the banner for the last one."""

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from gui.widgets.bridge import Bridge
from gui.widgets.main_window import MainWindow
from gui.widgets.theme import Tone

if TYPE_CHECKING:
    from gui.core.profiles import Profile
    from gui.core.validity import Validity

_TONES: Final = {"calm": Tone.MUTED, "soon": Tone.WARNING, "now": Tone.DANGER}
_ORDER: Final = ("calm", "soon", "now")


class ValidityWatch(QObject):
    """Knows the ends of the profile in use; says them each time that it is asked."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._found: tuple[Validity, ...] = ()
        self._told: set[tuple[str, float]] = set()

    def forget(self) -> None:
        """Another profile is in use."""
        self._found = ()

    async def read(self, profile: "Profile") -> None:
        """Look up what ends when; sends nothing."""
        from gui.core.validity import validities

        self._found = await validities(profile, self._bridge.services.connections)
        self._warn_once()

    def words(self) -> str:
        """For the bar; its colour follows the nearest end."""
        if not self._found:
            self._window.connection_bar.answer.set_tone(Tone.MUTED)
            return ""
        from gui.core.validity import Ending, short_words

        now = time.time()
        urgencies = [validity.urgency(now).value for validity in self._found]
        self._window.connection_bar.answer.set_tone(_TONES[max(urgencies, key=_ORDER.index)])
        # The relay's own certificate is others' care, until it is near its end.
        shown = [
            validity
            for validity, urgency in zip(self._found, urgencies, strict=True)
            if validity.what is not Ending.RELAY_CERTIFICATE or urgency != "calm"
        ]
        return " · ".join(short_words(validity, self._window.messages, now) for validity in shown)

    def _warn_once(self) -> None:
        from gui.core.validity import Urgency, consequence

        now = time.time()
        for validity in self._found:
            told = (validity.what.value, validity.ends_at or 0.0)
            if validity.urgency(now) is Urgency.NOW and told not in self._told:
                self._told.add(told)
                text = consequence(validity, self._window.messages, now)
                self._window.banner.show_notice(f"▲ {text}", Tone.DANGER)
