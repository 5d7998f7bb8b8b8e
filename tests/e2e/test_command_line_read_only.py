"""``sessions`` on a data folder that can't be written: what is known is shown all the same."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.e2e.command_line import Panel
from tests.support.scripts import run_script
from tests.support.simulator.service_process import Service
from tests.support.unprivileged import make_read_only

UNPRIVILEGED = """
    import sys
    import gui.commands.text_table, gui.commands.texts
    import gui.core.ledger.read_only, gui.core.reports.json_fields
    import gui.core.services
    from gui.cli import main
    from tests.support.unprivileged import become_unprivileged

    become_unprivileged()
    sys.exit(main(["--data-dir", sys.argv[1], "sessions", "--json"]))
"""


@pytest.fixture
def panel(empty_panel: Panel, service: Service) -> Panel:
    empty_panel.add_profile("Main", service.url)
    assert empty_panel.start(990001, "alice").status == 0
    return empty_panel


@pytest.fixture
def medium(panel: Panel) -> Iterator[Path]:
    """The data folder on a medium that can only be read; anybody may enter it."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "data"
        shutil.copytree(panel.data_dir, folder)
        Path(made).chmod(0o755)
        make_read_only(folder)
        yield folder


def test_what_is_known_is_listed_and_why_no_more_goes_to_stderr(panel: Panel, service: Service) -> None:
    processes = panel.data_dir / "processes"
    processes.rmdir()
    processes.write_text("in the way", encoding="utf-8")
    ran = panel.run("sessions", "--json")
    assert ran.status == 0
    assert [fields["state"] for fields in ran.all_fields] == ["recording"]
    (note,) = ran.err.splitlines()
    assert note.startswith("The record on this computer can't be written now")
    assert str(processes) in note
    assert "alice" in panel.run("sessions", "--all").out
    assert len(service.record) == 1


def test_a_medium_that_can_only_be_read_is_listed_and_left_as_it_is(medium: Path) -> None:
    before = {path: path.read_bytes() for path in medium.rglob("*") if path.is_file()}
    ran = run_script(UNPRIVILEGED, medium)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["account"] == "alice"
    assert "can't be written now" in ran.stderr
    assert {path: path.read_bytes() for path in medium.rglob("*") if path.is_file()} == before


def test_where_nothing_can_be_read_either_the_trouble_itself_is_told(panel: Panel) -> None:
    (panel.data_dir / "processes").rmdir()
    (panel.data_dir / "processes").write_text("in the way", encoding="utf-8")
    (panel.data_dir / "ledger.sqlite3").unlink()
    ran = panel.run("sessions")
    assert ran.status == 4
    assert ran.err.startswith("The record on this computer can't be read.")
