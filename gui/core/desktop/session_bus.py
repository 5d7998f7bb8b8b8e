"""A connection to the user's session bus, by jeepney: nothing here waits on a thread."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from typing import Final

from jeepney import Message, MessageType
from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import get_connectable_addresses
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.asyncio import DBusConnection, DBusRouter
from jeepney.io.common import RouterClosed

from gui.core.desktop.notification import Lacking, NoNotifications

CALL_S: Final = 5
"""The longest that a service takes to answer; the bus may start it first."""
_BROKEN: Final = (OSError, EOFError, RouterClosed, TimeoutError)


class CallRefused(Exception):  # noqa: N818 - it names what is the matter
    """The bus, or a service on it, answered with an error."""


class SessionBus:
    """Calls, and signals. Any method raises NoNotifications once the connection is broken."""

    def __init__(self, router: DBusRouter) -> None:
        self._router = router

    async def call(self, message: Message) -> tuple[object, ...]:
        """The values that a call gives.

        :raises CallRefused: where it gives an error.
        """
        try:
            async with asyncio.timeout(CALL_S):
                answer = await self._router.send_and_get_reply(message)
        except _BROKEN as err:
            raise NoNotifications(Lacking.BUS) from err
        if answer.header.message_type is MessageType.error:
            raise CallRefused(str(answer.header.fields))
        return tuple(answer.body)

    async def listen(self, rule: MatchRule, queue: "asyncio.Queue[object]") -> None:
        """Put the signals that a rule describes into a queue, as long as the connection lasts."""
        self._router.filter(rule, queue=queue).__enter__()
        await self.call(message_bus.AddMatch(rule))


@contextlib.asynccontextmanager
async def session_bus() -> AsyncIterator[SessionBus]:
    """The user's own, opened and closed again.

    :raises NoNotifications: where there is none.
    """
    try:
        async with asyncio.timeout(CALL_S):
            reader, writer = await _streams(_socket_of(_address()))
    except _BROKEN as err:
        raise NoNotifications(Lacking.BUS) from err
    connection = DBusConnection(reader, writer)
    try:
        await _log_in(reader, writer)
        async with _answers_of(connection) as router:
            bus = SessionBus(router)
            await bus.call(message_bus.Hello())
            yield bus
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


@contextlib.asynccontextmanager
async def _answers_of(connection: DBusConnection) -> AsyncIterator[DBusRouter]:
    """Its reader, a task of its own; that it found the connection broken was told to whoever asked."""
    router = DBusRouter(connection)
    try:
        yield router
    finally:
        with contextlib.suppress(*_BROKEN):
            await router.__aexit__(None, None, None)


if sys.platform == "win32":

    async def _streams(_path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        raise NoNotifications(Lacking.BUS)

else:

    async def _streams(path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_unix_connection(path)


async def _log_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    steps = Authenticator()
    try:
        async with asyncio.timeout(CALL_S):
            for step in steps:
                writer.write(step)
                await writer.drain()
                steps.feed(await reader.read(1024))
            writer.write(BEGIN)
            await writer.drain()
    except (*_BROKEN, ValueError) as err:
        raise NoNotifications(Lacking.BUS) from err


def _address() -> str:
    """As the desktop set it; else where systemd has it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (f"unix:path={runtime}/bus" if runtime else "")


def _socket_of(address: str) -> str:
    try:
        return str(next(get_connectable_addresses(address)))
    except (ValueError, RuntimeError, StopIteration) as err:
        raise NoNotifications(Lacking.BUS) from err
