"""Rows that this desk wrote, as they go to the other desks of its team, and how it becomes one.

Runs on the ledger's thread, over the connection that database.py holds.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final

from gui.core.ledger.desk_identity import DeskIdentity
from gui.core.ledger.queries import session_queries
from gui.core.ledger.rows import Note
from gui.core.ledger.team_rows.merging import DERIVED
from gui.core.ledger.team_rows.own_desks import NOBODY, OwnDesks, become
from gui.core.ledger.team_rows.row_names import RowName, names_in
from gui.core.ledger.travelling_row import FORM, RowId, SessionName, TravellingRow
from gui.core.ledger.writer import LedgerWriter
from gui.core.sessions.session import PRACTICE_KEYS

Execute = Callable[[str, tuple[object, ...]], Iterable[tuple[object, ...]]]
"""Runs one statement."""

_COLUMNS: Final = (
    "SELECT entry.row, entry.session_id, at, kind, operator, process, reason, detail, session, parents,"
    " newest.target, alias.desk, alias.number FROM entry JOIN newest ON newest.session_id = entry.session_id"
    " LEFT JOIN alias ON alias.session_id = entry.session_id"
)
_IN_ORDER: Final = " ORDER BY entry.row LIMIT ?"
_SHARED: Final = f"newest.target NOT LIKE '{PRACTICE_KEYS}%'"
"""Practice is another service at each desk: what is done there is nobody else's."""
_OF_THE_TEAM: Final = (
    f"{_COLUMNS} WHERE entry.row > ? AND entry.desk IS NULL AND parents IS NOT NULL AND {_SHARED} {_IN_ORDER}"
)
"""Written since it is a desk of a team: from an index, whatever lies between them."""
_OWN: Final = f"entry.desk IS NULL AND kind <> '{DERIVED}'"
_EARLIER: Final = f"{_COLUMNS} WHERE entry.row > ? AND entry.row < ? AND {_OWN} AND {_SHARED} {_IN_ORDER}"
_FIRST_OF_THE_TEAM: Final = "SELECT MIN(row) FROM entry WHERE desk IS NULL AND parents IS NOT NULL"
_LAST_OF_THE_TEAM: Final = "SELECT MAX(row) FROM entry WHERE desk IS NULL AND parents IS NOT NULL"
_SENT_BEFORE: Final = "SELECT COALESCE(MAX(row), 0) FROM desk WHERE id = ?"
_LAST_EARLIER: Final = f"SELECT MAX(row) FROM entry WHERE {_OWN}"
_BEFORE_IT: Final = (
    "SELECT MAX(entry.row) FROM newest JOIN entry ON entry.session_id = newest.session_id"
    f" WHERE target = ? AND entry.row < ? AND {_OWN}"
)
_FILL_ASKED: Final = (
    "UPDATE newest SET asked = COALESCE((SELECT strftime('%Y-%m-%dT%H:%M:%f',"
    " json_extract(session, '$.asked_at')) FROM entry WHERE entry.row = newest.row"
    " AND json_valid(session)), '0') WHERE asked = '' AND number > ? AND number <= ?"
)
_NO_ROW: Final = 1 << 62


def own_rows_after(execute: Execute, row: int, limit: int) -> tuple[TravellingRow, ...]:
    """See Ledger.own_rows_after."""
    own = OwnDesks(execute)
    if own.current is None:
        return ()
    after = max(row, own.since)
    ((first,),) = execute(_FIRST_OF_THE_TEAM, ())
    found = list(execute(_EARLIER, (after, first or _NO_ROW, limit)))
    found += execute(_OF_THE_TEAM, (after, limit - len(found)))
    return tuple(_travelling(execute, own, values) for values in found)


def desk(execute: Execute) -> DeskIdentity | None:
    """See Ledger.desk."""
    return OwnDesks(execute).current


def last_own_row(execute: Execute) -> int:
    """See Ledger.last_own_row."""
    own = OwnDesks(execute)
    # What it sent before it left the team, and joined it again.
    ((before,),) = execute(_SENT_BEFORE, ("" if own.current is None else own.current.id,))
    for query in (_LAST_OF_THE_TEAM, _LAST_EARLIER):
        ((found,),) = execute(query, ())
        if found is not None:
            return int(str(found)) if int(str(found)) > own.since else int(str(before))
    return int(str(before))


def cursors(execute: Execute) -> dict[str, int]:
    """See Ledger.cursors."""
    current = OwnDesks(execute).current
    found = {str(desk): int(str(row)) for desk, row in execute("SELECT id, row FROM desk", ())}
    return {desk: row for desk, row in found.items() if current is None or desk != current.id}


def fill_asked(execute: Execute, after: int, until: int) -> None:
    """Note when sessions were asked for: their numbers tell no order any more once others' come between."""
    execute(_FILL_ASKED, (after, until))


def become_desk(
    execute: Execute, writer: LedgerWriter, desk: DeskIdentity, after: int | None, filled: int
) -> None:
    """See Ledger.become_desk."""

    def join() -> None:
        first = not OwnDesks(execute).ever
        if first:
            from gui.core.ledger.team_rows.again import forget_the_way_back

            forget_the_way_back(execute)
        number = writer.next_number() - 1
        fill_asked(execute, filled, number)
        become(execute, desk, after, (writer.row, number))
        writer.go_on_in_a_team()
        if not first or OwnDesks(execute).since < writer.row:
            return
        # What lies before is not shared; what is open is.
        for session in session_queries.sessions(execute, session_queries.WHERE_LIVE, ()):
            writer.write(session, Note("shared", session.operator, datetime.now(UTC)))
            # Of one target, each follows the one before.
            writer.leave()
            writer.write_pending()

    writer.alone(join)


def _travelling(execute: Execute, own: OwnDesks, values: tuple[object, ...]) -> TravellingRow:
    row, number = int(str(values[0])), str(values[1])
    at, kind, operator, process, reason, detail, text = (str(value) for value in values[2:9])
    parents, target, home, begun = values[9:]
    session = session_queries.of_row(execute, text, row)
    name = own.session_name(int(number)) if home is None else SessionName(str(home), int(str(begun)))
    still_open = session is None or session.live or session.needs_attention(datetime.fromisoformat(at))
    words = f'"process":{json.dumps(process)},"reason":{json.dumps(reason, ensure_ascii=False)}'
    return TravellingRow(
        id=own.id_of(RowName("", row)),
        session=name,
        form=FORM,
        target=str(target),
        parents=_parents(execute, own, row, str(target), parents),
        kind=kind,
        state="" if session is None else session.state.value,
        still_open=still_open,
        at=at,
        operator=operator,
        body=f'{{"session":{text},{words},"detail":{detail}}}',
    )


def _parents(execute: Execute, own: OwnDesks, row: int, target: str, parents: object) -> tuple[RowId, ...]:
    """What is older than what this desk shares is nobody's to wait for."""
    if parents is None:
        ((before,),) = execute(_BEFORE_IT, (target, row))
        named: tuple[RowName, ...] = () if before is None else (RowName("", int(str(before))),)
    else:
        named = names_in(str(parents))
    ids = (own.id_of(name) for name in named)
    return tuple(one for one in ids if one.desk != NOBODY)
