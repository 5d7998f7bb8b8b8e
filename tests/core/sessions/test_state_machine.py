"""Whatever staff do and the service answers, in any order: what must hold all the time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Retry
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, Source, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start, begin_start_again, begin_stop, sending
from gui.core.sessions.conclude import answered_retry, conclude, interrupted
from gui.core.sessions.session import EndedBy, Session, Target
from gui.core.sessions.settle import may_settle, settled
from gui.core.sessions.state_table import Intent, Opening, Plan

TARGET = Target("relay.example", 1400000001, 10001, "alice", Source.CAMERA)
CODES = st.sampled_from(
    [
        *(30000002, 30000201, 30000208, 30000301, 30000404, 30000403, 30000411, 30000412, 30000413, 30000415),
        *(1, -3, -5, 60007, 60008, 70001, 77),
    ]
)
WORDS = {
    Delivery.NEVER_SENT: [LocalFailure.CONNECT, LocalFailure.CREDENTIAL],
    Delivery.NO_ANSWER: [LocalFailure.TIMEOUT, LocalFailure.CANCELLED],
}
LOCAL = st.sampled_from([Problem(delivery, word=word) for delivery, words in WORDS.items() for word in words])
PROBLEMS = CODES.map(lambda code: Problem(Delivery.ANSWERED, code=code)) | LOCAL
IDS = st.lists(st.sampled_from("abcd"), max_size=2).map(tuple)
LIVE = (State.STARTING, State.RECORDING, State.STOPPING, State.UNKNOWN)


class Desk(RuleBasedStateMachine):
    """One target's sessions, as the ledger keeps them: the newest ones by number."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.sessions: list[Session] = []
        self.opening: Opening | None = None
        self.under_way: Session | None = None
        self.before: Session | None = None
        self.last_try: Problem | None = None
        self.proofs: set[str] = set()

    # What staff do.

    @precondition(lambda self: self.opening is None)
    @rule()
    def start(self) -> None:
        self._begin(begin_start(TARGET, "Main", StartOptions(file_name="n"), "Li", self._tick()))

    @precondition(lambda self: self.opening is None)
    @rule()
    def stop(self) -> None:
        self._begin(begin_stop(TARGET, "Main", StartOptions(), "Li", self._tick()), live_first=True)

    @precondition(
        lambda self: (
            self.opening is None
            and self.sessions
            and self.sessions[-1].state in (State.FAILED, State.UNKNOWN)
        )
    )
    @rule()
    def start_again(self) -> None:
        self._begin(begin_start_again(self.sessions[-1].id, self._tick()))

    @precondition(lambda self: self.opening is None and self.sessions)
    @rule(state=st.sampled_from([State.RECORDING, State.STOPPED]), which=st.integers(0, 3))
    def settle(self, state: State, which: int) -> None:
        found = self.sessions[-1 - which % len(self.sessions)]
        if not may_settle(found, state):
            return
        done = settled(found, state, "Wang", "", self._tick())
        self.proofs.add(found.id)
        self._store(done)

    # What the service answers.

    @precondition(lambda self: self.under_way is not None and self.last_try is None)
    @rule(problem=PROBLEMS)
    def retry(self, problem: Problem) -> None:
        """An answer after which the panel tries again by itself: it counts down."""
        assert self.opening is not None
        assert self.under_way is not None
        retry = for_problem(problem, self.opening.intent.operation).retry
        if retry is Retry.NONE:
            return
        noted = answered_retry(self.under_way, self.opening.intent, problem, self._tick())
        assert noted.state is self.under_way.state
        self.under_way, self.last_try = noted, problem

    @precondition(lambda self: self.last_try is not None)
    @rule()
    def try_again(self) -> None:
        assert self.under_way is not None
        self.under_way, self.last_try = sending(self.under_way, self._tick()), None

    @precondition(lambda self: self.last_try is not None)
    @rule()
    def give_up_retrying(self) -> None:
        """Staff end the countdown: the last answer stands; a stop that was to be sent once more was not."""
        assert self.last_try is not None
        self._end(self.last_try, ())

    @precondition(lambda self: self.under_way is not None and self.last_try is None)
    @rule(problem=PROBLEMS)
    def fail(self, problem: Problem) -> None:
        self._end(problem, ())

    @precondition(lambda self: self.under_way is not None and self.last_try is None)
    @rule(ids=IDS)
    def accept(self, ids: tuple[str, ...]) -> None:
        self._end(None, ids)

    @precondition(lambda self: self.under_way is not None)
    @rule()
    def panel_dies(self) -> None:
        assert self.opening is not None
        assert self.under_way is not None
        last = self.last_try
        answered = last is not None and last.delivery is Delivery.ANSWERED
        done = interrupted(self.opening, self.under_way, answered=answered, waiting=False, now=self._tick())
        if not answered:
            assert [session.state for session in done] == [State.UNKNOWN]
        self._check_and_store(done, last if answered else None, accepted=False)

    # What must hold.

    @invariant()
    def green_is_what_was_accepted_or_marked(self) -> None:
        for session in self.sessions:
            if session.state is State.RECORDING:
                assert session.id in self.proofs

    @invariant()
    def what_is_shown_hangs_together(self) -> None:
        for session in self.sessions:
            assert session.state not in (State.STARTING, State.STOPPING)
            assert session.open_attempt is (session.state is State.UNKNOWN)
            assert session.before_stop is None
            assert (session.ended_at is not None) is (session.ended_by is not None)
            if session.state is State.STOPPED:
                assert session.ended_at is not None
            if session.state is State.FAILED:
                assert session.failure is not None
                assert not session.file_ids
            if session.state is State.RECORDING:
                assert session.ended_at is None

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def _begin(self, plan: Plan, *, live_first: bool = False) -> None:
        newest = self.sessions[-1] if self.sessions else None
        live = [session for session in self.sessions if session.state in LIVE]
        opening = plan(live[-1] if live_first and live else newest)
        ident = opening.session.id or str(len(self.sessions) + 1)
        self.before = next((one for one in self.sessions if one.id == ident), None)
        self.under_way = sending(replace(opening.session, id=ident), self.now)
        self.opening = replace(opening, session=self.under_way)

    def _end(self, problem: Problem | None, ids: tuple[str, ...]) -> None:
        assert self.opening is not None
        assert self.under_way is not None
        done = conclude(self.opening, self.under_way, problem, ids, self._tick())
        self._check_and_store(done, problem, accepted=problem is None)

    def _check_and_store(self, done: tuple[Session, ...], problem: Problem | None, *, accepted: bool) -> None:
        assert self.opening is not None
        before, intent = self.before, self.opening.intent
        first = done[0]
        if before is not None:
            assert set(before.file_ids) <= set(first.file_ids)
        if before is not None and before.state is State.UNKNOWN and first.state is not State.UNKNOWN:
            ended = intent is Intent.STOP and problem is not None and problem.code in (30000412, 30000413)
            assert accepted or ended
        if first.state is State.STOPPED and (before is None or before.state is not State.STOPPED):
            assert accepted or (problem is not None and problem.code in (30000412, 30000413))
        if first.state is State.FAILED:
            assert intent is Intent.START
            assert not accepted
        if accepted and intent.operation is Operation.START:
            self.proofs.add(done[-1].id or str(len(self.sessions) + 1))
        if intent is Intent.GUEST_CAME_BACK and accepted:
            assert [one.state for one in done] == [State.STOPPED, State.RECORDING]
            assert first.ended_by is EndedBy.GUEST_LEFT
        for session in done:
            self._store(session)
        self.opening = self.under_way = self.before = self.last_try = None

    def _store(self, session: Session) -> None:
        if not session.id:
            session = replace(session, id=str(len(self.sessions) + 1))
        known = [one for one in self.sessions if one.id != session.id]
        self.sessions = sorted([*known, session], key=lambda one: int(one.id))


Desk.TestCase.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
TestDesk = Desk.TestCase
