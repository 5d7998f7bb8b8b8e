"""The headline of the error panel: state, who, where and how often."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Operation
from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import Times
from gui.core.presentation.explanation import explain_session
from gui.core.presentation.headlines import facts, headline, origin
from gui.core.presentation.state_texts import StateTone
from gui.core.sessions.offered_steps import problem_of
from gui.core.sessions.session import EndedBy
from tests.support.core.concluded_sessions import ASKED, LATER, TARGET, answered, started, time_of_day
from tests.support.session_samples import NOW, recording, refused, stopped
from tests.support.session_samples import answered as answered_code


def test_the_headline_says_state_who_where_and_how_often() -> None:
    session = started(answered(30000411))
    problem = problem_of(session)
    assert problem is not None
    text = headline(session, problem[0], Messages(), LATER)
    assert text == "Not started: dan is not found in room 10004"
    text = facts(session, problem[0], Messages(), LATER, Times(3, ASKED, ASKED))
    assert text == f"3 times since {time_of_day(ASKED)}"
    last = ASKED + timedelta(minutes=7)
    text = facts(session, problem[0], Messages(), LATER, Times(3, ASKED, last))
    assert text == f"3 times since {time_of_day(ASKED)}, last {time_of_day(last)}"
    assert origin(session, Messages()) == "session 4 · Main · Li"


def test_a_name_that_steers_the_text_is_shown_in_full_daylight() -> None:
    hostile = replace(TARGET, account="eve\u202e\x1b[31m")
    text = headline(started(answered(30000411), target=hostile), None, Messages(), LATER)
    assert "\u202e" not in text
    assert "\\u202e" in text


@pytest.mark.parametrize("code", [1, 2, 12])
def test_a_code_that_is_also_a_number_of_files_takes_nothing_from_the_heading(code: int) -> None:
    session = stopped(4, *map(str, range(12)), ended_with=answered_code(code, Operation.STOP))
    found = problem_of(session)
    assert found is not None
    assert headline(session, found[0], Messages(), NOW) == "Stopped: alice in room 10004"
    assert facts(session, found[0], Messages(), NOW) == "12 files"


def test_a_code_that_stands_in_a_person_s_name_takes_nothing_from_it() -> None:
    refusal = answered_code(1, Operation.STOP)
    session = stopped(4, ended_by=EndedBy.MARKED, settled_by="Desk 1", failure=refusal)
    found = problem_of(session)
    assert found is not None
    assert headline(session, found[0], Messages(), NOW) == "Stopped: alice in room 10004"
    assert facts(session, found[0], Messages(), NOW) == "marked by Desk 1 · stop refused"


def test_a_refused_stop_says_that_it_still_records_and_where() -> None:
    session = recording(4, failure=answered_code(30000405, Operation.STOP))
    found = problem_of(session)
    assert found is not None
    assert headline(session, found[0], Messages(), NOW) == "Stop refused: alice is still recording"
    assert facts(session, found[0], Messages(), NOW) == "room 10004"


def test_what_nobody_has_to_mend_is_not_red() -> None:
    ended = answered_code(30000412, Operation.STOP)
    over = stopped(4, "a file", ended_with=ended, ended_by=EndedBy.ALREADY)
    told = explain_session(over, Messages(), Catalogue("en"), NOW)
    assert (told.tone, told.fix) == (StateTone.NEUTRAL, "Nobody has to fix this")
    told = explain_session(refused(4, 30000411), Messages(), Catalogue("en"), NOW)
    assert told.tone is StateTone.DANGER


def test_practice_has_a_question_for_the_guest_and_no_sentence_for_a_customer() -> None:
    told = explain_session(refused(4, profile="Practice"), Messages(), Catalogue("en"), NOW)
    assert (told.practice, told.say, bool(told.ask)) == (True, "", True)


def test_a_note_is_told_whole_whatever_it_ends_with() -> None:
    told = explain_session(
        refused(4, handled=True, note="see ticket:"), Messages(), Catalogue("en"), NOW
    ).known
    assert told.endswith("Handled: see ticket:")
    told = explain_session(refused(4, handled=True), Messages(), Catalogue("en"), NOW).known
    assert told.endswith("Handled")
