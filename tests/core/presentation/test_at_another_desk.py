"""What whoever is late in a team reads: who is at it, and what to do; no red *Not started*."""

import pytest

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Activity
from gui.core.foundation.messages import Messages
from gui.core.ledger.rows import Busy
from gui.core.presentation.headlines import headline_of_problem

WHO: dict[str, str | int] = {"who": "李", "code": "LI", "user": "alice", "room": 990001}


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        (
            "starting_too",
            "李 (LI) is starting the recording of alice in room 990001: nothing to do",
            "李（LI）正在开始录制房间 990001 的 alice，无需操作",
        ),
        (
            "stopping_too",
            "李 (LI) is stopping the recording of alice in room 990001: nothing to do",
            "李（LI）正在停止录制房间 990001 的 alice，无需操作",
        ),
        (
            "deciding",
            "李 (LI) is changing the recording of alice in room 990001 just now; look at its row",
            "李（LI）正在修改房间 990001 中 alice 的录制；请查看对应的行",
        ),
    ],
)
def test_whoever_is_late_reads_who_is_at_it(key: str, english: str, chinese: str) -> None:
    late = Busy("", Detail(f"team.{key}", WHO))
    assert headline_of_problem(late, Activity.START, Messages("en")) == english
    assert headline_of_problem(late, Activity.START, Messages("zh_CN")) == chinese


def test_what_is_under_way_at_one_s_own_desk_is_told_as_ever() -> None:
    words = headline_of_problem(Busy("1"), Activity.START, Messages("en"))
    assert words == "Start not sent"
