"""The two services that show notifications on a freedesktop desktop: the desktop's own, and the portal."""

import asyncio
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Final

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, Properties, new_method_call

from gui.core.desktop.notification import DesktopNotification, Lacking, NoNotifications
from gui.core.desktop.session_bus import CallRefused, SessionBus, session_bus

PROGRAM: Final = "recording-panel"
"""Name of the desktop file and of the icon."""
_DESKTOP: Final = DBusAddress(
    "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
)
_PORTAL: Final = DBusAddress(
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Desktop",
    "org.freedesktop.portal.Notification",
)
_NORMAL: Final = 1
"""An urgent one would come over what *Do not disturb* holds back, and stay there."""
_AS_LONG_AS_OTHERS: Final = -1
_SILENT_SINCE: Final = 2
"""Version of the portal that knows of sounds."""
_OURS: Final = "attention"


@dataclass(frozen=True, slots=True)
class Click:
    """The notification was clicked.

    :param token: by which a Wayland desktop lets the window come to the front; may be empty.
    """

    token: str


class NotificationService(ABC):
    """Shows one notification at a time: another one takes its place."""

    def __init__(self, bus: SessionBus, address: DBusAddress, name: str) -> None:
        self.name = name
        """For people: name and version."""
        self.token = ""
        self._bus, self._address = bus, address

    async def listen(self, queue: "asyncio.Queue[object]") -> None:
        """Put the service's signals into a queue; :meth:`click` tells what they mean."""
        rule = MatchRule(type="signal", interface=self._address.interface, path=self._address.object_path)
        await self._bus.listen(rule, queue)

    @abstractmethod
    async def show(self, notification: DesktopNotification) -> None:
        """Show it."""

    @abstractmethod
    async def withdraw(self) -> None:
        """Take it away; nothing where it is gone already."""

    @abstractmethod
    def click(self, signal: Message) -> Click | None:
        """The click of which a signal tells; None for any other signal."""

    async def _call(self, method: str, signature: str, *values: object) -> tuple[object, ...]:
        try:
            return await self._bus.call(new_method_call(self._address, method, signature, values))
        except CallRefused as err:
            raise NoNotifications(Lacking.SERVICE) from err


class DesktopService(NotificationService):
    """``org.freedesktop.Notifications``."""

    def __init__(self, bus: SessionBus, name: str) -> None:
        super().__init__(bus, _DESKTOP, name)
        self._shown = 0

    async def show(self, notification: DesktopNotification) -> None:
        """In place of the one that is shown."""
        hints = {
            "desktop-entry": ("s", PROGRAM),
            "urgency": ("y", _NORMAL),
            "suppress-sound": ("b", not notification.sound),
        }
        texts = notification.title, notification.text
        actions = ["default", notification.action]
        (number, *_) = await self._call(
            "Notify",
            "susssasa{sv}i",
            *(PROGRAM, self._shown, PROGRAM, *texts, actions, hints, _AS_LONG_AS_OTHERS),
        )
        self._shown = int(str(number))

    async def withdraw(self) -> None:
        """Some desktops answer with an error where it is gone."""
        shown, self._shown = self._shown, 0
        if shown:
            try:
                await self._call("CloseNotification", "u", shown)
            except NoNotifications as err:
                if err.lacking is not Lacking.SERVICE:
                    raise

    def click(self, signal: Message) -> Click | None:
        """The token comes as a signal of its own, before the click."""
        name, values = signal.header.fields.get(HeaderFields.member), tuple(signal.body)
        if not self._shown or values[:1] != (self._shown,):
            return None
        if name == "ActivationToken":
            self.token = str(values[1])
        elif name == "NotificationClosed":
            self._shown = 0
        elif name == "ActionInvoked":
            return Click(self.token)
        return None


class PortalService(NotificationService):
    """``org.freedesktop.portal.Notification``: what a sandbox has."""

    def __init__(self, bus: SessionBus, version: int) -> None:
        super().__init__(bus, _PORTAL, f"xdg-desktop-portal ({version})")
        self._version = version

    async def show(self, notification: DesktopNotification) -> None:
        """Under one name: the newer one replaces the older."""
        fields = {
            "title": ("s", notification.title),
            "body": ("s", notification.text),
            "priority": ("s", "normal"),
            "default-action": ("s", _OURS),
        }
        if self._version >= _SILENT_SINCE:
            fields["sound"] = ("s", "default" if notification.sound else "silent")
        await self._call("AddNotification", "sa{sv}", _OURS, fields)

    async def withdraw(self) -> None:
        """By its name."""
        await self._call("RemoveNotification", "s", _OURS)

    def click(self, signal: Message) -> Click | None:
        """Of the one notification that there is."""
        name, values = signal.header.fields.get(HeaderFields.member), tuple(signal.body)
        ours = name == "ActionInvoked" and values[:1] == (_OURS,)
        return Click("") if ours else None


async def service_on(bus: SessionBus) -> NotificationService:
    """The desktop's own service, else the portal.

    Not the other way round: outside of a sandbox some portals take a notification and show nothing.

    :raises NoNotifications: where there is neither.
    """
    try:
        answer = await bus.call(new_method_call(_DESKTOP, "GetServerInformation"))
        name, _vendor, version, *_ = map(str, answer)
        return DesktopService(bus, f"{name} {version}".strip())
    except CallRefused:
        pass
    try:
        (variant,) = await bus.call(Properties(_PORTAL).get("version"))
    except CallRefused as err:
        raise NoNotifications(Lacking.SERVICE) from err
    # Its type, then its value.
    return PortalService(bus, int(variant[1]) if isinstance(variant, tuple) else 1)


async def name_of_service() -> str:
    """What would show a notification here, for people.

    :raises NoNotifications: where nothing would.
    """
    async with session_bus() as bus:
        return (await service_on(bus)).name
