"""The texts that staff paste elsewhere: the report, and what an administrator is asked for."""

import pytest

from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure, Problem
from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import tried
from gui.core.presentation.clipboard_texts import administrator_request, problem_text, report_text
from tests.support.core.concluded_sessions import LATER, answered, entry, started

CODES = [int(entry.key) for entry in Catalogue().codes()]
BOTH = ("en", "zh_CN")
DETAIL = '{"request": "{\\"reqhead\\":{\\"uint32_seq\\":881}}"}'


def test_the_report_holds_what_the_vendor_asks_for_and_no_secret() -> None:
    session = started(Problem(Delivery.ANSWERED, code=30000405, message="usersig=abcdef&\x1b[2J"))
    attempts = tried([entry("answer", session, DETAIL)])
    text = report_text(session, Messages(), Catalogue(), attempts)
    for part in ("30000405 · start", "10004", "dan", "1400000001", "2026-11-22 11:58:00 UTC", "881"):
        assert part in text
    assert "abcdef" not in text
    assert "\x1b" not in text


@pytest.mark.parametrize(("code", "word"), [(1, "allow"), (2, "top it up"), (70001, "look at")])
def test_the_administrator_is_asked_for_one_thing(code: int, word: str) -> None:
    text = administrator_request(started(answered(code)), Messages(), Catalogue())
    assert word in text.splitlines()[0]
    assert "SDKAppID: 1400000001" in text


def test_a_problem_without_a_session_has_a_report_too() -> None:
    missing = Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE)
    assert "profile · start" in problem_text(missing, Activity.START, Messages(), Catalogue(), LATER)


@pytest.mark.parametrize("language", BOTH)
def test_texts_for_others_are_complete_in_both_languages(language: str) -> None:
    words, catalogue = Messages(language), Catalogue(language)
    for code in CODES:
        session = started(answered(code))
        assert "{" not in report_text(session, words, catalogue)
        assert "{" not in administrator_request(session, words, catalogue)
