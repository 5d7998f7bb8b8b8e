"""What each use case writes and tells, field by field: rows, their words, and who did it."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.foundation.enums import Operation, Outcome, SdkType, Source, State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.rows import LedgerRow
from gui.core.network.limits import ANSWER_LIMIT_S
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.protocol.start_options import StartOptions
from gui.core.recording.bulk import Bulk
from gui.core.recording.recorder import Recorder
from gui.core.sessions.begin import AlreadyLive
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Target
from tests.support.core.recorder_setup import APP, AT_ONCE, COUNTED, START, STOP, Desk, Heard, desk
from tests.support.core.told import english
from tests.support.waiting import until

FULL = StartRequest(
    room=990001,
    account="bob",
    source=Source.SCREEN,
    sdk_type=SdkType.IOT,
    file_name="lesson",
    tags=("a", "b"),
    class_id=7,
    transcode=True,
    screenshot=True,
    watermark=True,
)
ASKED = StartOptions("lesson", ("a", "b"), 7, SdkType.IOT, transcode=True, screenshot=True, watermark=True)
ELSEWHERE = StopRequest(room=990001, account="bob", source=Source.SCREEN, sdk_type=SdkType.IOT)


def asked_of(it: Desk) -> list[dict[str, Any]]:
    """What each request asked for, without the values that are fresh each time."""
    bodies = [json.loads(entry.body) for entry in it.simulator.record]
    for body in bodies:
        body["reqhead"] = {
            name: value for name, value in body["reqhead"].items() if name == "uint32_sdkappid"
        }
    return bodies


async def row(it: Desk, kind: str, session_id: str = "1") -> LedgerRow:
    """The newest row of a kind."""
    return [entry for entry in await it.rows(session_id) if entry.kind == kind][-1]


async def refused_stop(it: Desk) -> str:
    """A recording whose stop the service refused."""
    session = await it.started()
    it.simulator.arm(operation="stop", code=30000201)
    await it.recorder.stop_session(session.id)
    return session.id


async def test_everything_that_was_asked_for_is_in_the_session(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.relays.overrun_hours = 2
        result = await it.recorder.start("Main", FULL)
        session = result.session
        assert session is not None
        assert session.target == Target("relay.example", APP, 990001, "bob", Source.SCREEN)
        assert (session.settings, session.profile, session.operator) == (ASKED, "Main", "Li")
        assert (session.overrun_hours, session.attempts, result.attempts) == (2, 1, 1)
        assert (result.outcome, result.problem) == (Outcome.ACCEPTED, None)
        assert [entry.operator for entry in await it.rows()] == ["Li", "Li"]


async def test_start_again_asks_for_the_very_same(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000411)
        await it.recorder.start("Main", FULL)
        again = await it.recorder.start_again("1")
        assert again.session is not None
        assert (again.session.id, again.session.settings) == ("1", ASKED)
        first, second = asked_of(it)
        assert first == second


async def test_guest_came_back_asks_for_the_very_same(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.enter(990001, "bob", camera=True, screen=True)
        await it.recorder.start("Main", FULL)
        it.simulator.leave(990001, "bob")
        it.simulator.enter(990001, "bob", camera=True, screen=True)
        back = await it.recorder.guest_came_back("1")
        assert back.session is not None
        assert (back.session.id, back.session.settings, back.session.state) == ("2", ASKED, State.RECORDING)
        first, second = asked_of(it)
        assert first == second


async def test_the_stop_of_a_session_asks_for_its_source_and_sdk_type(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.enter(990001, "bob", camera=True, screen=True)
        await it.recorder.start("Main", FULL)
        await it.recorder.stop_session("1")
        await it.recorder.stop("Main", ELSEWHERE)
        of_session, by_hand = asked_of(it)[1:]
        assert of_session == by_hand


async def test_a_stop_of_what_is_not_in_the_list_keeps_its_sdk_type(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        result = await it.recorder.stop("Main", ELSEWHERE)
        assert result.session is not None
        assert result.session.settings == StartOptions(sdk_type=SdkType.IOT)


async def test_nobody_knows_a_session_that_is_not_there(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        for unknown in (it.recorder.start_again, it.recorder.guest_came_back, it.recorder.stop_session):
            with pytest.raises(ValueError, match="no session 77"):
                await unknown("77")


async def test_unless_recording_sends_nothing_to_what_is_recording_and_says_which(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        result = await it.recorder.start("Main", START, unless_recording=True)
        assert isinstance(result.problem, AlreadyLive)
        assert (result.outcome, result.problem.session) == (Outcome.NOT_SENT, session)
        assert len(asked_of(it)) == 1
        await it.recorder.stop_session(session.id)
        again = await it.recorder.start("Main", START, unless_recording=True)
        assert again.outcome is Outcome.ACCEPTED


async def test_unless_recording_sends_a_further_start_of_what_nobody_knows(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", fault="drop_before")
        assert (await it.recorder.start("Main", START)).outcome is Outcome.UNKNOWN
        again = await it.recorder.start("Main", START, unless_recording=True)
        assert (again.outcome, again.attempts) == (Outcome.ACCEPTED, 2)
        assert it.sent == ["start", "start"]


async def test_unless_live_sends_nothing_to_what_is_recording(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.started()
        result = await it.recorder.start("Main", START, unless_live=True)
        assert result.problem is not None
        assert (result.outcome, result.problem.word) == (Outcome.NOT_SENT, LocalFailure.ALREADY_LIVE)
        assert it.sent == ["start"]


async def test_a_mark_is_kept_with_the_intent_and_the_outcome_with_its_answer(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.recorder.start("Main", START, mark={"batch": "b"})
        assert json.loads((await row(it, "intent")).detail) == {"batch": "b"}
        assert json.loads((await row(it, "answer")).detail)["outcome"] == "accepted"
        await it.recorder.stop("Main", STOP, mark={"batch": "c"})
        assert json.loads((await row(it, "intent")).detail) == {"batch": "c"}
        await it.recorder.start("Main", START)
        assert "outcome" not in json.loads((await row(it, "answer", "2")).detail)


async def test_a_decision_is_written_with_its_reason_and_told(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        known = await refused_stop(it)
        done = await it.recorder.settle(known, State.STOPPED, "asked the host")
        written = await row(it, "settled", known)
        assert (written.operator, written.reason) == ("Li", "asked the host")
        assert (done.state, done.settled_by, done.note) == (State.STOPPED, "Li", "asked the host")
        assert it.heard.sessions[-1] == done == await it.ledger.session(known)


async def test_a_decision_needs_no_reason(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        done = await it.recorder.settle(await refused_stop(it), State.STOPPED)
        assert (done.note, (await row(it, "settled", done.id)).reason) == ("", "")


async def test_handled_is_written_with_its_note_and_told(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        known = await refused_stop(it)
        done = await it.recorder.mark_handled(known, "told the host")
        written = await row(it, "handled", known)
        assert (written.operator, written.reason) == ("Li", "told the host")
        assert it.heard.sessions[-1] == done == await it.ledger.session(known)
        assert done.handled


async def test_between_two_tries_the_answer_and_the_new_intent_have_rows_of_their_own(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000404)
        result = await it.recorder.start("Main", START)
        assert (result.attempts, result.outcome) == (2, Outcome.ACCEPTED)
        rows = await it.rows()
        assert [entry.kind for entry in rows] == ["intent", "retry", "try", "answer"]
        assert {entry.operator for entry in rows} == {"Li"}
        retry, again = rows[1], rows[2]
        assert json.loads(retry.detail)["status"] == 200
        assert retry.session.failure is not None
        assert (retry.session.failure.code, retry.session.answered_at) == (30000404, retry.session.changed_at)
        assert (again.session.attempts, retry.session.attempts) == (2, 1)
        assert again.session.changed_at >= retry.session.changed_at
        assert it.heard.sessions == [entry.session for entry in rows]


@pytest.mark.parametrize(("operation", "kept"), [("start", State.FAILED), ("stop", State.RECORDING)])
async def test_a_retrys_failure_is_that_of_its_own_operation(
    tmp_path: Path, operation: str, kept: State
) -> None:
    async with desk(tmp_path) as it:
        if operation == "stop":
            await it.started()
        it.simulator.arm(operation=operation, code=30000404, times=3)  # type: ignore[arg-type]  # its word
        sent = it.recorder.start("Main", START) if operation == "start" else it.recorder.stop("Main", STOP)
        result = await sent
        failure = (await row(it, "retry")).session.failure
        assert failure is not None
        assert failure.operation is (Operation.START if operation == "start" else Operation.STOP)
        assert result.session is not None
        assert (result.session.state, result.attempts) == (kept, 3)


async def test_how_long_it_waits_and_for_what_is_told_while_it_does(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000404)
        await it.recorder.start("Main", START)
        names = [name for name, _ in it.heard.progress]
        told = [progress for _, progress in it.heard.progress]
        assert names == ["1"] * 4
        assert told[-1] is None
        first, counting, second = [progress for progress in told if progress is not None]
        assert first == Progress(Operation.START, Phase.ANSWER, 1, 3, first.since, first.until)
        assert first.until - first.since == pytest.approx(ANSWER_LIMIT_S)
        assert counting == replace(
            first, phase=Phase.RETRY, code=30000404, since=counting.since, until=counting.until
        )
        assert (second.phase, second.attempt, second.code) == (Phase.ANSWER, 2, None)


async def test_a_profile_that_leads_elsewhere_by_now_sends_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        session = await it.started()
        it.relays.host = "other.example"
        result = await it.recorder.stop_session(session.id)
        assert result.problem is not None
        assert (result.outcome, result.problem.word) == (Outcome.NOT_SENT, LocalFailure.PROFILE)
        assert "Main leads to another relay or app" in english(result.problem)
        assert it.sent == ["start"]


async def test_breaking_off_ends_a_countdown_and_waits_for_what_was_sent(tmp_path: Path) -> None:
    async with desk(tmp_path, COUNTED) as it:
        bulk = Bulk()
        it.simulator.arm(operation="start", code=30000404, delay_s=0.2)
        work = asyncio.create_task(it.recorder.start("Main", START, bulk=bulk))
        await until(lambda: len(it.simulator.record) == 1)
        bulk.break_off()
        result = await asyncio.wait_for(work, 5)
        assert (result.outcome, result.attempts) == (Outcome.REFUSED, 1)


async def test_a_bulk_that_is_no_longer_waited_for_leaves_what_was_sent_unknown(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        bulk = Bulk()
        it.simulator.arm(operation="start", delay_s=5)
        work = asyncio.create_task(it.recorder.start("Main", START, bulk=bulk))
        await until(lambda: len(it.simulator.record) == 1)
        bulk.stop_waiting()
        result = await asyncio.wait_for(work, 4)
        assert result.outcome is Outcome.UNKNOWN


async def test_what_an_earlier_panel_left_is_interrupted_in_the_name_of_who_found_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", delay_s=5)
        await it.dies_at(it.recorder.start("Main", START), lambda: len(it.sent) == 1)
    async with desk(tmp_path) as it:
        heard = Heard()
        later = Recorder(it.ledger, it.relays, SystemClock(), heard, operator="Wang", pacing=AT_ONCE)
        (found,) = await later.recover()
        assert (found.state, found.operator) == (State.UNKNOWN, "Li")
        assert (await row(it, "interrupted")).operator == "Wang"
        assert heard.sessions == [found]
        assert await later.recover() == ()


async def test_a_missing_profile_is_told_as_never_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        for result in (await it.recorder.start("Gone", START), await it.recorder.stop("Gone", STOP)):
            assert result.problem is not None
            assert (result.outcome, result.session, result.attempts) == (Outcome.NOT_SENT, None, 0)
            assert result.problem.delivery is Delivery.NEVER_SENT


async def test_a_first_start_that_never_left_bears_the_profile_that_was_to_send_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.simulator.close()
        result = await it.recorder.start("Main", START)
        assert result.outcome is Outcome.NOT_SENT
        assert result.session is not None
        assert result.session.profile == "Main"
