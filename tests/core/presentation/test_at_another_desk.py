"""What whoever is late in a team reads: who is at it, and what to do; no red *Not started*."""

from dataclasses import replace

import pytest

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.messages import Messages
from gui.core.ledger.rows import Busy
from gui.core.presentation.explanation import Explanation, explain_session
from gui.core.presentation.headlines import headline_of_problem
from gui.core.presentation.team_texts import who_text
from gui.core.sessions.session import Failure, Session, Witness
from gui.core.sessions.team_contact import TeamContact, TeamDesk
from tests.support.session_samples import NOW, ago, sample

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


def started_twice(second: State, operation: Operation = Operation.START) -> Session:
    said = (
        Witness("1" * 32, 2, "Li", ago(minutes=2), Operation.START, State.RECORDING),
        Witness("2" * 32, 2, "Wang", ago(minutes=1), operation, second),
    )
    failure = Failure(Delivery.NO_ANSWER, Operation.START, word=LocalFailure.APART)
    return replace(sample(1, State.UNKNOWN, failure=failure), apart=said)


def explained(session: Session, language: str = "en") -> Explanation:
    return explain_session(session, Messages(language), Catalogue(language), NOW)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_was_merely_started_twice_is_told_calmly_here_and_to_the_customer(language: str) -> None:
    calm = explained(started_twice(State.UNKNOWN), language)
    stark = explained(started_twice(State.STOPPED, Operation.STOP), language)
    for told in ("title", "say"):
        assert getattr(calm, told) != getattr(stark, told)
    assert calm.entry is not None
    assert stark.entry is not None
    assert (calm.entry.key, calm.entry.solution) != (stark.entry.key, stark.entry.solution)
    if language == "en":
        assert calm.title == "Probably recording once"
        assert calm.say == "It is being recorded, as far as we can tell."
        assert "may or may not" not in calm.entry.description
        assert "may or may not" in stark.entry.description
        assert stark.title == "Desks contradict each other"


def test_both_owners_of_what_was_started_twice_are_named_alike_at_both_desks() -> None:
    twice = started_twice(State.UNKNOWN)
    at_li = TeamContact(TeamDesk("LI", "Li"), {"2" * 32: TeamDesk("WA", "Wang")})
    at_wang = TeamContact(TeamDesk("WA", "Wang"), {"1" * 32: TeamDesk("LI", "Li")})
    at_home, away = replace(twice, desk="1" * 32), Messages()
    assert who_text(twice, at_li, away) == who_text(at_home, at_wang, away) == "Li, Wang"
    assert who_text(twice, at_li, Messages("zh_CN")) == "Li、Wang"
