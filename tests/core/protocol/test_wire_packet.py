"""The packet's models: ranges, exactly one account, and what is left out."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.core.foundation.enums import UINT32_MAX, SdkType, Source, signed_code
from gui.core.protocol.request import InvalidRequest, StartRequest, StopRequest
from gui.core.protocol.wire import Nonces, RecordRequest, RequestHead, WrongFields, query

NONCES = Nonces(random=1, seq=2, cookie="c")
HEAD = {
    "uint32_seq": 1,
    "uint32_auth_key": 2,
    "uint32_sdk_appid": 3,
    "rpt_to_Account": ["user1"],
    "bytes_cookie_buff": "",
}
RECORD = {"uint32_oper": 1, "uint32_sdk_type": 1, "uint32_record_data_type": 0}


@pytest.mark.parametrize("field", ["uint32_seq", "uint32_auth_key", "uint32_sdk_appid"])
@pytest.mark.parametrize("value", [-1, UINT32_MAX + 1, 1.5, "7", True, None])
def test_a_head_takes_unsigned_32_bit_integers_only(field: str, value: object) -> None:
    with pytest.raises(WrongFields) as caught:
        RequestHead.of({**HEAD, field: value})
    assert caught.value.names == {field}


@pytest.mark.parametrize("accounts", [[], ["a", "b"], [""], [20001], [None], "user1", None])
def test_a_head_takes_exactly_one_account_that_is_a_text(accounts: object) -> None:
    with pytest.raises(WrongFields) as caught:
        RequestHead.of({**HEAD, "rpt_to_Account": accounts})
    assert caught.value.names == {"rpt_to_Account"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("uint32_oper", 3),
        ("uint32_classid", -1),
        ("uint32_classid", UINT32_MAX + 1),
        ("uint32_IsTransCode", 2),
        ("uint32_IsScreenShot", -1),
        ("uint32_IsWaterMark", True),
        ("uint32_sdk_type", 0),
        ("uint32_record_data_type", 2),
        ("uint32_record_type", 0),
    ],
)
def test_a_record_takes_the_values_of_the_document_only(field: str, value: object) -> None:
    with pytest.raises(WrongFields) as caught:
        RecordRequest.of({**RECORD, field: value})
    assert caught.value.names == {field}


def record_of(request: StartRequest | StopRequest) -> dict[str, object]:
    fields = json.loads(request.packet(3, NONCES).encode())["reqbody"]["req_0x5"]
    assert isinstance(fields, dict)
    return fields


def test_options_that_are_not_set_are_left_out() -> None:
    request = StartRequest(room=1, account="a", file_name="n")
    assert list(record_of(request)) == [
        "uint32_oper",
        "string_file_name",
        "uint32_sdk_type",
        "uint32_record_data_type",
    ]


def test_a_typed_category_0_is_sent_and_a_box_not_checked_is_not() -> None:
    request = StartRequest(room=1, account="a", file_name="n", class_id=0, transcode=True)
    fields = record_of(request)
    assert fields["uint32_classid"] == 0
    assert fields["uint32_IsTransCode"] == 1
    assert "uint32_IsScreenShot" not in fields
    assert "uint32_IsWaterMark" not in fields


def test_a_stop_carries_operation_sdk_type_and_source_only() -> None:
    request = StopRequest(room=1, account="a", source=Source.SCREEN, sdk_type=SdkType.IOT)
    assert record_of(request) == {"uint32_oper": 2, "uint32_sdk_type": 2, "uint32_record_data_type": 1}


@settings(max_examples=100, deadline=None)
@given(name=st.text(min_size=1), account=st.text(min_size=1))
def test_any_request_that_is_taken_can_be_put_on_the_wire(name: str, account: str) -> None:
    try:
        request = StartRequest(room=1, account=account, file_name=name)
    except InvalidRequest:
        return
    sent = json.loads(request.packet(3, NONCES).encode().decode("utf-8"))
    assert sent["reqhead"]["rpt_to_Account"] == [account]
    assert sent["reqbody"]["req_0x5"]["string_file_name"] == name


def test_a_usersig_keeps_its_own_signs_in_the_query() -> None:
    made = query(usersig="eJ*a-b_c", identifier="admin", sdk_app_id=1, random=2)
    assert made == "usersig=eJ*a-b_c&identifier=admin&sdkappid=1&random=2&apn=0&contenttype=json"


def test_bytes_of_the_environment_that_are_no_text_go_into_the_query_as_they_are() -> None:
    given_bytes = b"ab\xff".decode("utf-8", "surrogateescape")
    assert query(usersig=given_bytes, identifier="a", sdk_app_id=1, random=2).startswith("usersig=ab%FF&")


@pytest.mark.parametrize(
    ("code", "signed"),
    [
        (UINT32_MAX, -1),
        (UINT32_MAX - 4, -5),
        (UINT32_MAX - 5, UINT32_MAX - 5),
        (0, 0),
        (-3, -3),
        (30000410,) * 2,
    ],
)
def test_a_head_code_is_known_by_its_unsigned_twin_too(code: int, signed: int) -> None:
    assert signed_code(code) == signed
