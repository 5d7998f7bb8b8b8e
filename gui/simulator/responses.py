"""The bytes of an answer (PROTOCOL.md, "Answer")."""

import json
from collections.abc import Mapping
from typing import Final

from gui.core.foundation.enums import UINT32_MAX
from gui.simulator.service import ServiceResult

GATEWAY_CODES: Final = range(60_000, 100_000)
"""These come in the gateway's envelope; negative ones in the head; all others in the body."""


def encode(
    result: ServiceResult, head: Mapping[str, object], *, unsigned: bool = False, wrong_seq: bool = False
) -> bytes:
    """One answer.

    :param head: the request's head, which comes back with the head's result added.
    :param unsigned: send a head code as an unsigned 32-bit integer.
    :param wrong_seq: answer as if to another request.
    """
    fields = _gateway(result) if result.code in GATEWAY_CODES else _packet(result, head, unsigned, wrong_seq)
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _gateway(result: ServiceResult) -> dict[str, object]:
    return {"ActionStatus": "FAIL", "ErrorCode": result.code, "ErrorInfo": result.message}


def _packet(
    result: ServiceResult, head: Mapping[str, object], unsigned: bool, wrong_seq: bool
) -> dict[str, object]:
    in_head = result.code < 0
    number = result.code + UINT32_MAX + 1 if in_head and unsigned else result.code
    message = result.message if in_head else ""
    answer_head = {**head, "uint32_result": number if in_head else 0, "str_error_msg": message}
    seq = head.get("uint32_seq")
    if wrong_seq and isinstance(seq, int):
        answer_head["uint32_seq"] = (seq + 1) % (UINT32_MAX + 1)
    return {"reqhead": answer_head, "rspbody": {} if in_head else {"rsp_0x5": _record(result)}}


def _record(result: ServiceResult) -> dict[str, object]:
    fields: dict[str, object] = {"uint32_result": result.code, "str_errorinfo": result.message}
    return fields if result.file_ids is None else {**fields, "str_fileID": list(result.file_ids)}
