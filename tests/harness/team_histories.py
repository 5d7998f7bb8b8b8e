"""Histories of three desks on one target: cut off from each other, lost answers, retries, crashes, decisions.

Each desk works by the panel's own functions; the service is one bit. In the end all rows have arrived
everywhere, in any order, and what the desks show is compared with that bit.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Source, State
from gui.core.protocol.start_options import StartOptions
from gui.core.recording.retries import DEFAULT_PACING, leaves_a_stop_open, wait_before_next_try
from gui.core.sessions import apart
from gui.core.sessions.apart import Name, TargetRow
from gui.core.sessions.begin import begin_start, begin_start_again, begin_stop, sending
from gui.core.sessions.conclude import answered_retry, conclude, interrupted, never_sent
from gui.core.sessions.handing_over import HANDED_OVER, is_open, offered, taken
from gui.core.sessions.keeper import HandOver, Keeper
from gui.core.sessions.one_recording import settled_along, stands_for_all
from gui.core.sessions.session import Session, Target
from gui.core.sessions.settle import handled, may_settle, settled, undone
from gui.core.sessions.state_table import Intent
from tests.harness.team_desk import Decision, Desk, Rules, UnderWay
from tests.harness.team_service import Service

TARGET: Final = Target("relay.example", 1400000001, 10001, "alice", Source.CAMERA)
OPTIONS: Final = StartOptions("lesson")
BEGAN: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """What may happen.

    :param cuts: how likely a step cuts a desk off from the others, or brings it back.
    :param lost_leases: how likely a claim is free for another desk before its owner is done.
    :param along: a stop ends every live session of its target that is known.
    :param quick: how likely a request is over before anything else happens.
    :param talk: how likely a desk fetches what is new though it does nothing; ``decisions``: how likely what
        it does is a person's decision; ``hands``: how likely that is to hand a session over, or to take it;
        ``refusals``: how likely an answer is any code of the catalogue.
    :param steps: at most so many.
    """

    cuts: float = 0.25
    lost_leases: float = 0.3
    along: bool = True
    quick: float = 0.7
    talk: float = 0.15
    decisions: float = 0.2
    hands: float = 0
    refusals: float = 0.23
    steps: int = 16


class TeamHistory:
    """One history, by its seed."""

    def __init__(self, seed: int, world: World, rules: Rules) -> None:
        self.chance = random.Random(seed)
        self.world = world
        self.rules = rules
        self.service = Service()
        self.now = BEGAN
        self.board: dict[Name, TargetRow] = {}
        self.claimed: str | None = None
        skews = (-300, 0, 0, 20)
        self.desks = [Desk(name, timedelta(seconds=self.chance.choice(skews)), rules) for name in "ABC"]

    def play(self) -> None:
        """All steps; some requests are still under way then."""
        for _ in range(self.chance.randrange(4, self.world.steps)):
            self.now += timedelta(seconds=self.chance.randrange(1, 60))
            desk = self.chance.choice(self.desks)
            if self.chance.random() < self.world.cuts:
                desk.reached = not desk.reached
            elif self.chance.random() < self.world.talk:
                self.exchange(desk)
            else:
                self.act(desk)

    def end(self) -> None:
        """Every panel is up again, and every row is on the board."""
        for desk in self.desks:
            if desk.under_way is not None:
                self._recover(desk, desk.under_way)
            desk.reached = True
        for _ in range(2):
            for desk in self.desks:
                self.exchange(desk)

    def exchange(self, desk: Desk) -> None:
        """Send what it wrote, and fetch the rest."""
        if desk.reached:
            self.board |= {name: row for name, row in desk.rows.items() if name[0] == desk.name}
            desk.rows.update(self.board)

    def act(self, desk: Desk) -> None:
        """One step of what is under way, or something new."""
        if desk.under_way is None:
            if self.chance.random() < self.world.decisions:
                self._decide(desk)
                return
            if not self._begin(desk):
                return
        quick = self.chance.random() < self.world.quick
        while desk.under_way is not None:
            self._go_on(desk, desk.under_way)
            if not quick:
                return

    def _may(self, desk: Desk) -> bool:
        """The claim: True as well for a desk that does not reach the board."""
        if not desk.reached:
            return True
        if self.claimed not in (None, desk.name):
            if self.chance.random() >= self.world.lost_leases:
                return False
            self.claimed = None
        self.claimed = desk.name
        self.exchange(desk)
        return True

    def _release(self, desk: Desk) -> None:
        if desk.reached and self.claimed == desk.name:
            self.exchange(desk)
            self.claimed = None

    def _begin(self, desk: Desk) -> bool:
        now, stop = self.now + desk.skew, self.chance.random() < 0.45
        newest = desk.newest(live_first=stop)
        # What the list shows anyway waits without a row.
        listed = newest is not None and (newest.live or (newest.state is State.FAILED and not newest.handled))
        queues = not stop and not listed and self.chance.random() < 0.3
        if not queues:
            if not self._may(desk):
                return False
            newest = desk.newest(live_first=stop)
        known = desk.sessions()
        if stop:
            plan = begin_stop(TARGET, "Main", StartOptions(), desk.name, now)
        elif (
            newest is not None
            and newest.state in (State.FAILED, State.UNKNOWN)
            and self.chance.random() < 0.5
        ):
            plan = begin_start_again(newest.id, now)
        else:
            plan = begin_start(TARGET, "Main", OPTIONS, desk.name, now)
        opening = plan(newest)
        if queues:
            session = desk.write(replace(opening.session, attempts=0), "queued")
        else:
            session = desk.write(sending(opening.session, now), "intent")
        others = tuple(one.id for one in known if one.live and one.id != session.id)
        stage = "queued" if queues else "intent"
        opening = replace(opening, session=session)
        desk.under_way = UnderWay(opening, session, newest, desk.last, others, stage, waiting=queues)
        return True

    def _go_on(self, desk: Desk, work: UnderWay) -> None:
        if work.stage == "crashed":
            self._recover(desk, work)
        elif self.chance.random() < 0.04:
            work.stage = "crashed"
        elif work.stage == "queued":
            self._turn_came(desk, work)
        elif work.stage == "intent":
            work.came = self.service.answers(work.opening.intent.operation, self.chance, self.world.refusals)
            work.stage = "acted"
        elif work.stage == "acted":
            self._answered(desk, work)
        else:
            self._counted_down(desk, work)

    def _turn_came(self, desk: Desk, work: UnderWay) -> None:
        """A start that waited: it is not sent where somebody else's, or what one made of its own, is live."""
        free = self._may(desk)
        learnt = [
            one
            for one in desk.seen().sessions.values()
            if one.row != work.row and (one.session.live or one.session.id == work.session.id)
        ]
        if not free or learnt or self.chance.random() < 0.2:
            reason = Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN)
            done = never_sent(work.session, work.before, reason, Operation.START, self.now + desk.skew)
            desk.write(done, "withdrawn", frozenset({work.row}))
            desk.under_way = None
            self._release(desk)
            return
        # All that it learnt meanwhile is over, and it follows that.
        self._step(desk, work, sending(work.session, self.now + desk.skew), "intent", its_own=False)
        work.stage, work.waiting = "intent", False

    def _answered(self, desk: Desk, work: UnderWay) -> None:
        problem, _ = work.came
        operation, now = work.opening.intent.operation, self.now + desk.skew
        further = work.tries > 1 and problem is not None and problem.delivery is Delivery.NEVER_SENT
        wait = wait_before_next_try(problem, operation, DEFAULT_PACING, tries=work.tries, resent=work.resent)
        if problem is None or further or wait is None or self.chance.random() < 0.2:
            if further and work.session.failure is not None:
                # What was asked before was sent: its answer, or the lack of one, stands.
                work.came = work.session.failure.problem(), ()
            self._conclude(desk, work)
            return
        intent = Intent.STOP if operation is Operation.STOP else Intent.START
        noted = answered_retry(work.session, intent, problem, now)
        self._step(desk, work, noted, "retry", its_own=self.rules.answer_follows_its_request)
        work.answered = problem.delivery is Delivery.ANSWERED
        work.stage = "countdown"

    def _counted_down(self, desk: Desk, work: UnderWay) -> None:
        problem, _ = work.came
        if problem is None or self.chance.random() < 0.2:
            self._conclude(desk, work)
            return
        again = sending(work.session, self.now + desk.skew)
        self._step(desk, work, again, "try", its_own=self.rules.try_follows_its_answer)
        work.tries, work.answered, work.stage = work.tries + 1, False, "intent"
        work.resent = work.resent or leaves_a_stop_open(problem)

    def _step(self, desk: Desk, work: UnderWay, session: Session, kind: str, *, its_own: bool) -> None:
        work.session = desk.write(session, kind, desk.after(work.row, its_own=its_own))
        work.row = desk.last

    def _conclude(self, desk: Desk, work: UnderWay) -> None:
        problem, file_ids = work.came
        now = self.now + desk.skew
        done = conclude(work.opening, work.session, problem, file_ids, now)
        answered = problem is None or problem.delivery is Delivery.ANSWERED
        ended = work.opening.intent is Intent.STOP and answered and done[0].state is State.STOPPED
        if self.world.along and ended:
            done += self._along(desk, work, done)
        self._end(desk, work, done, "answer")

    def _along(self, desk: Desk, work: UnderWay, done: Sequence[Session]) -> tuple[Session, ...]:
        now_known = {one.id: one for one in desk.sessions()}
        taken = {one.id for one in done}
        others = [now_known[one] for one in work.others if one in now_known and one not in taken]
        return apart.ended_along(others, done[0], self.now + desk.skew)

    def _recover(self, desk: Desk, work: UnderWay) -> None:
        now = self.now + desk.skew
        done = interrupted(work.opening, work.session, answered=work.answered, waiting=work.waiting, now=now)
        self._end(desk, work, done, "interrupted")

    def _end(self, desk: Desk, work: UnderWay, done: Sequence[Session], kind: str) -> None:
        row = work.row
        for session in done:
            # The next session of one answer follows the one before it.
            desk.write(session, kind, desk.after(row, its_own=self.rules.answer_follows_its_request))
            row = desk.last
        desk.under_way = None
        self._release(desk)

    def _decide(self, desk: Desk) -> None:
        """A person, who looks at the recording itself, says what it is; or marks, or takes that back."""
        online = desk.reached
        if not self._may(desk):
            return
        sessions, now = desk.sessions(), self.now + desk.skew
        if sessions:
            session = self.chance.choice(sessions)
            choices: list[Callable[[Desk, Session, datetime, list[Session]], None]] = [
                self._settle,
                self._settle,
                self._mark,
                self._undo,
            ]
            if self.world.hands and self.chance.random() < self.world.hands:
                choices = [self._hand_over, self._take_over]
            # Without the board only one's own are settled.
            if online or session.id.startswith(desk.name):
                self.chance.choice(choices)(desk, session, now, sessions)
        self._release(desk)

    def _settle(self, desk: Desk, session: Session, now: datetime, known: list[Session]) -> None:
        others = tuple(one for one in known if one.apart and session.apart)
        if others and not desk.reached:
            # A decision on colleagues' sessions waits for the board.
            return
        session = stands_for_all(others) if others else session
        others = tuple(one for one in others if one.id != session.id)
        green = any(one.state is State.RECORDING and one.id != session.id for one in known)
        wanted = State.RECORDING if self.service.recording and not green else State.STOPPED
        if may_settle(session, wanted):
            decided, parents = settled(session, wanted, desk.name, "seen", now), None
            for other in others:
                desk.write(settled_along(other, decided, now), "settled", parents)
                parents = frozenset({desk.last})
            desk.write(decided, "settled", parents)
            desk.decided = Decision(desk.last, "settled", session, others)

    def _mark(self, desk: Desk, session: Session, now: datetime, _known: list[Session]) -> None:
        if session.state in (State.STARTING, State.STOPPING):
            return
        if session.live:
            desk.write(replace(session, profile="Other", changed_at=now), "moved")
        else:
            desk.write(handled(session, "told", now), "handled")
            desk.decided = Decision(desk.last, "handled", session)

    def _hand_over(self, desk: Desk, session: Session, now: datetime, _known: list[Session]) -> None:
        to = self.chance.choice([one.name for one in self.desks if one is not desk])
        if is_open(session, now):
            desk.write(offered(session, HandOver(to, desk.name), now), HANDED_OVER)

    def _take_over(self, desk: Desk, session: Session, now: datetime, _known: list[Session]) -> None:
        if is_open(session, now):
            taker = taken(session, desk.name, now)
            # As the others read it.
            known = taker.taken_by and Keeper(desk.name, taker.taken_by.desk or desk.name)
            desk.write(replace(taker, taken_by=known), HANDED_OVER)

    def _undo(self, desk: Desk, _session: Session, _now: datetime, known: list[Session]) -> None:
        decision, desk.decided = desk.decided, None
        if decision is None or desk.seen().heads != {decision.row}:
            return
        before = decision.before
        green = any(one.state is State.RECORDING and one.id != before.id for one in known)
        if before.state is State.RECORDING and (green or not self.service.recording):
            return
        (now_is,) = (one for one in known if one.id == before.id)
        by_id, parents = {one.id: one for one in known}, None
        for other in decision.along:
            desk.write(undone(by_id[other.id], other), "undone", parents)
            parents = frozenset({desk.last})
        desk.write(undone(now_is, before), "undone", parents)
