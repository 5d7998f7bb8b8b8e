"""Composition root of the window: builds each service once, in order, and unwinds in reverse.

The window is painted first; only then the heavy libraries and the core's services come up, off its thread.
"""

import asyncio
import importlib
import logging
import sys
import traceback
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from gui.core.errors import Problem
from gui.core.paths import RESOURCES
from gui.core.redact import log_to_stderr
from gui.simulator.rooms import PRACTICE_ROOMS
from gui.widgets.bridge import Bridge, BridgeListener
from gui.widgets.main_window import MainWindow
from gui.widgets.theme import apply_theme
from gui.widgets.window_actions import WindowActions
from gui.widgets.window_memory import WindowMemory

LAST_ANSWERS_S: Final = 10.0
"""How long the end of the panel waits for answers on their way; longer than a request may take."""
_HEAVY: Final = ("pydantic", "aiohttp", "httpx", "gui.core.services")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the window was asked for.

    :param profile: the profile to open with; None leaves the choice to the window.
    :param tour: folder for the screenshots of the guided run; None for a window that is used by hand.
    """

    data_dir: Path
    language: str
    operator: str
    profile: str | None = None
    tour: Path | None = None


def run_window(options: WindowOptions) -> int:
    """Open the window and return the exit status once it is closed."""
    log_to_stderr()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("recording-panel")
    app.setApplicationDisplayName("Recording panel")
    app.setDesktopFileName("recording-panel")
    app.setQuitOnLastWindowClosed(False)
    translators = _translate(app, options.language)
    apply_theme(app)
    memory = WindowMemory(options.data_dir)
    memory.load()
    window = MainWindow(options.language, memory)
    window.show()
    with QEventLoop(app) as loop:
        status: int = loop.run_until_complete(_live(window, memory, options))
    del translators
    return status


async def _live(window: MainWindow, memory: WindowMemory, options: WindowOptions) -> int:
    loop = asyncio.get_running_loop()
    bridge = Bridge()
    actions = WindowActions(window, bridge, memory, options.operator, _practice_hint())
    loop.set_exception_handler(lambda _loop, context: _show_bug(actions, context.get("exception")))
    sys.excepthook = lambda _kind, err, trace: _show_bug(actions, err, trace)
    await window.painted()
    async with AsyncExitStack() as stack:
        stack.callback(window.hide)
        stack.push_async_callback(asyncio.to_thread, memory.save)
        if await _get_ready(stack, bridge, actions, options):
            stack.push_async_callback(bridge.close, wait_s=LAST_ANSWERS_S)
        if options.tour is not None:
            from gui.tour import Tour

            return await Tour(window, actions, options.tour).run()
        await actions.quit_requested.wait()
        window.remember(memory)
    return 0


async def _get_ready(
    stack: AsyncExitStack, bridge: Bridge, actions: WindowActions, options: WindowOptions
) -> bool:
    """Bring the services up; in trouble, say it and try again when asked. False where the window is closed first."""
    await asyncio.to_thread(_import_heavy)
    from gui.core.services import open_services

    while not actions.quit_requested.is_set():
        try:
            opened = open_services(options.data_dir, BridgeListener(bridge), operator=actions.profiles.operator)
            services = await stack.enter_async_context(opened)
        except Problem as problem:
            await actions.show_not_ready(problem)
            continue
        await bridge.attach(services)
        await actions.get_ready(options.profile)
        return True
    return False


def _import_heavy() -> None:
    """Leaf packages first, on a thread: the window's thread goes on between two byte codes."""
    for name in _HEAVY:
        importlib.import_module(name)


def _translate(app: QApplication, language: str) -> list[QTranslator]:
    """Load the panel's and Qt's own translations; the caller keeps them alive."""
    QLocale.setDefault(QLocale(language))
    places = (
        ("recording_panel", str(RESOURCES / "translations")),
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    )
    loaded = []
    for name, folder in places:
        translator = QTranslator(app)
        if translator.load(QLocale(language), name, "_", folder):
            app.installTranslator(translator)
            loaded.append(translator)
    return loaded


def _practice_hint() -> str:
    """Some rooms of Practice with who is in them, for the form."""
    rooms = [room for room in PRACTICE_ROOMS if room.members][:3]
    return " · ".join(f"{room.number} ({', '.join(m.account for m in room.members)})" for room in rooms)


def _show_bug(actions: WindowActions, err: BaseException | None, trace: TracebackType | None = None) -> None:
    """A bug is never swallowed: it is logged with its traceback, and the window says so."""
    if err is None:
        return
    text = "".join(traceback.format_exception(type(err), err, trace or err.__traceback__))
    log.error("bug\n%s", text)
    actions.show_bug(text)
