"""What is said to the customer and asked of the guest, and the texts that staff paste elsewhere."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Source, State
from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import Times, pretty, tried
from gui.core.ledger.rows import Entry
from gui.core.presentation.clipboard_texts import administrator_request, problem_text, report_text
from gui.core.presentation.customer_texts import gap, question, sentence
from gui.core.presentation.explanation import headline
from gui.core.sessions.begin import begin_start, begin_stop
from gui.core.sessions.conclude import conclude
from gui.core.sessions.next_steps import problem_of
from gui.core.sessions.session import Session, Settings, Target
from gui.core.sessions.settle import settled
from gui.core.sessions.state_table import Intent, Opening

ASKED = datetime(2026, 11, 22, 11, 58, tzinfo=UTC)
NOW = ASKED + timedelta(minutes=4)
TARGET = Target("relay.example", 1400000001, 10004, "dan", Source.CAMERA)
CODES = [int(entry.key) for entry in Catalogue().codes()]
BOTH = ("en", "zh_CN")


def _clock(at: datetime) -> str:
    return f"{at.astimezone():%H:%M}"


def _started(problem: Problem | None, at: datetime = ASKED, target: Target = TARGET) -> Session:
    opening = begin_start(target, "Main", Settings("10004_dan"), "Li", ASKED)(None)
    return replace(conclude(opening, opening.session, problem, (), at)[0], id="4")


def _stopped(problem: Problem | None, file_ids: tuple[str, ...] = ()) -> Session:
    opening = begin_stop(TARGET, "Main", Settings(), "Li", NOW)(_started(None))
    return replace(conclude(opening, opening.session, problem, file_ids, NOW)[0], id="4")


def _answered(code: int) -> Problem:
    return Problem(Delivery.ANSWERED, code=code, message="service words")


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("code", CODES)
def test_there_is_one_sentence_for_the_customer_for_each_code_and_operation(code: int, language: str) -> None:
    for session in (_started(_answered(code)), _stopped(_answered(code))):
        text = sentence(session, Messages(language), NOW)
        assert text
        assert not re.search(r"[{}]|\d{5}", text)


def test_of_a_start_that_was_taken_back_there_is_nothing_to_say() -> None:
    taken_back = replace(_started(Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN)), handled=True)
    assert taken_back.taken_back
    assert (sentence(taken_back, Messages(), NOW), gap(taken_back)) == ("", None)
    assert not replace(taken_back, state=State.UNKNOWN).taken_back
    assert not _started(_answered(30000411)).taken_back


def test_a_failed_start_names_since_when_nothing_is_recorded() -> None:
    text = sentence(_started(_answered(30000411)), Messages(), NOW)
    assert text == f"Not recorded yet, since {_clock(ASKED)}. We are on it."
    assert gap(_started(_answered(30000411))) == (ASKED, None)


def test_a_start_that_came_late_names_the_gap() -> None:
    accepted = ASKED + timedelta(minutes=7)
    text = sentence(_started(None, accepted), Messages(), NOW)
    assert f"not recorded {_clock(ASKED)} – {_clock(accepted)}" in text
    assert gap(_started(None, ASKED + timedelta(seconds=9))) is None


def test_a_fault_of_the_service_tells_the_customer_to_record_on_their_own_computer() -> None:
    assert "your own computer" in sentence(_started(_answered(30000201)), Messages(), NOW)


def test_a_refused_stop_says_that_the_room_is_still_being_recorded() -> None:
    assert "still running" in sentence(_stopped(_answered(30000404)), Messages(), NOW)


def test_nothing_is_said_of_a_request_that_is_on_its_way() -> None:
    assert sentence(replace(_started(None), state=State.STOPPING), Messages(), NOW) == ""


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("code", [30000004, 30000403, 30000410, 30000411, 30000415])
def test_where_the_guest_can_help_there_is_one_question(code: int, language: str) -> None:
    text = question(_started(_answered(code)), Messages(language))
    assert text.endswith(("?", "？"))


def test_the_question_names_the_screen_where_the_screen_was_asked_for() -> None:
    screen = replace(TARGET, source=Source.SCREEN)
    assert "the screen share" in question(_started(_answered(30000415), target=screen), Messages())


@pytest.mark.parametrize("code", [30000201, 30000412, 2, -5, 70001])
def test_no_question_is_asked_where_the_guest_can_do_nothing(code: int) -> None:
    assert question(_started(_answered(code)), Messages()) == ""


def test_the_headline_says_state_who_where_and_how_often() -> None:
    session = _started(_answered(30000411))
    problem = problem_of(session)
    assert problem is not None
    text = headline(session, problem[0], Messages(), NOW, Times(3, ASKED, ASKED))
    assert text == f"✕ NOT STARTED · dan is not found in room 10004 · 3 times since {_clock(ASKED)}"
    last = ASKED + timedelta(minutes=7)
    text = headline(session, problem[0], Messages(), NOW, Times(3, ASKED, last))
    assert text.endswith(f"3 times since {_clock(ASKED)}, last {_clock(last)}")


def test_a_name_that_steers_the_text_is_shown_in_full_daylight() -> None:
    hostile = replace(TARGET, account="eve\u202e\x1b[31m")
    text = headline(_started(_answered(30000411), target=hostile), None, Messages(), NOW)
    assert "\u202e" not in text
    assert "\\u202e" in text


def _entry(kind: str, session: Session, detail: str = "{}") -> Entry:
    return Entry(1, "4", ASKED.isoformat(), kind, "Li", "", detail, session)


DETAIL = (
    '{"request": "{\\"reqhead\\":{\\"uint32_seq\\":881}}", "random": 7, "status": 200, "answer": "<b>no</b>",'
    ' "answer_bytes": 9, "milliseconds": {"connected": 3, "sent": 4, "answered": 31}}'
)


def test_the_attempts_tell_code_time_and_seq() -> None:
    session = _started(_answered(30000411))
    found = tried([_entry("intent", session), _entry("answer", session, DETAIL), _entry("handled", session)])
    assert [one.kind for one in found] == ["answer", "handled"]
    first = found[0]
    assert (first.came, first.milliseconds, first.seq, first.status) == ("30000411", 31, 881, 200)
    assert "$USERSIG" in first.curl
    assert "https://relay.example/v3/openim/videorelay?" in first.curl


def test_the_attempts_tell_which_code_said_that_it_had_already_ended() -> None:
    answer = '{"rspbody": {"rsp_0x5": {"uint32_result": "30000413"}}}'
    detail = json.dumps({"answer": answer})
    (one,) = tried([_entry("answer", _stopped(_answered(30000413)), detail)])
    assert one.came == "30000413"


@pytest.mark.parametrize("detail", ["", "[]", "null", '{"milliseconds": 3, "request": 7, "answer": null}'])
def test_a_row_of_another_version_never_breaks_the_attempts(detail: str) -> None:
    (one,) = tried([_entry("answer", _started(None), detail)])
    assert (one.came, one.seq, one.curl) == ("0", None, "")


def test_pretty_text_has_no_character_that_hides() -> None:
    assert pretty('{"a": "x\u202ey\\u001b[1m"}') == '{\n  "a": "x\\u202ey\\u001b[1m"\n}'


def test_the_report_holds_what_the_vendor_asks_for_and_no_secret() -> None:
    session = _started(Problem(Delivery.ANSWERED, code=30000405, message="usersig=abcdef&\x1b[2J"))
    attempts = tried([_entry("answer", session, DETAIL)])
    text = report_text(session, Messages(), Catalogue(), attempts)
    for part in ("30000405 · start", "10004", "dan", "1400000001", "2026-11-22 11:58:00 UTC", "881"):
        assert part in text
    assert "abcdef" not in text
    assert "\x1b" not in text


@pytest.mark.parametrize(("code", "word"), [(1, "allow"), (2, "top it up"), (70001, "look at")])
def test_the_administrator_is_asked_for_one_thing(code: int, word: str) -> None:
    text = administrator_request(_started(_answered(code)), Messages(), Catalogue())
    assert word in text.splitlines()[0]
    assert "SDKAppID: 1400000001" in text


def test_a_problem_without_a_session_has_a_report_too() -> None:
    missing = Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE)
    assert "profile · start" in problem_text(missing, Activity.START, Messages(), Catalogue(), NOW)


@pytest.mark.parametrize("language", BOTH)
def test_texts_for_others_are_complete_in_both_languages(language: str) -> None:
    words, catalogue = Messages(language), Catalogue(language)
    for code in CODES:
        session = _started(_answered(code))
        assert "{" not in report_text(session, words, catalogue)
        assert "{" not in administrator_request(session, words, catalogue)


def test_after_guest_came_back_was_refused_the_customer_is_not_told_that_nothing_was_recorded() -> None:
    opening = Opening(_started(None), Intent.GUEST_CAME_BACK, Settings("again"))
    (session,) = conclude(opening, opening.session, _answered(30000401), (), NOW)
    assert "gap" in sentence(session, Messages(), NOW)


def test_a_start_that_nobody_confirmed_is_not_promised_a_file_by_being_marked_as_ended() -> None:
    unconfirmed = _started(Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT))
    marked = settled(unconfirmed, State.STOPPED, "Li", "the guest has left", NOW)
    assert sentence(marked, Messages(), NOW).startswith("There may be no recording since")
    known = settled(replace(unconfirmed, accepted_at=ASKED), State.STOPPED, "Li", "", NOW)
    assert sentence(known, Messages(), NOW) == "The recording has ended. We are looking for the file."
