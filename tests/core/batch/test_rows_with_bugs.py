"""A bug that strikes one row of a batch: that row has its outcome, and all the others have theirs."""

from pathlib import Path

import pytest

from gui.core.batch.results import RowResult
from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted, Packet
from tests.support.core.batches import batch_of, fill, opened, ran
from tests.support.core.recorder_setup import Desk, desk, in_flight
from tests.support.core.told import english

ACCEPTED, UNKNOWN, NOT_SENT = Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.NOT_SENT


def breaks_for(it: Desk, monkeypatch: pytest.MonkeyPatch, account: str, *, after_sending: bool) -> None:
    """The client has a bug with this user's packets."""
    client = it.relays.one
    send = client.send

    async def broken(packet: Packet, random: int, exchange: Exchange) -> Accepted:
        if packet.reqhead.rpt_to_Account != [account]:
            return await send(packet, random, exchange)
        if after_sending:
            await send(packet, random, exchange)
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(client, "send", broken)


@pytest.mark.parametrize(
    ("after_sending", "outcome", "word"),
    [(False, NOT_SENT, LocalFailure.PANEL_BUG), (True, UNKNOWN, LocalFailure.PANEL_BUG_AFTER)],
)
@pytest.mark.parametrize("operation", [Operation.START, Operation.STOP])
async def test_the_row_with_the_bug_is_told_by_name_and_the_others_go_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    operation: Operation,
    after_sending: bool,
    outcome: Outcome,
    word: LocalFailure,
) -> None:
    async with desk(tmp_path) as it:
        fill(it, 12)
        if operation is Operation.STOP:
            await ran(it, batch_of(12))
        breaks_for(it, monkeypatch, "student05", after_sending=after_sending)
        async with opened(it, batch_of(12, operation)) as run:
            await run.run()
        assert [r.outcome for r in run.results] == [ACCEPTED] * 4 + [outcome] + [ACCEPTED] * 7
        problem = run.results[4].problem
        assert problem is not None
        assert (problem.word, english(problem)) == (word, "a fault of the panel itself: ZeroDivisionError")
        assert [type(bug) for bug in run.bugs] == [ZeroDivisionError]
        assert (run.ended_by, run.progress.left, in_flight(tmp_path)) == (None, 0, 0)


async def test_a_row_that_a_bug_kept_from_being_sent_goes_out_with_the_same_file_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        fill(it, 3)
        with monkeypatch.context() as broken:
            breaks_for(it, broken, "student02", after_sending=False)
            assert await ran(it, batch_of(3)) == [ACCEPTED, NOT_SENT, ACCEPTED]
        assert await ran(it, batch_of(3)) == [ACCEPTED] * 3
        assert len(it.sent) == 3


async def test_a_row_that_may_have_been_sent_when_the_bug_struck_is_not_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        fill(it, 3)
        with monkeypatch.context() as broken:
            breaks_for(it, broken, "student02", after_sending=True)
            assert await ran(it, batch_of(3)) == [ACCEPTED, UNKNOWN, ACCEPTED]
        assert await ran(it, batch_of(3)) == [ACCEPTED, UNKNOWN, ACCEPTED]
        assert len(it.sent) == 3


async def test_a_row_whose_intent_meets_a_bug_is_not_sent_and_the_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as it:
        fill(it, 4)
        begin = it.ledger.begin

        async def broken(key: str, *arguments: object, **others: object) -> object:
            if "student03" in key:
                raise RuntimeError("a bug")
            return await begin(key, *arguments, **others)  # type: ignore[arg-type]  # passed on as they are

        monkeypatch.setattr(it.ledger, "begin", broken)
        assert await ran(it, batch_of(4)) == [ACCEPTED, ACCEPTED, NOT_SENT, ACCEPTED]
        assert len(it.sent) == 3


async def test_whoever_listens_with_a_bug_takes_no_row_along(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        fill(it, 4)

        def broken(result: RowResult | None) -> None:
            if result is not None and result.row.line == 3:
                raise KeyError("a bug")

        async with opened(it, batch_of(4)) as run:
            run.listener = broken
            await run.run()
        assert [result.outcome for result in run.results] == [ACCEPTED] * 4
        assert {s.state for s in await it.ledger.sessions()} == {State.RECORDING}
        assert [type(bug) for bug in run.bugs] == [KeyError]
