"""Writes the man page and the completions of bash, zsh and fish from the command's own parser.

Usage: python packaging/freeze/reference.py FOLDER; needs argparse-manpage, shtab and the panel installed.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

from gui.cli import make_parser
from gui.commands import manual
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Source
from gui.core.foundation.licences import licensed_parts
from gui.core.foundation.messages import Messages
from gui.core.foundation.own_program import PROGRAM

COMPLETIONS = {"bash": f"{PROGRAM}.bash", "zsh": f"_{PROGRAM}", "fish": f"{PROGRAM}.fish"}
NAMES = f'{PROGRAM} profile list --json 2>/dev/null | sed -n \'s/^{{"name": "\\([^" ]*\\)".*/\\1/p\''
PROFILES = {
    "preamble": {
        "bash": f"""_recording_panel_profiles() {{
  local IFS=$'\\n'
  compgen -W "$({NAMES})" -- "$1"
}}""",
        "zsh": f"""_recording_panel_profiles() {{
  local -a names
  names=("${{(@f)$({NAMES})}}")
  compadd -a names
}}""",
        "fish": f"""function _recording_panel_profiles
  {NAMES}
end""",
    },
    "bash": "_recording_panel_profiles",
    "zsh": "_recording_panel_profiles",
    "fish": "(_recording_panel_profiles)",
}
"""In each shell's own words: names of profiles are asked of the command itself."""
SUMMARY = "start, stop and understand recordings of live rooms"


def main() -> None:
    """Write the four files."""
    # The width of a terminal must not get into the files.
    os.environ["COLUMNS"] = "80"
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{PROGRAM}.1").write_text(man_page(), encoding="utf-8")
    parser = new_parser()
    complete_files(parser)
    complete_words(parser)
    for shell, name in COMPLETIONS.items():
        (folder / name).write_text(shtab.complete(parser, shell), encoding="utf-8")


def new_parser() -> argparse.ArgumentParser:
    """The parser in English, as a manual is."""
    return make_parser(Messages("en"))


def man_page() -> str:
    """The manual, dated by the commit where that is known."""
    stamp = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    page = Manpage(
        new_parser(),
        {
            "description": SUMMARY,
            "project_name": PROGRAM,
            "version": version(PROGRAM),
            "manual_title": "User commands",
            "date": time.strftime("%Y-%m-%d", stamp),
        },
    )
    for heading, entries in (
        ("EXIT STATUS", {str(int(status)): text for status, text in manual.EXIT_STATUSES.items()}),
        ("ENVIRONMENT", manual.ENVIRONMENT),
        ("FILES", manual.FILES),
        ("REMOVING", manual.REMOVING),
        ("EXAMPLES", manual.EXAMPLES),
    ):
        page.add_section(heading, ">", tagged(entries))
    page.add_section("BUGS", ">", escaped(manual.BUGS))
    return str(page)


def tagged(entries: Mapping[str, str]) -> str:
    """A list of terms with their meaning, in the language of man pages."""
    return "\n".join(f".TP\n\\fB{escaped(term)}\\fR\n{escaped(text)}" for term, text in entries.items())


def escaped(text: str) -> str:
    """The text as groff shows it unchanged; no line of ours begins with a dot."""
    return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("~", "\\(ti")


def complete_files(parser: argparse.ArgumentParser) -> None:
    """Let each argument that takes a file or a folder complete those."""
    for action in actions(parser):
        mark = shtab.DIR if action.metavar == "DIR" else shtab.FILE if takes_file(action) else None
        if mark:
            # shtab's own way to mark an argument.
            action.complete = mark  # type: ignore[attr-defined]


def complete_words(parser: argparse.ArgumentParser) -> None:
    """Let arguments whose values are known complete them; the man page lists no such choices."""
    words = {
        "source": [source.word for source in Source],
        "code": [entry.key for entry in Catalogue("en").codes()],
        "licences": [part.name for part in licensed_parts() if " " not in part.name],
    }
    for action in actions(parser):
        if action.dest == "profile" and action.option_strings:
            action.complete = PROFILES  # type: ignore[attr-defined]  # shtab's own way
        elif action.choices is None and action.dest in words:
            action.choices = words[action.dest]


def takes_file(action: argparse.Action) -> bool:
    """Whether its value is a file's path; the name that a recording's file gets on the service is none."""
    metavar = action.metavar or ""
    is_path = metavar == "F" or str(metavar).startswith(("FILE", "RESULT"))
    return is_path and action.dest != "file_name"


def actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All arguments of a parser and its sub-commands; argparse has no public list of them."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from actions(inner)


if __name__ == "__main__":
    main()
