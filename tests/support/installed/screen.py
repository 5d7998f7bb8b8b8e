"""A screen of the test's own (Xvfb), its keys, and what a screen reader would read on it."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from jeepney import DBusAddress, DBusErrorResponse, new_method_call
from jeepney.wrappers import unwrap_msg

from tests.support.installed.bus import Answer, connect

REGISTRY: Final = "org.a11y.atspi.Registry"
_ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
_ROOT: Final = "/org/a11y/atspi/accessible/root"
_SHOWING: Final = 1 << 25
_MOST: Final = 3000
_PATIENCE_S: Final = 30


class Screen:
    """What a person does at it."""

    def __init__(self, display: str) -> None:
        self.display = display

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        self._xdotool("key", key)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self._xdotool("type", "--delay", "2", text)

    def click(self, x: int, y: int) -> None:
        """Click on what is there."""
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", "1")

    def has_window_manager(self) -> bool:
        """Whether one says that it is there."""
        try:
            self._xdotool("get_desktop")
        except subprocess.CalledProcessError:
            return False
        return True

    def wait_for_window(self, name: str) -> str:
        """Wait until a window of that title is on the screen, and give it the focus, as a desktop would."""
        give_up = time.monotonic() + _PATIENCE_S
        while True:
            try:
                window = self._xdotool("search", "--sync", "--onlyvisible", "--name", f"^{name}$").split()[0]
                self._xdotool("windowfocus", "--sync", window)
            except subprocess.CalledProcessError:
                # It gives up at a window of others' that goes while it looks.
                if time.monotonic() > give_up:
                    raise
            else:
                return window

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=True,
        )
        return done.stdout


@contextmanager
def screen(*options: str) -> Iterator[Screen]:
    """Of the usual size, and without a window manager.

    :param options: more of Xvfb's.
    """
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-ac", "-nolisten", "tcp"]
    command += options
    with subprocess.Popen(command, pass_fds=(writer,), stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        try:
            with os.fdopen(reader) as answer:
                number = answer.readline().strip()
            assert number, "Xvfb did not come up"
            yield Screen(f":{number}")
        finally:
            server.terminate()


class ScreenReader:
    """Reads the texts of the one program that has made itself known; hand :meth:`handle` to ``served``."""

    def __init__(self, address: str) -> None:
        self._connection = connect(address)
        self._program = ""

    def handle(self, path: str, method: str, values: tuple[Any, ...]) -> Answer | None:
        """Answer what a program asks of a screen reader's registry."""
        del path
        if method == "Embed":
            self._program = values[0][0]
            return "(so)", (("", "/org/a11y/atspi/null"),)
        return ("b", (False,)) if method == "NotifyListenersSync" else None

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def wait_for(self, text: str, patience_s: float) -> None:
        """Wait until something on the screen says it."""
        give_up = time.monotonic() + patience_s
        while not any(text in name for name in self.names()):
            assert time.monotonic() < give_up, f"the window never said: {text}"
            time.sleep(0.5)

    def names(self) -> list[str]:
        """The texts that are on the screen; none before the program has made itself known."""
        found: list[str] = []
        waiting = [_ROOT] if self._program else []
        while waiting and len(found) < _MOST:
            path = waiting.pop()
            # It may be gone by now.
            with suppress(DBusErrorResponse):
                if path == _ROOT or self._ask(path, "GetState")[0][0] & _SHOWING:
                    waiting += [child for _, child in self._ask(path, "GetChildren")[0]]
                    found.append(self._name(path))
        return found

    def _name(self, path: str) -> str:
        properties = DBusAddress(path, self._program, "org.freedesktop.DBus.Properties")
        asked = new_method_call(properties, "Get", "ss", (_ACCESSIBLE, "Name"))
        return str(unwrap_msg(self._connection.send_and_get_reply(asked, timeout=10))[0][1])

    def _ask(self, path: str, method: str) -> tuple[Any, ...]:
        asked = new_method_call(DBusAddress(path, self._program, _ACCESSIBLE), method)
        values: tuple[Any, ...] = unwrap_msg(self._connection.send_and_get_reply(asked, timeout=10))
        return values
