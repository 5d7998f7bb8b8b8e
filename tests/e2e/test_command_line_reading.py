"""Commands that only read speak of reading, and ``doctor`` names a remedy for whatever keeps the folder."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.e2e.command_line import Panel
from tests.support.scripts import run_script
from tests.support.simulator.service_process import Service
from tests.support.unprivileged import make_read_only

READING = [("sessions",), ("sessions", "--json"), ("profile", "list"), ("report", "1", "--output", "r.zip")]
DOCTOR = """
    import sys
    import gui.commands.doctor, gui.commands.heartbeat, gui.commands.texts
    import gui.commands.profiles.profile_check
    import gui.core.connection.connections, gui.core.connection.preflight
    import gui.core.ledger.ledger, gui.core.ledger.salvage
    import gui.core.profiles.credentials, gui.core.security.keychain
    from gui.cli import main
    from tests.support.unprivileged import become_unprivileged

    become_unprivileged()
    sys.exit(main(["--data-dir", sys.argv[1], "doctor"]))
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that anybody may enter."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.parametrize("command", READING)
def test_a_command_that_reads_says_that_it_can_not_read(
    empty_panel: Panel, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "a file"
    file.write_text("no folder", encoding="utf-8")
    ran = empty_panel.run("--data-dir", str(file), *command)
    assert (ran.status, ran.out) == (4, "")
    assert ran.err.startswith("The record on this computer can't be read.")
    assert "written" not in ran.err
    assert "What to do: Check that this is the right data folder" in ran.err
    assert str(file) in ran.err


def test_a_command_that_sends_says_that_nothing_was_sent(empty_panel: Panel, tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("no folder", encoding="utf-8")
    ran = empty_panel.run(
        *("--data-dir", str(file), "start", "--room", "1", "--account", "a", "--file-name", "f", "--json")
    )
    assert (ran.status, ran.fields["problem"]) == (4, "ledger")
    assert "so nothing was sent" in ran.fields["description"]


def test_the_doctor_says_that_a_folder_is_still_to_be_made(empty_panel: Panel) -> None:
    ran = empty_panel.run("doctor")
    assert ran.status == 0
    assert f"✓ Data folder: {empty_panel.data_dir}: not there yet" in ran.out


@pytest.mark.parametrize("kind", ["a file", "no right to read", "no right to write", "no right to make it"])
def test_the_doctor_names_what_keeps_the_folder_from_use_and_the_remedy(
    place: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    folder = place / "data"
    if kind == "a file":
        folder.write_text("no folder", encoding="utf-8")
    else:
        folder.mkdir()
        make_read_only(folder)
    if kind == "no right to read":
        folder.chmod(0)
    elif kind == "no right to make it":
        folder = folder / "inner"
    ran = run_script(DOCTOR, folder)
    assert ran.returncode == 4, ran.stderr
    first, description, remedy, *rest = ran.stdout.splitlines()
    assert first == "✕ Data folder"
    written = kind.endswith(("write", "make it"))
    assert ("can't be written" if written else "can't be read") in description
    assert remedy.startswith("  What to do: ")
    details = "\n".join(rest)
    assert str(place / "data") in details
    assert ("Free disk space" in details) == (kind == "no right to write")


def test_the_doctor_tells_each_profiles_trouble_with_its_remedy(empty_panel: Panel, service: Service) -> None:
    empty_panel.add_profile("no name", "https://no-such-host.invalid")
    empty_panel.add_profile("no service", "https://127.0.0.1:1")
    empty_panel.add_profile("works", service.url)
    ran = empty_panel.run("doctor")
    assert ran.status == 4
    lines = ran.out.splitlines()
    red = [number for number, line in enumerate(lines) if line.lstrip().startswith("red")]
    assert [lines[number].split(":")[0].split()[1:] for number in red] == [["Host", "name"], ["Connection"]]
    for number in red:
        assert lines[number + 1].lstrip().startswith("What to do: ")
    assert "Profile works" in lines
