"""The only interface between the window and the core: owned tasks in, signals out.

Every operation is one task of an owned set, keyed by its target: a second click on the same target is
ignored at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity, Catalogue, Problem, panel_bug
from gui.core.foundation.enums import Outcome, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import fit_to_store
from gui.core.profiles.presets import Preset, Presets
from gui.core.sessions.session import DecisionRefused
from gui.widgets.runtime.bridge_listener import BridgeListener
from gui.widgets.runtime.history_loader import HistoryLoader
from gui.widgets.runtime.ledger_follower import LedgerFollower
from gui.widgets.runtime.owned_tasks import OwnedTasks, TaskKey, TaskLife, session_start_key

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile
    from gui.core.protocol.request import StartRequest, StopRequest
    from gui.core.recording.operation_request import OperationResult
    from gui.core.services import Services

LOADED_FIRST: Final = 500
"""How many of the newest sessions the list shows besides those that are open."""


class Bridge(QObject):
    """Give it the services once they are open; close it before they are."""

    session_changed = Signal(object)
    sessions_loaded = Signal(object)
    complete_since = Signal(object)
    progress_changed = Signal(str, object)
    started = Signal(object)
    already_live = Signal(object, object)
    stop_finished = Signal(str, object)
    problem_raised = Signal(object, object)
    """A Problem that touched no session, and the Activity it interrupted."""
    entries_loaded = Signal(str, object)
    report_saved = Signal(str, str)
    code_history_loaded = Signal(object)
    bug_found = Signal(str)
    overran = Signal(object)
    """Recordings that have just been marked as too old, each one once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services: Services | None = None
        self._trouble: Problem | None = None
        self.listener = BridgeListener(self)
        self.listener.session_reported.connect(self.session_changed)
        self.listener.progress_reported.connect(self.progress_changed)
        self._follower = LedgerFollower(self)
        # Through the listener: after a batch of another process there are hundreds at once.
        self._follower.session_changed.connect(self.listener.session_changed)
        self._follower.overran.connect(self._emit_overrun)
        self._follower.problem_raised.connect(self.problem_raised)
        self._tasks = OwnedTasks(self.problem_raised.emit, self.bug_found.emit)
        self.history = HistoryLoader(self.spawn, self)
        self.history.complete_since.connect(self.complete_since)
        self._read_again: set[str] = set()

    @property
    def services(self) -> "Services":
        """The open services.

        :raises Problem: where they can't be opened (:meth:`refuse_with`).
        :raises RuntimeError: before :meth:`attach` or after :meth:`close`.
        """
        if self._services is None and self._trouble is not None:
            raise self._trouble
        if self._services is None:
            raise RuntimeError("the services are not open")
        return self._services

    @property
    def ready(self) -> bool:
        """Whether the services are open."""
        return self._services is not None

    @property
    def busy(self) -> bool:
        """Whether an operation is under way."""
        return self._tasks.busy

    def refuse_with(self, problem: Problem) -> None:
        """The services can't be opened: what staff ask for ends as this problem, until :meth:`attach`."""
        self._trouble = problem

    async def attach(self, services: "Services") -> None:
        """Take the services over, load what the list shows first, and follow other processes."""
        self._services, self._trouble = services, None
        self._tasks.open()
        loaded = await services.ledger.open_sessions()
        recent = await services.ledger.sessions(limit=LOADED_FIRST)
        self._follower.seen((*loaded, *recent))
        self.history.begin(services.ledger, recent, await services.ledger.count())
        self.sessions_loaded.emit(list({session.id: session for session in (*loaded, *recent)}.values()))
        key = TaskKey("follow ledger")
        self.spawn(key, self._follower.follow(services), Activity.READ, TaskLife.BROKEN_OFF)

    async def close(self, *, wait_s: float) -> None:
        """Take nothing more on, wait for what is under way for some seconds, then cancel the rest.

        Each operation writes its outcome, cancelled or not.
        """
        await self._tasks.close(wait_s=wait_s)
        self.listener.flush()
        self.history.end()
        self._services = None

    def spawn(
        self, key: TaskKey, work: Coroutine[object, object, None], activity: Activity, life: TaskLife
    ) -> bool:
        """Run work as an owned task; False (and nothing run) where that key is busy, or the panel closes."""
        return self._tasks.spawn(key, work, activity, life)

    # What the window asks for.

    def start(self, profile: str, request: "StartRequest", *, though_live: bool = False) -> bool:
        """Start a recording; False where this target's start is under way already.

        :param though_live: send it although the target is recording here; else ``already_live`` asks first.
        """

        async def work() -> None:
            try:
                live = None if though_live else await self.services.recorder.live_session(profile, request)
            except Problem:
                raise
            except Exception as bug:
                self._started(_not_sent(bug))
                return
            if live is not None:
                self.already_live.emit(live, request)
                return
            self._started(await self.services.recorder.start(profile, request))

        key = TaskKey("start", (profile, request.room, request.account, request.source))
        return self.spawn(key, work(), Activity.START, TaskLife.OPERATION)

    def start_again(self, session_id: str, chosen: str = "") -> bool:
        """A further attempt of a failed or unknown session; ``chosen`` as in :meth:`way`."""

        async def again() -> None:
            profile = await self.way(session_id, chosen)
            self._started(await self.services.recorder.start_again(session_id, profile))

        work = self._decide(session_id, again)
        return self.spawn(session_start_key(session_id), work, Activity.START, TaskLife.OPERATION)

    def guest_came_back(self, session_id: str, chosen: str = "") -> bool:
        """Send a start on purpose for a session that is recording; ``chosen`` as in :meth:`way`."""

        async def work() -> None:
            profile = await self.way(session_id, chosen)
            self._started(await self.services.recorder.guest_came_back(session_id, profile))

        return self.spawn(session_start_key(session_id), work(), Activity.START, TaskLife.OPERATION)

    def stop_sessions(
        self, session_ids: Iterable[str], through: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Stop sessions of the list; each ends with ``stop_finished``.

        :param through: the profile that was chosen for a session whose own is gone, by the session's id.
        """
        for session_id in session_ids:
            work = self.stop_one(session_id, through.get(session_id, ""))
            self.spawn(TaskKey("stop session", (session_id,)), work, Activity.STOP, TaskLife.OPERATION)

    async def way(self, session_id: str, chosen: str = "") -> str:
        """The profile through which a session's request goes.

        :param chosen: taken where the session's own profile is gone and this one leads to its target.
        :raises Problem: ``profile_gone``, never sent, where there is none, or several to choose from.
        """
        from gui.core.connection.ways_to_target import way_to

        session = await self.services.ledger.session(session_id)
        return "" if session is None else await way_to(self.services.profiles, session, chosen)

    def stop_other(self, profile: str, request: "StopRequest") -> bool:
        """Stop a recording that is not in the list."""

        async def work() -> None:
            self._stopped(await self.services.recorder.stop(profile, request), "")

        key = TaskKey("stop", (profile, request.room, request.account, request.source))
        return self.spawn(key, work(), Activity.STOP, TaskLife.OPERATION)

    def stop_waiting(self, session_id: str) -> None:
        """No longer wait for an answer."""
        self.services.recorder.stop_waiting(session_id)

    def cancel_retry(self, session_id: str) -> None:
        """End a countdown."""
        self.services.recorder.cancel_retry(session_id)

    def send_no_more(self, session_id: str) -> None:
        """The panel closes soon: what waits on this session is not sent; an answer on its way is awaited."""
        self.services.recorder.send_no_more(session_id)

    def settle(self, session_id: str, state: State, reason: str = "") -> bool:
        """Write a person's decision."""

        async def settle() -> None:
            await self.services.recorder.settle(session_id, state, reason)

        work = self._decide(session_id, settle)
        return self.spawn(_decision_key(session_id), work, Activity.DECIDE, TaskLife.OPERATION)

    def mark_handled(self, session_id: str, note: str) -> bool:
        """Take a session out of *Needs attention*."""

        async def work() -> None:
            await self.services.recorder.mark_handled(session_id, note)

        return self.spawn(_decision_key(session_id), work(), Activity.DECIDE, TaskLife.OPERATION)

    def load_entries(self, session_id: str) -> bool:
        """Read a session's rows and what led up to it; they come with ``entries_loaded``."""

        async def work() -> None:
            wanted = True
            while wanted:
                self._read_again.discard(session_id)
                self.entries_loaded.emit(session_id, await self.services.ledger.course(session_id))
                wanted = session_id in self._read_again

        if self._services is None:
            # Shown above the list; a row's own text is worth more than a second report.
            return False
        # A row may be written while the earlier ones are being read.
        self._read_again.add(session_id)
        key = TaskKey("read course", (session_id,))
        return self.spawn(key, work(), Activity.READ, TaskLife.BACKGROUND)

    def save_report(self, session_id: str, path: str, messages: Messages, catalogue: Catalogue) -> bool:
        """Write a session's report bundle; trouble ends as a problem that names the file."""

        async def work() -> None:
            from gui.core.reports.report_bundle import save_report

            services = self.services
            await save_report(
                services.ledger,
                services.profiles,
                services.connections,
                session_id,
                Path(path),
                messages,
                catalogue,
            )
            self.report_saved.emit(session_id, path)

        key = TaskKey("save report", (session_id,))
        return self.spawn(key, work(), Activity.SAVE, TaskLife.BACKGROUND)

    def load_code_history(self) -> bool:
        """Read what happened with each code here; it comes with ``code_history_loaded``."""

        async def work() -> None:
            self.code_history_loaded.emit(await self.services.ledger.code_history())

        if self._services is None:
            # The codes can be read before, or without, a ledger.
            return False
        return self.spawn(TaskKey("read code history"), work(), Activity.READ, TaskLife.BACKGROUND)

    async def load_presets(self) -> "Mapping[str, Preset]":
        """The presets by name."""
        return await asyncio.to_thread(self._presets().load)

    async def put_preset(self, name: str, preset: "Preset") -> "Mapping[str, Preset]":
        """Save a preset; returns what there is now."""
        return await asyncio.to_thread(self._presets().put, name, preset)

    async def remove_preset(self, name: str) -> "Mapping[str, Preset]":
        """Remove a preset; returns what there is now."""
        return await asyncio.to_thread(self._presets().remove, name)

    def _presets(self) -> Presets:
        return Presets(self.services.ledger.folder)

    def set_operator(self, operator: str) -> None:
        """Who is at the desk; written to each row from now on."""
        self.services.recorder.operator = fit_to_store(operator)

    def profiles(self) -> "tuple[Profile, ...]":
        """The real profiles, then Practice."""
        return self.services.profiles.all()

    @property
    def profile_trouble(self) -> Problem | None:
        """Why the real profiles could not be read; Practice is there all the same."""
        return self.services.profiles.trouble

    async def _decide(self, session_id: str, decide: Callable[[], Awaitable[None]]) -> None:
        """Carry a decision out; one that no longer stands shows how the session is now."""
        try:
            await decide()
        except DecisionRefused:
            session = await self.services.ledger.session(session_id)
            if session is not None:
                self.session_changed.emit(session)

    def _emit_overrun(self, sessions: object) -> None:
        # The list knows of them before staff are sent to look.
        self.listener.flush()
        self.overran.emit(sessions)

    def _started(self, result: "OperationResult") -> None:
        self.listener.flush()
        self.started.emit(result)
        if result.session is None and result.problem is not None:
            self.problem_raised.emit(result.problem, Activity.START)
        _raise_bug(result)

    async def stop_one(self, session_id: str, chosen: str = "") -> None:
        """Stop a session of the list; ends with ``stop_finished``. ``chosen`` as in :meth:`way`."""
        from gui.core.recording.operation_request import OperationResult

        try:
            profile = await self.way(session_id, chosen)
            result = await self.services.recorder.stop_session(session_id, profile)
        except Problem as problem:
            # No way to the target, or a ledger that can't be read: nothing was sent, and the result says so.
            result = OperationResult(Outcome.NOT_SENT, None, problem)
        except Exception as bug:  # the same: once it is under way, an operation ends with a result
            result = _not_sent(bug)
        self._stopped(result, session_id)

    def _stopped(self, result: "OperationResult", session_id: str) -> None:
        self.listener.flush()
        found = result.session.id if result.session is not None else session_id
        self.stop_finished.emit(session_id or found, result)
        if result.session is None and result.problem is not None:
            self.problem_raised.emit(result.problem, Activity.STOP)
        _raise_bug(result)


def _decision_key(session_id: str) -> TaskKey:
    """One decision of staff about a session at a time."""
    return TaskKey("decide", (session_id,))


def _not_sent(bug: Exception) -> "OperationResult":
    """What came of a request that a bug struck before it was one."""
    from gui.core.recording.operation_request import OperationResult

    return OperationResult(Outcome.NOT_SENT, None, panel_bug(bug, may_have_left=False), bug=bug)


def _raise_bug(result: "OperationResult") -> None:
    """The last thing of a task, once the window knows what came of its row: so a bug is told, and logged."""
    if result.bug is not None:
        raise result.bug
