"""Hears from the desktop, where it tells, that the screen was locked: freedesktop's ScreenSaver and login1.

Over D-Bus, on the window's loop and never waiting on it. A desktop that does not tell is no failure.
"""

import asyncio
import importlib
import logging
import os
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.asyncio import DBusConnection

log = logging.getLogger(__name__)

_Act = Callable[[], None]
_LOGIN: Final = "org.freedesktop.login1"
_SESSION: Final = f"{_LOGIN}.Session"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
_LIBRARY: Final = "jeepney.io.asyncio"


async def watch_screen_lock(locked: _Act) -> None:
    """Call ``locked`` each time that the screen is locked, until this is cancelled or both buses are gone."""
    try:
        # On a thread: it takes longer than the window may stand.
        await asyncio.to_thread(importlib.import_module, _LIBRARY)
    except ImportError:
        # Another system, which has no D-Bus.
        return
    await asyncio.gather(_quietly(_screen_savers, locked), _quietly(_login, locked))


async def _quietly(listen: Callable[[_Act], Awaitable[None]], locked: _Act) -> None:
    try:
        await listen(locked)
    except (OSError, EOFError, KeyError, ValueError, RuntimeError) as err:
        # There is no such bus here, or it has ended.
        log.debug("no word of locked screens: %s", type(err).__name__)


async def _screen_savers(locked: _Act) -> None:
    from jeepney import MatchRule
    from jeepney.io.asyncio import open_dbus_connection

    async with await open_dbus_connection(bus="SESSION") as bus:
        for name in _SAVERS:
            await _listen(bus, MatchRule(type="signal", interface=name, member="ActiveChanged"))
        while True:
            message = await bus.receive()
            if _member(message) == "ActiveChanged" and message.body == (True,):
                locked()


async def _login(locked: _Act) -> None:
    from jeepney import MatchRule
    from jeepney.io.asyncio import open_dbus_connection

    async with await open_dbus_connection(bus="SYSTEM") as bus:
        path = await _own_session(bus)
        await _listen(bus, MatchRule(type="signal", interface=_SESSION, member="Lock", path=path))
        await _listen(bus, MatchRule(type="signal", interface=_PROPERTIES, path=path))
        while True:
            message = await bus.receive()
            if _member(message) == "Lock" or (_member(message) == "PropertiesChanged" and _hints(message)):
                locked()


async def _own_session(bus: "DBusConnection") -> str:
    """The path of the login in which this window stands.

    :raises ValueError: where it stands in none.
    """
    from jeepney import DBusAddress, MessageType, new_method_call

    manager = DBusAddress("/org/freedesktop/login1", bus_name=_LOGIN, interface=f"{_LOGIN}.Manager")
    name = os.environ.get("XDG_SESSION_ID")
    if name:
        call = new_method_call(manager, "GetSession", "s", (name,))
    else:
        call = new_method_call(manager, "GetSessionByPID", "u", (os.getpid(),))
    await bus.send(call)
    while True:
        message = await bus.receive()
        if message.header.message_type is MessageType.error:
            raise ValueError("no login")
        if message.header.message_type is MessageType.method_return and message.body:
            return str(message.body[0])


async def _listen(bus: "DBusConnection", rule: object) -> None:
    from jeepney.bus_messages import message_bus

    await bus.send(message_bus.AddMatch(rule))


def _member(message: "Message") -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.member, ""))


def _hints(message: "Message") -> bool:
    """Whether the desktop says by it that its screen is locked."""
    if len(message.body) < 2 or not isinstance(message.body[1], dict):
        return False
    return message.body[1].get("LockedHint") == ("b", True)
