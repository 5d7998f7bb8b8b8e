"""Wrong usage and wrong values: every complaint at once, with its option and the remedy; nothing happens."""

import json
import os
import re
import shlex
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from gui.cli import main
from gui.core.profiles.profiles import Profiles
from tests.support.e2e.command_line import Panel, Ran

Call = Callable[..., Ran]
ALICE = ("--room", "990001", "--account", "alice", "--file-name", "x")


@pytest.fixture
def call(empty_panel: Panel, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line within the test's own process: for what sends nothing."""
    for name, value in empty_panel.environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Ran:
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        return Ran(status, *capsys.readouterr())

    return run


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (("--room", "12a"), "--room: “12a” is not a number"),
        (("--room", "4294967296"), "--room: “4294967296” is too large. The largest number is 4294967295."),
        (("--room", "-1"), "--room: “-1” is not a number"),
        (("--room", ""), "--room: This number is missing"),
        (("--account", ""), "--account: The user is missing"),
        (("--account", "alice,bob"), "--account: “alice,bob” looks like more than one user"),
        (("--account", "ali\u200bce"), "--account: There is a character that can't be seen in it"),
        (("--account", "ali\udce9ce"), "--account: It holds bytes that are not text"),
        (("--file-name", "   "), "--file-name: The file name is missing"),
        (("--tag", ""), "--tag: Tag 1 is empty"),
        (("--class-id", "seven"), "--class-id: “seven” is not a number"),
        (("--source", "window"), "--source: Use one of: camera, screen."),
        (("--sdk-type", "web"), "--sdk-type: Use one of: normal, iot."),
    ],
)
def test_a_wrong_value_is_named_with_its_option(
    call: Call, empty_panel: Panel, wrong: tuple[str, str], complaint: str
) -> None:
    others = [pair for pair in zip(ALICE[::2], ALICE[1::2], strict=True) if pair[0] != wrong[0]]
    arguments = [part for pair in (*others, wrong) for part in pair]
    refused = call("start", *arguments)

    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith(complaint)
    assert len(refused.err.splitlines()) == 1
    assert not empty_panel.data_dir.exists()


def test_all_complaints_come_at_once(call: Call, empty_panel: Panel) -> None:
    refused = call("--profile", "nowhere", "start", "--room", "x", "--account", "a b", "--tag", "", "--json")

    options = [line.split(":")[0] for line in refused.err.splitlines()]
    assert options == ["--room", "--account", "--file-name", "--tag", "--profile"]
    assert refused.status == 2
    assert (refused.fields["outcome"], refused.fields["problem"]) == ("not_sent", "invalid")
    assert not empty_panel.data_dir.exists()


def test_a_start_without_a_file_name_is_told_the_name_that_the_window_would_give(call: Call) -> None:
    refused = call("start", "--room", "１０００１", "--account", "o'hara")

    assert refused.status == 2
    name = re.search(r"--file-name (\S+)$", refused.err.rstrip())
    assert name is not None
    (given,) = shlex.split(name[1])
    assert re.fullmatch(r"10001_o'hara_\d{8}_\d{6}", given)


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("start", ["--room N", "--account A", "--file-name F"]),
        ("stop", ["--room N", "--account A"]),
        ("profile add", ["--url URL", "--sdk-app-id N", "--identifier ID"]),
    ],
)
def test_help_shows_what_has_to_be_given_without_brackets(
    call: Call, command: str, needed: list[str]
) -> None:
    usage = " ".join(call(*command.split(), "--help").out.split("\n\n")[0].split())

    assert [option for option in needed if f" {option} " not in usage] == []
    assert [option for option in needed if f"[{option}]" in usage] == []


@pytest.mark.parametrize("option", ["--room", "--account", "--source"])
def test_an_option_given_twice_is_refused(call: Call, option: str) -> None:
    refused = call("stop", option, "1", option, "2")

    assert refused.status == 2
    assert f"{option} is given twice" in refused.err
    assert "recording-panel stop --help" in refused.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("start", *ALICE, "carol"),
        ("start", *ALICE, "--acc", "bob"),
        ("begin",),
        ("settle", "1", "over"),
        ("--tour", "sessions"),
        ("--language", "fr", "sessions"),
    ],
)
def test_wrong_usage_says_where_help_is(call: Call, arguments: tuple[str, ...]) -> None:
    refused = call(*arguments)

    assert (refused.status, refused.out) == (2, "")
    assert "--help" in refused.err


def test_with_two_real_profiles_one_has_to_be_chosen(call: Call, empty_panel: Panel) -> None:
    empty_panel.add_profile("main", "https://relay.example")
    empty_panel.add_profile("second", "https://other.example")
    refused = call("start", *ALICE)

    assert refused.status == 2
    assert refused.err.startswith("--profile: ")
    assert "main, second, Practice" in refused.err


@pytest.mark.parametrize("command", [("start", *ALICE), ("sessions",), ("profile", "list")])
def test_an_unreadable_data_folder_is_named_with_the_remedy(
    call: Call, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    refused = call("--data-dir", str(file / "data"), *command)

    assert (refused.status, refused.out) == (4, "")
    assert str(file / "data") in refused.err
    assert "--data-dir" in refused.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_data_folder_without_permission_is_named(call: Call, empty_panel: Panel) -> None:
    empty_panel.data_dir.mkdir(mode=0)
    refused = call("start", *ALICE, "--json")

    assert (refused.status, refused.fields["problem"]) == (4, "ledger")


def test_damaged_profiles_are_named_and_left_alone(call: Call, empty_panel: Panel) -> None:
    empty_panel.data_dir.mkdir()
    file = empty_panel.data_dir / "profiles.json"
    file.write_text("{")
    refused = call("start", *ALICE)

    assert refused.status == 4
    assert str(file) in refused.err
    assert file.read_text() == "{"


def test_settling_what_is_not_there_says_where_the_list_is(call: Call) -> None:
    refused = call("settle", "77", "ended")

    assert refused.status == 2
    assert "There is no session 77" in refused.err
    assert "sessions --all" in refused.err


@pytest.mark.parametrize("typed", ["\udcff", "1\udc80", "9" * 5000, "-1", "\u202e1"])
def test_settling_what_can_not_even_be_read_says_the_same(call: Call, typed: str) -> None:
    for command in (("settle", typed, "ended"), ("settle", typed, "ended", "--json")):
        refused = call(*command)
        assert (refused.status, refused.out) == (2, "")
        assert "Traceback" not in refused.err
    reported = call("report", typed, "--output", "r.zip")
    assert (reported.status, "Traceback" in reported.err) == (2, False)


def test_a_reason_that_is_no_text_is_named_with_its_option(call: Call) -> None:
    refused = call("settle", "1", "ended", "--reason", "the guest left \udce9")
    assert refused.status == 2
    assert refused.err.startswith("--reason: It holds bytes that are not text")


def test_an_address_that_is_no_text_is_named_with_its_option(call: Call) -> None:
    given = ("--sdk-app-id", "1", "--identifier", "a")
    refused = call("profile", "add", "lab", "--url", "https://relay\udce9.example", *given)
    assert refused.status == 2
    assert refused.err.startswith("--url: ")
    named = call(
        "profile", "add", "lab", "--url", "https://relay.example", *given, "--ca-file", "ca\udce9.pem"
    )
    assert named.status == 2
    assert named.err.startswith("--ca-file: A file can't have this name")


def test_one_profile_with_a_path_that_no_file_can_have_leaves_the_doctor_the_others(
    call: Call, empty_panel: Panel
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    empty_panel.add_profile("good", f"http://127.0.0.1:{port}")
    file = empty_panel.data_dir / "profiles.json"
    known = json.loads(file.read_text(encoding="utf-8"))
    for name, path in (("nul", "/x/\0"), ("half", "/x/\ud800")):
        secure = {**known["profiles"][0], "name": name, "url": f"https://127.0.0.1:{port}", "ca_file": path}
        known["profiles"].insert(0, secure)
    file.write_text(json.dumps(known), encoding="utf-8")
    told = call("doctor", "--json")
    assert (told.status, "Traceback" in told.err) == (4, False)
    found = {(one["profile"], one["check"]): one["problem"] for one in told.all_fields}
    assert found["nul", "certificate"] == found["half", "certificate"] == "certificate_file"
    assert found["good", "connection"] == "connect"
    for name in ("nul", "half"):
        unsent = call("--profile", name, "start", *ALICE, "--json")
        assert (unsent.status, unsent.fields["outcome"], unsent.fields["state"]) == (4, "not_sent", "failed")
        assert unsent.fields["problem"] == "certificate_file"
        tested = call("profile", "test", name)
        assert (tested.status, "Traceback" in tested.err) == (4, False)


def test_a_bug_in_one_check_of_the_doctor_is_told_and_the_other_checks_go_on(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_folder: Path) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(shutil, "disk_usage", broken)
    # The folder of a fresh panel is made by its first command.
    assert call("sessions").status == 0
    told = call("doctor", "--json")
    assert told.status == 4
    found = {one["check"]: one["problem"] for one in told.all_fields}
    assert (found["room"], found["ledger"], found["versions"]) == ("panel_bug", None, None)
    assert "ZeroDivisionError: a bug" in told.err


def test_a_port_that_is_taken_is_named(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = call("simulator", "--port", str(port))

    assert refused.status == 2
    assert f"port {port}" in refused.err
    assert "--port" in refused.err


def test_global_options_stand_before_or_after_the_command(call: Call, tmp_path: Path) -> None:
    before = call("--data-dir", str(tmp_path / "a"), "--language", "zh_CN", "sessions")
    after = call("sessions", "--language", "zh_CN", "--data-dir", str(tmp_path / "b"))

    assert before.out == after.out
    assert "没有进行中的录制" in before.out
    assert (tmp_path / "a" / "ledger.sqlite3").exists()
    assert (tmp_path / "b" / "ledger.sqlite3").exists()


def test_help_is_there_in_both_languages_for_every_command(call: Call) -> None:
    commands = ("start", "stop", "sessions", "settle", "explain", "simulator")
    in_profile = [("profile", name) for name in ("add", "list", "show", "remove", "test")]
    for command in [(), *((name,) for name in commands), *in_profile]:
        english = call(*command, "--help")
        chinese = call("--language", "zh_CN", *command, "--help")
        assert (english.status, chinese.status) == (0, 0)
        assert "--data-dir" in english.out
        assert english.out != chinese.out


def test_a_bug_is_told_without_secrets_and_not_as_a_refusal(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Profiles) -> None:
        raise RuntimeError("https://relay.example/?usersig=abcdefgh&random=1")

    monkeypatch.setattr(Profiles, "load", broken)
    ended = call("profile", "list")

    assert (ended.status, ended.out) == (4, "")
    assert "RuntimeError" in ended.err
    assert "abcdefgh" not in ended.err
    assert "bug of the panel" in ended.err


def test_an_empty_list_of_sessions_is_no_json_at_all(call: Call) -> None:
    assert call("sessions", "--json") == Ran(0, "", "")
    assert json.dumps(call("sessions", "--all", "--json").all_fields) == "[]"


def test_what_was_typed_in_full_width_letters_is_what_it_looks_like(call: Call) -> None:
    there = ("--url", "http://127.0.0.1:9", "--sdk-app-id", "１４", "--identifier", "a")
    assert call("profile", "add", "Main", *there).status == 0
    assert call("profile", "add", "ｍａｉｎ", *there).status == 0, "its credential is renewed"
    assert call("profile", "add", "Ｐｒａｃｔｉｃｅ", *there).status == 2
    other = call("profile", "add", "ＭＡＩＮ", *there, "--in-flight", "５")
    assert (other.status, "“Main”" in other.err) == (2, True)
    listed = [json.loads(line)["name"] for line in call("profile", "list", "--json").out.splitlines()]
    assert listed == ["Main", "Practice"]
    assert json.loads(call("profile", "show", "Ｍａｉｎ", "--json").out)["name"] == "Main"
    wrong = call(
        "start", "--profile", "Ｍａｉｎ", "--source", "ＣＡＭＥＲＡ", "--sdk-type", "ＩＯＴ", "--room", "１"
    )
    assert "--source" not in wrong.err
    assert "--sdk-type" not in wrong.err
    assert "--profile" not in wrong.err
