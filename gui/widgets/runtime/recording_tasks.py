"""What staff ask of recordings: to start, to stop, to decide. Each is an owned task, keyed by its target."""

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.core.catalogue.errors import Activity, LocalFailure, Problem, panel_bug
from gui.core.foundation.enums import Outcome, State
from gui.core.recording.bulk import Bulk
from gui.core.sessions.begin import AlreadyLive
from gui.core.sessions.session import DecisionRefused, Session
from gui.widgets.runtime.decisions import Decision, take_back
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife

if TYPE_CHECKING:
    from gui.core.protocol.request import StartRequest, StopRequest
    from gui.core.recording.operation_request import OperationResult
    from gui.core.recording.recorder import Recorder
    from gui.widgets.runtime.bridge import Bridge


class RecordingTasks(QObject):
    """Each method that returns a bool says whether its task was begun: False where its key is under way."""

    started = Signal(object)
    """The OperationResult of a start, also of a further one."""
    already_live = Signal(object, object, str)
    """The live session of a target, the StartRequest that was not sent for it, and through which profile."""
    stop_finished = Signal(str, object)
    """A session's id, and the OperationResult of its stop."""
    decided = Signal(object)
    """A Decision, each time that it was written for one more session."""
    undone = Signal(int, int)
    """How many sessions a decision was taken back for, and for how many it was not."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge

    @property
    def _recorder(self) -> "Recorder":
        return self._bridge.services.recorder

    def _begin(self, key: TaskKey, work: Coroutine[object, object, None], activity: Activity) -> bool:
        return self._bridge.spawn(key, work, activity, TaskLife.OPERATION)

    def start(self, profile: str, request: "StartRequest", *, though_live: bool = False) -> bool:
        """Start a recording; False where this target's start is under way already.

        :param though_live: send it although the target is recording here; else ``already_live`` asks first.
        """

        async def work() -> None:
            result = await self._recorder.start(profile, request, unless_recording=not though_live)
            if isinstance(result.problem, AlreadyLive):
                self.already_live.emit(result.problem.session, request, profile)
                return
            self._started(result)

        key = TaskKey("start", (profile, request.room, request.account, request.source))
        return self._begin(key, work(), Activity.START)

    def start_again(self, session_id: str, chosen: str = "") -> bool:
        """A further attempt of a failed or unknown session; ``chosen`` as in :meth:`way`."""

        async def again() -> None:
            profile = await self.way(session_id, chosen)
            self._started(await self._recorder.start_again(session_id, profile))

        work = self._decide(session_id, again)
        return self._begin(session_start_key(session_id), work, Activity.START)

    def guest_came_back(self, session_id: str, chosen: str = "") -> bool:
        """Send a start on purpose for a session that is recording; ``chosen`` as in :meth:`way`."""

        async def work() -> None:
            profile = await self.way(session_id, chosen)
            self._started(await self._recorder.guest_came_back(session_id, profile))

        return self._begin(session_start_key(session_id), work(), Activity.START)

    def stop_sessions(
        self,
        session_ids: Iterable[str],
        through: Mapping[str, str] = MappingProxyType({}),
        bulk: Bulk | None = None,
    ) -> None:
        """Stop sessions of the list; each ends with ``stop_finished``.

        :param through: the profile that was chosen for a session whose own is gone, by the session's id.
        :param bulk: what they can be broken off together with.
        """
        for session_id in session_ids:
            work = self.stop_one(session_id, through.get(session_id, ""), bulk)
            self._begin(TaskKey("stop session", (session_id,)), work, Activity.STOP)

    async def stop_one(self, session_id: str, chosen: str = "", bulk: Bulk | None = None) -> None:
        """Stop a session of the list; ends with ``stop_finished``. ``chosen`` as in :meth:`way`."""
        from gui.core.recording.operation_request import OperationResult

        try:
            profile = await self.way(session_id, chosen)
            result = await self._recorder.stop_session(session_id, profile, bulk)
        except Problem as problem:
            # No way to the target, or a ledger that can't be read: nothing was sent, and the result says so.
            result = OperationResult(Outcome.NOT_SENT, None, problem)
        except Exception as bug:  # the same: once it is under way, an operation ends with a result
            result = _not_sent(bug)
        self._stopped(result, session_id, told=bulk is not None and bulk.broken_off.is_set())

    def stop_other(self, profile: str, request: "StopRequest") -> bool:
        """Stop a recording that is not in the list."""

        async def work() -> None:
            self._stopped(await self._recorder.stop(profile, request), "", told=False)

        key = TaskKey("stop", (profile, request.room, request.account, request.source))
        return self._begin(key, work(), Activity.STOP)

    # What is under way.

    def stop_waiting(self, session_id: str) -> None:
        """No longer wait for an answer."""
        self._recorder.stop_waiting(session_id)

    def cancel_retry(self, session_id: str) -> None:
        """End a countdown."""
        self._recorder.cancel_retry(session_id)

    def send_no_more(self, session_id: str) -> None:
        """The panel closes soon: what waits on this session is not sent; an answer on its way is awaited."""
        self._recorder.send_no_more(session_id)

    # Decisions, which send nothing.

    def settle(self, session_id: str, state: State, reason: str = "") -> bool:
        """Write a person's decision."""
        return self._settle(session_id, state, reason, Decision([session_id], state))

    def settle_all(self, session_ids: Sequence[str], state: State, reason: str) -> None:
        """Write a person's decision on several sessions at once."""
        decision = Decision(session_ids, state)
        for session_id in session_ids:
            self._settle(session_id, state, reason, decision)

    def mark_handled(self, session_id: str, note: str) -> bool:
        """Take a session out of *Needs attention*."""
        return self._mark_handled(session_id, note, Decision([session_id], None))

    def mark_all_handled(self, session_ids: Sequence[str], note: str) -> None:
        """Take several sessions out of *Needs attention* at once."""
        decision = Decision(session_ids, None)
        for session_id in session_ids:
            self._mark_handled(session_id, note, decision)

    def undo(self, decision: Decision) -> bool:
        """Take a decision back; ends with ``undone``."""
        decided = decision.take()

        async def work() -> None:
            try:
                refused = await take_back(self._recorder, decided)
            except Problem:
                # To be tried once more: the ledger may have been locked for a moment.
                for session in decided:
                    decision.add(session)
                self.decided.emit(decision)
                raise
            self._bridge.listener.flush()
            self.undone.emit(len(decided) - refused, refused)

        key = TaskKey("undo", tuple(session.row for session in decided))
        return self._begin(key, work(), Activity.DECIDE)

    def _settle(self, session_id: str, state: State, reason: str, decision: Decision) -> bool:
        async def settle() -> None:
            self._decided(decision, await self._recorder.settle(session_id, state, reason))

        work = self._decide(session_id, settle)
        return self._begin(_decision_key(session_id), work, Activity.DECIDE)

    def _mark_handled(self, session_id: str, note: str, decision: Decision) -> bool:
        async def work() -> None:
            self._decided(decision, await self._recorder.mark_handled(session_id, note))

        return self._begin(_decision_key(session_id), work(), Activity.DECIDE)

    def _decided(self, decision: Decision, written: Session) -> None:
        # The list shows it before its undo is offered.
        self._bridge.listener.flush()
        decision.add(written)
        self.decided.emit(decision)

    # What they have in common.

    async def way(self, session_id: str, chosen: str = "") -> str:
        """The profile through which a session's request goes.

        :param chosen: taken where the session's own profile is gone and this one leads to its target.
        :raises Problem: ``profile_gone``, never sent, where there is none, or several to choose from.
        """
        from gui.core.connection.ways_to_target import way_to

        session = await self._bridge.services.ledger.session(session_id)
        return "" if session is None else await way_to(self._bridge.services.profiles, session, chosen)

    async def _decide(self, session_id: str, decide: Callable[[], Awaitable[None]]) -> None:
        """Carry a decision out; one that no longer stands shows how the session is now."""
        try:
            await decide()
        except DecisionRefused:
            session = await self._bridge.services.ledger.session(session_id)
            if session is not None:
                self._bridge.session_changed.emit(session)

    def _started(self, result: "OperationResult") -> None:
        if result.session is not None:
            self._bridge.listener.flush_of(result.session.id)
        self.started.emit(result)
        if result.session is None and result.problem is not None:
            self._bridge.problem_raised.emit(result.problem, Activity.START)
        _raise_bug(result)

    def _stopped(self, result: "OperationResult", session_id: str, *, told: bool) -> None:
        """:param told: broken off with others: their sum tells of it, not the inspector for each."""
        found = result.session.id if result.session is not None else session_id
        self._bridge.listener.flush_of(found)
        self.stop_finished.emit(session_id or found, result)
        told = told and result.problem is not None and result.problem.word is LocalFailure.WITHDRAWN
        if result.session is None and result.problem is not None and not told:
            self._bridge.problem_raised.emit(result.problem, Activity.STOP)
        _raise_bug(result)


def session_start_key(session_id: str) -> TaskKey:
    """A further start of a session of the list: one at a time, whether chosen alone or with others."""
    return TaskKey("start session", (session_id,))


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
