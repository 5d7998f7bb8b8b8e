"""What is on the wire: the packet of request 0x5, its query, and how an answer is read.

Facts from PROTOCOL.md, "Packet" and "Answer". Client and simulator share these models;
tests/golden/ holds packets written by hand, because shared code hides shared bugs.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final, Self, TypeVar
from urllib.parse import quote_plus

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from gui.core.foundation.enums import UINT32_MAX, Operation, SdkType, Source, signed_code
from gui.core.protocol.answer_text import read

RELAY_PATH: Final = "/v3/openim/videorelay"
SUB_COMMAND: Final = 5

UInt32 = Annotated[int, Field(strict=True, ge=0, le=UINT32_MAX)]
Flag = Annotated[int, Field(strict=True, ge=0, le=1)]
Account = Annotated[str, Field(strict=True, min_length=1)]
M = TypeVar("M", bound=BaseModel)


class _Packet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RequestHead(_Packet):
    """``reqhead`` of a request; its fields stand in the order of PROTOCOL.md, "Packet"."""

    uint32_sub_cmd: UInt32 = SUB_COMMAND
    uint32_seq: UInt32
    uint32_auth_key: UInt32
    uint32_sdk_appid: UInt32
    rpt_to_Account: Annotated[list[Account], Field(min_length=1, max_length=1)]
    bytes_cookie_buff: str


class RecordRequest(_Packet):
    """``req_0x5``: the nine fields of PROTOCOL.md, "Packet", in its order. Unset ones are left out."""

    uint32_oper: Operation
    string_file_name: str | None = None
    string_tags: list[str] | None = None
    uint32_classid: UInt32 | None = None
    uint32_IsTransCode: Flag | None = None
    uint32_IsScreenShot: Flag | None = None
    uint32_IsWaterMark: Flag | None = None
    uint32_sdk_type: SdkType
    uint32_record_data_type: Source


class RequestBody(_Packet):
    """``reqbody``: holds ``req_0x5`` only."""

    req_0x5: RecordRequest


class Packet(_Packet):
    """One whole request as it is posted."""

    reqhead: RequestHead
    reqbody: RequestBody

    def encode(self) -> bytes:
        """The body's bytes: compact JSON, UTF-8 unescaped, unset fields left out."""
        return self.model_dump_json(exclude_none=True).encode("utf-8")


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


def _integer(value: object) -> object:
    """Integers may come as strings; a truth value or a blank is none."""
    if isinstance(value, bool) or value == "":
        raise ValueError("not an integer")
    return value


def _text(value: object) -> str:
    """Opaque text of any form, fit to be stored: null is empty, lone surrogates are replaced."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8")


def _texts(value: object) -> list[str]:
    """A list of opaque texts; a lone one counts as a list of one."""
    values = value if isinstance(value, list) else [value]
    return [text for text in map(_text, values) if text]


LiberalInt = Annotated[int, BeforeValidator(_integer)]
Code = Annotated[int, BeforeValidator(_integer), Field(ge=-(2**63), le=2**63 - 1)]
"""A result number. Unknown ones are kept as they are, if 64 bits hold them (the ledger's limit); else the
answer is not usable. A 32-bit twin of a negative head code lies within (``signed_code``)."""
LiberalText = Annotated[str, BeforeValidator(_text)]
LiberalTexts = Annotated[list[str], BeforeValidator(_texts)]


class _Liberal(BaseModel):
    """Answers are read liberally: unknown fields are skipped, texts may be of any form."""

    model_config = ConfigDict(extra="ignore")


class AnswerHead(_Liberal):
    """``reqhead`` of an answer. The cookie is never judged."""

    uint32_seq: LiberalInt | None = None
    uint32_result: Code | None = None
    str_error_msg: LiberalText = ""


class RecordAnswer(_Liberal):
    """``rsp_0x5`` (PROTOCOL.md, "Answer")."""

    uint32_result: Code
    str_errorinfo: LiberalText = ""
    str_fileID: LiberalTexts = []


class GatewayEnvelope(_Liberal):
    """What the gateway answers instead of a packet (PROTOCOL.md, "Order of judgement", step 1)."""

    ErrorCode: Code
    ErrorInfo: LiberalText = ""


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
    head = _read(AnswerHead, answer["reqhead"])
    if head is None:
        return Unusable("no_result")
    if head.uint32_seq is not None and head.uint32_seq != seq:
        return Unusable("wrong_seq")
    bears_seq = head.uint32_seq is not None
    if head.uint32_result:
        return Refused(signed_code(head.uint32_result), head.str_error_msg, bears_seq)
    return _body(answer, bears_seq=bears_seq)


def _read(model: type[M], value: object) -> M | None:
    """The value as a model, or None where it does not fit."""
    try:
        return model.model_validate(value)
    except (ValueError, RecursionError):
        return None


def _gateway(answer: Mapping[str, object]) -> Refused | None:
    envelope = _read(GatewayEnvelope, answer)
    if envelope is None or not envelope.ErrorCode:
        return None
    return Refused(envelope.ErrorCode, envelope.ErrorInfo, outside_head=True)


def _body(answer: Mapping[str, object], *, bears_seq: bool = False) -> Verdict:
    body = answer.get("rspbody")
    record = _read(RecordAnswer, body.get("rsp_0x5")) if isinstance(body, Mapping) else None
    if record is None:
        return Unusable("no_result")
    if record.uint32_result == 0:
        return Accepted(tuple(record.str_fileID), bears_seq)
    return Refused(record.uint32_result, record.str_errorinfo, bears_seq, outside_head=True)
