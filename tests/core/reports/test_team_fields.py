"""Tables and results of a desk in a team name desk and session; those of a desk without one are as before."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

from gui.core.batch.result_table import COLUMNS as RESULT_COLUMNS
from gui.core.batch.result_table import OfTeam, result_fields, result_table, told_of_team
from gui.core.batch.results import RowResult
from gui.core.batch.rows import BatchRow, read_batch
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.ledger.ledger import Ledger
from gui.core.protocol.request import start_request
from gui.core.reports.session_export import COLUMNS, TEAM_COLUMNS, export, fields_of_team, of_all
from gui.core.sessions.session import Session
from gui.core.team.team_memory import DeskName, TeamMemory, remember
from tests.support.core.ledger import NOW, begin, end, opened, target
from tests.support.core.team_ledgers import desk_of, desks, exchange

ENGLISH = Catalogue("en")


async def recording(ledger: Ledger, room: int, *, unreached: bool = False) -> Session:
    opening = await begin(ledger, target(room))
    running = replace(opening.session, state=State.RECORDING, accepted_at=NOW, unreached=unreached)
    (done,) = await end(ledger, running)
    return done


async def exported(ledger: Ledger, name: str) -> str:
    path = ledger.folder / name
    await export(of_all(ledger), path, ENGLISH, team=await fields_of_team(ledger))
    return path.read_text("utf-8-sig")


def read(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table, newline="")))


def result(session: Session | None) -> RowResult:
    request = start_request({"room": 10001, "account": "alice", "file_name": "lesson"})
    outcome = Outcome.NOT_SENT if session is None else Outcome.ACCEPTED
    return RowResult(BatchRow(2, request), outcome, session)


def fields(result: RowResult, team: OfTeam | None) -> dict[str, object]:
    return result_fields(result, Operation.START, "Main", ENGLISH, team)


async def test_an_export_of_a_team_names_the_desk_and_what_everybody_calls_the_session(
    tmp_path: Path,
) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recording(li, 10001)
        await recording(wang, 10002, unreached=True)
        await exchange([li, wang])
        remember(wang.folder, TeamMemory(desks={desk_of("LI").id: DeskName(code="LI", operator="Li")}))
        lines = [json.loads(line) for line in (await exported(wang, "x.jsonl")).splitlines()]
        assert {one["room"]: tuple(one[name] for name in TEAM_COLUMNS) for one in lines} == {
            10001: ("LI", "LI-1", False, False),
            10002: ("WA", "WA-1", True, False),
        }
        table = await exported(wang, "x.csv")
        told = {one["room"]: [one[name] for name in TEAM_COLUMNS] for one in read(table)}
        assert told == {"10001": ["LI", "LI-1", "no", "no"], "10002": ["WA", "WA-1", "yes", "no"]}
        # It is a batch file still.
        assert len(read_batch(table.encode("utf-8-sig"), Operation.STOP).rows) == len(told)


async def test_a_batch_s_results_of_a_team_do_so_too(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI") as (li,):
        done = await recording(li, 10001)
        results = [result(done), result(None)]
        team = await told_of_team(li, results)
    sent, unsent = (fields(one, team) for one in results)
    assert [sent[name] for name in TEAM_COLUMNS] == ["LI", "LI-1", False, False]
    assert not set(TEAM_COLUMNS) & set(unsent)
    first, second = read(result_table(results, Operation.START, "Main", ENGLISH, team))
    assert (first["team_id"], second["team_id"]) == ("LI-1", "")


async def test_without_a_team_neither_has_a_column_of_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "alone") as ledger:
        done = await recording(ledger, 10001)
        team = await told_of_team(ledger, [result(done)])
        assert team is None
        assert tuple(read(await exported(ledger, "x.csv"))[0]) == COLUMNS
    assert not set(TEAM_COLUMNS) & set(fields(result(done), team))
    assert tuple(read(result_table([result(done)], Operation.START, "Main", ENGLISH))[0]) == RESULT_COLUMNS
