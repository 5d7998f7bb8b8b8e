"""Profiles that go to another computer: never with a secret, and never over what is there."""

import base64
import contextlib
import json
import os
from dataclasses import fields
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.json_file import LIMIT
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.profiles.profiles import Profile, Profiles, new_profile
from gui.core.profiles.transfer import (
    Fate,
    ImportNote,
    InvalidImport,
    complaint_lines,
    export_profiles,
    import_profiles,
    note_lines,
)
from gui.core.team.invitation import KIND
from tests.support.core.told import english

GOOD: dict[str, object] = {
    "name": "Main",
    "url": "https://relay.example",
    "sdk_app_id": 7,
    "identifier": "admin",
}
CANARY = "canary-0123456789"


def profile(**other: object) -> Profile:
    return new_profile({**GOOD, **other}, look_for_files=False)


def written(folder: Path, *entries: object, **beside: object) -> Path:
    path = folder / "given.json"
    path.write_text(json.dumps({"version": 1, "profiles": entries, **beside}), encoding="utf-8")
    return path


def profiles_of(folder: Path, *there: Profile) -> Profiles:
    found = Profiles(folder)
    if there:
        found.add(*there)
    return found


def complaints(path: Path, found: Profiles) -> list[str]:
    with pytest.raises(InvalidImport) as caught:
        import_profiles(path, found)
    for language in LANGUAGES:
        lines = complaint_lines(caught.value.complaints, Messages(language), path.name)
        assert len(lines) == len(caught.value.complaints)
    return complaint_lines(caught.value.complaints, Messages("en"), path.name)


def said(notes: tuple[ImportNote, ...]) -> list[str]:
    assert note_lines(notes, Messages("zh_CN"))
    return note_lines(notes, Messages("en"))


def test_what_was_exported_here_is_the_same_there(tmp_path: Path) -> None:
    sent = [
        profile(ca_file="/etc/ca.pem", colour="teal", rate_limit=5, overrun_hours=12),
        profile(name="生产", url="https://openapi.tim.qq.com"),
    ]
    export_profiles(tmp_path / "out.json", sent, ())
    there = profiles_of(tmp_path / "there")
    notes = import_profiles(tmp_path / "out.json", there)
    there.load()
    assert list(there.all()[:-1]) == sent
    assert [(note.fate, note.name) for note in notes] == [
        (Fate.ADDED, "Main"),
        (Fate.ADDED, "生产"),
        (Fate.FILE_MISSING, "Main"),
    ]
    assert said(notes)[2] == (
        "“Main”: CA file /etc/ca.pem is not on this computer. Choose it in the connection settings."
    )
    assert said(notes)[-1].startswith("Now give each one its usersig or secret key")


def test_an_export_holds_the_fields_of_a_profile_and_nothing_else(tmp_path: Path) -> None:
    cert = tmp_path / "desk.pem"
    cert.write_text(CANARY, encoding="utf-8")
    given = new_profile({**GOOD, "client_cert": str(cert), "secret_key": CANARY, "passphrase": CANARY})
    export_profiles(tmp_path / "out.json", [given], ())
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert CANARY not in text
    (entry,) = json.loads(text)["profiles"]
    assert set(entry) <= {field.name for field in fields(Profile)}


@pytest.mark.parametrize("field", ["name", "identifier"])
def test_a_secret_that_somebody_typed_into_a_field_keeps_the_file_from_being_written(
    tmp_path: Path, field: str
) -> None:
    path = tmp_path / "out.json"
    for secret in (CANARY, base64.b64encode(CANARY.encode()).decode()):
        with pytest.raises(Problem) as caught:
            export_profiles(path, [profile(**{field: f"x {secret}"})], [CANARY])
        assert caught.value.word is LocalFailure.SECRET_IN_PROFILE
        assert CANARY not in f"{caught.value} {english(caught.value)}"
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written_into_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        export_profiles(tmp_path / "nowhere" / "out.json", [profile()], ())
    assert caught.value.word is LocalFailure.FILE
    assert "out.json: No such file or directory" in english(caught.value)


def test_a_name_that_is_taken_gets_a_number_and_nothing_is_replaced(tmp_path: Path) -> None:
    found = profiles_of(tmp_path, profile(), profile(name="Lab"))
    other = {**GOOD, "identifier": "boss"}
    path = written(tmp_path, other, {**GOOD, "name": "LAB", "sdk_app_id": 9})
    notes = import_profiles(path, found)
    again = import_profiles(path, found)
    found.load()
    kept = {one.name: (one.identifier, one.sdk_app_id) for one in found.all()[:-1]}
    assert kept == {
        "Main": ("admin", 7),
        "Lab": ("admin", 7),
        "Main (2)": ("boss", 7),
        "LAB (2)": ("admin", 9),
        "Main (3)": ("boss", 7),
        "LAB (3)": ("admin", 9),
    }
    assert said(notes)[:2] == [
        "“Main” was imported as “Main (2)”: there is another profile of that name.",
        "“LAB” was imported as “LAB (2)”: there is another profile of that name.",
    ]
    assert [note.name for note in again] == ["Main (3)", "LAB (3)"]


def test_the_same_profile_again_changes_nothing(tmp_path: Path) -> None:
    found = profiles_of(tmp_path, profile())
    before = found.path.read_bytes()
    notes = import_profiles(written(tmp_path, GOOD), found)
    assert said(notes) == ["“Main” is here already, with the same settings."]
    assert found.path.read_bytes() == before


def test_a_long_name_still_gets_its_number(tmp_path: Path) -> None:
    found = profiles_of(tmp_path, profile(name="x" * 60))
    (note,) = import_profiles(written(tmp_path, {**GOOD, "name": "x" * 60, "sdk_app_id": 8}), found)
    assert note.name == "x" * 56 + " (2)"


def test_each_bad_entry_is_named_by_profile_and_field_and_nothing_is_taken(tmp_path: Path) -> None:
    found = profiles_of(tmp_path, profile(name="Here"))
    before = found.path.read_bytes()
    path = written(
        tmp_path,
        {**GOOD, "url": "relay.example", "colour": "pink"},
        {**GOOD, "name": "Fine"},
        {**GOOD, "name": "Rosy", "colour": "red"},
        {**GOOD, "name": "Fine"},
        {**GOOD, "name": "Practice"},
        {"name": ["a"], "sdk_app_id": True, "client_key": 5},
        "words",
    )
    lines = complaints(path, found)
    assert [line.split(": ")[:2] for line in lines] == [
        ["Main", "URL"],
        ["Main", "Colour"],
        ["Rosy", "Colour"],
        ["Fine", "Name"],
        ["Practice", "Name"],
        ["profile 6", "Client key"],
        ["profile 6", "Name"],
        ["profile 6", "URL"],
        ["profile 6", "SDKAppID"],
        ["profile 6", "Administrator (identifier)"],
        ["profile 7", "this entry is not a profile"],
    ]
    assert found.path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no valid JSON at line 1, column 1"),
        (b"[]", "does not hold profiles"),
        (b'{"profiles": {}}', "does not hold profiles"),
        (b'{"profiles": []}', "there is no profile in it"),
        (b'{"kind": "presets", "profiles": [1]}', "something else than profiles"),
        (f'{{"kind": "{KIND}"}}'.encode(), "an invitation to a team: give it to Team… in the menu Profile"),
        (b'{"version": 2, "profiles": [1]}', "a newer version of the panel wrote it"),
        (b'{"version": "x", "profiles": [1]}', "does not hold profiles"),
        (b"\xff\xfe\x00", "not a text file"),
        (b'{"profiles": [' + b"9" * 5000 + b"]}", "does not hold profiles"),
        (b"[" * 100_000, "does not hold profiles"),
        (b" " * (1024 * 1024 + 1), "far too large"),
    ],
)
def test_a_file_of_nonsense_is_refused_in_clear_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(content)
    (line,) = complaints(path, profiles_of(tmp_path / "data"))
    assert line.startswith("given.json: ")
    assert words in line


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        (line,) = complaints(path, profiles_of(tmp_path / "data"))
        assert "it can't be read (" in line


def test_a_secret_in_a_file_made_by_hand_is_left_out_and_its_field_is_named(tmp_path: Path) -> None:
    found = profiles_of(tmp_path / "data")
    notes = import_profiles(written(tmp_path, {**GOOD, "secret_key": CANARY}), found)
    assert "“Main”: secret_key is not a field of a profile and was left out." in said(notes)
    assert CANARY not in " ".join(said(notes))
    assert CANARY not in found.path.read_text(encoding="utf-8")


def test_the_profiles_of_a_data_folder_can_be_imported_as_they_are(tmp_path: Path) -> None:
    old = profiles_of(tmp_path / "old", profile())
    new = profiles_of(tmp_path / "new")
    import_profiles(old.path, new)
    assert new.all() == old.all()


@pytest.mark.parametrize("broken", ["/x/\0", "\0", "/x/\ud800.pem", "/x/\udcff", "a\0b/c"])
@pytest.mark.parametrize("field", ["ca_file", "client_cert", "client_key"])
def test_a_path_that_no_file_can_have_is_refused_with_the_name_of_its_field(
    tmp_path: Path, field: str, broken: str
) -> None:
    found = profiles_of(tmp_path, profile(name="Lab"))
    before = found.path.read_bytes()
    entry = {**GOOD, "client_cert": "/x/desk.pem", field: broken}
    names = {"ca_file": "CA file", "client_cert": "Client certificate", "client_key": "Client key"}
    (complaint,) = complaints(written(tmp_path, entry), found)
    assert complaint.startswith(
        f"Main: {names[field]}: A file can't have this name: it holds a character that"
    )
    assert found.path.read_bytes() == before


ODD_VALUES = ["\ud800", "x\0y", None, [], {}, True, 2**70, -1, 1.5, "9" * 5000, "\x1b[2J", ["a"], {"a": 1}]


@pytest.mark.parametrize("field", [*(field.name for field in fields(Profile)), "of a newer panel"])
def test_whatever_stands_in_a_field_is_taken_or_refused_and_the_profiles_can_be_read_again(
    tmp_path: Path, field: str
) -> None:
    for value in ODD_VALUES:
        found = profiles_of(tmp_path)
        path = written(tmp_path, {**GOOD, field: value})
        with contextlib.suppress(InvalidImport):
            import_profiles(path, found)
        found.load()
        found.add(profile(name="Lab"))
        found.load()


def test_half_a_character_in_a_field_of_a_newer_panel_is_kept_when_another_profile_is_added(
    tmp_path: Path,
) -> None:
    found = profiles_of(tmp_path)
    written(tmp_path, {**GOOD, "motto": "\ud800 生产"}).rename(found.path)
    found.load()
    found.add(profile(name="Lab"))
    kept = json.loads(found.path.read_text(encoding="utf-8"))["profiles"]
    assert [one.get("motto") for one in kept] == ["\ud800 生产", None]


def test_an_import_that_could_not_be_read_again_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    found = profiles_of(tmp_path / "data", profile())
    before = found.path.read_bytes()
    many = written(tmp_path, *({**GOOD, "name": f"p{number}"} for number in range(9000)))
    assert many.stat().st_size < LIMIT
    assert complaints(many, found) == [
        "given.json: the profiles would be larger than 1024 kB, and could not be read any more: take fewer"
    ]
    assert found.path.read_bytes() == before
    again = Profiles(tmp_path / "data")
    again.load()
    assert [one.name for one in again.all()] == ["Main", "Practice"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("identifier", "a" * 300), ("ca_file", "/" + "会" * 2000), ("url", f"https://{'a' * 300}.example")],
)
def test_long_values_of_an_import_are_named(tmp_path: Path, field: str, value: str) -> None:
    (complaint,) = complaints(written(tmp_path, {**GOOD, field: value}), profiles_of(tmp_path / "data"))
    assert "Main" in complaint


def test_an_import_waits_for_no_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert complaints(tmp_path / "pipe", profiles_of(tmp_path / "data")) == ["pipe: it is not a file"]


def test_an_export_writes_nothing_of_the_panel_s_own_over(tmp_path: Path) -> None:
    found = profiles_of(tmp_path, profile())
    with pytest.raises(Problem) as told:
        export_profiles(found.path, [profile()], [], tmp_path)
    assert told.value.word is LocalFailure.FILE
    assert found.path.read_bytes()


def test_a_name_in_full_width_letters_is_no_second_profile_that_looks_like_the_first(tmp_path: Path) -> None:
    here = profiles_of(tmp_path, profile())
    (note, *_) = import_profiles(written(tmp_path, {**GOOD, "name": "Ｍａｉｎ", "sdk_app_id": 8}), here)
    assert (note.fate, note.name) == (Fate.RENAMED, "Ｍａｉｎ (2)")
    with pytest.raises(InvalidImport) as caught:
        import_profiles(written(tmp_path, {**GOOD, "name": "Ｐｒａｃｔｉｃｅ"}), here)
    assert caught.value.complaints[0].key == "complaint.profile.name_reserved"
    with pytest.raises(InvalidImport) as caught:
        import_profiles(written(tmp_path, {**GOOD, "name": "x１"}, {**GOOD, "name": "X1"}), here)
    assert caught.value.complaints[0].key == "detail.profile_file.twice"
