"""What one shift tells the next: what is open, in both languages, and nothing that the list does not know."""

from datetime import timedelta

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.messages import Messages
from gui.core.presentation.hand_over import MOST_LINES, accounts, hand_over_text
from gui.core.sessions.session import Failure, Session
from tests.support.session_samples import NOW, local_zone, recording, sample

ENGLISH, CHINESE = Messages("en"), Messages("zh_CN")
NOT_THERE = Failure(Delivery.ANSWERED, Operation.START, 30000411)


def text_of(
    *open_sessions: tuple[Session, bool], messages: Messages = ENGLISH, endings: tuple[str, ...] = ()
) -> str:
    with local_zone("Asia/Shanghai"):
        return hand_over_text(accounts(open_sessions), endings, messages, "Li", NOW)


REFUSED = sample(20, State.FAILED, room=990003, account="dan", failure=NOT_THERE, note="called the host")
NO_ANSWER = Failure(Delivery.NO_ANSWER, Operation.START, word=LocalFailure.CONNECTION_LOST)
LIVE = recording(3, room=990007, account="student03")


def test_what_needs_attention_comes_first_with_its_code_who_can_fix_it_and_the_note() -> None:
    assert text_of((LIVE, False), (REFUSED, True), endings=("Main: login valid 2 days",)).splitlines() == [
        "Handing over at 2025-11-22 20:00 (UTC+0800) · Li",
        "",
        "Main: 1 needs attention · 1 live",
        "Needs attention:",
        "- dan in room 990003 · Not started · 30000411 · asked 20:00 · You can fix this, with the room's host"
        " · note: called the host · #20",
        "Also live:",
        "- student03 in room 990007 · Recording · accepted 19:48 · #3",
        "",
        "Ends soon:",
        "- Main: login valid 2 days",
    ]


def test_the_same_in_chinese_has_no_english_word() -> None:
    assert text_of((LIVE, False), (REFUSED, True), messages=CHINESE).splitlines() == [
        "交班 2025-11-22 20:00 (UTC+0800) · Li",
        "",
        "Main：1 个需要处理，1 个进行中",
        "需要处理：",
        "- 房间 990003 的 dan · 未开始 · 30000411 · 请求于 20:00 · 您和主持人可以一起处理"
        " · 备注：called the host · #20",
        "其他进行中：",
        "- 房间 990007 的 student03 · 录制中 · 19:48 已受理 · #3",
    ]


def test_nothing_open_is_said_and_not_left_empty() -> None:
    assert text_of().splitlines()[-1] == "Nothing is live, and nothing needs attention."
    assert text_of(messages=CHINESE).splitlines()[-1] == "没有进行中的录制，也没有需要处理的录制。"


def test_practice_is_not_handed_over() -> None:
    practised = recording(4, profile="Practice")
    assert "Nothing is live" in text_of((practised, False))


def test_each_account_stands_by_itself() -> None:
    other = recording(5, profile="Another", account="bob")
    lines = text_of((LIVE, False), (other, False)).splitlines()
    assert lines.index("Another: 0 need attention · 1 live") < lines.index("Main: 0 need attention · 1 live")


def test_a_start_that_nobody_can_confirm_is_never_told_as_a_recording() -> None:
    unknown = sample(7, State.UNKNOWN, failure=NO_ANSWER, operation=Operation.START)
    assert "Unconfirmed start" in text_of((unknown, True))
    assert "Recording" not in text_of((unknown, True))


@pytest.mark.parametrize("needs", [True, False])
def test_of_very_many_the_first_are_named_and_the_others_counted(needs: bool) -> None:
    many = [(recording(number + 1), needs) for number in range(MOST_LINES + 30)]
    lines = text_of(*many).splitlines()
    assert lines[-1] == "- and 30 more, see the list"
    assert sum(line.startswith("- alice") for line in lines) == MOST_LINES


def test_a_note_with_line_breaks_stays_in_its_line() -> None:
    noted = sample(8, State.FAILED, failure=NOT_THERE, note="one\ntwo", asked_at=NOW - timedelta(days=1))
    assert len(text_of((noted, True)).splitlines()) == len(text_of((REFUSED, True)).splitlines())
