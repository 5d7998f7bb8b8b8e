"""What staff ask for: a start or a stop, checked field by field before anything is written or sent.

Every complaint has a stable key; its text stands in ``resources/messages.*.json`` as ``complaint.<key>``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Final, TypeVar

from gui.core.foundation.enums import (
    FILE_NAME_WARN_LENGTH,
    TAG_COUNT_WARN,
    TAG_WARN_LENGTH,
    UINT32_MAX,
    Field,
    Operation,
    SdkType,
    Source,
)
from gui.core.foundation.text_cleaning import hidden_trouble, plain_digits
from gui.core.foundation.wrong_value import WrongValue
from gui.core.protocol.start_options import NOT_OF_STOP, OF_STOP, ON_OFF, START_OPTIONS, StartOptions
from gui.core.protocol.wire import Nonces, Packet, RecordRequest, RequestHead

R = TypeVar("R")
ACCOUNT_SEPARATORS: Final = frozenset(",;、，；|")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong with one field.

    :param key: stable word; ``complaint.<key>`` is its message.
    :param params: values for the message's placeholders.
    """

    field: Field
    key: str
    params: Mapping[str, str | int]


class InvalidRequest(ValueError):  # noqa: N818 - reads as what it is
    """A request that can't be made; holds every complaint, not only the first."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("; ".join(f"{c.field}: {c.key}" for c in self.complaints))


def _visible(text: str, *, spelled: bool = False) -> None:
    if trouble := hidden_trouble(text, spelled=spelled):
        key, values = trouble
        raise WrongValue(key, values)


def _uint32(value: object) -> int:
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if not text.strip():
        raise WrongValue("number_missing", {})
    _visible(text)
    digits = plain_digits(text)
    if not (digits.isascii() and digits.isdigit()):
        raise WrongValue("not_a_number", {"text": text[:40]})
    digits = digits.lstrip("0") or "0"
    if len(digits) > 10 or int(digits) > UINT32_MAX:
        raise WrongValue("number_too_large", {"text": text[:40], "maximum": UINT32_MAX})
    return int(digits)


def _optional_uint32(value: object) -> int | None:
    return None if value is None or value == "" else _uint32(value)


def _account(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValue("account_missing", {})
    _visible(value)
    if any(c in ACCOUNT_SEPARATORS or c.isspace() for c in value):
        raise WrongValue("two_accounts", {"text": value[:80]})
    return value


def _file_name(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValue("file_name_missing", {})
    _visible(value, spelled=True)
    return value


def _tags(value: object) -> tuple[str, ...]:
    tags = tuple(value) if isinstance(value, list | tuple) else (value,)
    for number, tag in enumerate(tags, start=1):
        if not isinstance(tag, str) or not tag.strip():
            raise WrongValue("tag_empty", {"number": number})
        _visible(tag, spelled=True)
    return tags


def _on_off(value: object) -> bool:
    if not isinstance(value, int) or value not in (0, 1):
        raise WrongValue("not_a_choice", {})
    return bool(value)


def _one_of(kind: type[IntEnum]) -> Callable[[object], IntEnum]:
    def check(value: object) -> IntEnum:
        try:
            # Its number may be typed.
            number = int(value) if isinstance(value, str) else value
            if isinstance(number, int):
                return kind(number)
        except ValueError:
            pass
        raise WrongValue("not_a_choice", {})

    return check


_CHECKS: Final[Mapping[str, Callable[[object], object]]] = {
    Field.ROOM: _uint32,
    Field.ACCOUNT: _account,
    Field.SOURCE: _one_of(Source),
    Field.FILE_NAME: _file_name,
    Field.TAGS: _tags,
    Field.CLASS_ID: _optional_uint32,
    Field.SDK_TYPE: _one_of(SdkType),
    **dict.fromkeys(ON_OFF, _on_off),
}
"""What makes the value of a request out of what was typed; it raises :class:`WrongValue`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRequest(StartOptions):
    """A start as staff ask for it: whom to record, and the options, checked.

    Options that are not set are left out of the packet (PROTOCOL.md, "Packet").
    """

    room: int
    account: str
    source: Source = Source.CAMERA
    # Of the options, the one that a start can't be without.
    file_name: str

    def __post_init__(self) -> None:
        _check(self, _NAMES_OF_START)

    @property
    def options(self) -> StartOptions:
        """The options without the target, as a session keeps them."""
        return StartOptions(**{one.name: getattr(self, one.name) for one in fields(StartOptions)})

    def packet(self, sdk_app_id: int, nonces: Nonces) -> Packet:
        """The packet that starts this recording."""
        asked = {option.wire: option.for_packet(self) for option in START_OPTIONS}
        return _packet(self, Operation.START, asked, sdk_app_id, nonces)

    def warnings(self) -> tuple[Complaint, ...]:
        """As :func:`warnings_of` its options."""
        return warnings_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRequest:
    """A stop: operation, SDK type and source only; name, tags, category and flags stay empty."""

    room: int
    account: str
    source: Source = Source.CAMERA
    sdk_type: SdkType = SdkType.NORMAL

    def __post_init__(self) -> None:
        _check(self, _NAMES_OF_STOP)

    def packet(self, sdk_app_id: int, nonces: Nonces) -> Packet:
        """The packet that ends this recording."""
        options = StartOptions(sdk_type=self.sdk_type)
        asked = {option.wire: option.for_packet(options) for option in OF_STOP}
        return _packet(self, Operation.STOP, asked, sdk_app_id, nonces)


_NAMES_OF_START: Final = tuple(field.name for field in fields(StartRequest))
_NAMES_OF_STOP: Final = tuple(field.name for field in fields(StopRequest))


def start_request(values: Mapping[str, object]) -> StartRequest:
    """A checked start from raw field values (text as typed is fine).

    :raises InvalidRequest: with one complaint for each field that is wrong.
    """
    return _made(StartRequest, _NAMES_OF_START, values)


def stop_request(values: Mapping[str, object]) -> StopRequest:
    """A checked stop from raw field values.

    :raises InvalidRequest: with one complaint for each field that is wrong.
    """
    return _made(StopRequest, _NAMES_OF_STOP, values)


def start_of(options: StartOptions, *, room: int, account: str, source: Source) -> StartRequest:
    """A checked start with the options of an earlier one.

    :raises InvalidRequest: where one of them is none that a start may have.
    """
    values = {option.name.value: option.value(options) for option in START_OPTIONS}
    return start_request({**values, "room": room, "account": account, "source": source})


def plain_values(request: StartRequest | StopRequest) -> dict[str, object]:
    """All values of a request by their names, as JSON has them."""
    values = {field.name: getattr(request, field.name) for field in fields(request)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def warnings_of(options: StartOptions) -> tuple[Complaint, ...]:
    """What the service may cut (PROTOCOL.md, "Limits on what staff enter"); never a reason to refuse."""
    found = []
    if len(options.file_name) > FILE_NAME_WARN_LENGTH:
        found.append(Complaint(Field.FILE_NAME, "file_name_long", {"maximum": FILE_NAME_WARN_LENGTH}))
    if len(options.tags) > TAG_COUNT_WARN:
        found.append(Complaint(Field.TAGS, "tags_many", {"maximum": TAG_COUNT_WARN}))
    if any(len(tag) > TAG_WARN_LENGTH for tag in options.tags):
        found.append(Complaint(Field.TAGS, "tag_long", {"maximum": TAG_WARN_LENGTH}))
    return tuple(found)


def _packet(
    request: StartRequest | StopRequest,
    operation: Operation,
    asked: Mapping[str, object],
    sdk_app_id: int,
    nonces: Nonces,
) -> Packet:
    head = {
        "uint32_seq": nonces.seq,
        "uint32_auth_key": request.room,
        "uint32_sdk_appid": sdk_app_id,
        "rpt_to_Account": [request.account],
        "bytes_cookie_buff": nonces.cookie,
    }
    chosen = {name: value for name, value in asked.items() if value is not None}
    record = {"uint32_oper": operation, "uint32_record_data_type": request.source, **chosen}
    return Packet(RequestHead.of(head), RecordRequest.of(record))


_MISSING: Final = {
    Field.ROOM: "number_missing",
    Field.ACCOUNT: "account_missing",
    Field.FILE_NAME: "file_name_missing",
}
_ORDER: Final = (Field.ROOM, Field.ACCOUNT, Field.SOURCE, *(one.name for one in (*OF_STOP, *NOT_OF_STOP)))
"""Of complaints: that of the command's options."""


def _made(kind: Callable[..., R], names: Collection[str], values: Mapping[str, object]) -> R:
    unusual = [*(name for name in _MISSING if name in names and name not in values), *values.keys() - names]
    if not unusual:
        return kind(**values)
    complaints = [Complaint(Field(name), _MISSING.get(Field(name), "not_a_choice"), {}) for name in unusual]
    _, wrong = _checked({name: value for name, value in values.items() if name in names})
    raise _refusal((*complaints, *wrong))


def _check(request: StartRequest | StopRequest, names: Iterable[str]) -> None:
    """Put the checked values in the place of those that were typed.

    :raises InvalidRequest: with one complaint for each field that is wrong.
    """
    typed = {name: getattr(request, name) for name in names}
    checked, complaints = _checked(typed)
    if complaints:
        raise _refusal(complaints)
    for name, value in checked.items():
        if value is not typed[name]:
            object.__setattr__(request, name, value)


def _checked(typed: Mapping[str, object]) -> tuple[dict[str, object], list[Complaint]]:
    checked: dict[str, object] = {}
    complaints: list[Complaint] = []
    for name, value in typed.items():
        try:
            checked[name] = _CHECKS[name](value)
        except WrongValue as wrong:
            complaints.append(Complaint(Field(name), wrong.key, wrong.params))
    return checked, complaints


def _refusal(complaints: Iterable[Complaint]) -> InvalidRequest:
    return InvalidRequest(sorted(complaints, key=lambda complaint: _ORDER.index(complaint.field)))
