"""Armed answers: codes, delays, and answers that are lost or spoilt."""

import asyncio

import aiohttp
import pytest
from pydantic import ValidationError

from gui.simulator.faults import Fault
from gui.simulator.in_process import RunningSimulator
from gui.simulator.service import ServiceEffect
from tests.support.simulator.relay_caller import Caller
from tests.support.waiting import until

LOST = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


@pytest.mark.parametrize("code", [30000404, 30000301, 1, 2, 99])
async def test_an_armed_code_is_answered_in_the_body_and_takes_no_effect(
    simulator: RunningSimulator, caller: Caller, code: int
) -> None:
    simulator.arm(code=code, message="busy")
    answer = await caller.start(990001, "alice")
    assert (answer.code, answer.record["str_errorinfo"]) == (code, "busy")
    assert simulator.recordings == ()
    assert (await caller.start(990001, "alice")).code == 0


@pytest.mark.parametrize(("unsigned", "on_the_wire"), [(False, -3), (True, 4294967293)])
async def test_a_negative_code_is_answered_in_the_head(
    simulator: RunningSimulator, caller: Caller, unsigned: bool, on_the_wire: int
) -> None:
    simulator.arm(code=-3, unsigned=unsigned)
    assert (await caller.start(990001, "alice")).code == ("head", on_the_wire)


@pytest.mark.parametrize("code", [60007, 70001, 80001, 90001])
async def test_a_gateway_code_is_answered_in_the_envelope(
    simulator: RunningSimulator, caller: Caller, code: int
) -> None:
    simulator.arm(code=code)
    assert (await caller.start(990001, "alice")).code == ("gateway", code)


async def test_a_refusal_can_take_effect_all_the_same(simulator: RunningSimulator, caller: Caller) -> None:
    simulator.arm(code=30000301, takes_effect=True)
    assert (await caller.start(990001, "alice")).code == 30000301
    assert (await caller.start(990001, "alice")).code == 30000415
    assert [entry.effect for entry in simulator.record] == [ServiceEffect.STARTED, ServiceEffect.NONE]


async def test_an_armed_refusal_of_a_stop_brings_no_file_ids(
    simulator: RunningSimulator, caller: Caller
) -> None:
    await caller.start(990001, "alice")
    simulator.arm(code=60008, takes_effect=True)
    answer = await caller.stop(990001, "alice")
    assert answer.code == ("gateway", 60008)
    assert simulator.recordings == ()


async def test_a_success_can_be_armed_with_words_and_file_ids(
    simulator: RunningSimulator, caller: Caller
) -> None:
    await caller.start(990001, "alice")
    simulator.arm(operation="stop", message="not really an error", file_ids=())
    answer = await caller.stop(990001, "alice")
    assert answer.record == {"uint32_result": 0, "str_errorinfo": "not really an error", "str_fileID": []}


async def test_a_success_can_be_armed_whatever_the_service_thinks(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(code=0)
    answer = await caller.start(10001, "nobody")
    assert answer.record == {"uint32_result": 0, "str_errorinfo": ""}
    assert simulator.recordings == ()


async def test_an_arm_is_used_up_and_waits_for_its_operation_and_target(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(code=30000404, operation="stop", times=2)
    simulator.arm(code=30000208, room=990002)
    simulator.arm(code=30000207, account="bob")
    assert (await caller.start(990001, "alice")).code == 0
    assert (await caller.start(990001, "bob")).code == 30000207
    assert (await caller.start(990002, "carol")).code == 30000208
    assert [(await caller.stop(990001, "alice")).code for _ in range(3)] == [30000404, 30000404, 0]
    assert simulator.armed == ()


async def test_disarming_lets_the_service_answer_again(simulator: RunningSimulator, caller: Caller) -> None:
    simulator.arm(code=30000404, times=5)
    await caller.start(990001, "alice")
    simulator.disarm()
    assert (await caller.start(990001, "alice")).code == 0


async def test_a_delayed_answer_comes_late_and_its_effect_at_once(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(delay_s=0.3)
    loop = asyncio.get_running_loop()
    before = loop.time()
    pending = asyncio.create_task(caller.start(990001, "alice"))
    await until(lambda: bool(simulator.record))
    assert len(simulator.recordings) == 1
    assert not pending.done()
    assert (await pending).code == 0
    assert loop.time() - before >= 0.29


async def test_a_delay_that_is_ended_early_lets_the_answer_out_and_shortens_no_later_one(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(delay_s=30, times=2)
    pending = asyncio.create_task(caller.start(990001, "alice"))
    await until(lambda: bool(simulator.record))
    simulator.answer_now()
    assert (await pending).code == 0
    pending = asyncio.create_task(caller.start(990001, "bob"))
    await until(lambda: len(simulator.record) == 2)
    assert not pending.done()
    simulator.answer_now()
    assert (await pending).code == 0


async def test_drop_before_closes_the_connection_without_effect(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(fault="drop_before")
    with pytest.raises(LOST):
        await caller.start(990001, "alice")
    assert simulator.recordings == ()
    assert (simulator.record[0].effect, simulator.record[0].answer_code) == (ServiceEffect.NONE, None)


async def test_drop_after_loses_the_answer_once_it_took_effect(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(fault="drop_after")
    with pytest.raises(LOST):
        await caller.start(990001, "alice")
    assert len(simulator.recordings) == 1
    assert (simulator.record[0].effect, simulator.record[0].answer_code) == (ServiceEffect.STARTED, 0)


async def test_cut_sends_half_an_answer_once_it_took_effect(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(fault="cut")
    with pytest.raises(aiohttp.ClientPayloadError):
        await caller.start(990001, "alice")
    assert len(simulator.recordings) == 1


async def test_a_proxy_page_comes_with_its_status_and_without_effect(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(fault="html_502")
    answer = await caller.start(990001, "alice")
    assert answer.status == 502
    assert answer.text.startswith("<html>")
    assert simulator.recordings == ()


@pytest.mark.parametrize(("fault", "text"), [(Fault.EMPTY, ""), (Fault.NOT_JSON, "ok, thank you")])
async def test_a_spoilt_answer_comes_after_the_effect(
    simulator: RunningSimulator, caller: Caller, fault: Fault, text: str
) -> None:
    simulator.arm(fault=fault)
    answer = await caller.start(990001, "alice")
    assert (answer.status, answer.text) == (200, text)
    assert len(simulator.recordings) == 1


async def test_wrong_seq_answers_as_if_to_another_request(
    simulator: RunningSimulator, caller: Caller
) -> None:
    simulator.arm(fault="wrong_seq")
    answer = await caller.start(990001, "alice")
    assert answer.fields["reqhead"]["uint32_seq"] == 78
    assert len(simulator.recordings) == 1


def test_arms_that_make_no_sense_are_refused(simulator: RunningSimulator) -> None:
    with pytest.raises(ValidationError, match="use drop_after"):
        simulator.arm(fault="drop_before", takes_effect=True)
    with pytest.raises(ValidationError):
        simulator.arm(times=0)
    with pytest.raises(ValidationError):
        simulator.arm(code=-6)
    assert simulator.armed == ()
