"""What a command loads before it is done: somebody, or a script, waits for each import.

The lists say what a command may load; an import at the top of a file that leads to more is found here.
The desk is in no team, and nothing of one is loaded.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.e2e.command_line import Panel

SCRIPT = """
import json, pathlib, sys
before = set(sys.modules)
from gui.cli import main
try:
    status = main(sys.argv[2:])
except SystemExit as end:
    status = end.code
found = sorted(name for name, module in sys.modules.items() if name not in before and module is not None)
pathlib.Path(sys.argv[1]).write_text(json.dumps(found))
sys.exit(status)
"""
GROUPS = "batch doctor explain ledger profile report sessions simulator start_stop"
SLOW = "asyncio concurrent email getpass http importlib.metadata shutil sqlite3 ssl subprocess tempfile"
"""Of Python's own: what takes a millisecond or more."""
HTTP = "aiohappyeyeballs aiohttp attr backports frozenlist httpx httpx_aiohttp idna multidict propcache yarl"
READING = "catalogue foundation ledger presentation protocol security sessions"
"""The wings of a command that lists recordings."""

WHETHER_IN_A_TEAM = "gui.commands.team gui.commands.team.team_names gui.core.recording.alone_team"
"""All that a desk without a team loads of one: it finds out that there is none."""


@dataclass(frozen=True)
class Loads:
    """What a command may load, each as words in one text.

    :param group: of its own sub-commands; ``wings`` those of the core, ``others`` packages of others,
        ``slow`` those of :data:`SLOW`.
    """

    group: str = ""
    wings: str = "catalogue foundation security"
    others: str = ""
    slow: str = ""


COMMANDS = {
    "--version": Loads(slow="email importlib.metadata shutil tempfile"),
    "explain 30000410": Loads("explain", "catalogue foundation presentation security"),
    "explain --json 30000410": Loads("explain", "catalogue foundation presentation reports security"),
    "sessions": Loads("sessions", READING, slow="sqlite3"),
    "sessions --all": Loads("sessions", READING, slow="sqlite3"),
    "sessions --mine": Loads("sessions", READING, slow="sqlite3"),
    "sessions --json": Loads("sessions", f"{READING} reports", slow="sqlite3"),
    "profile list": Loads(
        # Whoever removes a profile is told of its sessions.
        "profile sessions",
        "catalogue foundation profiles protocol security",
        "",
        SLOW.replace("sqlite3 ", ""),
    ),
    "start --room 990001 --account alice --file-name x": Loads(
        "start_stop",
        f"{READING} connection network profiles recording reports traces",
        f"{HTTP} platformdirs typing_extensions",
        SLOW,
    ),
}


def words(text: str) -> set[str]:
    return set(text.split())


def loaded_by(panel: Panel, folder: Path, command: str) -> list[str]:
    script, found = folder / "script.py", folder / "found.json"
    script.write_text(SCRIPT)
    done = panel.run_command([sys.executable, str(script), str(found), *command.split()])
    assert done.status == 0, done.err
    names: list[str] = json.loads(found.read_text())
    return names


def parts_of(package: str, names: Iterable[str]) -> set[str]:
    """What stands right behind a package in its modules' names."""
    return {name.split(".")[2] for name in names if name.startswith(f"gui.{package}.")}


MOST_OF_A_START = 450
"""Modules of everybody's that a start may load: each takes a fifth of a millisecond at least."""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_only_what_it_needs(command: str, panel: Panel, tmp_path: Path) -> None:
    may = COMMANDS[command]
    panel.run("sessions")

    names = loaded_by(panel, tmp_path, command)

    tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    # Names with a line in front, and Cython's, are made by extensions.
    others = {name for name in tops if not name.startswith(("_", "cython"))}
    assert parts_of("commands", names) & words(GROUPS) <= words(may.group)
    assert parts_of("core", names) - {"services"} <= words(may.wings)
    assert others <= words(f"gui {may.others}")
    assert words(SLOW) & set(names) <= words(may.slow)
    of_a_team = {name for name in names if name.startswith("gui.") and "team" in name}
    assert of_a_team <= words(WHETHER_IN_A_TEAM if "start_stop" in may.group else "")
    assert len(names) <= MOST_OF_A_START
    assert not [name for name in names if name.startswith(("gui.app", "gui.widgets", "gui.simulator"))]
