"""The use cases: start, stop, start again, settle, handled, undo, and what is found after a crash.

A plain class with a listener: the window, the command line, the batch and the tests drive it alike.
Every intent is durable in the ledger before a byte leaves.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.foundation.plain_text import fit_to_store
from gui.core.foundation.system import Clock, boot_of
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Along, Busy, Note, Untouched
from gui.core.protocol.request import StartRequest, StopRequest, start_of
from gui.core.protocol.start_options import StartOptions
from gui.core.recording.alone_team import ALONE
from gui.core.recording.bulk import Bulk
from gui.core.recording.decided_here import decided_here, on_all_of
from gui.core.recording.operation_request import OperationRequest, OperationResult
from gui.core.recording.operations import Operations
from gui.core.recording.ports import Listener, Relays, Team
from gui.core.recording.recovery import Recovery
from gui.core.recording.retries import DEFAULT_PACING, Pacing
from gui.core.recording.running_operation import RunningOperation
from gui.core.recording.undo import before_decision, refuse_cleared, undone_with
from gui.core.sessions.begin import (
    begin_only_of,
    begin_start,
    begin_start_again,
    begin_stop,
    begin_unless_live,
)
from gui.core.sessions.boot_time import with_boot_time
from gui.core.sessions.handing_over import HANDED_OVER, offered, taken
from gui.core.sessions.keeper import HandOver
from gui.core.sessions.session import DecisionRefused, Session, Target
from gui.core.sessions.settle import handled, settled, undone
from gui.core.sessions.state_table import Plan


class Recorder:
    """The use cases over one ledger. Call :meth:`recover` once after the ledger is open."""

    def __init__(
        self,
        ledger: Ledger,
        relays: Relays,
        clock: Clock,
        listener: Listener,
        *,
        operator: str,
        pacing: Pacing = DEFAULT_PACING,
        team: Team = ALONE,
    ) -> None:
        self.operator = operator
        self._ledger = ledger
        self._relays = relays
        self._clock = clock
        self._listener = listener
        self._team = team
        self._operations = Operations(ledger, relays, clock, listener, pacing, team)
        self._recovery = Recovery(ledger, clock, listener, team)

    def work_in(self, team: Team) -> None:
        """Ask this team from now on; an operation under way ends as it began."""
        self._team = self._operations.team = self._recovery.team = team

    async def start(
        self,
        profile: str,
        request: StartRequest,
        *,
        unless_live: bool = False,
        unless_recording: bool = False,
        mark: Mapping[str, object] | None = None,
        bulk: Bulk | None = None,
    ) -> OperationResult:
        """Start a recording; on a target that is recording here this is *guest came back*.

        :param unless_live: send nothing where the target has a live session: its problem is ``AlreadyLive``.
        :param unless_recording: send nothing where it is recording, likewise.
        :param mark: kept with the intent, such as the batch that it belongs to.
        :param bulk: what it can be broken off together with.
        """
        try:
            target = self._target(profile, request)
        except Problem as problem:
            return OperationResult(Outcome.NOT_SENT, None, problem)
        plan = begin_start(
            target, profile, request.options, self.operator, self._clock.now(), self._overrun_hours(profile)
        )
        if unless_live:
            plan = begin_unless_live(plan)
        if unless_recording:
            plan = begin_unless_live(plan, (State.RECORDING,))
        return await self._start(target, profile, plan, request, mark=mark, bulk=bulk)

    async def start_again(
        self, session_id: str, profile: str = "", bulk: Bulk | None = None
    ) -> OperationResult:
        """A further attempt of a failed or unknown session, with the same settings.

        :param profile: another one that leads to its target; empty for the session's own.
        :param bulk: what it can be broken off together with.
        :raises DecisionRefused: where the session is neither, or not its target's newest.
        """
        session = await self._known(session_id)
        request = _start_of(session)
        through = profile or session.profile
        plan = begin_start_again(session.id, self._clock.now(), self.operator)
        return await self._start(session.target, through, plan, request, session.id, bulk=bulk)

    async def guest_came_back(self, session_id: str, profile: str = "") -> OperationResult:
        """Send a start on purpose for a session that is recording.

        :param profile: another one that leads to its target; empty for the session's own.
        """
        session = await self._known(session_id)
        request = _start_of(session)
        now = self._clock.now()
        through = profile or session.profile
        plan = begin_start(session.target, through, session.settings, self.operator, now)
        return await self._start(session.target, through, plan, request, session.id)

    async def stop(
        self,
        profile: str,
        request: StopRequest,
        *,
        mark: Mapping[str, object] | None = None,
        bulk: Bulk | None = None,
    ) -> OperationResult:
        """Stop a target's recording, in the list or not; always sent, whatever the ledger knows.

        While its start is on its way here, the stop waits for that answer: a failed start drops it.

        :param bulk: what it can be broken off together with.
        """
        try:
            target = self._target(profile, request)
        except Problem as problem:
            return OperationResult(Outcome.NOT_SENT, None, problem)
        return await self._stop(target, profile, request, mark=mark, bulk=bulk)

    async def stop_session(
        self, session_id: str, profile: str = "", bulk: Bulk | None = None
    ) -> OperationResult:
        """Stop a session of the list, and no other one of its target (``another_session``).

        :param profile: another one that leads to its target; empty for the session's own.
        :param bulk: what it can be broken off together with.
        """
        session = await self._known(session_id)
        request = StopRequest(
            room=session.target.room,
            account=session.target.account,
            source=session.target.source,
            sdk_type=session.settings.sdk_type,
        )
        return await self._stop(session.target, profile or session.profile, request, session.id, bulk=bulk)

    async def settle(self, session_id: str, state: State, reason: str = "") -> Session:
        """Write a person's decision; sends nothing. It is on all sessions that contradict this one.

        :return: the session that tells of them from now on.
        :param state: RECORDING (*it is recording*) or STOPPED (*mark as ended*).
        :raises DecisionRefused: where NEXT_STEPS.md, "Where a step may stand", does not allow the decision.
        :raises Busy: where an operation on the session is under way.
        :raises Problem: where the session is another desk's, and the team can't be asked.
        """
        now, operator, reason = self._clock.now(), self.operator, fit_to_store(reason)
        boot, along = boot_of(self._clock), None
        if (session := await self._known(session_id)).apart:
            session_id, along = await on_all_of(self._ledger, session, now)

        def decide(session: Session) -> Session:
            if session.desk:
                from gui.core.sessions.apart import left_open

                # No other desk is at work on it by now: what one is seen to be doing was left open.
                session = left_open(session)
            return with_boot_time(settled(session, state, operator, reason, now), now, boot)

        return await self._change(session_id, decide, Note("settled", operator, now, reason), along=along)

    async def move_to_profile(self, session_id: str, profile: str) -> Session:
        """Have another profile of the same relay and app carry a live session on; sends nothing.

        :raises Busy: where an operation on the session is under way.
        :raises ValueError: where the profile leads elsewhere.
        """
        target, endpoint = (await self._known(session_id)).target, self._relays.endpoint(profile)
        if (endpoint.host, endpoint.sdk_app_id) != (target.host, target.sdk_app_id):
            raise ValueError(f"the profile {profile} leads to another relay or app")
        now = self._clock.now()

        def move(session: Session) -> Session:
            return replace(session, profile=profile, changed_at=now)

        return await self._change(session_id, move, Note("moved", self.operator, now, profile))

    async def mark_handled(self, session_id: str, note: str) -> Session:
        """Take a session out of *Needs attention*, with a note.

        :raises Busy: where an operation on the session is under way.
        :raises Problem: where the session is another desk's, and the team can't be asked.
        """
        now, note = self._clock.now(), fit_to_store(note)
        note_row = Note("handled", self.operator, now, note)
        return await self._change(session_id, lambda session: handled(session, note, now), note_row)

    async def hand_over(self, session_id: str, to: str, note: str = "", desk: str | None = None) -> Session:
        """HandOver a session to a person of the team; it stays with whoever has it until that one accepts.

        :param desk: the id of the desk where that person is; None where nobody else is called so.
        :raises DecisionRefused: where it is over.
        :raises Busy: where an operation on the session is under way.
        :raises Problem: where the session is another desk's, and the team can't be asked.
        """
        now, offer = self._clock.now(), HandOver(fit_to_store(to), self.operator, fit_to_store(note), desk)
        note_row = Note(HANDED_OVER, self.operator, now, offer.note)
        await refuse_cleared(self._ledger, await self._known(session_id))
        return await self._change(session_id, lambda session: offered(session, offer, now), note_row)

    async def take_over(self, session_id: str) -> Session:
        """Whoever is at this desk looks after a session from now on; raises as :meth:`hand_over`."""
        now, operator = self._clock.now(), self.operator
        note = Note(HANDED_OVER, operator, now)
        await refuse_cleared(self._ledger, await self._known(session_id))
        return await self._change(session_id, lambda session: taken(session, operator, now), note)

    async def undo(self, session_id: str, row: int, but: Collection[int] = ()) -> Session:
        """Take a decision of a person back, as long as nobody has acted on its target since; sends nothing.

        :param row: the row that :meth:`settle` or :meth:`mark_handled` wrote.
        :param but: later rows of the target that do not count: those of the same decision on other sessions.
        :raises DecisionRefused: where session or target has a later row, or the row is no such decision.
        :raises Busy: where an operation on the session is under way.
        :raises Problem: where the session is another desk's, and the team can't be asked.
        """
        before = await before_decision(self._ledger, session_id, row)
        note = Note("undone", self.operator, self._clock.now())

        def take_back(session: Session) -> Session:
            return undone(session, before)

        along = None
        if before.apart:
            along = await undone_with(self._ledger, await self._known(session_id))
        return await self._change(session_id, take_back, note, Untouched(row, frozenset(but)), along)

    async def write_late(self, result: OperationResult) -> OperationResult:
        """Try once more to write an outcome that the ledger could not take (``ledger_after``).

        :raises Problem: where it still can't.
        """
        unwritten = result.problem is not None and result.problem.word is LocalFailure.LEDGER_AFTER
        if not unwritten or result.session is None:
            return result
        return await self._operations.write_late(result.session.target) or result

    def stop_waiting(self, session_id: str) -> bool:
        """No longer wait for an answer; False where nothing of that session is under way here."""
        operation = self._operations.of(session_id)
        if operation is not None:
            operation.stop_waiting()
        return operation is not None

    def cancel_retry(self, session_id: str) -> bool:
        """End a countdown: the last answer stands."""
        operation = self._operations.of(session_id)
        if operation is not None:
            operation.stop_retrying()
        return operation is not None

    def send_no_more(self, session_id: str) -> None:
        """The panel ends soon: what waits on this session is not sent; an answer on its way is awaited."""
        operation = self._operations.of(session_id)
        if operation is not None:
            operation.stop_retrying(panel_ends=True)

    async def recover(self) -> tuple[Session, ...]:
        """Conclude the operations of processes that are gone; returns the sessions that changed.

        Outcomes that this process could not write when they came are written too.
        """
        await self._operations.write_unwritten()
        return await self._recovery.conclude_orphans(self.operator)

    async def _start(
        self,
        target: Target,
        profile: str,
        plan: Plan,
        request: StartRequest,
        session_id: str = "",
        *,
        mark: Mapping[str, object] | None = None,
        bulk: Bulk | None = None,
    ) -> OperationResult:
        operation_request = OperationRequest(
            target, profile, Operation.START, plan, request.packet, self.operator, session_id, mark, bulk
        )
        return await self._operations.run(operation_request)

    async def _stop(
        self,
        target: Target,
        profile: str,
        request: StopRequest,
        session_id: str = "",
        *,
        mark: Mapping[str, object] | None = None,
        bulk: Bulk | None = None,
    ) -> OperationResult:
        starting, made_by_it = self._operations.at(target), False
        if bulk is not None and bulk.broken_off.is_set():
            # Nothing is stopped: a start on its way goes on as it was.
            starting = None
        if starting is not None and starting.operation is Operation.START:
            if session_id and starting.session is not None and starting.session.id != session_id:
                # The start of another session goes on.
                another = Problem(Delivery.NEVER_SENT, word=LocalFailure.ANOTHER_SESSION)
                return OperationResult(Outcome.NOT_SENT, None, another)
            starting.stop_retrying()
            await starting.ended.wait()
            try:
                nothing, session = await self._nothing_to_stop(starting, target)
            except Problem as problem:
                return OperationResult(Outcome.NOT_SENT, None, problem)
            # What a start of this session made is what the stop is for.
            made_by_it = starting.name == session_id
            if nothing:
                dropped = Problem(Delivery.NEVER_SENT, word=LocalFailure.DROPPED)
                return OperationResult(Outcome.NOT_SENT, session, dropped)
        settings = StartOptions(sdk_type=request.sdk_type)
        plan = begin_stop(target, profile, settings, self.operator, self._clock.now())
        if session_id and not made_by_it:
            plan = begin_only_of(session_id, plan)
        operation_request = OperationRequest(
            target, profile, Operation.STOP, plan, request.packet, self.operator, session_id, mark, bulk
        )
        return await self._operations.run(operation_request)

    async def _nothing_to_stop(
        self, starting: RunningOperation, target: Target
    ) -> tuple[bool, Session | None]:
        """Whether a start that a stop waited for failed, or was taken back for it; and its session."""
        if starting.session is not None:
            return starting.session.state is State.FAILED, starting.session
        newest = await self._ledger.newest_of(target.key)
        return newest is None or newest.state is State.FAILED, newest

    async def _change(
        self,
        session_id: str,
        change: Callable[[Session], Session],
        note: Note,
        untouched: Untouched | None = None,
        along: Along | None = None,
    ) -> Session:
        # What waits for a slot without a row would find another session than it was asked for.
        session = await self._known(session_id)
        if self._operations.at(session.target) is not None:
            raise Busy(session_id)
        of_keeper = note.kind == HANDED_OVER
        of_others = along is not None
        async with decided_here(self._team, session, self.operator, of_keeper=of_keeper, of_others=of_others):
            written = await self._ledger.change_all(session_id, change, note, untouched, along)
            for one in written:
                self._listener.session_changed(one)
        return written[-1]

    def _overrun_hours(self, profile: str) -> int:
        return self._relays.endpoint(profile).overrun_hours

    async def _known(self, session_id: str) -> Session:
        session = await self._ledger.session(session_id)
        if session is None:
            raise DecisionRefused(f"there is no session {session_id}")
        return session

    def _target(self, profile: str, request: StartRequest | StopRequest) -> Target:
        endpoint = self._relays.endpoint(profile)
        return Target(endpoint.host, endpoint.sdk_app_id, request.room, request.account, request.source)


def _start_of(session: Session) -> StartRequest:
    target = session.target
    return start_of(session.settings, room=target.room, account=target.account, source=target.source)
