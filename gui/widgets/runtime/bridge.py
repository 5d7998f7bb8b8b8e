"""The only interface between the window and the core: owned tasks in, signals out.

It holds the open services and the tasks. What staff ask of recordings is in ``recordings``, what is read on
request in ``reader``, and the older sessions in ``history``.
"""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity, Problem
from gui.core.foundation.plain_text import fit_to_store
from gui.widgets.runtime.bridge_listener import BridgeListener
from gui.widgets.runtime.history_loader import HistoryLoader
from gui.widgets.runtime.ledger_follower import LedgerFollower
from gui.widgets.runtime.ledger_reader import LedgerReader
from gui.widgets.runtime.owned_tasks import OwnedTasks, TaskKey, TaskLife
from gui.widgets.runtime.recording_tasks import RecordingTasks

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile
    from gui.core.services import Services

_OUTLIVE_WINDOW: Final = frozenset({"follow ledger", "read history"})
LOADED_FIRST: Final = 500
"""How many of the newest sessions the list shows besides those that are open."""


class Bridge(QObject):
    """Give it the services once they are open; close it before they are."""

    session_changed = Signal(object)
    sessions_loaded = Signal(object)
    sessions_known = Signal(object)
    """What colleagues did before this desk joined their team: it comes as a change now, and is no news."""
    complete_since = Signal(object)
    progress_changed = Signal(str, object)
    problem_raised = Signal(object, object)
    """A Problem that touched no session, and the Activity it interrupted."""
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
        self.recordings = RecordingTasks(self)
        self.reader = LedgerReader(self)

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

    async def operations_over(self) -> None:
        """Wait until no operation is under way."""
        await self._tasks.operations_over()

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

    async def let_window_go(self) -> None:
        """The window is made anew: what reads and looks for it ends. Operations go on."""
        await self.history.come_to_rest()
        await self._tasks.break_off(but=_OUTLIVE_WINDOW)
        self.listener.flush()

    def spawn(
        self, key: TaskKey, work: Coroutine[object, object, None], activity: Activity, life: TaskLife
    ) -> bool:
        """Run work as an owned task; False (and nothing run) where that key is busy, or the panel closes."""
        return self._tasks.spawn(key, work, activity, life)

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

    def _emit_overrun(self, sessions: object) -> None:
        # The list knows of them before staff are sent to look.
        self.listener.flush()
        self.overran.emit(sessions)
