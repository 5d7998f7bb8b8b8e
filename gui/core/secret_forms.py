"""Every form in which a secret could stand in a file: plain, URL-encoded, base64, escaped for JSON."""

import base64
import json
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote, quote_plus

SHORTEST: Final = 6
"""A shorter text is found by chance in any file: it is no secret that could be looked for."""
_NESTED: Final = 3
"""JSON in JSON in JSON: an answer within a ledger row within a file."""


def forms(secret: str) -> frozenset[bytes]:
    """The byte sequences that would give the secret away; none for a text that is too short."""
    if len(secret) < SHORTEST:
        return frozenset()
    raw = secret.encode("utf-8", "surrogateescape")
    found = {raw, *_url_forms(secret), *_base64_forms(raw)}
    for ascii_only in (True, False):
        text = secret
        for _ in range(_NESTED):
            text = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
            found.add(text.encode("utf-8", "surrogateescape"))
    return frozenset(found)


def first_leak(files: Mapping[str, bytes], secrets: Iterable[str]) -> str | None:
    """The name of the first file in which any form of any secret occurs; None where there is none."""
    wanted = frozenset(form for secret in secrets for form in forms(secret))
    return next((name for name, content in files.items() if any(form in content for form in wanted)), None)


def _url_forms(secret: str) -> Iterable[bytes]:
    for safe in ("", "*", "/", "*/"):
        for encode in (quote, quote_plus):
            text = encode(secret, safe=safe, errors="surrogateescape")
            yield text.encode("ascii")
            yield _lower_escapes(text).encode("ascii")


def _lower_escapes(text: str) -> str:
    first, *rest = text.split("%")
    return "%".join([first, *(part[:2].lower() + part[2:] for part in rest)])


def _base64_forms(raw: bytes) -> Iterable[bytes]:
    """Whatever stands before it, too: three ways in which its bits may lie, without the shared ends."""
    for before in range(3):
        bits = 8 * (before + len(raw))
        first = -(-8 * before // 6)
        text = base64.b64encode(b"\0" * before + raw)[first : bits // 6]
        yield text
        yield text.replace(b"+", b"-").replace(b"/", b"_")
