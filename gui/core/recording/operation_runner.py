"""One operation from its written intent to its last answer: tries, retries, the second stop, cancel."""

import asyncio
import contextlib
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem, panel_bug
from gui.core.catalogue.guidance import Retry, for_problem
from gui.core.foundation.enums import Operation
from gui.core.protocol.endpoint import ANSWER_LIMIT_S
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted, Nonces, Packet
from gui.core.recording.attempt import Attempt
from gui.core.recording.ports import Sender
from gui.core.recording.rate_limiter import Slot
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Session, Target
from gui.core.sessions.state_table import Opening


@dataclass(frozen=True, slots=True)
class Pacing:
    """How often and how soon the panel tries again by itself. Tests shorten the waits.

    :param tries: requests in all, the first included.
    :param delay_s: seconds from an answer to the next try (PROTOCOL.md, "Behaviour of the service").
    :param jitter_s: up to this many seconds on top, so that thirty rooms do not retry at once.
    :param resend_s: seconds before a stop without a usable answer is sent once more.
    """

    tries: int = 3
    delay_s: float = 3.0
    jitter_s: float = 0.5
    resend_s: float = 1.0


DEFAULT_PACING: Final = Pacing()


PREPARE_LIMIT_S: Final = 30.0
"""Time for a profile's connection to be made ready (certificates, Practice's service) before it is used."""


class Writer(Protocol):
    """Writes an operation's rows between two tries; the recorder is one."""

    async def write_retry(self, session: Session, attempt: Attempt) -> Session:
        """An answer after which the panel tries again."""
        ...

    async def write_try(self, session: Session) -> Session:
        """The intent to send once more, durable before it leaves."""
        ...

    def progress(self, session: Session, progress: Progress) -> None:
        """What the operation is doing now."""
        ...


PacketMaker = Callable[[int, Nonces], Packet]
"""Makes the packet for an app id with fresh values."""

Connect = Callable[[], Awaitable[Sender]]
"""Gives the profile's relay client; raises a never-sent Problem where there is none."""


class OperationRunner:
    """Drives one operation. ``stop_waiting`` and ``stop_retrying`` may be called at any time.

    ``opening`` and ``session`` are None until the operation's first row is written. ``bug`` is one that
    struck between two tries: the last answer stands.
    """

    def __init__(
        self,
        operation: Operation,
        name: str,
        make_packet: PacketMaker,
        connect: Connect,
        writer: Writer,
        pacing: Pacing,
        slot: Slot,
    ) -> None:
        self.operation = operation
        self._queued_as = name
        self._slot = slot
        self.opening: Opening | None = None
        self.session: Session | None = None
        self.resent = False
        self.bug: Exception | None = None
        self.finished = asyncio.Event()
        self._make_packet = make_packet
        self._connect = connect
        self._writer = writer
        self._pacing = pacing
        self._tries = 1
        self._exchange = Exchange()
        self._queued = self._written = time.monotonic()
        self._given_up = False
        self._panel_ends = False
        self._sending: asyncio.Task[Accepted] | None = None
        self._no_more_tries = asyncio.Event()

    @property
    def name(self) -> str:
        """The session's id; until there is one, what it is queued as."""
        return self._queued_as if self.session is None else self.session.id

    def queued(self, target: Target) -> Progress | None:
        """The progress of one that has to wait for its slot; None where it may go at once."""
        if not self._slot.has_to_wait:
            return None
        now = time.monotonic()
        return Progress(
            self.operation, Phase.QUEUED, self._tries, self._pacing.tries, now, now, target=target
        )

    async def await_slot(self) -> bool:
        """Wait for a slot of the profile's rate limiter; False where it was taken back first."""
        return await self._slot.take(self._no_more_tries)

    def stop_waiting(self) -> None:
        """Staff no longer wait: what was sent becomes unknown, a countdown ends."""
        self._given_up = True
        self._no_more_tries.set()
        if self._sending is not None:
            self._sending.cancel()

    def end_with_the_panel(self) -> None:
        """The panel ends: as if staff no longer waited, but nobody took it back."""
        self._panel_ends = True
        self.stop_waiting()

    def send_no_more(self) -> None:
        """The panel ends soon: what waits for a slot is not sent; an answer on its way is still awaited."""
        self._panel_ends = True
        self.stop_retrying()

    @property
    def taken_back(self) -> bool:
        """Whether staff, or the end of the panel, ended its wait for a slot."""
        return self._no_more_tries.is_set()

    def never_sent(self) -> Problem:
        """Why it never got a slot."""
        word = LocalFailure.PANEL_ENDED if self._panel_ends else LocalFailure.WITHDRAWN
        return Problem(Delivery.NEVER_SENT, word=word)

    def stop_retrying(self) -> None:
        """End a countdown, and start no further one; an answer on its way is still awaited."""
        self._no_more_tries.set()

    def broken_off(self, bug: Exception) -> Problem:
        """What a bug leaves to be written: unknown from the moment that a byte may have left."""
        return panel_bug(bug, may_have_left=self._exchange.may_have_left)

    def take(self, opening: Opening) -> Session:
        """A row of it is written: that it waits, or its intent; from here on the operation is open."""
        self.opening, self.session = opening, opening.session
        self._written = time.monotonic()
        return opening.session

    async def run(self, session: Session) -> Attempt:
        """Send until there is a last answer; returns the last attempt.

        :param session: the one that :meth:`take` gave.
        """
        last: Attempt | None = None
        while True:
            try:
                attempt = await self._send_once(session)
            except Exception as bug:
                if last is None or self._exchange.may_have_left:
                    raise
                self.bug = bug
                return last
            if last is not None and _never_left(attempt):
                # What was asked before was sent: its answer, or the lack of one, stands.
                return last
            last = attempt
            self._slot.end(too_often=_too_often(attempt.problem))
            wait_s = self._wait_before_next(attempt.problem)
            if attempt.problem is None or wait_s is None:
                return attempt
            try:
                self.session = session = await self._writer.write_retry(session, attempt)
                if not await self._count_down(session, wait_s, attempt.problem):
                    return attempt
                if self._slot.has_to_wait:
                    now = time.monotonic()
                    self._report(session, Phase.QUEUED, now, now, attempt.problem.code)
                if not await self.await_slot():
                    return attempt
                self._queued = time.monotonic()
                self.session = session = await self._writer.write_try(session)
                self._written = time.monotonic()
            except Problem:
                # What can't be written is not sent: the last answer stands.
                return attempt
            except Exception as bug:  # nor is it after a bug, which is told beside the answer
                self.bug = bug
                return attempt
            if self._no_more_tries.is_set():
                # While its row was being written: nothing has left.
                return attempt
            self._tries += 1
            self.resent = (
                self.resent or attempt.problem.delivery is not Delivery.ANSWERED or _unsure(attempt.problem)
            )

    async def _send_once(self, session: Session) -> Attempt:
        # First of all: whatever breaks from here on, this try has not left.
        self._exchange = exchange = Exchange()
        now = time.monotonic()
        self._report(session, Phase.ANSWER, now, now + ANSWER_LIMIT_S, None)
        nonces = Nonces.fresh()
        packet = self._make_packet(session.target.sdk_app_id, nonces)
        self._sending = sending = asyncio.create_task(self._send(packet, nonces, exchange))
        if self._given_up:
            sending.cancel()
        while not sending.done():
            try:
                await asyncio.wait({sending})
            except asyncio.CancelledError:
                # The loop is being closed: as if staff no longer waited; the outcome is still written.
                self.stop_waiting()
        problem: Problem | None = None
        file_ids: tuple[str, ...] = ()
        try:
            file_ids = sending.result().file_ids
        except Problem as found:
            problem = found
        except asyncio.CancelledError:
            problem = self._given_up_on(exchange)
        return Attempt(packet, nonces, exchange, problem, file_ids, self._queued, self._written)

    def _given_up_on(self, exchange: Exchange) -> Problem:
        if exchange.may_have_left:
            return Problem(Delivery.NO_ANSWER, word=LocalFailure.CANCELLED)
        if self._panel_ends:
            return Problem(Delivery.NEVER_SENT, word=LocalFailure.PANEL_ENDED)
        detail = Detail("connect.not_yet")
        return Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, detail=detail)

    async def _send(self, packet: Packet, nonces: Nonces, exchange: Exchange) -> Accepted:
        try:
            async with asyncio.timeout(PREPARE_LIMIT_S):
                client = await self._connect()
        except TimeoutError as err:
            detail = Detail("connect.not_ready")
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, detail=detail) from err
        return await client.send(packet, nonces.random, exchange)

    def _wait_before_next(self, problem: Problem | None) -> float | None:
        """Seconds until the next try; None where this answer is the last one."""
        if problem is None or self._no_more_tries.is_set():
            return None
        retry = for_problem(problem, self.operation).retry
        if retry in (Retry.DOCUMENTED, Retry.SLOWER) and self._tries < self._pacing.tries:
            return self._pacing.delay_s + random.uniform(0, self._pacing.jitter_s)
        if retry is Retry.ONCE_MORE and not self.resent:
            return self._pacing.resend_s
        return None

    async def _count_down(self, session: Session, wait_s: float, problem: Problem) -> bool:
        """True once the wait is over; False where staff cancelled it."""
        until = time.monotonic() + wait_s
        self._report(session, Phase.RETRY, until - wait_s, until, problem.code)
        while (left := until - time.monotonic()) > 0:
            # A timer may fire early: the monotonic clock decides.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._no_more_tries.wait()
                return False
        return True

    def _report(self, session: Session, phase: Phase, since: float, until: float, code: int | None) -> None:
        progress = Progress(self.operation, phase, self._tries, self._pacing.tries, since, until, code)
        self._writer.progress(session, progress)


def _never_left(attempt: Attempt) -> bool:
    return attempt.problem is not None and attempt.problem.delivery is Delivery.NEVER_SENT


def _too_often(problem: Problem | None) -> bool:
    """An answer that asks for fewer requests (60007 and its kin); it comes to both operations alike."""
    return problem is not None and for_problem(problem, Operation.START).retry is Retry.SLOWER


def _unsure(problem: Problem) -> bool:
    """An answered code after which a stop may have taken effect."""
    return for_problem(problem, Operation.STOP).retry is Retry.ONCE_MORE
