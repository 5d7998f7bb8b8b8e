"""What is on the wire: the packet of request 0x5, its query, and how an answer is read.

Facts from PROTOCOL.md, "Packet" and "Answer". Client and simulator share these models;
tests/golden/ holds packets written by hand, because shared code hides shared bugs.
"""

import json
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import Any, Final, Self
from urllib.parse import quote_plus

from gui.core.foundation.enums import UINT32_MAX, Operation, SdkType, Source, signed_code
from gui.core.protocol.answer_text import read

RELAY_PATH: Final = "/v3/openim/videorelay"
SUB_COMMAND: Final = 5


class WrongFields(ValueError):  # noqa: N818 - reads as what it is
    """Values that no packet has.

    :ivar names: the fields that are missing, unknown, or of another type or range.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        super().__init__(", ".join(sorted(self.names)))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_uint32(value: object) -> bool:
    # A truth value is an integer to Python, and none in JSON.
    return type(value) is int and 0 <= value <= UINT32_MAX


def _is_flag(value: object) -> bool:
    return type(value) is int and value in (0, 1)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_one_account(value: object) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and value[0] != ""


def _is_one_of(kind: type[IntEnum]) -> Callable[[object], bool]:
    members = frozenset(kind)
    return lambda value: type(value) in (int, kind) and value in members


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHead:
    """``reqhead`` of a request; its fields stand in the order of PROTOCOL.md, "Packet"."""

    uint32_sub_cmd: int = SUB_COMMAND
    uint32_seq: int
    uint32_auth_key: int
    uint32_sdk_appid: int
    rpt_to_Account: list[str]
    bytes_cookie_buff: str

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Self:
        """The head that has these fields.

        :raises WrongFields: where one is missing, unknown or wrong.
        """
        return cls(**_checked(fields, _OF_A_HEAD, _ALWAYS_IN_A_HEAD))


_OF_A_HEAD: Final[Mapping[str, Callable[[object], bool]]] = {
    "uint32_sub_cmd": _is_uint32,
    "uint32_seq": _is_uint32,
    "uint32_auth_key": _is_uint32,
    "uint32_sdk_appid": _is_uint32,
    "rpt_to_Account": _is_one_account,
    "bytes_cookie_buff": _is_text,
}
_ALWAYS_IN_A_HEAD: Final = _OF_A_HEAD.keys() - {"uint32_sub_cmd"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRequest:
    """``req_0x5``: the nine fields of PROTOCOL.md, "Packet", in its order. Unset ones are left out."""

    uint32_oper: Operation
    string_file_name: str | None = None
    string_tags: list[str] | None = None
    uint32_classid: int | None = None
    uint32_IsTransCode: int | None = None
    uint32_IsScreenShot: int | None = None
    uint32_IsWaterMark: int | None = None
    uint32_sdk_type: SdkType
    uint32_record_data_type: Source

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Self:
        """The record that has these fields; one that is not set is not among them.

        :raises WrongFields: where one is missing, unknown or wrong.
        """
        found = _checked(fields, _OF_A_RECORD, _ALWAYS_IN_A_RECORD)
        enums = {name: kind(found[name]) for name, kind in _ALWAYS_IN_A_RECORD.items()}
        return cls(**{**found, **enums})


_ALWAYS_IN_A_RECORD: Final[Mapping[str, type[IntEnum]]] = {
    "uint32_oper": Operation,
    "uint32_sdk_type": SdkType,
    "uint32_record_data_type": Source,
}
_OF_A_RECORD: Final[Mapping[str, Callable[[object], bool]]] = {
    "uint32_oper": _is_one_of(Operation),
    "string_file_name": _is_text,
    "string_tags": _are_texts,
    "uint32_classid": _is_uint32,
    "uint32_IsTransCode": _is_flag,
    "uint32_IsScreenShot": _is_flag,
    "uint32_IsWaterMark": _is_flag,
    "uint32_sdk_type": _is_one_of(SdkType),
    "uint32_record_data_type": _is_one_of(Source),
}
HEAD_FIELDS: Final = _OF_A_HEAD.keys()
RECORD_FIELDS: Final = _OF_A_RECORD.keys()


def _checked(
    given: Mapping[str, object], rules: Mapping[str, Callable[[object], bool]], needed: Collection[str]
) -> dict[str, Any]:
    wrong = {name for name, value in given.items() if name not in rules or not rules[name](value)}
    wrong.update(name for name in needed if name not in given)
    if wrong:
        raise WrongFields(wrong)
    return dict(given)


_COMPACT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
"""Made once: json.dumps makes one for each packet."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One whole request as it is posted; its body holds ``req_0x5`` only."""

    reqhead: RequestHead
    req_0x5: RecordRequest

    def encode(self) -> bytes:
        """The body's bytes: compact JSON, UTF-8 unescaped, unset fields left out."""
        head = {name: getattr(self.reqhead, name) for name in _OF_A_HEAD}
        record = {name: getattr(self.req_0x5, name) for name in _OF_A_RECORD}
        asked = {name: value for name, value in record.items() if value is not None}
        return _COMPACT.encode({"reqhead": head, "reqbody": {"req_0x5": asked}}).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Nonces:
    """The values that are fresh for each request: query ``random``, ``uint32_seq`` and the cookie."""

    random: int
    seq: int
    cookie: str

    @classmethod
    def fresh(cls) -> Self:
        """New random values, each within an unsigned 32-bit integer (PROTOCOL.md, "Query")."""
        return cls(secrets.randbelow(UINT32_MAX + 1), secrets.randbelow(UINT32_MAX + 1), secrets.token_hex(8))


def query(*, usersig: str, identifier: str, sdk_app_id: int, random: int) -> str:
    """The query of the relay's URL, in the order of PROTOCOL.md, "Query"; ``apn`` is 0 for back ends.

    A usersig's own ``*``, ``-`` and ``_`` stay as they are; bytes of the environment that are no text, too.
    """
    # By hand: the library looks at each number as well, and takes three times as long.
    secret = quote_plus(usersig, safe="*", errors="surrogateescape")
    who = quote_plus(identifier, safe="*", errors="surrogateescape")
    return f"usersig={secret}&identifier={who}&sdkappid={sdk_app_id}&random={random}&apn=0&contenttype=json"


def _integer(value: object) -> int:
    """Integers may come as strings; a truth value or a blank is none."""
    if type(value) is int:
        return value
    if value is None or isinstance(value, bool) or value == "":
        raise ValueError("not an integer")
    return _liberal_integer()(value)


@cache
def _liberal_integer() -> Callable[[object], int]:
    # Seldom needed, and it takes as long to load as half of a command.
    from pydantic import TypeAdapter

    return TypeAdapter(int).validate_python


def _code(value: object) -> int:
    """A result number. Unknown ones are kept as they are, if 64 bits hold them (the ledger's limit); else the
    answer is not usable. A 32-bit twin of a negative head code lies within (``signed_code``).
    """
    code = _integer(value)
    if not -(2**63) <= code <= 2**63 - 1:
        raise ValueError("too large")
    return code


def _text(value: object) -> str:
    """Opaque text of any form, fit to be stored: null is empty, lone surrogates are replaced."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8")


def _texts(value: object) -> tuple[str, ...]:
    """A list of opaque texts; a lone one counts as a list of one."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in map(_text, values) if text)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The service answered 0. File ids come at the end of a recording only.

    :ivar bears_seq: the answer's head had the request's seq; only that shows whose answer it is.
    """

    file_ids: tuple[str, ...] = ()
    bears_seq: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """The service (or its gateway) answered with an error code. Head codes are negative.

    :ivar bears_seq: as with :class:`Accepted`; a gateway's answer never has one.
    :ivar outside_head: the code came in the body or from the gateway, whose -1 is not the head's.
    """

    code: int
    message: str
    bears_seq: bool = field(default=False, compare=False)
    outside_head: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Unusable:
    """No success and no refusal: nobody knows what the service did (PROTOCOL.md, "Order of judgement")."""

    reason: str


Verdict = Accepted | Refused | Unusable


def judge(body: bytes, *, seq: int) -> Verdict:
    """Read an answer of no declared charset; never raises, whatever its bytes are.

    :param seq: the ``uint32_seq`` that was sent.
    """
    return judge_value(read(body).value, seq=seq)


def judge_value(answer: object, *, seq: int) -> Verdict:
    """Judge an answer: seq, gateway envelope, head, body, anything else (PROTOCOL.md, "Order of judgement").

    :param answer: what :func:`read` made of its bytes.
    """
    if not isinstance(answer, dict):
        return Unusable("not_json")
    if answer.get("reqhead") is None:
        return _gateway(answer) or _body(answer)
    try:
        seq_of_head, code, message = _head(answer["reqhead"])
    except (ValueError, RecursionError):
        return Unusable("no_result")
    if seq_of_head is not None and seq_of_head != seq:
        return Unusable("wrong_seq")
    bears_seq = seq_of_head is not None
    if code:
        return Refused(signed_code(code), message, bears_seq)
    return _body(answer, bears_seq=bears_seq)


def _head(head: object) -> tuple[int | None, int | None, str]:
    """The seq, result and message of ``reqhead``; the cookie is never judged.

    :raises ValueError: where it is none; RecursionError where it is too deep.
    """
    if not isinstance(head, dict):
        raise ValueError("no head")
    seq, code = head.get("uint32_seq"), head.get("uint32_result")
    return (
        None if seq is None else _integer(seq),
        None if code is None else _code(code),
        _text(head.get("str_error_msg")),
    )


def _gateway(answer: Mapping[str, object]) -> Refused | None:
    """What the gateway answers instead of a packet (PROTOCOL.md, "Order of judgement", step 1)."""
    try:
        code, message = _code(answer.get("ErrorCode")), _text(answer.get("ErrorInfo"))
    except (ValueError, RecursionError):
        return None
    return Refused(code, message, outside_head=True) if code else None


def _body(answer: Mapping[str, object], *, bears_seq: bool = False) -> Verdict:
    """What ``rsp_0x5`` says (PROTOCOL.md, "Answer")."""
    body = answer.get("rspbody")
    record = body.get("rsp_0x5") if isinstance(body, dict) else None
    if not isinstance(record, dict):
        return Unusable("no_result")
    try:
        code = _code(record.get("uint32_result"))
        message = _text(record.get("str_errorinfo"))
        file_ids = _texts(record.get("str_fileID"))
    except (ValueError, RecursionError):
        return Unusable("no_result")
    if code == 0:
        return Accepted(file_ids, bears_seq)
    return Refused(code, message, bears_seq, outside_head=True)
