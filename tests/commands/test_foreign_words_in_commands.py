"""What people and the service write stands in each line of a command unchanged, as often as plain words."""

import asyncio
import csv
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given, settings

from gui.cli import main
from gui.commands.batches.batch_texts import complaint_line, row_line
from gui.commands.context import Context
from gui.commands.profiles.profile_check import finding_lines
from gui.commands.texts import accepted_lines, problem_lines, session_line
from gui.core.batch.file_format import BatchComplaint
from gui.core.batch.results import RowResult
from gui.core.batch.rows import BatchRow
from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.connection.preflight import Check, Finding, Light
from gui.core.foundation.enums import Operation, Outcome, Source, State
from gui.core.foundation.messages import LANGUAGES
from gui.core.foundation.plain_text import visible
from gui.core.foundation.spreadsheets import unprotected
from gui.core.ledger.rows import Note
from gui.core.protocol.request import StopRequest
from gui.core.reports.text_formats import plain_cell
from gui.core.sessions.begin import begin_start
from gui.core.sessions.session import Failure, Session, Settings, Target
from tests.support.core.ledger import NOW, end, opened
from tests.support.foreign_words import ANYTHING, FIELDS, PLAIN, with_values
from tests.support.session_samples import recording, sample, stopped

Values = Mapping[str, str]
LIKE_OURS: Final = (
    "{name} {room}",
    "%n %1 100%",
    "<b>&amp;</b>",
    "\\1\\g<0>",
    "a\u202eb\x1b[31m\n",
    "=1 'x' 1",
)


def sessions(values: Values) -> list[Session]:
    failure = Failure(Delivery.ANSWERED, Operation.STOP, code=1, message=values["message"])
    refusal = Failure(Delivery.ANSWERED, Operation.START, code=30000411, message=values["message"])
    named = Settings(values["file_name"], (values["tag"],))
    return [
        recording(1, account=values["account"], profile=values["profile"], settings=named),
        recording(2, account=values["account"], source=Source.SCREEN, failure=failure, settings=named),
        recording(3, account=values["account"], accepted_at=None, settled_by=values["settled_by"]),
        sample(4, State.FAILED, account=values["account"], failure=refusal, settings=named),
        stopped(5, values["file_id"], values["other_file_id"], minutes=400, settings=named),
    ]


def all_lines(values: Values, language: str) -> Iterator[str]:
    context = Context(language)
    for session in sessions(values):
        yield session_line(context, session)
        yield from accepted_lines(context, session)
        if session.failure is not None:
            yield from problem_lines(context, session.failure.problem(), session.operation, session)
    local = Problem(Delivery.NEVER_SENT, word=LocalFailure.PROXY, message=values["message"])
    yield from problem_lines(context, local)
    detail = Detail("system", {"why": values["reason"]}, values["path"])
    yield from problem_lines(context, Problem(Delivery.NEVER_SENT, word=LocalFailure.FILE, detail=detail))
    request = StopRequest.model_construct(room=7, account=values["account"])
    for problem in (local, Problem(Delivery.ANSWERED, code=30000404, message=values["message"])):
        yield row_line(context, RowResult(BatchRow(2, request), Outcome.REFUSED, None, problem))
    params = {"text": values["account"], "choices": "camera, screen"}
    yield complaint_line(context, BatchComplaint(2, values["tag"], "batch.not_a_choice", params))
    who = {"identifier": values["identifier"], "expected": values["account"]}
    found = (
        Finding(Check.CREDENTIAL, Light.AMBER, "usersig_other_identifier", who),
        Finding(Check.NAME, Light.RED, problem=local),
    )
    for finding in found:
        yield from finding_lines(context, finding)


@cache
def plain_lines(language: str) -> list[str]:
    return list(all_lines(PLAIN, language))


@settings(max_examples=25, deadline=None)
@given(values=ANYTHING)
@example(values=dict.fromkeys(FIELDS, "desk 1 {room}%n<b>:"))
def test_every_line_has_what_was_written_unchanged_and_no_more_often(values: Values) -> None:
    for language in LANGUAGES:
        wanted = [with_values(line, values, visible) for line in plain_lines(language)]
        assert list(all_lines(values, language)) == wanted


# The real commands, over a real ledger.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a recording for each of the odd texts, in all of its fields."""
    data = tmp_path / "data"
    monkeypatch.setenv("RECORDING_PANEL_DATA_DIR", str(data))

    async def record() -> None:
        async with opened(data) as ledger:
            for room, text in enumerate(LIKE_OURS):
                target = Target("relay.example", 1400000001, room, text, Source.CAMERA)
                plan = begin_start(target, text, Settings(text, (text, text)), text, NOW)
                opening = await ledger.begin(target.key, plan, Note("intent", text, NOW, text))
                await end(ledger, opening.session)

    asyncio.run(record())
    return data


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--language", "en", *arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


@pytest.mark.usefixtures("folder")
def test_the_list_has_each_text_once_in_each_of_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ran(capsys, "sessions", "--all").splitlines()[1:]
    assert len(lines) == len(LIKE_OURS)
    for line, text in zip(lines, reversed(LIKE_OURS), strict=True):
        # User, file name and profile.
        assert line.count(visible(text)) == 3


@pytest.mark.usefixtures("folder")
def test_scripts_get_each_text_as_it_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = [json.loads(line) for line in ran(capsys, "sessions", "--all", "--json").splitlines()]
    for fields, text in zip(found, reversed(LIKE_OURS), strict=True):
        names = ("account", "file_name", "profile", "operator")
        assert [fields[name] for name in names] == [text] * 4
        assert fields["tags"] == [text, text]
    table = tmp_path / "{room}%n<b>.csv"
    assert str(table) in ran(capsys, "sessions", "--all", "--export", str(table))
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, text in zip(rows, reversed(LIKE_OURS), strict=True):
        assert [unprotected(row[name]) for name in ("account", "file_name")] == [plain_cell(text)] * 2


@pytest.mark.usefixtures("folder")
def test_a_file_is_named_as_it_is_called(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "{path} {why} %s.csv"
    path.write_text("room,{name}%n\n1,2\n", encoding="utf-8")
    assert main(["--language", "en", "batch", "start", str(path)]) == 2
    assert "“{name}%n” is no column of a batch file." in capsys.readouterr().err
    path.unlink()
    assert main(["--language", "en", "batch", "start", str(path)]) == 2
    assert f"{path} can't be read: " in capsys.readouterr().err
    result = tmp_path / "{option}" / "{path}.csv"
    assert main(["--language", "en", "batch", "start", str(path), "--output", str(result)]) == 2
    assert f"--output: there is no folder {result.parent}" in capsys.readouterr().err
