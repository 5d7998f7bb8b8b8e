"""The window starts without the command line's sub-commands, and nothing else does."""

import pytest

from gui.commands.parsing import only_options_of_the_window


@pytest.mark.parametrize(
    "line",
    ["", "--tour", "--profile start", "--profile=Main --data-dir /tmp --language zh_CN --tour-folder x"],
)
def test_options_of_the_window_need_no_sub_command(line: str) -> None:
    assert only_options_of_the_window(line.split())


@pytest.mark.parametrize(
    "line",
    ["--help", "-h", "start", "--profile Main start", "--language=en explain 30000411", "--unknown", "--"],
)
def test_everything_else_is_told_with_all_sub_commands(line: str) -> None:
    assert not only_options_of_the_window(line.split())
