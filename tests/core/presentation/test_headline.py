"""The headline of the error panel: state, who, where and how often."""

from dataclasses import replace
from datetime import timedelta

from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import Times
from gui.core.presentation.explanation import headline
from gui.core.sessions.offered_steps import problem_of
from tests.support.core.concluded_sessions import ASKED, LATER, TARGET, answered, started, time_of_day


def test_the_headline_says_state_who_where_and_how_often() -> None:
    session = started(answered(30000411))
    problem = problem_of(session)
    assert problem is not None
    text = headline(session, problem[0], Messages(), LATER, Times(3, ASKED, ASKED))
    assert text == f"✕ NOT STARTED · dan is not found in room 10004 · 3 times since {time_of_day(ASKED)}"
    last = ASKED + timedelta(minutes=7)
    text = headline(session, problem[0], Messages(), LATER, Times(3, ASKED, last))
    assert text.endswith(f"3 times since {time_of_day(ASKED)}, last {time_of_day(last)}")


def test_a_name_that_steers_the_text_is_shown_in_full_daylight() -> None:
    hostile = replace(TARGET, account="eve\u202e\x1b[31m")
    text = headline(started(answered(30000411), target=hostile), None, Messages(), LATER)
    assert "\u202e" not in text
    assert "\\u202e" in text
