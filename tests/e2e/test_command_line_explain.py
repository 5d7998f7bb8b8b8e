"""``explain``: codes, log lines and words, without anything heavy behind it."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gui.cli import main
from gui.core.catalogue.errors import LocalFailure
from tests.support.e2e.command_line import Fields, Panel
from tests.support.tree import golden

DOCUMENTED: dict[str, list[str]] = golden("recording_error_codes.json")
Explain = Callable[..., tuple[int, str, str]]


@pytest.fixture
def explain(capsys: pytest.CaptureFixture[str]) -> Explain:
    """Status, stdout and stderr of ``explain`` in English."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["--language", "en", "explain", *arguments])
        return status, *capsys.readouterr()

    return run


def fields_of(out: str) -> list[Fields]:
    return [json.loads(line) for line in out.splitlines()]


def test_there_are_thirty_documented_codes() -> None:
    assert len(DOCUMENTED) == 30


@pytest.mark.parametrize("code", DOCUMENTED)
def test_every_documented_code_shows_its_own_description_and_solution(explain: Explain, code: str) -> None:
    status, text, _ = explain(code)
    _, as_json, _ = explain("--json", code)
    (fields,) = fields_of(as_json)
    description, solution = DOCUMENTED[code]

    assert status == 0
    assert f"What it means: {description}\n" in text
    assert f"What to do: {solution}\n" in text
    assert "On a start: " in text
    assert "On a stop: " in text
    assert (fields["code"], fields["description"], fields["solution"]) == (int(code), description, solution)


def test_effect_who_and_steps_depend_on_the_operation(explain: Explain) -> None:
    _, out, _ = explain("--json", "30000411")
    (fields,) = fields_of(out)

    assert fields["start"]["effect"] == "nothing"
    assert fields["start"]["who"] == "you_and_host"
    assert fields["start"]["steps"] == ["copy_question", "edit_as_new", "start_again"]
    assert fields["stop"]["effect"] == "maybe"
    assert fields["stop"]["who"] == "nobody"
    assert fields["stop"]["steps"] == ["mark_as_ended", "stop_again", "copy_for_vod"]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["--", "-3"], [-3]),
        (["-3"], [-3]),
        (["4294967293"], [-3]),
        (["３００００４１１"], [30000411]),
        (["30000411,", "30000415"], [30000411, 30000415]),
        (["1"], [1]),
        (["12345"], [12345]),
        (["2026-11-22 10:02 room 10001 user 2: start failed, code=30000411 (try 1 of 3)"], [30000411]),
        (['{"reqhead":{"uint32_auth_key":10001,"uint32_result":4294967295}}'], [-1]),
        (['{"ActionStatus":"FAIL","ErrorCode":70001,"ErrorInfo":""}'], [70001]),
        (["开始失败，错误码：30000415，房间 10001"], [30000415]),
        (["at 10:02 the relay said 70346 to room 10001"], [70346]),
        (["result: 2 for room 10001"], [2]),
    ],
)
def test_a_code_is_found_in_whatever_is_pasted(
    explain: Explain, arguments: list[str], codes: list[int]
) -> None:
    status, out, _ = explain("--json", *arguments)

    assert status == 0
    assert [fields["code"] for fields in fields_of(out)] == codes


@pytest.mark.parametrize("word", [word.value for word in LocalFailure])
def test_the_words_of_local_failures_are_explained_too(explain: Explain, word: str) -> None:
    status, out, _ = explain("--json", word)
    (fields,) = fields_of(out)

    assert (status, fields["code"], fields["problem"]) == (0, None, word)
    assert fields["description"]


@pytest.mark.parametrize("arguments", [["banana"], ["99999999999"], ["room", "10001"], ["\x1b[2J"]])
def test_what_holds_no_code_exits_2_with_a_hint(explain: Explain, arguments: list[str]) -> None:
    status, out, err = explain(*arguments)

    assert (status, out) == (2, "")
    assert "30000411" in err
    assert "\x1b" not in err


def test_zero_is_no_error(explain: Explain) -> None:
    status, out, _ = explain("0")

    assert status == 0
    assert "accepted" in out


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_a_log_line_may_come_on_standard_input(
    explain: Explain, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    line = 'rsp_0x5 {"uint32_result":30000412,"str_errorinfo":"record already stoped!"}\xff\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line.encode("latin-1"))))
    status, out, _ = explain("--json", *arguments)

    assert status == 0
    assert [fields["code"] for fields in fields_of(out)] == [30000412]


def test_explaining_imports_nothing_heavy_and_no_command_imports_qt(panel: Panel, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from gui.cli import main\n"
        "def loaded(*names):\n"
        "    return sorted(set(names) & {name.split('.')[0] for name in sys.modules})\n"
        "main(['explain', '30000411'])\n"
        "heavy = loaded('httpx', 'aiohttp', 'pydantic', 'sqlite3', 'keyring', 'asyncpg')\n"
        "target = ['--room', '990001', '--account', 'alice']\n"
        "main(['start', *target, '--file-name', 'x'])\n"
        "main(['sessions'])\n"
        "main(['stop', *target])\n"
        "main(['settle', '1', 'ended'])\n"
        "main(['profile', 'test'])\n"
        "main(['simulator', '--host', '192.0.2.1'])\n"
        "print(heavy, loaded('PySide6', 'shiboken6', 'qasync', 'httpx', 'asyncpg'))\n"
    )
    done = panel.run_script(script)

    assert done.out.splitlines()[-1] == "[] ['httpx']"
