"""The control plane over HTTP, and whom it turns away."""

import asyncio

import aiohttp
import pytest

from gui.simulator.in_process import RunningSimulator
from tests.support.simulator.relay_caller import Caller
from tests.support.waiting import until


async def test_an_answer_that_is_delayed_is_given_over_http(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(delay_s=30)
    pending = asyncio.create_task(caller.start(990001, "alice"))
    await until(lambda: bool(simulator.record))
    assert (await caller.control("answer", {})) == (200, [])
    assert (await pending).code == 0


async def test_an_answer_is_armed_and_disarmed_over_http(simulator: RunningSimulator, caller: Caller) -> None:
    status, armed = await caller.control("arm", {"code": 30000404, "operation": "start", "times": 2})
    assert status == 200
    assert isinstance(armed, list)
    assert (armed[0]["code"], armed[0]["times"]) == (30000404, 2)
    assert (await caller.start(990001, "alice")).code == 30000404
    assert (await caller.control("disarm", {})) == (200, [])
    assert (await caller.start(990001, "alice")).code == 0
    assert simulator.armed == ()


async def test_record_and_recordings_are_readable(caller: Caller) -> None:
    await caller.start(990001, "alice")
    await caller.start(990001, "bob")
    _status, record = await caller.control("record?after=1")
    assert isinstance(record, list)
    assert [(entry["number"], entry["account"]) for entry in record] == [(2, "bob")]
    _status, recordings = await caller.control("recordings")
    assert isinstance(recordings, list)
    assert [(r["room"], r["account"], r["source"], r["file_name"]) for r in recordings] == [
        (990001, "alice", "camera", "lesson"),
        (990001, "bob", "camera", "lesson"),
    ]


async def test_members_come_switch_and_go(caller: Caller) -> None:
    assert (await caller.start(990008, "zoe")).code == 30000411
    await caller.control("rooms", {"room": 990008, "account": "zoe"})
    assert (await caller.start(990008, "zoe")).code == 0
    await caller.control("rooms", {"room": 990008, "account": "zoe", "camera": False, "screen": True})
    assert (await caller.control("recordings")) == (200, [])
    assert (await caller.start(990008, "zoe", uint32_record_data_type=1)).code == 0
    _status, rooms = await caller.control("rooms", {"room": 990008, "account": "zoe", "present": False})
    assert isinstance(rooms, list)
    assert {"room": 990008, "members": []} in rooms
    _status, ended = await caller.control("ended")
    assert isinstance(ended, list)
    assert [(e["source"], e["reason"]) for e in ended] == [
        ("camera", "stream_gone"),
        ("screen", "stream_gone"),
    ]


async def test_rooms_open_and_close(caller: Caller) -> None:
    await caller.control("rooms", {"room": 10001})
    assert (await caller.start(10001, "alice")).code == 30000411
    await caller.control("rooms", {"room": 10001, "present": False})
    assert (await caller.start(10001, "alice")).code == 30000410


async def test_a_recording_is_aged_over_http(caller: Caller) -> None:
    await caller.start(990001, "alice")
    status, _recordings = await caller.control("age", {"room": 990001, "account": "alice", "minutes": 100})
    assert status == 200
    assert len((await caller.stop(990001, "alice")).file_ids) == 2
    status, _complaint = await caller.control("age", {"room": 990001, "account": "alice", "minutes": 1})
    assert status == 404


async def test_a_reset_begins_again(caller: Caller) -> None:
    await caller.start(990001, "alice")
    await caller.control("rooms", {"room": 10001})
    await caller.control("arm", {"code": 1})
    assert (await caller.control("reset", {})) == (200, {})
    assert (await caller.control("record")) == (200, [])
    assert (await caller.control("recordings")) == (200, [])
    assert (await caller.start(10001, "alice")).code == 30000410


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("arm", {"fault": "gremlins"}),
        ("arm", {"codes": 1}),
        ("arm", {"delay_s": 601}),
        ("rooms", {}),
        ("rooms", {"room": -1}),
        ("age", {"room": 1, "account": "a", "source": "voice", "minutes": 1}),
    ],
)
async def test_a_wrong_body_is_refused_by_field(caller: Caller, name: str, body: dict[str, object]) -> None:
    status, answer = await caller.control(name, body)
    assert status == 400
    assert isinstance(answer, dict)
    assert answer["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Referer": "http://evil.example/"},
        {"Host": "evil.example"},
        {"Host": "[x"},
    ],
)
@pytest.mark.parametrize("body", [None, {"code": 1}])
async def test_web_pages_may_not_use_the_controls(
    simulator: RunningSimulator, caller: Caller, headers: dict[str, str], body: object
) -> None:
    status, _answer = await caller.control("record" if body is None else "arm", body, headers=headers)
    assert status == 403
    assert simulator.armed == ()


@pytest.mark.parametrize("token", ["", "x", "\u00e9"])
async def test_another_user_of_this_computer_may_not_use_the_controls(
    simulator: RunningSimulator, caller: Caller, token: str
) -> None:
    caller.token = token
    for name, body in (("record", None), ("arm", {"code": 1}), ("reset", {}), ("elsewhere", {})):
        status, _answer = await caller.control(name, body)
        assert status == 401
    assert simulator.armed == ()


async def test_a_form_is_not_taken(simulator: RunningSimulator) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{simulator.url}/control/arm",
            data='{"code": 1}',
            headers={"Content-Type": "text/plain", "X-Control-Token": simulator.control_token},
        ) as r,
    ):
        assert r.status == 415
    assert simulator.armed == ()


async def test_an_unknown_control_is_told_and_not_taken_for_a_request(
    simulator: RunningSimulator, caller: Caller
) -> None:
    status, _answer = await caller.control("selfdestruct", {})
    assert status == 404
    assert simulator.record == ()
