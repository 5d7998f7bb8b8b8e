"""The course of a recording with a real ledger and the real service."""

import asyncio
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Outcome, State
from gui.core.recording.recorder import Recorder
from gui.simulator.in_process import running_simulator
from tests.support.core.ledger import sql
from tests.support.core.recorder_setup import APP, AT_ONCE, START, desk
from tests.support.network.raw_server import Asked, http, packet, raw_server

FAULTS = ("drop_after", "cut", "empty", "not_json", "wrong_seq")


async def test_start_live_stop_file_ids(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        assert (session.operator, session.profile, session.target.sdk_app_id) == ("Li", "Main", APP)
        it.simulator.age(990001, "alice", START.source, 200)
        result = await it.recorder.stop_session(session.id)
        assert result.session is not None
        assert (result.session.state, result.outcome, result.problem) == (
            State.STOPPED,
            Outcome.ACCEPTED,
            None,
        )
        (ended,) = it.simulator.ended
        assert result.session.file_ids == ended.file_ids
        assert len(result.session.file_ids) == 3
        assert it.heard.states == [State.STARTING, State.RECORDING, State.STOPPING, State.STOPPED]
        assert it.heard.progress[-1] == (session.id, None)
        assert await it.kinds() == ["intent", "answer", "intent", "answer"]


def files_of(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert found
    return found


async def test_what_was_sent_and_answered_is_kept_in_the_ledger(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        row = (await it.rows())[-1]
        detail = json.loads(row.detail)
        (arrived,) = it.simulator.record
        assert detail["request"] == arrived.body
        assert detail["random"] == arrived.random
        assert json.loads(detail["answer"])["reqhead"]["uint32_seq"] == arrived.seq
        assert detail["status"] == 200
        assert list(detail["milliseconds"]) == ["queued", "written", "connected", "sent", "answered"]
        assert list(detail["milliseconds"].values()) == sorted(detail["milliseconds"].values())
    assert not [path for path in files_of(tmp_path) if b"a-usersig" in path.read_bytes()]


async def test_each_try_is_in_the_ledger_before_it_is_sent(tmp_path: Path) -> None:
    seen: list[list[tuple[object, ...]]] = []

    async def refuse(asked: Asked) -> bytes:
        seen.append(sql(tmp_path, "SELECT kind FROM entry ORDER BY row"))
        return http(packet(asked.seq, result=30000404))

    async with raw_server(refuse) as server, desk(tmp_path, url=server.url) as it:
        await it.recorder.start("Main", START)
    assert [[kind for (kind,) in rows] for rows in seen] == [
        ["intent"],
        ["intent", "retry", "try"],
        ["intent", "retry", "try", "retry", "try"],
    ]
    assert len({asked.seq for asked in server.asked}) == 3
    assert len({asked.target for asked in server.asked}) == 3


async def test_retries_are_apart_as_the_documents_ask(tmp_path: Path) -> None:
    pacing = type(AT_ONCE)(tries=3, delay_s=0.2, jitter_s=0.05, resend_s=0.0)
    async with desk(tmp_path, pacing) as it:
        it.simulator.arm(code=30000404, times=9)
        await it.recorder.start("Main", START)
        times = [entry.monotonic_ns / 1e9 for entry in it.simulator.record]
    assert len(times) == 3
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))
    assert (Recorder.__init__.__kwdefaults__ or {})["pacing"].delay_s >= 3


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_start_whose_answer_is_lost_is_unknown_and_never_sent_again(
    tmp_path: Path, fault: str
) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", fault=fault)  # type: ignore[arg-type]  # one of its words
        result = await it.recorder.start("Main", START)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.UNKNOWN, Outcome.UNKNOWN)
        await asyncio.sleep(0.05)
        assert it.sent == ["start"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_stop_whose_answer_is_lost_is_sent_once_more_and_412_means_stopped(
    tmp_path: Path, fault: str
) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="stop", fault=fault)  # type: ignore[arg-type]  # one of its words
        result = await it.recorder.stop_session(session.id)
        assert result.session is not None
        assert (result.session.state, result.outcome) == (State.STOPPED, Outcome.ACCEPTED)
        assert result.session.files_missing
        assert it.sent == ["start", "stop", "stop"]


async def test_a_stop_that_did_not_take_effect_is_sent_once_more_and_brings_its_file_ids(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="stop", fault="html_502")
        result = await it.recorder.stop_session(session.id)
        assert result.session is not None
        assert (result.session.state, len(result.session.file_ids)) == (State.STOPPED, 1)


@pytest.mark.parametrize("second", [None, 30000404, 70001, 30000411])
async def test_a_stop_that_is_lost_and_then_not_answered_well_is_unknown(
    tmp_path: Path, second: int | None
) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.simulator.arm(operation="stop", fault="drop_before")
        if second is None:
            it.simulator.arm(operation="stop", fault="drop_after", times=9)
        else:
            it.simulator.arm(operation="stop", code=second, times=9)
        result = await it.recorder.stop_session(session.id)
        assert result.session is not None
        assert result.session.state is State.UNKNOWN
        assert len(it.sent) <= 4
        if second is None:
            assert it.sent == ["start", "stop", "stop"]


async def test_a_start_that_cannot_be_sent_failed_and_a_stop_leaves_the_recording(tmp_path: Path) -> None:
    async with running_simulator() as gone, desk(tmp_path, simulator=gone) as it:
        session = await it.started()
        await gone.close()
        stop = await it.recorder.stop_session(session.id)
        assert stop.session is not None
        # The connection was still there: what was written to it may have arrived.
        assert stop.session.state in (State.UNKNOWN, State.RECORDING)
        start = await it.recorder.start("Main", replace(START, account="bob"))
        assert start.session is not None
        assert (start.session.state, start.outcome) == (State.FAILED, Outcome.NOT_SENT)
        assert start.problem is not None
        assert start.problem.word is LocalFailure.CONNECT


async def test_a_further_start_of_an_unknown_session_is_the_same_session(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", fault="drop_before")
        first = await it.recorder.start("Main", START)
        second = await it.recorder.start("Main", START)
        assert first.session is not None
        assert second.session is not None
        assert (second.session.id, second.session.state) == (first.session.id, State.RECORDING)
        assert second.session.attempts == 2


async def test_already_recording_after_a_lost_start_stays_unknown_until_a_person_says(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", fault="drop_after")
        first = await it.recorder.start("Main", START)
        assert first.session is not None
        second = await it.recorder.start_again(first.session.id)
        assert second.session is not None
        assert (second.session.state, second.problem is not None and second.problem.code) == (
            State.UNKNOWN,
            30000415,
        )
        done = await it.recorder.settle(first.session.id, State.RECORDING, "the host says so")
        assert (done.state, done.settled_by, done.note) == (State.RECORDING, "Li", "the host says so")
        row = (await it.rows())[-1]
        assert (row.kind, row.operator, row.reason) == ("settled", "Li", "the host says so")
        stopped = await it.recorder.stop_session(first.session.id)
        assert stopped.session is not None
        assert len(stopped.session.file_ids) == 1
