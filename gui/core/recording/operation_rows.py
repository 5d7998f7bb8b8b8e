"""The rows of one operation: what each says, and that it is written. running_operation.py has their order."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem, unwritten_problem
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.system import Clock, boot_of
from gui.core.ledger.rows import Note
from gui.core.recording.attempt import Attempt
from gui.core.recording.operation_request import OperationRequest, OperationResult
from gui.core.recording.ports import RowWriter, Team
from gui.core.recording.unwritten_outcomes import UnwrittenOutcome, UnwrittenOutcomes
from gui.core.sessions.begin import sending
from gui.core.sessions.boot_time import with_boot_time
from gui.core.sessions.claimed import Claimed
from gui.core.sessions.conclude import answered_retry, conclude, never_sent
from gui.core.sessions.session import NOTHING_TO_DO, Failure, Session
from gui.core.sessions.session import replace as changed
from gui.core.sessions.state_table import Intent, Opening, Plan, outcome_of

log = logging.getLogger(__name__)


class OperationRows:
    """Writes one operation's rows in its operator's name. A row is durable once its method returns.

    Before an intent the target is claimed, so that one desk at a time is at work on it, until :meth:`let_go`.

    Each step is logged as well, by the session's number: of whom and of where, the ledger alone tells.

    Every method that writes raises Problem where the ledger can't take the row.
    """

    def __init__(
        self,
        ledger: RowWriter,
        unwritten: UnwrittenOutcomes,
        team: Team,
        clock: Clock,
        request: OperationRequest,
    ) -> None:
        self._ledger = ledger
        self._unwritten = unwritten
        self._team = team
        self._clock = clock
        self._request = request
        self._found: Session | None = None
        self._attempts = 0
        self._claimed = False

    async def begin_waiting(self) -> Opening | None:
        """``queued``: a start that waits for the rate limiter; raises as :meth:`begin` does.

        None, and nothing written, where the list shows the target anyway: its session is live, or failed
        and not handled. What its plan refuses by now has not to wait for it.
        """
        now = self._clock.now()

        def wanted(newest: Session | None) -> Opening:
            opening = self._planned(newest)
            if newest is not None and (newest.live or (newest.state is State.FAILED and not newest.handled)):
                raise _Listed
            self._attempts = opening.session.attempts
            return replace(opening, session=replace(opening.session, attempts=0))

        await self._unwritten.write(self._request.target.key)
        try:
            return await self._begin("queued", wanted, now)
        except _Listed:
            return None

    async def begin(self) -> Opening:
        """``intent``, right before the request leaves. An outcome that waits for the ledger goes first.

        :raises Busy: where an operation on the target is under way, here or at another desk.
        :raises DecisionRefused: where the request's plan does.
        """
        await self._unwritten.write(self._request.target.key)
        claimed, now = await self._claim(), self._clock.now()

        def sent_now(newest: Session | None) -> Opening:
            opening = self._planned(newest)
            return replace(opening, session=self._told(sending(opening.session, now), claimed))

        return await self._begin("intent", sent_now, now, claimed.detail())

    async def write_intent(self, queued: Session) -> Session:
        """``intent`` of what :meth:`begin_waiting` began.

        :raises Busy: where another desk is at work on the target.
        :raises Problem: ``already_live`` where another one has acted on it while this one waited.
        """
        claimed = await self._claim()
        changed = await self._ledger.changed_on(self._request.target.key, queued.row)
        # Of its own session others may have gone on with, what they wrote would be written over.
        if any(one.live or one.id == queued.id for one in changed):
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.ALREADY_LIVE)
        again = sending(replace(queued, attempts=self._attempts), self._clock.now())
        return await self._write(
            "intent", self._told(again, claimed), answered=False, detail=claimed.detail()
        )

    async def write_retry(self, session: Session, attempt: Attempt, problem: Problem) -> Session:
        """``retry``: an answer after which the panel tries again."""
        intent = Intent.STOP if session.operation is Operation.STOP else Intent.START
        noted = answered_retry(session, intent, problem, self._clock.now())
        answered, detail = problem.delivery is Delivery.ANSWERED, attempt.detail()
        written = await self._write("retry", noted, answered=answered, detail=detail)
        self._log_answer(written, "retry", str(problem), detail)
        return written

    async def write_try(self, session: Session) -> Session:
        """``try``: the intent to send once more.

        :raises Problem: where the claim is lost.
        """
        if not await self._team.renew(self._request.target.key):
            raise _claim_lost()
        return await self._write("try", sending(session, self._clock.now()), answered=False)

    async def write_outcome(
        self,
        opening: Opening,
        session: Session,
        problem: Problem | None,
        file_ids: tuple[str, ...],
        detail: Mapping[str, object],
        *,
        last_resort: bool = False,
    ) -> tuple[tuple[Session, ...], OperationResult]:
        """``answer``: what the last try left, as sessions (two where *guest came back* made one) and result.

        A stop ends what else a team's desk knew to be live of its target: it was one recording.
        Where the ledger can't take it, the outcome is kept until it can, and both say so (``ledger_after``).

        :param problem: the last answer, or why there is none; None for 0.
        :param last_resort: the row is as plain as can be: only the ledger can keep it from being written.
        """
        now = self._clock.now()
        done = conclude(opening, session, problem, file_ids, now)
        done = tuple(with_boot_time(one, now, boot_of(self._clock)) for one in done)
        result = OperationResult(
            outcome_of(problem, self._request.operation), done[-1], problem, session.attempts
        )
        own, along = len(done), () if last_resort else await self._ended_along(opening, done, problem, now)
        try:
            done = await self._end("answer", done, result, detail, now, last_resort=last_resort, along=along)
        except Exception as refused:
            if not (last_resort or isinstance(refused, Problem)):
                raise
            late = unwritten_problem(refused)
            # A successor has no number yet: the session that has one stands for both.
            shown = done[0] if len(done) == 1 else session
            done = (replace(shown, failure=Failure.of(late, self._request.operation)),)
            result, own = replace(result, problem=late), 1
        return done, replace(result, session=done[own - 1])

    async def write_never_sent(
        self, waiting: Session, reason: Problem
    ) -> tuple[Session, OperationResult, Exception | None]:
        """``withdrawn`` or ``answer``: what waited is as it was before; a new one was not started.

        Where the ledger can't take it, it is kept until it can; nothing was sent, so the result is the same.
        The last value is a bug that kept it from being written.
        """
        now, operation = self._clock.now(), self._request.operation
        done = never_sent(waiting, self._found, reason, operation, now)
        result = OperationResult(outcome_of(reason, operation), done, reason)
        # A batch reads the outcomes of its rows, whatever they are.
        # One that stands as it was before says nothing new, whatever colleagues made of it meanwhile.
        as_before = self._found is not None and self._found.id == waiting.id
        on_purpose = reason.word is LocalFailure.WITHDRAWN or (as_before and reason.word in NOTHING_TO_DO)
        withdrawn = on_purpose and self._request.mark is None
        kind = "withdrawn" if withdrawn else "answer"
        bug: Exception | None = None
        try:
            (done,) = await self._end(kind, (done,), result, None, now, last_resort=True)
        except Exception as err:
            bug = None if isinstance(err, Problem) else err
        return done, replace(result, session=done), bug

    async def _ended_along(
        self, opening: Opening, done: tuple[Session, ...], problem: Problem | None, now: datetime
    ) -> tuple[Session, ...]:
        answered = problem is None or problem.delivery is Delivery.ANSWERED
        if not opening.beside or not answered or done[0].state is not State.STOPPED:
            return ()
        from gui.core.sessions.apart import ended_along

        others = [one for one in await self._of_target() if one.id in opening.beside]
        return ended_along(others, done[0], now)

    async def _of_target(self) -> Sequence[Session]:
        """Its sessions; none where they can't be read: the request goes on without them."""
        with suppress(Problem):
            return await self._ledger.changed_on(self._request.target.key, 0)
        return ()

    def before_first_byte(self) -> None:
        """Whether it may leave now; the intent's row may be a while ago.

        :raises Problem: never sent, where the claim is lost.
        """
        if not self._team.holds(self._request.target.key):
            raise _claim_lost()

    async def let_go(self) -> None:
        """The operation has ended: others may ask for its target, once its outcome is in the ledger."""
        if self._claimed and not self._unwritten.waits(self._request.target.key):
            await self._team.conclude(self._request.target.key)

    async def _claim(self) -> Claimed:
        request = self._request
        claimed = await self._team.claim(request.target.key, request.operation, request.operator)
        self._claimed = True
        return claimed

    def _told(self, session: Session, claimed: Claimed) -> Session:
        """A session says of its last start whether the team could be asked; of a stop its intent does."""
        if self._request.operation is Operation.STOP or session.unreached == claimed.unreached:
            return session
        return changed(session, unreached=claimed.unreached)

    def _planned(self, newest: Session | None) -> Opening:
        """The session bears the profile that carries the request; which one it bore is kept."""
        self._found = newest
        opening = self._request.plan(newest)
        session, profile = opening.session, self._request.profile
        before = "" if newest is None or newest.id != session.id else newest.profile
        if before in ("", profile):
            # Nearly every request, and this is the ledger's thread.
            return opening
        return replace(opening, session=replace(session, profile=profile), profile_before=before)

    async def _begin(
        self, kind: str, plan: Plan, now: datetime, told: Mapping[str, object] | None = None
    ) -> Opening:
        target_key, mark = self._request.target.key, self._request.mark
        note = Note(kind, self._request.operator, now, detail={**(mark or {}), **told} if told else mark)
        live_first = self._request.operation is Operation.STOP
        opening = await self._ledger.begin(target_key, plan, note, live_first=live_first)
        await self._team.changed()
        log.info("session %s: %s, %s", opening.session.id, self._request.operation.name.lower(), kind)
        return opening

    async def _write(
        self, kind: str, session: Session, *, answered: bool, detail: Mapping[str, object] | None = None
    ) -> Session:
        note = Note(kind, self._request.operator, self._clock.now(), detail=detail)
        written = await self._ledger.add(session, note, answered=answered)
        await self._team.changed()
        return written

    async def _end(
        self,
        kind: str,
        done: tuple[Session, ...],
        result: OperationResult,
        detail: Mapping[str, object] | None,
        now: datetime,
        *,
        last_resort: bool,
        along: tuple[Session, ...] = (),
    ) -> tuple[Session, ...]:
        if self._request.mark is not None:
            detail = {**(detail or {}), "outcome": result.outcome.value}
        note = Note(kind, self._request.operator, now, detail=detail)
        outcome = UnwrittenOutcome((*done, *along), note, result, len(along))
        target_key = self._request.target.key
        written = await self._unwritten.write_or_keep(target_key, outcome, last_resort=last_resort)
        why = "" if result.problem is None else f", {result.problem}"
        self._log_answer(written[-1 - len(along)], kind, f"{result.outcome.value}{why}", detail)
        return written

    def _log_answer(
        self, session: Session, kind: str, words: str, detail: Mapping[str, object] | None
    ) -> None:
        steps = (detail or {}).get("milliseconds")
        took = f", {max(steps.values())} ms" if isinstance(steps, dict) and steps else ""
        operation = self._request.operation.name.lower()
        log.info("session %s: %s, %s: %s%s", session.id, operation, kind, words, took)


def _claim_lost() -> Problem:
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.TEAM, detail=Detail("team.claim_lost"))


class _Listed(Exception):  # noqa: N818 - it names what was found
    """The list shows the target already."""
