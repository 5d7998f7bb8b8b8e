"""Composition root of the window: builds each service once, in order, and unwinds in reverse.

The window is painted first; only then the heavy libraries and the core's services come up, off its thread.
"""

import asyncio
import importlib
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

# In front of all that is imported with Qt.
import gui.widgets.runtime.plain_imports  # noqa: F401  # isort: skip

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon

from gui.commands.output import print_error
from gui.core.catalogue.errors import Problem
from gui.core.foundation.ending_signals import handled_ending_signals
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.foundation.own_program import may_be_upgraded, program_file
from gui.core.foundation.paths import RESOURCES
from gui.core.foundation.plain_text import visible
from gui.core.foundation.screen import NO_WINDOW
from gui.widgets.controls.repeated_keys import RepeatedKeys
from gui.widgets.controls.theme import apply_theme, known_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.runtime.unexpected_errors import UnexpectedErrors
from gui.widgets.window.application import open_application
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.single_instance import SingleInstance, WindowBusy
from gui.widgets.window.translations import speak
from gui.widgets.window.window_state import LANGUAGE, MOTION, REDUCED, THEME, WindowState

if TYPE_CHECKING:
    from gui.core.recording.retries import Pacing
    from gui.widgets.controllers.settings.language_switch import LanguageSwitch
    from gui.widgets.controllers.team.leaving_team import LeavingTeam
    from gui.widgets.controllers.window_controller import WindowController
    from gui.widgets.runtime.bridge import Bridge
    from gui.widgets.runtime.run_traces import RunTraces

LAST_ANSWERS_S: Final = 10.0
"""How long the end of the panel waits for answers on their way; longer than a request may take."""
_HEAVY: Final = (
    "pydantic",
    "gui.core.network.http_libraries",
    "gui.core.services",
    "gui.widgets.controllers.window_controller",
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the window was asked for.

    :param operator: who works here, as an administrator has set it; empty where staff are asked.
    :param profile: the profile to open with; None leaves the choice to the window.
    :param tour: folder for the screenshots of the guided run; None for a window that is used by hand.
    :param language_given: whether ``language`` outranks what was chosen in the settings.
    :param pacing: how soon the panel tries again; None is as NEXT_STEPS.md, "Automatic retries", has it.
    :param suggested_operator: the login name, for staff to confirm or replace; empty for none.
    :param leaves_team: whether the desk leaves its team first.
    """

    data_dir: Path
    language: str
    operator: str
    profile: str | None = None
    tour: Path | None = None
    pacing: "Pacing | None" = None
    language_given: bool = False
    suggested_operator: str = ""
    leaves_team: bool = False


def run_window(options: WindowOptions) -> int:
    """Open the window and return the exit status once it is closed."""
    try:
        return _window_open(options)
    except Exception:
        # Whoever started it from the desktop sees no standard error: the next start tells of it.
        from gui.core.traces.window_traces import keep_crash

        keep_crash(options.data_dir, traceback.format_exc())
        raise


def _window_open(options: WindowOptions) -> int:
    qInstallMessageHandler(log_qt)
    memory = WindowState(options.data_dir)
    memory.load()
    language = chosen_language(memory, options)
    messages = Messages(language)
    app = open_application(messages)
    app.setApplicationName("recording-panel")
    app.setDesktopFileName("recording-panel")
    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "recording-panel.png")))
    app.setQuitOnLastWindowClosed(False)
    speak(app, language)
    apply_theme(app, known_theme(memory.text(THEME)))
    RepeatedKeys(app)
    if memory.text(MOTION) == REDUCED:
        from gui.widgets.style.motion import reduce_motion

        reduce_motion(app, True)
    # The guided run is watched, not worked with: it may run beside a window.
    try:
        single = SingleInstance.claim(options.data_dir) if options.tour is None else None
    except WindowBusy:
        print_error(messages.text("cli.no_window.busy", folder=visible(str(options.data_dir))))
        return NO_WINDOW
    if single is None and options.tour is None:
        print_error(messages.text("cli.window_is_open"))
        return 0
    panel = Panel(options)
    panel.single = single
    with PanelEventLoop(app) as loop:
        status: int = loop.run_until_complete(panel.run())
        while panel.leaves_team:
            panel.window.deleteLater()
            panel = panel.anew_outside_team()
            status = loop.run_until_complete(panel.run())
    if single is not None:
        single.release()
    return status


class Panel:
    """The window and what stands behind it. The window is there at once; :meth:`run` brings up the rest."""

    def __init__(self, options: WindowOptions) -> None:
        self.single: SingleInstance | None = None
        """The right to the window, by which later starts raise it."""
        self._options = options
        self._imports_rest = False
        self._errors = UnexpectedErrors(self._show_bug)
        self._quit_requested = asyncio.Event()
        self._chosen = not options.language_given
        self._switch: LanguageSwitch | None = None
        self._memory = WindowState(options.data_dir)
        self._memory.load()
        self.window = MainWindow(self.language(), self._memory)
        self.window.show()
        # Without a window manager nobody else gives the focus to a new window: no shortcut would work.
        self.window.activateWindow()

    @cached_property
    def bridge(self) -> "Bridge":
        """Between the window and the core: made once the window is painted."""
        from gui.widgets.runtime.bridge import Bridge

        return Bridge()

    @cached_property
    def actions(self) -> "WindowController":
        """What stands behind the window's buttons: made once it is painted.

        Not for what may come at any moment, while they are being made as well: a signal, a bug.
        """
        return self.make_actions(self.window)

    def make_actions(self, window: MainWindow) -> "WindowController":
        """The controllers for a window."""
        # Not at the file's top: the first paint waits for none of these files.
        from gui.widgets.controllers.window_controller import WindowController

        actions = WindowController(
            window,
            self.bridge,
            self._memory,
            (self._options.operator, self._options.suggested_operator),
            _practice_hint(),
            self._quit_requested,
        )
        actions.settings.language_chosen.connect(self._change_language)
        return actions

    def _change_language(self) -> None:
        from gui.widgets.controllers.settings.language_switch import LanguageSwitch

        # What is chosen by hand outranks an option of this start.
        self._chosen = True
        if self._switch is None:
            self._switch = LanguageSwitch(self, self._memory)
        self._switch.begin()

    def language(self) -> str:
        """The language that is wanted: the chosen one, else that of the start."""
        return chosen_language(self._memory, replace(self._options, language_given=not self._chosen))

    def use(self, window: MainWindow, actions: "WindowController") -> None:
        """Work with these from now on."""
        self.window, self.actions = window, actions

    def come_to_front(self) -> bool:
        """Show the window to whoever started the panel once more; False where it is closing."""
        if self._quit_requested.is_set():
            return False
        self.window.bring_to_front()
        return True

    @property
    def leaves_team(self) -> bool:
        """Whether it was closed so that this desk leaves its team."""
        return self._quit_requested.is_set() and self.actions.leaves_team

    def anew_outside_team(self) -> "Panel":
        """The window once more, after :meth:`run`: the desk leaves its team before the list is read."""
        profile = self.actions.profiles.current or None
        anew = Panel(
            replace(self._options, language_given=not self._chosen, profile=profile, leaves_team=True)
        )
        anew.single = self.single
        return anew

    async def run(self) -> int:
        """Bring the services up behind the painted window, and unwind them in reverse once it is closed.

        Needs Qt's event loop. Returns the exit status.
        """
        async with AsyncExitStack() as stack:
            stack.enter_context(self._errors.caught())
            # Ctrl+C, a closed terminal and the end of the desktop's session close the window in order.
            stack.enter_context(handled_ending_signals(self._quit_requested.set))
            await self.window.painted()
            # Not at the file's top: the first paint waits for none of it.
            from gui.widgets.runtime.short_pauses import short_pauses, start_collecting

            stack.enter_context(short_pauses())
            await self._take_later_starts()
            traces = self._leave_traces(stack)
            stack.callback(lambda: self.window.hide())
            stack.callback(self._end_switch)
            stack.push_async_callback(asyncio.to_thread, self._memory.save)
            self._watch_program(stack)
            try:
                await self._get_ready(stack)
            except Exception as err:
                # A bug, but no reason to take the window from under a support person's hands.
                self._errors.tell(err)
            await self._import_rest(stack)
            traces.tell_versions()
            start_collecting()
            if self._options.tour is not None:
                from gui.tour import Tour

                return await Tour(self.window, self.actions, self._options.tour).run()
            await self._quit_requested.wait()
            self.actions.show_closing()
            self.window.remember(self._memory)
        return 0

    async def _take_later_starts(self) -> None:
        """Not before the first paint, which would wait for Qt's network and for the disk."""
        if self.single is not None and self._options.leaves_team:
            self.single.show_by(self.come_to_front)
        elif self.single is not None:
            await asyncio.to_thread(self.single.open_socket)
            self.single.listen(self.come_to_front)

    async def _get_ready(self, stack: AsyncExitStack) -> None:
        """Bring the services up; show a failure and try again when asked, until the window is closed."""
        from gui.widgets.runtime.short_pauses import start_collecting

        await asyncio.to_thread(_import_heavy)
        await self.window.make_later_parts()
        leaving = await self._leave_team() if self._options.leaves_team else None
        while not self._quit_requested.is_set():
            try:
                await stack.enter_async_context(self._services())
            except Problem as problem:
                log.info("the services can't be opened: %s", problem)
                start_collecting()
                await self._import_rest(stack)
                await self.actions.show_not_ready(problem, self._options.data_dir)
                continue
            await self.actions.get_ready(self._options.profile)
            if leaving is not None:
                self.actions.tell_left(leaving)
            await self.actions.check_rights(self._options.data_dir)
            return

    async def _leave_team(self) -> "LeavingTeam":
        """Before the services have the ledger open."""
        from gui.widgets.controllers.team.leaving_team import LeavingTeam

        leaving = LeavingTeam(self.window)
        await leaving.leave(self._options.data_dir, self.actions.profiles.operator)
        return leaving

    @asynccontextmanager
    async def _services(self) -> AsyncIterator[None]:
        from gui.core.recording.retries import DEFAULT_PACING
        from gui.core.services import open_services

        listener, pacing = self.bridge.listener, self._options.pacing or DEFAULT_PACING
        operator = self.actions.profiles.operator
        async with open_services(
            self._options.data_dir,
            listener,
            operator=operator,
            pacing=pacing,
            contact_changed=lambda contact: self.actions.show_team(contact),
            sessions_known=self.bridge.sessions_known.emit,
            fetches=True,
        ) as services:
            try:
                await self.bridge.attach(services)
                yield
            finally:
                await self.bridge.close(wait_s=LAST_ANSWERS_S)

    def _end_switch(self) -> None:
        if self._switch is not None:
            self._switch.end()

    def _watch_program(self, stack: AsyncExitStack) -> None:
        """Tell of an upgrade, or of a removal, under the open window."""
        from gui.widgets.runtime.program_watch import ProgramWatch

        watch = ProgramWatch(program_file(), self.bridge)
        watch.replaced.connect(lambda: self.actions.show_upgraded())
        watch.removed.connect(lambda: self.actions.show_removed())
        stack.callback(asyncio.create_task(watch.run()).cancel)

    async def _import_rest(self, stack: AsyncExitStack) -> None:
        """An upgrade replaces the files of what is not imported yet."""
        if may_be_upgraded() and not self._imports_rest:
            from gui.preload import preloading

            self._imports_rest = True
            await stack.enter_async_context(preloading())

    def _leave_traces(self, stack: AsyncExitStack) -> "RunTraces":
        """From the first paint on there is a log, and a crash is found by the next start."""
        # Not at the file's top: the first paint waits for none of it.
        from gui.widgets.runtime.run_traces import RunTraces

        traces = RunTraces(self.bridge)
        traces.crash_found.connect(lambda crash: self.actions.traces.show_crash(crash))
        traces.trouble_met.connect(lambda err: self.actions.traces.show_trouble(err))
        # The guided run may go on beside a window: no crash is looked for in it.
        traces.begin(self._options.data_dir, finds_crashes=self._options.tour is None)
        stack.push_async_callback(asyncio.to_thread, traces.close)
        return traces

    def _show_bug(self, text: str) -> None:
        # Later: it may have come up while they are being made.
        QTimer.singleShot(0, self.window, lambda: self.actions.show_bug(text))


def log_qt(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    """Qt's own messages go to the log; what a platform lacks is no news."""
    lacks = text.startswith(("This plugin does not support", "AtSpiAdaptor::"))
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    log.log(logging.DEBUG if lacks else levels.get(kind, logging.WARNING), "Qt: %s", text)


def _import_heavy() -> None:
    """Leaf packages first, on a thread: the window's thread goes on between two byte codes."""
    for name in _HEAVY:
        importlib.import_module(name)


def chosen_language(memory: WindowState, options: WindowOptions) -> str:
    """What was chosen in the settings; else, or where an option outranks it, that of the start."""
    chosen = memory.text(LANGUAGE)
    return options.language if options.language_given or chosen not in LANGUAGES else chosen


def _practice_hint() -> str:
    """Some rooms of Practice with who is in them, for the form."""
    from gui.simulator.rooms import PRACTICE_ROOMS

    rooms = [room for room in PRACTICE_ROOMS if room.members][:3]
    return " · ".join(f"{room.number} ({', '.join(m.account for m in room.members)})" for room in rooms)
