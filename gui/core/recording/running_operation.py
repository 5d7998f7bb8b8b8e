"""One start or stop on its way; read :class:`RunningOperation` from top to bottom.

The steps in their order, each with the row that is durable before the next one begins:

1. Turn: wait for the profile's rate limiter. A new start that has to wait has the row ``queued``.
2. Intent: the row ``intent``. What can't be written is not sent.
3. Send: one request, and its answer or the end of waiting for it. No row.
4. Once more, where retries.py allows it (a start after the answers that it lists, never without one): the row
   ``retry`` with that answer, or with the lack of one; countdown; turn; the row ``try``; then step 3.
5. Outcome: the row ``answer``, or ``withdrawn`` for what staff took back before it was sent.

Where the power goes, the newest row tells what is known; recovery.py concludes the operation by it:

- no row: nothing was sent, and nothing is shown. ``queued``: nothing was sent; the start is *not started*.
- ``intent``, ``try``: the request behind that row may have left; the session is *unknown*.
- ``retry``: that answer, or the lack of one, stands; nothing has left since.
- ``answer``, ``withdrawn``: the operation had ended.

A bug, a cancel or a full disk changes nothing of this: from the first row on an outcome is written, or kept
until the ledger takes it.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem, panel_bug
from gui.core.foundation.enums import Operation, Outcome
from gui.core.network.limits import ANSWER_LIMIT_S
from gui.core.recording.attempt import Attempt
from gui.core.recording.one_request import OneRequest
from gui.core.recording.operation_request import OperationRequest, OperationResult
from gui.core.recording.operation_rows import OperationRows
from gui.core.recording.ports import Listener, Relays
from gui.core.recording.rate_limiter import Slot
from gui.core.recording.retries import (
    Pacing,
    asks_for_fewer,
    leaves_a_stop_open,
    wait_before_next_try,
    waited,
)
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import DecisionRefused, Session
from gui.core.sessions.state_table import Opening, outcome_of


class RunningOperation:
    """Owns one operation: its session, its rows and its tries.

    Whoever drives it calls :meth:`run` once. Its waiting may be ended at any time meanwhile:

    - in steps 1 and 2 nothing is sent then. But what got its turn at once is on its way for whoever pressed:
      :meth:`stop_retrying` while its intent is being written lets it be sent, as in step 3; :meth:`withdraw`,
      which takes back many at once, does not.
    - in step 3 :meth:`stop_retrying` makes this answer the last one; after :meth:`withdraw` a first try that
      has no connection yet is not sent, and its session is as it was; with :meth:`stop_waiting` the session
      is *unknown* where a byte may have left, else this try was not sent, and an earlier answer stands.
    - in step 4 the answer that it has stands, and nothing more is sent.

    ``panel_ends`` says that it was the end of the panel, and that nobody took it back.

    :ivar session: as its newest row has it; None until there is one.
    :ivar ended: set by whoever keeps the operations under way, once this is none of them.
    """

    def __init__(
        self,
        request: OperationRequest,
        rows: OperationRows,
        relays: Relays,
        listener: Listener,
        pacing: Pacing,
        slot: Slot,
    ) -> None:
        self.request = request
        self.session: Session | None = None
        self.ended = asyncio.Event()
        self._rows = rows
        self._relays = relays
        self._listener = listener
        self._pacing = pacing
        self._slot = slot
        self._opening: Opening | None = None
        self._had_to_wait = False
        self._tries = 1
        self._resent = False
        self._newest_try: OneRequest | None = None
        self._try_began_at = self._intent_written_at = time.monotonic()
        self._bug: Exception | None = None
        self._no_more_tries = asyncio.Event()
        self._given_up = False
        self._withdrawn = False
        self._panel_ends = False

    @property
    def operation(self) -> Operation:
        """Start or stop."""
        return self.request.operation

    @property
    def name(self) -> str:
        """The session's id; until there is one, what it is queued as."""
        return self.request.name if self.session is None else self.session.id

    def stop_retrying(self, *, panel_ends: bool = False) -> None:
        """Send no further request; an answer on its way is still awaited."""
        self._panel_ends = self._panel_ends or panel_ends
        self._no_more_tries.set()

    def withdraw(self) -> None:
        """Taken back together with others: what has not left is not sent, though its turn may have come."""
        self._withdrawn = True
        self.stop_retrying()
        if self._newest_try is not None and not self._newest_try.may_have_left:
            self._newest_try.give_up(withdrawn=True)

    def stop_waiting(self, *, panel_ends: bool = False) -> None:
        """Send no further request, and wait for no answer."""
        self.stop_retrying(panel_ends=panel_ends)
        self._given_up = True
        if self._newest_try is not None:
            self._newest_try.give_up(panel_ends=self._panel_ends)

    async def run(self) -> OperationResult:
        """Carry it out, from its turn to its outcome. A cancel stops the waiting, and is not raised again.

        A bug is no reason to raise: what is known is written and returned as an outcome, with the bug.

        :raises DecisionRefused: where the request's plan does; nothing is written then.
        """
        # A task of its own: what a cancel interrupted halfway would stay open for ever.
        whole = asyncio.create_task(self._run_steps(), name=f"operation {self.request.target.key}")
        while not whole.done():
            try:
                await asyncio.wait({whole})
            except asyncio.CancelledError:
                self.stop_waiting(panel_ends=True)
        return whole.result()

    async def _run_steps(self) -> OperationResult:
        try:
            try:
                await self._take_first_turn()
                await self._write_intent()
            except DecisionRefused:
                raise
            except Problem as reason:
                return await self._end_unsent(reason)
            except Exception as bug:
                return await self._end_unsent(self._struck_by(bug))
            return await self._send_and_end()
        except DecisionRefused:
            raise
        except Exception as bug:
            # Not even an outcome could be made: what is known is told all the same.
            problem = self._struck_by(bug)
            outcome, attempts = outcome_of(problem, self.operation), int(self.session is not None)
            return OperationResult(outcome, self.session, problem, attempts, self._bug)
        finally:
            self._slot.end()
            await self._rows.let_go()

    # Step 1: the turn. Nothing has left.

    async def _take_first_turn(self) -> None:
        """Wait for a slot of the profile's rate limiter.

        :raises Problem: where it is taken back first, or the row ``queued`` can't be written.
        """
        self._had_to_wait = self._slot.has_to_wait
        if self._had_to_wait and self.request.waits_in_the_ledger:
            self._opening = await self._rows.begin_waiting()
            if self._opening is not None:
                # Durable from here on: it is wanted.
                self.session = self._opening.session
                self._listener.session_changed(self.session)
        if not await self._take_turn(None):
            raise self._taken_back()

    async def _take_turn(self, code: int | None) -> bool:
        """False where it was taken back first.

        :param code: what the last try was answered with.
        """
        waits = self._slot.has_to_wait
        if waits:
            now = time.monotonic()
            self._report(Phase.QUEUED, now, now, code, of_target=self._newest_try is None)
        taken = await self._slot.take(self._no_more_tries)
        if waits and self.session is None:
            self._listener.progress_changed(self.name, None)
        return taken

    def _taken_back(self) -> Problem:
        word = LocalFailure.PANEL_ENDED if self._panel_ends else LocalFailure.WITHDRAWN
        return Problem(Delivery.NEVER_SENT, word=word)

    # Step 2: the intent. Nothing has left; once this returns, a request may.

    async def _write_intent(self) -> None:
        """Make the intent durable.

        :raises Problem: where it can't be written, the target is busy, or it was taken back meanwhile.
        :raises DecisionRefused: where the request's plan does.
        """
        if self._opening is None:
            self._opening = await self._rows.begin()
            self.session = self._opening.session
        else:
            self.session = await self._rows.write_intent(self._written)
        self._intent_written_at = time.monotonic()
        if self._withdrawn or (self._had_to_wait and self._no_more_tries.is_set()):
            raise self._taken_back()

    # Steps 3 and 4: send, and send once more where the answer allows it.

    async def _send_and_end(self) -> OperationResult:
        problem: Problem | None
        file_ids: tuple[str, ...] = ()
        detail: Mapping[str, object]
        try:
            self._listener.session_changed(self._written)
            last = await self._send_until_last_answer()
            if last.problem is not None and last.problem.word is LocalFailure.WITHDRAWN:
                return await self._end_unsent(last.problem)
            problem, file_ids, detail = last.problem, last.file_ids, last.detail()
        except Exception as bug:
            # An outcome is written all the same: not sent, or unknown.
            problem, detail = self._struck_by(bug), {"bug": type(bug).__name__}
        return await self._end(problem, file_ids, detail)

    async def _send_until_last_answer(self) -> Attempt:
        """Send, and again as retries.py allows; returns the try whose answer stands."""
        last = await self._send_once()
        while True:
            self._slot.end(too_often=asks_for_fewer(last.problem))
            if not await self._may_send_once_more(last):
                return last
            try:
                further = await self._send_once()
            except Exception as bug:
                problem = self._struck_by(bug)
                if problem.delivery is not Delivery.NEVER_SENT:
                    raise
                return last
            if further.problem is not None and further.problem.delivery is Delivery.NEVER_SENT:
                # What was asked before was sent: its answer, or the lack of one, stands.
                return last
            last = further

    async def _send_once(self) -> Attempt:
        """Send one request, and await its answer or the end of waiting."""
        # First of all: whatever breaks from here on, this try has not left.
        self._newest_try = OneRequest(self._relays, self.request, self._rows.before_first_byte)
        if self._given_up:
            self._newest_try.give_up(panel_ends=self._panel_ends)
        now = time.monotonic()
        self._report(Phase.ANSWER, now, now + ANSWER_LIMIT_S, None)
        return await self._newest_try.send(
            began_at=self._try_began_at, intent_written_at=self._intent_written_at
        )

    async def _may_send_once_more(self, last: Attempt) -> bool:
        """From an answer to the intent to send once more; False where that answer stands."""
        wait_s = wait_before_next_try(
            last.problem, self.operation, self._pacing, tries=self._tries, resent=self._resent
        )
        if last.problem is None or wait_s is None or self._no_more_tries.is_set():
            return False
        try:
            # Durable from here on: this answer, and that nothing has left since.
            self._take_row(await self._rows.write_retry(self._written, last, last.problem))
            now, code = time.monotonic(), last.problem.code
            self._report(Phase.RETRY, now, now + wait_s, code)
            if not await waited(wait_s, self._no_more_tries) or not await self._take_turn(code):
                return False
            self._try_began_at = time.monotonic()
            # Durable from here on: the next request may have left.
            self._take_row(await self._rows.write_try(self._written))
            self._intent_written_at = time.monotonic()
        except Problem:
            # What can't be written is not sent.
            return False
        except Exception as bug:
            self._struck_by(bug)
            return False
        if self._no_more_tries.is_set():
            return False
        self._tries += 1
        self._resent = self._resent or leaves_a_stop_open(last.problem)
        return True

    # Step 5: the outcome.

    async def _end(
        self, problem: Problem | None, file_ids: tuple[str, ...], detail: Mapping[str, object]
    ) -> OperationResult:
        """Write what came of the last try; where no row can hold that, one without anything of the answer."""
        assert self._opening is not None
        opening, session = self._opening, self._written
        try:
            done, result = await self._rows.write_outcome(opening, session, problem, file_ids, detail)
        except Exception as bug:
            self._struck_by(bug)
            sent = problem is None or problem.delivery is not Delivery.NEVER_SENT
            plain, detail = panel_bug(bug, may_have_left=sent), {"bug": type(bug).__name__}
            done, result = await self._rows.write_outcome(
                opening, session, plain, (), detail, last_resort=True
            )
        # Durable, or kept until the ledger takes it.
        return self._tell_end(done, result)

    async def _end_unsent(self, reason: Problem) -> OperationResult:
        """It was never sent: where it has a row, its session is as it was before."""
        if self.session is None:
            return OperationResult(Outcome.NOT_SENT, None, reason, bug=self._bug)
        done, result, bug = await self._rows.write_never_sent(self.session, reason)
        if bug is not None:
            self._struck_by(bug)
        return self._tell_end((done,), result)

    # What the steps share.

    @property
    def _written(self) -> Session:
        """The session as its newest row has it, once there is one."""
        assert self.session is not None
        return self.session

    def _take_row(self, session: Session) -> None:
        self.session = session
        self._listener.session_changed(session)

    def _report(
        self, phase: Phase, since: float, until: float, code: int | None, *, of_target: bool = False
    ) -> None:
        target = self.request.target if of_target else None
        tries, limit = self._tries, self._pacing.tries
        progress = Progress(self.operation, phase, tries, limit, since, until, code, target)
        self._listener.progress_changed(self.name, progress)

    def _struck_by(self, bug: Exception) -> Problem:
        """Keep the first bug. As a problem it is *unknown* from the moment that a byte may have left."""
        self._bug = self._bug or bug
        may_have_left = self._newest_try is not None and self._newest_try.may_have_left
        return panel_bug(bug, may_have_left=may_have_left)

    def _tell_end(self, done: tuple[Session, ...], result: OperationResult) -> OperationResult:
        """Tell the listener what is written; a bug of its own changes nothing of that."""
        self.session = done[0]
        for session in done:
            try:
                self._listener.session_changed(session)
            except Exception as bug:
                self._struck_by(bug)
        try:
            self._listener.progress_changed(self.name, None)
        except Exception as bug:
            self._struck_by(bug)
        return replace(result, bug=self._bug)
