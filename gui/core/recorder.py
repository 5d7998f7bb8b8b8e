"""The use cases: start, stop, start again, settle, handled, and what is found after a crash.

A plain class with a listener: the window, the command line, the batch and the tests drive it alike.
Every intent is durable in the ledger before a byte leaves.
"""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Protocol

from gui.core.errors import Delivery, LocalFailure, Problem
from gui.core.journal import Journal
from gui.core.journal_rows import Note
from gui.core.pursuit import DEFAULT_PACING, Attempt, Pacing, PacketMaker, Progress, Pursuit
from gui.core.relay import RelayClient
from gui.core.request import StartRequest, StopRequest
from gui.core.session import Failure, Session, Settings, Target
from gui.core.system import Clock
from gui.core.terms import Operation, Outcome, State
from gui.core.transitions import (
    Intent,
    Opening,
    Plan,
    answered_retry,
    conclude,
    handled,
    interrupted,
    outcome_of,
    plan_start,
    plan_start_again,
    plan_stop,
    sending,
    settled,
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What of a profile makes a target: relay host (with a port that is not the default) and app id."""

    host: str
    sdk_app_id: int


class Relays(Protocol):
    """Where the recorder finds a profile's endpoint and client; connections.py has the real ones."""

    def endpoint(self, profile: str) -> Endpoint:
        """The profile's endpoint.

        :raises Problem: ``profile`` where there is none of that name.
        """
        ...

    async def client(self, profile: str) -> RelayClient:
        """The profile's client, connected to credential and certificates.

        :raises Problem: never sent, for whatever the profile lacks.
        """
        ...


class Listener(Protocol):
    """Is told of every change; the bridge is one."""

    def session_changed(self, session: Session) -> None:
        """A session as its newest row has it."""
        ...

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        """What an operation that is under way is doing; None at its end."""
        ...


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one request.

    :param session: None where none was touched (busy, ledger not writable, profile missing).
    :param attempts: requests that this operation sent, or tried to send.
    """

    outcome: Outcome
    session: Session | None
    problem: Problem | None = None
    attempts: int = 0


class Recorder:
    """The use cases over one ledger. Call :meth:`recover` once after the ledger is open."""

    def __init__(
        self,
        journal: Journal,
        relays: Relays,
        clock: Clock,
        listener: Listener,
        *,
        operator: str,
        pacing: Pacing = DEFAULT_PACING,
    ) -> None:
        self.operator = operator
        self._journal = journal
        self._relays = relays
        self._clock = clock
        self._listener = listener
        self._pacing = pacing
        self._under_way: dict[str, Pursuit] = {}

    async def start(self, profile: str, request: StartRequest) -> Result:
        """Start a recording; on a target that is recording here this is *guest came back*."""
        settings = Settings(
            request.file_name,
            request.tags,
            request.class_id,
            request.transcode,
            request.screenshot,
            request.watermark,
            request.sdk_type,
        )
        try:
            target = self._target(profile, request)
        except Problem as problem:
            return Result(Outcome.NOT_SENT, None, problem)
        plan = plan_start(target, profile, settings, self.operator, self._clock.now())
        return await self._operate(target, plan, request.packet)

    async def start_again(self, session_id: str) -> Result:
        """A further attempt of a failed or unknown session, with the same settings.

        :raises ValueError: where the session is neither, or not its target's newest.
        """
        session = await self._known(session_id)
        request = _start_of(session)
        return await self._operate(
            session.target, plan_start_again(session.id, self._clock.now()), request.packet
        )

    async def guest_came_back(self, session_id: str) -> Result:
        """Send a start on purpose for a session that is recording."""
        session = await self._known(session_id)
        request = _start_of(session)
        now = self._clock.now()
        plan = plan_start(session.target, session.profile, session.settings, self.operator, now)
        return await self._operate(session.target, plan, request.packet)

    async def stop(self, profile: str, request: StopRequest) -> Result:
        """Stop a target's recording, in the list or not; always sent, whatever the ledger knows.

        While its start is on its way here, the stop waits for that answer: a failed start drops it.
        """
        try:
            target = self._target(profile, request)
        except Problem as problem:
            return Result(Outcome.NOT_SENT, None, problem)
        return await self._stop(target, profile, request)

    async def stop_session(self, session_id: str) -> Result:
        """Stop a session of the list, through its own profile."""
        session = await self._known(session_id)
        request = StopRequest(
            room=session.target.room,
            account=session.target.account,
            source=session.target.source,
            sdk_type=session.settings.sdk_type,
        )
        return await self._stop(session.target, session.profile, request)

    async def settle(self, session_id: str, state: State, reason: str = "") -> Session:
        """Write a person's decision; sends nothing.

        :param state: RECORDING (*it is recording*) or STOPPED (*mark as ended*).
        :raises ValueError: where the design does not let the decision stand.
        """
        session = await self._known(session_id)
        now = self._clock.now()
        decided = settled(session, state, self.operator, reason, now)
        return await self._write(decided, Note("settled", self.operator, now, reason))

    async def mark_handled(self, session_id: str, note: str) -> Session:
        """Take a session out of *Needs attention*, with a note."""
        session = await self._known(session_id)
        now = self._clock.now()
        return await self._write(handled(session, note, now), Note("handled", self.operator, now, note))

    def stop_waiting(self, session_id: str) -> bool:
        """No longer wait for an answer; False where nothing of that session is under way here."""
        pursuit = self._pursuit_of(session_id)
        if pursuit is not None:
            pursuit.stop_waiting()
        return pursuit is not None

    def cancel_retry(self, session_id: str) -> bool:
        """End a countdown: the last answer stands."""
        pursuit = self._pursuit_of(session_id)
        if pursuit is not None:
            pursuit.stop_retrying()
        return pursuit is not None

    async def recover(self) -> tuple[Session, ...]:
        """Conclude the operations of processes that are gone; returns the sessions that changed."""
        changed: list[Session] = []
        for orphan in await self._journal.orphans():
            now = self._clock.now()
            done = interrupted(orphan.opening, orphan.opening.session, answered=orphan.answered, now=now)
            changed += await self._journal.end(done, Note("interrupted", self.operator, now))
        for session in changed:
            self._listener.session_changed(session)
        return tuple(changed)

    # Writer: what the pursuit asks for between two tries.

    async def write_retry(self, session: Session, attempt: Attempt) -> Session:
        """An answer after which the panel tries again."""
        assert attempt.problem is not None
        now = self._clock.now()
        intent = Intent.STOP if session.operation is Operation.STOP else Intent.START
        noted = answered_retry(session, intent, attempt.problem, now)
        answered = attempt.problem.delivery is Delivery.ANSWERED
        return await self._write(
            noted, Note("retry", self.operator, now, detail=attempt.detail()), answered=answered
        )

    async def write_try(self, session: Session) -> Session:
        """The intent to send once more."""
        now = self._clock.now()
        return await self._write(sending(session, now), Note("try", self.operator, now), answered=False)

    def progress(self, session: Session, progress: Progress) -> None:
        """Pass on what the operation is doing."""
        self._listener.progress_changed(session.id, progress)

    # How an operation goes.

    async def _stop(self, target: Target, profile: str, request: StopRequest) -> Result:
        starting = self._under_way.get(target.key)
        if starting is not None and starting.session.operation is Operation.START:
            starting.stop_retrying()
            await starting.finished.wait()
            if starting.session.state is State.FAILED:
                dropped = Problem(Delivery.NEVER_SENT, word=LocalFailure.DROPPED)
                return Result(Outcome.NOT_SENT, starting.session, dropped)
        settings = Settings(sdk_type=request.sdk_type)
        plan = plan_stop(target, profile, settings, self.operator, self._clock.now())
        return await self._operate(target, plan, request.packet)

    async def _operate(self, target: Target, plan: Plan, make_packet: PacketMaker) -> Result:
        now = self._clock.now()

        def first_try(newest: Session | None) -> Opening:
            opening = plan(newest)
            return replace(opening, session=sending(opening.session, now))

        try:
            opening = await self._journal.begin(target.key, first_try, Note("intent", self.operator, now))
        except Problem as problem:
            return Result(Outcome.NOT_SENT, None, problem)
        self._listener.session_changed(opening.session)

        def connect() -> Awaitable[RelayClient]:
            return self._relays.client(opening.session.profile)

        pursuit = Pursuit(opening, make_packet, connect, self, self._pacing)
        self._under_way[target.key] = pursuit
        try:
            return await self._conclude(pursuit, await pursuit.run())
        finally:
            del self._under_way[target.key]
            pursuit.finished.set()
            self._listener.progress_changed(opening.session.id, None)

    async def _conclude(self, pursuit: Pursuit, attempt: Attempt) -> Result:
        now = self._clock.now()
        done = conclude(
            pursuit.opening, pursuit.session, attempt.problem, attempt.file_ids, now, resent=pursuit.resent
        )
        outcome = outcome_of(attempt.problem, pursuit.session.operation)
        attempts = pursuit.session.attempts
        problem = attempt.problem
        try:
            done = await self._journal.end(done, Note("answer", self.operator, now, detail=attempt.detail()))
        except Problem as unwritten:
            problem = Problem(Delivery.NO_ANSWER, word=LocalFailure.LEDGER_AFTER, message=unwritten.message)
            failure = Failure.of(problem, pursuit.session.operation)
            done = (replace(done[0], failure=failure), *done[1:])
        pursuit.session = done[0]
        for session in done:
            self._listener.session_changed(session)
        return Result(outcome, done[-1], problem, attempts)

    async def _write(self, session: Session, note: Note, *, answered: bool | None = None) -> Session:
        written = await self._journal.add(session, note, answered=answered)
        self._listener.session_changed(written)
        return written

    async def _known(self, session_id: str) -> Session:
        session = await self._journal.session(session_id)
        if session is None:
            raise ValueError(f"there is no session {session_id}")
        return session

    def _target(self, profile: str, request: StartRequest | StopRequest) -> Target:
        endpoint = self._relays.endpoint(profile)
        return Target(endpoint.host, endpoint.sdk_app_id, request.room, request.account, request.source)

    def _pursuit_of(self, session_id: str) -> Pursuit | None:
        return next((p for p in self._under_way.values() if p.session.id == session_id), None)


def _start_of(session: Session) -> StartRequest:
    return StartRequest(
        room=session.target.room,
        account=session.target.account,
        source=session.target.source,
        sdk_type=session.settings.sdk_type,
        file_name=session.settings.file_name,
        tags=session.settings.tags,
        class_id=session.settings.class_id,
        transcode=session.settings.transcode,
        screenshot=session.settings.screenshot,
        watermark=session.settings.watermark,
    )
