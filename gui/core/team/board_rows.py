"""Rows of the ledger as the board has them, and back."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from gui.core.ledger.travelling_row import RowId, SessionName, TravellingRow
from gui.core.team.board import BoardRow

PAGE: Final = 128
"""So many rows go in one statement, either way: a claim never waits for more."""
PAGE_LETTERS: Final = 256 * 1024
"""And so much of their bodies, but for a single row."""

_COLUMNS: Final = "row, form, home_desk, home_number, target, parents, kind, state, open, at, operator, body"
APPEND: Final = f"""
WITH sent AS (
    INSERT INTO board.entry (desk, {_COLUMNS})
    SELECT $1, n.row::bigint, n.form::integer, n.home_desk, n.home_number::bigint, n.target, n.parents,
        n.kind, n.state, n.open::boolean, n.at, n.operator, n.body
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::text[], $13::text[]) AS n ({_COLUMNS})
    RETURNING 1)
SELECT (SELECT count(*) FROM sent),
    (SELECT count(board.release($1, c.process, c.target))
        FROM unnest($14::text[], $15::text[]) AS c (process, target))
"""
"""Rows of one desk, and the end of the claims that they conclude, in one transaction."""
NEXT: Final = f"""
SELECT e.desk, e.row, e.form, e.home_desk, e.home_number, e.target, e.parents, e.kind, e.state, e.open, e.at,
    e.operator, e.body, e.received
FROM unnest($1::text[], $2::text[]) AS v (desk, past)
CROSS JOIN LATERAL (
    SELECT desk, {_COLUMNS}, received FROM board.entry AS o
    WHERE o.desk = v.desk AND o.row > v.past::bigint ORDER BY o.row LIMIT $3::text::bigint) AS e
"""
"""The next rows of some desks, of each the first ones past its cursor, and when they came."""
THESE: Final = f"""
SELECT o.desk, {_COLUMNS.replace("row,", "o.row,", 1)} FROM board.entry AS o
WHERE o.desk = $1 AND o.row = ANY ($2::text[]::bigint[])
"""
HEADS: Final = """
SELECT d.id, d.clock_s, m.invited,
    coalesce((SELECT max(e.row) FROM board.entry AS e WHERE e.desk = d.id), 0) AS row
FROM board.desk AS d LEFT JOIN board.member AS m ON m.role = d.role
"""
"""Of each desk its newest row (50 look-ups in an index for 50 desks), its clock, and when it was invited."""
STANDING: Final = """
SELECT t.least_form, d.id IS NOT NULL AS known,
    greatest(d.last_row, (SELECT max(e.row) FROM board.entry AS e WHERE e.desk = d.id)) AS row,
    d.shared_after, d.gone IS NOT NULL AS gone
FROM board.team AS t LEFT JOIN board.desk AS d ON d.id = $1
"""
"""Which panels the board is for, and what it has of a desk, if it knows it."""
DESKS: Final = "board.desk AS d LEFT JOIN board.member AS m ON m.role = d.role"
FORMER: Final = "(d.gone IS NOT NULL OR m.removed IS NOT NULL)"
"""Of :data:`DESKS`, whether one is in the team no more: its folder left, or it was removed."""
WATERMARK: Final = """
SELECT greatest(d.last_row, (SELECT max(e.row) FROM board.entry AS e WHERE e.desk = d.id)) AS row,
    d.shared_after, d.pruned_row FROM board.desk AS d WHERE d.id = $1
"""
"""What the board has, or had, of a desk."""


def page_of(rows: Sequence[TravellingRow]) -> Sequence[TravellingRow]:
    """The first rows, as many as one statement is to hold."""
    letters = 0
    for number, row in enumerate(rows):
        letters += len(row.body)
        if letters > PAGE_LETTERS and number:
            return rows[:number]
    return rows


def columns_of(rows: Sequence[TravellingRow]) -> tuple[list[str], ...]:
    """The rows as columns, in the order of :data:`APPEND`; all of them text that PostgreSQL takes."""
    return tuple([value.replace("\0", "\ufffd") for value in column] for column in _columns(rows))


def _columns(rows: Sequence[TravellingRow]) -> tuple[list[str], ...]:
    return (
        [str(row.id.row) for row in rows],
        [str(row.form) for row in rows],
        [row.session.desk for row in rows],
        [str(row.session.number) for row in rows],
        [row.target for row in rows],
        [" ".join(f"{desk}/{number}" for desk, number in row.parents) for row in rows],
        [row.kind for row in rows],
        [row.state for row in rows],
        [str(row.still_open).lower() for row in rows],
        [row.at for row in rows],
        [row.operator for row in rows],
        [row.body for row in rows],
    )


def row_of(
    found: BoardRow, ahead_s: float = 0.0, came: datetime | None = None, invited: datetime | None = None
) -> TravellingRow:
    """A row of the board as it travels on; the rest as :class:`TravellingRow` has it."""
    return TravellingRow(
        RowId(text(found, "desk"), whole(found, "row")),
        SessionName(text(found, "home_desk"), whole(found, "home_number")),
        whole(found, "form"),
        text(found, "target"),
        tuple(row_ids(text(found, "parents"))),
        text(found, "kind"),
        text(found, "state"),
        bool(found["open"]),
        text(found, "at"),
        text(found, "operator"),
        text(found, "body"),
        ahead_s,
        came,
        invited,
    )


def fresh_row_of(found: BoardRow, desk: BoardRow | None, own_clock_s: float) -> TravellingRow:
    """A row of :data:`NEXT`: how far the clock is off that its times are by, and when it came.

    :param desk: its desk as of :data:`HEADS`; None where nothing is known of that.
    :param own_clock_s: the board's clock less this computer's.
    """
    came, off = found["received"], timedelta(seconds=own_clock_s)
    invited = None if desk is None else desk["invited"]
    return row_of(
        found,
        0.0 if desk is None else seconds_ahead(desk, own_clock_s),
        came - off if isinstance(came, datetime) else None,
        invited - off if isinstance(invited, datetime) else None,
    )


def row_ids(listed: str) -> list[RowId]:
    """Ids of rows as they are written on the board, which takes no others: ``desk/row desk/row``."""
    return [RowId(desk, int(number)) for desk, _, number in (one.rpartition("/") for one in listed.split())]


def text(found: BoardRow, name: str) -> str:
    """A column of text; null is empty."""
    value = found[name]
    return "" if value is None else str(value)


def whole(found: BoardRow, name: str) -> int:
    """A column of whole numbers; null is 0."""
    value = found[name]
    return value if isinstance(value, int) else 0


def own_time(when: object, own_clock_s: float) -> datetime | None:
    """A time of the board's by this computer's clock, to the second; None for what is none.

    :param own_clock_s: the board's clock less this computer's.
    """
    if not isinstance(when, datetime):
        return None
    return (when - timedelta(seconds=own_clock_s)).astimezone(UTC).replace(microsecond=0)


def seconds_ahead(found: BoardRow, own_clock_s: float) -> float:
    """How many seconds the clock of a desk's row is ahead of this computer's; what can't be is nothing.

    :param own_clock_s: the board's clock less this computer's.
    """
    value = found["clock_s"]
    if not isinstance(value, float) or not math.isfinite(value):
        return 0.0
    # To a tenth: what is measured at each connect is no news each time.
    return round(own_clock_s - value, 1)
