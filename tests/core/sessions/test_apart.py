"""What everyone shows of a target on which several desks were at work: the cases that people meet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, Source, State
from gui.core.sessions.apart import (
    Name,
    ShownSession,
    TargetRow,
    ended_along,
    left_open,
    may_have_effect,
    merged,
)
from gui.core.sessions.session import Companion, EndedBy, Failure, Session, Target, Witness

NOW = datetime(2026, 3, 1, 22, tzinfo=UTC)
TARGET = Target("relay.example", 1400000001, 10001, "alice", Source.CAMERA)
LI, WANG = ("LI", 1), ("WA", 1)
"""Two sessions, by the desk that began each."""


def session(state: State, *files: str, **changes: object) -> Session:
    found = Session(TARGET, "Main", state, "Li", NOW, NOW, file_ids=files)
    return replace(found, **changes)  # type: ignore[arg-type]  # fields of a session


def row(
    desk: str,
    number: int,
    kind: str,
    of: Session,
    *parents: Name,
    name: Name | None = None,
) -> TargetRow:
    effective = may_have_effect(kind, of)
    return TargetRow((desk, number), name or (desk, 1), parents, kind, desk.title(), effective, of)


def start(desk: str, *parents: Name, first: int = 1, name: Name | None = None) -> list[TargetRow]:
    """A start that was accepted."""
    intent = row(desk, first, "intent", session(State.STARTING), *parents, name=name)
    return [intent, row(desk, first + 1, "answer", session(State.RECORDING), intent.id, name=name)]


def stop(
    desk: str, *parents: Name, name: Name, first: int = 1, files: tuple[str, ...] = ("f",)
) -> list[TargetRow]:
    intent = row(
        desk, first, "intent", session(State.STOPPING, operation=Operation.STOP), *parents, name=name
    )
    ended = session(State.STOPPED, *files, operation=Operation.STOP, ended_by=EndedBy.ANSWER)
    return [intent, row(desk, first + 1, "answer", ended, intent.id, name=name)]


def shown(*facts: TargetRow) -> dict[Name, ShownSession]:
    return merged(facts, lambda _name: False).sessions


def states(*facts: TargetRow) -> dict[Name, State]:
    return {name: one.session.state for name, one in shown(*facts).items()}


def test_what_one_desk_did_is_shown_as_it_wrote_it() -> None:
    (one,) = shown(*start("LI")).values()
    assert (one.session.state, one.row, one.as_written, one.apart) == (State.RECORDING, ("LI", 2), True, ())


def test_a_recording_that_a_colleague_stops_is_stopped_for_everyone() -> None:
    begun = start("LI")
    assert states(*begun, *stop("WA", begun[-1].id, name=LI)) == {LI: State.STOPPED}


def test_two_who_started_it_without_knowing_of_each_other_see_that_neither_is_sure() -> None:
    both = shown(*start("LI"), *start("WA"))
    assert {one.session.state for one in both.values()} == {State.UNKNOWN}
    assert both[LI].apart == (("LI", 2), ("WA", 2))
    assert [witness.operator for witness in both[WANG].session.apart] == ["Li", "Wa"]
    assert both[LI].session.apart[0] == Witness("LI", 2, "Li", NOW, Operation.START, State.RECORDING)
    assert all(one.session.open_attempt for one in both.values())


def test_a_colleagues_refused_start_leaves_a_recording_in_doubt_until_it_is_known_to_have_been_refused() -> (
    None
):
    """Its request may have reached the service; the refusal alone proves that it did nothing."""
    asked = row("WA", 1, "intent", session(State.STARTING))
    refused = session(State.FAILED, failure=Failure(Delivery.ANSWERED, Operation.START, code=30000404))
    assert states(*start("LI"), asked)[LI] is State.UNKNOWN
    after = [asked, row("WA", 2, "answer", refused, asked.id)]
    assert shown(*start("LI"), *after)[LI].apart == (("LI", 2), ("WA", 1))


def test_two_stops_of_one_recording_leave_it_stopped_with_the_files_of_both() -> None:
    begun = start("LI")
    first = stop("LI", begun[-1].id, name=LI, first=3, files=("a",))
    second = stop("WA", begun[-1].id, name=LI, files=("b", "a"))
    (one,) = shown(*begun, *first, *second).values()
    assert (one.session.state, one.session.file_ids, one.as_written) == (State.STOPPED, ("a", "b"), False)


def test_whoever_stopped_it_tells_more_than_whoever_found_it_ended() -> None:
    begun = start("LI")
    asked = row("WA", 1, "intent", session(State.STOPPING), begun[-1].id, name=LI)
    found = row("WA", 2, "answer", session(State.STOPPED, ended_by=EndedBy.ALREADY), asked.id, name=LI)
    (one,) = shown(*begun, *stop("LI", begun[-1].id, name=LI, first=3), asked, found).values()
    assert (one.session.ended_by, one.session.file_ids) == (EndedBy.ANSWER, ("f",))


def test_a_decision_by_hand_and_a_late_answer_stand_side_by_side() -> None:
    asked = row("LI", 1, "intent", session(State.STARTING))
    lost = session(State.UNKNOWN, open_attempt=True)
    settled = row("WA", 1, "settled", session(State.STOPPED, settled_by="Wang"), asked.id, name=LI)
    (one,) = shown(asked, row("LI", 2, "answer", lost, asked.id), settled).values()
    assert (one.session.state, one.apart) == (State.UNKNOWN, (("LI", 2), ("WA", 1)))


def test_doubt_stays_until_somebody_acts_on_that_very_session() -> None:
    both = [*start("LI"), *start("WA")]
    heads = [("LI", 2), ("WA", 2)]
    marked = row("LI", 3, "handled", session(State.UNKNOWN, handled=True), *heads)
    assert states(*both, marked)[LI] is State.UNKNOWN
    decided = row("LI", 4, "settled", session(State.RECORDING), *heads)
    assert states(*both, decided) == {LI: State.RECORDING, WANG: State.UNKNOWN}


def test_two_who_say_apart_that_different_sessions_are_recording_leave_both_in_doubt() -> None:
    both = [*start("LI"), *start("WA")]
    heads = [("LI", 2), ("WA", 2)]
    said = [
        row("LI", 3, "settled", session(State.RECORDING), *heads),
        row("WA", 3, "settled", session(State.RECORDING), *heads),
    ]
    assert states(*both, *said) == {LI: State.UNKNOWN, WANG: State.UNKNOWN}


def test_a_desk_that_lost_rows_contradicts_nobody_who_has_them() -> None:
    begun = start("LI")
    lost = Failure(Delivery.NO_ANSWER, Operation.START, word=LocalFailure.LEDGER_ROW)
    unsure = session(State.UNKNOWN, failure=lost, open_attempt=True)
    for kind in ("interrupted", "restored"):
        told = row("LN", 1, kind, unsure, begun[0].id, name=LI)
        assert states(*begun, told) == {LI: State.RECORDING}
        assert states(begun[0], told) == {LI: State.UNKNOWN}


@pytest.mark.parametrize("kind", ["handled", "moved", "overrun", "queued", "withdrawn"])
def test_a_mark_beside_what_a_colleague_did_contradicts_nothing(kind: str) -> None:
    begun = start("LI")
    mark = row("LI", 3, kind, session(State.RECORDING, note="told"), begun[-1].id)
    assert states(*begun, mark, *stop("WA", begun[-1].id, name=LI)) == {LI: State.STOPPED}
    assert shown(*begun, mark)[LI].session.note == "told"


def test_a_request_that_never_left_contradicts_nothing() -> None:
    begun = start("LI")
    asked = row("LI", 3, "intent", session(State.STOPPING), begun[-1].id)
    unsent = Failure(Delivery.NEVER_SENT, Operation.STOP, word=LocalFailure.CONNECT)
    back = row("LI", 4, "answer", session(State.RECORDING, failure=unsent), asked.id)
    stopped = stop("WA", asked.id, name=LI)
    assert states(*begun, asked, back, *stopped) == {LI: State.STOPPED}


def test_a_row_waits_for_those_that_its_writer_knew() -> None:
    begun = start("LI")
    ended = stop("WA", begun[-1].id, name=LI)
    early = merged([begun[0], *ended], lambda _name: False)
    assert early.waiting == {("WA", 1), ("WA", 2)}
    assert early.heads == {("LI", 1)}
    assert {name: one.session.state for name, one in early.sessions.items()} == {LI: State.STARTING}
    shared_later = merged([begun[0], *ended], lambda name: name == ("LI", 2))
    assert shared_later.waiting == frozenset()


def test_what_is_open_when_a_desk_joins_is_as_good_as_the_rows_before_it() -> None:
    shared = row("LI", 9, "shared", session(State.RECORDING))
    assert states(shared) == {LI: State.RECORDING}
    assert set(states(shared, *start("WA")).values()) == {State.UNKNOWN}


def test_a_guest_who_came_back_leaves_one_ended_and_one_recording() -> None:
    begun = start("LI")
    asked = row("LI", 3, "intent", session(State.RECORDING), begun[-1].id)
    old = row("LI", 4, "answer", session(State.STOPPED, ended_by=EndedBy.GUEST_LEFT), asked.id)
    fresh = row("LI", 5, "answer", session(State.RECORDING), old.id, name=("LI", 2))
    assert states(*begun, asked, old, fresh) == {LI: State.STOPPED, ("LI", 2): State.RECORDING}


def test_a_failure_that_a_colleagues_later_start_mended_needs_nobody_any_more() -> None:
    failure = Failure(Delivery.ANSWERED, Operation.START, code=30000411)
    asked = row("LI", 1, "intent", session(State.STARTING))
    failed = row("LI", 2, "answer", session(State.FAILED, failure=failure), asked.id)
    assert not shown(asked, failed)[LI].outdated
    assert shown(asked, failed, *start("WA", failed.id))[LI].outdated


@pytest.mark.parametrize(
    ("problem", "effective"),
    [
        (None, True),
        (Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT), True),
        (Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT), False),
        (Problem(Delivery.ANSWERED, code=30000404), False),
        (Problem(Delivery.ANSWERED, code=30000415), True),
        (Problem(Delivery.ANSWERED, code=60008), True),
    ],
)
def test_an_answer_counts_unless_it_proves_that_nothing_happened(
    problem: Problem | None, effective: bool
) -> None:
    failure = None if problem is None else Failure.of(problem, Operation.START)
    for kind in ("answer", "retry", "interrupted"):
        assert may_have_effect(kind, session(State.UNKNOWN, failure=failure)) is effective
    assert may_have_effect("intent", session(State.STARTING, failure=failure))


def test_what_a_stop_tells_of_one_session_it_tells_of_every_live_one_of_the_target() -> None:
    later = NOW + timedelta(minutes=1)
    live, over = session(State.UNKNOWN, open_attempt=True), session(State.STOPPED)
    stopped = session(State.STOPPED, operator="Wang", accepted_at=NOW, file_ids=("file-1",))
    (ended,) = ended_along([live, over], stopped, later)
    assert (ended.state, ended.open_attempt, ended.ended_at) == (State.STOPPED, False, later)
    # Its file ids are the other one's: it misses none, and nobody has to look for them.
    assert ended.companion == Companion("Wang", NOW)
    assert not ended.files_missing
    assert not ended.needs_attention(later)


def test_whoever_goes_on_without_waiting_for_a_colleagues_request_takes_its_outcome_for_open() -> None:
    for state in (State.STARTING, State.STOPPING):
        asked = session(state, attempts=1)
        assert (left_open(asked).state, left_open(asked).open_attempt) == (State.UNKNOWN, True)
    assert left_open(session(State.RECORDING)) == session(State.RECORDING)


def test_whoever_is_faster_than_a_colleague_who_waits_for_a_turn_makes_another_session() -> None:
    assert left_open(session(State.STARTING)).state is State.FAILED
