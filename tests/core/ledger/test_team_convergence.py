"""Ledgers of several desks end up showing the same, however the rows of the others come."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Busy, Note
from gui.core.sessions import apart
from gui.core.sessions.conclude import conclude
from gui.core.sessions.session import Session, Target
from gui.core.sessions.settle import may_settle, settled
from gui.core.sessions.state_table import Opening
from tests.harness.team_desk import TRUE_RULES, shown_by
from tests.harness.team_histories import TeamHistory, World
from tests.support.core.ledger import NOW, begin, opened, start_of, stop_of, target
from tests.support.core.team_ledgers import (
    CODES,
    Shown,
    all_rows,
    desk_of,
    desks,
    exchange,
    give_in_any_order,
    hands,
    shown,
    travelling,
)

ANSWERS = (
    None,
    None,
    Problem(Delivery.ANSWERED, code=30000404),
    Problem(Delivery.ANSWERED, code=30000413),
    Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT),
    Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT),
)


def as_shown(merge: apart.Merge) -> Shown:
    return {
        name: (one.session.state, one.session.file_ids, tuple((w.desk, w.row) for w in one.session.apart))
        for name, one in merge.sessions.items()
    }


@pytest.mark.parametrize("seed", range(25))
async def test_a_ledger_shows_what_the_merge_says_in_whatever_order_the_rows_come(
    tmp_path: Path, seed: int
) -> None:
    history, chance = TeamHistory(seed, World(quick=0.4), TRUE_RULES), random.Random(seed)
    history.play()
    history.end()
    rows = [travelling(fact) for fact in history.board.values()]
    async with opened(tmp_path) as ledger:
        await ledger.become_desk(desk_of("XU"))
        await give_in_any_order(ledger, rows, chance)
        assert await shown(ledger) == as_shown(shown_by(history.board.values()))
        latest = {name: max(row for desk, row in history.board if desk == name) for name, _ in history.board}
        assert await ledger.cursors() == latest


@pytest.mark.parametrize("seed", range(12))
async def test_whose_a_recording_is_follows_from_the_rows_in_whatever_order_they_come(
    tmp_path: Path, seed: int
) -> None:
    history = TeamHistory(seed, World(decisions=0.6, hands=0.8), TRUE_RULES)
    chance = random.Random(seed)
    history.play()
    history.end()
    said = {name: one.session for name, one in shown_by(history.board.values()).sessions.items()}
    async with opened(tmp_path) as ledger:
        await ledger.become_desk(desk_of("XU"))
        await give_in_any_order(ledger, [travelling(fact) for fact in history.board.values()], chance)
        assert await hands(ledger) == {name: (one.taken_by, one.offer) for name, one in said.items()}


async def work(ledger: Ledger, found: Target, chance: random.Random) -> None:
    """One request, with its answer; or a decision."""
    stop = chance.random() < 0.5
    plan = stop_of(found) if stop else start_of(found)
    live = [one for one in await ledger.sessions() if one.target == found]
    if live and chance.random() < 0.2:
        one = chance.choice(live)
        if may_settle(one, State.STOPPED):
            note = Note("settled", "Li", NOW)
            await ledger.change(one.id, lambda now: settled(now, State.STOPPED, "Li", "seen", NOW), note)
        return
    try:
        opening = await ledger.begin(found.key, plan, Note("intent", "Li", NOW), live_first=stop)
    except Busy:
        return
    problem = chance.choice(ANSWERS)
    files = (f"f{chance.randrange(1000)}",) if stop and problem is None else ()
    done = conclude(opening, opening.session, problem, files, NOW)
    await ledger.end(done, Note("answer", "Li", NOW))


@pytest.mark.parametrize("seed", range(8))
async def test_three_desks_that_work_apart_and_together_end_up_alike(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with desks(tmp_path, *CODES) as ledgers:
        for _ in range(30):
            await work(chance.choice(ledgers), target(chance.choice((1, 1, 2))), chance)
            if chance.random() < 0.4:
                await exchange(chance.sample(ledgers, 2))
        rows = await all_rows(ledgers)
        for ledger in ledgers:
            desk = await ledger.desk()
            others = [row for row in rows if desk is not None and row.id.desk != desk.id]
            await give_in_any_order(ledger, others, chance)
        first, *rest = [await shown(ledger) for ledger in ledgers]
        assert rest == [first] * 2
        assert len(first) > 3
        async with opened(tmp_path / "late") as late:
            await late.become_desk(desk_of("ZZ"))
            await give_in_any_order(late, rows, chance)
            assert await shown(late) == first


async def test_a_recording_of_a_colleague_is_there_and_can_be_stopped(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        opening = await begin(li)
        await li.end((replace(opening.session, state=State.RECORDING),), Note("answer", "Li", NOW))
        await exchange([li, wang])
        (seen,) = await wang.open_sessions()
        assert (seen.state, seen.desk, seen.apart) == (State.RECORDING, desk_of("LI").id, ())
        stop = await wang.begin(target().key, stop_of(target()), Note("intent", "Wang", NOW), live_first=True)
        assert (stop.session.id, stop.session.operation) == (seen.id, Operation.STOP)
        ended = replace(stop.session, state=State.STOPPED, file_ids=("f1",))
        await wang.end((ended,), Note("answer", "Wang", NOW))
        await exchange([li, wang])
        (stopped,) = await li.sessions()
        assert (stopped.id, stopped.state, stopped.file_ids, stopped.desk) == (
            "1",
            State.STOPPED,
            ("f1",),
            "",
        )


async def test_a_start_that_a_colleague_has_under_way_is_open_for_whoever_goes_on(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        begun = await begin(li)
        await li.add(replace(begun.session, attempts=1), Note("intent", "Li", NOW), answered=False)
        await exchange([li, wang])
        found: list[Session | None] = []

        def plan(newest: Session | None) -> Opening:
            found.append(newest)
            raise ValueError("looked")

        with pytest.raises(ValueError, match="looked"):
            await wang.begin(target().key, plan, Note("intent", "Wang", NOW))
        (newest,) = found
        assert newest is not None
        assert (newest.state, newest.open_attempt) == (State.UNKNOWN, True)
