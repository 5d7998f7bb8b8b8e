"""What an administrator of the board does: make it, let desks in and out, upgrade it, remove old months.

Each one connects with the administrator's login, which is kept nowhere, and is one transaction. Passwords of
desks are made here; the server gets a verifier.
"""

import re
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.team import board, scram
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import BoardRefused, TeamProblem
from gui.core.team.board_login import BoardLogin
from gui.core.team.board_rows import text, whole

SCHEMA_FORM: Final = 1
LEAST_FORM: Final = 1
MIGRATIONS: Final[Mapping[int, str]] = {}
"""Script that leads to each form of the schema from the one before it; additive only."""
_SCHEMA: Final = Path(__file__).with_name("board_schema.sql")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_LONGEST_NAME: Final = 40
"""Bytes of a database's name in the names of its roles; PostgreSQL cuts names at 63 bytes."""
_SLOW_S: Final = 60.0
_MADE: Final = """
INSERT INTO board.team (name, form, least_form, desks) VALUES ($1, $2::text::int, $3::text::int, $4)
"""
_REMAIN_GONE: Final = """
UPDATE board.desk AS d SET gone = m.removed FROM board.member AS m
WHERE m.role = $1 AND m.removed IS NOT NULL AND d.role = m.role AND d.gone IS NULL
"""
"""Desks of a role that was removed: who is invited now may be at another computer."""
_OF_THE_ROLE: Final = (
    "SELECT d.code, d.operator, d.gone IS NOT NULL AS gone FROM board.desk AS d WHERE d.role = $1"
    " ORDER BY d.seen DESC"
)
LOCK_LIMIT: Final = "SET LOCAL lock_timeout = '3s'"
_SET_IS_A_RIGHT: Final = 160000
_THERE_ALREADY: Final = frozenset({"42P06", "42P07"})


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What an invitation is made of.

    :param password: good until the desk changes it; never shown.
    :param in_use: who was last at a desk that bears the code, or *LI-2* of it, and is in the team; None where
        there is none.
    :param other_code: what a new data folder is called by it, where that is another code; else empty.
    """

    code: str
    role: str
    password: str = field(repr=False)
    in_use: str | None = None
    other_code: str = ""


@dataclass(frozen=True, slots=True)
class PrunedBoard:
    """What was removed from the board: of how many desks, and how many rows."""

    desks: int
    rows: int


async def init(login: BoardLogin, name: str) -> None:
    """Make the board in an empty place of the login's database.

    :param name: what the team is called.
    :raises TeamProblem: where there is one, or the login may not.
    """
    async with _connected(login) as connection:
        owner, desks = await _roles(connection)
        await connection.run(LOCK_LIMIT)
        for role in (owner, desks):
            await _make_role(connection, role)
        await _be_member(connection, owner)
        await _let_in(connection, desks)
        try:
            await connection.run(f"CREATE SCHEMA board AUTHORIZATION {_quoted(owner)}")
        except BoardRefused as refused:
            if refused.state in _THERE_ALREADY:
                raise TeamProblem(Detail("team.there_already", where=login.address.place)) from refused
            raise
        await connection.run(f"SET LOCAL ROLE {_quoted(owner)}")
        await connection.rows("SELECT set_config('board.desks', $1, true)", desks)
        await connection.run(_SCHEMA.read_text(encoding="utf-8"), limit_s=_SLOW_S)
        await connection.rows(_MADE, name, str(SCHEMA_FORM), str(LEAST_FORM), desks)


async def invite(login: BoardLogin, code: str) -> NewDesk:
    """A role for a desk, with a password to be changed at once. Again for the same code: another password.

    :param code: what people call the desk, such as ``LI``.
    :raises TeamProblem: where the code is none, there is no board, or the login may not.
    """
    _check(code, login)
    password = scram.new_password()
    async with _connected(login) as connection:
        desks = text(await connection.row("SELECT desks FROM board.team"), "desks")
        role = f"{desks.removesuffix('s')}_{code.lower()}"
        await _make_role(connection, role)
        await connection.run(
            f"ALTER ROLE {_quoted(role)} LOGIN INHERIT PASSWORD '{scram.verifier(password)}';"
            f"GRANT {_quoted(desks)} TO {_quoted(role)}"
        )
        await _be_owner(connection)
        await connection.rows(_REMAIN_GONE, role)
        await connection.rows(
            "INSERT INTO board.member (role, code) VALUES ($1, $2) ON CONFLICT (role)"
            " DO UPDATE SET invited = clock_timestamp(), removed = NULL",
            role,
            code,
        )
        known = await connection.rows(_OF_THE_ROLE, role)
    there = [text(one, "operator") or text(one, "code") for one in known if one["gone"] is not True]
    other = _next_code(code, {text(one, "code") for one in known})
    return NewDesk(code, role, password, there[0] if there else None, other)


def _next_code(code: str, taken: Collection[str]) -> str:
    """As the board names a new data folder; empty for the code itself."""
    if code not in taken:
        return ""
    return next(one for one in (f"{code}-{number}" for number in count(2)) if one not in taken)


async def remove(login: BoardLogin, code: str) -> None:
    """Lock a desk out, at once; its rows stay.

    :raises TeamProblem: where the team has no such desk, or the login may not.
    """
    async with _connected(login) as connection:
        found = await connection.rows(
            "SELECT role FROM board.member WHERE code = $1 AND removed IS NULL", code
        )
        if not found:
            raise TeamProblem(Detail("team.no_such_desk", {"code": code}, login.address.place))
        role = text(found[0], "role")
        desks = text(await connection.row("SELECT desks FROM board.team"), "desks")
        await connection.run(
            f"ALTER ROLE {_quoted(role)} NOLOGIN PASSWORD NULL; REVOKE {_quoted(desks)} FROM {_quoted(role)}"
        )
        await _end_connections(connection, role)
        await _be_owner(connection)
        await connection.rows("UPDATE board.member SET removed = clock_timestamp() WHERE role = $1", role)


async def upgrade(login: BoardLogin, migrations: Mapping[int, str] = MIGRATIONS) -> int:
    """Bring the board's schema up to the newest form that this panel knows; that form.

    :raises TeamProblem: where the board is newer, is in use just now, or the login may not.
    """
    async with _connected(login) as connection:
        newest = max(migrations, default=SCHEMA_FORM)
        await connection.run(LOCK_LIMIT)
        await _be_owner(connection)
        form = whole(await connection.row("SELECT form FROM board.team FOR UPDATE"), "form")
        if form > newest:
            raise TeamProblem(Detail("team.newer", where=login.address.place))
        for step in range(form + 1, newest + 1):
            await connection.run(migrations[step], limit_s=_SLOW_S)
            await connection.rows("UPDATE board.team SET form = $1::text::int", str(step))
    return newest


async def prune(login: BoardLogin, before: date) -> PrunedBoard:
    """Remove sessions whose last row came before a month, and that need nobody.

    Each desk's highest row is noted first: a desk sends what is above, and would send its whole past again.

    :param before: the first day of a month.
    :raises TeamProblem: where it is another day, the board is in use just now, or the login may not.
    """
    if before.day != 1:
        raise TeamProblem(Detail("team.no_month", {"day": before.isoformat()}, login.address.place))
    async with _connected(login) as connection:
        await connection.run(LOCK_LIMIT)
        await _be_owner(connection)
        # Nobody else may write or remove while the rule is off.
        await connection.run("ALTER TABLE board.entry DISABLE TRIGGER never")
        await connection.run(_NOTE_LAST_ROWS, limit_s=_SLOW_S)
        found = await connection.row(_PRUNE, before.isoformat(), limit_s=_SLOW_S)
        await connection.run("ALTER TABLE board.entry ENABLE TRIGGER never")
    return PrunedBoard(whole(found, "desks"), whole(found, "rows"))


_NOTE_LAST_ROWS: Final = """
UPDATE board.desk AS d SET last_row = greatest(d.last_row, h.row)
FROM (SELECT e.desk, max(e.row) AS row FROM board.entry AS e GROUP BY e.desk) AS h WHERE h.desk = d.id
"""
_PRUNE: Final = """
WITH over AS (
    SELECT e.home_desk, e.home_number FROM board.entry AS e
    GROUP BY e.home_desk, e.home_number
    HAVING max(e.received) < $1::text::date
        AND NOT (array_agg(e.open ORDER BY e.received DESC, e.row DESC))[1]),
gone AS (
    DELETE FROM board.entry AS e USING over AS o
    WHERE (e.home_desk, e.home_number) = (o.home_desk, o.home_number) RETURNING e.desk, e.row),
noted AS (
    UPDATE board.desk AS d SET pruned_row = greatest(d.pruned_row, g.row)
    FROM (SELECT gone.desk, max(gone.row) AS row FROM gone GROUP BY gone.desk) AS g
    WHERE g.desk = d.id RETURNING 1)
SELECT (SELECT count(*) FROM noted) AS desks, (SELECT count(*) FROM gone) AS rows
"""


@asynccontextmanager
async def _connected(login: BoardLogin) -> AsyncIterator[BoardConnection]:
    connection = await board.connect(login)
    try:
        async with connection.transaction():
            yield connection
    except BoardRefused as refused:
        if refused.state == "55P03":
            raise TeamProblem(Detail("team.in_use", where=login.address.place)) from refused
        raise
    finally:
        await connection.close()


async def _roles(connection: BoardConnection) -> tuple[str, str]:
    """Owner of the board, and the role of all desks: of this database, since roles are the whole server's."""
    name = text(await connection.row("SELECT current_database() AS name"), "name")
    database = name.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{database}_board", f"{database}_desks"


async def _make_role(connection: BoardConnection, role: str) -> None:
    if not await connection.rows("SELECT 1 FROM pg_roles WHERE rolname = $1::text", role):
        await connection.run(f"CREATE ROLE {_quoted(role)} NOLOGIN")


async def _be_owner(connection: BoardConnection) -> None:
    found = await connection.rows(
        "SELECT r.rolname::text AS owner FROM pg_namespace AS n JOIN pg_roles AS r ON r.oid = n.nspowner"
        " WHERE n.nspname = 'board'"
    )
    if not found:
        raise TeamProblem(
            Detail("team.no_board", {"database": connection.address.database}, connection.address.place)
        )
    owner = text(found[0], "owner")
    await _be_member(connection, owner)
    await connection.run(f"SET LOCAL ROLE {_quoted(owner)}")


async def _be_member(connection: BoardConnection, owner: str) -> None:
    """An administrator of a rented server is no superuser, and acts as the owner by being a member of it."""
    version = whole(await connection.row("SELECT current_setting('server_version_num')::int AS of"), "of")
    # Since PostgreSQL 16 who made a role is its member at once, and still may not act as it.
    right = "SET" if version >= _SET_IS_A_RIGHT else "MEMBER"
    member = await connection.row("SELECT pg_has_role($1::text::name, $2) AS is", owner, right)
    if member["is"] is not True:
        await connection.run(f"GRANT {_quoted(owner)} TO CURRENT_USER")


async def _let_in(connection: BoardConnection, desks: str) -> None:
    """Where not everyone may connect to the database, desks may; if this login can grant it."""
    found = await connection.row(
        "SELECT has_database_privilege(current_database(), 'CONNECT WITH GRANT OPTION') AS can,"
        " quote_ident(current_database()) AS name"
    )
    if found["can"] is True:
        await connection.run(f"GRANT CONNECT ON DATABASE {text(found, 'name')} TO {_quoted(desks)}")


async def _end_connections(connection: BoardConnection, role: str) -> None:
    """What is still connected may do nothing any more; where this login may, it is ended as well."""
    await connection.run("SAVEPOINT ending")
    try:
        await connection.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1::text::name", role
        )
    except BoardRefused:
        await connection.run("ROLLBACK TO SAVEPOINT ending")


def _check(code: str, login: BoardLogin) -> None:
    if not _CODE.fullmatch(code):
        raise TeamProblem(Detail("team.no_code", {"code": code}, login.address.place))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
