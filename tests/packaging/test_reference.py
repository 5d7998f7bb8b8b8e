"""The man page and the completions: from the command's own parser, complete, and clean for their readers.

packaging/package-test runs these with those in the .deb; elsewhere they are made anew by the tools for it.
"""

import argparse
import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from gui.cli import make_parser
from gui.commands import manual
from gui.commands.context import Exit
from gui.core.foundation.messages import Messages
from gui.core.foundation.screen import NO_WINDOW
from tests.support.installed.packages import FOLDER, deb
from tests.support.tree import ROOT

MISSING = [name for name in ("shtab", "argparse_manpage") if not FOLDER and find_spec(name) is None]
needs_build_tools = pytest.mark.skipif(
    bool(MISSING), reason=f"not run: {', '.join(MISSING)} of packaging/lock/package.txt is not installed here"
)


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    # argparse has no public list of its arguments.
    for action in vars(parser)["_actions"]:
        if isinstance(action.choices, dict):
            for inner in action.choices.values():
                yield from parsers(inner)


def options() -> set[str]:
    found: set[str] = set()
    for parser in parsers(make_parser(Messages("en"))):
        found.update(one for one in vars(parser)["_option_string_actions"] if one.startswith("--"))
    return found - {"--help"}


def sub_commands() -> set[str]:
    return {parser.prog for parser in parsers(make_parser(Messages("en")))}


def of_the_deb(folder: Path) -> Path:
    """The four files of the package, under the names that they are made with."""
    subprocess.run(["dpkg-deb", "--extract", deb(), folder], check=True, timeout=60)
    share = folder / "usr" / "share"
    page = gzip.decompress((share / "man/man1/recording-panel.1.gz").read_bytes())
    (folder / "recording-panel.1").write_bytes(page)
    (share / "bash-completion/completions/recording-panel").rename(folder / "recording-panel.bash")
    (share / "zsh/vendor-completions/_recording-panel").rename(folder / "_recording-panel")
    (share / "fish/vendor_completions.d/recording-panel.fish").rename(folder / "recording-panel.fish")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    if FOLDER:
        return of_the_deb(folder)
    script = ROOT / "packaging" / "freeze" / "reference.py"
    environment = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, script, folder], check=True, env=environment, timeout=60)
    return folder


def plain(page: Path) -> str:
    return page.read_text(encoding="utf-8").replace("\\-", "-").replace("\\,", "").replace("\\/", "")


def test_the_manual_knows_every_exit_status() -> None:
    assert list(manual.EXIT_STATUSES) == [*Exit, NO_WINDOW]


def test_the_manual_knows_every_variable_of_ours_that_the_program_reads() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "gui").rglob("*.py"))
    assert {one for one in manual.ENVIRONMENT if one.startswith("RECORDING_PANEL_")} == set(
        re.findall(r"\"(RECORDING_PANEL_[A-Z_]*[A-Z])\"", text)
    )


@needs_build_tools
def test_the_man_page_has_each_command_option_status_and_variable(made: Path) -> None:
    page = plain(made / "recording-panel.1")
    names = {*options(), *sub_commands(), *manual.ENVIRONMENT, *manual.EXAMPLES}
    assert [name for name in sorted(names) if name not in page] == []
    sections = [line.removeprefix(".SH ") for line in page.splitlines() if line.startswith(".SH ")]
    assert sections[:3] == ["NAME", "SYNOPSIS", "DESCRIPTION"]
    assert sections[-6:] == ["EXIT STATUS", "ENVIRONMENT", "FILES", "REMOVING", "EXAMPLES", "BUGS"]
    assert "whoever gave you this program" in page


def test_the_manual_says_what_a_removal_leaves_and_how_that_goes() -> None:
    text = " ".join(manual.REMOVING.values())
    assert all(word in text for word in ("profile remove", "apt remove", "--uninstall", "keychain", "rm -r"))


@needs_build_tools
@pytest.mark.skipif(shutil.which("man") is None, reason="not run: there is no man here")
def test_the_reader_of_man_pages_has_nothing_to_complain_about(made: Path) -> None:
    command = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(made / "recording-panel.1")]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")


@needs_build_tools
@pytest.mark.parametrize(
    ("shell", "name"),
    [("bash", "recording-panel.bash"), ("zsh", "_recording-panel"), ("fish", "recording-panel.fish")],
)
def test_a_shell_reads_its_completions(made: Path, shell: str, name: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"not run: there is no {shell} here")
    subprocess.run([shell, "-n", str(made / name)], check=True, timeout=30)


OFFERS = pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["se"], {"sessions", "settle"}),
        (["profile", "te"], {"test"}),
        (["start", "--ro"], {"--room"}),
        (["settle", "1", ""], {"ended", "recording"}),
        (["start", "--source", ""], {"camera", "screen"}),
        (["explain", "3000041"], {"30000411"}),
        (["--licences", "py"], {"pydantic"}),
        (["start", "--profile", ""], {"Practice", "Main"}),
        (["report", "1", "--output", ""], {"a.csv"}),
    ],
    ids=lambda given: " ".join(sorted(given)),
)


def asked_for_profiles(folder: Path) -> str:
    """A PATH with a stand-in for the command, which the completions ask."""
    command = folder / "bin" / "recording-panel"
    command.parent.mkdir()
    command.write_text('#!/bin/sh\nprintf \'{"name": "%s", "default": true}\\n\' Practice "two words" Main\n')
    command.chmod(0o755)
    return f"{command.parent}:/usr/bin:/bin"


@needs_build_tools
@OFFERS
def test_bash_offers_what_may_come_next(
    made: Path, tmp_path: Path, typed: list[str], offered: set[str]
) -> None:
    (tmp_path / "a.csv").touch()
    words = " ".join(f"'{word}'" for word in ["recording-panel", *typed])
    script = f"""
        source '{made}/recording-panel.bash'
        COMP_WORDS=({words}); COMP_CWORD={len(typed)}
        function=$(complete -p recording-panel | grep -o -- '-F [^ ]*'); ${{function#-F }}
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    run = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={"PATH": asked_for_profiles(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert offered <= set(run.stdout.split()), run.stderr


@needs_build_tools
@OFFERS
@pytest.mark.skipif(shutil.which("fish") is None, reason="not run: there is no fish here")
def test_fish_offers_what_may_come_next(
    made: Path, tmp_path: Path, typed: list[str], offered: set[str]
) -> None:
    (tmp_path / "a.csv").touch()
    line = " ".join(["recording-panel", *typed])
    run = subprocess.run(
        ["fish", "--no-config", "-c", f"source '{made}/recording-panel.fish'; complete -C '{line}'"],
        cwd=tmp_path,
        env={"PATH": asked_for_profiles(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert offered <= {one.partition("\t")[0] for one in run.stdout.splitlines()}, run.stderr
