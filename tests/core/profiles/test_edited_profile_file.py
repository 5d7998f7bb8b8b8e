"""A profile file that somebody changed by hand: told where, and left as it is."""

import json
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.profiles.profiles import Profiles, new_profile
from tests.support.core.told import english

GOOD = {"name": "Main", "url": "https://relay.example", "sdk_app_id": 7, "identifier": "admin"}


def whole(*profiles: object) -> bytes:
    return json.dumps({"version": 1, "profiles": profiles}).encode()


NONSENSE = {
    "empty": (b"", "line 1"),
    "words": (b"my profiles\n", "line 1, column 1"),
    "cut": (whole(GOOD)[:-9], "line 1"),
    "comma": (b'{"profiles": [\n {"name": "Main",}\n]}', "line 2"),
    "binary": (bytes(range(256)), "profiles"),
    "a list": (b"[]", "does not hold profiles"),
    "a number": (b"5", "does not hold profiles"),
    "null": (b"null", "does not hold profiles"),
    "none in it": (b"{}", "does not hold profiles"),
    "profiles a number": (b'{"profiles": 5}', "does not hold profiles"),
    "a profile a text": (whole("Main"), "can't be used"),
    "no name": (whole({"url": "https://relay.example"}), "name"),
    "an address of another kind": (whole({**GOOD, "url": "ftp://relay.example"}), "url"),
    "plain http": (whole({**GOOD, "url": "http://relay.example"}), "url"),
    "an app of words": (whole({**GOOD, "sdk_app_id": "seven"}), "sdk_app_id"),
    "an endless number": (b'{"profiles": [{"sdk_app_id": ' + b"9" * 5000 + b"}]}", "profiles"),
    "a limit below zero": (whole({**GOOD, "rate_limit": -1}), "rate_limit"),
    "a file that is a number": (whole({**GOOD, "ca_file": 5}), "ca_file"),
    "Practice": (whole({**GOOD, "name": "practice"}), "name"),
    "twice the same": (whole(GOOD, GOOD), "two profiles are named Main"),
    "deep": (b"[" * 100_000, "profiles"),
    "large": (b" " * (1024 * 1024 + 1), "too large"),
}


@pytest.mark.parametrize(("content", "words"), NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_told_and_neither_used_nor_overwritten(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "profiles.json"
    path.write_bytes(content)
    found = Profiles(tmp_path)
    with pytest.raises(Problem) as caught:
        found.load()
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.PROFILE)
    assert str(path) in english(caught.value)
    assert words in english(caught.value)
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "profiles.json").mkdir()
    with pytest.raises(Problem) as caught:
        Profiles(tmp_path).load()
    assert "directory" in english(caught.value)


def test_an_editors_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "profiles.json").write_bytes(b"\xef\xbb\xbf" + whole(GOOD))
    found = Profiles(tmp_path)
    found.load()
    assert found.get("Main") == new_profile(GOOD)
