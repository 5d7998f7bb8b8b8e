"""A short list is read without pydantic; what is read, and what is not, stays the same."""

import copy
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, SdkType, Source, State
from gui.core.foundation.system import BootMoment
from gui.core.ledger.session_json import get_ready, json_of, plain_json_of, session_in, session_in_plain_text
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.keeper import HandOver, Keeper
from gui.core.sessions.session import Companion, EndedBy, Failure, Session, Target, Witness
from tests.support.scripts import output_of

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
    note="asked for twice",
    answered_at=NOON,
    overrun_hours=9,
    overrun_at=NOON,
    accepted_boot=BootMoment("this boot", 12.0),
    lasted_s=3600.5,
    length_unsure=True,
    confirmed_row=27,
    desk="5f3a",
    apart=(
        Witness("5f3a", 27, "Li", NOON, Operation.STOP, State.STOPPED),
        Witness("9b01", 4, "王", NOON, Operation.START, State.RECORDING),
    ),
    newer=True,
    unreached=True,
    companion=Companion("Wang", NOON),
    taken_by=Keeper("Wang", "9b01", "Li", NOON, "mind the sound"),
    offer=HandOver("Zhao", "Wang", "until six"),
    stopped_by="Zhao",
    started_by="Wang",
)
"""With every field, those of a team, too."""
BARE = Session(FULL.target, "Main", State.STARTING, "Li", NOON, NOON, id="1")
ODD: tuple[object, ...] = (
    *(None, True, 0, 1, -7, 10**30, 1.0, 1.5, "", "7", "stopped", "no such word", "李"),
    *([], ["7"], [7], {}, {"a": 1}, {"a": []}, [{}], [None], {"operator": "Li", "desk": ""}),
    *("2026-03-01", "2026-03-01T12:00", "2026-03-01T12:00:00", "2026-03-01T13:00:00+01:00"),
    *("2026-W09-7T12:00:00Z", "2026-03-01T24:00:00Z", "2026-13-01T12:00:00Z", "2026-03-01T12:00:00,5Z"),
    *("0000-03-01T12:00:00Z", "2026-03-01T12:00:00.1234567Z", 1772366400),
)


Place = tuple[str | int, ...]
"""The way to a value: names within objects, and places within lists."""


def places(value: object, path: Place = ()) -> Iterator[Place]:
    if path:
        yield path
    for name, inner in parts(value):
        yield from places(inner, (*path, name))


def parts(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def changed(path: Place, odd: object) -> str:
    row: Any = json.loads(json_of(FULL))
    inside = row
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = odd
    return json.dumps(row, ensure_ascii=False)


def told(session: Session | None) -> str:
    """Every value and its type; pydantic has a name of its own for UTC."""
    return repr(session).replace("TzInfo(0)", "datetime.timezone.utc")


# From here on pydantic reads and writes; what does without is held against it.
get_ready()

OF_A_TEAM: Final = (
    "desk",
    "apart",
    "newer",
    "unreached",
    "companion",
    "taken_by",
    "offer",
    "started_by",
    "came_at",
)
ALONE: Final = replace(FULL, **{name: getattr(BARE, name) for name in OF_A_TEAM})
"""Of a desk without a team."""


@pytest.mark.parametrize("session", [FULL, BARE, ALONE, replace(FULL, note="asked\u0007 for twice")])
def test_a_session_is_read_as_it_was_written(session: Session) -> None:
    assert session_in_plain_text(json_of(session)) == session


@pytest.mark.parametrize("name", OF_A_TEAM)
def test_what_a_team_says_of_a_session_is_written_and_nothing_of_one_without_it(name: str) -> None:
    one = replace(BARE, **{name: getattr(FULL, name)})
    assert session_in_plain_text(json_of(one)) == session_in(json_of(one)) == one
    assert f'"{name}"' not in json_of(ALONE)


def test_a_row_of_the_team_needs_no_pydantic_either() -> None:
    quick = "read = session_in(sys.argv[1]); print(json_of(read) == sys.argv[1], 'pydantic' in sys.modules)"
    script = f"import sys\nfrom gui.core.ledger.session_json import json_of, session_in\n{quick}"
    assert output_of(script, json_of(FULL)) == "True False"


@pytest.mark.parametrize("session", [FULL, BARE, ALONE, replace(FULL, note='\t\u0007 "\\ \x7f \u2028 李')])
def test_a_brief_command_writes_the_same_row_to_the_last_byte(session: Session) -> None:
    for at in (NOON, NOON.replace(microsecond=7), NOON.replace(microsecond=0)):
        one = replace(session, asked_at=at, accepted_at=at, lasted_s=0.1 + 0.2)
        assert plain_json_of(one) == json_of(one)


def test_half_a_character_is_refused_with_or_without_pydantic() -> None:
    for write in (json_of, plain_json_of):
        with pytest.raises(ValueError, match="surrogate"):
            write(replace(BARE, note="\ud800"))


def test_a_value_of_another_kind_is_taken_or_refused_as_ever() -> None:
    paths = list(places(json.loads(json_of(FULL))))
    assert len(paths) > 80
    assert {str(path[0]) for path in paths} == {field.name for field in fields(Session)}
    for path in paths:
        for odd in ODD:
            text = changed(path, odd)
            # Else it would be pydantic's at once, and nothing held against it.
            assert "\\u" not in text
            assert told(session_in_plain_text(text)) == told(session_in(text)), text


def without(value: Any, path: Place) -> str:
    """A row that lacks the value at a place."""
    row = copy.deepcopy(value)
    inside = row
    for name in path[:-1]:
        inside = inside[name]
    del inside[path[-1]]
    return json.dumps(row, ensure_ascii=False)


def test_a_row_without_a_field_or_with_one_of_a_newer_panel_is_read_as_ever() -> None:
    row = json.loads(json_of(FULL))
    for path in places(row):
        text = without(row, path)
        assert told(session_in_plain_text(text)) == told(session_in(text)), path
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
