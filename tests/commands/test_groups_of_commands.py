"""A sub-command reads the same whether its group alone is loaded or, as for the whole help, all of them."""

import pytest

from gui.cli import make_parser
from gui.commands.groups import groups_for
from gui.commands.parsing import command_in
from gui.core.foundation.messages import LANGUAGES, Messages

COMMANDS = "start stop batch sessions settle explain report doctor profile team ledger simulator".split()  # noqa: SIM905


def printed(capsys: pytest.CaptureFixture[str], language: str, only: str, *arguments: str) -> str:
    parser = make_parser(Messages(language), only=only)
    with pytest.raises(SystemExit):
        parser.parse_args(list(arguments))
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_and_errors_of_a_command_are_those_of_the_whole_program(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(groups_for(command)) == 1
    for arguments in ((command, "--help"), (command, "--no-such"), (command, "a", "b", "c", "--profile")):
        alone = printed(capsys, language, command, *arguments)
        assert alone == printed(capsys, language, "", *arguments)
        assert alone


def test_the_whole_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    whole = printed(capsys, "en", "", "--help")

    assert [word for word in COMMANDS if f"\n    {word} " not in whole] == []
    assert len(groups_for("")) == len({groups_for(word) for word in COMMANDS})


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["explain", "1"], "explain"),
        (["--profile", "start", "stop"], "stop"),
        (["--profile=start", "--data-dir", "/x", "stop"], "stop"),
        (["--language", "en", "no-such"], "no-such"),
        (["--profile", "start"], ""),
        (["--profile", "-1", "stop"], ""),
        (["--help", "stop"], ""),
        (["--", "stop"], ""),
        (["--tour", "stop"], ""),
        ([], ""),
    ],
)
def test_the_command_is_found_behind_the_global_options(arguments: list[str], command: str) -> None:
    assert command_in(arguments) == command
