"""The parser's own words, in the user's language and in whatever Python this is."""

import argparse
import ast
import inspect
from pathlib import Path

import pytest

from gui.cli import main
from gui.commands.argparse_translation import KEYS
from gui.core.foundation.messages import Messages

FOLDER = "--data-dir", str(Path("/nowhere"))


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests find argparse as it was."""
    for name in ("_", "ngettext"):
        monkeypatch.setattr(argparse, name, getattr(argparse, name))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*FOLDER, *arguments])
    assert ended.value.code == 2
    return capsys.readouterr().err.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("settle", "1"), "recording-panel settle: 缺少参数：decision"),
        (("sessions", "--some"), "recording-panel: 无法识别的参数：--some"),
        (("stop", "--room"), "recording-panel stop: 参数 --room：后面需要一个值"),
        (("sessions", "--all=3"), "recording-panel sessions: 参数 --all：不需要值，却给了 '3'"),
        (("start", "--class-id"), "recording-panel start: 参数 --class-id：后面需要一个值"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert said(capsys, "--language", "zh_CN", *arguments) == words


def test_a_wrong_choice_names_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, "--language", "zh_CN", "settle", "1", "over")
    # Newer Pythons write the choices without quotes.
    plain = words.replace("'", "")
    assert plain == "recording-panel settle: 参数 decision：没有 over 这个选择（可选：ended, recording）"


def test_help_is_in_chinese_from_the_first_word_to_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--language", "zh_CN", "settle", "--help"])
    text = capsys.readouterr().out
    assert text.startswith("用法：recording-panel settle")
    for words in ("\n选项:", "\n参数:", "显示本帮助并退出"):
        assert words in text
    for words in ("usage", "options:", "positional", "show this"):
        assert words not in text


def test_english_stays_as_python_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, "--language", "en", "settle", "1")
    assert words == "recording-panel settle: the following arguments are required: decision"
    assert {text: Messages("en").text(key) for text, key in KEYS.items()} == {text: text for text in KEYS}


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["start", "--room", "1", "--account", "-alice"], "--account=-alice"),
        (["start", "--room", "1", "--file-name", "-x=1"], "--file-name=-x=1"),
        (["--profile", "-x", "sessions"], "--profile=-x"),
        (["sessions", "--export", "-x.csv"], "--export=-x.csv"),
        (["batch", "start", "-x.csv"], "-- -x.csv"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_how_a_value_that_begins_with_a_dash_is_given_is_said(
    capsys: pytest.CaptureFixture[str], language: str, arguments: list[str], hint: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*FOLDER, "--language", language, *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[1].endswith(hint)


def test_a_value_that_is_missing_gets_no_hint_at_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["start", "--account"], ["start", "--account", "--room", "1"], ["--prfile", "x"]):
        with pytest.raises(SystemExit):
            main([*FOLDER, "--language", "en", *arguments])
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 2
        assert lines[1].startswith("Help: ")


def test_what_is_translated_is_what_this_python_says() -> None:
    words = {
        node.value
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert KEYS.keys() <= words


@pytest.mark.parametrize("text", sorted(KEYS))
def test_a_translation_fills_in_the_same_values(text: str) -> None:
    values = {"argument_name": "<a>", "message": "<b>", "value": "<c>", "choices": "<d>", "type": "<e>"}
    translated = Messages("zh_CN").text(KEYS[text])
    filled = text % values if "%(" in text else text % "<a>" if "%" in text else text
    again = translated % values if "%(" in text else translated % "<a>" if "%" in text else translated
    assert sorted(v for v in ("<a>", "<b>", "<c>", "<d>", "<e>") if v in filled) == sorted(
        v for v in ("<a>", "<b>", "<c>", "<d>", "<e>") if v in again
    )
