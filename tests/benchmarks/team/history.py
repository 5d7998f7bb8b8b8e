"""Rows of a desk's past as it would send them, and a board that has them."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from gui.core.foundation.enums import Operation, Source, State
from gui.core.ledger.session_json import json_of
from gui.core.ledger.travelling_row import FORM, RowId, SessionName, TravellingRow
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import EndedBy, Session, Target
from gui.core.team import board as product
from gui.core.team.board_rows import APPEND, columns_of
from gui.core.team.own_desk import REGISTER
from tests.support.team.desks import TeamBoard

WRITER: Final = "c" * 32
"""The desk whose past it is."""
ROWS_OF_A_SESSION: Final = 4
_AT_ONCE: Final = 16
"""Recordings that run at the same time: their rows lie among each other."""
_SENT_AT_ONCE: Final = 500
_PACKET: Final = {"packet": {"room": 10001, "user": "student000001", "seq": 12345, "tags": ["maths"]}}


def past(rows: int) -> list[TravellingRow]:
    """So many rows: each recording has the intents and the answers of its start and its stop."""
    found: list[TravellingRow] = []
    for first in range(1, rows // ROWS_OF_A_SESSION + 1, _AT_ONCE):
        courses = {number: _course(number) for number in range(first, first + _AT_ONCE)}
        before: dict[int, tuple[RowId, ...]] = {}
        for step in range(ROWS_OF_A_SESSION):
            for number, course in courses.items():
                row = RowId(WRITER, len(found) + 1)
                session = replace(course[step], id=str(number), row=row.row, first_row=row.row)
                kind = "answer" if step % 2 else "intent"
                found.append(_row(row, session, kind, before.get(number, ())))
                before[number] = (row,)
    return found[:rows]


def _row(row: RowId, session: Session, kind: str, parents: tuple[RowId, ...]) -> TravellingRow:
    words = json.dumps({"process": "4711", "reason": ""})[1:-1]
    return TravellingRow(
        row,
        SessionName(WRITER, int(session.id)),
        FORM,
        session.target.key,
        parents,
        kind,
        session.state.value,
        session.live,
        session.changed_at.isoformat(),
        session.operator,
        f'{{"session":{json_of(session)},{words},"detail":{json.dumps(_PACKET)}}}',
    )


def _course(number: int) -> tuple[Session, ...]:
    asked = datetime(2026, 3, 1, 8, tzinfo=UTC) + timedelta(seconds=40 * number)
    accepted, ended = asked + timedelta(seconds=0.2), asked + timedelta(minutes=45)
    whom = Target("relay.example", 1400000000, 10_000 + number, f"student{number:06}", Source.CAMERA)
    options = StartOptions(f"{whom.room}_{whom.account}", ("maths", "grade 3"))
    begun = Session(whom, "Main", State.STARTING, "Li", asked, asked, options, attempts=1)
    recording = replace(
        begun,
        state=State.RECORDING,
        changed_at=accepted,
        accepted_at=accepted,
        confirmed_at=accepted,
        answered_at=accepted,
    )
    stopping = replace(recording, state=State.STOPPING, operation=Operation.STOP, changed_at=ended)
    stopped = replace(
        stopping,
        state=State.STOPPED,
        confirmed_at=ended,
        ended_at=ended,
        answered_at=ended,
        ended_by=EndedBy.ANSWER,
        file_ids=(f"5285890{10_000_000_000 + number}",),
    )
    return begun, recording, stopping, stopped


@asynccontextmanager
async def held_back(
    board: TeamBoard, rows: Sequence[TravellingRow], code: str
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """The board has these rows in a transaction that is open: what is given lets everyone see them at once.

    :param code: whose invitation their desk used.
    """
    connection = await product.connect(board.login(code))
    try:
        # The rows bear the writer's own id.
        await connection.row(REGISTER, WRITER, "Li", "0", "0")
        await connection.run("BEGIN")
        for first in range(0, len(rows), _SENT_AT_ONCE):
            sent = columns_of(rows[first : first + _SENT_AT_ONCE])
            await connection.rows(APPEND, WRITER, *sent, [], [], limit_s=30)
        yield lambda: connection.run("COMMIT", limit_s=30)
    finally:
        await connection.close()
