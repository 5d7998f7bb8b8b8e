"""Real ledgers of a team's desks, and rows that go from one to the other without a board."""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

from gui.core.foundation.enums import State
from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.session_json import json_of
from gui.core.ledger.travelling_row import FORM, RowId, SessionName, TravellingRow
from gui.core.sessions.apart import Name, TargetRow
from gui.core.sessions.keeper import HandOver, Keeper
from tests.support.core.ledger import opened, sql

CODES: Final = ("LI", "WA", "XU")
Shown = dict[Name, tuple[State, tuple[str, ...], tuple[Name, ...]]]
"""Of each session by its name in the team: state, file ids, and the rows that contradict each other."""


def desk_of(code: str) -> DeskIdentity:
    """Who a folder of this code is."""
    return DeskIdentity(f"{code.lower()}{'0' * 30}", code)


@asynccontextmanager
async def desks(folder: Path, *codes: str) -> AsyncIterator[list[Ledger]]:
    """Ledgers of desks with these codes, each in a folder of its own."""
    async with AsyncExitStack() as stack:
        found = []
        for code in codes:
            ledger = await stack.enter_async_context(opened(folder / code))
            await ledger.become_desk(desk_of(code))
            found.append(ledger)
        yield found


async def all_rows(ledgers: Sequence[Ledger]) -> list[TravellingRow]:
    """What all of them would send."""
    return [row for ledger in ledgers for row in await ledger.own_rows_after(0, 10_000)]


async def exchange(ledgers: Sequence[Ledger]) -> None:
    """As the board does it: each gets what it has not, desk by desk and row by row in order."""
    for source in ledgers:
        desk = await source.desk()
        assert desk is not None
        for ledger in ledgers:
            if ledger is not source:
                here = (await ledger.cursors()).get(desk.id, 0)
                await ledger.take_rows(await source.own_rows_after(here))


async def give_in_any_order(ledger: Ledger, rows: Sequence[TravellingRow], chance: random.Random) -> None:
    """All of them, in any order and in pieces of any length; some come twice."""
    left = list(rows) + chance.choices(list(rows), k=len(rows) // 4)
    chance.shuffle(left)
    while left:
        size = chance.choice((1, 1, 2, 5, 128))
        piece, left = left[:size], left[size:]
        await ledger.take_rows(piece)


async def shown(ledger: Ledger) -> Shown:
    """What a ledger shows."""
    desk = await ledger.desk()
    assert desk is not None
    aliases = {str(one): (str(of), int(str(number))) for one, of, number in _aliases(ledger.folder)}
    return {
        aliases.get(one.id, (desk.id, int(one.id))): (
            one.state,
            one.file_ids,
            tuple((witness.desk, witness.row) for witness in one.apart),
        )
        for one in await ledger.sessions()
    }


async def hands(ledger: Ledger) -> dict[Name, tuple[Keeper | None, HandOver | None]]:
    """Who took each session over, and to whom it is handed, in the eyes of a desk that began none."""
    names = {str(one): (str(of), int(str(number))) for one, of, number in _aliases(ledger.folder)}
    return {names[one.id]: (one.taken_by, one.offer) for one in await ledger.sessions()}


def _aliases(folder: Path) -> list[tuple[object, ...]]:
    return sql(folder, "SELECT session_id, desk, number FROM alias")


def travelling(fact: TargetRow) -> TravellingRow:
    """A row of a history as a desk would send it; each desk's name stands for its id."""
    session = fact.session
    return TravellingRow(
        RowId(*fact.id),
        SessionName(*fact.name),
        FORM,
        session.target.key,
        tuple(RowId(*one) for one in fact.parents),
        fact.kind,
        session.state.value,
        session.live or session.needs_attention(session.changed_at),
        session.changed_at.isoformat(),
        fact.operator,
        f'{{"session": {json_of(session)}, "process": "p", "reason": "", "detail": {{}}}}',
    )
