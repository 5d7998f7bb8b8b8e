"""What the error panel says: of a session that failed or goes well, and of a problem without a session."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, Source, State
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.presentation.customer_texts import sentence
from gui.core.presentation.explanation import (
    Explanation,
    explain_problem,
    explain_session,
)
from gui.core.presentation.headlines import headline_of_problem
from gui.core.presentation.state_texts import StateTone
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import EndedBy, Session, Target
from tests.support.session_samples import (
    NOW,
    ago,
    answered,
    local_zone,
    never_sent,
    recording,
    refused,
    sample,
    stopped,
    unconfirmed,
)

ENGLISH = Messages("en")
CATALOGUE = Catalogue("en")
TARGET = Target("relay.example", 1400000000, 10004, "dan", Source.CAMERA)


def explained(session: Session) -> Explanation:
    with local_zone("UTC"):
        return explain_session(session, ENGLISH, CATALOGUE, NOW)


# A session with a problem.


def test_a_stop_that_finds_the_guest_gone_is_to_be_repeated_only_if_the_guest_is_there() -> None:
    gone = unconfirmed(1, Operation.STOP, failure=answered(30000410, Operation.STOP))
    told = explained(gone)
    assert told.also.endswith("Stop again only if the guest is still there.")
    assert (told.title, told.say) == (
        "30000410",
        "The recording has most likely ended, when the guest left. We are making sure.",
    )


def test_beside_a_later_recording_nobody_is_told_that_the_earlier_one_is_looked_into() -> None:
    gone = unconfirmed(1, Operation.STOP, failure=answered(30000410, Operation.STOP))
    with local_zone("UTC"):
        told = explain_session(gone, ENGLISH, CATALOGUE, NOW, recorded_anew=True)
    assert (told.say, told.ask) == ("", "")


def test_a_refusal_after_an_unclear_try_is_about_the_last_try_only() -> None:
    assert (
        "This answer is about the last try only"
        in explained(sample(1, State.UNKNOWN, failure=answered(30000411))).also
    )
    assert "last try only" not in explained(refused(1)).also


def test_a_fault_that_only_the_vendor_can_mend_ends_with_the_last_resort() -> None:
    told = explained(refused(1, code=30000401))
    resort = "Last resort: ask the host to record on their own computer."
    assert (resort in told.also) is (resort in explained(refused(1, code=30000401)).also)
    faults = [
        code for code in (30000201, 30000301, 30000401, 70001) if resort in explained(refused(1, code)).also
    ]
    assert faults
    assert resort not in explained(recording(1, failure=answered(faults[0]))).also


@pytest.mark.parametrize(("code", "hint"), [(30000403, True), (30000410, True), (30000411, False)])
def test_a_room_that_practice_does_not_know_is_told_so(code: int, hint: bool) -> None:
    told = explained(refused(1, code, profile="Practice")).also
    assert ("You are on Practice" in told) is hint
    assert "You are on Practice" not in explained(refused(1, code)).also


def test_ids_that_are_known_went_nowhere() -> None:
    ended = answered(30000412, Operation.STOP)
    note = "The file ids went to whoever stopped it first."
    assert note in explained(stopped(1, ended_with=ended, ended_by=EndedBy.ALREADY)).also
    assert note not in explained(stopped(1, "f", ended_with=ended, ended_by=EndedBy.ALREADY)).also


def test_a_stop_whose_first_answer_was_lost_blames_nobody_else_for_the_file_ids() -> None:
    ended = answered(30000412, Operation.STOP)
    settings = StartOptions("lesson_7")
    one = stopped(1, ended_with=ended, ended_by=EndedBy.ALREADY, attempts=2, settings=settings)
    told = explained(one)
    assert "most likely by an earlier try of this stop" in told.also
    assert "whoever stopped it first" not in told.also


def test_who_has_no_file_ids_is_told_the_name_to_look_for() -> None:
    ended = answered(30000412, Operation.STOP)
    one = stopped(1, ended_with=ended, ended_by=EndedBy.ALREADY, settings=StartOptions("lesson_7"))
    told = explained(one)
    assert told.fix == "Look for the file by its name"
    assert told.known.endswith("File name: lesson_7")
    with_ids = explained(replace(one, file_ids=("f",)))
    assert (with_ids.fix, "lesson_7" in with_ids.known) == ("Nobody has to fix this", False)


def test_who_handled_it_is_told_with_the_note_or_without() -> None:
    assert explained(refused(1, handled=True, note="called the host")).known.endswith(
        "Handled: called the host"
    )
    assert explained(refused(1, handled=True)).known.endswith("Handled")


# A session without one.


def test_what_is_known_stands_line_by_line() -> None:
    session = recording(
        1, note="VIP", settings=StartOptions("lesson", ("a", "b")), answered_at=ago(minutes=2)
    )
    assert explained(session).known.splitlines() == [
        "Accepted 11:48 · started by Li",
        "the service answered about it last at 11:58",
        "File name: lesson",
        "Tags: a, b",
        "Note: VIP",
    ]


def test_what_is_not_known_has_no_line() -> None:
    session = sample(1, State.RECORDING, settings=StartOptions(), asked_at=ago(minutes=3))
    assert explained(session).known.splitlines() == [
        "Asked 11:57 · by Li",
        "the service has never answered about it",
    ]


def test_an_end_is_told_with_its_length_and_a_marked_one_with_its_operator() -> None:
    assert "Ended 12:00 · 01:00:00" in explained(stopped(1, "f")).known
    marked = stopped(1, "f", ended_by=EndedBy.MARKED, settled_by="Wang", accepted_at=None)
    assert "Marked as ended 12:00 by Wang" in explained(marked).known.splitlines()


# One sentence for the customer.


@pytest.mark.parametrize(
    ("session", "said"),
    [
        (
            recording(1, failure=answered(30000411)),
            "The recording may have a gap since the guest was away. We are on it.",
        ),
        (
            sample(1, State.UNKNOWN),
            "The recording has most likely ended, when the guest left. We are making sure.",
        ),
        (sample(1, State.FAILED, asked_at=ago(minutes=5)), "Not recorded yet, since 11:55. We are on it."),
        (sample(1, State.RECORDING), "It is being recorded, as far as we can tell."),
        (
            recording(1, minutes=5, asked_at=ago(minutes=9)),
            "Recording has been running since 11:55; not recorded 11:51 – 11:55.",
        ),
        (sample(1, State.STARTING), ""),
        (sample(1, State.STOPPING), ""),
    ],
    ids=[
        "guest back, refused",
        "guest gone",
        "failed without a word",
        "by hand",
        "gap",
        "starting",
        "stopping",
    ],
)
def test_the_customer_is_promised_nothing_that_is_not_known(session: Session, said: str) -> None:
    with local_zone("UTC"):
        assert sentence(session, ENGLISH, NOW) == said


def test_a_gap_is_worth_naming_from_a_minute_on() -> None:
    def said(gap: timedelta) -> str:
        return sentence(replace(recording(1), asked_at=ago(minutes=12) - gap), ENGLISH, NOW)

    assert "not recorded" not in said(timedelta(seconds=59))
    assert "not recorded" in said(timedelta(seconds=60))


# A problem without a session.


def test_a_problem_without_a_session_names_whom_it_kept_from_what_and_how_often() -> None:
    problem = Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_LOCKED)
    line = headline_of_problem(problem, Activity.START, ENGLISH, TARGET)
    assert line == "Start not sent: dan in room 10004"
    assert explain_problem(problem, Activity.START, ENGLISH, CATALOGUE, TARGET, 3).facts == "3 times"
    assert headline_of_problem(problem, Activity.DECIDE, ENGLISH) == "Not written"
    screen = replace(TARGET, source=Source.SCREEN)
    stop = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    told = headline_of_problem(stop, Activity.STOP, ENGLISH, screen)
    assert told == "Stop unconfirmed: dan (screen) in room 10004"


def test_a_problem_without_a_session_is_amber_only_where_nobody_knows() -> None:
    silent = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
    locked = Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_LOCKED, message="busy")
    assert explain_problem(silent, Activity.START, ENGLISH, CATALOGUE).tone is StateTone.WARNING
    told = explain_problem(locked, Activity.START, ENGLISH, CATALOGUE)
    assert (told.tone, told.title, told.message) == (StateTone.DANGER, "Ledger locked", "busy")


def test_a_session_that_was_never_sent_is_titled_in_words() -> None:
    told = explained(sample(1, State.FAILED, failure=never_sent(LocalFailure.LEDGER_LOCKED)))
    assert told.title == "Ledger locked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_of_the_guidance_has_its_words(language: str) -> None:
    catalogue, messages = Catalogue(language), Messages(language)
    problems = [Problem(Delivery.ANSWERED, code=int(entry.key)) for entry in catalogue.codes()]
    problems += [Problem(delivery, word=word) for word in LocalFailure for delivery in Delivery]
    guidance = [for_problem(problem, operation) for problem in problems for operation in Operation]
    notes = {one.note for one in guidance if one.note}
    assert len(notes) > 10
    assert all(messages.text(f"note.{note}") for note in notes)
