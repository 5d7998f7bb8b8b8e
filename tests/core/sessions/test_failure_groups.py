"""The same failure on the same target is one entry."""

from dataclasses import replace
from datetime import UTC, datetime

from gui.core.catalogue.errors import Delivery
from gui.core.foundation.enums import Operation, Source, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.failure_groups import FailureGroups
from gui.core.sessions.session import Failure, Session, Target

NOW = datetime(2026, 11, 22, 11, 58, tzinfo=UTC)
TARGET = Target("relay.example", 1400000001, 10004, "dan", Source.CAMERA)


def failed(row: int, code: int = 30000411, target: Target = TARGET) -> Session:
    failure = Failure(Delivery.ANSWERED, Operation.START, code=code)
    settings = StartOptions("10004_dan")
    return Session(
        target, "Main", State.FAILED, "Li", NOW, NOW, settings, str(row), row, row, failure=failure
    )


def test_the_newest_of_the_same_failures_stands_for_the_others() -> None:
    groups = FailureGroups([failed(1), failed(2), failed(3)])
    assert [groups.stands_behind(failed(row)) for row in (1, 2, 3)] == [True, True, False]
    assert [groups.times(failed(row)) for row in (1, 2, 3)] == [1, 2, 3]


def test_another_code_or_another_target_is_an_entry_of_its_own() -> None:
    other = replace(TARGET, account="eve")
    groups = FailureGroups([failed(1), failed(2, code=30000403), failed(3, target=other)])
    assert not any(
        groups.stands_behind(session)
        for session in (failed(1), failed(2, code=30000403), failed(3, target=other))
    )


def test_a_session_that_no_longer_fails_stands_for_nothing() -> None:
    groups = FailureGroups([failed(1), failed(2)])
    groups.put(replace(failed(2), state=State.RECORDING, failure=None), failed(2))
    assert not groups.stands_behind(failed(1))
    assert groups.times(replace(failed(2), state=State.RECORDING, failure=None)) == 0


def test_putting_the_same_session_again_counts_it_once() -> None:
    groups = FailureGroups([failed(1)])
    groups.put(failed(1))
    groups.put(failed(2), None)
    groups.put(failed(2), failed(2))
    assert groups.times(failed(2)) == 2
