"""Sessions and answers for the table of states; the codes by hand, as NEXT_STEPS.md, "States", has them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Source, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start, begin_stop, sending
from gui.core.sessions.conclude import conclude
from gui.core.sessions.session import EndedBy, Failure, Session, Target
from gui.core.sessions.state_table import Opening

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
TARGET = Target("relay.example", 1400000001, 10001, "alice", Source.CAMERA)
SETTINGS = StartOptions(file_name="lesson", tags=("a",))

NEVER = [Problem(Delivery.NEVER_SENT, word=word) for word in (LocalFailure.CONNECT, LocalFailure.TLS)]
SILENT = [
    Problem(Delivery.NO_ANSWER, word=word)
    for word in (
        LocalFailure.TIMEOUT,
        LocalFailure.CONNECTION_LOST,
        LocalFailure.HTTP_STATUS,
        LocalFailure.UNUSABLE_ANSWER,
        LocalFailure.CANCELLED,
        LocalFailure.INTERRUPTED,
    )
]
GONE = (30000403, 30000410, 30000411)
ENDED = (30000412, 30000413)
UNSURE = (60008, 60013, 70169, 70500)
START_MAYBE = (30000208, *range(30000301, 30000306), 30000415, -3, *UNSURE)
STOP_MAYBE = (*GONE, 30000415, *UNSURE)
NOTHING_AT_ALL = (
    *range(30000000, 30000005),
    *(30000201, 30000202, 30000203, 30000207, 30000401, 30000402, 30000404),
    *range(30000405, 30000410),
    *(30000414, 1, 2, -1, -2, -4, -5),
    *(60002, 60004, 60007, 60010, 60014, 60015, 60021, 70001, 70050, 70107, 70402, 80001, 90001),
    *(3, 999, 30009999, 70032, 70346, 4294967290),
)
START_NOTHING = (*NOTHING_AT_ALL, *GONE, *ENDED)
STOP_NOTHING = (*NOTHING_AT_ALL, 30000208, *range(30000301, 30000306), -3)


def answered(code: int) -> Problem:
    return Problem(Delivery.ANSWERED, code=code, message="m")


def name(problem: object) -> str:
    return str(problem.code or problem.word) if isinstance(problem, Problem) else str(problem)


def session(state: State, **other: object) -> Session:
    base = Session(TARGET, "Main", state, "Li", NOW, NOW, SETTINGS, id="7", row=3, first_row=1)
    return replace(base, **other)  # type: ignore[arg-type]  # the tests' own keywords


RECORDING = session(State.RECORDING, accepted_at=NOW, confirmed_at=NOW)
UNKNOWN = session(State.UNKNOWN, open_attempt=True)
STOPPED = session(State.STOPPED, accepted_at=NOW, ended_at=NOW, ended_by=EndedBy.ANSWER, file_ids=("a", "b"))
FAILED = session(State.FAILED, failure=Failure.of(answered(30000411), Operation.START))


def opened(plan_of: str, newest: Session | None) -> Opening:
    plan = (begin_start if plan_of == "start" else begin_stop)(TARGET, "Main", SETTINGS, "Li", LATER)
    opening = plan(newest)
    return replace(opening, session=sending(opening.session, LATER))


def after(opening: Opening, problem: Problem | None, ids: tuple[str, ...] = ()) -> Session:
    return conclude(opening, opening.session, problem, ids, LATER)[0]
