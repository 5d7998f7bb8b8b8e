"""Shows notifications behind the window: asked at once, carried out by a task that waits for the bus."""

import asyncio
import contextlib
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from gui.core.desktop.notification import DesktopNotification, Lacking, NoNotifications

if TYPE_CHECKING:
    from gui.core.desktop.notification_services import NotificationService

_LEAVE_S: Final = 0.5
_SERVICES: Final = "gui.core.desktop.notification_services"


class DesktopNotifier:
    """Needs :meth:`run` as a task. A connection that broke is made anew for the next notification.

    :param clicked: called with the token by which the window may come to the front.
    :param failed: called with what could not be shown.
    """

    def __init__(self, clicked: Callable[[str], None], failed: Callable[[DesktopNotification], None]) -> None:
        self.lacking: Lacking | None = None
        """Why the last one could not be shown; None where it was, or nothing was tried yet."""
        self._clicked = clicked
        self._failed = failed
        # Notifications, None for *take it away*, and the signals of the service.
        self._queue: asyncio.Queue[object] = asyncio.Queue()
        self._shows = False

    def show(self, notification: DesktopNotification) -> None:
        """Show it in place of the one before."""
        self._shows = True
        self._queue.put_nowait(notification)

    def withdraw(self) -> None:
        """Take away what is shown."""
        if self._shows:
            self._shows = False
            self._queue.put_nowait(None)

    async def look(self) -> None:
        """Find out whether there is a service; :attr:`lacking` tells."""
        try:
            await _imported()
            from gui.core.desktop.notification_services import name_of_service

            await name_of_service()
            self.lacking = None
        except NoNotifications as err:
            self.lacking = err.lacking

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            first = await self._queue.get()
            if not isinstance(first, DesktopNotification):
                continue
            try:
                await self._serve(first)
            except NoNotifications as err:
                self.lacking = err.lacking

    async def _serve(self, wanted: DesktopNotification) -> None:
        """Until the connection breaks. What it lost is left to the next one; without a first one it fails."""
        pending: DesktopNotification | None = wanted
        try:
            await _imported()
            from gui.core.desktop.notification_services import service_on
            from gui.core.desktop.session_bus import session_bus

            async with session_bus() as bus:
                service = await service_on(bus)
                await service.listen(self._queue)
                await service.show(wanted)
                self.lacking = None
                try:
                    while True:
                        item = await self._queue.get()
                        pending = item if isinstance(item, DesktopNotification) else None
                        await self._carry_out(service, item)
                except asyncio.CancelledError:
                    await _leave(service)
                    raise
        except NoNotifications:
            if pending is wanted:
                self._failed(wanted)
            elif pending is not None:
                self._queue.put_nowait(pending)
            raise

    async def _carry_out(self, service: "NotificationService", item: object) -> None:
        if isinstance(item, DesktopNotification):
            await service.show(item)
        elif item is None:
            await service.withdraw()
        elif (click := service.click(item)) is not None:
            self._shows = False
            self._clicked(click.token)


async def _leave(service: "NotificationService") -> None:
    """The panel ends: nobody could answer a click any more."""
    with contextlib.suppress(NoNotifications, TimeoutError):
        async with asyncio.timeout(_LEAVE_S):
            await service.withdraw()


async def _imported() -> None:
    """Off the window's thread.

    :raises NoNotifications: on a system whose desktops have no bus: jeepney is not installed there.
    """
    try:
        await asyncio.to_thread(importlib.import_module, _SERVICES)
    except ImportError as err:
        raise NoNotifications(Lacking.BUS) from err
