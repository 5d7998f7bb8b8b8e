"""A desktop that shows notifications, on a bus of the test's own: it keeps them, and clicks on them."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)

from tests.support.installed.bus import connect, session_bus

DESKTOP: Final = "org.freedesktop.Notifications"
PORTAL: Final = "org.freedesktop.portal.Desktop"
needs_bus = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="no dbus-daemon here: there is no bus to show anything on"
)
_LOOK_S: Final = 0.02
_AT: Final = {
    DESKTOP: DBusAddress("/org/freedesktop/Notifications", DESKTOP, DESKTOP),
    PORTAL: DBusAddress("/org/freedesktop/portal/desktop", PORTAL, "org.freedesktop.portal.Notification"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A notification as the desktop got it."""

    number: int
    title: str
    text: str
    actions: tuple[str, ...]
    hints: dict[str, Any]


@dataclass
class NotificationDesk:
    """What it was asked to show, the newest last; ``open`` is what it shows now."""

    name: str
    shown: list[Shown] = field(default_factory=list)
    open: dict[int, Shown] = field(default_factory=dict)
    at: list[float] = field(default_factory=list)
    """When each one came, by the monotonic clock."""

    def __post_init__(self) -> None:
        self._to_send: list[Message] = []
        self.is_there = threading.Event()

    def click(self, token: str = "") -> None:
        """Click on the newest one."""
        number, address = self.shown[-1].number, _AT[self.name]
        if self.name == PORTAL:
            click = new_signal(address, "ActionInvoked", "ssav", ("attention", "attention", []))
            self._to_send.append(click)
            return
        if token:
            self._to_send.append(new_signal(address, "ActivationToken", "us", (number, token)))
        self._to_send.append(new_signal(address, "ActionInvoked", "us", (number, "default")))

    def serve(self, address: str, stop: threading.Event) -> None:
        """Answer until it is stopped."""
        connection = connect(address, self.name)
        self.is_there.set()
        while not stop.is_set():
            while self._to_send:
                connection.send(self._to_send.pop(0))
            with suppress(TimeoutError):
                call = connection.receive(timeout=_LOOK_S)
                if call.header.message_type is MessageType.method_call:
                    connection.send(self._answer(call))
        connection.close()

    def _answer(self, call: Message) -> Message:
        method, values = call.header.fields[HeaderFields.member], call.body
        match method:
            case "GetServerInformation":
                return new_method_return(call, "ssss", ("Desk", "Tests", "1.0", "1.2"))
            case "Get":
                return new_method_return(call, "v", (("u", 2),))
            case "Notify":
                _program, replaced, _icon, title, text, actions, hints, _expires = values
                plain = {name: value for name, (_type, value) in hints.items()}
                number = self._keep(replaced or len(self.shown) + 7, title, text, actions, plain)
                return new_method_return(call, "u", (number,))
            case "AddNotification":
                fields = {name: value for name, (_type, value) in values[1].items()}
                self._keep(1, fields["title"], fields["body"], [], fields)
                return new_method_return(call)
            case "CloseNotification" | "RemoveNotification":
                self.open.clear()
                return new_method_return(call)
        return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")

    def _keep(self, number: int, title: str, text: str, actions: list[str], hints: dict[str, Any]) -> int:
        self.at.append(time.monotonic())
        self.shown.append(Shown(number, title, text, tuple(actions), hints))
        self.open = {number: self.shown[-1]}
        return number


@contextmanager
def served_desk(address: str, name: str = DESKTOP) -> Iterator[NotificationDesk]:
    """A desktop on a bus that is there."""
    desk, stop = NotificationDesk(name), threading.Event()
    thread = threading.Thread(target=desk.serve, args=(address, stop), name="desk of the test")
    thread.start()
    try:
        assert desk.is_there.wait(10), "the desktop does not come up"
        yield desk
    finally:
        stop.set()
        thread.join()


@contextmanager
def desk_on_own_bus(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str = DESKTOP
) -> Iterator[NotificationDesk]:
    """A bus with a desktop on it, which is the session's from now on."""
    with session_bus(folder) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with served_desk(address, name) as desk:
            yield desk
