"""The checks of the gateway and of the service before a request is carried out.

The order of the checks and their codes: PROTOCOL.md, "The simulator".
"""

import json
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from gui.core.foundation.enums import Operation, Source
from gui.core.protocol.wire import (
    HEAD_FIELDS,
    RECORD_FIELDS,
    RELAY_PATH,
    SUB_COMMAND,
    RecordRequest,
    RequestHead,
    WrongFields,
)
from gui.simulator import signature
from gui.simulator.service import ServiceRequest, ServiceTarget

_OPERATION: Final = "uint32_oper"
_NAME: Final = "string_file_name"
_FIELD_CODES: Final = {
    _OPERATION: (30000003, "oper field missing or wrong"),
    "uint32_sdk_type": (30000004, "sdk type missing or wrong"),
    "uint32_record_data_type": (30000004, "record data type missing or wrong"),
}
"""In the order in which a request is complained about; the name comes after the operation."""

_OPERATIONS: Final[dict[int | None, Operation]] = {int(operation): operation for operation in Operation}
_SOURCES: Final[dict[int | None, Source]] = {int(source): source for source in Source}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request was refused before the service saw it. Head codes are negative."""

    code: int
    message: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request, read in full, as far as it could be understood. Never holds the usersig.

    ``verdict`` is the order for the service, or why there is none.
    """

    verdict: ServiceRequest | Refusal
    body: str
    head: Mapping[str, object]
    operation: Operation | None
    room: int | None
    account: str | None
    source: Source | None
    app: int | None
    identifier: str
    file_name: str
    seq: int | None
    random: int | None


@dataclass(frozen=True, slots=True)
class Gateway:
    """Reads requests.

    :param secret_key: the app's key, by which a usersig is judged; without it any non-empty one is taken.
    :param now: the clock, in seconds since the epoch.
    """

    secret_key: str | None = None
    now: Callable[[], float] = time.time

    def read(self, method: str, path: str, query: Mapping[str, str], raw: bytes) -> Arrival:
        """Understand one request. Never raises for anything that may arrive."""
        packet = _json(raw)
        head, record = _part(packet, "reqhead"), _part(_part(packet, "reqbody"), "req_0x5")
        accounts = head.get("rpt_to_Account")
        account = accounts[0] if isinstance(accounts, list) and accounts else accounts
        return Arrival(
            verdict=self._address(method, path) or self._caller(query) or _packet(packet, query),
            body=raw.decode("utf-8", "replace"),
            head=head,
            operation=_OPERATIONS.get(_integer(record.get(_OPERATION))),
            room=_integer(head.get("uint32_auth_key")),
            account=account if isinstance(account, str) else None,
            source=_SOURCES.get(_integer(record.get("uint32_record_data_type"))),
            app=_integer(head.get("uint32_sdk_appid")),
            identifier=query.get("identifier", ""),
            file_name=_text(record.get(_NAME)),
            seq=_integer(head.get("uint32_seq")),
            random=_number(query.get("random", "")),
        )

    def _address(self, method: str, path: str) -> Refusal | None:
        if path != RELAY_PATH:
            return Refusal(60009, "request url invalid")
        return None if method == "POST" else Refusal(60002, "http method invalid")

    def _caller(self, query: Mapping[str, str]) -> Refusal | None:
        app, identifier, usersig = (query.get(name, "") for name in ("sdkappid", "identifier", "usersig"))
        if query.get("contenttype") != "json":
            return Refusal(60025, "contenttype invalid")
        if not app:
            return Refusal(60012, "sdkappid is missing")
        number = _number(app)
        if number is None:
            return Refusal(60006, "sdkappid invalid")
        if not identifier:
            return Refusal(60010, "identifier of an administrator is needed")
        if not usersig:
            return Refusal(70002, "usersig is empty")
        if self.secret_key is None:
            return None
        code = signature.check(
            usersig, identifier=identifier, app=number, secret_key=self.secret_key, now=self.now()
        )
        return None if code is None else Refusal(code, "usersig check failed")


def _packet(packet: object, query: Mapping[str, str]) -> ServiceRequest | Refusal:
    if packet is None:
        return Refusal(60003, "body is not json")
    if not isinstance(packet, dict):
        return Refusal(90001, "body is not a json object")
    if not isinstance(packet.get("reqhead"), dict):
        return Refusal(-1, "unpack failed")
    head = _head(packet["reqhead"], query)
    if isinstance(head, Refusal):
        return head
    record = _record(_part(packet, "reqbody").get("req_0x5"))
    if isinstance(record, Refusal):
        return record
    target = ServiceTarget(
        head.uint32_sdk_appid, head.uint32_auth_key, head.rpt_to_Account[0], record.uint32_record_data_type
    )
    return ServiceRequest(record.uint32_oper, target, record.string_file_name or "")


def _head(fields: Mapping[str, object], query: Mapping[str, str]) -> RequestHead | Refusal:
    accounts = fields.get("rpt_to_Account")
    values = accounts if isinstance(accounts, list) else [accounts]
    if any(value is not None and not isinstance(value, str) for value in values):
        return Refusal(60015, "body account invalid")
    if _integer(fields.get("uint32_sub_cmd")) != SUB_COMMAND:
        return Refusal(-2, "bad packet")
    try:
        head = RequestHead.of({"bytes_cookie_buff": "", **_known(fields, HEAD_FIELDS)})
    except WrongFields:
        return Refusal(-4, "head check failed")
    if head.uint32_sdk_appid != _number(query["sdkappid"]):
        return Refusal(-4, "head check failed")
    return head


def _record(fields: object) -> RecordRequest | Refusal:
    if not isinstance(fields, dict):
        return Refusal(30000001, "req_0x5 missing")
    record, wrong = None, frozenset[str]()
    try:
        # Fields that are not set are left out, never sent as null (PROTOCOL.md, "Packet").
        record = RecordRequest.of(_known(fields, RECORD_FIELDS))
    except WrongFields as err:
        wrong = err.names
    if _OPERATION in wrong:
        return Refusal(*_FIELD_CODES[_OPERATION])
    if fields[_OPERATION] == Operation.START and not _text(fields.get(_NAME)).strip():
        return Refusal(30000002, "file name missing")
    for name, refusal in _FIELD_CODES.items():
        if name in wrong:
            return Refusal(*refusal)
    if record is None:
        return Refusal(30000000, "parse request failed")
    return record


def _known(fields: Mapping[str, object], names: Collection[str]) -> dict[str, object]:
    """The fields that PROTOCOL.md, "Packet", names."""
    return {name: value for name, value in fields.items() if name in names}


def _json(raw: bytes) -> object:
    """The body's value, or None where it is not JSON in UTF-8."""
    try:
        value: object = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return value


def _part(value: object, name: str) -> Mapping[str, object]:
    part = value.get(name) if isinstance(value, Mapping) else None
    return part if isinstance(part, dict) else {}


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
