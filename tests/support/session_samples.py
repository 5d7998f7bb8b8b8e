"""Sessions for tests, each made from what a test cares about."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, Source, State
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import EndedBy, Failure, Session, Target

NOW: Final = datetime(2025, 11, 22, 12, 0, 0, tzinfo=UTC)


def ago(**span: float) -> datetime:
    """A time before NOW, as ``timedelta`` takes it."""
    return NOW - timedelta(**span)


@contextmanager
def local_zone(name: str) -> Iterator[None]:
    """Times of day as in that time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


class HandClock:
    """Wall and boot clock that go on only when told to."""

    def __init__(self) -> None:
        self.wall = NOW
        self.boot = 1000.0

    def now(self) -> datetime:
        return self.wall

    def seconds(self) -> float:
        return self.boot

    def sleep(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.boot += seconds


def sample(number: int, state: State, **changes: Any) -> Session:
    """A session whose id is its number; a higher number is a newer session.

    :param changes: ``room``, ``account`` and ``source`` of its target; everything else is a field's.
    """
    target = Target(
        "openapi.tim.qq.com",
        1400000000,
        changes.pop("room", 10000 + number),
        changes.pop("account", "alice"),
        changes.pop("source", Source.CAMERA),
    )
    settings = StartOptions(f"{target.room}_{target.account}")
    session = Session(
        target, "Main", state, "Li", NOW, NOW, settings, id=str(number), row=number, first_row=number
    )
    return replace(session, **changes)


def recording(number: int, *, minutes: float = 12, **changes: Any) -> Session:
    """Accepted so many minutes before NOW."""
    at = ago(minutes=minutes)
    facts = {"accepted_at": at, "confirmed_at": at, "asked_at": at}
    return sample(number, State.RECORDING, **{**facts, **changes})


def stopped(number: int, *file_ids: str, minutes: float = 60, **changes: Any) -> Session:
    """Ended at NOW after so many minutes."""
    facts = {
        "accepted_at": ago(minutes=minutes),
        "ended_at": NOW,
        "confirmed_at": NOW,
        "ended_by": EndedBy.ANSWER,
        "file_ids": file_ids,
    }
    return sample(number, State.STOPPED, **{**facts, **changes})


def refused(number: int, code: int = 30000411, **changes: Any) -> Session:
    """A start that the service refused."""
    return sample(number, State.FAILED, **{"failure": answered(code), **changes})


def unconfirmed(number: int, operation: Operation = Operation.START, **changes: Any) -> Session:
    """A request without a usable answer."""
    failure = Failure(Delivery.NO_ANSWER, operation, word=LocalFailure.TIMEOUT)
    return sample(number, State.UNKNOWN, **{"failure": failure, "operation": operation, **changes})


def answered(code: int, operation: Operation = Operation.START) -> Failure:
    """The service's answer with a code."""
    return Failure(Delivery.ANSWERED, operation, code=code)


def never_sent(word: LocalFailure, operation: Operation = Operation.START) -> Failure:
    """A request that did not leave."""
    return Failure(Delivery.NEVER_SENT, operation, word=word)
