"""A team by the command line: made, joined, seen, left. The real commands, and a real PostgreSQL."""

import asyncio
import json
import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
import trustme

from gui.core.team import administration
from gui.core.team.board_login import BoardAddress, BoardLogin
from gui.core.team.invitation import invitation_for
from gui.core.team.settings import ManagedTeam, keep_managed
from gui.core.team.team_memory import remembered
from tests.support.e2e.command_line import Panel, Ran
from tests.support.panel_command import INSTALLED, WHY_NOT
from tests.support.simulator.service_process import Service
from tests.support.team import postgres
from tests.support.team.desks import context_of
from tests.support.team.postgres import ADMIN, ADMIN_PASSWORD, HOST, PostgresServer, postgres_server

ROOM: Final = 990001
OWN_PASSWORD: Final = "canary-Password of the desk WANG"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    if postgres.programs() is None:
        pytest.skip(postgres.WHY_NOT)
    with postgres_server() as running:
        yield running


@dataclass
class Office:
    """Computers of one office, each with a data folder and a keychain of its own."""

    server: PostgresServer
    database: str
    folder: Path
    service: Service
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"postgresql://{HOST}:{self.server.port}/{self.database}"

    @property
    def authority(self) -> Path:
        return self.server.folder / "ca.pem"

    def computer(self, name: str) -> Panel:
        """Of one person, who has a profile for the office's relay."""
        home = self.folder / f"home-{name}"
        home.mkdir(exist_ok=True)
        panel = Panel(self.folder / name, home)
        # Each calls the same relay and app something else.
        panel.add_profile(f"main of {name}", self.service.url)
        panel.environment["RECORDING_PANEL_OPERATOR"] = name.title()
        panel.environment["PYTHON_KEYRING_BACKEND"] = "tests.support.keyrings.FileKeyring"
        panel.environment["TEST_KEYRING"] = str(self.folder / f"keyring-{name}.json")
        return panel

    def admin(self, *arguments: str, password: str = ADMIN_PASSWORD) -> Ran:
        done = self.computer("admin").run_with_input(f"{password}\n", "team", *arguments)
        self.said.append(done.out + done.err)
        return done

    def init(self, **changed: str) -> Ran:
        wanted = {"url": self.url, "admin": ADMIN, "ca-file": str(self.authority), **changed}
        password = wanted.pop("password", ADMIN_PASSWORD)
        options = [word for name, value in wanted.items() if value for word in (f"--{name}", value)]
        return self.admin("init", *options, password=password)

    def invitation(self, code: str) -> Path:
        """Made without a process, for speed."""
        file = self.folder / f"invitation-{code}-{time.monotonic_ns()}.json"
        address = BoardAddress(HOST, self.server.port, self.database, ADMIN)
        login = BoardLogin(address, ADMIN_PASSWORD, context_of(self.server))
        desk = asyncio.run(administration.invite(login, code))
        authority = self.authority.read_text()
        managed = ManagedTeam(
            host=HOST, port=address.port, database=self.database, role=ADMIN, authority=authority
        )
        file.write_text(invitation_for(desk, managed).text)
        keep_managed(self.folder / "admin", managed)
        return file

    def joined(self, name: str, code: str, *more: str, **environment: str) -> Panel:
        panel = self.computer(name)
        done = panel.run("team", "join", str(self.invitation(code)), *more, **environment)
        assert done.status == 0, done.err
        return panel


@pytest.fixture
def empty_office(server: PostgresServer, tmp_path: Path, service: Service) -> Iterator[Office]:
    if INSTALLED:
        pytest.skip(WHY_NOT)
    name = server.new_database()
    yield Office(server, name, tmp_path, service)
    server.used.append(name)


@pytest.fixture(scope="module")
def template(server: PostgresServer) -> str:
    """A database with a team in it."""
    name = "office_template"
    server.sql(f"CREATE DATABASE {name}")
    login = BoardLogin(BoardAddress(HOST, server.port, name, ADMIN), ADMIN_PASSWORD, context_of(server))
    asyncio.run(administration.init(login, name))
    return name


@pytest.fixture
def office(empty_office: Office, template: str) -> Office:
    """With a team."""
    empty_office.database = empty_office.server.new_database(template)
    empty_office.server.used.append(empty_office.database)
    return empty_office


def one_line(done: Ran, status: int, *words: str) -> str:
    """What a refusal says: one line, with no secret in it."""
    assert done.status == status, done.err + done.out
    (line,) = done.err.splitlines()
    assert all(word in line for word in words), line
    assert ADMIN_PASSWORD not in line
    assert "detail." not in line
    return line


def files_that_hold(secret: str, folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in found if secret.encode() in path.read_bytes())


# Three commands.


def test_a_team_is_made_joined_and_looked_at(empty_office: Office) -> None:
    office = empty_office
    made = office.init()
    assert made.status == 0, made.err
    assert "rooms" in made.out
    assert "operators" in made.out
    file = office.folder / "invitation.json"
    assert office.admin("invite", "li", "--output", str(file)).status == 0
    one_line(office.admin("invite", "LI", "--output", str(file)), 2, "--output", "already")
    one_line(office.admin("invite", "L I", "--output", f"{file}.2"), 2, "code for a desk")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    password = json.loads(file.read_text())["password"]
    li = office.computer("li")
    done = li.run("team", "join", str(file))
    assert done.status == 0, done.err
    assert "LI" in done.out
    assert stat.S_IMODE((li.data_dir / "team.json").stat().st_mode) == 0o600

    status = li.run("team", "status", "--json")
    assert status.status == 0, status.err
    fields = status.fields
    assert (fields["desk"], fields["reached"], fields["wake_ups"]) == ("LI", True, "heard")
    assert (fields["form"], fields["unsent"]) == (1, 0)
    assert [(one["desk"], one["operator"], one["own"]) for one in fields["desks"]] == [("LI", "Li", True)]
    shown = li.run("team", "status")
    assert shown.status == 0
    assert "reached" in shown.out
    # What the server's administrator knows it by stands here, and nowhere else.
    assert f"This desk is LI. On the server its login is {fields['role']}." in shown.out

    # Secrets: the one-time password is dead, and nothing of the administrator is kept.
    kept = json.loads((office.folder / "keyring-li.json").read_text())
    assert len(kept) == 1
    assert password not in str(kept)
    assert files_that_hold(password, office.folder) == [file.name]
    assert files_that_hold(ADMIN_PASSWORD, office.folder) == []
    assert ADMIN_PASSWORD not in "".join(office.said)
    again = office.computer("second").run("team", "join", str(file))
    one_line(again, 4, "used already", "new invitation")


def test_a_colleague_s_recording_is_seen_stopped_and_reported_by_its_team_s_name(office: Office) -> None:
    li = office.computer("li")
    assert li.start(ROOM, "alice").status == 0
    assert "team_id" not in li.sessions()[0]
    office.joined("li", "LI")
    wang = office.joined("wang", "WANG")

    (seen,) = wang.sessions("--team")
    assert (seen["desk"], seen["team_id"], seen["operator"]) == ("LI", "LI-1", "Li")
    assert (seen["state"], seen["unreached"], seen["apart"]) == ("recording", False, False)
    assert seen["holder"] == "Li"
    assert wang.sessions("--mine") == []
    assert "LI-1" in wang.run("sessions").out
    report = office.folder / "report.zip"
    assert "LI-1" in wang.run("report", "li-1", "--output", str(report)).out
    assert report.exists()
    assert "LI-7" in one_line(wang.run("settle", "LI-7", "ended"), 2)
    assert "LI-1" in one_line(wang.run("settle", "LI-1", "ended"), 2)

    stopped = wang.stop(ROOM, "alice")
    assert (stopped.status, stopped.fields["state"]) == (0, "stopped")
    (over,) = wang.sessions("--all")
    assert (over["team_id"], over["state"], over["profile"]) == ("LI-1", "stopped", "main of wang")
    assert office.service.recordings == []


def test_only_desks_that_are_members_count_and_a_former_one_is_named_as_such(office: Office) -> None:
    li, wang = office.joined("li", "LI"), office.joined("wang", "WANG")
    assert wang.start(ROOM, "alice").status == 0
    assert "Team: 2 desks" in li.run("team", "status").out
    assert office.admin("remove", "WANG").status == 0
    shown = li.run("team", "status")
    assert "Team: 1 desk\n" in shown.out
    assert "WANG (former desk)" in shown.out
    fields = li.run("team", "status", "--json").fields
    assert fields["size"] == 1
    assert [(one["desk"], one["former"]) for one in fields["desks"]] == [("LI", False), ("WANG", True)]
    # Who began a recording is told as before.
    (seen,) = li.sessions("--team")
    assert (seen["desk"], seen["operator"]) == ("WANG", "Wang")
    # What the window goes by while the board is away.
    names = remembered(li.data_dir).desks.values()
    assert {one.code: one.left for one in names} == {"LI": False, "WANG": True}
    # The code is invited again, and another computer uses that: nobody is at the desk of before.
    office.joined("chen", "WANG")
    fields = li.run("team", "status", "--json").fields
    found = [(one["desk"], one["former"]) for one in fields["desks"]]
    assert found == [("LI", False), ("WANG-2", False), ("WANG", True)]
    assert fields["size"] == 2
    # As does a desk that leaves by itself.
    assert office.computer("chen").run("team", "leave").status == 0
    assert li.run("sessions").status == 0
    names = remembered(li.data_dir).desks.values()
    assert {one.code for one in names if not one.left} == {"LI"}


def test_a_code_that_is_in_use_is_told_to_the_administrator_and_to_who_joins_by_it(office: Office) -> None:
    office.invitation("WANG")
    first = office.admin("invite", "LI", "--output", str(office.folder / "1.json"))
    assert first.status == 0, first.err
    assert "already" not in first.out
    li = office.computer("li")
    joined = li.run("team", "join", str(office.folder / "1.json"))
    assert "is called" not in joined.out
    assert li.start(ROOM, "alice").status == 0
    second = office.admin("invite", "LI", "--output", str(office.folder / "2.json"))
    assert second.status == 0
    (line,) = [line for line in second.out.splitlines() if "already" in line]
    assert line.startswith("Warning: LI is a desk of the team already (Li), and its password ends")
    assert "invite a code of its own" in line
    assert line.endswith("is called LI-2.")
    joined = office.computer("chen").run("team", "join", str(office.folder / "2.json"))
    assert joined.status == 0, joined.err
    lines = joined.out.splitlines()
    assert lines[0].startswith("This desk is LI-2 of the team")
    why = "This desk is called LI-2 since LI is taken: by another data folder, or by a desk of before."
    assert lines[1] == why
    # What the administrator was told is so, and what helps is so, too.
    assert li.run("team", "status").status == 4
    assert li.run("team", "leave").status == 0
    third = office.admin("invite", "LI", "--output", str(office.folder / "3.json"))
    assert "is called LI-3." in third.out
    back = li.run("team", "join", str(office.folder / "3.json"))
    assert back.status == 0, back.err
    assert back.out.startswith("This desk is LI ")
    assert "is called" not in back.out
    # Once nobody is in the team by that code any more, its folder may come back, or a new one.
    assert office.admin("remove", "LI").status == 0
    last = office.admin("invite", "LI", "--output", str(office.folder / "4.json"))
    assert (
        "LI was a desk of the team before: the data folder that has its recordings is LI again"
        " by this invitation, any other is called LI-3." in last.out
    )


def test_without_a_team_all_recordings_are_one_s_own_and_there_are_none_of_a_team(office: Office) -> None:
    li = office.computer("li")
    assert li.start(ROOM, "alice").status == 0
    assert li.run("sessions", "--mine").out == li.run("sessions").out
    assert "alice" in li.run("sessions", "--mine").out
    for more in ((), ("--all",), ("--json",), ("--export", str(office.folder / "list.csv"))):
        one_line(li.run("sessions", "--team", *more), 2, "--team", "no team")


def test_the_password_of_the_environment_is_the_desk_s_and_is_kept_nowhere(office: Office) -> None:
    given = {"RECORDING_PANEL_TEAM_PASSWORD": OWN_PASSWORD}
    panel = office.computer("wang")
    # Without a keychain there is no other way.
    panel.environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    file = office.invitation("WANG")
    one_line(panel.run("team", "join", str(file)), 4, "keychain", "RECORDING_PANEL_TEAM_PASSWORD")
    done = panel.run("team", "join", str(file), **given)
    assert done.status == 0, done.err
    assert panel.run("team", "status", **given).status == 0
    without = panel.run("team", "status")
    assert without.status == 4
    assert "there is no password of WANG in the keychain; ask your administrator" in without.out
    assert "RECORDING_PANEL_TEAM_PASSWORD" in without.out
    assert files_that_hold(OWN_PASSWORD, office.folder) == []


def test_an_invitation_may_come_by_standard_input(office: Office) -> None:
    text = office.invitation("LI").read_text()
    done = office.computer("li").run_with_input(text, "team", "join", "-")
    assert done.status == 0, done.err


# Bad input.


def test_a_url_with_a_password_is_refused_with_a_word_why(empty_office: Office) -> None:
    secret = "canary-in-the-address"
    url = empty_office.url.replace("//", f"//{ADMIN}:{secret}@")
    line = one_line(empty_office.init(url=url), 2, "--url", "password", "change it")
    assert secret not in line
    assert files_that_hold(secret, empty_office.folder) == []
    one_line(empty_office.init(url=empty_office.url.replace("//", f"//{ADMIN}@")), 2, "--admin")
    one_line(empty_office.init(url="https://db.desk.example/team"), 2, "postgresql://HOST:PORT/DATABASE")


def test_what_keeps_a_team_from_being_made_is_one_line(empty_office: Office) -> None:
    one_line(empty_office.init(password="canary-wrong"), 4, "password", ADMIN)
    one_line(empty_office.init(password=""), 2, "standard input")
    other = empty_office.folder / "other.pem"
    trustme.CA().cert_pem.write_to_path(other)
    one_line(empty_office.init(**{"ca-file": str(other)}), 4, "authority")
    assert empty_office.init().status == 0
    one_line(empty_office.init(), 4, "already")
    assert not (empty_office.folder / "other" / "team.json").exists()


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        (lambda _text: "room,account\n1,alice\n", 2, ("no invitation",)),
        (lambda text: text[: len(text) // 2], 2, ("part of an invitation", "whole file")),
        (lambda text: text.replace('"form": 1', '"form": 9'), 4, ("newer panel", "update")),
        (lambda text: text.replace('"port"', '"harbour"'), 2, ("part of an invitation",)),
    ],
)
def test_a_file_that_is_no_whole_invitation_is_told_so(
    office_text: tuple[Office, str], change: object, status: int, words: tuple[str, ...]
) -> None:
    assert callable(change)
    office, text = office_text
    file = office.folder / "given.json"
    file.write_text(change(text))
    one_line(office.computer("li").run("team", "join", str(file)), status, "given.json", *words)


@pytest.fixture
def office_text(tmp_path: Path, service: Service) -> tuple[Office, str]:
    """An invitation of a server that nobody has to ask."""
    fields = {"kind": "recording-panel team invitation", "form": 1, "host": HOST, "port": 5432}
    fields |= {"database": "team", "role": "team_desk_li", "code": "LI", "password": "canary-once-only"}
    nowhere = PostgresServer(tmp_path, tmp_path, trustme.CA(), port=5432)
    return Office(nowhere, "team", tmp_path, service), json.dumps(fields, indent=2)


def test_one_folder_is_one_desk_of_one_team(office: Office) -> None:
    li = office.joined("li", "LI")
    one_line(li.run("team", "join", str(office.invitation("WANG"))), 4, "LI", "team leave")
    # A copy whose file of the team was taken away: its rows are still those of a desk.
    (li.data_dir / "team.json").unlink()
    again = office.invitation("CHEN")
    one_line(li.run("team", "join", str(again)), 4, "LI", "copy")
    # As where leaving was cut off before the ledger's turn.
    assert li.run("team", "leave").status == 0
    assert li.run("team", "join", str(again)).status == 0


def test_a_board_that_is_newer_or_read_only_says_who_does_something(office: Office) -> None:
    li = office.joined("li", "LI")
    file = office.invitation("WANG")
    office.server.sql("UPDATE board.team SET least_form = 9", database=office.database)
    one_line(office.computer("wang").run("team", "join", str(file)), 4, "newer", "update the panel")
    assert "update the panel" in li.run("team", "status").out
    office.server.sql("UPDATE board.team SET least_form = 1", database=office.database)
    office.server.sql(f"ALTER DATABASE {office.database} SET default_transaction_read_only = on")
    one_line(office.computer("wang").run("team", "join", str(file)), 4, "read only", "administrator")
    status = li.run("team", "status")
    assert (status.status, "read only" in status.out) == (4, True)
    assert "does not get this desk's rows" in status.out
    # Whoever starts reads that nobody else sees it; a program has a field.
    started = li.run("start", "--room", str(ROOM), "--account", "alice", "--file-name", "interview")
    one_line(started, 0, "colleagues")


REFUSALS = [
    pytest.param(
        "CREATE FUNCTION public.shut() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RAISE EXCEPTION 'no room here' USING ERRCODE = 'disk_full'; END$$;"
        "CREATE TRIGGER shut BEFORE INSERT ON board.entry EXECUTE FUNCTION public.shut()",
        "DROP TRIGGER shut ON board.entry",
        "disk",
        id="full",
    ),
    pytest.param(
        "ALTER TABLE board.entry RENAME COLUMN body TO words",
        "ALTER TABLE board.entry RENAME COLUMN words TO body",
        "",
        id="changed by somebody",
    ),
]


@pytest.mark.parametrize(("shut", "opened", "says"), REFUSALS)
def test_a_board_that_is_reached_and_takes_no_rows_is_told_and_starts_go_on(
    office: Office, shut: str, opened: str, says: str
) -> None:
    li = office.joined("li", "LI")
    rows = "SELECT count(*), count(DISTINCT row) FROM board.entry"
    office.server.sql(shut, database=office.database)
    started = li.run("start", "--room", str(ROOM), "--account", "alice", "--file-name", "interview")
    assert started.status == 0
    told = li.run("team", "status")
    assert (told.status, "does not get this desk's rows" in told.out, says in told.out) == (4, True, True)
    fields = li.run("team", "status", "--json").fields
    assert (fields["reached"], fields["unsent"] > 0, says in fields["why"]) == (True, True, True)
    assert "does not get this desk's rows" in li.run("doctor").out
    assert office.server.sql(rows, database=office.database) == [["0", "0"]]
    office.server.sql(opened, database=office.database)
    # What is tried is taken back.
    assert li.run("team", "status").status == 0
    assert office.server.sql(rows, database=office.database) == [["0", "0"]]
    assert li.run("stop", "--room", str(ROOM), "--account", "alice").status == 0
    ((all_rows, different),) = office.server.sql(rows, database=office.database)
    assert all_rows == different != "0"
    assert li.run("team", "status", "--json").fields["unsent"] == 0


def test_an_authority_that_cannot_be_read_is_told_with_what_to_do(office: Office) -> None:
    li = office.joined("li", "LI")
    told = json.loads((li.data_dir / "team.json").read_text())
    (li.data_dir / "team.json").write_text(json.dumps({**told, "authority": "-----BEGIN nonsense"}))
    status = li.run("team", "status")
    assert (status.status, "new invitation" in status.out) == (4, True)


def test_a_clock_that_is_five_minutes_off_is_told(office: Office, tmp_path: Path) -> None:
    li = office.joined("li", "LI")
    # The clock of its Python alone: what is measured is the difference.
    early = tmp_path / "early"
    early.mkdir()
    (early / "sitecustomize.py").write_text(
        "import time\nreal = time.time\ntime.time = lambda: real() - 300\n"
    )
    li.environment["PYTHONPATH"] = f"{early}{os.pathsep}{li.environment['PYTHONPATH']}"
    done = li.run("team", "status")
    assert done.status == 0
    assert "300 s behind" in one_line(Ran(0, "", done.err), 0)


# What an administrator does afterwards.


def test_a_lost_laptop_is_locked_out_and_the_team_is_pruned_and_upgraded(office: Office) -> None:
    li = office.joined("li", "LI")
    one_line(office.admin("remove", "NOBODY"), 2, "NOBODY")
    assert office.admin("remove", "li").status == 0
    gone = li.run("team", "status", "--json")
    assert (gone.status, gone.fields["reached"]) == (4, False)
    assert gone.fields["since"]
    assert office.admin("upgrade").status == 0
    assert office.admin("prune", "--before", "2026-01-01").status == 0
    one_line(office.admin("prune", "--before", "soon"), 2, "--before")


# Leaving.


def test_leaving_keeps_own_rows_only_and_what_it_replaced(office: Office) -> None:
    li, wang = office.computer("li"), office.computer("wang")
    assert li.start(ROOM, "alice").status == 0
    assert wang.start(ROOM, "bob").status == 0
    office.joined("li", "LI")
    office.joined("wang", "WANG")
    assert {one["team_id"] for one in wang.sessions()} == {"LI-1", "WANG-1"}

    done = wang.run("team", "leave")
    assert done.status == 0, done.err
    (left,) = wang.sessions("--all")
    assert (left["account"], left["state"]) == ("bob", "recording")
    assert "team_id" not in left
    assert b"alice" not in (wang.data_dir / "ledger.sqlite3").read_bytes()
    (kept,) = wang.data_dir.glob("ledger.sqlite3.replaced-*")
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT count(*) FROM entry WHERE desk IS NOT NULL").fetchone() > (0,)
    assert json.loads((office.folder / "keyring-wang.json").read_text()) == {}
    assert wang.run("team", "status", "--json").fields["team"] is None
    assert not list(wang.data_dir.glob("team*"))
    one_line(wang.run("team", "leave"), 2, "no team")
    # The others are told at once.
    told = office.server.sql(
        "SELECT code, gone IS NOT NULL FROM board.desk ORDER BY code", database=office.database
    )
    assert told == [["LI", "f"], ["WANG", "t"]]
    # It goes on by itself.
    assert wang.stop(ROOM, "bob").status == 0


def test_a_desk_that_is_killed_while_it_joins_or_leaves_goes_on_with_it(office: Office) -> None:
    li = office.computer("li")
    assert li.start(ROOM, "alice").status == 0
    file = office.invitation("LI")
    for delay in (0.4, 0.7):
        running = li.spawn("team", "join", str(file))
        time.sleep(delay)
        running.process.kill()
        running.end()
    last = li.run("team", "join", str(file))
    assert last.status == 0 or "already" in last.err, last.err
    assert li.run("team", "status").status == 0
    for delay in (0.4, 0.7):
        running = li.spawn("team", "leave")
        time.sleep(delay)
        running.process.kill()
        running.end()
    last = li.run("team", "leave")
    assert last.status in (0, 2), last.err
    assert [one["account"] for one in li.sessions()] == ["alice"]
    assert li.run("team", "status").status == 4


def test_a_backup_that_is_put_back_is_said_to_make_it_another_desk(office: Office) -> None:
    li = office.joined("li", "LI")
    assert li.start(ROOM, "alice").status == 0
    backup = str(office.folder / "backup.sqlite3")
    assert li.run("ledger", "backup", backup).status == 0
    done = li.run("ledger", "restore", backup, "--yes")
    assert (done.status, done.err) == (0, "")
    assert "another name" in done.out
    assert li.run("sessions", "--team", "--json").fields["team_id"] == "LI-1"
    assert li.run("team", "status", "--json").fields["desk"] == "LI-2"


# Doctor.


def test_doctor_has_a_part_for_the_team(office: Office) -> None:
    li = office.joined("li", "LI")
    checks = {one["check"]: one for one in li.run("doctor", "--json").all_fields}
    assert checks["team"]["light"] == "green"
    (li.data_dir / "team.json").write_text(
        (li.data_dir / "team.json").read_text().replace(f'"port": {office.server.port}', '"port": 1')
    )
    checks = {one["check"]: one for one in li.run("doctor", "--json").all_fields}
    assert (checks["team"]["light"], checks["team"]["ok"]) == ("amber", True)
    assert "Starts and stops work" in checks["team"]["detail"]
