"""What is said to the customer, and asked of the guest."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Source, State
from gui.core.foundation.messages import Messages
from gui.core.presentation.customer_texts import gap, question, sentence
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.conclude import conclude
from gui.core.sessions.settle import settled
from gui.core.sessions.state_table import Intent, Opening
from tests.support.core.concluded_sessions import (
    ASKED,
    LATER,
    TARGET,
    answered,
    started,
    stopped,
    time_of_day,
)

CODES = [int(entry.key) for entry in Catalogue().codes()]
BOTH = ("en", "zh_CN")


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("code", CODES)
def test_there_is_one_sentence_for_the_customer_for_each_code_and_operation(code: int, language: str) -> None:
    for session in (started(answered(code)), stopped(answered(code))):
        text = sentence(session, Messages(language), LATER)
        assert text
        assert not re.search(r"[{}]|\d{5}", text)


def test_of_a_start_that_was_taken_back_there_is_nothing_to_say() -> None:
    taken_back = replace(started(Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN)), handled=True)
    assert taken_back.taken_back
    assert (sentence(taken_back, Messages(), LATER), gap(taken_back)) == ("", None)
    assert not replace(taken_back, state=State.UNKNOWN).taken_back
    assert not started(answered(30000411)).taken_back


def test_a_failed_start_names_since_when_nothing_is_recorded() -> None:
    text = sentence(started(answered(30000411)), Messages(), LATER)
    assert text == f"Not recorded yet, since {time_of_day(ASKED)}. We are on it."
    assert gap(started(answered(30000411))) == (ASKED, None)


def test_a_start_that_came_late_names_the_gap() -> None:
    accepted = ASKED + timedelta(minutes=7)
    text = sentence(started(None, at=accepted), Messages(), LATER)
    assert f"not recorded {time_of_day(ASKED)} – {time_of_day(accepted)}" in text
    assert gap(started(None, at=ASKED + timedelta(seconds=9))) is None


def test_a_fault_of_the_service_tells_the_customer_to_record_on_their_own_computer() -> None:
    assert "your own computer" in sentence(started(answered(30000201)), Messages(), LATER)


def test_a_refused_stop_says_that_the_room_is_still_being_recorded() -> None:
    assert "still running" in sentence(stopped(answered(30000404)), Messages(), LATER)


def test_nothing_is_said_of_a_request_that_is_on_its_way() -> None:
    assert sentence(replace(started(None), state=State.STOPPING), Messages(), LATER) == ""


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("code", [30000004, 30000403, 30000410, 30000411, 30000415])
def test_where_the_guest_can_help_there_is_one_question(code: int, language: str) -> None:
    text = question(started(answered(code)), Messages(language))
    assert text.endswith(("?", "？"))


def test_the_question_names_the_screen_where_the_screen_was_asked_for() -> None:
    screen = replace(TARGET, source=Source.SCREEN)
    assert "the screen share" in question(started(answered(30000415), target=screen), Messages())


@pytest.mark.parametrize("code", [30000201, 30000412, 2, -5, 70001])
def test_no_question_is_asked_where_the_guest_can_do_nothing(code: int) -> None:
    assert question(started(answered(code)), Messages()) == ""


def test_after_guest_came_back_was_refused_the_customer_is_not_told_that_nothing_was_recorded() -> None:
    opening = Opening(started(None), Intent.GUEST_CAME_BACK, StartOptions("again"))
    (session,) = conclude(opening, opening.session, answered(30000401), (), LATER)
    assert "gap" in sentence(session, Messages(), LATER)


def test_a_start_that_nobody_confirmed_is_not_promised_a_file_by_being_marked_as_ended() -> None:
    unconfirmed = started(Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT))
    marked = settled(unconfirmed, State.STOPPED, "Li", "the guest has left", LATER)
    assert sentence(marked, Messages(), LATER).startswith("There may be no recording since")
    known = settled(replace(unconfirmed, accepted_at=ASKED), State.STOPPED, "Li", "", LATER)
    assert sentence(known, Messages(), LATER) == "The recording has ended. We are looking for the file."
