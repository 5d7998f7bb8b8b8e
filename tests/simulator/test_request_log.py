"""The simulator's own record, which harnesses compare with the panel's ledger."""

import json
from datetime import UTC, datetime
from pathlib import Path

from gui.simulator.in_process import RunningSimulator, running_simulator
from tests.support.simulator.relay_caller import APP, Caller, head, packet, start_fields


async def test_each_request_is_written_down_with_its_effect_and_answer(
    simulator: RunningSimulator, caller: Caller
) -> None:
    await caller.start(990001, "alice")
    await caller.stop(990001, "alice")
    await caller.start(990003, "dan")
    assert [(e.number, e.operation, e.effect, e.answer_code) for e in simulator.record] == [
        (1, "start", "started", 0),
        (2, "stop", "stopped", 0),
        (3, "start", "none", 30000411),
    ]
    first = simulator.record[0]
    assert (first.room, first.account, first.source, first.app) == (990001, "alice", "camera", APP)
    assert (first.file_name, first.seq, first.random, first.identifier) == ("lesson", 77, 4242, "admin")
    assert json.loads(first.body) == packet(head(990001, "alice"), start_fields())
    assert abs((datetime.now(UTC) - datetime.fromisoformat(first.at)).total_seconds()) < 60


async def test_requests_that_cannot_be_read_are_written_down_too(
    simulator: RunningSimulator, caller: Caller
) -> None:
    await caller.send(b"\xff")
    await caller.start(990001, 20001)
    unread, number = simulator.record
    assert (unread.operation, unread.room, unread.body, unread.answer_code) == (None, None, "\ufffd", 60003)
    assert (number.operation, number.account, number.answer_code) == ("start", None, 60015)


async def test_the_record_is_there_before_the_answer(simulator: RunningSimulator, caller: Caller) -> None:
    simulator.arm(fault="html_502")
    await caller.start(990001, "alice")
    assert [entry.fault for entry in simulator.record] == ["html_502"]


async def test_the_usersig_is_nowhere_in_the_record(simulator: RunningSimulator, caller: Caller) -> None:
    await caller.start(990001, "alice")
    _status, record = await caller.control("record")
    assert "a-token-that-is-secret" not in json.dumps(record) + repr(simulator.record)


async def test_the_record_file_has_a_line_for_each_request(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    async with running_simulator(record_file=path) as simulator, Caller(simulator.url) as caller:
        await caller.start(990006, "王芳")
        await caller.stop(990006, "王芳")
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert lines == [entry.as_json() for entry in simulator.record]
        assert [line["account"] for line in lines] == ["王芳", "王芳"]


async def test_numbers_go_on_after_a_reset(simulator: RunningSimulator, caller: Caller) -> None:
    await caller.start(990001, "alice")
    simulator.reset()
    assert (simulator.record, simulator.recordings) == ((), ())
    await caller.start(990001, "alice")
    assert [entry.number for entry in simulator.record] == [2]
