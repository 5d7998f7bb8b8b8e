"""What a command loads before it is done: somebody, or a script, waits for each import.

The lists say what a command may load; an import at the top of a file that leads to more is found here.
"""

import json
import sys
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
GROUPS = frozenset("batch doctor explain ledger profile report sessions simulator start_stop".split())
SLOW = frozenset(
    "asyncio concurrent email getpass http importlib.metadata shutil sqlite3 ssl subprocess tempfile".split()
)
"""Of Python's own: what takes a millisecond or more."""
PYDANTIC = "annotated_types pydantic pydantic_core typing_extensions typing_inspection"
HTTP = (
    "aiohappyeyeballs aiohttp aiosignal attr backports certifi frozenlist httpx httpx_aiohttp idna multidict"
    " propcache yarl"
)
READING = "catalogue foundation ledger presentation protocol security sessions"
"""The wings of a command that lists recordings."""


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
    "--version": Loads(group="", slow="email importlib.metadata shutil tempfile"),
    "explain 30000410": Loads("explain", "catalogue foundation presentation security"),
    "explain --json 30000410": Loads("explain", "catalogue foundation presentation reports security"),
    "sessions": Loads("sessions", READING, slow="sqlite3"),
    "sessions --all": Loads("sessions", READING, slow="sqlite3"),
    "sessions --json": Loads("sessions", f"{READING} reports", slow="sqlite3"),
    "profile list": Loads(
        "profile",
        "catalogue foundation profiles protocol security",
        PYDANTIC,
        "email http importlib.metadata shutil tempfile",
    ),
    "start --room 990001 --account alice --file-name x": Loads(
        "start_stop",
        f"{READING} connection network profiles recording reports traces",
        f"{HTTP} {PYDANTIC} platformdirs",
        " ".join(SLOW - {"shutil"}),
    ),
}


def loaded_by(panel: Panel, folder: Path, command: str) -> list[str]:
    script, found = folder / "script.py", folder / "found.json"
    script.write_text(SCRIPT)
    done = panel.run_command([sys.executable, str(script), str(found), *command.split()])
    assert done.status == 0, done.err
    names: list[str] = json.loads(found.read_text())
    return names


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_only_what_it_needs(command: str, panel: Panel, tmp_path: Path) -> None:
    may = COMMANDS[command]
    panel.run("sessions")

    names = loaded_by(panel, tmp_path, command)

    ours = [name.split(".") for name in names if name.startswith("gui.")]
    groups = {parts[2] for parts in ours if parts[1] == "commands" and len(parts) > 2}
    wings = {parts[2] for parts in ours if parts[1] == "core" and len(parts) > 2}
    tops = {name.partition(".")[0] for name in names}
    others = {name for name in tops - sys.stdlib_module_names - {"gui"} if not name.startswith("_sysconfig")}
    assert groups & GROUPS <= set(may.group.split())
    assert wings - {"services"} <= set(may.wings.split())
    assert others <= set(may.others.split())
    assert SLOW & set(names) <= set(may.slow.split())
    assert not {parts[1] for parts in ours} & {"app", "widgets", "simulator"}


def test_every_sub_command_is_found_in_its_group(panel: Panel, tmp_path: Path) -> None:
    shown = panel.run("--help").out

    for word in "start stop batch sessions settle explain report doctor profile ledger simulator".split():
        assert f"\n    {word} " in shown
        names = loaded_by(panel, tmp_path, f"{word} --help")
        groups = {name.split(".")[2] for name in names if name.startswith("gui.commands.")} & GROUPS
        assert len(groups) == 1 or word == "profile", word
