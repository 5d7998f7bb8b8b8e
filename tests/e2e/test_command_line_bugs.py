"""A bug of the panel in the middle of a command: exit status, state and words say no more than was sent."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.e2e.command_line import LIMIT_S, Panel, Ran
from tests.support.panel_command import checkout_only
from tests.support.simulator.service_process import Service

pytestmark = checkout_only

# A bug that strikes one user's packets, before or after they were sent; or the telling of what came of it.
PROGRAM = """
import sys
from gui.cli import main
from gui.commands import batch
from gui.core.network.relay_client import RelayClient

where, *arguments = sys.argv[1:]
send = RelayClient.send

async def broken(self, packet, random, exchange):
    bob = packet.reqhead.rpt_to_Account == ["bob"]
    if bob and where == "before":
        raise ZeroDivisionError("a bug")
    done = await send(self, packet, random, exchange)
    if bob and where == "after":
        raise ZeroDivisionError("a bug")
    return done

def untold(*_arguments, **_others):
    raise ZeroDivisionError("a bug")

RelayClient.send = broken
if where == "telling":
    batch.summary = untold
sys.exit(main(arguments))
"""
ROWS = "room,account,file_name\n990001,alice,a\n990002,bob,b\n990003,carol,c\n"


def run(panel: Panel, where: str, *arguments: str) -> Ran:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, where, *arguments],
        cwd=panel.data_dir.parent,
        env=panel.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def rows(panel: Panel, service: Service) -> Path:
    """Three users, each in a room, with their cameras on."""
    for room, account in ((990001, "alice"), (990002, "bob"), (990003, "carol"), (990004, "bob")):
        service.enter(room, account)
    file = panel.data_dir.parent / "rows.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("where", "status", "outcome", "state", "problem"),
    [
        ("before", 4, "not_sent", "failed", "panel_bug"),
        ("after", 3, "unknown", "unknown", "panel_bug_after"),
    ],
)
def test_a_bug_at_one_row_is_told_and_every_row_has_its_line(
    panel: Panel, rows: Path, where: str, status: int, outcome: str, state: str, problem: str
) -> None:
    done = run(panel, where, "batch", "start", str(rows), "--json")
    # Two rows were sent in any case.
    assert done.status == 3
    told = {one["account"]: one for one in done.all_fields}
    assert [told[name]["outcome"] for name in ("alice", "bob", "carol")] == ["accepted", outcome, "accepted"]
    assert (told["bob"]["state"], told["bob"]["problem"]) == (state, problem)
    assert "ZeroDivisionError: a bug" in done.err
    assert "Rows that ended by a fault of the panel: 1." in done.err

    # A single request says the same of itself.
    single = ("--room", "990004", "--account", "bob", "--file-name", "b", "--json")
    alone = run(panel, where, "start", *single)
    assert (alone.status, alone.fields["outcome"], alone.fields["problem"]) == (status, outcome, problem)
    assert alone.fields["state"] == state
    assert "ZeroDivisionError: a bug" in alone.err


def test_a_bug_in_the_telling_leaves_the_exit_status_to_the_recordings(panel: Panel, rows: Path) -> None:
    done = run(panel, "telling", "batch", "start", str(rows), "--json")
    assert (done.status, [one["outcome"] for one in done.all_fields]) == (0, ["accepted"] * 3)
    assert "This is a bug of the panel." in done.err
