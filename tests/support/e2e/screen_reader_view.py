"""What a screen reader has of a program: its tree over AT-SPI, by role and name, and the actions in it."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from jeepney import DBusAddress, DBusErrorResponse, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.support.installed.screen import REGISTRY
from tests.support.waiting import wait_until

_ATSPI: Final = "org.a11y.atspi"
_BUS: Final = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_ROOT: Final = "/org/a11y/atspi/accessible/root"
_LIMIT_S: Final = 20
_SCREEN: Final = 0
"""Where extents are measured from."""

_LOW: Final = (1 << 32) - 1
_ALL, _IN_ORDER, _NO_LIMIT = 1, 1, 0
_ANY_ROLE: Final = [0, 0, 0, 0]
_ITEMS: Final = ("cell", "list item")

ACTIVE: Final = 1 << 1
ENABLED: Final = 1 << 8
FOCUSED: Final = 1 << 12
SHOWING: Final = 1 << 25


class ScreenReaderView:
    """The programs on a desk, as a screen reader has them."""

    def __init__(self, session_bus: str) -> None:
        self._session_bus = session_bus
        self._connections: list[DBusConnection] = []

    def __enter__(self) -> Self:
        session = open_dbus_connection(bus=self._session_bus)
        self._connections.append(session)
        address = ""

        def is_there() -> bool:
            nonlocal address
            with suppress(DBusErrorResponse):
                (address,) = unwrap_msg(session.send_and_get_reply(new_method_call(_BUS, "GetAddress")))
            return bool(address)

        wait_until(is_there)
        self._connections.append(open_dbus_connection(bus=address))
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for connection in self._connections:
            connection.close()

    def ask(self, at: DBusAddress, method: str, signature: str = "", values: tuple[object, ...] = ()) -> Any:
        """Call a method; its one value."""
        message = new_method_call(at, method, signature or None, values)
        found = unwrap_msg(self._connections[-1].send_and_get_reply(message, timeout=_LIMIT_S))
        return found[0] if found else None

    def read(self, at: DBusAddress, name: str) -> Any:
        """A property's value."""
        message = Properties(at).get(name)
        return unwrap_msg(self._connections[-1].send_and_get_reply(message, timeout=_LIMIT_S))[0][1]

    def windows(self) -> "list[Accessible]":
        """All windows of all programs; the active one is the one that has the keys."""
        desk = Accessible(self, REGISTRY, _ROOT)
        return [window for program in desk.children() for window in program.children()]

    def shown(self, states: int = 0) -> "Iterator[Accessible]":
        """What is on the screen in the active window and in all these states, from the outside in."""
        for window in self.windows():
            if window.has(ACTIVE):
                if window.has(SHOWING | states):
                    yield window
                yield from window.inside(SHOWING | states)

    def look(self, role: str, name: str) -> "Accessible | None":
        """The first one of a role whose name begins so."""
        with suppress(DBusErrorResponse):
            for found in self.shown():
                with suppress(DBusErrorResponse):
                    if found.name.startswith(name) and found.role == role:
                        return found
        return None

    def find(self, role: str, name: str) -> "Accessible":
        """The same, once it is on the screen."""
        give_up = time.monotonic() + _LIMIT_S
        while (found := self.look(role, name)) is None:
            assert time.monotonic() < give_up, f"no {role} {name}: {self._said()}"
            time.sleep(0.02)
        return found

    def _said(self) -> str:
        """The windows, which of them has the keys, and the names in it."""
        windows = [f"{window.name!r} ({window.states:#x})" for window in self.windows()]
        return f"windows {windows}, names {[name for found in self.shown() if (name := found.name)]}"

    def focused(self) -> "Accessible | None":
        """What has the focus; a cell only where its table has it: Qt marks the current one always."""
        with suppress(DBusErrorResponse):
            having = [(found.role, found) for found in self.shown(FOCUSED)]
            # Without the ground of a text, which has its focus and no name.
            holders = [found for role, found in having if role not in _ITEMS and found.name]
            cells = [found for role, found in having if role == _ITEMS[0]]
            if holders:
                # The innermost: a field that stands for its frame has the focus together with it.
                return cells[0] if cells and holders[-1].role == "table" else holders[-1]
        return None


@dataclass(frozen=True, slots=True)
class Accessible:
    """One thing in the tree."""

    view: ScreenReaderView
    program: str
    path: str

    @property
    def name(self) -> str:
        return str(self.view.read(self._as("Accessible"), "Name"))

    @property
    def role(self) -> str:
        return str(self.view.ask(self._as("Accessible"), "GetRoleName"))

    @property
    def text(self) -> str:
        """What stands in it."""
        return str(self.view.ask(self._as("Text"), "GetText", "ii", (0, -1)))

    @property
    def extents(self) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen."""
        left, top, width, height = self.view.ask(self._as("Component"), "GetExtents", "u", (_SCREEN,))
        return left, top, width, height

    def children(self) -> "list[Accessible]":
        found = self.view.ask(self._as("Accessible"), "GetChildren")
        return [Accessible(self.view, program, path) for program, path in found]

    @property
    def states(self) -> int:
        low, high = self.view.ask(self._as("Accessible"), "GetState")
        return int(low | high << 32)

    def has(self, states: int) -> bool:
        return self.states & states == states

    def inside(self, states: int) -> "list[Accessible]":
        """What in it is in all these states, in one question."""
        low, high = states & _LOW, states >> 32
        attributes: dict[str, str] = {}
        interfaces: list[str] = []
        rule = ([low, high], _ALL, attributes, _ALL, _ANY_ROLE, _ALL, interfaces, _ALL, False)
        values = (rule, _IN_ORDER, _NO_LIMIT, True)
        found = self.view.ask(self._as("Collection"), "GetMatches", "(aiia{ss}iaiiasib)uib", values)
        return [Accessible(self.view, program, path) for program, path in found]

    def press(self) -> None:
        """Do the first thing that it offers."""
        wait_until(lambda: self.has(ENABLED))
        assert self.view.ask(self._as("Action"), "DoAction", "i", (0,)), self.name

    def write(self, text: str) -> None:
        """Replace what stands in it."""
        assert self.view.ask(self._as("EditableText"), "SetTextContents", "s", (text,)), self.name

    def paste(self) -> None:
        """Put the clipboard's text in it."""
        assert self.view.ask(self._as("EditableText"), "PasteText", "i", (0,)), self.name

    def _as(self, interface: str) -> DBusAddress:
        return DBusAddress(self.path, self.program, f"{_ATSPI}.{interface}")
