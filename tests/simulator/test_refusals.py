"""Requests refused before the service sees them, each with its code (PROTOCOL.md, "The simulator")."""

import pytest

from gui.simulator.in_process import RunningSimulator
from gui.simulator.service import ServiceEffect
from tests.support.simulator.relay_caller import Caller, head, packet, query, start_fields, stop_fields


def without(fields: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in fields.items() if key != name}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (None, 30000001),
        (without(start_fields(), "string_file_name"), 30000002),
        (start_fields(string_file_name="  "), 30000002),
        (start_fields(string_file_name=None), 30000002),
        (without(start_fields(), "uint32_oper"), 30000003),
        (start_fields(uint32_oper=3), 30000003),
        (start_fields(uint32_oper="1"), 30000003),
        (without(start_fields(), "uint32_record_data_type"), 30000004),
        (without(stop_fields(), "uint32_record_data_type"), 30000004),
        (start_fields(uint32_record_data_type=2), 30000004),
        (without(start_fields(), "uint32_sdk_type"), 30000004),
        (without(stop_fields(), "uint32_sdk_type"), 30000004),
        (start_fields(uint32_sdk_type=3), 30000004),
        (start_fields(uint32_IsTransCode=2), 30000000),
        (start_fields(uint32_IsTransCode=True), 30000000),
        (start_fields(uint32_classid=4294967296), 30000000),
        (start_fields(string_tags="a"), 30000000),
        (start_fields(string_tags=None), 30000000),
    ],
)
async def test_a_missing_or_wrong_field_is_named_by_its_code(
    simulator: RunningSimulator, caller: Caller, fields: dict[str, object] | None, code: int
) -> None:
    answer = await caller.send(packet(head(990001, "alice"), fields))
    assert (answer.status, answer.code) == (200, code)
    assert simulator.recordings == ()


async def test_all_nine_fields_and_unknown_ones_are_taken(caller: Caller) -> None:
    flags = {"uint32_IsTransCode": 1, "uint32_IsScreenShot": 0, "uint32_IsWaterMark": 1}
    answer = await caller.start(
        990001, "alice", string_tags=["a", "b"], uint32_classid=0, uint32_record_type=0, **flags
    )
    assert answer.code == 0


@pytest.mark.parametrize(
    ("packet_head", "code"),
    [
        (head(990001, 20001), ("gateway", 60015)),
        (head(990001, "alice", rpt_to_Account=20001), ("gateway", 60015)),
        (head(990001, "alice", uint32_sub_cmd=6), ("head", -2)),
        (without(head(990001, "alice"), "uint32_sub_cmd"), ("head", -2)),
        (head(990001, "alice", rpt_to_Account=["alice", "bob"]), ("head", -4)),
        (head(990001, "alice", rpt_to_Account=[]), ("head", -4)),
        (head(990001, ""), ("head", -4)),
        (head(990001, "alice", uint32_auth_key="990001"), ("head", -4)),
        (head(4294967296, "alice"), ("head", -4)),
        (without(head(990001, "alice"), "uint32_seq"), ("head", -4)),
        (head(990001, "alice", uint32_sdk_appid=1), ("head", -4)),
    ],
)
async def test_a_wrong_head_is_refused(
    simulator: RunningSimulator, caller: Caller, packet_head: dict[str, object], code: tuple[str, int]
) -> None:
    assert (await caller.send(packet(packet_head, start_fields()))).code == code
    assert simulator.recordings == ()


async def test_the_gateway_answers_in_its_own_envelope(caller: Caller) -> None:
    answer = await caller.start(990001, 20001)
    assert answer.status == 200
    assert answer.fields == {"ActionStatus": "FAIL", "ErrorCode": 60015, "ErrorInfo": "body account invalid"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"room=1", ("gateway", 60003)),
        (b"", ("gateway", 60003)),
        (b'{"reqhead":', ("gateway", 60003)),
        (b'"\xff"', ("gateway", 60003)),
        (b"[" * 100_000, ("gateway", 60003)),
        (b"[]", ("gateway", 90001)),
        (b"{}", ("head", -1)),
    ],
)
async def test_a_body_that_is_no_packet_is_refused(
    caller: Caller, body: bytes, code: tuple[str, int]
) -> None:
    assert (await caller.send(body)).code == code


async def test_a_body_that_is_too_large_is_refused(caller: Caller) -> None:
    assert (await caller.send(b" " * 1_100_000)).code == ("gateway", 60002)


@pytest.mark.parametrize(
    ("params", "code"),
    [
        (query(usersig=None), 70002),
        (query(usersig=""), 70002),
        (query(identifier=None), 60010),
        (query(sdkappid=None), 60012),
        (query(sdkappid="app"), 60006),
        (query(contenttype=None), 60025),
        (query(contenttype="xml"), 60025),
    ],
)
async def test_a_query_that_lacks_something_is_refused(
    simulator: RunningSimulator, caller: Caller, params: dict[str, str], code: int
) -> None:
    answer = await caller.send(packet(head(990001, "alice"), start_fields()), params=params)
    assert answer.code == ("gateway", code)
    assert simulator.record[0].effect is ServiceEffect.NONE


async def test_a_wrong_path_is_told(caller: Caller) -> None:
    answer = await caller.send(packet(head(990001, "alice"), start_fields()), path="/v4/openim/videorelay")
    assert answer.code == ("gateway", 60009)


async def test_a_get_is_refused(caller: Caller) -> None:
    assert (await caller.send(b"", method="GET")).code == ("gateway", 60002)
