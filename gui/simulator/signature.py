"""Checks a usersig of version 2, written apart from the panel's maker (PROTOCOL.md, "usersig")."""

import base64
import hashlib
import hmac
import json
import zlib
from typing import Final

EXPIRED: Final = 70001
DAMAGED: Final = 70003
OTHER_VERSION: Final = 70005
OTHER_KEY: Final = 70009
OTHER_IDENTIFIER: Final = 70013
OTHER_APP: Final = 70014

_LARGEST: Final = 65_536
_ALPHABET: Final = str.maketrans("*-_", "+/=")


def check(usersig: str, *, identifier: str, app: int, secret_key: str, now: float) -> int | None:
    """The gateway's code for what is wrong with a usersig, or None when it is good.

    :param app: SDKAppID of the request's query.
    :param now: seconds since the epoch.
    """
    token = _decoded(usersig)
    if token is None:
        return DAMAGED
    if token.get("TLS.ver") != "2.0":
        return OTHER_VERSION
    names = ("TLS.identifier", "TLS.sdkappid", "TLS.time", "TLS.expire", "TLS.sig")
    owner, owner_app, made, lasts, seal = (token.get(name) for name in names)
    if not (isinstance(owner, str) and isinstance(seal, str)):
        return DAMAGED
    if not (isinstance(owner_app, int) and isinstance(made, int) and isinstance(lasts, int)):
        return DAMAGED
    if owner != identifier:
        return OTHER_IDENTIFIER
    if owner_app != app:
        return OTHER_APP
    sealed = f"TLS.identifier:{owner}\nTLS.sdkappid:{owner_app}\nTLS.time:{made}\nTLS.expire:{lasts}\n"
    if not hmac.compare_digest(_seal(secret_key, sealed), seal.encode("utf-8", "replace")):
        return OTHER_KEY
    return EXPIRED if now >= made + lasts else None


def _seal(secret_key: str, sealed: str) -> bytes:
    digest = hmac.new(secret_key.encode("utf-8"), sealed.encode("utf-8", "replace"), hashlib.sha256).digest()
    return base64.b64encode(digest)


def _decoded(usersig: str) -> dict[str, object] | None:
    try:
        packed = base64.b64decode(usersig.translate(_ALPHABET), validate=True)
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, _LARGEST)
        token = json.loads(text) if unpacker.eof else None
    except (ValueError, zlib.error, RecursionError):
        return None
    return token if isinstance(token, dict) else None
