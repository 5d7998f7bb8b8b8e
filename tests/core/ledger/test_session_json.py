"""A short list is read without pydantic; what is read, and what is not, stays the same."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, SdkType, Source, State
from gui.core.foundation.system import BootMoment
from gui.core.ledger.session_json import json_of, session_in, session_in_plain_text
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import EndedBy, Failure, Session, Target

NOON = datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC)
DETAIL = Detail("connect.refused", {"host": "relay.example", "port": 443}, "relay.example")
FULL = Session(
    Target("relay.example", 1400000000, 10001, "李雷 👩‍🏫", Source.SCREEN),
    "Main",
    State.STOPPED,
    "Li",
    NOON,
    NOON.replace(microsecond=0),
    StartOptions("lesson", ("maths", "grade 3"), 0, SdkType.IOT, transcode=True),
    id="7",
    row=28,
    first_row=25,
    operation=Operation.STOP,
    attempts=2,
    before_stop=State.RECORDING,
    open_attempt=True,
    accepted_at=NOON,
    confirmed_at=NOON,
    ended_at=NOON,
    ended_by=EndedBy.ANSWER,
    settled_by="Wang",
    file_ids=("5285890", "5285891"),
    failure=Failure(Delivery.ANSWERED, Operation.STOP, code=-3, message="no", outside_head=True),
    ended_with=Failure(Delivery.NEVER_SENT, Operation.STOP, word=LocalFailure.CONNECT, detail=DETAIL),
    handled=True,
    note="asked\u0007 for twice",
    answered_at=NOON,
    overrun_hours=9,
    overrun_at=NOON,
    accepted_boot=BootMoment("this boot", 12.0),
    lasted_s=3600.5,
    length_unsure=True,
    confirmed_row=27,
)
BARE = Session(FULL.target, "Main", State.STARTING, "Li", NOON, NOON, id="1")
ODD: tuple[object, ...] = (
    *(None, True, 0, 1, -7, 10**30, 1.0, 1.5, "", "7", "stopped", "no such word", "李"),
    *([], ["7"], [7], {}, {"a": 1}, {"a": []}),
    *("2026-03-01", "2026-03-01T12:00", "2026-03-01T12:00:00", "2026-03-01T13:00:00+01:00"),
    *("2026-W09-7T12:00:00Z", "2026-03-01T24:00:00Z", "2026-13-01T12:00:00Z", "2026-03-01T12:00:00,5Z"),
    *("0000-03-01T12:00:00Z", "2026-03-01T12:00:00.1234567Z", 1772366400),
)


def places(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))


def changed(path: tuple[str, ...], odd: object) -> str:
    row: dict[str, Any] = json.loads(json_of(FULL))
    inside = row
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = odd
    return json.dumps(row, ensure_ascii=False)


def told(session: Session | None) -> str:
    """Every value and its type; pydantic has a name of its own for UTC."""
    return repr(session).replace("TzInfo(0)", "datetime.timezone.utc")


@pytest.mark.parametrize("session", [FULL, BARE, replace(FULL, note="a quick one")])
def test_a_session_is_read_as_it_was_written(session: Session) -> None:
    assert session_in_plain_text(json_of(session)) == session


def test_a_value_of_another_kind_is_taken_or_refused_as_ever() -> None:
    paths = list(places(json.loads(json_of(FULL))))
    assert len(paths) > 50
    for path in paths:
        for odd in ODD:
            text = changed(path, odd)
            assert told(session_in_plain_text(text)) == told(session_in(text)), text


def test_a_row_without_a_field_or_with_one_of_a_newer_panel_is_read_as_ever() -> None:
    row = json.loads(json_of(FULL))
    for name in row:
        text = json.dumps({other: value for other, value in row.items() if other != name})
        assert told(session_in_plain_text(text)) == told(session_in(text)), name
    newer = json.dumps({**row, "of_a_newer_panel": 1}, ensure_ascii=False)
    assert session_in_plain_text(newer) == replace(FULL)


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "7", "{", '{"target": 1}', "\ufeff{}", "[" * 100_000),
        json_of(BARE).replace('"Main"', '"\\ud800"'),
        json_of(BARE).replace('"Main"', '"Ma\tin"'),
        json_of(BARE).replace('"Main"', '"\\u004dain"'),
        json_of(BARE).replace('"lasted_s":null', '"lasted_s":NaN'),
        json_of(BARE) + " ",
        json_of(BARE) + "}",
    ],
)
def test_a_damaged_row_is_read_or_not_as_ever(text: str) -> None:
    assert told(session_in_plain_text(text)) == told(session_in(text))
