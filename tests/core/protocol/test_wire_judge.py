"""How an answer is read: seq, gateway, head, body, anything else (PROTOCOL.md, "Order of judgement")."""

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.core.protocol.wire import Accepted, Refused, Unusable, judge

SEQ = 123
Verdict = Accepted | Refused | Unusable


def answer(head: object, body: object) -> dict[str, object]:
    return {"reqhead": head, "rspbody": body}


def head(**other: object) -> dict[str, object]:
    return {"uint32_seq": SEQ, "uint32_result": 0, "str_error_msg": "", **other}


def body(result: object = 0, info: object = "", **other: object) -> dict[str, object]:
    return {"rsp_0x5": {"uint32_result": result, "str_errorinfo": info, **other}}


OTHER_SEQ = head(uint32_seq=SEQ + 1)
NO_RESULT = Unusable("no_result")
NOT_JSON = Unusable("not_json")
WRONG_SEQ = Unusable("wrong_seq")
FAIL = {"ActionStatus": "FAIL", "ErrorCode": 60015, "ErrorInfo": "body account invalid"}

TABLE: dict[str, tuple[object, Verdict]] = {
    # 0. seq
    "another request's seq is no success": (answer(OTHER_SEQ, body()), WRONG_SEQ),
    "another request's seq is no refusal": (answer(OTHER_SEQ, body(30000410, "x")), WRONG_SEQ),
    "another request's seq outranks the head's code": (
        answer(head(uint32_seq=0, uint32_result=-5), body()),
        WRONG_SEQ,
    ),
    "seq as text is compared as an integer": (answer(head(uint32_seq="123"), body()), Accepted()),
    "another seq as text": (answer(head(uint32_seq="124"), body()), WRONG_SEQ),
    "seq null is tolerated": (answer(head(uint32_seq=None), body()), Accepted()),
    "seq missing is tolerated": (answer({"uint32_result": 0}, body()), Accepted()),
    "head empty is tolerated": (answer({}, body()), Accepted()),
    "head null is tolerated": (answer(None, body()), Accepted()),
    "head missing is tolerated": ({"rspbody": body()}, Accepted()),
    "head missing, refused": ({"rspbody": body(30000410, "no room")}, Refused(30000410, "no room")),
    "the cookie is never judged": (answer(head(bytes_cookie_buff=["?"]), body()), Accepted()),
    "a head that is no object": (answer([1], body()), NO_RESULT),
    # 1. gateway
    "gateway": (FAIL, Refused(60015, "body account invalid")),
    "gateway, keys turned round": (dict(reversed(FAIL.items())), Refused(60015, "body account invalid")),
    "gateway, code as text": ({**FAIL, "ErrorCode": "60015"}, Refused(60015, "body account invalid")),
    "gateway, words missing": ({"ErrorCode": 70001}, Refused(70001, "")),
    "gateway, words null": ({"ErrorCode": 70001, "ErrorInfo": None}, Refused(70001, "")),
    "gateway, head null": ({**FAIL, "reqhead": None}, Refused(60015, "body account invalid")),
    "gateway outranks a body": ({**FAIL, "rspbody": body()}, Refused(60015, "body account invalid")),
    "a gateway's code beside a head is none": ({**FAIL, **answer(head(), body())}, Accepted()),
    "a gateway's 0 is no success": ({"ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": ""}, NO_RESULT),
    "a gateway's 0 lets the body speak": (
        {"ErrorCode": 0, "rspbody": body(412)},
        Refused(412, ""),
    ),
    "a gateway without a code": ({"ActionStatus": "FAIL"}, NO_RESULT),
    "a gateway's code that is no number": ({"ErrorCode": "many"}, NO_RESULT),
    # 2. head
    **{
        f"head {code}": (answer(head(uint32_result=code, str_error_msg="m"), {}), Refused(code, "m"))
        for code in (-1, -2, -3, -4, -5)
    },
    **{
        f"head {code} unsigned": (answer(head(uint32_result=code + (1 << 32)), {}), Refused(code, ""))
        for code in (-1, -2, -3, -4, -5)
    },
    "head code unsigned as text": (answer(head(uint32_result="4294967291"), body()), Refused(-5, "")),
    "head code outranks the body": (answer(head(uint32_result=-5), body()), Refused(-5, "")),
    "a head code that nobody knows": (answer(head(uint32_result=77), body()), Refused(77, "")),
    "head result missing is tolerated": (answer({"uint32_seq": SEQ}, body()), Accepted()),
    "head result null is tolerated": (answer(head(uint32_result=None), body()), Accepted()),
    "head result 0 as text": (answer(head(uint32_result="0"), body()), Accepted()),
    "head error words without a code": (answer(head(str_error_msg="bad"), body()), Accepted()),
    # 3. body
    "accepted": (answer(head(), body()), Accepted()),
    "accepted, whatever the words say": (answer(head(), body(0, "record failed!")), Accepted()),
    "accepted, 0 as text": (answer(head(), body("0")), Accepted()),
    "refused, with a blank text": (answer(head(), body(30000412, "")), Refused(30000412, "")),
    "refused, text null": (answer(head(), body(30000412, None)), Refused(30000412, "")),
    "refused, code as text": (answer(head(), body("30000412", "x")), Refused(30000412, "x")),
    "refused, words as an object": (answer(head(), body(1, {"a": "é"})), Refused(1, '{"a": "é"}')),
    "refused keeps no file ids": (
        answer(head(), body(30000412, "", str_fileID=["a"])),
        Refused(30000412, ""),
    ),
    "unknown extra fields": (answer(head(x=1), {**body(), "rsp_0x6": 1, "y": [2]}), Accepted()),
    "file ids": (answer(head(), body(str_fileID=["200_9bf7", "b"])), Accepted(("200_9bf7", "b"))),
    "file ids none": (answer(head(), body(str_fileID=[])), Accepted()),
    "file ids null": (answer(head(), body(str_fileID=None)), Accepted()),
    "a lone file id": (answer(head(), body(str_fileID="a")), Accepted(("a",))),
    "file ids of any form": (
        answer(head(), body(str_fileID=[1, "", None, "文件", {"id": 2}, True])),
        Accepted(("1", "文件", '{"id": 2}', "true")),
    ),
    "a file id with half a character": (answer(head(), body(str_fileID=["a\ud800b"])), Accepted(("a?b",))),
    # 4. anything else
    "result missing": (answer(head(), {"rsp_0x5": {}}), NO_RESULT),
    "result null": (answer(head(), body(None)), NO_RESULT),
    "result blank": (answer(head(), body("")), NO_RESULT),
    "result true": (answer(head(), body(True)), NO_RESULT),
    "result false is not 0": (answer(head(), body(False)), NO_RESULT),
    "result with a fraction": (answer(head(), body(0.5)), NO_RESULT),
    "result a list": (answer(head(), body([0])), NO_RESULT),
    "result infinite": (answer(head(), body(float("inf"))), NO_RESULT),
    # Numbers have bounds: 64 bits hold what is kept, as an unknown code with its number.
    "the largest code": (answer(head(), body(2**63 - 1, "m")), Refused(2**63 - 1, "m")),
    "the smallest code": (answer(head(), body(-(2**63))), Refused(-(2**63), "")),
    "a code past 32 bits": (answer(head(), body(2**40)), Refused(2**40, "")),
    "a head code's twin in the body": (answer(head(), body(2**32 - 3)), Refused(2**32 - 3, "")),
    "a head code's twin of the gateway": ({"ErrorCode": 2**32 - 3}, Refused(2**32 - 3, "")),
    "rsp_0x5 missing": (answer(head(), {}), NO_RESULT),
    "rsp_0x5 of another request": (answer(head(), {"rsp_0x4": {"uint32_result": 0}}), NO_RESULT),
    "rspbody missing": ({"reqhead": head()}, NO_RESULT),
    "rspbody null": (answer(head(), None), NO_RESULT),
    "rspbody text": (answer(head(), "ok"), NO_RESULT),
    "an empty object": ({}, NO_RESULT),
    "a list": ([], NOT_JSON),
    "a number": (0, NOT_JSON),
    "a text": ("ok", NOT_JSON),
    "null": (None, NOT_JSON),
}


HELD_BY_NOTHING: dict[str, object] = {
    "2^63": 2**63,
    "2^63 as text": str(2**63),
    "below -2^63": -(2**63) - 1,
    "2^64 - 3": 2**64 - 3,
    "4,000 digits": 10**4000,
    "5,000 digits as text": "9" * 5000,
    "1e19": 1e19,
    "infinite": float("inf"),
    "minus infinite": float("-inf"),
    "no number": float("nan"),
    "true": True,
}


@pytest.mark.parametrize("code", HELD_BY_NOTHING.values(), ids=HELD_BY_NOTHING)
def test_a_code_that_nothing_can_hold_is_none_wherever_it_stands(code: object) -> None:
    gateway = {"ErrorCode": code, "ErrorInfo": "x"}
    for value in (answer(head(), body(code)), answer(head(uint32_result=code), body()), gateway):
        assert judge(json.dumps(value).encode(), seq=SEQ) == NO_RESULT


def test_a_number_too_long_to_be_read_makes_the_answer_none() -> None:
    for number in ("1" * 5000, "1e400", "-1e400"):
        raw = json.dumps(answer(head(), body(77))).replace("77", number).encode()
        assert isinstance(judge(raw, seq=SEQ), Unusable)
        assert isinstance(judge(b'{"ErrorCode": %s}' % number.encode(), seq=SEQ), Unusable)


@pytest.mark.parametrize(("value", "verdict"), TABLE.values(), ids=TABLE.keys())
def test_an_answer_has_its_verdict(value: object, verdict: Verdict) -> None:
    assert judge(json.dumps(value).encode(), seq=SEQ) == verdict


BEARS_SEQ: dict[str, tuple[object, bool]] = {
    "accepted": (answer(head(), body()), True),
    "refused in the body": (answer(head(), body(30000410)), True),
    "refused in the head": (answer(head(uint32_result=-5), {}), True),
    "as text": (answer(head(uint32_seq=str(SEQ)), body()), True),
    "null": (answer(head(uint32_seq=None), body()), False),
    "missing": (answer({"uint32_result": 0}, body()), False),
    "no head": ({"rspbody": body()}, False),
    "a gateway's": (FAIL, False),
    "a gateway's that names the field": ({**FAIL, "ErrorInfo": f"uint32_seq {SEQ} invalid"}, False),
    "outside of the head": ({**FAIL, "uint32_seq": SEQ}, False),
}


@pytest.mark.parametrize(("value", "bears_seq"), BEARS_SEQ.values(), ids=BEARS_SEQ.keys())
def test_only_a_seq_in_the_head_shows_whose_answer_it_is(value: object, bears_seq: bool) -> None:
    verdict = judge(json.dumps(value).encode(), seq=SEQ)
    assert isinstance(verdict, Accepted | Refused)
    assert verdict.bears_seq is bears_seq


GOOD = json.dumps(answer(head(), body()), ensure_ascii=False).encode()
REFUSAL = json.dumps(answer(head(), body(30000411, "用户不在")), ensure_ascii=False).encode()
RAW: dict[str, tuple[bytes, Verdict]] = {
    "empty": (b"", NOT_JSON),
    "blanks": (b" \r\n", NOT_JSON),
    "html": (b"<html><h1>502 Bad Gateway</h1></html>", NOT_JSON),
    "cut": (GOOD[:-1], NOT_JSON),
    "cut in the middle": (GOOD[: len(GOOD) // 2], NOT_JSON),
    "two values": (GOOD + GOOD, NOT_JSON),
    "blanks around": (b"\n " + GOOD + b" \n", Accepted()),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD, Accepted()),
    "utf-16": (GOOD.decode().encode("utf-16"), Accepted()),
    "chinese words": (REFUSAL, Refused(30000411, "用户不在")),
    "escaped words": (
        json.dumps(answer(head(), body(30000411, "用户不在"))).encode(),
        Refused(30000411, "用户不在"),
    ),
    "bytes that are no utf-8 in the words": (
        REFUSAL.replace("用".encode(), b"\xff\xfe"),
        Refused(30000411, "\ufffd\ufffd户不在"),
    ),
    "a huge number": (GOOD.replace(b'"uint32_result": 0', b'"uint32_result": ' + b"9" * 5000), NOT_JSON),
    "not a number": (GOOD.replace(b'"uint32_result": 0', b'"uint32_result": NaN'), NO_RESULT),
    "the last of two results counts": (
        GOOD.replace(b'"str_errorinfo": ""', b'"uint32_result": 2'),
        Refused(2, ""),
    ),
    "deep nesting": (b"[" * 200_000, NOT_JSON),
}


@pytest.mark.parametrize(("raw", "verdict"), RAW.values(), ids=RAW.keys())
def test_bytes_have_their_verdict(raw: bytes, verdict: Verdict) -> None:
    assert judge(raw, seq=SEQ) == verdict


def test_words_that_are_nested_to_the_limit_do_not_break_the_reader() -> None:
    limit = sys.getrecursionlimit()
    for depth in range(limit - 120, limit + 10):
        nested = b"[" * depth + b"]" * depth
        raw = GOOD.replace(b'"str_errorinfo": ""', b'"str_errorinfo": ' + nested)
        assert isinstance(judge(raw, seq=SEQ), Accepted | Unusable)


def test_a_long_answer_is_read() -> None:
    ids = [f"id{number}" for number in range(100_000)]
    raw = json.dumps(answer(head(), body(str_fileID=ids))).encode()
    assert judge(raw, seq=SEQ) == Accepted(tuple(ids))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NEARLY = st.fixed_dictionaries(
    {},
    optional={
        "reqhead": JSON_VALUES
        | st.fixed_dictionaries({}, optional={"uint32_seq": JSON_VALUES, "uint32_result": JSON_VALUES}),
        "rspbody": JSON_VALUES
        | st.fixed_dictionaries(
            {"rsp_0x5": st.fixed_dictionaries({"uint32_result": JSON_VALUES, "str_fileID": JSON_VALUES})}
        ),
        "ErrorCode": JSON_VALUES,
        "ErrorInfo": JSON_VALUES,
    },
)


@settings(max_examples=150, deadline=None)
@given(st.binary())
def test_no_bytes_make_it_fail(raw: bytes) -> None:
    assert isinstance(judge(raw, seq=SEQ), Accepted | Refused | Unusable)


@settings(max_examples=250, deadline=None)
@given(JSON_VALUES | NEARLY)
def test_no_json_makes_it_fail_and_what_it_gives_can_be_stored(value: object) -> None:
    verdict = judge(json.dumps(value).encode(), seq=SEQ)
    match verdict:
        case Accepted(file_ids):
            assert all(text and text.encode() for text in file_ids)
        case Refused(code, message):
            assert code != 0
            assert message.encode() is not None
        case Unusable(reason):
            assert reason in ("not_json", "no_result", "wrong_seq")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(REFUSAL) - 1))
def test_a_cut_answer_is_never_a_success_nor_a_refusal(length: int) -> None:
    assert judge(REFUSAL[:length], seq=SEQ) == NOT_JSON
