"""usersig: make version 2 from a secret key, decode versions 1 and 2 (PROTOCOL.md, "usersig")."""

import base64
import hashlib
import hmac
import json
import zlib
from dataclasses import dataclass
from typing import Final

VALIDITY_S: Final = 7 * 24 * 3600
"""Lifetime of a made usersig; PROTOCOL.md, "usersig", asks for 24 h or more."""
AHEAD_S: Final = 300
"""A usersig that begins this much later than now, by this computer's clock, is not good yet."""
BACKDATE_S: Final = 240
"""``TLS.time`` lies this far back (5 minutes at most): a clock that is fast by as much does no harm."""
_TO_URL: Final = bytes.maketrans(b"+/=", b"*-_")
_AS_SENT: Final = str.maketrans("+/=", "*-_")
_FROM_URL: Final = bytes.maketrans(b"*-_", b"+/=")
_DECODED_LIMIT: Final = 64 * 1024
_LAST_MOMENT: Final = 253_402_214_400
"""The last day of the year 9999: later ends are told as this one, no clock can show them."""


@dataclass(frozen=True, slots=True)
class DecodedUsersig:
    """The fields of a decoded usersig; nothing here proves that its signature is right.

    :param made_at: seconds since 1970, by the clock of whoever made it; it is not good before.
    :param expires_at: likewise.
    """

    version: str
    identifier: str
    sdk_app_id: int
    expires_at: int
    made_at: int = 0


def make(
    *, secret_key: str, identifier: str, sdk_app_id: int, now: float, validity_s: int = VALIDITY_S
) -> str:
    """A version 2 usersig, valid from four minutes before ``now`` (seconds since 1970)."""
    issued = int(now) - BACKDATE_S
    return make_at(
        secret_key=secret_key, identifier=identifier, sdk_app_id=sdk_app_id, time=issued, expire=validity_s
    )


def make_at(*, secret_key: str, identifier: str, sdk_app_id: int, time: int, expire: int) -> str:
    """A version 2 usersig with ``TLS.time`` and ``TLS.expire`` (a duration in seconds) as given."""
    content = (
        f"TLS.identifier:{identifier}\nTLS.sdkappid:{sdk_app_id}\nTLS.time:{time}\nTLS.expire:{expire}\n"
    )
    # A key is any non-empty text: bytes of the environment that are no text pass as they are.
    key = secret_key.encode("utf-8", "surrogateescape")
    digest = hmac.new(key, content.encode(), hashlib.sha256).digest()
    fields = {
        "TLS.ver": "2.0",
        "TLS.identifier": identifier,
        "TLS.sdkappid": sdk_app_id,
        "TLS.expire": expire,
        "TLS.time": time,
        "TLS.sig": base64.b64encode(digest).decode(),
    }
    packed = zlib.compress(json.dumps(fields).encode())
    return base64.b64encode(packed).translate(_TO_URL).decode()


def as_sent(usersig: str) -> str:
    """A usersig in the alphabet of the wire: plain base64 (``+ / =``) is written as ``* - _``."""
    return usersig.translate(_AS_SENT)


def decode(usersig: str) -> DecodedUsersig:
    """Owner, app and expiry of a usersig of version 1 or 2.

    :raises ValueError: where it can't be decoded; the text is not part of the message.
    """
    try:
        packed = base64.b64decode(usersig.strip().encode("ascii").translate(_FROM_URL), validate=True)
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(packed, _DECODED_LIMIT)
        if not unpacking.eof or unpacking.unused_data:
            # Its check sum is cut off, or something was pasted behind it.
            raise ValueError
        fields = json.loads(text)
        old = "TLS.expire_after" in fields
        app_id = fields["TLS.sdk_appid"] if old else fields["TLS.sdkappid"]
        lifetime = fields["TLS.expire_after"] if old else fields["TLS.expire"]
        ends = int(fields["TLS.time"]) + int(lifetime)
        return DecodedUsersig(
            version="1" if old else "2",
            identifier=str(fields["TLS.identifier"]),
            sdk_app_id=int(app_id),
            expires_at=min(max(0, ends), _LAST_MOMENT),
            made_at=int(fields["TLS.time"]),
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, zlib.error):
        raise ValueError("this is not a usersig: it may be cut or damaged") from None
