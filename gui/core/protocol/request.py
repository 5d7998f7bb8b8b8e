"""What staff ask for: a start or a stop, checked field by field before anything is written or sent.

Every complaint has a stable key; its text stands in ``resources/messages.*.json`` as ``complaint.<key>``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
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


class _RecordingRequest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    room: RoomNumber
    account: AccountName
    source: Source = Source.CAMERA
    sdk_type: SdkType = SdkType.NORMAL

    def _head(self, sdk_app_id: int, nonces: Nonces) -> RequestHead:
        return RequestHead(
            uint32_seq=nonces.seq,
            uint32_auth_key=self.room,
            uint32_sdk_appid=sdk_app_id,
            rpt_to_Account=[self.account],
            bytes_cookie_buff=nonces.cookie,
        )


class StartRequest(_RecordingRequest):
    """A start as staff ask for it. Unset options are left out of the packet (PROTOCOL.md, "Packet").

    :param class_id: video category, 0 … 4294967295; None leaves it out, a typed 0 is sent.
    """

    file_name: Annotated[str, BeforeValidator(_file_name)]
    tags: Annotated[tuple[str, ...], BeforeValidator(_tags)] = ()
    class_id: Annotated[int | None, BeforeValidator(_optional_uint32)] = None
    transcode: bool = False
    screenshot: bool = False
    watermark: bool = False

    def packet(self, sdk_app_id: int, nonces: Nonces) -> Packet:
        """The packet that starts this recording."""
        record = RecordRequest(
            uint32_oper=Operation.START,
            string_file_name=self.file_name,
            string_tags=list(self.tags) or None,
            uint32_classid=self.class_id,
            uint32_IsTransCode=1 if self.transcode else None,
            uint32_IsScreenShot=1 if self.screenshot else None,
            uint32_IsWaterMark=1 if self.watermark else None,
            uint32_sdk_type=self.sdk_type,
            uint32_record_data_type=self.source,
        )
        return Packet(reqhead=self._head(sdk_app_id, nonces), reqbody=RequestBody(req_0x5=record))

    def warnings(self) -> tuple[Complaint, ...]:
        """What the service may cut (PROTOCOL.md, "Limits on what staff enter"); never a reason to refuse."""
        found = []
        if len(self.file_name) > FILE_NAME_WARN_LENGTH:
            found.append(Complaint(Field.FILE_NAME, "file_name_long", {"maximum": FILE_NAME_WARN_LENGTH}))
        if len(self.tags) > TAG_COUNT_WARN:
            found.append(Complaint(Field.TAGS, "tags_many", {"maximum": TAG_COUNT_WARN}))
        if any(len(tag) > TAG_WARN_LENGTH for tag in self.tags):
            found.append(Complaint(Field.TAGS, "tag_long", {"maximum": TAG_WARN_LENGTH}))
        return tuple(found)


class StopRequest(_RecordingRequest):
    """A stop: operation, SDK type and source only; name, tags, category and flags stay empty."""

    def packet(self, sdk_app_id: int, nonces: Nonces) -> Packet:
        """The packet that ends this recording."""
        record = RecordRequest(
            uint32_oper=Operation.STOP,
            uint32_sdk_type=self.sdk_type,
            uint32_record_data_type=self.source,
        )
        return Packet(reqhead=self._head(sdk_app_id, nonces), reqbody=RequestBody(req_0x5=record))


def start_request(values: Mapping[str, object]) -> StartRequest:
    """A checked start from raw field values (text as typed is fine).

    :raises InvalidRequest: with one complaint for each field that is wrong.
    """
    try:
        return StartRequest.model_validate(dict(values))
    except ValidationError as err:
        raise InvalidRequest(_complaints(err)) from err


def stop_request(values: Mapping[str, object]) -> StopRequest:
    """A checked stop from raw field values.

    :raises InvalidRequest: with one complaint for each field that is wrong.
    """
    try:
        return StopRequest.model_validate(dict(values))
    except ValidationError as err:
        raise InvalidRequest(_complaints(err)) from err


_MISSING: Final = {
    Field.ROOM: "number_missing",
    Field.ACCOUNT: "account_missing",
    Field.FILE_NAME: "file_name_missing",
}


def _complaints(err: ValidationError) -> list[Complaint]:
    found = []
    for error in err.errors(include_url=False):
        field = Field(str(error["loc"][0]))
        params = error.get("ctx", {})
        key = error["type"] if error["type"] == error["msg"] else _MISSING.get(field, "not_a_choice")
        found.append(Complaint(field, key, params))
    return found
