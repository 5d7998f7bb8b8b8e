"""What the service answers to whom: PROTOCOL.md, "Behaviour of the service"."""

import re

import pytest

from gui.core.foundation.enums import Source
from gui.simulator.in_process import RunningSimulator
from gui.simulator.service import EndReason
from tests.support.simulator.relay_caller import Caller, head, packet, start_fields, stop_fields


async def test_a_start_in_a_room_with_the_camera_on_is_accepted(caller: Caller) -> None:
    answer = await caller.start(990001, "alice")
    assert answer.status == 200
    assert answer.record == {"uint32_result": 0, "str_errorinfo": ""}


async def test_the_answer_brings_the_head_back_with_its_result(caller: Caller) -> None:
    answer = await caller.start(990001, "alice")
    assert answer.fields["reqhead"] == {**head(990001, "alice"), "uint32_result": 0, "str_error_msg": ""}


async def test_a_stop_is_answered_with_the_file_id(caller: Caller) -> None:
    await caller.start(990001, "alice")
    answer = await caller.stop(990001, "alice")
    assert answer.code == 0
    assert len(answer.file_ids) == 1
    assert re.fullmatch(r"practice_[0-9a-f]{32}", answer.file_ids[0])


async def test_a_file_name_at_the_end_is_served_too(caller: Caller) -> None:
    await caller.start(990001, "alice")
    assert (await caller.stop(990001, "alice", string_file_name="lesson")).code == 0


@pytest.mark.parametrize(("minutes", "files"), [(0, 1), (89, 1), (90, 2), (179, 2), (181, 3)])
async def test_each_started_ninety_minutes_make_a_file(
    simulator: RunningSimulator, caller: Caller, minutes: int, files: int
) -> None:
    await caller.start(990001, "alice")
    simulator.age(990001, "alice", Source.CAMERA, minutes)
    ids = (await caller.stop(990001, "alice")).file_ids
    assert len(set(ids)) == files


async def test_a_second_start_is_refused_as_already_started(
    simulator: RunningSimulator, caller: Caller
) -> None:
    await caller.start(990001, "alice")
    assert (await caller.start(990001, "alice")).code == 30000415
    assert len(simulator.recordings) == 1


async def test_a_second_stop_is_refused_as_already_ended(caller: Caller) -> None:
    await caller.start(990001, "alice")
    await caller.stop(990001, "alice")
    answer = await caller.stop(990001, "alice")
    assert answer.code == 30000412
    assert answer.record["str_errorinfo"] == "record already stoped!"


async def test_a_stop_of_somebody_present_who_was_never_recorded_is_refused_as_ended(caller: Caller) -> None:
    assert (await caller.stop(990001, "alice")).code == 30000412


async def test_after_a_stop_the_same_user_can_be_recorded_again(caller: Caller) -> None:
    await caller.start(990001, "alice")
    await caller.stop(990001, "alice")
    assert (await caller.start(990001, "alice")).code == 0


@pytest.mark.parametrize("fields", [start_fields(), stop_fields()])
async def test_an_unknown_room_is_told(caller: Caller, fields: dict[str, object]) -> None:
    assert (await caller.send(packet(head(10001, "alice"), fields))).code == 30000410


@pytest.mark.parametrize("fields", [start_fields(), stop_fields()])
@pytest.mark.parametrize(
    ("room", "account"), [(990001, "carol"), (990003, "dan"), (990004, "erin"), (990008, "x")]
)
async def test_somebody_absent_or_without_a_camera_is_told(
    caller: Caller, fields: dict[str, object], room: int, account: str
) -> None:
    assert (await caller.send(packet(head(room, account), fields))).code == 30000411


async def test_camera_and_screen_of_one_user_are_two_recordings(
    simulator: RunningSimulator, caller: Caller
) -> None:
    assert (await caller.start(990001, "bob")).code == 0
    assert (await caller.start(990001, "bob", uint32_record_data_type=1)).code == 0
    assert [r.target.source for r in simulator.recordings] == [Source.CAMERA, Source.SCREEN]


async def test_a_screen_that_is_not_shared_is_told(caller: Caller) -> None:
    assert (await caller.start(990001, "alice", uint32_record_data_type=1)).code == 30000411


async def test_an_account_that_is_not_ascii_is_recorded(simulator: RunningSimulator, caller: Caller) -> None:
    assert (await caller.start(990006, "王芳", string_file_name="第一课")).code == 0
    (recording,) = simulator.recordings
    assert (recording.target.account, recording.file_name) == ("王芳", "第一课")


async def test_a_leaving_user_ends_their_recording(simulator: RunningSimulator, caller: Caller) -> None:
    await caller.start(990001, "alice")
    simulator.leave(990001, "alice")
    assert simulator.recordings == ()
    assert [ended.reason for ended in simulator.ended] == [EndReason.STREAM_GONE]
    assert (await caller.stop(990001, "alice")).code == 30000411


async def test_a_recording_does_not_resume_when_the_user_returns(
    simulator: RunningSimulator, caller: Caller
) -> None:
    await caller.start(990001, "alice")
    simulator.leave(990001, "alice")
    simulator.enter(990001, "alice")
    assert simulator.recordings == ()
    assert (await caller.stop(990001, "alice")).code == 30000412
    assert (await caller.start(990001, "alice")).code == 0


async def test_a_camera_switched_off_ends_the_camera_recording_only(
    simulator: RunningSimulator, caller: Caller
) -> None:
    await caller.start(990001, "bob")
    await caller.start(990001, "bob", uint32_record_data_type=1)
    simulator.enter(990001, "bob", camera=False)
    assert [r.target.source for r in simulator.recordings] == [Source.SCREEN]


async def test_another_app_has_recordings_of_its_own(caller: Caller) -> None:
    await caller.start(990001, "alice")
    other = packet(head(990001, "alice", uint32_sdk_appid=7), start_fields())
    params = {"usersig": "x", "identifier": "admin", "sdkappid": "7", "contenttype": "json"}
    assert (await caller.send(other, params=params)).code == 0
