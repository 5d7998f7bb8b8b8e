"""Passwords of the board's roles: made here, and known to the server as a SCRAM verifier alone."""

import base64
import hashlib
import hmac
import secrets
import stringprep
import unicodedata
from typing import Final

ITERATIONS: Final = 4096
_SALT_BYTES: Final = 16
_FORBIDDEN: Final = (
    stringprep.in_table_a1,
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)


def new_password() -> str:
    """A password that nobody has to type."""
    return secrets.token_urlsafe(24)


def verifier(password: str, *, salt: bytes | None = None, iterations: int = ITERATIONS) -> str:
    """What PostgreSQL keeps of a password (RFC 5803); the password can't be had from it."""
    salt = secrets.token_bytes(_SALT_BYTES) if salt is None else salt
    salted = hashlib.pbkdf2_hmac("sha256", _prepared(password).encode(), salt, iterations)
    client = hmac.digest(salted, b"Client Key", "sha256")
    stored = hashlib.sha256(client).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    return f"SCRAM-SHA-256${iterations}:{_base64(salt)}${_base64(stored)}:{_base64(server)}"


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _prepared(password: str) -> str:
    """SASLprep (RFC 4013) as server and driver do it: one that it forbids is taken as it is."""
    if password.isascii():
        return password
    mapped = "".join(
        " " if stringprep.in_table_c12(one) else one for one in password if not stringprep.in_table_b1(one)
    )
    prepared = unicodedata.normalize("NFKC", mapped)
    if not prepared or any(map(_is_forbidden, prepared)) or not _goes_one_way(prepared):
        return password
    return prepared


def _is_forbidden(one: str) -> bool:
    """Whether it stands in one of the tables of what a password must not have, or of no letter at all."""
    return any(table(one) for table in _FORBIDDEN)


def _goes_one_way(prepared: str) -> bool:
    """Whether letters that are written from right to left stand alone, and at both ends (RFC 3454, 6)."""
    leftwards = [stringprep.in_table_d1(one) for one in prepared]
    if not any(leftwards):
        return True
    return leftwards[0] and leftwards[-1] and not any(map(stringprep.in_table_d2, prepared))
