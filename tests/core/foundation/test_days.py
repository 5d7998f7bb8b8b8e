"""Days as staff read them in the list, and as they type them into the search."""

from datetime import date

import pytest

from gui.core.foundation.days import day_text, wanted, widest_day_text
from gui.core.foundation.messages import Messages

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (date(2026, 11, 22), "Today", "今天"),
        (date(2026, 11, 21), "Yesterday", "昨天"),
        (date(2026, 11, 20), "Fri 20 Nov", "11月20日 周五"),
        (date(2025, 11, 22), "2025-11-22", "2025-11-22"),
    ],
)
def test_a_day_is_named_as_people_say_it(day: date, english: str, chinese: str) -> None:
    assert day_text(day, TODAY, Messages("en")) == english
    assert day_text(day, TODAY, Messages("zh_CN")) == chinese


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Yesterday", "2026-11-21"),
        ("今天 li", "2026-11-22 li"),
        ("Fri 20 Nov", "-11-20"),
        ("11月20日 周五", "-11-20"),
        ("nov 20", "-11-20"),
        ("30 September", "-09-30"),
        ("11/20", "-11-20"),
        ("20.11.", "-11-20"),
        ("20.11.2025 10:01", "2025-11-20 10:01"),
        ("2025/1/2", "2025-01-02"),
        ("2025年11月20日 停止", "2025-11-20 停止"),
        ("22 Nov 2025", "2025-11-22"),
        ("2025-11", "2025-11"),
    ],
)
def test_a_day_that_is_typed_is_looked_for_as_the_list_has_it(typed: str, text: str) -> None:
    assert wanted(typed, TODAY).text == text


@pytest.mark.parametrize("typed", ["10001", "30000411", "99/99", "20 novel", "may", "fri", "a-11-20", "周五"])
def test_words_that_are_no_day_stay_as_they_are(typed: str) -> None:
    assert wanted(typed, TODAY).text == typed


@pytest.mark.parametrize(
    ("typed", "since"),
    [("yesterday", date(2026, 11, 21)), ("2025-11 dan", date(2025, 11, 1)), ("20 Nov", None), ("dan", None)],
)
def test_a_day_with_its_year_tells_how_far_back_to_look(typed: str, since: date | None) -> None:
    assert wanted(typed, TODAY).since == since


@pytest.mark.parametrize("every", range(1, 13))
def test_the_widest_days_are_known(every: int) -> None:
    english = Messages("en")
    longest = max(len(text) for text in widest_day_text(english))
    assert len(day_text(date(2026, every, 28), TODAY, english)) <= longest
