"""``profile export`` and ``profile import``: profiles go to another computer, secrets do not."""

import json
from pathlib import Path

import pytest

from tests.support.e2e.command_line import APP, IDENTIFIER, Panel
from tests.support.network.certificate_files import PASSPHRASE, make

KEY = "canary01234567890" * 3


@pytest.fixture
def panel(keychain_panel: Panel) -> Panel:
    return keychain_panel


@pytest.fixture
def other(panel: Panel, tmp_path: Path) -> Panel:
    """Another computer: its own data folder, the same files in reach."""
    return Panel(tmp_path / "other-data", Path(panel.environment["HOME"]))


def test_an_export_has_everything_but_the_secrets_and_is_imported_elsewhere(
    panel: Panel, other: Panel, tmp_path: Path
) -> None:
    folder = tmp_path / "certificates"
    folder.mkdir()
    files = make(folder)
    store = str(files.folder / "locked.p12")
    given = ("--url", "https://relay.example", "--sdk-app-id", str(APP), "--identifier", IDENTIFIER)
    options = ("--client-cert", store, "--colour", "olive", "--overrun-hours", "9")
    secrets = ("--secret-key-stdin", "--passphrase-stdin")
    added = panel.run_with_input(
        f"{KEY}\n{PASSPHRASE}\n", "profile", "add", "Main", *given, *options, *secrets
    )
    assert (added.status, added.err) == (0, "")
    assert len(json.loads((tmp_path / "keyring.json").read_text(encoding="utf-8"))) == 2

    out = tmp_path / "out.json"
    exported = panel.run("profile", "export", str(out))
    assert (exported.status, exported.err) == (0, "")
    text = out.read_text(encoding="utf-8")
    for secret in (KEY, PASSPHRASE, json.dumps(PASSPHRASE)[1:-1]):
        assert secret not in text + exported.out

    imported = other.run("profile", "import", str(out))
    assert (imported.status, imported.err) == (0, "")
    assert other.run("profile", "show", "Main", "--json").fields == {
        **panel.run("profile", "show", "Main", "--json").fields,
    }
    assert "give each one its usersig or secret key" in imported.out


def test_an_export_is_not_written_over_a_file_and_may_be_of_one_profile(panel: Panel, tmp_path: Path) -> None:
    for name in ("Main", "Second"):
        panel.add_profile(name, "https://relay.example")
    out = tmp_path / "out.json"
    assert panel.run("profile", "export", str(out), "--profile", "Second").status == 0
    assert [one["name"] for one in json.loads(out.read_text(encoding="utf-8"))["profiles"]] == ["Second"]
    before = out.read_bytes()
    again = panel.run("profile", "export", str(out))
    assert (again.status, again.err) == (2, f"FILE: {out} is there already. Choose another name.\n")
    assert out.read_bytes() == before


def test_there_is_nothing_to_export_of_practice(panel: Panel, tmp_path: Path) -> None:
    none = panel.run("profile", "export", str(tmp_path / "out.json"))
    practice = panel.run("profile", "export", str(tmp_path / "out.json"), "--profile", "Practice")
    assert (none.status, practice.status) == (2, 2)
    assert "Practice is built in" in practice.err
    assert not (tmp_path / "out.json").exists()


def test_a_secret_in_a_name_keeps_the_export_from_being_written(panel: Panel, tmp_path: Path) -> None:
    panel.add_profile(f"desk {KEY[:20]}", "https://relay.example")
    refused = panel.run("profile", "export", str(tmp_path / "out.json"), RECORDING_PANEL_SECRET_KEY=KEY[:20])
    assert refused.status == 4
    assert "A secret stands in the name" in refused.err
    assert KEY[:20] not in refused.err
    assert not (tmp_path / "out.json").exists()


def test_a_bad_file_names_each_profile_and_field_and_changes_nothing(panel: Panel, tmp_path: Path) -> None:
    panel.add_profile("Main", "https://relay.example")
    before = panel.run("profile", "list").out
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"profiles": [{"name": "A", "url": "x"}, 5]}), encoding="utf-8")
    refused = panel.run("profile", "import", str(bad))
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.splitlines() == [
        f"Nothing was imported from {bad}:",
        "A: URL: “x” has no scheme. Begin with https://",
        "A: SDKAppID: The SDKAppID is missing. Your administrator knows it.",
        "A: Administrator (identifier): It is missing.",
        "profile 2: this entry is not a profile",
    ]
    assert panel.run("profile", "list").out == before


def test_a_taken_name_gets_a_number(panel: Panel, other: Panel, tmp_path: Path) -> None:
    panel.add_profile("Main", "https://relay.example")
    other.add_profile("Main", "https://other.example")
    out = tmp_path / "out.json"
    panel.run("profile", "export", str(out))
    imported = other.run("profile", "import", str(out))
    assert "“Main” was imported as “Main (2)”" in imported.out
    urls = {one["name"]: one["url"] for one in other.run("profile", "list", "--json").all_fields}
    assert urls == {"Main": "https://other.example", "Main (2)": "https://relay.example", "Practice": None}
