"""The next steps of every answer, compared with NEXT_STEPS.md, "Codes", as it was typed over by hand."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem, panel_bug
from gui.core.catalogue.guidance import Step
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, SdkType, Source, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start, begin_start_again, begin_stop
from gui.core.sessions.conclude import conclude
from gui.core.sessions.offered_steps import (
    OfferedStep,
    may_stand,
    more_steps_for,
    seconds_until,
    steps_for,
    steps_without_session,
)
from gui.core.sessions.session import EndedBy, Session, Target
from gui.core.sessions.settle import handled, settled
from gui.core.sessions.state_table import Intent, Opening
from tests.support.tree import golden

NOW = datetime(2026, 11, 22, 11, 58, tzinfo=UTC)
TARGET = Target("relay.example", 1400000001, 10004, "dan", Source.CAMERA)
SETTINGS = StartOptions("10004_dan", ("vip",), sdk_type=SdkType.NORMAL)


@dataclass(frozen=True)
class Row:
    """One answer to one operation, as the table has it."""

    problem: Problem
    operation: Operation
    state: str
    who: str
    steps: tuple[str, ...]
    blamed: tuple[str, ...]
    retry: str
    wait_s: int
    last_resort: bool

    def __str__(self) -> str:
        return f"{self.problem}-{self.operation.name.lower()}"


def _numbers(spans: list[str]) -> list[int]:
    found: list[int] = []
    for span in spans:
        low, _, high = span.partition("..")
        found += range(int(low), int(high or low) + 1)
    return found


def _rows() -> list[Row]:
    found = []
    for row in golden("next_steps.json")["rows"]:
        problems = [Problem(Delivery.ANSWERED, code=code) for code in _numbers(row.get("codes", []))]
        for delivery in (Delivery.NEVER_SENT, Delivery.NO_ANSWER):
            problems += [Problem(delivery, word=LocalFailure(word)) for word in row.get(delivery.value, [])]
        for operation in Operation:
            cell = row[operation.name.lower()]
            found += [
                Row(
                    problem,
                    operation,
                    cell["state"],
                    cell["who"],
                    tuple(cell["steps"]),
                    tuple(cell.get("blamed", ())),
                    cell.get("retry", "none"),
                    cell.get("wait_s", 3),
                    cell.get("last_resort", False),
                )
                for problem in problems
            ]
    return found


ROWS = _rows()


def _recording() -> Session:
    opening = begin_start(TARGET, "Main", SETTINGS, "Li", NOW)(None)
    (session,) = conclude(opening, opening.session, None, (), NOW)
    return replace(session, id="7")


def _after(problem: Problem, operation: Operation) -> Session:
    """The session after a first start, or after the first stop of a good recording."""
    if operation is Operation.START:
        opening = begin_start(TARGET, "Main", SETTINGS, "Li", NOW)(None)
    else:
        opening = begin_stop(TARGET, "Main", SETTINGS, "Li", NOW)(_recording())
    (session,) = conclude(opening, opening.session, problem, (), NOW)
    return replace(session, id="7")


def _offered(session: Session, seconds: float = 0) -> list[str]:
    return [offer.step.value for offer in steps_for(session, NOW + timedelta(seconds=seconds))]


def test_the_table_names_every_code_of_the_catalogue_once_for_each_operation() -> None:
    named = [(row.problem.code, row.operation) for row in ROWS if row.problem.code is not None]
    assert len(named) == len(set(named))
    missing = {int(entry.key) for entry in Catalogue().codes()} - {code for code, _ in named}
    assert missing == set()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_guidance_says_what_the_table_says(row: Row) -> None:
    guidance = for_problem(row.problem, row.operation)
    assert guidance.who.value == row.who
    assert tuple(step.value for step in guidance.steps) == row.steps
    assert tuple(field.value for field in guidance.blamed) == row.blamed
    assert guidance.retry.value == row.retry
    assert guidance.wait_s == row.wait_s
    assert guidance.last_resort == row.last_resort


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_state_afterwards_and_the_buttons_in_it_are_those_of_the_table(row: Row) -> None:
    session = _after(row.problem, row.operation)
    assert session.state.value == row.state
    # A refused stop brings no file ids: there is nothing to copy.
    assert tuple(_offered(session)) == tuple(step for step in row.steps if step != "copy_for_vod")


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_start_again_waits_three_seconds_and_other_buttons_do_not(row: Row) -> None:
    waits = {
        offer.step: offer.enabled_after_s for offer in steps_for(_after(row.problem, row.operation), NOW)
    }
    for step, wait_s in waits.items():
        sends_start = step is Step.START_AGAIN
        blocked = step is Step.STOP_AGAIN and row.wait_s == 60
        assert wait_s == (row.wait_s if sends_start or blocked else 0)


def test_the_wait_runs_from_the_last_try_and_survives_a_clock_that_was_set_back() -> None:
    failed = _after(Problem(Delivery.ANSWERED, code=70050), Operation.START)
    assert steps_for(failed, NOW + timedelta(seconds=45))[0] == OfferedStep(Step.START_AGAIN, 15)
    assert steps_for(failed, NOW + timedelta(seconds=61))[0] == OfferedStep(Step.START_AGAIN, 0)
    assert steps_for(failed, NOW - timedelta(hours=1))[0] == OfferedStep(Step.START_AGAIN, 60)


@pytest.mark.parametrize("delivery", [Delivery.ANSWERED, Delivery.NEVER_SENT])
def test_handled_does_not_begin_the_wait_anew(delivery: Delivery) -> None:
    sent = delivery is Delivery.ANSWERED
    problem = Problem(delivery, code=70050) if sent else Problem(delivery, word=LocalFailure.CONNECT)
    failed = _after(problem, Operation.START)
    seen_to = handled(failed, "told the host", NOW + timedelta(seconds=50))
    left = seconds_until(Step.START_AGAIN, seen_to, NOW + timedelta(seconds=50))
    assert left == (10 if sent else 0)


def test_a_recording_offers_guest_came_back_and_a_stopped_one_its_file_ids_and_a_new_start() -> None:
    recording = _recording()
    assert steps_for(recording, NOW) == (OfferedStep(Step.GUEST_CAME_BACK),)
    opening = begin_stop(TARGET, "Main", SETTINGS, "Li", NOW)(recording)
    (stopped,) = conclude(opening, opening.session, None, ("file-1",), NOW)
    assert _offered(stopped) == ["copy_for_vod", "edit_as_new"]


@pytest.mark.parametrize("code", [30000412, 30000413])
def test_a_recording_that_had_already_ended_offers_its_file_ids_only_where_it_has_some(code: int) -> None:
    stopped = _after(Problem(Delivery.ANSWERED, code=code), Operation.STOP)
    assert stopped.ended_by is EndedBy.ALREADY
    assert _offered(stopped) == []
    assert Step.COPY_FOR_VOD not in [offer.step for offer in more_steps_for(stopped, NOW)]
    assert _offered(replace(stopped, file_ids=("file-1",))) == ["copy_for_vod"]


@pytest.mark.parametrize("state", [State.STARTING, State.STOPPING])
def test_nothing_is_offered_while_a_request_is_on_its_way(state: State) -> None:
    assert steps_for(replace(_recording(), state=state), NOW) == ()


def test_an_unconfirmed_start_whose_next_try_was_refused_can_still_be_settled_by_hand() -> None:
    unknown = _after(Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT), Operation.START)
    opening = begin_start_again("7", NOW)(unknown)
    (session,) = conclude(
        opening, opening.session, Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT), (), NOW
    )
    assert session.state is State.UNKNOWN
    assert _offered(session) == ["open_settings", "start_again", "it_is_recording", "mark_as_ended"]


def test_a_refused_guest_came_back_is_repeated_as_guest_came_back_not_as_a_start() -> None:
    opening = Opening(_recording(), Intent.GUEST_CAME_BACK, SETTINGS)
    (session,) = conclude(opening, opening.session, Problem(Delivery.ANSWERED, code=30000401), (), NOW)
    assert session.state is State.RECORDING
    assert _offered(session) == ["guest_came_back", "copy_report"]
    assert steps_for(session, NOW)[0].enabled_after_s == 3


def test_a_recording_whose_guest_was_gone_can_be_marked_as_ended() -> None:
    opening = Opening(_recording(), Intent.GUEST_CAME_BACK, SETTINGS)
    old, _new = conclude(opening, opening.session, Problem(Delivery.ANSWERED, code=30000411), (), NOW)
    assert old.state is State.UNKNOWN
    assert _offered(old) == ["mark_as_ended", "stop_again"]


def test_the_menu_offers_mark_as_ended_on_a_recording_whose_stop_was_refused() -> None:
    refused = _after(Problem(Delivery.ANSWERED, code=30000404), Operation.STOP)
    rest = [offer.step for offer in more_steps_for(refused, NOW)]
    assert rest == [
        Step.GUEST_CAME_BACK,
        Step.MARK_AS_ENDED,
        Step.EDIT_AS_NEW,
        Step.SAVE_REPORT,
    ]


@pytest.mark.parametrize(
    ("code", "seconds", "left"), [(60015, 0, 3), (60015, 2, 1), (60015, 3, 0), (60002, 0, 3)]
)
def test_start_again_waits_in_the_menu_as_it_does_as_a_button(code: int, seconds: int, left: float) -> None:
    failed = _after(Problem(Delivery.ANSWERED, code=code), Operation.START)
    assert Step.START_AGAIN.value not in _offered(failed)
    now = NOW + timedelta(seconds=seconds)
    waits = {offer.step: offer.enabled_after_s for offer in more_steps_for(failed, now)}
    assert waits[Step.START_AGAIN] == left
    assert all(after == 0 for step, after in waits.items() if step is not Step.START_AGAIN)


def test_a_guest_who_came_back_waits_in_the_menu_after_a_refused_stop_as_long_as_the_code_asks_for() -> None:
    refused = _after(Problem(Delivery.ANSWERED, code=70050), Operation.STOP)
    assert OfferedStep(Step.GUEST_CAME_BACK, 60) in more_steps_for(refused, NOW)
    assert OfferedStep(Step.GUEST_CAME_BACK, 0) in more_steps_for(refused, NOW + timedelta(minutes=1))


def test_in_the_menu_of_a_good_recording_nothing_waits() -> None:
    assert all(offer.enabled_after_s == 0 for offer in more_steps_for(_recording(), NOW))


def test_a_recording_that_was_never_asked_to_stop_cannot_be_marked_as_ended() -> None:
    recording = _recording()
    assert not may_stand(Step.MARK_AS_ENDED, recording)
    assert not may_stand(Step.IT_IS_RECORDING, recording)
    assert not may_stand(Step.START_AGAIN, recording)
    assert may_stand(Step.STOP_AGAIN, recording)


def test_an_older_session_of_the_same_target_cannot_be_started_again() -> None:
    failed = _after(Problem(Delivery.ANSWERED, code=30000411), Operation.START)
    assert [offer.step for offer in steps_for(failed, NOW, newest=False)] == [
        Step.COPY_QUESTION,
        Step.EDIT_AS_NEW,
    ]


def test_beside_a_later_recording_of_the_same_guest_an_unconfirmed_one_can_only_be_marked_as_ended() -> None:
    session = replace(_recording(), state=State.UNKNOWN)
    offered = (
        *steps_for(session, NOW, recorded_anew=True),
        *more_steps_for(session, NOW, recorded_anew=True),
    )
    steps = {offer.step for offer in offered}
    assert Step.MARK_AS_ENDED in steps
    assert steps.isdisjoint({Step.STOP_AGAIN, Step.IT_IS_RECORDING, Step.GUEST_CAME_BACK})


def test_a_stop_of_a_recording_not_in_the_list_never_offers_a_start_without_a_name() -> None:
    opening = begin_stop(TARGET, "Main", StartOptions(), "Li", NOW)(None)
    timeout = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    (session,) = conclude(opening, opening.session, timeout, (), NOW)
    everything = (*steps_for(session, NOW), *more_steps_for(session, NOW))
    assert Step.START_AGAIN not in {offer.step for offer in everything}


def test_a_row_that_could_not_be_written_never_offers_to_send_again() -> None:
    unwritten = Problem(Delivery.NO_ANSWER, word=LocalFailure.LEDGER_AFTER)
    session = replace(_recording(), failure=_after(unwritten, Operation.START).failure)
    assert _offered(session) == ["copy_report"]


def test_a_problem_without_a_session_offers_only_what_needs_none() -> None:
    missing = Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE)
    assert steps_without_session(missing, Operation.START) == (OfferedStep(Step.OPEN_SETTINGS),)


def test_a_bug_that_touched_no_session_offers_no_report_of_one() -> None:
    assert steps_without_session(panel_bug(ValueError(), may_have_left=False), Operation.START) == ()


def test_every_step_offered_anywhere_may_stand_there() -> None:
    for row in ROWS:
        session = _after(row.problem, row.operation)
        for offer in (*steps_for(session, NOW), *more_steps_for(session, NOW)):
            assert may_stand(offer.step, session)


def test_after_a_person_said_that_it_is_recording_the_failure_is_gone() -> None:
    unknown = _after(Problem(Delivery.ANSWERED, code=30000415), Operation.START)
    assert _offered(settled(unknown, State.RECORDING, "Li", "", NOW)) == ["guest_came_back"]
