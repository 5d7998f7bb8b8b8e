"""Profiles on the command line: made, listed, tested, removed; a secret is never shown or written down."""

import shutil
import time

import pytest

from gui.core.security import usersig
from tests.support.e2e.command_line import APP, IDENTIFIER, Panel, Ran
from tests.support.simulator.service_process import Service

SECRET = "secret-key-that-nobody-may-see"


def add(panel: Panel, *more: str, name: str = "main", url: str = "https://relay.example") -> Ran:
    given = ("--url", url, "--sdk-app-id", str(APP), "--identifier", IDENTIFIER)
    return panel.run("profile", "add", name, *given, *more)


def test_a_profile_is_added_shown_listed_and_removed(empty_panel: Panel) -> None:
    added = add(empty_panel, url="https://openapi.tim.qq.com/")
    shown = empty_panel.run("profile", "show", "--json")
    listed = empty_panel.run("profile", "list")
    removed = empty_panel.run("profile", "remove", "main")
    left = empty_panel.run("profile", "list", "--json")

    assert (added.status, added.err) == (0, "")
    assert shown.fields == {
        "name": "main",
        "environment": "production",
        "colour": "red",
        "url": "https://openapi.tim.qq.com",
        "sdk_app_id": APP,
        "identifier": IDENTIFIER,
        "ca_file": None,
        "client_cert": None,
        "client_key": None,
        "rate_limit": 20,
        "in_flight": 16,
        "overrun_hours": 6,
        "default": True,
    }
    assert "PRODUCTION" in listed.out
    assert removed.status == 0
    assert [fields["name"] for fields in left.all_fields] == ["Practice"]


def test_without_a_keychain_the_profile_is_made_and_the_secret_is_not_kept(empty_panel: Panel) -> None:
    given = ("--url", "https://relay.example", "--sdk-app-id", str(APP), "--identifier", IDENTIFIER)
    added = empty_panel.run_with_input(
        f"  {SECRET}\n", "profile", "add", "main", *given, "--secret-key-stdin"
    )

    assert added.status == 0
    assert len(added.err.splitlines()) == 1
    assert "RECORDING_PANEL_USER_SIG" in added.err
    assert "RECORDING_PANEL_SECRET_KEY" in added.err
    assert SECRET not in added.out + added.err
    files = sorted(path for path in empty_panel.data_dir.rglob("*") if path.is_file())
    assert [path.name for path in files] == ["profiles.json", "profiles.lock"]
    assert not any(SECRET in path.read_text() for path in files)


def test_everything_wrong_with_a_profile_is_said_at_once_and_nothing_is_written(empty_panel: Panel) -> None:
    refused = empty_panel.run_with_input(
        "\n",
        *(
            "profile",
            "add",
            "practice",
            "--url",
            "ftp://relay.example",
            "--sdk-app-id",
            "x",
            "--identifier",
            " ",
        ),
        *("--ca-file", "/nowhere/ca.pem", "--user-sig-stdin"),
    )
    options = {line.split(":")[0] for line in refused.err.splitlines()}

    assert (refused.status, refused.out) == (2, "")
    assert options == {"NAME", "--url", "--sdk-app-id", "--identifier", "--ca-file", "--user-sig-stdin"}
    assert "Begin with https://" in refused.err
    assert not empty_panel.data_dir.exists()


def test_https_is_added_to_a_bare_host_as_in_the_window(empty_panel: Panel) -> None:
    added = add(empty_panel, url="relay.example:8443")

    assert (added.status, added.err) == (0, "")
    assert empty_panel.run("profile", "show", "main", "--json").fields["url"] == "https://relay.example:8443"


def test_plain_http_to_another_host_is_refused_with_the_remedy(empty_panel: Panel) -> None:
    refused = add(empty_panel, url="http://relay.example")

    assert refused.status == 2
    assert refused.err.startswith("--url: http:// is for this computer only; for relay.example use https://")


def test_another_profile_of_the_same_name_is_not_taken_over(empty_panel: Panel) -> None:
    empty_panel.add_profile("main", "https://relay.example")
    same = add(empty_panel)
    other = add(empty_panel, url="https://other.example")

    assert same.status == 0
    assert (other.status, other.err.split(":")[0]) == (2, "NAME")
    assert empty_panel.run("profile", "show", "main", "--json").fields["url"] == "https://relay.example"


def test_a_name_that_is_not_there_is_complained_of_as_the_name(empty_panel: Panel) -> None:
    empty_panel.add_profile("main", "https://relay.example")
    for command in ("remove", "show", "test", "passphrase"):
        refused = empty_panel.run("profile", command, "Nope")
        assert refused.status == 2
        assert refused.err == "NAME: There is no profile named “Nope”. There are: main, Practice.\n"
    by_option = empty_panel.run("profile", "show", "--profile", "Nope")
    assert by_option.err.startswith("--profile: ")


def test_a_colour_is_given_shown_and_listed(empty_panel: Panel) -> None:
    added = add(empty_panel, "--colour", "Teal")
    shown = empty_panel.run("profile", "show")
    listed = empty_panel.run("profile", "list", "--language", "zh_CN")

    assert added.status == 0
    assert "Colour: teal" in shown.out
    assert "青色" in listed.out


@pytest.mark.parametrize(
    ("colour", "url", "words"),
    [
        ("pink", "https://relay.example", "Use one of: blue, teal, olive, brown, grey."),
        ("red", "https://relay.example", "Red is kept for production."),
        ("blue", "https://openapi.tim.qq.com", "Production is always red."),
    ],
)
def test_a_colour_that_can_not_be_is_refused(empty_panel: Panel, colour: str, url: str, words: str) -> None:
    refused = add(empty_panel, "--colour", colour, url=url)

    assert refused.status == 2
    assert refused.err.startswith("--colour: ")
    assert words in refused.err
    assert not empty_panel.data_dir.exists()


def test_practice_stays(empty_panel: Panel) -> None:
    refused = empty_panel.run("profile", "remove", "Practice")

    assert refused.status == 2
    assert "built in" in refused.err


def test_a_profile_that_works_is_green_and_touches_no_recording(panel: Panel, service: Service) -> None:
    tested = panel.run("profile", "test", "main")
    (entry,) = service.record

    assert (tested.status, tested.err) == (0, "")
    assert [line.split()[0] for line in tested.out.splitlines()] == [
        "green",
        "green",
        "amber",
        "green",
        "green",
    ]
    assert (entry["operation"], entry["room"], entry["effect"]) == ("stop", 4294967295, "none")
    assert entry["account"].startswith("preflight-")
    assert not (panel.data_dir / "ledger.sqlite3").exists()


@pytest.mark.parametrize(
    ("owner", "days", "words"),
    [
        ("somebody", 30, "The usersig is for “somebody”"),
        (IDENTIFIER, -1, "has expired"),
        (IDENTIFIER, 30, "good for 29 more days"),
    ],
)
def test_what_a_usersig_says_of_itself_is_told(panel: Panel, owner: str, days: int, words: str) -> None:
    panel.environment["RECORDING_PANEL_USER_SIG"] = usersig.make_at(
        secret_key=SECRET,
        identifier=owner,
        sdk_app_id=APP,
        time=int(time.time()) - 60 * 86400,
        expire=(60 + days) * 86400,
    )
    tested = panel.run("profile", "test")

    assert tested.status == 0
    assert words in tested.out
    assert panel.environment["RECORDING_PANEL_USER_SIG"] not in tested.out


def test_a_refused_profile_exits_1_with_the_code(panel: Panel, service: Service) -> None:
    service.arm(code=70003)
    tested = panel.run("profile", "test")

    assert tested.status == 1
    assert "red" in tested.out
    assert "70003" in tested.out


def test_a_relay_without_an_answer_exits_3(panel: Panel, service: Service) -> None:
    service.arm(fault="drop_before")
    tested = panel.run("profile", "test")

    assert tested.status == 3
    assert "No recording is concerned." in tested.out
    assert "What to do: Check once more in a minute." in tested.out
    assert "Start again" not in tested.out
    service.arm(fault="html_502")
    (relay,) = [
        line for line in panel.run("profile", "test", "--json").all_fields if line["check"] == "relay"
    ]
    assert (relay["problem"], relay["light"]) == ("http_status", "red")
    assert relay["solution"].startswith("Check once more in a minute.")


def test_a_profile_without_relay_or_credential_exits_4(empty_panel: Panel, unused_tcp_port: int) -> None:
    empty_panel.add_profile("main", f"https://127.0.0.1:{unused_tcp_port}")
    del empty_panel.environment["RECORDING_PANEL_USER_SIG"]
    tested = empty_panel.run("profile", "test")

    assert tested.status == 4
    assert "RECORDING_PANEL_USER_SIG" in tested.out
    assert [line.split()[0] for line in tested.out.splitlines() if not line.startswith(" ")] == [
        "green",
        "red",
        "red",
    ]


def test_a_new_profile_of_an_old_name_says_that_the_keychain_still_has_its_secret(
    keychain_panel: Panel,
) -> None:
    given = ("--url", "https://relay.example", "--sdk-app-id", str(APP), "--identifier", IDENTIFIER)
    command = ("profile", "add", "Old desk", *given)
    kept = keychain_panel.run_with_input(f"{SECRET}\n", *command, "--secret-key-stdin")
    shutil.rmtree(keychain_panel.data_dir)
    again = keychain_panel.run(*command)

    assert (kept.status, kept.err) == (0, "")
    assert again.status == 0
    assert "A secret key that was kept before for “Old desk” is in the keychain: it is used" in again.out
    assert "To remove it together with the profile: recording-panel profile remove 'Old desk'" in again.out
    assert "No credential was given" not in again.out
    assert SECRET not in again.out + again.err


def test_what_a_removed_data_folder_left_in_the_keychain_can_be_removed(keychain_panel: Panel) -> None:
    given = ("--url", "https://relay.example", "--sdk-app-id", str(APP), "--identifier", IDENTIFIER)
    keychain_panel.run_with_input(f"{SECRET}\n", "profile", "add", "Key", *given, "--secret-key-stdin")
    shutil.rmtree(keychain_panel.data_dir)
    asked = keychain_panel.run("profile", "remove", "Key")
    removed = keychain_panel.run("profile", "remove", "Key", "--kept-secrets")
    added = keychain_panel.run("profile", "add", "Key", *given)

    assert (asked.status, asked.out) == (2, "")
    assert asked.err.startswith(
        "NAME: There is no profile “Key” here, but the keychain has secrets of that name."
    )
    assert removed.status == 0
    assert "No credential was given" in added.out
