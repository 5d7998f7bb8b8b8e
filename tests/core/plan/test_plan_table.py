"""A table as it comes out of a chat, a mail or a spreadsheet becomes the plan of the day."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from gui.core.batch.file_format import InvalidBatch
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.plan.plan_entry import PlanEntry
from gui.core.plan.plan_table import decoded, plan_complaint_text, read_plan
from tests.support.session_samples import local_zone

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
ALICE = PlanEntry(990007, "alice", NOON.replace(hour=20), NOON.replace(hour=21))


@pytest.fixture(autouse=True)
def _at_greenwich() -> Iterator[None]:
    with local_zone("UTC"):
        yield


def told(text: str) -> list[str]:
    messages = Messages("en")
    return [plan_complaint_text(one, messages) for one in read_plan(text, NOON).complaints]


@pytest.mark.parametrize(
    "text",
    [
        "990007,alice,20:00,21:00",
        "990007\talice\t20:00\t21:00",
        "990007; alice; 20:00; 21:00",
        "990007，alice，20：00，21：00",
        "990007 alice 20:00 21:00",
        "990007 alice 20:00 - 21:00",
        "990007 alice 8:00 pm 9:00 pm",
        "990007,alice,20:00–21:00",
        "990007,alice,8:00-9:00 pm",
        "990007,alice,晚上8点到9点",
        "990007,alice,晚上 8 点,晚上 9 点",
        "990007,alice,2026/11/30 20:00,2026/11/30 21:00",
        "0990007,alice,8 p.m.,9 p.m.",
        "９９０００７,alice,20:00,21:00",
        "990007,alice,2026-11-30 20:00,2026-11-30 21:00",
        "990007,alice,2026-11-30T20:00:00Z,2026-11-30T22:00:00+01:00",
        "990007,alice,11/30/2026 8:00 PM,9:00 PM",
        "990007,alice,30.11.2026 20:00,21:00",
        "990007,alice,11月30日 20:00,21:00",
        '"990007","alice","20:00","21:00"',
        "Room,User,Start,End\n990007,alice,20:00,21:00",
        "房间号\t用户 ID\t开始时间\t结束时间\r\n990007\talice\t20:00\t21:00\r\n",
        "Title;End;Start;Guest;Room ID\nLesson 3;21:00;20:00;alice;990007",
        "room,user,time\n990007,alice,20:00-21:00",
    ],
)
def test_the_same_line_is_read_however_it_was_written(text: str) -> None:
    reading = read_plan(text, NOON)
    assert reading.entries == (ALICE,)
    assert (reading.complaints, reading.rest) == ((), "")


def test_a_line_without_an_end_is_taken() -> None:
    assert read_plan("990007,alice,20:00", NOON).entries[0].end is None
    assert read_plan("room;user;start;end\n990007;alice;20:00;", NOON).entries[0].end is None


def test_what_is_wrong_names_line_field_and_remedy_and_good_lines_are_taken_all_the_same() -> None:
    text = (
        "room,user,start,end\n"
        "990007,alice,20:00,21:00\n"
        "room5,alice,20:00,\n"
        "990001,,20:00,\n"
        "990001,bob,soon,\n"
        "990001,bob,20:00,later\n"
        "990001,bob,,\n"
        "990002,carol,22:00,23:00\n"
        "990007,alice,20:00,22:00\n"
        "990001,bob,2026-11-20 20:00,\n"
        "990001,bob,2027-01-20 20:00,\n"
        "990001,bob,2026-11-30 20:00,2026-11-30 19:00"
    )
    reading = read_plan(text, NOON)
    assert [entry.account for entry in reading.entries] == ["alice", "carol"]
    assert told(text) == [
        "Line 2, room: “room5” is not a number. Type digits only, 0 to 4294967295.",
        "Line 3, user: The user is missing. Type the ID of the one person to record.",
        "Line 4, start time: “soon” is no time. Write it like 20:00, 8:00 pm or 2026-11-30 20:00.",
        "Line 5, end time: “later” is no time. Write it like 20:00, 8:00 pm or 2026-11-30 20:00.",
        "Line 6, start time: The start is missing. Write it like 20:00, 8:00 pm or 2026-11-30 20:00.",
        "Line 7: The same room, user and start stands above already. Take this line away.",
        "Line 8, start time: This day is over. Write another day, or the time alone for today.",
        "Line 9, start time: This is more than 7 days ahead. Paste it on a later day.",
        "Line 10, end time: The end comes before the start."
        " Write the later time here, with its day if it is another one.",
    ]


def test_what_could_not_be_read_is_kept_with_its_header_to_be_corrected_and_read_again() -> None:
    reading = read_plan("user,room,start\nalice,990007,20:00\nbob,990001,soon", NOON)
    assert reading.rest == "user,room,start\nbob,990001,soon"
    assert [one.line for one in reading.complaints] == [2]
    again = read_plan(reading.rest.replace("soon", "21:00"), NOON)
    assert [entry.account for entry in again.entries] == ["bob"]


def test_a_stray_quotation_mark_costs_its_own_line_only() -> None:
    reading = read_plan('990007,alice,20:00,21:00\n990001,"bob,20:00\n990002,carol,22:00', NOON)
    assert [entry.account for entry in reading.entries] == ["alice", "carol"]
    assert [one.line for one in reading.complaints] == [1]


def test_a_header_without_a_column_that_is_needed_says_which() -> None:
    assert told("room,start\n990007,20:00") == [
        "Line 1, user: The header has no such column. Add it, or take the header away:"
        " then the columns are room, user, start, end."
    ]


@pytest.mark.parametrize("text", ["", " \n\n", "room,user,start"])
def test_an_empty_text_says_what_to_paste(text: str) -> None:
    assert told(text) == ["There is no line in it. Paste a line for each guest: room, user, start, end."]


def test_too_much_is_told() -> None:
    many = "\n".join(f"990007,user{number},20:00" for number in range(502))
    reading = read_plan(many, NOON)
    assert len(reading.entries) == 500
    assert [one.key for one in reading.complaints] == ["plan.too_many"] * 2
    assert [one.key for one in read_plan("x" * 300_000, NOON).complaints] == ["plan.too_long"]


@pytest.mark.parametrize("text", ["990007,alice,20", "990007,alice,25:00", "990007,alice,31.02.2026 20:00"])
def test_what_may_mean_several_things_is_no_time(text: str) -> None:
    assert [one.key for one in read_plan(text, NOON).complaints] == ["plan.no_time"]


def test_a_day_and_month_that_may_be_either_is_the_one_that_is_near() -> None:
    (entry,) = read_plan("990007,alice,1/12/2026 20:00", NOON).entries
    assert entry.start == datetime(2026, 12, 1, 20, tzinfo=UTC)
    assert [one.key for one in read_plan("990007,alice,3/4/2027 20:00", NOON).complaints] == ["plan.no_time"]


def test_a_time_past_midnight_is_of_the_night_that_belongs_to_the_day() -> None:
    late = NOON.replace(hour=23)
    (entry,) = read_plan("990007,alice,00:30,1:30", late).entries
    assert (entry.start.day, entry.start.hour, entry.end) == (1, 0, datetime(2026, 12, 1, 1, 30, tzinfo=UTC))
    past_midnight = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    (same,) = read_plan("990007,alice,00:30,1:30", past_midnight).entries
    assert same == entry
    (across,) = read_plan("990007,alice,23:00,00:30", late).entries
    assert across.end == datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
    (midnight,) = read_plan("990007,alice,24:00", late).entries
    assert midnight.start == datetime(2026, 12, 1, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_the_first_and_one_that_is_left_out_comes_an_hour_later() -> None:
    with local_zone("CET-1CEST,M3.5.0,M10.5.0/3"):
        autumn = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
        (twice,) = read_plan("990007,alice,02:30,03:30", autumn).entries
        assert twice.start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert twice.end == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
        spring = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
        (left_out,) = read_plan("990007,alice,02:30,04:00", spring).entries
        assert left_out.start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_file_of_a_spreadsheet_is_read_and_one_that_is_no_text_is_not() -> None:
    assert read_plan(decoded("房间号,用户,开始\n990007,alice,20:00".encode("utf-8-sig")), NOON).entries
    with pytest.raises(InvalidBatch):
        decoded(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff\xfe\xfd")


def test_each_complaint_has_its_words_in_each_language() -> None:
    text = "room,user,start\nroom5,x y,soon\n990007,alice,2026-11-20 20:00"
    for language in LANGUAGES:
        for one in read_plan(text, NOON).complaints:
            assert plan_complaint_text(one, Messages(language))
