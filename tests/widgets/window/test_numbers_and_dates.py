"""Numbers are grouped, and dates ordered, as the reader's language has it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale

from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.foundation.times import local_time
from tests.support.widgets.window_driver import Staff

NOON = datetime(2025, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [7, 1234, 1234567])
def test_the_comma_that_core_texts_put_in_is_that_of_each_language(language: str, number: int) -> None:
    # A language that groups in another way needs more than a format of Python's.
    assert f"{number:,}" == QLocale(language).toString(number)


@pytest.mark.parametrize(("language", "date"), [("en", "22 Nov 2025"), ("zh_CN", "2025年11月22日")])
def test_a_date_stands_in_the_order_of_its_language(language: str, date: str) -> None:
    told = local_time(NOON, NOON.replace(year=2027), Messages(language))
    assert told.startswith(date)


async def test_a_count_within_a_sentence_is_grouped_like_the_counts_above_the_list(staff: Staff) -> None:
    assert staff.sessions.tr("%Ln need attention in {profile}", "", 1234).startswith("1,234 ")
