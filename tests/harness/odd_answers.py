"""Makes odd answers, and knows of each what it really says. Knows the wire by hand."""

import base64
import json
import random
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from tests.harness.odd_http import OddAnswer, OddHttp, Said

START_NOTHING: Final = (30000002, 30000201, 30000403, 30000411, 30000999, 1, 2, 77, -6, 60015, 70001, 70402)
STOP_NOTHING: Final = (30000201, 30000301, 30000999, 1, 2, 77, -6, 60015, 70001, 70402)
START_MAYBE: Final = (30000301, 30000415, 60008, 70500)
STOP_MAYBE: Final = (30000403, 30000411, 30000415, 60008, 70500)
STOP_ENDED: Final = (30000412, 30000413)
_HEAD_NOTHING: Final = (-1, -2, -4, -5)
_BODY_NEGATIVE: Final = (-1, -2, -3, -4, -5, 2**32 - 1, 2**32 - 3, 2**32 - 5)
"""In a body they are codes like any other that nobody knows."""
_GATEWAY: Final = (60015, 70001, 70402, 60008, 70500)
_WORDS: Final = (
    "",
    "room not exist",
    "房间不存在",
    "誠信功許",
    "Müller",
    'say "no" \\ / \n\t',
    "<b>&amp;</b>",
    "\u202eabc",
)
_TEXTS: Final = {
    "utf-8": ("utf-8", "UTF-8", '"utf-8"', "utf8", "Utf-8"),
    "gbk": ("gbk", "GBK", '"GBK"', "gb2312", "GB18030", "cp936", " gbk "),
    "big5": ("big5", "Big5", '"BIG5"'),
    "utf-16": ("utf-16", "UTF-16", "utf-8", ""),
    "utf-16-le": ("utf-16le", "UTF-16LE", ""),
    "utf-8-sig": ("utf-8", "", "gbk", "iso-8859-1"),
    "cp932": ("shift_jis", "Shift_JIS"),
}
_AROUND: Final = (b"", b"", b"", b" ", b"\r\n\r\n", b"\0", b"\0\0\0", b" \0\n", b"\t" * 700)


def make(dice: random.Random, request: Mapping[str, object], usersig: str) -> OddAnswer:
    """An answer to a request.

    :param usersig: what a relay might repeat.
    """
    head, body = request["reqhead"], request["reqbody"]
    assert isinstance(head, dict)
    assert isinstance(body, dict)
    start = body["req_0x5"]["uint32_oper"] == 1
    said = _said(dice, head, usersig, start=start)
    return OddHttp(dice, said).made()


def _said(dice: random.Random, head: Mapping[str, object], usersig: str, *, start: bool) -> Said:
    words = dice.choice(_WORDS)
    if dice.random() < 0.06:
        words = _repeated(dice, usersig)
    kind = dice.choices(("accepted", "body", "head", "gateway", "nothing"), (40, 25, 8, 9, 18))[0]
    seq: object = head["uint32_seq"]
    answer: dict[str, object] = {"reqhead": {**head, "uint32_result": 0, "str_error_msg": ""}}
    said = Said(kind, has_seq=True)
    ids = () if start else tuple(f"id{dice.randrange(10**15)}" for _ in range(dice.randrange(3)))
    record: dict[str, object] = {"uint32_result": 0, "str_errorinfo": words, "str_fileID": list(ids)}
    own_head = answer["reqhead"]
    assert isinstance(own_head, dict)
    own_head["uint32_seq"] = dice.choice((seq, seq, str(seq)))
    if kind == "accepted":
        said.file_ids = ids
        answer["rspbody"] = {"rsp_0x5": {**record, "uint32_result": dice.choice((0, 0, "0"))}}
    elif kind == "body":
        nothing, maybe = (START_NOTHING, START_MAYBE) if start else (STOP_NOTHING, STOP_MAYBE + STOP_ENDED)
        said.kind, said.code = "refused", dice.choice((*nothing, *maybe, *_BODY_NEGATIVE))
        answer["rspbody"] = {"rsp_0x5": {**record, "uint32_result": dice.choice((said.code, str(said.code)))}}
    elif kind == "head":
        said.kind, said.code = "refused", dice.choice(_HEAD_NOTHING)
        own_head["uint32_result"] = dice.choice((said.code, said.code + 2**32))
        own_head["str_error_msg"] = words
    elif kind == "gateway":
        said.kind, said.code, said.has_seq = "refused", dice.choice(_GATEWAY), False
        answer = {"ActionStatus": "FAIL", "ErrorCode": said.code, "ErrorInfo": words}
    if kind in ("accepted", "body") and dice.random() < 0.08:
        said.has_seq = False
        answer["reqhead"] = dice.choice((None, {}, {"uint32_result": 0}))
    said.words = words if said.kind == "refused" else ""
    text = _text(dice, answer)
    if kind == "nothing":
        text = _no_answer(dice, answer, record, seq)
    _encode(dice, said, text)
    return said


def _no_answer(dice: random.Random, answer: dict[str, object], record: dict[str, object], seq: object) -> str:
    """A text that says nothing of what became of the request."""
    good = {**answer, "rspbody": {"rsp_0x5": record}}
    whole = json.dumps(good)
    head = good["reqhead"]
    assert isinstance(head, dict)
    assert isinstance(seq, int)
    other = {**good, "reqhead": {**head, "uint32_seq": (seq + 1) % 2**32}}
    return dice.choice(
        (
            "",
            "null",
            "OK",
            "<html><body><h1>Sign in</h1></body></html>",
            whole[: dice.randrange(1, len(whole))],
            whole + whole,
            json.dumps([good]),
            json.dumps(other),
            json.dumps(answer),
            json.dumps({**good, "rspbody": {"rsp_0x5": {}}}),
            json.dumps({**good, "rspbody": {"rsp_0x5": {**record, "uint32_result": None}}}),
            json.dumps({**good, "rspbody": {"rsp_0x5": {**record, "uint32_result": 0.5}}}),
            json.dumps({**answer, "rspbody": "x" * 100}),
            "[" * dice.choice((10, 990, 30_000)),
            whole.replace('"', "'"),
        )
    )


def _text(dice: random.Random, answer: dict[str, object]) -> str:
    if dice.random() < 0.1:
        answer = {**answer, "extra": {"a": [1, 2.5, None, True], "b": "\u4e2d" * dice.randrange(300)}}
    if dice.random() < 0.02:
        answer = {**answer, "extra": [{"a": 1}] * dice.choice((2_000, 20_000))}
    if dice.random() < 0.5:
        answer = dict(reversed(answer.items()))
    indent = dice.choice((None, None, 1, "\t"))
    text = json.dumps(answer, ensure_ascii=dice.random() < 0.3, indent=indent)
    # A service may write a line break into its words as it is.
    return text.replace("\\n\\t", "\n\t") if dice.random() < 0.3 else text


def _encode(dice: random.Random, said: Said, text: str) -> None:
    charset = dice.choices(tuple(_TEXTS), (50, 14, 8, 4, 4, 6, 4))[0]
    try:
        raw = text.encode(charset)
    except UnicodeEncodeError:
        charset, raw = "utf-8", text.encode()
    said.charset, said.declared = charset, dice.choice(_TEXTS[charset])
    if charset == "utf-8" and dice.random() < 0.4:
        said.declared = dice.choice(
            ("", "", "x-unknown", "iso-8859-1", "us-ascii", "idna", "none", "utf-8; q=1")
        )
    if charset in ("utf-8", "gbk", "big5", "cp932"):
        raw = dice.choice(_AROUND) + raw + dice.choice(_AROUND)
    said.body = raw


def _repeated(dice: random.Random, usersig: str) -> str:
    """The usersig in one of the forms in which a relay may repeat it."""
    forms: tuple[Callable[[str], str], ...] = (
        str,
        lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
        lambda text: "".join(f"%{ord(c):02x}" for c in text),
        lambda text: "".join(f"&#{ord(c)};" for c in text),
        lambda text: quote(text, safe=""),
        lambda text: base64.b64encode(text.encode()).decode(),
        "\u200b".join,
        "\0".join,
        "\ufe0f".join,
    )
    return f"no: {dice.choice(forms)(usersig)} is bad"
