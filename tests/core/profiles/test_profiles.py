"""Profiles: what makes one, what is complained of, and the small file that keeps them."""

import json
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.profiles.profiles import PRACTICE, Environment, InvalidProfile, Profile, Profiles, new_profile
from tests.support.core.profile_values import GOOD
from tests.support.core.told import english


def complaints(values: dict[str, object]) -> dict[str, str]:
    with pytest.raises(InvalidProfile) as caught:
        new_profile(values)
    for complaint in caught.value.complaints:
        for language in LANGUAGES:
            assert Messages(language).text(f"complaint.profile.{complaint.key}", **complaint.params)
    return {complaint.field: complaint.key for complaint in caught.value.complaints}


def test_an_empty_form_names_each_field_at_once() -> None:
    assert complaints({}) == {
        "name": "name_missing",
        "url": "url_missing",
        "sdk_app_id": "sdk_app_id_missing",
        "identifier": "identifier_missing",
    }


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("name", " ", "name_missing"),
        ("name", "x" * 61, "name_unusable"),
        ("name", "a\nb", "name_unusable"),
        ("name", "practice", "name_reserved"),
        ("name", " PRACTICE ", "name_reserved"),
        ("url", "", "url_scheme"),
        ("url", "openapi.tim.qq.com", "url_scheme"),
        ("url", "ftp://relay.example", "url_scheme"),
        ("url", "https://", "url_unusable"),
        ("url", "https://relay.example:99999", "url_unusable"),
        ("url", "https://relay.example:0", "url_unusable"),
        ("url", "https://relay.example:x", "url_unusable"),
        ("url", "https://[::1", "url_unusable"),
        ("url", "https://re lay.example", "url_unusable"),
        ("url", "https://relay..example", "url_host"),
        ("url", "https://%6fpenapi.tim.qq.com", "url_host"),
        ("url", f"https://{'a' * 64}.example", "url_host"),
        ("url", "https://127.1", "url_host"),
        ("url", "https://录制☃.example", "url_host"),
        ("url", "https://user:secret@relay.example", "url_user"),
        ("url", "https://relay.example/v3", "url_path"),
        ("url", "https://relay.example/?a=b", "url_path"),
        ("url", "http://relay.example", "url_http"),
        ("url", "http://192.168.1.2", "url_http"),
        ("url", "http://127.0.0.1.example.org", "url_http"),
        ("sdk_app_id", "0", "app_id"),
        ("sdk_app_id", "-1", "app_id"),
        ("sdk_app_id", "4294967296", "app_id"),
        ("sdk_app_id", "９", "app_id"),
        ("sdk_app_id", "9" * 5000, "app_id"),
        ("sdk_app_id", "main", "app_id"),
        ("identifier", " ", "identifier"),
        ("identifier", "admin ", "identifier"),
        ("identifier", "ad\u200bmin", "identifier"),
        ("ca_file", "/nowhere/ca.pem", "file_missing"),
        ("client_cert", "/nowhere/desk.pem", "file_missing"),
        ("client_cert", "~nobody-of-that-name/desk.pem", "file_missing"),
        ("ca_file", "/" + "x" * 5000, "file_missing"),
        ("ca_file", ["/etc/ca.pem"], "file_missing"),
        ("name", ["Main"], "name_missing"),
        ("identifier", None, "identifier"),
        ("sdk_app_id", True, "app_id"),
        ("colour", "pink", "colour_unknown"),
        ("colour", ["teal"], "colour_unknown"),
        ("colour", "teal", "colour_of_production"),
    ],
)
def test_a_value_that_cannot_be_is_complained_of(field: str, value: object, key: str) -> None:
    assert complaints({**GOOD, field: value}) == {field: key}


def test_a_key_needs_its_certificate(tmp_path: Path) -> None:
    key = tmp_path / "desk.key"
    key.write_text("k", encoding="utf-8")
    assert complaints({**GOOD, "client_key": str(key)}) == {"client_cert": "cert_missing"}


@pytest.mark.parametrize(
    ("url", "plain", "host", "environment"),
    [
        (" https://openapi.tim.qq.com/ ", "https://openapi.tim.qq.com", "openapi.tim.qq.com", "production"),
        ("HTTPS://OpenAPI.tim.qq.com:443", "https://openapi.tim.qq.com", "openapi.tim.qq.com", "production"),
        ("https://openapi.tim.qq.com.", "https://openapi.tim.qq.com", "openapi.tim.qq.com", "production"),
        (
            "ｈｔｔｐｓ：／／ｏｐｅｎａｐｉ．ｔｉｍ．ｑｑ．ｃｏｍ：４４３",
            "https://openapi.tim.qq.com",
            "openapi.tim.qq.com",
            "production",
        ),
        ("https://openapi。tim。qq。com", "https://openapi.tim.qq.com", "openapi.tim.qq.com", "production"),
        (
            "\ufeffhttps://open\u200bapi.tim.qq.com",
            "https://openapi.tim.qq.com",
            "openapi.tim.qq.com",
            "production",
        ),
        ("https://ｔest.tim.qq.com", "https://test.tim.qq.com", "test.tim.qq.com", "test"),
        # Its first letter is Cyrillic.
        ("https://оpenapi.example", "https://xn--penapi-vqf.example", "xn--penapi-vqf.example", "other"),
        ("https://录制.example", "https://xn--xcrs33a.example", "xn--xcrs33a.example", "other"),
        ("https://[FE80::1%25eth0]:8443", "https://[fe80::1%eth0]:8443", "[fe80::1%eth0]:8443", "other"),
        ("http://１２７.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080", "other"),
        ("https://yun.tim.qq.com", "https://yun.tim.qq.com", "yun.tim.qq.com", "production"),
        ("https://test.tim.qq.com:8443", "https://test.tim.qq.com:8443", "test.tim.qq.com:8443", "test"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080", "other"),
        ("http://[::1]:80", "http://[::1]", "[::1]", "other"),
        ("http://localhost", "http://localhost", "localhost", "other"),
        ("https://openapi.tim.qq.com.evil.example", "https://openapi.tim.qq.com.evil.example", None, "other"),
    ],
)
def test_one_relay_has_one_address_however_it_is_typed(
    url: str, plain: str, host: str | None, environment: str
) -> None:
    profile = new_profile({**GOOD, "url": url})
    assert profile.url == plain
    assert profile.host == (host or plain.removeprefix("https://"))
    assert profile.environment is Environment(environment)


def test_a_saved_profile_in_full_width_letters_is_production_and_one_with_no_host_name_hides_no_other(
    tmp_path: Path,
) -> None:
    entries = [
        {**GOOD, "name": "old", "url": "https://ｏｐｅｎａｐｉ.tim.qq.com"},
        {**GOOD, "name": "odd", "url": "https://relay..example:8443"},
    ]
    (tmp_path / "profiles.json").write_text(json.dumps({"profiles": entries}), encoding="utf-8")
    profiles = Profiles(tmp_path)
    profiles.load()
    assert profiles.get("old").environment is Environment.PRODUCTION
    assert profiles.get("old").host == "openapi.tim.qq.com"
    assert profiles.get("odd").host == "relay..example:8443"


def test_profiles_are_kept_in_their_order_and_practice_comes_last(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path / "new")
    profiles.load()
    assert profiles.all() == (PRACTICE,)
    for name in ("Zulu", "Alpha"):
        profiles.add(new_profile({**GOOD, "name": name}))
    again = Profiles(tmp_path / "new")
    again.load()
    assert [profile.name for profile in again.all()] == ["Zulu", "Alpha", "Practice"]
    assert again.get("Zulu") == profiles.get("Zulu")
    again.add(new_profile({**GOOD, "name": "Zulu", "identifier": "other"}))
    assert [p.identifier for p in again.all()] == ["other", "admin", "practice"]
    again.remove("Zulu")
    again.load()
    assert [profile.name for profile in again.all()] == ["Alpha", "Practice"]


def test_files_of_a_profile_are_kept_as_whole_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ca.pem").write_text("c", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    profiles = Profiles(tmp_path)
    profiles.add(new_profile({**GOOD, "ca_file": "ca.pem"}))
    profiles.load()
    assert profiles.get("Main").ca_file == tmp_path / "ca.pem"
    (tmp_path / "ca.pem").unlink()
    profiles.load()
    assert profiles.get("Main").client_cert is None


def test_the_default_is_never_production_by_guess(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path)
    profiles.load()
    assert profiles.default() is PRACTICE
    profiles.add(new_profile(GOOD))
    assert profiles.default() == new_profile(GOOD)
    profiles.add(new_profile({**GOOD, "name": "Second"}))
    assert profiles.default() is None


@pytest.mark.parametrize("name", ["Nobody", "Practice", "main"])
def test_a_profile_that_is_not_there_or_practice_cannot_be_removed(tmp_path: Path, name: str) -> None:
    profiles = Profiles(tmp_path)
    profiles.add(new_profile(GOOD))
    with pytest.raises(Problem) as caught:
        profiles.remove(name)
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.PROFILE)
    with pytest.raises(Problem, match="profile"):
        profiles.get("main")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "{}",
        '{"profiles": 5}',
        '{"profiles": [5]}',
        '{"profiles": [{"name": "Main"}]}',
        "\ufeff{",
    ],
)
def test_a_damaged_file_is_told_and_stays_as_it_is(tmp_path: Path, text: str) -> None:
    profiles = Profiles(tmp_path)
    profiles.path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        profiles.load()
    assert caught.value.word is LocalFailure.PROFILE
    assert "profiles.json" in english(caught.value)
    assert profiles.path.read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_written_is_told_and_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    profiles = Profiles(tmp_path / "file")
    with pytest.raises(Problem) as caught:
        profiles.add(new_profile(GOOD))
    assert caught.value.word is LocalFailure.PROFILE
    assert profiles.all() == (PRACTICE,)


def test_the_file_holds_no_secret_even_if_one_is_given(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path)
    profiles.add(new_profile({**GOOD, "user_sig": "CANARY", "secret_key": "CANARY"}))
    text = profiles.path.read_text(encoding="utf-8")
    assert "CANARY" not in text
    assert json.loads(text)["profiles"][0]["name"] == "Main"
    assert isinstance(profiles.get("Main"), Profile)


def test_a_profile_that_says_nothing_of_limits_has_the_usual_ones(tmp_path: Path) -> None:
    fields = {"name": "Main", "url": "https://relay.example", "sdk_app_id": 1, "identifier": "admin"}
    text = json.dumps({"version": 1, "profiles": [fields]})
    (tmp_path / "profiles.json").write_text(text, encoding="utf-8")
    profiles = Profiles(tmp_path)
    profiles.load()
    (found, practice) = profiles.all()
    assert (found.rate_limit, found.in_flight, found.overrun_hours) == (20, 16, 6)
    assert (practice.rate_limit, practice.in_flight, practice.overrun_hours) == (20, 16, 6)


def test_limits_are_kept_and_no_limit_is_zero(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path)
    profiles.add(new_profile({**GOOD, "rate_limit": "0", "in_flight": " 4 ", "overrun_hours": 720}))
    again = Profiles(tmp_path)
    again.load()
    found = again.get("Main")
    assert (found.rate_limit, found.in_flight, found.overrun_hours) == (0, 4, 720)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("rate_limit", ("-1", "1001", "2.5", "", "many", "9" * 30, None, "１")),
        ("in_flight", ("-1", "1001", "x")),
        ("overrun_hours", ("0", "721", "6.5", "-6")),
    ],
)
def test_a_limit_is_a_whole_number_of_its_range(field: str, values: tuple[object, ...]) -> None:
    for value in values:
        assert complaints({**GOOD, field: value}) == {field: field}


def test_letters_that_are_newer_than_pythons_tables_may_stand_in_a_name_and_an_identifier() -> None:
    made = new_profile({**GOOD, "name": "台站 𮯰 👩‍💻", "identifier": "𮯰某"})
    assert (made.name, made.identifier) == ("台站 𮯰 👩‍💻", "𮯰某")
    assert complaints({**GOOD, "identifier": "ad\u200bmin"}) == {"identifier": "identifier"}
    assert complaints({**GOOD, "name": "ma\u200bin"}) == {"name": "name_unusable"}
