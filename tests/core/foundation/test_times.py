"""Times of day and durations, as they are written for staff."""

from gui.core.foundation.messages import Messages
from gui.core.foundation.times import clock_text, local_time
from tests.support.session_samples import NOW, ago, local_zone

ENGLISH, CHINESE = Messages("en"), Messages("zh_CN")


def test_the_day_is_named_when_it_is_not_today() -> None:
    with local_zone("UTC"):
        assert local_time(NOW, NOW, ENGLISH) == "12:00"
        assert local_time(ago(hours=13), NOW, ENGLISH) == "yesterday 23:00"
        assert local_time(ago(days=3), NOW, ENGLISH) == "19 Nov 12:00"
        assert local_time(ago(days=365), NOW, ENGLISH) == "22 Nov 2024 12:00"
        assert local_time(ago(days=3), NOW, CHINESE) == "11月19日 12:00"
        assert local_time(ago(days=365), NOW, CHINESE) == "2024年11月22日 12:00"


def test_durations_are_hours_minutes_seconds_and_never_less_than_nothing() -> None:
    assert [clock_text(s) for s in (-3, 0.99, 59.9, 3600, 86399, 360000)] == [
        "00:00:00",
        "00:00:00",
        "00:00:59",
        "01:00:00",
        "23:59:59",
        "100:00:00",
    ]
