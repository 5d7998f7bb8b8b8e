"""The check of a usersig. Tokens are made here by hand, from PROTOCOL.md, "usersig", with its vector."""

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping

import pytest

from gui.simulator import signature
from gui.simulator.in_process import running_simulator
from tests.support.simulator.relay_caller import APP, Caller, head, packet, query, start_fields

KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
MADE = 1_700_000_000


def pack(fields: object) -> str:
    packed = base64.b64encode(zlib.compress(json.dumps(fields).encode())).decode()
    return packed.replace("+", "*").replace("/", "-").replace("=", "_")


def token(
    identifier: str = "admin",
    app: int = APP,
    key: str = KEY,
    expire: int = 600,
    other: Mapping[str, object] | None = None,
) -> str:
    sealed = f"TLS.identifier:{identifier}\nTLS.sdkappid:{app}\nTLS.time:{MADE}\nTLS.expire:{expire}\n"
    sig = base64.b64encode(hmac.new(key.encode(), sealed.encode(), hashlib.sha256).digest()).decode()
    fields: dict[str, object] = {
        "TLS.ver": "2.0",
        "TLS.identifier": identifier,
        "TLS.sdkappid": app,
        "TLS.expire": expire,
        "TLS.time": MADE,
        "TLS.sig": sig,
    }
    return pack({**fields, **(other or {})})


def test_the_vector_of_the_document_is_good() -> None:
    fields = {
        "TLS.sig": "LvA7d/Iw7gSsnskvVzBDPOCCDbuNCw4GHwTC0bip+B4=",
        "TLS.ver": "2.0",
        "TLS.time": MADE,
        "TLS.expire": 15_552_000,
        "TLS.sdkappid": 1_400_000_000,
        "TLS.identifier": "xiaojun",
    }

    def code_at(now: int) -> int | None:
        return signature.check(pack(fields), identifier="xiaojun", app=1_400_000_000, secret_key=KEY, now=now)

    assert code_at(MADE) is None
    assert code_at(MADE + 15_551_999) is None
    assert code_at(MADE + 15_552_000) == 70001


@pytest.mark.parametrize(
    ("usersig", "code"),
    [
        (token(), None),
        (token(expire=5), 70001),
        ("no-token", 70003),
        (token()[:-10], 70003),
        (token()[:40], 70003),
        (pack([1]), 70003),
        (pack({"TLS.ver": "2.0"}), 70003),
        (token(other={"TLS.time": "now"}), 70003),
        (pack("x" * 200_000), 70003),
        (token(other={"TLS.ver": "1.0"}), 70005),
        (token(key="another"), 70009),
        (token(other={"TLS.expire": 9_999_999}), 70009),
        (token(identifier="mallory"), 70013),
        (token(app=7), 70014),
    ],
)
async def test_with_a_secret_key_each_wrong_usersig_has_its_code(usersig: str, code: int | None) -> None:
    async with (
        running_simulator(secret_key=KEY, now=lambda: MADE + 10.0) as simulator,
        Caller(simulator.url) as caller,
    ):
        body = packet(head(990001, "alice"), start_fields())
        answer = await caller.send(body, params=query(usersig=usersig))
        assert answer.code == (0 if code is None else ("gateway", code))
        assert len(simulator.recordings) == (1 if code is None else 0)
