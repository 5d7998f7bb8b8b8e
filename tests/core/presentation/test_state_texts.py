"""What a support person reads of a session: never more than was accepted (NEXT_STEPS.md, "States")."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Operation, Source, State
from gui.core.foundation.messages import Messages
from gui.core.presentation.state_texts import (
    Mark,
    StateTone,
    note_text,
    shown,
    since_text,
    split_text,
    user_text,
)
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Companion, EndedBy, Session
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
CHINESE = Messages("zh_CN")
STOP = Operation.STOP


@pytest.fixture(autouse=True)
def _utc() -> Iterator[None]:
    with local_zone("UTC"):
        yield


def text(session: Session) -> str:
    return shown(session, ENGLISH, NOW).text


@pytest.mark.parametrize(
    ("session", "words", "mark", "tone"),
    [
        (recording(1, minutes=120), "Recording · accepted 10:00", Mark.RECORDING, StateTone.LIVE),
        (
            recording(1, failure=answered(30000404, STOP), operation=STOP),
            "Recording · stop refused 30000404",
            Mark.RECORDING,
            StateTone.WARNING,
        ),
        (
            recording(1, failure=never_sent(LocalFailure.CONNECT, STOP)),
            "Recording · stop not sent: no connection",
            Mark.RECORDING,
            StateTone.WARNING,
        ),
        (
            recording(1, failure=answered(30000208)),
            "Recording · start refused 30000208",
            None,
            StateTone.WARNING,
        ),
        (sample(1, State.RECORDING, settled_by="Li"), "Recording · marked by Li", None, StateTone.NEUTRAL),
        (refused(1), "Not started · 30000411", Mark.FAILED, StateTone.DANGER),
        (refused(1, handled=True), "Not started · 30000411 · handled", Mark.FAILED, StateTone.MUTED),
        (
            sample(1, State.FAILED, failure=never_sent(LocalFailure.NAME_RESOLUTION)),
            "Not started · host not found",
            Mark.FAILED,
            StateTone.DANGER,
        ),
        (
            sample(1, State.UNKNOWN, failure=answered(30000415)),
            "May be recording · 30000415",
            Mark.MAYBE,
            StateTone.WARNING,
        ),
        (
            sample(1, State.UNKNOWN, failure=answered(30000411, STOP), operation=STOP),
            "May be recording · stop answered 30000411",
            Mark.MAYBE,
            StateTone.WARNING,
        ),
        (sample(1, State.UNKNOWN), "May be recording", Mark.MAYBE, StateTone.WARNING),
        (unconfirmed(1), "Unconfirmed start", Mark.UNCONFIRMED, StateTone.WARNING),
        (unconfirmed(1, STOP), "Unconfirmed stop", Mark.UNCONFIRMED, StateTone.WARNING),
        (
            sample(1, State.UNKNOWN, failure=never_sent(LocalFailure.CONNECT), open_attempt=True),
            "Unconfirmed start · start not sent: no connection",
            Mark.UNCONFIRMED,
            StateTone.WARNING,
        ),
        (stopped(1, "a"), "Stopped · 1 file", Mark.STOPPED, StateTone.NEUTRAL),
        (stopped(1, "a", "b", minutes=110), "Stopped · 2 files", Mark.STOPPED, StateTone.NEUTRAL),
        (stopped(1, "a", minutes=110), "Stopped · 1 of 2 files", Mark.STOPPED, StateTone.WARNING),
        (stopped(1), "Stopped · no file ids", Mark.STOPPED, StateTone.WARNING),
        (
            stopped(1, ended_by=EndedBy.MARKED, settled_by="Li", handled=True),
            "Stopped · marked by Li",
            Mark.STOPPED,
            StateTone.NEUTRAL,
        ),
        (
            stopped(1, ended_by=EndedBy.ALREADY, accepted_at=None),
            "Ended · perhaps never recorded",
            Mark.STOPPED,
            StateTone.WARNING,
        ),
        (
            stopped(1, ended_by=EndedBy.GUEST_LEFT),
            "Ended · guest left · no file ids",
            Mark.STOPPED,
            StateTone.WARNING,
        ),
        (
            stopped(1, ended_by=EndedBy.ALONG, companion=Companion("Wang", NOW)),
            "Ended · along with Wang’s of 12:00",
            Mark.STOPPED,
            StateTone.NEUTRAL,
        ),
        (
            stopped(1, ended_by=EndedBy.SAME, companion=Companion("Wang", NOW)),
            "Started twice · recorded as Wang’s of 12:00",
            Mark.STOPPED,
            StateTone.NEUTRAL,
        ),
        (
            stopped(1, "a", failure=answered(30000404, STOP)),
            "Stopped · 1 file · stop refused 30000404",
            Mark.STOPPED,
            StateTone.WARNING,
        ),
        (sample(1, State.STARTING), "Starting…", Mark.BUSY, StateTone.NEUTRAL),
        (sample(1, State.STOPPING), "Stopping…", Mark.BUSY, StateTone.NEUTRAL),
    ],
)
def test_every_state_has_its_words_shape_and_tone(
    session: Session, words: str, mark: str | None, tone: StateTone
) -> None:
    seen = shown(session, ENGLISH, NOW)
    assert (seen.text, seen.tone) == (words, tone)
    assert mark is None or seen.mark == mark
    assert seen.text.startswith(seen.short)
    assert shown(session, CHINESE, NOW).text != seen.text


def test_a_recording_of_more_than_six_hours_says_so_until_it_is_handled() -> None:
    long = recording(1, minutes=361)
    assert text(long) == "Recording · over 6 h · accepted 05:59"
    assert shown(long, ENGLISH, NOW).tone is StateTone.WARNING
    assert text(replace(long, handled=True)) == "Recording · accepted 05:59"


def test_times_are_those_of_the_desk_not_of_utc() -> None:
    with local_zone("Asia/Shanghai"):
        assert text(recording(1, minutes=0)) == "Recording · accepted 20:00"


def progress(**changes: object) -> Progress:
    return replace(
        Progress(Operation.START, Phase.ANSWER, 1, 3, since=100.0, until=108.0),
        **changes,  # type: ignore[arg-type]  # the tests name real fields
    )


@pytest.mark.parametrize(
    ("doing", "monotonic", "words"),
    [
        (progress(), 100.9, "Starting…"),
        (progress(), 101.0, "Starting… 1 of 8 s"),
        (progress(), 103.99, "Starting… 3 of 8 s"),
        (progress(), 120.0, "Starting… 8 of 8 s"),
        (progress(attempt=2), 103.5, "Starting… 3 of 8 s · try 2 of 3"),
        (progress(operation=STOP), 102.0, "Stopping… 2 of 8 s"),
        (
            progress(phase=Phase.RETRY, until=103.0, code=30000208),
            101.2,
            "Starting… · 30000208 · trying again in 2 s",
        ),
    ],
)
def test_a_pending_request_counts_its_seconds_from_the_first_one_on(
    doing: Progress, monotonic: float, words: str
) -> None:
    session = sample(1, State.STARTING)
    assert shown(session, ENGLISH, NOW, doing, monotonic=lambda: monotonic).text == words


def test_a_recording_whose_guest_came_back_still_says_that_it_records() -> None:
    seen = shown(recording(1), ENGLISH, NOW, progress(), monotonic=lambda: 100.0)
    assert seen.text == "Recording, starting again…"


def test_since_start_is_a_duration_where_the_start_was_accepted_and_a_time_where_not() -> None:
    assert since_text(recording(1), ENGLISH, NOW, 761.9) == "00:12:41"
    assert since_text(stopped(1, "a"), ENGLISH, NOW, 6730.0) == "01:52:10"
    assert since_text(unconfirmed(1, asked_at=ago(hours=2)), ENGLISH, NOW, None) == "asked 10:00"
    maybe = sample(1, State.UNKNOWN, failure=answered(30000415), asked_at=ago(minutes=2))
    assert since_text(maybe, ENGLISH, NOW, None) == "before 11:58"
    assert since_text(refused(1), ENGLISH, NOW, None) == "–"
    assert since_text(sample(1, State.STARTING), ENGLISH, NOW, None) == "–"


def test_a_long_recording_says_which_file_it_is_in() -> None:
    assert split_text(recording(1), ENGLISH, 5399.0) == ""
    assert split_text(recording(1), ENGLISH, 5400.0) == "now in file 2"
    assert split_text(stopped(1, "a"), ENGLISH, 5400.0) == ""


def test_the_note_names_operator_and_number_and_shows_foreign_text_harmlessly() -> None:
    assert note_text(recording(881), ENGLISH, 10.0) == "Li · #881"
    nasty = recording(7, operator="Wa\u202eng", note="call\nback")
    assert note_text(nasty, ENGLISH, 5400.0) == "now in file 2 · call\\nback · Wa\\u202eng · #7"


def test_the_source_is_named_where_it_is_the_screen() -> None:
    assert user_text(recording(1), ENGLISH) == "alice"
    assert user_text(recording(1, source=Source.SCREEN), ENGLISH) == "alice · screen"
