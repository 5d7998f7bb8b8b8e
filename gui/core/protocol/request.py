"""What staff ask for: a start or a stop, checked field by field before anything is written or sent.

Every complaint has a stable key; its text stands in ``resources/messages.*.json`` as ``complaint.<key>``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Final

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

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
from gui.core.protocol.start_options import NOT_OF_STOP, OF_STOP, START_OPTIONS, StartOptions
from gui.core.protocol.wire import Nonces, Packet, RecordRequest, RequestBody, RequestHead

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
        raise PydanticCustomError(key, key, values)


def _uint32(value: object) -> int:
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if not text.strip():
        raise PydanticCustomError("number_missing", "number_missing", {})
    _visible(text)
    digits = plain_digits(text)
    if not (digits.isascii() and digits.isdigit()):
        raise PydanticCustomError("not_a_number", "not_a_number", {"text": text[:40]})
    digits = digits.lstrip("0") or "0"
    if len(digits) > 10 or int(digits) > UINT32_MAX:
        raise PydanticCustomError(
            "number_too_large", "number_too_large", {"text": text[:40], "maximum": UINT32_MAX}
        )
    return int(digits)


def _optional_uint32(value: object) -> int | None:
    return None if value is None or value == "" else _uint32(value)


def _account(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("account_missing", "account_missing", {})
    _visible(value)
    if any(c in ACCOUNT_SEPARATORS or c.isspace() for c in value):
        raise PydanticCustomError("two_accounts", "two_accounts", {"text": value[:80]})
    return value


def _file_name(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("file_name_missing", "file_name_missing", {})
    _visible(value, spelled=True)
    return value


def _tags(value: object) -> tuple[str, ...]:
    tags = tuple(value) if isinstance(value, list | tuple) else (value,)
    for number, tag in enumerate(tags, start=1):
        if not isinstance(tag, str) or not tag.strip():
            raise PydanticCustomError("tag_empty", "tag_empty", {"number": number})
        _visible(tag, spelled=True)
    return tags


RoomNumber = Annotated[int, BeforeValidator(_uint32)]
AccountName = Annotated[str, BeforeValidator(_account)]


_STRICT: Final = ConfigDict(extra="forbid")


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class StartRequest(StartOptions):
    """A start as staff ask for it: whom to record, and the options, checked.

    Options that are not set are left out of the packet (PROTOCOL.md, "Packet").
    """

    room: RoomNumber
    account: AccountName
    source: Source = Source.CAMERA
    # Options that need more than their type; those that are on or off, or a choice, need nothing here.
    file_name: Annotated[str, BeforeValidator(_file_name)]
    tags: Annotated[tuple[str, ...], BeforeValidator(_tags)] = ()
    class_id: Annotated[int | None, BeforeValidator(_optional_uint32)] = None

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


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class StopRequest:
    """A stop: operation, SDK type and source only; name, tags, category and flags stay empty."""

    room: RoomNumber
    account: AccountName
    source: Source = Source.CAMERA
    sdk_type: SdkType = SdkType.NORMAL

    def packet(self, sdk_app_id: int, nonces: Nonces) -> Packet:
        """The packet that ends this recording."""
        options = StartOptions(sdk_type=self.sdk_type)
        asked = {option.wire: option.for_packet(options) for option in OF_STOP}
        return _packet(self, Operation.STOP, asked, sdk_app_id, nonces)


_START: Final = TypeAdapter(StartRequest)
_STOP: Final = TypeAdapter(StopRequest)


def start_request(values: Mapping[str, object]) -> StartRequest:
    """A checked start from raw field values (text as typed is fine).

    :raises InvalidRequest: with one complaint for each field that is wrong.
    """
    try:
        return _START.validate_python(dict(values))
    except ValidationError as err:
        raise InvalidRequest(_complaints(err)) from err


def stop_request(values: Mapping[str, object]) -> StopRequest:
    """A checked stop from raw field values.

    :raises InvalidRequest: with one complaint for each field that is wrong.
    """
    try:
        return _STOP.validate_python(dict(values))
    except ValidationError as err:
        raise InvalidRequest(_complaints(err)) from err


def start_of(options: StartOptions, *, room: int, account: str, source: Source) -> StartRequest:
    """A checked start with the options of an earlier one.

    :raises ValidationError: where one of them is none that a start may have.
    """
    values = {option.name.value: option.value(options) for option in START_OPTIONS}
    return _START.validate_python({**values, "room": room, "account": account, "source": source})


def plain_values(request: StartRequest | StopRequest) -> dict[str, object]:
    """All values of a request by their names, as JSON has them."""
    values: dict[str, object]
    if isinstance(request, StartRequest):
        values = _START.dump_python(request, mode="json")
    else:
        values = _STOP.dump_python(request, mode="json")
    return values


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
    head = RequestHead(
        uint32_seq=nonces.seq,
        uint32_auth_key=request.room,
        uint32_sdk_appid=sdk_app_id,
        rpt_to_Account=[request.account],
        bytes_cookie_buff=nonces.cookie,
    )
    chosen = {name: value for name, value in asked.items() if value is not None}
    record = RecordRequest.model_validate(
        {"uint32_oper": operation, "uint32_record_data_type": request.source, **chosen}
    )
    return Packet(reqhead=head, reqbody=RequestBody(req_0x5=record))


_MISSING: Final = {
    Field.ROOM: "number_missing",
    Field.ACCOUNT: "account_missing",
    Field.FILE_NAME: "file_name_missing",
}
_ORDER: Final = (Field.ROOM, Field.ACCOUNT, Field.SOURCE, *(one.name for one in (*OF_STOP, *NOT_OF_STOP)))
"""Of complaints: that of the command's options."""


def _complaints(err: ValidationError) -> list[Complaint]:
    found = []
    for error in err.errors(include_url=False):
        field = Field(str(error["loc"][0]))
        params = error.get("ctx", {})
        key = error["type"] if error["type"] == error["msg"] else _MISSING.get(field, "not_a_choice")
        found.append(Complaint(field, key, params))
    return sorted(found, key=lambda complaint: _ORDER.index(complaint.field))
