"""A checker of version 2 usersigs, written from PROTOCOL.md, "usersig", alone: it uses no code of ours.

It is as strict as a service may be: every field, its type, nothing else, the time span, and the signature.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import zlib
from dataclasses import dataclass

FIELDS = {
    "TLS.ver": str,
    "TLS.identifier": str,
    "TLS.sdkappid": int,
    "TLS.expire": int,
    "TLS.time": int,
    "TLS.sig": str,
}


@dataclass(frozen=True)
class Account:
    """Whom the service knows."""

    secret_key: bytes
    identifier: str
    app: int


class Refused(Exception):  # noqa: N818 - it names what happened
    """Why the usersig is not taken."""


def check(text: str, account: Account, *, now: float) -> None:
    """Take a usersig, or raise :class:`Refused`."""
    fields = _fields(text)
    owner = (fields["TLS.ver"], fields["TLS.identifier"], fields["TLS.sdkappid"])
    if owner != ("2.0", account.identifier, account.app):
        raise Refused("of another owner, app or version")
    begins, lasts = fields["TLS.time"], fields["TLS.expire"]
    assert isinstance(begins, int)
    assert isinstance(lasts, int)
    if now < begins:
        raise Refused("not valid yet")
    if now >= begins + lasts:
        raise Refused("expired")
    content = "".join(
        f"{name}:{fields[name]}\n" for name in ("TLS.identifier", "TLS.sdkappid", "TLS.time", "TLS.expire")
    )
    wanted = hmac.digest(account.secret_key, content.encode("utf-8"), hashlib.sha256)
    given = str(fields["TLS.sig"])
    try:
        told = base64.b64decode(given, validate=True)
    except binascii.Error:
        raise Refused("no base64 in TLS.sig") from None
    if not hmac.compare_digest(wanted, told):
        raise Refused("signature")


def _fields(text: str) -> dict[str, object]:
    if re.fullmatch(r"[A-Za-z0-9*\-]+_{0,2}", text) is None or len(text) % 4:
        raise Refused("alphabet")
    packed = base64.b64decode(text.translate(str.maketrans("*-_", "+/=")), validate=True)
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(packed)
    if not unpacking.eof or unpacking.unused_data:
        raise Refused("zlib")
    fields = json.loads(plain.decode("utf-8"))
    if not isinstance(fields, dict) or set(fields) != set(FIELDS):
        raise Refused("fields")
    for name, kind in FIELDS.items():
        if type(fields[name]) is not kind:
            raise Refused(f"type of {name}")
    return fields
