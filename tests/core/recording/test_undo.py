"""Undo at a desk: who took back what stands in the ledger, nothing is sent, and nobody's work is undone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import tried
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.presentation.session_details import row_text
from gui.core.protocol.request import StartRequest
from gui.core.sessions.session import DecisionRefused, Session
from gui.core.sessions.settle import handled
from tests.support.core.ledger import NOW, opened
from tests.support.core.recorder_setup import START, Desk, desk
from tests.support.core.team_ledgers import desk_of, exchange

REFUSED = StartRequest(room=990003, account="dan", file_name="lesson")
UNCONFIRMED = StartRequest(room=990002, account="carol", file_name="lesson")


async def started(it: Desk, request: StartRequest, becomes: State) -> Session:
    result = await it.recorder.start("Main", request)
    assert result.session is not None
    assert result.session.state is becomes
    return result.session


async def unconfirmed(it: Desk) -> Session:
    """A start whose answer was lost on its way."""
    it.simulator.arm(fault="drop_after")
    return await started(it, UNCONFIRMED, State.UNKNOWN)


async def test_a_mark_as_recording_is_taken_back_by_a_row_with_the_operator(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        unknown = await unconfirmed(it)
        sent = list(it.sent)
        decided = await it.recorder.settle(unknown.id, State.RECORDING, "the host says so")
        it.recorder.operator = "Wang"
        back = await it.recorder.undo(unknown.id, decided.row)

        assert back == replace(unknown, row=decided.row + 1)
        assert it.heard.sessions[-1] == back
        last = (await it.rows(unknown.id))[-1]
        assert (last.kind, last.operator) == ("undone", "Wang")
        assert it.sent == sent
        assert row_text(last, Messages("en")).what == "mark undone"
        assert row_text(last, Messages("zh_CN")).what == "标记已撤销"
        assert [one.kind for one in tried(await it.rows(unknown.id))][-2:] == ["settled", "undone"]


async def test_what_has_come_back_can_be_decided_and_taken_back_once_more(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        unknown = await unconfirmed(it)
        for state in (State.RECORDING, State.STOPPED):
            decided = await it.recorder.settle(unknown.id, state)
            back = await it.recorder.undo(unknown.id, decided.row)
            assert replace(back, row=unknown.row) == unknown


async def test_a_handled_failure_needs_attention_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        failed = await started(it, REFUSED, State.FAILED)
        decided = await it.recorder.mark_handled(failed.id, "told the customer")
        back = await it.recorder.undo(failed.id, decided.row)
        assert (back.handled, back.note, back.changed_at) == (False, "", failed.changed_at)
        assert [one.id for one in await it.ledger.open_sessions()] == [failed.id]


async def test_after_a_later_row_of_the_session_nothing_is_written(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        unknown = await unconfirmed(it)
        decided = await it.recorder.settle(unknown.id, State.RECORDING)
        await it.recorder.stop_session(unknown.id)
        last = await it.ledger.last_row()
        with pytest.raises(DecisionRefused):
            await it.recorder.undo(unknown.id, decided.row)
        assert await it.ledger.last_row() == last


async def test_after_a_new_recording_of_the_target_nothing_is_written(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        unknown = await unconfirmed(it)
        decided = await it.recorder.settle(unknown.id, State.STOPPED)
        await it.recorder.start("Main", UNCONFIRMED)
        last = await it.ledger.last_row()
        with pytest.raises(DecisionRefused):
            await it.recorder.undo(unknown.id, decided.row)
        assert await it.ledger.last_row() == last
        assert (await it.rows(unknown.id))[-1].session.state is State.STOPPED


async def test_another_target_may_go_on_meanwhile(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        failed = await started(it, REFUSED, State.FAILED)
        decided = await it.recorder.mark_handled(failed.id, "")
        await started(it, START, State.RECORDING)
        assert not (await it.recorder.undo(failed.id, decided.row)).handled


async def test_marks_set_at_once_on_one_target_are_taken_back_together(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        failed = [await started(it, REFUSED, State.FAILED) for _ in range(2)]
        rows = [(await it.recorder.mark_handled(one.id, "")).row for one in failed]
        with pytest.raises(DecisionRefused):
            await it.recorder.undo(failed[0].id, rows[0])
        written = await it.recorder.undo(failed[1].id, rows[1])
        back = await it.recorder.undo(failed[0].id, rows[0], {*rows, written.row})
        assert not back.handled


# In a team.


@asynccontextmanager
async def failed_at_a_desk_with_a_colleague(folder: Path) -> AsyncIterator[tuple[Desk, Ledger, Session]]:
    """Wang's desk, Li's ledger, and a failure of Wang's that both know."""
    async with desk(folder / "WA") as it, opened(folder / "LI") as li:
        await it.ledger.become_desk(desk_of("WA"))
        await li.become_desk(desk_of("LI"))
        failed = await started(it, REFUSED, State.FAILED)
        await exchange([it.ledger, li])
        yield it, li, failed


async def li_marks_it_too(it: Desk, li: Ledger) -> None:
    """Li has not heard of what Wang marked; that reaches Wang, and changes nothing in the list."""
    (theirs,) = await li.sessions()
    await li.change(theirs.id, lambda found: handled(found, "I called them", NOW), Note("handled", "Li", NOW))
    (shown,) = await it.ledger.sessions()
    await exchange([it.ledger, li])
    assert (await it.ledger.sessions())[0].note == shown.note


async def test_a_colleague_s_row_that_came_beside_a_mark_keeps_it_from_being_undone(tmp_path: Path) -> None:
    async with failed_at_a_desk_with_a_colleague(tmp_path) as (it, li, failed):
        decided = await it.recorder.mark_handled(failed.id, "told the customer")
        await li_marks_it_too(it, li)
        last = await it.ledger.last_row()
        with pytest.raises(DecisionRefused):
            await it.recorder.undo(failed.id, decided.row)
        assert await it.ledger.last_row() == last


async def test_an_undo_puts_back_what_was_shown_and_not_a_colleague_s_row(tmp_path: Path) -> None:
    async with failed_at_a_desk_with_a_colleague(tmp_path) as (it, li, failed):
        await it.recorder.mark_handled(failed.id, "told the customer")
        await li_marks_it_too(it, li)
        again = await it.recorder.mark_handled(failed.id, "and the host")
        assert (await it.recorder.undo(failed.id, again.row)).note == "told the customer"


async def test_a_failure_that_a_success_has_cleared_does_not_wake_up(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(code=30000411)
        failed = await started(it, START, State.FAILED)
        await started(it, START, State.RECORDING)
        decided = await it.recorder.mark_handled(failed.id, "")
        with pytest.raises(DecisionRefused):
            await it.recorder.undo(failed.id, decided.row)


async def test_a_request_is_never_undone(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        recording = await it.started()
        for row in await it.rows(recording.id):
            with pytest.raises(DecisionRefused):
                await it.recorder.undo(recording.id, row.row)
        assert await it.kinds() == ["intent", "answer"]
        assert it.sent == ["start"]


async def test_two_undos_of_one_mark_write_one_row(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        failed = await started(it, REFUSED, State.FAILED)
        decided = await it.recorder.mark_handled(failed.id, "")
        twice = (it.recorder.undo(failed.id, decided.row) for _ in range(2))
        done = await asyncio.gather(*twice, return_exceptions=True)
        assert [isinstance(one, Problem | DecisionRefused) for one in done].count(True) == 1
        assert (await it.kinds(failed.id)).count("undone") == 1
