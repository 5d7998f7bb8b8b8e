"""A desk as a person has it: a screen, a window manager and a screen reader's bus, all of the test's own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from tests.support.e2e.hands_on_keys import HandsOnKeys
from tests.support.e2e.screen_reader_view import ScreenReaderView
from tests.support.installed.bus import session_bus
from tests.support.installed.screen import Screen, screen
from tests.support.waiting import wait_until

_LAUNCHER: Final = "/usr/libexec/at-spi-bus-launcher"
_FRAMEBUFFER: Final = "Xvfb_screen0"
"""Xvfb's name for the file of its pixels."""
_NEEDED: Final = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
    _LAUNCHER: "at-spi2-core",
}
"""Command and Debian package."""
_MISSING: Final = [package for command, package in _NEEDED.items() if shutil.which(command) is None]
needs_real_desk: Final = pytest.mark.skipif(
    bool(_MISSING), reason=f"no desk can be had here: apt-get install {' '.join(_MISSING)}"
)


class RealDesk:
    """Where a panel is opened, used and looked at."""

    def __init__(
        self, hands: HandsOnKeys, view: ScreenReaderView, shown: Screen, environment: dict[str, str]
    ) -> None:
        self.hands = hands
        self.view = view
        self.environment = environment
        """What a program needs to come up here."""
        self._screen = shown

    def asks(self, room: str, account: str) -> None:
        """Ask for a recording."""
        view = self.view
        view.find("text", "Room ID").write(room)
        view.find("text", "User ID").write(account)
        view.find("text", "File name").write("interview")
        view.find("push button", "Start recording").press()

    def clicks(self, role: str, name: str) -> None:
        """Click on something by the mouse."""
        left, top, width, height = self.view.find(role, name).extents
        self._screen.click(left + width // 2, top + height // 2)


@contextmanager
def real_desk() -> Iterator[RealDesk]:
    """A window manager gives the focus, and a screen reader may ask."""
    with ExitStack() as stack:
        # Short: a socket's path is.
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="desk-")))
        shown = stack.enter_context(screen("-noreset", "-fbdir", str(folder)))
        environment = {
            "DISPLAY": shown.display,
            "DBUS_SESSION_BUS_ADDRESS": stack.enter_context(session_bus(folder)),
            "XDG_RUNTIME_DIR": str(folder),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        for command in (["openbox", "--sm-disable"], [_LAUNCHER, "--launch-immediately"]):
            stack.enter_context(_running(command, {**os.environ, "HOME": str(folder), **environment}))
        # A window that comes before its manager is nobody's.
        wait_until(shown.has_window_manager)
        view = stack.enter_context(ScreenReaderView(environment["DBUS_SESSION_BUS_ADDRESS"]))
        hands = HandsOnKeys(shown, view, folder / _FRAMEBUFFER)
        yield RealDesk(hands, view, shown, environment)


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        try:
            yield
        finally:
            process.terminate()
