"""Recorder, ledger and service as a state machine: every order of clicks, answers, faults and restarts."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gui.core.foundation.enums import State
from gui.core.network.relay_client import RelayClient
from gui.core.protocol.endpoint import UNLIMITED, Limits
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.sessions.session import Session
from tests.harness.desk_under_fire import ACCOUNTS, ROOM, DeskUnderFire, Held, never_ready
from tests.harness.fault_proxy import Fate

EXAMPLES = int(os.environ.get("MACHINE_EXAMPLES", "40"))
STEPS = int(os.environ.get("MACHINE_STEPS", "30"))

# By hand from NEXT_STEPS.md, "Codes": the first ones prove that nothing happened, the others prove nothing.
START_NOTHING = [30000002, 30000201, 30000404, 30000411, 30000412, 1, 2, -1, -5, 60007, 70001, 77]
START_MAYBE = [30000208, 30000301, 30000415, -3, 60008]
STOP_NOTHING = [30000201, 30000208, 30000301, 30000404, 1, -3, 60007, 70001, 77]
STOP_MAYBE = [30000403, 30000410, 30000415, 60008, 60013]
CODES = {
    (True, False): START_NOTHING,
    (True, True): START_MAYBE,
    (False, False): STOP_NOTHING,
    (False, True): STOP_MAYBE,
}
"""By whether it is a start, and whether something may have happened."""

accounts = st.sampled_from(ACCOUNTS)
which = st.integers(0, 5)


class Fire(RuleBasedStateMachine):
    """Two targets, so that operations go on side by side.

    No rule has a precondition, because real sockets and threads are under it: what is drawn may not depend
    on how fast they are. A rule that finds nothing to do does nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desk = DeskUnderFire(self.folder)
        self.known: list[Session] = []

    def teardown(self) -> None:
        try:
            self.desk.close()
        finally:
            shutil.rmtree(self.folder)

    @initialize(limits=st.sampled_from([UNLIMITED, Limits(in_flight=1)]))
    def profile(self, limits: Limits) -> None:
        """Where one request at a time is let through, what comes meanwhile waits for its turn."""
        self.desk.let_through(limits)

    # What staff click.

    @rule(account=accounts, twice=st.booleans())
    def start(self, account: str, twice: bool) -> None:
        request = StartRequest(room=ROOM, account=account, file_name="lesson")
        for _ in range(1 + twice):
            self.desk.do(self.desk.click(lambda: self.desk.recorder.start("Main", request)))

    @rule(account=accounts)
    def stop(self, account: str) -> None:
        request = StopRequest(room=ROOM, account=account)
        self.desk.do(self.desk.click(lambda: self.desk.recorder.stop("Main", request)))

    @rule(which=which)
    def stop_session(self, which: int) -> None:
        known = self._one(which)
        if known:
            self.desk.do(self.desk.click(lambda: self.desk.recorder.stop_session(known)))

    @rule(which=which)
    def start_again(self, which: int) -> None:
        known = self._one(which, State.FAILED, State.UNKNOWN)
        if known:
            self.desk.do(self.desk.click(lambda: self.desk.recorder.start_again(known)))

    @rule(which=which)
    def guest_came_back(self, which: int) -> None:
        known = self._one(which, State.RECORDING)
        if known:
            self.desk.do(self.desk.click(lambda: self.desk.recorder.guest_came_back(known)))

    @rule(which=which, state=st.sampled_from([State.RECORDING, State.STOPPED]))
    def settle(self, which: int, state: State) -> None:
        known = self._one(which)
        if known:
            self.desk.do(self.desk.click(lambda: self.desk.recorder.settle(known, state, "seen")))

    @rule(which=which)
    def mark_handled(self, which: int) -> None:
        known = self._one(which)
        if known:
            self.desk.do(self.desk.click(lambda: self.desk.recorder.mark_handled(known, "")))

    @rule(which=which)
    def undo(self, which: int) -> None:
        known = self._one(which)
        if known:
            self.desk.do(self.desk.click(lambda: self._undo(known)))

    async def _undo(self, known: str) -> Session:
        """By the session's last row, whatever that is."""
        rows = await self.desk.ledger.entries(known)
        return await self.desk.recorder.undo(known, rows[-1].row)

    @rule(which=which, retry_only=st.booleans())
    def stop_waiting(self, which: int, retry_only: bool) -> None:
        recorder, known = self.desk.recorder, self._one(which)

        async def click() -> None:
            (recorder.cancel_retry if retry_only else recorder.stop_waiting)(known)

        self.desk.do(click())

    # What becomes of a request.

    @rule(which=which, fate=st.sampled_from(list(Fate)))
    def service_answers(self, which: int, fate: Fate) -> None:
        """By its own lights; the answer may be spoilt on its way."""
        if (held := self._held(which)) is not None:
            self._decide(held, fate)

    @rule(which=which)
    def service_answers_well(self, which: int) -> None:
        if (held := self._held(which)) is not None:
            self._decide(held, Fate.PASS)

    @rule(
        which=which,
        maybe=st.booleans(),
        code=st.integers(0, 11),
        effect=st.booleans(),
        fate=st.sampled_from([Fate.PASS, Fate.PASS, Fate.RESET_AFTER, Fate.DUPLICATE_LATE]),
    )
    def service_answers_a_code(self, which: int, maybe: bool, code: int, effect: bool, fate: Fate) -> None:
        held = self._held(which)
        if held is None:
            return
        start = held.seen.operation == "start"
        codes = CODES[start, maybe]
        self.desk.simulator.arm(
            operation="start" if start else "stop",
            room=ROOM,
            account=held.seen.place[1],
            code=codes[code % len(codes)],
            takes_effect=maybe and effect,
        )
        self._decide(held, fate)
        self.desk.simulator.disarm()

    @rule(seconds=st.sampled_from([1.1, 3.6, 9.0]))
    def time_passes(self, seconds: float) -> None:
        """Countdowns end, and at last the waiting for an answer."""
        self.desk.do(self.desk.pass_time(seconds))

    @rule(account=accounts, there=st.booleans())
    def guest(self, account: str, there: bool) -> None:
        if there:
            self.desk.simulator.enter(ROOM, account, camera=True)
        else:
            self.desk.simulator.leave(ROOM, account)

    @rule()
    def network_goes_or_comes_back(self) -> None:
        relays = self.desk.relays

        async def unreachable() -> RelayClient:
            raise never_ready()

        relays.connect = relays.ready if relays.connect != relays.ready else unreachable

    @rule(crash=st.booleans())
    def panel_is_started_again(self, crash: bool) -> None:
        self.desk.do(self.desk.restart(crash=crash))
        assert all(session.state not in (State.STARTING, State.STOPPING) for session in self.desk.sessions)

    # What must hold.

    @invariant()
    def the_ledger_is_true(self) -> None:
        """Nothing lost, nothing doubled, no wrong state; the sentences say which."""
        assert str(self.desk.look()) == ""

    @invariant()
    def what_is_shown_hangs_together(self) -> None:
        self.known = self.desk.sessions
        for session in self.known:
            under_way = session.state in (State.STARTING, State.STOPPING)
            if session.state is State.UNKNOWN:
                assert session.open_attempt
                assert session.needs_attention(session.changed_at)
            elif not under_way and session.state is not State.RECORDING:
                # A recording may be under way too: its guest came back.
                assert not session.open_attempt
            if session.state is State.FAILED:
                assert session.failure is not None

    def _one(self, which: int, *states: State) -> str:
        """A session in one of these states, or any; one that does not exist where there is none."""
        found = [session for session in self.known if not states or session.state in states]
        return found[which % len(found)].id if found else ""

    def _held(self, which: int) -> Held | None:
        return self.desk.held[which % len(self.desk.held)] if self.desk.held else None

    def _decide(self, held: Held, fate: Fate) -> None:
        note(f"{held.seen.operation} of {held.seen.place[1]}: {fate}")
        self.desk.do(self.desk.decide(held, fate))


Fire.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Real sockets make each example slow: a failure is shown as it was found, and shrunk by the benchmark.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
