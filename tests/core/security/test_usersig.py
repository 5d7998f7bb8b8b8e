"""usersig: made as PROTOCOL.md, "usersig", says (version 2), and read in both versions."""

import base64
import json
import zlib
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.core.security import usersig
from gui.simulator import signature
from tests.support.core import usersig_checker
from tests.support.core.usersig_checker import Account
from tests.support.tree import golden

KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
NOW = 1_700_000_000


def fields_of(made: str) -> dict[str, object]:
    """Decoded by hand, step by step backwards."""
    assert set(made) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-_")
    packed = base64.b64decode(made.replace("*", "+").replace("-", "/").replace("_", "="))
    fields = json.loads(zlib.decompress(packed))
    assert isinstance(fields, dict)
    return fields


def packed(fields: object) -> str:
    raw = base64.b64encode(zlib.compress(json.dumps(fields).encode())).decode()
    return raw.replace("+", "*").replace("/", "-").replace("=", "_")


def test_the_vector_of_the_documents() -> None:
    made = usersig.make_at(
        secret_key=KEY, identifier="xiaojun", sdk_app_id=1400000000, time=NOW, expire=15_552_000
    )
    assert fields_of(made) == {
        "TLS.ver": "2.0",
        "TLS.identifier": "xiaojun",
        "TLS.sdkappid": 1400000000,
        "TLS.expire": 15_552_000,
        "TLS.time": NOW,
        "TLS.sig": "LvA7d/Iw7gSsnskvVzBDPOCCDbuNCw4GHwTC0bip+B4=",
    }


VECTORS = golden("usersig_vectors.json")["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["sdk_app_id"]))
def test_the_vectors_of_the_vendors_library_field_by_field(vector: dict[str, object]) -> None:
    key, identifier, theirs = vector["secret_key"], vector["identifier"], vector["usersig"]
    app, time, expire = vector["sdk_app_id"], vector["time"], vector["expire"]
    assert isinstance(key, str)
    assert isinstance(identifier, str)
    assert isinstance(theirs, str)
    assert isinstance(app, int)
    assert isinstance(time, int)
    assert isinstance(expire, int)
    made = usersig.make_at(secret_key=key, identifier=identifier, sdk_app_id=app, time=time, expire=expire)
    assert fields_of(made) == fields_of(theirs) == vector["fields"]
    assert usersig.decode(theirs) == usersig.DecodedUsersig("2", identifier, app, time + expire, time)
    for each in (made, theirs):
        check = partial(signature.check, each, identifier=identifier, app=app)
        assert check(secret_key=key, now=time) is None
        assert check(secret_key=key, now=time + expire) == signature.EXPIRED
        assert check(secret_key="another", now=time) == signature.OTHER_KEY


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["sdk_app_id"]))
def test_the_checker_of_these_tests_takes_what_the_vendors_library_made(vector: dict[str, object]) -> None:
    key, text, at, app = (vector[name] for name in ("secret_key", "usersig", "time", "sdk_app_id"))
    assert isinstance(app, int)
    assert isinstance(at, int)
    account = Account(str(key).encode(), str(vector["identifier"]), app)
    usersig_checker.check(str(text), account, now=at)
    for wrong in (
        replace(account, secret_key=b"another"),
        replace(account, identifier="x"),
        replace(account, app=app + 1),
    ):
        with pytest.raises(usersig_checker.Refused):
            usersig_checker.check(str(text), wrong, now=at)
    for wrong_time in (at - 1, 2**40):
        with pytest.raises(usersig_checker.Refused):
            usersig_checker.check(str(text), account, now=wrong_time)


@settings(max_examples=200, deadline=None)
@given(
    key=st.text(st.characters(codec="utf-8"), min_size=1, max_size=80),
    identifier=st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=64),
    app=st.integers(1, 2**32 - 1),
    now=st.floats(1_600_000_000, 4_000_000_000),
    skew=st.floats(-86_400, usersig.BACKDATE_S - 1),
)
def test_what_the_panel_makes_is_taken_by_a_checker_written_apart_from_it(
    key: str, identifier: str, app: int, now: float, skew: float
) -> None:
    """The panel's clock may be fast by up to four minutes, or slow by days."""
    made = usersig.make(secret_key=key, identifier=identifier, sdk_app_id=app, now=now + skew)
    account = Account(key.encode(), identifier, app)
    usersig_checker.check(made, account, now=now)
    with pytest.raises(usersig_checker.Refused):
        usersig_checker.check(made, replace(account, secret_key=b"another " + account.secret_key), now=now)


def test_there_are_vectors_of_the_vendors_library() -> None:
    assert len(VECTORS) >= 2


def test_a_made_one_lasts_a_day_or_more_and_is_dated_back_by_five_minutes_at_most() -> None:
    made = usersig.make(secret_key=KEY, identifier="a", sdk_app_id=1, now=NOW)
    dated, lasts = fields_of(made)["TLS.time"], fields_of(made)["TLS.expire"]
    assert isinstance(dated, int)
    assert isinstance(lasts, int)
    assert 0 <= NOW - dated <= 300
    assert dated + lasts - NOW >= 24 * 3600


@pytest.mark.parametrize(
    "key", ["k", "密钥", " ", b"\xff\xfe".decode("utf-8", "surrogateescape"), "x" * 5000]
)
def test_a_secret_key_is_any_text(key: str) -> None:
    made = usersig.make(secret_key=key, identifier="管理", sdk_app_id=1, now=NOW)
    assert usersig.decode(made).identifier == "管理"


def test_version_2_is_decoded() -> None:
    made = usersig.make_at(secret_key=KEY, identifier="a", sdk_app_id=7, time=NOW, expire=100)
    assert usersig.decode(f" {made}\n") == usersig.DecodedUsersig("2", "a", 7, NOW + 100, NOW)


def test_version_1_is_decoded_from_its_texts() -> None:
    old = {
        "TLS.account_type": "0",
        "TLS.identifier": "a",
        "TLS.appid_at_3rd": "0",
        "TLS.sdk_appid": "7",
        "TLS.expire_after": "100",
        "TLS.version": "201512300000",
        "TLS.time": str(NOW),
        "TLS.sig": "x",
    }
    assert usersig.decode(packed(old)) == usersig.DecodedUsersig("1", "a", 7, NOW + 100, NOW)


GOOD = {"TLS.identifier": "a", "TLS.sdkappid": 7, "TLS.time": NOW, "TLS.expire": 100}
DAMAGED = {
    "empty": "",
    "words": "paste your usersig here",
    "chinese": "签名",
    "half a character": "\ud800",
    "not packed": base64.b64encode(b"{}").decode(),
    "cut": packed(GOOD)[:-8],
    "cut in the middle": packed(GOOD)[:20],
    "a list": packed([1, 2]),
    "a number": packed(5),
    "fields missing": packed({"TLS.identifier": "a"}),
    "time null": packed({**GOOD, "TLS.time": None}),
    "time endless": packed({**GOOD, "TLS.time": float("inf")}),
    "time a list": packed({**GOOD, "TLS.time": []}),
    "app a text": packed({**GOOD, "TLS.sdkappid": "main"}),
    "deep": base64.b64encode(zlib.compress(b"[" * 60_000)).decode(),
    "a bomb": base64.b64encode(zlib.compress(b"[" + b" " * 50_000_000 + b"]")).decode(),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_one_is_told_without_its_text(text: str) -> None:
    with pytest.raises(ValueError, match="not a usersig") as caught:
        usersig.decode(text)
    assert caught.value.__cause__ is None
    assert len(str(caught.value)) < 100


@settings(max_examples=100, deadline=None)
@given(st.text() | st.binary().map(lambda raw: base64.b64encode(zlib.compress(raw)).decode()))
def test_any_text_is_decoded_or_told(text: str) -> None:
    try:
        decoded = usersig.decode(text)
    except ValueError as err:
        told = str(err)
    else:
        told = decoded.version
    assert told
