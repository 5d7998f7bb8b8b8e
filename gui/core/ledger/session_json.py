"""A session as a row of the ledger holds it: JSON, written by this panel, an earlier one, or a damaged disk.

Pydantic decides what can be read, and is three times as quick. It takes longer to load than a short list
takes to be read: until :func:`get_ready`, sessions are written without it, and :func:`session_in_plain_text`
reads what this panel writes, and leaves to it whatever is otherwise.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Final, NoReturn, get_args, get_origin, get_type_hints

from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import Session

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import SchemaSerializer, SchemaValidator

_Read = Callable[[object], object]
_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?Z"
)
"""As the panel writes times."""
_made: "Final[list[tuple[SchemaValidator, SchemaSerializer]]]" = []
"""What reads and writes sessions by pydantic, once it is loaded: each row asks for it."""
_OF_A_TEAM: Final = {
    "desk",
    "apart",
    "newer",
    "unreached",
    "companion",
    "taken_by",
    "offer",
    "started_by",
    "came_at",
}
"""Fields of a session that the ledger of a desk without a team does not have."""


def session_in(text: str) -> Session | None:
    """The session of a row; None where it can't be read."""
    return _by_pydantic(text) if _is_loaded() else session_in_plain_text(text)


def _by_pydantic(text: str) -> Session | None:
    from pydantic import ValidationError

    try:
        reader, _ = _sessions()
        found: Session = reader.validate_json(text)
        return found
    except ValidationError:
        return None


def json_of(session: Session) -> str:
    """A session as a row holds it."""
    if not _is_loaded():
        return plain_json_of(session)
    _, writer = _sessions()
    left_out = None if _is_of_a_team(session) else _OF_A_TEAM
    return writer.to_json(session, exclude=left_out).decode()


def plain_json_of(session: Session) -> str:
    """The same as :func:`json_of`, without pydantic."""
    left_out = frozenset[str]() if _is_of_a_team(session) else _OF_A_TEAM
    text = _PLAIN.encode({name: getattr(session, name) for name in _names(Session) if name not in left_out})
    # As with pydantic: half a character is told here, and not by SQLite, which would give up a whole commit.
    text.encode()
    return text


def _is_of_a_team(session: Session) -> bool:
    """Whether it has any of the fields in :data:`_OF_A_TEAM`."""
    of_others = session.desk or session.apart or session.newer or session.unreached
    between = session.taken_by or session.offer or session.started_by or session.came_at
    return bool(of_others or session.companion or between)


def options_in(text: str) -> StartOptions | None:
    """Options of a start; None where there are none, or they can't be read."""
    from pydantic import ValidationError

    try:
        return _options().validate_json(text) if text else None
    except ValidationError:
        return None


def json_of_options(options: StartOptions) -> str:
    """Options of a start as a row holds them."""
    return _options().dump_json(options).decode()


def session_in_plain_text(text: str) -> Session | None:
    """The same as :func:`session_in`, without pydantic where every value is of the very type it should be."""
    # Halves of characters are no text: pydantic refuses them, and json takes them.
    if "\\u" not in text:
        try:
            found = _reader(Session)(json.loads(text, parse_constant=_refuse))
        except (ValueError, TypeError, KeyError, RecursionError):
            return _by_pydantic(text)
        assert isinstance(found, Session)
        return found
    return _by_pydantic(text)


def get_ready() -> None:
    """Load what is quick with many sessions: ahead of the first of them, where somebody would wait for it."""
    _sessions()


def _is_loaded() -> bool:
    return bool(_made)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _in_json(value: object) -> object:
    """What json does not know of a session's values, as pydantic writes it."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    kind: type = type(value)
    return {name: getattr(value, name) for name in _names(kind)}


_PLAIN: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False, default=_in_json
)


def _sessions() -> "tuple[SchemaValidator, SchemaSerializer]":
    if not _made:
        from pydantic import TypeAdapter
        from pydantic_core import CoreConfig, SchemaValidator

        made = TypeAdapter(Session)
        # Hardly a text comes again: to keep the last 16,384 of them, as is usual, would be for nothing.
        reader = SchemaValidator(made.core_schema, CoreConfig(cache_strings="keys"))
        _made.append((reader, made.serializer))
    return _made[0]


@cache
def _options() -> "TypeAdapter[StartOptions]":
    from pydantic import TypeAdapter

    return TypeAdapter(StartOptions)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


@cache
def _reader(hint: object) -> _Read:
    """What makes a value of a type out of JSON's; raises ValueError or TypeError for any other value."""
    if isinstance(hint, UnionType):
        return _union(get_args(hint))
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple(_reader(inner[0]))
    if origin is Mapping:
        return _mapping(_reader(inner[1]))
    assert isinstance(hint, type)
    if is_dataclass(hint):
        return _dataclass(hint)
    if issubclass(hint, Enum):
        return _enum(hint)
    return {datetime: _time, float: _number}.get(hint) or _exactly(hint)


def _exactly(kind: type) -> _Read:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


def _number(value: object) -> object:
    if type(value) is float:
        return value
    raise TypeError


def _time(value: object) -> object:
    if type(value) is not str or _TIME.fullmatch(value) is None:
        raise TypeError
    return datetime.fromisoformat(value)


def _enum(kind: type[Enum]) -> _Read:
    by_value = {member.value: member for member in kind}
    plain = type(next(iter(by_value)))

    def read(value: object) -> object:
        if type(value) is not plain:
            raise TypeError
        return by_value[value]

    return read


def _tuple(one: _Read) -> _Read:
    def read(value: object) -> object:
        if type(value) is not list:
            raise TypeError
        return tuple(map(one, value))

    return read


def _mapping(one: _Read) -> _Read:
    def read(value: object) -> object:
        if type(value) is not dict:
            raise TypeError
        return {name: one(item) for name, item in value.items()}

    return read


def _union(hints: tuple[object, ...]) -> _Read:
    """One of several plain types, or one type or None."""
    kinds = tuple(hint for hint in hints if hint is not NoneType)
    if len(kinds) > 1:
        return _one_of(tuple(kind for kind in kinds if isinstance(kind, type)))
    some = _reader(kinds[0])

    def read(value: object) -> object:
        return None if value is None else some(value)

    return read


def _one_of(kinds: tuple[type, ...]) -> _Read:
    def read(value: object) -> object:
        if type(value) not in kinds:
            raise TypeError
        return value

    return read


def _dataclass(kind: type) -> _Read:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(value: object) -> object:
        if type(value) is not dict:
            raise TypeError
        return kind(**{name: readers[name](found) for name, found in value.items()})

    return read
