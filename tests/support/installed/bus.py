"""A session bus of the test's own, and services on it."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

Answer = tuple[str, tuple[Any, ...]]
"""Signature and values, as jeepney writes them."""
Handler = Callable[[str, str, tuple[Any, ...]], Answer | None]
"""Of the object's path, the method and its values; None where there is no such method."""

_LOOK_S: Final = 0.2
# The test is root, the panel is not: the bus of a login would refuse one of them.
_SETTINGS: Final = """<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


@contextmanager
def session_bus(folder: Path) -> Iterator[str]:
    """Its socket is ``bus`` in that folder; gives the address for those who see the folder there."""
    (folder / "bus.conf").write_text(_SETTINGS.format(path=folder / "bus"), encoding="utf-8")
    command = ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        assert daemon.stdout.readline(), "the bus did not come up"
        try:
            yield f"unix:path={folder / 'bus'}"
        finally:
            daemon.terminate()


def connect(address: str, *names: str) -> DBusConnection:
    """A connection that owns these names."""
    connection = open_dbus_connection(bus=address)
    for name in names:
        unwrap_msg(connection.send_and_get_reply(message_bus.RequestName(name)))
    return connection


@contextmanager
def served(address: str, handler: Handler, *names: str) -> Iterator[None]:
    """Answer calls to these names on a thread."""
    connection = connect(address, *names)
    stop = threading.Event()
    thread = threading.Thread(target=_serve, args=(connection, handler, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        connection.close()


def _serve(connection: DBusConnection, handler: Handler, stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(TimeoutError):
            call = connection.receive(timeout=_LOOK_S)
            if call.header.message_type is MessageType.method_call:
                connection.send(_answer(call, handler))


def _answer(call: Message, handler: Handler) -> Message:
    fields = call.header.fields
    answer = handler(fields[HeaderFields.path], fields[HeaderFields.member], call.body)
    if answer is None:
        return new_error(call, "org.freedesktop.DBus.Error.NotSupported")
    return new_method_return(call, *answer)
