"""What can be chosen for the desk: what the desktop tells, and when it is asked who is there."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from gui.widgets.controllers.desk.desk_watch import USUAL_MINUTES, known_minutes
from gui.widgets.controllers.settings.preferences import Preference
from gui.widgets.settings.setting import QT_TRANSLATE_NOOP, SettingGroup
from gui.widgets.window.window_state import DESK_MINUTES, NEVER, NOTIFICATIONS, OFF, ON, SOUND

if TYPE_CHECKING:
    from gui.widgets.controllers.window_controller import WindowController

_SWITCH: Final = {
    ON: QT_TRANSLATE_NOOP("Settings", "On"),
    OFF: QT_TRANSLATE_NOOP("Settings", "Off"),
}
_ASKS: Final = {
    "15": QT_TRANSLATE_NOOP("Settings", "After 15 minutes"),
    "30": QT_TRANSLATE_NOOP("Settings", "After 30 minutes"),
    "60": QT_TRANSLATE_NOOP("Settings", "After 1 hour"),
    NEVER: QT_TRANSLATE_NOOP("Settings", "Only after a locked screen"),
}


class DeskChoices:
    """Each holds at once, and is remembered.

    :param keep: remembers a value under its key; empty for the usual one.
    """

    def __init__(self, controllers: "WindowController", keep: Callable[[str, str], None]) -> None:
        self._controllers, self._keep = controllers, keep

    def choose_notifications(self, value: str) -> None:
        """``off`` for none; anything else is on."""
        self._controllers.notifications.notify(value != OFF)
        self._keep(NOTIFICATIONS, OFF if value == OFF else "")

    def choose_sound(self, value: str) -> None:
        """``on`` for one; anything else is off."""
        self._controllers.notifications.sound = value == ON
        self._keep(SOUND, ON if value == ON else "")

    def choose_minutes(self, value: str) -> None:
        """How long nothing was done before it is asked who is there; ``never`` for after a lock alone."""
        minutes = known_minutes(value)
        self._controllers.profiles.operators.ask_after(minutes)
        self._keep(DESK_MINUTES, "" if minutes == USUAL_MINUTES else minutes)

    def preferences(self) -> list[Preference]:
        """In the order of the page."""
        return [self._notifications(), self._sound(), self._minutes()]

    def _notifications(self) -> Preference:
        return Preference(
            key=NOTIFICATIONS,
            group=SettingGroup.DESK,
            title=QT_TRANSLATE_NOOP("Settings", "Notifications by the desktop"),
            hint=QT_TRANSLATE_NOOP("Settings", "What needs attention, while you work in another window."),
            more=QT_TRANSLATE_NOOP("Settings", "alert message pop-up failure"),
            trouble=lambda: self._controllers.notifications.notification_trouble(),
            values=_SWITCH,
            now=lambda: ON if self._controllers.notifications.wanted else OFF,
            choose=self.choose_notifications,
        )

    def _sound(self) -> Preference:
        return Preference(
            key=SOUND,
            group=SettingGroup.DESK,
            title=QT_TRANSLATE_NOOP("Settings", "Sound"),
            hint=QT_TRANSLATE_NOOP("Settings", "With a notification, where the desktop plays one."),
            more=QT_TRANSLATE_NOOP("Settings", "loud quiet mute audio"),
            values=_SWITCH,
            now=lambda: ON if self._controllers.notifications.sound else OFF,
            choose=self.choose_sound,
        )

    def _minutes(self) -> Preference:
        return Preference(
            key=DESK_MINUTES,
            group=SettingGroup.DESK,
            title=QT_TRANSLATE_NOOP("Settings", "Who is at this desk?"),
            hint=QT_TRANSLATE_NOOP(
                "Settings", "Asked before the next request, after so long without a click or a key."
            ),
            more=QT_TRANSLATE_NOOP("Settings", "operator idle shift minutes hour time"),
            values=_ASKS,
            now=lambda: self._controllers.profiles.operators.asks_after,
            choose=self.choose_minutes,
        )
