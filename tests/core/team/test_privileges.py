"""A hostile desk with a login of its own: the server refuses each statement, whatever the panel does."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from gui.core.team import board as product
from gui.core.team.board import BoardConnection
from gui.core.team.board_failures import BoardRefused
from tests.support.team.desks import TeamBoard

OWN, OTHER = "1" * 32, "2" * 32
ROW = "1, 1, '{desk}', 1, 't', '', 'intent', 'starting', true, '2026', 'Li', '{{}}'"
COLUMNS = "row, form, home_desk, home_number, target, parents, kind, state, open, at, operator, body"


def insert(desk: str, **changed: str) -> str:
    """A row by hand."""
    values = dict(zip(COLUMNS.split(", "), ROW.format(desk=desk).split(", "), strict=True)) | changed
    return f"INSERT INTO board.entry (desk, {COLUMNS}) VALUES ('{desk}', {', '.join(values.values())})"


@pytest.fixture(scope="module")
def board(template: TeamBoard) -> Iterator[TeamBoard]:
    """One for all of these: what is refused changes nothing. WANG has a row and a claim, LI a row."""
    made = replace(template, database=template.server.new_database(template.database))
    for code, desk in (("WANG", OTHER), ("LI", OWN)):
        made.sql(
            f"INSERT INTO board.desk (id, code, role) VALUES ('{desk}', '{code}', '{made.desks[code].role}')"
        )
        made.sql(insert(desk))
    made.sql(f"INSERT INTO board.claim VALUES ('t', '{OTHER}', 'p', '{{}}', now(), now() + interval '1 h')")
    yield made
    template.server.used.append(made.database)


@pytest.fixture
async def hostile(board: TeamBoard) -> AsyncIterator[BoardConnection]:
    """LI's login."""
    li = await product.connect(board.login("LI"))
    yield li
    await li.close()


NOT_ALLOWED = "42501"
REFUSED = {
    "altering a row": ("UPDATE board.entry SET body = '{}'", NOT_ALLOWED),
    "altering one's own row": (f"UPDATE board.entry SET body = '{{}}' WHERE desk = '{OWN}'", NOT_ALLOWED),
    "removing a row": ("DELETE FROM board.entry", NOT_ALLOWED),
    "emptying the board": ("TRUNCATE board.entry", NOT_ALLOWED),
    "writing in another's name": (insert(OTHER, row="2"), NOT_ALLOWED),
    "writing in nobody's name": (insert("3" * 32), NOT_ALLOWED),
    "the same row twice": (insert(OWN, state="'stopped'"), "23505"),
    "a row that never was": (insert(OWN, row="-1"), "23514"),
    "parents that are none": (insert(OWN, row="2", parents="'abc'"), "23514"),
    "parents with a tail": (insert(OWN, row="2", parents=f"'{OTHER}/1 '"), "23514"),
    "a body that is no JSON": (insert(OWN, row="2", body="'x'"), "22P02"),
    "a body that is a list": (insert(OWN, row="2", body="'[]'"), "23514"),
    "choosing when it was received": (
        f"INSERT INTO board.entry (desk, received, {COLUMNS})"
        f" VALUES ('{OWN}', '2020-01-01', {ROW.format(desk=OWN)})",
        NOT_ALLOWED,
    ),
    "taking a claim by hand": (
        f"INSERT INTO board.claim VALUES ('u', '{OWN}', 'p', '', 'now', 'infinity')",
        NOT_ALLOWED,
    ),
    "lengthening a claim by hand": ("UPDATE board.claim SET until = 'infinity'", NOT_ALLOWED),
    "ending a claim by hand": ("DELETE FROM board.claim", NOT_ALLOWED),
    "reading claims by hand": ("SELECT * FROM board.claim", NOT_ALLOWED),
    "claiming as another": (f"SELECT board.claim('{OTHER}', 'p', 'u', '', 15)", NOT_ALLOWED),
    "renewing as another": (f"SELECT board.renew('{OTHER}', 'p', ARRAY['t'], 15)", NOT_ALLOWED),
    "releasing as another": (f"SELECT board.release('{OTHER}', 'p', 't')", NOT_ALLOWED),
    "having something open as another": (f"SELECT board.attend('{OTHER}', '')", NOT_ALLOWED),
    "having open what is no recording": (f"SELECT board.attend('{OWN}', 'alice')", "23514"),
    "having open what no board can hold": (
        f"SELECT board.attend('{OWN}', repeat('{OTHER}/1 ', 999) || '{OTHER}/1')",
        "23514",
    ),
    "calling what is not for desks": (f"SELECT board.require_own('{OWN}')", NOT_ALLOWED),
    "another's name for oneself": (f"SELECT board.register('{OTHER}', 'Li', 0, 0)", "23505"),
    "a name that is none": ("SELECT board.register('x', 'Li', 0, 0)", "23514"),
    "moving a watermark": ("UPDATE board.desk SET last_row = 99999", NOT_ALLOWED),
    "inviting somebody": ("INSERT INTO board.member (role, code) VALUES ('x', 'X')", NOT_ALLOWED),
    "locking somebody out": ("UPDATE board.member SET removed = 'now'", NOT_ALLOWED),
    "another form": ("UPDATE board.team SET least_form = 99", NOT_ALLOWED),
    "dropping the board": ("DROP SCHEMA board CASCADE", NOT_ALLOWED),
    "a table of its own there": ("CREATE TABLE board.mine (x int)", NOT_ALLOWED),
    "a function of its own there": (
        "CREATE FUNCTION board.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        NOT_ALLOWED,
    ),
    "switching the rules off": ("ALTER TABLE board.entry DISABLE TRIGGER ALL", NOT_ALLOWED),
    "switching the policy off": ("ALTER TABLE board.entry DISABLE ROW LEVEL SECURITY", NOT_ALLOWED),
    "replacing a function": (
        "CREATE OR REPLACE FUNCTION board.wake() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NULL; END'",
        NOT_ALLOWED,
    ),
    "becoming the owner": ("SET ROLE team_template_board", NOT_ALLOWED),
    "becoming another": ("SET ROLE team_template_desk_wang", NOT_ALLOWED),
    "logging in as another": ("SET SESSION AUTHORIZATION team_template_desk_wang", NOT_ALLOWED),
    "another's password": ("ALTER ROLE team_template_desk_wang PASSWORD 'x'", NOT_ALLOWED),
    "more rights": ("ALTER ROLE CURRENT_USER CREATEROLE", NOT_ALLOWED),
    "another desk's right": ("GRANT team_template_board TO CURRENT_USER", NOT_ALLOWED),
    "a new role": ("CREATE ROLE mine", NOT_ALLOWED),
    "keeping others out": ("BEGIN; LOCK TABLE board.entry IN ACCESS EXCLUSIVE MODE", NOT_ALLOWED),
    "all claims at once": ("BEGIN; LOCK TABLE board.claim IN ACCESS EXCLUSIVE MODE", NOT_ALLOWED),
    "files of the server": ("SELECT pg_read_file('postgresql.conf')", NOT_ALLOWED),
    "programs of the server": ("COPY (SELECT 1) TO PROGRAM 'true'", NOT_ALLOWED),
    "copying rows in": ("COPY board.entry FROM STDIN", NOT_ALLOWED),
    "the passwords": ("SELECT * FROM pg_authid", NOT_ALLOWED),
    "ending another's connection": (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
        NOT_ALLOWED,
    ),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_a_hostile_desk_is_refused(hostile: BoardConnection, what: str) -> None:
    statement, state = REFUSED[what]
    with pytest.raises(BoardRefused) as caught:
        await hostile.run(statement)
    assert caught.value.state == state


async def test_a_table_of_its_own_does_not_stand_in_for_the_board_s(
    board: TeamBoard, hostile: BoardConnection
) -> None:
    await hostile.run(
        "CREATE TEMP TABLE desk (id text, role name); CREATE TEMP TABLE claim (target text);"
        "SET search_path = pg_temp, public, board"
    )
    await hostile.rows("INSERT INTO pg_temp.desk VALUES ($1, session_user)", OTHER)
    with pytest.raises(BoardRefused):
        await hostile.rows(f"SELECT board.release('{OTHER}', 'p', 't')")
    assert await board.run("SELECT count(*) FROM board.claim") == [["1"]]


async def test_an_endless_lease_is_no_longer_than_any(board: TeamBoard, hostile: BoardConnection) -> None:
    await hostile.rows(f"SELECT board.claim('{OWN}', 'p', 'u', '', 'infinity')")
    await hostile.rows(f"SELECT board.renew('{OWN}', 'p', ARRAY['u', 't'], 1e9)")
    left = (
        "SELECT count(*) FROM board.claim WHERE target = 'u' AND until > clock_timestamp() + interval '15 s'"
    )
    assert await board.run(left) == [["0"]]
    await hostile.rows(f"SELECT board.release('{OWN}', 'p', 'u')")


async def test_another_desk_s_statements_are_not_to_be_seen(
    board: TeamBoard, hostile: BoardConnection
) -> None:
    wang = await product.connect(board.login("WANG"))
    try:
        await wang.rows("SELECT 'a word of Wang'")
        seen = await hostile.rows("SELECT query FROM pg_stat_activity WHERE usename <> session_user")
        assert "a word of Wang" not in "".join(str(one["query"]) for one in seen)
    finally:
        await wang.close()


async def test_not_even_the_owner_alters_a_row_by_mistake(board: TeamBoard, hostile: BoardConnection) -> None:
    assert hostile.address.role
    for statement in (
        "UPDATE board.entry SET body = '{}'",
        "DELETE FROM board.entry",
        "TRUNCATE board.entry",
    ):
        with pytest.raises(AssertionError, match="never altered or removed"):
            await board.run(statement)
